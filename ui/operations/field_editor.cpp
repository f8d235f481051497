// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operations/field_editor.h"

#include <algorithm>
#include <array>

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/types/dtype.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

constexpr int kLines = 4;
constexpr int kRolesARow = 3;
constexpr std::array kNumberTypes{
    DType::Float64, DType::Float32, DType::Float16, DType::BFloat16, DType::Float8E4M3FN, DType::Float8E5M2};
constexpr std::array kIntegerTypes{DType::Int64, DType::Int32, DType::Int16, DType::Int8, DType::UInt8, DType::Bool};

QString roleWords(Role role)
{
    switch (role) {
    case Role::Model:
        return FieldEditor::tr("model");
    case Role::Ema:
        return FieldEditor::tr("EMA");
    case Role::Optimizer:
        return FieldEditor::tr("optimizer");
    case Role::Scheduler:
        return FieldEditor::tr("scheduler");
    case Role::Scaler:
        return FieldEditor::tr("scaler");
    case Role::Rng:
        return FieldEditor::tr("random state");
    case Role::Counter:
        return FieldEditor::tr("counters");
    case Role::Metric:
        return FieldEditor::tr("metrics");
    case Role::Config:
        return FieldEditor::tr("configuration");
    case Role::Other:
        return FieldEditor::tr("other");
    }
    return {};
}

QString singleLine(const QStringList& values)
{
    return values.join(QStringLiteral(", "));
}

} // namespace

FieldEditor::FieldEditor(const OperationField& field, const OpenedPtr& opened, QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    switch (field.kind) {
    case FieldKind::Text:
    case FieldKind::Json:
    case FieldKind::Path:
        makeLine(field);
        break;
    case FieldKind::Device:
        makeDevices(field, opened);
        break;
    case FieldKind::NumberType:
    case FieldKind::ElementType:
        makeNumberTypes(field);
        break;
    case FieldKind::Filling:
        makeFilling(field);
        break;
    case FieldKind::File:
        makeFile(field);
        break;
    case FieldKind::Flag:
        makeFlag(field);
        break;
    case FieldKind::Globs:
    case FieldKind::Paths:
    case FieldKind::Pairs:
    case FieldKind::Recipe:
        makeLines(field);
        break;
    case FieldKind::Roles:
        makeRoles(field, opened);
        break;
    case FieldKind::StateDicts:
        makeStateDicts(field, opened);
        break;
    }
}

void FieldEditor::add(QWidget* editor, const QString& name)
{
    editor->setAccessibleName(name);
    layout()->addWidget(editor);
    if (focusProxy() == nullptr) {
        setFocusProxy(editor);
    }
}

void FieldEditor::makeLine(const OperationField& field)
{
    auto* line = new QLineEdit(field.values.value(0), this);
    line->setObjectName(QStringLiteral("fieldLine"));
    line->setFont(fixedFont(font()));
    line->setPlaceholderText(field.hint);
    connect(line, &QLineEdit::textChanged, this, &FieldEditor::changed);
    m_values = [line] { return QStringList{line->text()}; };
    add(line, field.label);
}

void FieldEditor::makeLines(const OperationField& field)
{
    auto* lines = new QPlainTextEdit(field.values.join(u'\n'), this);
    lines->setObjectName(QStringLiteral("fieldLines"));
    lines->setFont(fixedFont(font()));
    lines->setPlaceholderText(field.hint);
    lines->setTabChangesFocus(true);
    lines->setLineWrapMode(field.kind == FieldKind::Recipe ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    lines->setFixedHeight(QFontMetrics(lines->font()).lineSpacing() * kLines + Metrics(this).scaled(14));
    connect(lines, &QPlainTextEdit::textChanged, this, &FieldEditor::changed);
    const bool isWhole = field.kind == FieldKind::Recipe;
    m_values = [lines, isWhole] {
        if (isWhole) {
            return QStringList{lines->toPlainText()};
        }
        QStringList values;
        for (const QString& line : lines->toPlainText().split(u'\n')) {
            if (!line.trimmed().isEmpty()) {
                values.append(line.trimmed());
            }
        }
        return values;
    };
    add(lines, field.label);
}

void FieldEditor::makeDevices(const OperationField& field, const OpenedPtr& opened)
{
    auto* box = new QComboBox(this);
    box->setObjectName(QStringLiteral("fieldDevice"));
    box->setEditable(true);
    QStringList devices{QString(), QStringLiteral("cpu"), QStringLiteral("cuda:0"), QStringLiteral("auto"),
        QStringLiteral("mps"), QStringLiteral("meta")};
    if (opened) {
        for (const auto& [device, count] : opened->card.devices) {
            if (!devices.contains(toQString(device))) {
                devices.append(toQString(device));
            }
        }
    }
    box->addItems(devices);
    box->setCurrentText(field.values.value(0));
    box->lineEdit()->setPlaceholderText(field.hint);
    connect(box, &QComboBox::currentTextChanged, this, &FieldEditor::changed);
    m_values = [box] { return QStringList{box->currentText().trimmed()}; };
    add(box, field.label);
}

void FieldEditor::makeNumberTypes(const OperationField& field)
{
    auto* box = new QComboBox(this);
    box->setObjectName(QStringLiteral("fieldNumberType"));
    for (const DType dtype : kNumberTypes) {
        box->addItem(toQString(dtypeName(dtype)));
    }
    for (const DType dtype : kIntegerTypes) {
        if (field.kind == FieldKind::ElementType) {
            box->addItem(toQString(dtypeName(dtype)));
        }
    }
    if (box->findText(field.values.value(0)) < 0) {
        box->addItem(field.values.value(0));
    }
    box->setCurrentText(field.values.value(0));
    connect(box, &QComboBox::currentTextChanged, this, &FieldEditor::changed);
    m_values = [box] { return QStringList{box->currentText()}; };
    add(box, field.label);
}

void FieldEditor::makeFilling(const OperationField& field)
{
    auto* box = new QComboBox(this);
    box->setObjectName(QStringLiteral("fieldFilling"));
    box->setEditable(true);
    box->setFont(fixedFont(font()));
    box->addItems({QStringLiteral("zeros"), QStringLiteral("ones"), QStringLiteral("constant(0.5)"),
        QStringLiteral("normal(0,0.02,seed=0)"), QStringLiteral("uniform(-0.1,0.1,seed=0)"),
        QStringLiteral("kaiming_uniform(2.2360679774997898,seed=0)"), QStringLiteral("kaiming_normal(0,seed=0)"),
        QStringLiteral("xavier_uniform(1,seed=0)"), QStringLiteral("xavier_normal(1,seed=0)")});
    box->setCurrentText(field.values.value(0));
    box->lineEdit()->setPlaceholderText(field.hint);
    connect(box, &QComboBox::currentTextChanged, this, &FieldEditor::changed);
    m_values = [box] { return QStringList{box->currentText().trimmed()}; };
    add(box, field.label);
}

void FieldEditor::makeFile(const OperationField& field)
{
    makeLine(field);
    auto* line = findChild<QLineEdit*>(QStringLiteral("fieldLine"));
    auto* browse = new QPushButton(tr("Choose…"), this);
    browse->setObjectName(QStringLiteral("fieldBrowse"));
    connect(browse, &QPushButton::clicked, this, [this, line] {
        auto* dialog = new QFileDialog(this, tr("Take a tensor from"), QFileInfo(line->text()).path());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, line, &QLineEdit::setText);
        dialog->open();
    });
    layout()->addWidget(browse);
}

void FieldEditor::makeFlag(const OperationField& field)
{
    auto* box = new QComboBox(this);
    box->setObjectName(QStringLiteral("fieldFlag"));
    box->addItem(tr("yes"), QStringLiteral("true"));
    box->addItem(tr("no"), QStringLiteral("false"));
    box->setCurrentIndex(box->findData(field.values.value(0)));
    connect(box, &QComboBox::currentIndexChanged, this, &FieldEditor::changed);
    m_values = [box] { return QStringList{box->currentData().toString()}; };
    add(box, field.label);
}

void FieldEditor::makeRoles(const OperationField& field, const OpenedPtr& opened)
{
    auto* group = new QWidget(this);
    auto* grid = new QGridLayout(group);
    grid->setContentsMargins(0, 0, 0, 0);
    QList<QCheckBox*> boxes;
    for (std::size_t i = 0; i < kRoleCount; ++i) {
        const auto role = static_cast<Role>(i);
        const QString name = toQString(roleName(role));
        const bool isThere =
            opened && std::ranges::any_of(opened->tree.roles, [&](const RoleNode& node) { return node.role == role; });
        if (!isThere && !field.values.contains(name)) {
            continue;
        }
        auto* box = new QCheckBox(roleWords(role), group);
        box->setObjectName(QStringLiteral("fieldRole_") + name);
        box->setProperty("role", name);
        box->setChecked(field.values.contains(name));
        connect(box, &QCheckBox::toggled, this, &FieldEditor::changed);
        grid->addWidget(box, static_cast<int>(boxes.size()) / kRolesARow, static_cast<int>(boxes.size()) % kRolesARow);
        boxes.append(box);
    }
    grid->setColumnStretch(kRolesARow, 1);
    m_values = [boxes] {
        QStringList values;
        for (const QCheckBox* box : boxes) {
            if (box->isChecked()) {
                values.append(box->property("role").toString());
            }
        }
        return values;
    };
    add(group, field.label);
    if (!boxes.isEmpty()) {
        setFocusProxy(boxes.first());
    }
}

void FieldEditor::makeStateDicts(const OperationField& field, const OpenedPtr& opened)
{
    auto* box = new QComboBox(this);
    box->setObjectName(QStringLiteral("fieldStateDicts"));
    box->addItem(tr("All state dicts"), QStringList());
    if (opened) {
        for (const StateDict& stateDict : opened->tree.stateDicts) {
            const QString path = toQString(opened->tree.pathTextOf(opened->document->content, stateDict.place));
            box->addItem(path.isEmpty() ? tr("the whole file") : shownText(path), QStringList{path});
        }
    }
    int chosen = 0;
    if (!field.values.isEmpty()) {
        chosen = box->findData(field.values);
        if (chosen < 0) {
            box->addItem(shownText(singleLine(field.values)), field.values);
            chosen = box->count() - 1;
        }
    }
    box->setCurrentIndex(chosen);
    connect(box, &QComboBox::currentIndexChanged, this, &FieldEditor::changed);
    m_values = [box] { return box->currentData().toStringList(); };
    add(box, field.label);
}

} // namespace pthf

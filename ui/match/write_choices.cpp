// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/match/write_choices.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include "core/transcript/plan_python.h"
#include "ui/base/button_kind.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/match/filling_edit.h"
#include "ui/widgets/pane.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

using Kind = RowChoice::Kind;

struct ChoiceWords {
    QString title;
    QString note; ///< what follows from it, below the title; may be empty
    QString button; ///< verb and object
};

QString shapeOf(const KeyEntry& entry)
{
    return entry.shape ? toQString(shapeText(*entry.shape)) : QString();
}

ChoiceWords untouchedWords(MatchState state)
{
    switch (state) {
    case MatchState::Same:
        return {WriteChoices::tr("As it is"), WriteChoices::tr("It loads"), {}};
    case MatchState::ShapeDiffers:
        return {WriteChoices::tr("As it is"), WriteChoices::tr("torch refuses to load it"), {}};
    case MatchState::OnlyInFile:
        return {WriteChoices::tr("As it is"), WriteChoices::tr("torch passes it over if strict=False"), {}};
    case MatchState::OnlyInModel:
        return {WriteChoices::tr("Nothing"),
            WriteChoices::tr("The model keeps the values it was built with, if strict=False"), {}};
    }
    return {};
}

ChoiceWords resizedWords(const Resize& resize, const KeyEntry& file)
{
    const QString shape = toQString(shapeText(resize.shape));
    if (resize.shape.size() != file.shape->size()) {
        return {WriteChoices::tr("Shaped %1").arg(shape), WriteChoices::tr("The same numbers, sizes of 1 differ"),
            WriteChoices::tr("Use the new shape")};
    }
    bool isCut = false;
    bool isGrown = false;
    for (std::size_t i = 0; i < resize.shape.size(); ++i) {
        isCut = isCut || resize.shape[i] < (*file.shape)[i];
        isGrown = isGrown || resize.shape[i] > (*file.shape)[i];
    }
    const QString title = isCut && isGrown ? WriteChoices::tr("Cut and grown to %1").arg(shape)
        : isGrown                          ? WriteChoices::tr("Grown to %1").arg(shape)
                                           : WriteChoices::tr("Cut to %1").arg(shape);
    const QString note = isGrown ? WriteChoices::tr("Keeps what both have, new room is filled")
                                 : WriteChoices::tr("Keeps what both have, the rest goes");
    return {title, note, WriteChoices::tr("Use the new shape")};
}

ChoiceWords wordsOf(const MatchResult& result, const MatchRow& row, const RowChoice& choice)
{
    switch (choice.kind) {
    case Kind::AsItIs:
        return untouchedWords(row.state);
    case Kind::Transposed: {
        const QString shapes = shapeOf(result.file[row.file]) % u" → " % shapeOf(result.reference->keys[row.model]);
        return {WriteChoices::tr("Transposed"), WriteChoices::tr("%1, the same numbers").arg(shapes),
            WriteChoices::tr("Transpose it")};
    }
    case Kind::Resized:
        return resizedWords(std::get<Resize>(choice.operations.front()), result.file[row.file]);
    case Kind::NewValues: {
        const auto& init = std::get<InitTensor>(choice.operations.front());
        const QString what = toQString(dtypeName(init.dtype)) % u' ' % toQString(shapeText(init.shape));
        return {WriteChoices::tr("New values"), WriteChoices::tr("Written as %1").arg(what),
            WriteChoices::tr("Use new values")};
    }
    case Kind::Renamed:
        return row.state == MatchState::OnlyInFile
            ? ChoiceWords{WriteChoices::tr("Under a name of the model"),
                WriteChoices::tr("Of this shape, and only the model has it"), WriteChoices::tr("Rename it")}
            : ChoiceWords{WriteChoices::tr("A tensor of the file, renamed"),
                WriteChoices::tr("Of this shape, and only the file has it"), WriteChoices::tr("Rename that one")};
    case Kind::FromReference:
        return {WriteChoices::tr("The one of %1").arg(shownText(result.reference->name)), {},
            WriteChoices::tr("Take that one")};
    case Kind::FromFile:
        return {WriteChoices::tr("Take from another file…"), {}, WriteChoices::tr("Choose…")};
    case Kind::LeftOut:
        return {WriteChoices::tr("Leave it out"),
            row.state == MatchState::ShapeDiffers ? WriteChoices::tr("Needs strict=False") : QString(),
            WriteChoices::tr("Leave it out")};
    }
    return {};
}

/// What a test and a screen reader call a choice.
QString objectNameOf(Kind kind)
{
    switch (kind) {
    case Kind::AsItIs:
        return QStringLiteral("writeAsItIs");
    case Kind::Transposed:
        return QStringLiteral("writeTransposed");
    case Kind::Resized:
        return QStringLiteral("writeResized");
    case Kind::NewValues:
        return QStringLiteral("writeNewValues");
    case Kind::Renamed:
        return QStringLiteral("writeRenamed");
    case Kind::FromReference:
        return QStringLiteral("writeFromReference");
    case Kind::FromFile:
        return QStringLiteral("writeFromFile");
    case Kind::LeftOut:
        return QStringLiteral("leaveOut");
    }
    return {};
}

} // namespace

WriteChoices::WriteChoices(MatchSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
{
    setObjectName(QStringLiteral("writeChoices"));
    const Metrics metrics(this);
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("writeTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_title->setFont(strongFont(font()));
    m_rows = new QVBoxLayout;
    m_apply = new QPushButton(this);
    m_apply->setObjectName(QStringLiteral("applyChoice"));
    m_python = new QPushButton(tr("Copy as Python"), this);
    m_python->setObjectName(QStringLiteral("copyChoicePython"));
    m_python->setToolTip(tr("Copies a script that does this with torch alone"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics.scaled(8));
    buttons->addWidget(m_apply);
    buttons->addWidget(m_python);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics.scaled(8));
    layout->addWidget(m_title);
    layout->addLayout(m_rows);
    layout->addLayout(buttons);
    connect(m_apply, &QPushButton::clicked, this, &WriteChoices::apply);
    connect(m_python, &QPushButton::clicked, this, &WriteChoices::copyPython);
}

void WriteChoices::clear()
{
    m_shown.clear();
    m_item.reset();
    delete m_list;
    m_list = new QWidget(this);
    auto* rows = new QVBoxLayout(m_list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(Metrics(this).scaled(4));
    m_rows->addWidget(m_list);
}

void WriteChoices::setRow(const MatchRow& row)
{
    clear();
    const MatchResult& result = *m_session.result();
    const KeyEntry& entry = row.file != MatchRow::kNone ? result.file[row.file] : result.reference->keys[row.model];
    m_title->setText(tr("What to write for %1").arg(shownText(entry.key)));
    if (const auto item = m_session.itemFor(entry.key)) {
        showMade(*item);
        return;
    }
    std::vector<RowChoice> choices = choicesFor(result, row);
    setVisible(choices.size() > 1);
    for (RowChoice& choice : choices) {
        addChoice(row, std::move(choice));
    }
    if (m_shown.size() > 1) {
        m_shown[1].button->setChecked(true);
    }
    showChosen();
}

void WriteChoices::showMade(std::size_t item)
{
    m_item = item;
    auto* row = new QHBoxLayout;
    auto* words = new QLabel(coreText(describe(m_session.document().plan().items[item].operation)), m_list);
    words->setObjectName(QStringLiteral("writeMade"));
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    row->addWidget(new IconLabel(Icon::Ok, IconTint::Success, 16, IconLabel::Ground::None, m_list), 0, Qt::AlignTop);
    row->addWidget(words, 1);
    static_cast<QVBoxLayout*>(m_list->layout())->addLayout(row); // NOLINT: clear() made it
    m_apply->setText(tr("Take it back"));
    m_apply->setEnabled(true);
    m_apply->show();
    setButtonKind(m_apply, ButtonKind::Normal);
    m_python->setVisible(true);
    show();
}

void WriteChoices::addBelow(QWidget* widget)
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(Metrics(this).scaled(22), 0, 0, Metrics(this).scaled(2)); // below the words of its button
    row->addWidget(widget);
    static_cast<QVBoxLayout*>(m_list->layout())->addLayout(row); // NOLINT: clear() made it
}

void WriteChoices::addChoice(const MatchRow& row, RowChoice choice)
{
    const ChoiceWords words = wordsOf(*m_session.result(), row, choice);
    Shown shown;
    shown.button = new QRadioButton(words.title, m_list);
    shown.button->setObjectName(objectNameOf(choice.kind));
    shown.button->setFont(mediumFont(font()));
    shown.button->setProperty("verb", words.button);
    m_list->layout()->addWidget(shown.button);
    connect(shown.button, &QRadioButton::toggled, this, [this](bool isOn) {
        if (isOn) {
            showChosen();
        }
    });
    if (!words.note.isEmpty()) {
        shown.button->setAccessibleDescription(words.note);
        shown.note = new QLabel(words.note, m_list);
        shown.note->setTextFormat(Qt::PlainText);
        shown.note->setWordWrap(true);
        shown.note->setFont(smallFont(font()));
        shown.note->setForegroundRole(QPalette::PlaceholderText);
        addBelow(shown.note);
    }
    if (!choice.names.empty()) {
        shown.names = new QComboBox(m_list);
        shown.names->setObjectName(QStringLiteral("writeNames"));
        shown.names->setAccessibleName(words.title);
        shown.names->setFont(fixedFont(font()));
        shown.names->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        shown.names->setMinimumContentsLength(12);
        for (const std::string& name : choice.names) {
            shown.names->addItem(shownText(name));
        }
        addBelow(shown.names);
    }
    if (choice.isFilled) {
        shown.filling = new FillingEdit(m_list);
        const Operation& operation = choice.operations.front();
        const auto* resize = std::get_if<Resize>(&operation);
        shown.filling->setValues(resize != nullptr ? resize->values : std::get<InitTensor>(operation).values);
        connect(shown.filling, &FillingEdit::changed, this, &WriteChoices::showChosen);
        addBelow(shown.filling);
    }
    shown.choice = std::move(choice);
    m_shown.push_back(std::move(shown));
}

const WriteChoices::Shown* WriteChoices::chosen() const
{
    for (const Shown& shown : m_shown) {
        if (shown.button->isChecked()) {
            return &shown;
        }
    }
    return nullptr;
}

void WriteChoices::showChosen()
{
    const Shown* now = chosen();
    for (const Shown& shown : m_shown) {
        for (QWidget* more : {static_cast<QWidget*>(shown.filling), static_cast<QWidget*>(shown.names)}) {
            if (more != nullptr) {
                more->setVisible(&shown == now);
            }
        }
    }
    const bool isChange = now != nullptr && !now->choice.operations.empty();
    const bool isAsked = isChange && now->choice.kind == Kind::FromFile;
    m_apply->setVisible(isChange);
    m_python->setVisible(isChange && !isAsked);
    if (!isChange) {
        return;
    }
    const bool isReadable = operation().has_value();
    m_apply->setText(now->button->property("verb").toString());
    m_apply->setEnabled(isReadable);
    m_apply->setToolTip(isReadable ? QString() : tr("A number of the filling cannot be read"));
    m_python->setEnabled(isReadable);
    setButtonKind(m_apply, ButtonKind::Primary);
}

std::optional<Operation> WriteChoices::operation() const
{
    if (m_item) {
        return m_session.document().plan().items[*m_item].operation;
    }
    const Shown* now = chosen();
    if (now == nullptr || now->choice.operations.empty()) {
        return std::nullopt;
    }
    Operation operation = now->choice.operations[now->names != nullptr ? std::size_t(now->names->currentIndex()) : 0];
    if (now->filling != nullptr) {
        const auto values = now->filling->values();
        if (!values) {
            return std::nullopt;
        }
        if (auto* resize = std::get_if<Resize>(&operation)) {
            resize->values = *values;
        } else {
            std::get<InitTensor>(operation).values = *values;
        }
    }
    return operation;
}

void WriteChoices::apply()
{
    if (m_item) {
        m_session.takeBackItem(*m_item);
        return;
    }
    const auto wanted = operation();
    if (!wanted) {
        return;
    }
    if (chosen()->choice.kind == Kind::FromFile) {
        Q_EMIT operationWanted(*wanted);
    } else {
        m_session.write(*wanted);
    }
}

void WriteChoices::copyPython()
{
    const auto wanted = operation();
    if (!wanted) {
        return;
    }
    const QFileInfo source(pathToQString(m_session.document().opened()->document->path));
    const QString target = source.path() % u'/' % source.completeBaseName() % QStringLiteral(".converted.pth");
    EditPlan plan;
    plan.operations = m_session.written(*wanted);
    QGuiApplication::clipboard()->setText(toQString(planAsPython(plan, toUtf8(source.filePath()), toUtf8(target))));
}

} // namespace pthf

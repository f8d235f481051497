// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/match/match_details.h"

#include <algorithm>

#include <QCheckBox>
#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/match/match_delegate.h"
#include "ui/match/match_tree_model.h"
#include "ui/widgets/pane.h"

namespace pthf {

namespace {

constexpr int kMaxTargets = 40;

QLabel* plainLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QString keyOf(const MatchResult& result, const MatchRow& row)
{
    return toQString(row.file != MatchRow::kNone ? result.file[row.file].key : result.reference->keys[row.model].key);
}

} // namespace

QStringList linkTargets(const MatchResult& result, const MatchRow& row)
{
    QStringList names;
    if (row.state != MatchState::OnlyInFile) {
        return names;
    }
    for (const MatchRow& other : result.match.rows) {
        const bool isWanted = other.state == MatchState::OnlyInModel
            && loadsInto(result.file[row.file].shape, result.reference->keys[other.model].shape);
        if (isWanted && names.size() < kMaxTargets) {
            names.append(toQString(result.reference->keys[other.model].key));
        }
    }
    return names;
}

MatchDetails::MatchDetails(MatchSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
{
    setObjectName(QStringLiteral("matchDetails"));
    auto* layout = new QVBoxLayout(this);
    const Metrics metrics(this);
    layout->setContentsMargins(metrics.scaled(12), metrics.scaled(8), metrics.scaled(12), metrics.scaled(8));
    layout->setSpacing(metrics.scaled(8));
    buildHead();
    layout->addStretch(1);
    buildReport();
}

void MatchDetails::buildHead()
{
    auto* layout = static_cast<QVBoxLayout*>(this->layout()); // NOLINT: made above
    const Metrics metrics(this);
    m_name = plainLabel(this);
    m_name->setObjectName(QStringLiteral("matchRowName"));
    m_name->setFont(strongFont(fixedFont(font())));
    m_what = plainLabel(this);
    m_what->setObjectName(QStringLiteral("matchRowState"));
    m_what->setForegroundRole(QPalette::PlaceholderText);
    m_dimensions = new QWidget(this);
    m_grid = new QGridLayout(m_dimensions);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metrics.scaled(16));
    m_grid->setVerticalSpacing(metrics.scaled(4));
    m_grid->setColumnStretch(0, 1);
    m_choices = plainLabel(this);
    m_leaveOut = new QPushButton(tr("Leave it out"), this);
    m_leaveOut->setObjectName(QStringLiteral("leaveOut"));
    m_leaveOut->setToolTip(tr("Drops it from the file; the model keeps its own values there"));
    connect(m_leaveOut, &QPushButton::clicked, this, &MatchDetails::leaveOut);
    m_link = new QToolButton(this);
    m_link->setObjectName(QStringLiteral("linkWith"));
    m_link->setText(tr("Link with"));
    m_link->setToolTip(tr("Renames it to a name that only the model has; a row can be dragged onto it, too"));
    m_link->setPopupMode(QToolButton::InstantPopup);
    m_link->setMenu(new QMenu(m_link));
    setButtonKind(m_link, ButtonKind::Normal);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics.scaled(8));
    buttons->addWidget(m_leaveOut);
    buttons->addWidget(m_link);
    buttons->addStretch(1);
    layout->addWidget(m_name);
    layout->addWidget(m_what);
    layout->addWidget(m_dimensions);
    layout->addWidget(m_choices);
    layout->addLayout(buttons);
}

void MatchDetails::buildReport()
{
    auto* layout = static_cast<QVBoxLayout*>(this->layout()); // NOLINT: made above
    auto* head = new QHBoxLayout;
    auto* title = new QLabel(tr("load_state_dict would print"), this);
    title->setFont(strongFont(font()));
    m_strict = new QCheckBox(tr("strict"), this);
    m_strict->setObjectName(QStringLiteral("strictReport"));
    m_strict->setChecked(true);
    m_strict->setToolTip(tr("load_state_dict(…, strict=True), as torch does unless told otherwise"));
    auto* copy = new QToolButton(this);
    copy->setObjectName(QStringLiteral("copyReport"));
    copy->setIcon(themedIcon(Icon::Copy));
    copy->setToolTip(tr("Copy the report"));
    copy->setAccessibleName(tr("Copy the report"));
    setButtonKind(copy, ButtonKind::Flat);
    auto* open = new QToolButton(this);
    open->setObjectName(QStringLiteral("openReport"));
    open->setIcon(themedIcon(Icon::More));
    open->setToolTip(tr("Show the whole report"));
    open->setAccessibleName(tr("Show the whole report"));
    setButtonKind(open, ButtonKind::Flat);
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(m_strict);
    head->addWidget(copy);
    head->addWidget(open);
    m_report = new QPlainTextEdit(this);
    m_report->setObjectName(QStringLiteral("loadReport"));
    m_report->setAccessibleName(tr("What load_state_dict would print"));
    m_report->setReadOnly(true);
    m_report->setFont(fixedFont(font()));
    m_report->setTabChangesFocus(true);
    m_report->setTabStopDistance(QFontMetrics(m_report->font()).horizontalAdvance(QStringLiteral("    ")));
    m_report->setMinimumHeight(Metrics(this).scaled(140));
    layout->addLayout(head);
    layout->addWidget(m_report, 3);
    connect(m_strict, &QCheckBox::toggled, this, &MatchDetails::refresh);
    connect(
        copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_report->toPlainText()); });
    connect(open, &QToolButton::clicked, this, &MatchDetails::reportRequested);
}

void MatchDetails::setRow(std::optional<std::uint32_t> row)
{
    m_row = row;
    clearDimensions();
    const MatchResultPtr& result = m_session.result();
    const bool isRow = result && row && *row < result->match.rows.size();
    m_name->setVisible(isRow);
    m_leaveOut->setVisible(false);
    m_link->setVisible(false);
    m_choices->setVisible(false);
    m_dimensions->setVisible(false);
    if (!isRow) {
        m_what->setText(result ? tr("Choose a tensor to see how its two sides differ") : QString());
        return;
    }
    const MatchRow& current = result->match.rows[*row];
    m_name->setText(shownText(keyOf(*result, current)));
    const QString torch = matchTorchWord(current.state);
    m_what->setText(
        torch.isEmpty() ? matchStateWord(current.state) : QString(matchStateWord(current.state) % u" · " % torch));
    showDimensions(current);
    showChoices(current);
}

void MatchDetails::clearDimensions()
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item; // NOLINT: the grid gave it away
    }
}

void MatchDetails::showDimensions(const MatchRow& row)
{
    const MatchResult& result = *m_session.result();
    const auto shapeOf = [](const KeyList& keys, std::uint32_t number) -> std::optional<Dims> {
        return number == MatchRow::kNone ? std::nullopt : keys[number].shape;
    };
    const auto file = shapeOf(result.file, row.file);
    const auto model = shapeOf(result.reference->keys, row.model);
    if (!file && !model) {
        return;
    }
    m_dimensions->setVisible(true);
    const auto put = [this](int line, int column, const QString& text, bool isMuted) {
        auto* label = new QLabel(text, m_dimensions);
        label->setTextFormat(Qt::PlainText);
        if (isMuted) {
            label->setForegroundRole(QPalette::PlaceholderText);
        } else {
            label->setFont(fixedFont(font()));
        }
        m_grid->addWidget(label, line, column, column == 0 ? Qt::AlignLeft : Qt::AlignRight);
    };
    put(0, 1, tr("File"), true);
    put(0, 3, tr("Model"), true);
    const std::size_t rank = std::max(file ? file->size() : 0, model ? model->size() : 0);
    for (std::size_t i = 0; i < std::min<std::size_t>(rank, 8); ++i) {
        const int line = static_cast<int>(i) + 1;
        const bool isInFile = file && i < file->size();
        const bool isInModel = model && i < model->size();
        put(line, 0, tr("Dimension %1").arg(i), true);
        put(line, 1, isInFile ? QString::number((*file)[i]) : QString(QChar(u'—')), false);
        put(line, 3, isInModel ? QString::number((*model)[i]) : QString(QChar(u'—')), false);
        const bool isSame = isInFile && isInModel && (*file)[i] == (*model)[i];
        if (isInFile && isInModel) {
            const MatchState state = isSame ? MatchState::Same : MatchState::ShapeDiffers;
            m_grid->addWidget(
                new IconLabel(iconOf(state), tintOf(state), 12, IconLabel::Ground::None, m_dimensions), line, 2);
        }
    }
}

void MatchDetails::showChoices(const MatchRow& row)
{
    const MatchResult& result = *m_session.result();
    m_choices->setVisible(row.state != MatchState::Same);
    m_leaveOut->setVisible(row.state == MatchState::ShapeDiffers || row.state == MatchState::OnlyInFile);
    switch (row.state) {
    case MatchState::Same:
        break;
    case MatchState::ShapeDiffers:
        m_choices->setText(tr("Left out, the model keeps its own values there and load_state_dict needs strict=False"));
        break;
    case MatchState::OnlyInFile: {
        const QStringList targets = linkTargets(result, row);
        m_choices->setText(targets.isEmpty() ? tr("The model has no name of this shape left to link it with")
                                             : tr("It may be another name of a tensor that only the model has"));
        m_link->setVisible(!targets.isEmpty());
        m_link->menu()->clear();
        const QString name = keyOf(result, row);
        for (const QString& target : targets) {
            QAction* action = m_link->menu()->addAction(shownText(target));
            connect(action, &QAction::triggered, this, [this, name, target] { m_session.link(name, target); });
        }
        break;
    }
    case MatchState::OnlyInModel:
        m_choices->setText(tr("Expected by the model only: it keeps the values it was built with, if strict=False"));
        break;
    }
}

void MatchDetails::leaveOut()
{
    const MatchResultPtr& result = m_session.result();
    if (!result || !m_row || *m_row >= result->match.rows.size()) {
        return;
    }
    const QString key = keyOf(*result, result->match.rows[*m_row]);
    KeyPath path = result->path;
    path.push_back({toUtf8(key)});
    Drop drop;
    drop.paths.push_back(std::move(path));
    std::vector<Operation> operations{std::move(drop)};
    if (result->isWholeModel) {
        operations.insert(operations.begin(), ToStateDict{});
    }
    m_session.document().addOperations(operations, tr("leave out %1").arg(shownText(key)));
}

void MatchDetails::refresh()
{
    const MatchResultPtr& result = m_session.result();
    const LoadReport* report = result ? (m_strict->isChecked() ? &result->strict : &result->loose) : nullptr;
    m_report->setPlainText(report == nullptr ? QString() : toQString(report->text));
    setRow(m_row);
}

} // namespace pthf

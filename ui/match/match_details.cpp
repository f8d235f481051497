// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/match/match_details.h"

#include <algorithm>

#include <QCheckBox>
#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/match/shape_advice.h"
#include "ui/base/button_kind.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/match/match_delegate.h"
#include "ui/match/match_tree_model.h"
#include "ui/match/write_choices.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/pane.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

QLabel* plainLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

/// From edge to edge of the pane, between its parts.
QWidget* thinLine(QWidget* parent)
{
    auto* line = new Pane(Pane::Look::BarAbove, parent);
    line->setFixedHeight(1);
    return line;
}

QString keyOf(const MatchResult& result, const MatchRow& row)
{
    return toQString(row.file != MatchRow::kNone ? result.file[row.file].key : result.reference->keys[row.model].key);
}

/// "Dimension 0 (vocabulary)", where people have a word for it.
QString dimensionText(const std::string& key, std::size_t dimension, std::size_t rank)
{
    const QString word = coreText(dimensionWord(key, dimension, rank));
    return word.isEmpty() ? MatchDetails::tr("Dimension %1").arg(dimension)
                          : MatchDetails::tr("Dimension %1 (%2)").arg(QString::number(dimension), word);
}

} // namespace

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
    m_line = thinLine(this);
    m_choices = new WriteChoices(m_session, this);
    connect(m_choices, &WriteChoices::operationWanted, this, &MatchDetails::operationWanted);
    layout->addWidget(m_name);
    layout->addWidget(m_what);
    layout->addWidget(m_dimensions);
    layout->addWidget(m_line);
    layout->addWidget(m_choices);
}

void MatchDetails::buildReport()
{
    auto* layout = static_cast<QVBoxLayout*>(this->layout()); // NOLINT: made above
    auto* head = new QHBoxLayout;
    auto* title = new ElidedLabel(tr("load_state_dict would print"), this);
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
    head->addWidget(title, 1);
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
    layout->addWidget(thinLine(this));
    layout->addLayout(head);
    layout->addWidget(m_report, 3);
    connect(m_strict, &QCheckBox::toggled, this, &MatchDetails::showReport);
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
    m_choices->setVisible(false);
    m_line->setVisible(false);
    m_dimensions->setVisible(false);
    if (!isRow) {
        m_what->setText(result ? tr("Choose a tensor to see how its two sides differ") : QString());
        return;
    }
    const MatchRow& current = result->match.rows[*row];
    m_name->setText(shownText(keyOf(*result, current)));
    const QString torch = matchTorchWord(current.state);
    QString state = matchStateWord(current.state);
    state[0] = state[0].toUpper();
    m_what->setText(torch.isEmpty() ? state : QString(state % u" · " % torch));
    showDimensions(current);
    m_choices->setRow(current);
    m_line->setVisible(!m_choices->isHidden());
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
        put(line, 0, dimensionText(toUtf8(keyOf(result, row)), i, rank), true);
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

void MatchDetails::refresh()
{
    showReport();
    setRow(m_row);
}

void MatchDetails::showReport()
{
    const MatchResultPtr& result = m_session.result();
    const LoadReport* report = result ? (m_strict->isChecked() ? &result->strict : &result->loose) : nullptr;
    m_report->setPlainText(report == nullptr ? QString() : toQString(report->text));
}

} // namespace pthf

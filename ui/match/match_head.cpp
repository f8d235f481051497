// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/match/match_head.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/match/coverage_bar.h"
#include "ui/match/match_delegate.h"
#include "ui/match/match_tree_model.h"
#include "ui/match/suggestion_strip.h"
#include "ui/widgets/elided_label.h"

namespace pthf {

namespace {

constexpr int kWordsFrom = 860; ///< the states are icons and numbers in a narrower panel
constexpr std::array kStates{
    MatchState::Same, MatchState::ShapeDiffers, MatchState::OnlyInFile, MatchState::OnlyInModel};

} // namespace

MatchHead::MatchHead(MatchSession& session, QMenu* with, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
{
    const Metrics metrics(this);
    m_title = new ElidedLabel(this);
    m_title->setObjectName(QStringLiteral("matchTitle"));
    m_title->setTextFormat(Qt::PlainText);
    auto* change = new QToolButton(this);
    change->setObjectName(QStringLiteral("changeReference"));
    change->setText(tr("Change…"));
    change->setPopupMode(QToolButton::InstantPopup);
    change->setMenu(with);
    setButtonKind(change, ButtonKind::Row);
    auto* head = new QHBoxLayout;
    head->setSpacing(metrics.scaled(8));
    head->addWidget(m_title);
    head->addWidget(change);
    head->addStretch(1);
    head->addWidget(buildStates());
    m_coverage = new CoverageBar(this);
    m_suggestions = new SuggestionStrip(this);
    auto* top = new QVBoxLayout(this);
    top->setContentsMargins(metrics.scaled(14), metrics.scaled(9), metrics.scaled(14), metrics.scaled(9));
    top->setSpacing(metrics.scaled(8));
    top->addLayout(head);
    top->addWidget(m_coverage);
    top->addWidget(m_suggestions);

    connect(m_suggestions, &SuggestionStrip::applyRequested, &m_session, &MatchSession::apply);
    connect(m_suggestions, &SuggestionStrip::takeBackRequested, &m_session, &MatchSession::takeBack);
}

QWidget* MatchHead::buildStates()
{
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        auto* button = new QToolButton(box);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        setButtonKind(button,
            i == 0                         ? ButtonKind::SegmentLeft
                : i + 1 == m_states.size() ? ButtonKind::SegmentRight
                                           : ButtonKind::SegmentMiddle);
        if (i > 0) {
            button->setIcon(themedIcon(iconOf(kStates[i - 1]), tintOf(kStates[i - 1])));
        }
        button->setObjectName(QStringLiteral("matchState%1").arg(i));
        connect(button, &QToolButton::clicked, this,
            [this, i] { Q_EMIT stateChosen(i == 0 ? std::nullopt : std::optional(kStates[i - 1])); });
        row->addWidget(button);
        m_states[i] = button;
    }
    m_states[0]->setChecked(true);
    return box;
}

void MatchHead::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showStates();
}

void MatchHead::refresh()
{
    const MatchResultPtr& result = m_session.result();
    if (!result) {
        m_suggestions->setSuggestions({}, {});
        return;
    }
    const Reference& reference = *result->reference;
    const QString file = result->path.empty() ? tr("the file") : shownText(pathText(result->path));
    const QString kind = reference.kind == Reference::Kind::LoadError
        ? tr("%n keys, as far as the error says", "", static_cast<int>(reference.keys.size()))
        : tr("%n names and shapes", "", static_cast<int>(reference.keys.size()));
    m_title->setText(tr("File %1 · model expects %2 · %3").arg(file, shownText(reference.name), kind));
    m_coverage->setCounts(result->match.counts);
    m_suggestions->setSuggestions(m_session.applied(), result->suggestions);
    showStates();
}

void MatchHead::showStates()
{
    if (!m_session.result()) {
        return;
    }
    const MatchCounts& counts = m_session.result()->match.counts;
    const std::array<std::uint64_t, 4> numbers{counts.same, counts.shapeDiffers, counts.onlyInFile, counts.onlyInModel};
    const bool haveWords = width() >= Metrics(this).scaled(kWordsFrom); // else their icons stand for them
    m_states[0]->setText(tr("All %1").arg(shownCount(m_session.result()->match.rows.size())));
    for (std::size_t i = 0; i < kStates.size(); ++i) {
        QString word = matchStateWord(kStates[i]);
        word[0] = word[0].toUpper();
        const QString whole = word % u' ' % shownCount(numbers[i]);
        const QString torchWord = matchTorchWord(kStates[i]);
        m_states[i + 1]->setText(haveWords ? whole : shownCount(numbers[i]));
        m_states[i + 1]->setAccessibleName(whole);
        m_states[i + 1]->setToolTip(torchWord.isEmpty() ? whole : QString(whole % u'\n' % torchWord));
    }
}

} // namespace pthf

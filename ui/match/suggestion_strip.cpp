// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/match/suggestion_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

Icon iconFor(const Suggestion& suggestion)
{
    if (suggestion.isAdvice()) {
        return Icon::Info;
    }
    return suggestion.id == "drop-extra" ? Icon::Drop : suggestion.id == "add-prefix" ? Icon::Plus : Icon::Prefix;
}

QString wordsOf(const Suggestion& suggestion)
{
    return QString(coreText(suggestion.text) % QChar(kMutedFrom) % coreText(suggestion.effect));
}

QString toolTipOf(const Suggestion& suggestion, bool isApplied) // NOLINT: how it stands
{
    QString text = coreText(suggestion.text) % u'\n' % coreText(suggestion.effect);
    if (!suggestion.reason.empty()) {
        text += u'\n' % coreText(suggestion.reason);
    }
    return isApplied ? QString(text % u'\n' % SuggestionStrip::tr("In the plan: click to take it back")) : text;
}

} // namespace

SuggestionStrip::SuggestionStrip(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("suggestions"));
    const Metrics metrics(this);
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(metrics.scaled(8));
    auto* caption = new QLabel(tr("Suggestions"), this);
    caption->setForegroundRole(QPalette::PlaceholderText);
    m_row->addWidget(caption);
    m_more = new QToolButton(this);
    m_more->setObjectName(QStringLiteral("moreSuggestions"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    setButtonKind(m_more, ButtonKind::Flat);
    m_row->addWidget(m_more);
    m_row->addStretch(1);
    connect(m_more->menu(), &QMenu::aboutToShow, this, [this] {
        m_more->menu()->clear();
        for (std::size_t i = 0; i < m_chips.size(); ++i) {
            if (m_chips[i].button->isHidden()) {
                QAction* action = m_more->menu()->addAction(m_chips[i].button->icon(),
                    coreText(m_chips[i].suggestion.text) % u"  " % coreText(m_chips[i].suggestion.effect));
                action->setEnabled(m_chips[i].button->isEnabled());
                connect(action, &QAction::triggered, this, [this, i] { request(i); });
            }
        }
    });
}

void SuggestionStrip::setSuggestions(const std::vector<Suggestion>& applied, const std::vector<Suggestion>& offered)
{
    for (const Chip& chip : m_chips) {
        chip.button->hide();
        chip.button->deleteLater();
    }
    m_chips.clear();
    for (const Suggestion& suggestion : applied) {
        addChip(suggestion, true, false);
    }
    for (const Suggestion& suggestion : offered) {
        addChip(suggestion, false, &suggestion == &offered.front());
    }
    setVisible(!m_chips.empty());
    fit();
}

QAbstractButton* SuggestionStrip::addChip(const Suggestion& suggestion, bool isApplied, bool isFirst)
{
    auto* button = new QPushButton(wordsOf(suggestion), this);
    button->setObjectName(QStringLiteral("suggestion%1").arg(m_chips.size()));
    button->setToolTip(toolTipOf(suggestion, isApplied));
    button->setAccessibleName(isApplied ? tr("Take back: %1").arg(coreText(suggestion.text))
                                        : QString(coreText(suggestion.text) % u", " % coreText(suggestion.effect)));
    button->setCheckable(isApplied);
    button->setChecked(isApplied);
    button->setEnabled(!suggestion.isAdvice());
    const bool isDoing = isFirst && !suggestion.isAdvice();
    button->setIcon(isApplied ? themedIcon(Icon::Check, IconTint::Success)
                              : themedIcon(iconFor(suggestion), isDoing ? IconTint::Accent : IconTint::Muted));
    setButtonKind(button, isApplied ? ButtonKind::Success : isDoing ? ButtonKind::RowMend : ButtonKind::Normal);
    const std::size_t number = m_chips.size();
    connect(button, &QPushButton::clicked, this, [this, number] { request(number); });
    m_row->insertWidget(static_cast<int>(m_chips.size()) + 1, button);
    m_chips.push_back({suggestion, isApplied, button});
    return button;
}

void SuggestionStrip::request(std::size_t chip)
{
    if (chip >= m_chips.size()) {
        return;
    }
    const Chip wanted = m_chips[chip]; // the chips are made anew while the answer is on its way
    if (wanted.isApplied) {
        Q_EMIT takeBackRequested(wanted.suggestion);
    } else {
        Q_EMIT applyRequested(wanted.suggestion);
    }
}

void SuggestionStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

/// As many as fit; the rest stands in the menu.
void SuggestionStrip::fit()
{
    const Metrics metrics(this);
    int room = width() - m_row->itemAt(0)->sizeHint().width() - metrics.scaled(100);
    int hidden = 0;
    if (!m_chips.empty()) { // the best one stays, without its effect where that has no room
        QAbstractButton& first = *m_chips.front().button;
        first.setText(wordsOf(m_chips.front().suggestion));
        if (first.sizeHint().width() > room) {
            const QFontMetrics words(first.font());
            const int around = first.sizeHint().width() - words.horizontalAdvance(first.text());
            first.setText(words.elidedText(coreText(m_chips.front().suggestion.text), Qt::ElideRight,
                qMax(0, room - qMax(around, metrics.scaled(48)))));
        }
    }
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        const int wanted = m_chips[i].button->sizeHint().width() + m_row->spacing();
        const bool isShown = hidden == 0 && (i == 0 || wanted <= room);
        m_chips[i].button->setVisible(isShown);
        room -= wanted;
        hidden += isShown ? 0 : 1;
    }
    m_more->setVisible(hidden != 0);
    m_more->setText(tr("%n more", "", hidden));
}

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/regions.h"

#include <QApplication>

namespace pthf {

namespace {

bool takesFocus(const QWidget& widget)
{
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) != 0;
}

/// The region itself, or the first widget in it, in tab order, that takes the keyboard.
QWidget* entryOf(QWidget& region)
{
    if (!region.isVisible()) {
        return nullptr;
    }
    if (takesFocus(region)) {
        return &region;
    }
    for (QWidget* next = region.nextInFocusChain(); next != nullptr && next != &region;
         next = next->nextInFocusChain()) {
        if (region.isAncestorOf(next) && takesFocus(*next)) {
            return next;
        }
    }
    return nullptr;
}

} // namespace

bool Regions::move(Direction direction) const
{
    const QWidget* focus = QApplication::focusWidget();
    const auto count = m_regions.size();
    qsizetype at = direction == Direction::Forward ? -1 : count;
    for (qsizetype i = 0; i < count; ++i) {
        if (focus != nullptr && (m_regions[i] == focus || m_regions[i]->isAncestorOf(focus))) {
            at = i;
        }
    }
    const qsizetype step = direction == Direction::Forward ? 1 : -1;
    for (qsizetype tried = 0; tried < count; ++tried) {
        at = (at + step + count) % count;
        if (QWidget* entry = entryOf(*m_regions[at])) {
            entry->window()->setAttribute(Qt::WA_KeyboardFocusChange); // as Tab does: the focus is drawn
            entry->setFocus(direction == Direction::Forward ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    }
    return false;
}

} // namespace pthf

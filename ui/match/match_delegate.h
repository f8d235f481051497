// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "core/match/match_keys.h"
#include "ui/base/icons.h"
#include "ui/base/theme.h"

namespace pthf {

/// The cells of the Match tree: names with what the plan takes from them, shapes with the sizes that differ marked, and
/// the four states, each by icon, colour and word.
class MatchDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// How each state looks (LOOK 4): same ✓, shape differs ≠, in file only −, model only +.
Icon iconOf(MatchState state) noexcept;
QColor colorOf(MatchState state, const Theme& theme);
IconTint tintOf(MatchState state) noexcept;

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/match/match_delegate.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include <QPainter>

#include "ui/base/elide.h"
#include "ui/base/item_roles.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/delegates/cell_paint.h"
#include "ui/match/match_tree_model.h"

namespace pthf {

namespace {

constexpr std::array kStates{
    MatchState::Same, MatchState::ShapeDiffers, MatchState::OnlyInFile, MatchState::OnlyInModel};
constexpr std::size_t kStatesInWords = 2; // more than these, and a group's counts stand without their words

QFont nameFont(const QStyleOptionViewItem& option, const QModelIndex& index)
{
    return index.data(IsStrongRole).toBool() ? strongFont(option.font) : fixedFont(option.font);
}

void paintName(QPainter& painter, const QRect& place, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const Theme& theme = themeOf(option.widget);
    const QFont font = nameFont(option, index);
    const QString text = index.data(Qt::DisplayRole).toString();
    const QString before = index.data(MatchTreeModel::OldNameRole).toString();
    if (!before.isEmpty() && before.endsWith(text)) {
        // The part that the plan takes away, struck, and what stays.
        const QString gone = before.left(before.size() - text.size());
        const QFontMetrics metrics(font);
        if (metrics.horizontalAdvance(before) <= place.width()) {
            painter.setFont(struckFont(font));
            painter.setPen(theme.removed);
            painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, gone);
            const QRect rest = place.adjusted(metrics.horizontalAdvance(gone), 0, 0, 0);
            paintCellText(painter, rest, {text, font, theme.text, theme.muted, 0, {}}, theme);
            return;
        }
    } else if (!before.isEmpty()) {
        paintChangedText(painter, place, {before, text, font}, theme);
        return;
    }
    const bool isMuted = index.data(IsMutedRole).toBool();
    const QString shown = elidedKey(text, QLatin1Char('.'), QFontMetrics(font), place.width());
    const int mutedLength = shown == text ? index.data(MutedLengthRole).toInt() : 0;
    paintCellText(
        painter, place, {shown, font, isMuted ? theme.muted : theme.text, theme.muted, mutedLength, {}}, theme);
}

void paintShape(QPainter& painter, const QRect& place, const QStyleOptionViewItem& option, const QString& text,
    const QList<TextRange>& different, bool isGroup) // NOLINT: what the row is
{
    const Theme& theme = themeOf(option.widget);
    const QFont font = isGroup ? option.font : fixedFont(option.font);
    const QColor color = isGroup ? theme.muted : theme.text;
    const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, place.width());
    paintCellText(
        painter, place, {shown, font, color, theme.muted, 0, shown == text ? different : QList<TextRange>()}, theme);
}

void paintAnswer(QPainter& painter, QRect place, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const Theme& theme = themeOf(option.widget);
    const Metrics metrics(option.font);
    const QVariant state = index.data(MatchTreeModel::StateRole);
    const int gap = metrics.scaled(4);
    const auto addIcon = [&](MatchState which) {
        const int size = metrics.scaled(12);
        paintIcon(
            painter, iconOf(which), QRectF(place.left(), place.top(), size, place.height()), colorOf(which, theme));
        place.setLeft(place.left() + size + gap);
    };
    const auto addText = [&](const QString& text, const QColor& color) {
        painter.setFont(option.font);
        painter.setPen(color);
        const QFontMetrics font(option.font);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            font.elidedText(text, Qt::ElideRight, place.width()));
        place.setLeft(place.left() + font.horizontalAdvance(text) + metrics.scaled(6));
    };
    if (state.isValid()) {
        const auto which = static_cast<MatchState>(state.toInt());
        addIcon(which);
        addText(matchStateWord(which), colorOf(which, theme));
        addText(matchTorchWord(which), theme.muted);
        return;
    }
    const auto tally = index.data(MatchTreeModel::TallyRole).value<MatchTally>();
    std::vector<MatchState> present;
    std::ranges::copy_if(
        kStates, std::back_inserter(present), [&tally](MatchState which) { return tally.of(which) != 0; });
    const auto wordsOf = [&](MatchState which, bool areWords) {
        const bool hasWord = areWords && (present.size() <= kStatesInWords || which == MatchState::Same);
        const QString count = shownCount(tally.of(which));
        return hasWord ? QString(count % u' ' % matchStateWord(which)) : count;
    };
    int needed = 0;
    for (const MatchState which : present) {
        needed += metrics.scaled(12) + gap + metrics.scaled(6)
            + QFontMetrics(option.font).horizontalAdvance(wordsOf(which, true));
    }
    const bool areWords = needed - metrics.scaled(6) <= place.width(); // all of them, or icons and numbers alone
    for (const MatchState which : present) {
        addIcon(which);
        addText(wordsOf(which, areWords), colorOf(which, theme));
    }
}

} // namespace

Icon iconOf(MatchState state) noexcept
{
    switch (state) {
    case MatchState::Same:
        return Icon::Check;
    case MatchState::ShapeDiffers:
        return Icon::NotEqual;
    case MatchState::OnlyInFile:
        return Icon::Minus;
    case MatchState::OnlyInModel:
        return Icon::Plus;
    }
    return Icon::Check;
}

IconTint tintOf(MatchState state) noexcept
{
    switch (state) {
    case MatchState::Same:
        return IconTint::Success;
    case MatchState::ShapeDiffers:
        return IconTint::Warning;
    case MatchState::OnlyInFile:
        return IconTint::Info;
    case MatchState::OnlyInModel:
        return IconTint::Danger;
    }
    return IconTint::Muted;
}

QColor colorOf(MatchState state, const Theme& theme)
{
    switch (state) {
    case MatchState::Same:
        return theme.success.color;
    case MatchState::ShapeDiffers:
        return theme.warning.color;
    case MatchState::OnlyInFile:
        return theme.info.color;
    case MatchState::OnlyInModel:
        return theme.danger.color;
    }
    return theme.text;
}

void MatchDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = themeOf(option.widget);
    const Metrics metrics(option.font);
    painter->save();
    QRect place = paintCellGround(*painter, option);
    const QVariant state = index.data(MatchTreeModel::StateRole);
    switch (index.column()) {
    case MatchTreeModel::InFile: {
        place.setLeft(place.left() - metrics.scaled(3));
        const int icon = index.data(IconRole).toInt();
        if (icon >= 0) {
            const int size = qMin(metrics.icon(), place.height() - 4);
            paintIcon(*painter, static_cast<Icon>(icon), QRectF(place.left(), place.top(), size, place.height()),
                theme.muted);
        }
        place.setLeft(place.left() + metrics.icon() + metrics.scaled(4));
        paintName(*painter, place, option, index);
        break;
    }
    case MatchTreeModel::Shape:
        paintShape(*painter, place, option, index.data(Qt::DisplayRole).toString(),
            index.data(MatchTreeModel::DifferentRole).value<QList<TextRange>>(), !state.isValid());
        break;
    case MatchTreeModel::Mark:
        if (state.isValid()) {
            const auto which = static_cast<MatchState>(state.toInt());
            paintIcon(*painter, iconOf(which), QRectF(option.rect).adjusted(8, 4, -8, -4), colorOf(which, theme));
        }
        break;
    case MatchTreeModel::InModel: {
        const QString shape = index.data(MatchTreeModel::ModelShapeRole).toString();
        const QFont font = state.isValid() ? fixedFont(option.font) : option.font;
        // One more: what elides rounds up where what measures rounds down.
        const int width = qMin(QFontMetrics(font).horizontalAdvance(shape) + 2, place.width() * 2 / 3);
        paintShape(*painter, QRect(place.right() - width + 1, place.top(), width, place.height()), option, shape,
            index.data(MatchTreeModel::ModelDifferentRole).value<QList<TextRange>>(), !state.isValid());
        paintName(*painter, place.adjusted(0, 0, -width - metrics.scaled(6), 0), option, index);
        break;
    }
    case MatchTreeModel::Answer:
        paintAnswer(*painter, place, option, index);
        break;
    default:
        break;
    }
    painter->restore();
}

QSize MatchDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Metrics metrics(option.font);
    const int words = QFontMetrics(nameFont(option, index)).horizontalAdvance(index.data(Qt::DisplayRole).toString());
    return {2 * kCellPadding + metrics.icon() + metrics.scaled(4) + words, metrics.row()};
}

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>

namespace pthf {

/// What delegates and proxies ask models for beside Qt's own roles. A role that a model does not answer means the plain
/// case: no tag, no change, no mark. Qt::DisplayRole is the text as it is in the file; ToolTipRole the full text.
enum ItemRole : int {
    SortRole = Qt::UserRole + 1, ///< raw number or text; nobody parses display text
    CopyRole, ///< QString for the clipboard
    ValueIdRole, ///< quint32, the way back to the value
    TensorIdRole, ///< quint32, absent where the row is no tensor
    PathRole, ///< QString: the path of the row, as pathText gives it
    PlaceRole, ///< quint32: the place in the tree index; of a group of keys, that of their state dict
    KeyStartRole, ///< QString: of a group of keys, what they begin with; absent on other rows
    GlobRole, ///< QString: the glob, from the root, that matches the row's tensors and those below it
    IconRole, ///< int(Icon) before the text
    IsStrongRole, ///< bool: role rows: semibold, in the window's font, where keys are in the fixed one
    IsFixedFontRole, ///< bool: keys, dtypes, shapes, values: the fixed font
    IsMutedRole, ///< bool: counts and types that are said in passing
    TagRole, ///< QString: the role tag after a name: "Model", "Adam"
    MutedLengthRole, ///< int: characters at the start of the text that the row's parent already says
    MatchesRole, ///< QList<TextRange>: found text, marked behind the glyphs
    ChangeRole, ///< int(RowChange); answered on every column
    NewTextRole, ///< QString: what the plan makes of the text; absent where it stays
    ShareRole, ///< double, 0 to 1: length of the size bar
    DevicesRole, ///< QStringList of device tags, without repeats, in the card's order
    NewDevicesRole, ///< QStringList: what the plan makes of them; absent where they stay
    IsDeviceInheritedRole, ///< bool: the parent is all on this same device: mark and muted name without ground
    DetailRole, ///< QString: a second, muted line or what follows a text
    SeverityRole, ///< int(Severity)
    IsMendedRole, ///< bool: a finding that the plan mends
};

/// How a row stands to the plan.
enum class RowChange : int { Same, Changed, Dropped, Added };

/// A run of characters of a display text.
struct TextRange {
    int start = 0;
    int length = 0;

    bool operator==(const TextRange&) const = default;
};

} // namespace pthf

Q_DECLARE_METATYPE(pthf::TextRange)

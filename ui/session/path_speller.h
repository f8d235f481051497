// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/checkpoint/tree_index.h"

namespace pthf {

/// Spells the paths of places, one after the other: a table of a million rows that held them would be larger than
/// everything else the window knows of its file. What stands beside the place asked for last costs some fifty
/// nanoseconds. Not for several threads; content and tree outlive it.
class PathSpeller {
public:
    PathSpeller(const Content& content, const TreeIndex& tree)
        : m_content(content)
        , m_tree(tree)
    {
    }

    /// The path as pathText gives it, for showing; valid until the next call.
    const QString& pathOf(PlaceId place);
    /// Characters of that path before its last segment.
    int parentLength() const noexcept { return m_parentLength; }

private:
    void appendSegment(const ChildStep& step);

    const Content& m_content;
    const TreeIndex& m_tree;
    PlaceId m_parent{}; ///< whose path m_path begins with
    QString m_path; ///< empty: the root's, or nothing was asked yet
    int m_parentLength = 0;
};

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/path_speller.h"

#include <algorithm>

#include <QLatin1String>

#include "ui/base/text.h"

namespace pthf {

namespace {

bool isLetter(char letter) noexcept
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
}

/// Keys that stand in a path as they are, which nearly all are: "module.conv1.weight".
bool isPlainKey(std::string_view key) noexcept
{
    return !key.empty() && isLetter(key.front()) && std::ranges::all_of(key, [](char letter) {
        return isLetter(letter) || letter == '.' || (letter >= '0' && letter <= '9');
    });
}

} // namespace

const QString& PathSpeller::pathOf(PlaceId place)
{
    if (index(place) == 0) {
        m_path.clear();
        m_parentLength = 0;
        return m_path;
    }
    const Place& at = m_tree.places[index(place)];
    if (m_path.isEmpty() || at.parent != m_parent) {
        m_parent = at.parent;
        m_path = shownText(m_tree.pathTextOf(m_content, m_parent));
        if (!m_path.isEmpty()) {
            m_path += u'/';
        }
        m_parentLength = static_cast<int>(m_path.size());
    }
    m_path.truncate(m_parentLength);
    appendSegment(at.step);
    return m_path;
}

void PathSpeller::appendSegment(const ChildStep& step)
{
    if (step.kind == ChildStep::Kind::Key && m_content.graph.kind(step.key) == ValueKind::Text) {
        if (const std::string_view key = m_content.graph.text(step.key); isPlainKey(key)) {
            m_path += QLatin1String(key.data(), static_cast<int>(key.size()));
            return;
        }
    }
    m_path += shownText(segmentText(segmentOf(m_content, step)));
}

} // namespace pthf

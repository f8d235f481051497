// SPDX-License-Identifier: Apache-2.0
#include "core/foreign/source_cursor.h"

#include <algorithm>

namespace pthf {

namespace {

/// Small at first, for a header of a hundred bytes; long headers are read in few pieces.
constexpr std::uint64_t kFirstWindow = 4096;
constexpr std::uint64_t kLargestWindow = std::uint64_t{256} * 1024;

} // namespace

Status SourceCursor::fill(std::uint64_t count)
{
    const std::uint64_t begin = offset();
    PTHF_TRY(checkRange(*m_source, begin, count));
    const std::uint64_t wanted =
        std::max(count, m_window.empty() ? kFirstWindow : std::min<std::uint64_t>(m_window.size() * 4, kLargestWindow));
    m_window.resize(static_cast<std::size_t>(std::min(wanted, m_source->size() - begin)));
    m_windowBegin = begin;
    m_position = 0;
    Status read = m_source->readAt(begin, m_window);
    if (!read) {
        m_window.clear();
    }
    return read;
}

Status SourceCursor::skip(std::uint64_t count)
{
    const std::uint64_t begin = offset();
    PTHF_TRY(checkRange(*m_source, begin, count));
    if (count <= m_window.size() - m_position) {
        m_position += static_cast<std::size_t>(count);
        return Done{};
    }
    m_window.clear();
    m_windowBegin = begin + count;
    m_position = 0;
    return Done{};
}

} // namespace pthf

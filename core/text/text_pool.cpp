// SPDX-License-Identifier: Apache-2.0
#include "core/text/text_pool.h"

#include <algorithm>

namespace pthf {

namespace {

constexpr std::size_t kBlock = std::size_t{64} * 1024;

} // namespace

std::string_view TextPool::keep(std::string_view text)
{
    if (text.size() > m_room - m_used) {
        m_room = std::max(kBlock, text.size());
        m_used = 0;
        m_blocks.push_back(std::unique_ptr<char[]>(new char[m_room])); // not cleared: it is about to be written
    }
    char* const place = m_blocks.empty() ? nullptr : m_blocks.back().get() + m_used;
    std::copy(text.begin(), text.end(), place);
    m_used += text.size();
    return {place, text.size()};
}

} // namespace pthf

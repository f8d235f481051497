// SPDX-License-Identifier: Apache-2.0
#include "core/io/memory_source.h"

#include <cstring>

namespace pthf {

MemorySource::MemorySource(std::vector<std::byte> bytes, std::string name)
    : m_bytes(std::move(bytes))
    , m_name(std::move(name))
{
}

Status MemorySource::readAt(std::uint64_t offset, std::span<std::byte> to) const
{
    PTHF_TRY(checkRange(*this, offset, to.size()));
    if (!to.empty()) {
        std::memcpy(to.data(), m_bytes.data() + offset, to.size());
    }
    return Done{};
}

} // namespace pthf

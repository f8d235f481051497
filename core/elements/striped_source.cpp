// SPDX-License-Identifier: Apache-2.0
#include "core/elements/striped_source.h"

#include <algorithm>

#include "core/base/checked_math.h"

namespace pthf {

Result<std::shared_ptr<const StripedSource>> StripedSource::make(
    Sources sources, std::uint64_t offset, std::uint64_t partBytes, std::uint64_t bytes, std::string name)
{
    const auto room = checkedMultiply<std::uint64_t>(partBytes, sources->size());
    if (!room || *room < bytes) {
        return Error{ErrorCode::Corrupt,
            std::to_string(bytes) + " bytes do not fit in " + std::to_string(sources->size()) + " parts of "
                + std::to_string(partBytes)};
    }
    for (const auto& source : *sources) {
        PTHF_TRY(checkRange(*source, offset, partBytes));
    }
    return std::shared_ptr<const StripedSource>(
        new StripedSource(std::move(sources), offset, partBytes, bytes, std::move(name)));
}

StripedSource::StripedSource(
    Sources sources, std::uint64_t offset, std::uint64_t partBytes, std::uint64_t bytes, std::string name)
    : m_sources(std::move(sources))
    , m_offset(offset)
    , m_partBytes(partBytes)
    , m_bytes(bytes)
    , m_name(std::move(name))
{
}

Status StripedSource::readAt(std::uint64_t offset, std::span<std::byte> to) const
{
    PTHF_TRY(checkRange(*this, offset, to.size()));
    while (!to.empty()) {
        const std::uint64_t part = offset / m_partBytes;
        const std::uint64_t within = offset % m_partBytes;
        const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(to.size(), m_partBytes - within));
        PTHF_TRY((*m_sources)[static_cast<std::size_t>(part)]->readAt(m_offset + within, to.first(length)));
        to = to.subspan(length);
        offset += length;
    }
    return Done{};
}

} // namespace pthf

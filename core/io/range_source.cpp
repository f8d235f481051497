// SPDX-License-Identifier: Apache-2.0
#include "core/io/range_source.h"

namespace pthf {

Result<std::shared_ptr<const RangeSource>> RangeSource::make(
    std::shared_ptr<const ByteSource> source, std::uint64_t offset, std::uint64_t length, std::string name)
{
    PTHF_TRY(checkRange(*source, offset, length));
    return std::shared_ptr<const RangeSource>(new RangeSource(std::move(source), offset, length, std::move(name)));
}

RangeSource::RangeSource(
    std::shared_ptr<const ByteSource> source, std::uint64_t offset, std::uint64_t length, std::string name)
    : m_source(std::move(source))
    , m_offset(offset)
    , m_length(length)
    , m_name(std::move(name))
{
}

Status RangeSource::readAt(std::uint64_t offset, std::span<std::byte> to) const
{
    PTHF_TRY(checkRange(*this, offset, to.size()));
    return m_source->readAt(m_offset + offset, to);
}

std::optional<FileRange> RangeSource::fileRange(std::uint64_t offset) const noexcept
{
    return m_source->fileRange(m_offset + offset);
}

} // namespace pthf

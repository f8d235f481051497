// SPDX-License-Identifier: Apache-2.0
#include "core/container/inflate_source.h"

#include <algorithm>
#include <array>
#include <limits>

#include <zlib.h>

namespace pthf {

namespace {

constexpr std::size_t kStoredBlock = std::size_t{64} * 1024;
constexpr std::size_t kSkipBlock = std::size_t{64} * 1024;
/// zip stores deflate without zlib's header: APPNOTE 4.4.5, zlib's inflateInit2.
constexpr int kRawDeflate = -15;
/// What a stream may give beyond the ratio: deflate's shortest streams say much in very few bytes.
constexpr std::uint64_t kRatioSlack = 4096;

} // namespace

struct Inflater::Stream {
    z_stream state{};
    std::array<unsigned char, kStoredBlock> stored{};
    bool isReady = false;
    bool isAtEnd = false;
};

Inflater::Inflater(const ByteSource& source, std::uint64_t offset, std::uint64_t storedBytes)
    : m_source(source)
    , m_next(offset)
    , m_left(storedBytes)
    , m_begin(offset)
    , m_stream(std::make_unique<Stream>())
{
    m_stream->isReady = inflateInit2(&m_stream->state, kRawDeflate) == Z_OK;
}

Inflater::~Inflater()
{
    if (m_stream->isReady) {
        inflateEnd(&m_stream->state);
    }
}

std::uint64_t Inflater::consumed() const noexcept
{
    return m_next - m_begin - m_stream->state.avail_in;
}

Status Inflater::refill()
{
    Stream& stream = *m_stream;
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, stream.stored.size()));
    if (count == 0) {
        return Error{ErrorCode::Truncated,
            "deflated data goes on past its " + std::to_string(m_next - m_begin) + " stored bytes",
            m_source.baseOffset() + m_next};
    }
    PTHF_TRY(m_source.readAt(m_next, std::as_writable_bytes(std::span(stream.stored)).first(count)));
    m_next += count;
    m_left -= count;
    stream.state.next_in = stream.stored.data();
    stream.state.avail_in = static_cast<uInt>(count);
    return Done{};
}

Result<std::size_t> Inflater::read(std::span<std::byte> to)
{
    Stream& stream = *m_stream;
    if (!stream.isReady) {
        return Error{ErrorCode::OutOfMemory, "no memory to inflate"};
    }
    std::size_t filled = 0;
    while (filled < to.size() && !stream.isAtEnd) {
        if (stream.state.avail_in == 0) {
            PTHF_TRY(refill());
        }
        const std::size_t room = std::min<std::size_t>(to.size() - filled, std::numeric_limits<uInt>::max());
        stream.state.next_out = static_cast<unsigned char*>(static_cast<void*>(to.data() + filled));
        stream.state.avail_out = static_cast<uInt>(room);
        const int status = inflate(&stream.state, Z_NO_FLUSH);
        const std::size_t made = room - stream.state.avail_out;
        filled += made;
        m_produced += made;
        if (status == Z_STREAM_END) {
            stream.isAtEnd = true;
        } else if (status == Z_MEM_ERROR) {
            return Error{ErrorCode::OutOfMemory, "no memory to inflate"};
        } else if (status != Z_OK && status != Z_BUF_ERROR) {
            return Error{ErrorCode::Corrupt,
                "deflated data is damaged after " + std::to_string(m_produced) + " inflated bytes",
                m_source.baseOffset() + m_begin + consumed()};
        }
    }
    return filled;
}

bool isPossibleInflation(std::uint64_t storedBytes, std::uint64_t bytes, const Limits& limits) noexcept
{
    return bytes <= kRatioSlack || (bytes - kRatioSlack) / limits.maxInflateRatio <= storedBytes;
}

InflateSource::InflateSource(std::shared_ptr<const ByteSource> stored, std::uint64_t bytes)
    : m_stored(std::move(stored))
    , m_bytes(bytes)
{
}

Result<std::shared_ptr<const InflateSource>> InflateSource::make(
    std::shared_ptr<const ByteSource> stored, std::uint64_t bytes, const Limits& limits)
{
    if (!isPossibleInflation(stored->size(), bytes, limits)) {
        return Error{ErrorCode::LimitExceeded,
            std::to_string(stored->size()) + " deflated bytes cannot inflate to " + std::to_string(bytes),
            stored->baseOffset()};
    }
    return std::shared_ptr<const InflateSource>(new InflateSource(std::move(stored), bytes));
}

Status InflateSource::readAt(std::uint64_t offset, std::span<std::byte> to) const
{
    if (offset > m_bytes || to.size() > m_bytes - offset) {
        return Error{ErrorCode::Truncated,
            "need " + std::to_string(to.size()) + " bytes at " + std::to_string(offset) + " of an inflated record of "
                + std::to_string(m_bytes),
            m_stored->baseOffset()};
    }
    const std::scoped_lock lock(m_mutex);
    if (!m_inflater || m_inflater->position() > offset) {
        m_inflater = std::make_unique<Inflater>(*m_stored, 0, m_stored->size());
    }
    std::array<std::byte, kSkipBlock> skipped; // NOLINT(cppcoreguidelines-pro-type-member-init): written before read
    while (m_inflater->position() < offset) {
        const std::uint64_t wanted = std::min<std::uint64_t>(offset - m_inflater->position(), skipped.size());
        const std::size_t count =
            PTHF_TRY(m_inflater->read(std::span(skipped).first(static_cast<std::size_t>(wanted))));
        if (count == 0) {
            break;
        }
    }
    const std::uint64_t begin = m_inflater->position();
    const std::size_t count = begin == offset ? PTHF_TRY(m_inflater->read(to)) : 0;
    if (count != to.size()) {
        return Error{ErrorCode::Corrupt,
            "inflates to " + std::to_string(m_inflater->position()) + " bytes, the directory says "
                + std::to_string(m_bytes),
            m_stored->baseOffset()};
    }
    return Done{};
}

} // namespace pthf

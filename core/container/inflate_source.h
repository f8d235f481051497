// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>

#include "core/base/limits.h"
#include "core/io/byte_source.h"

namespace pthf {

/// A raw deflate stream, inflated once from front to back. For one thread.
class Inflater {
public:
    /// The stream begins at offset of the source and takes at most storedBytes there. The source outlives the inflater.
    Inflater(const ByteSource& source, std::uint64_t offset, std::uint64_t storedBytes);
    ~Inflater();
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    Inflater(Inflater&&) = delete;
    Inflater& operator=(Inflater&&) = delete;

    /// Fills `to`, or as much of it as the stream has left: 0 is its end. Corrupt where the bytes are no deflate
    /// stream, Truncated where it goes on past its stored bytes.
    Result<std::size_t> read(std::span<std::byte> to);
    /// Bytes given out so far.
    std::uint64_t position() const noexcept { return m_produced; }
    /// Stored bytes used so far: at the end of the stream, its stored length.
    std::uint64_t consumed() const noexcept;

private:
    struct Stream;

    Status refill();

    const ByteSource& m_source;
    std::uint64_t m_next; ///< where the next stored bytes are read from
    std::uint64_t m_left; ///< stored bytes not yet read
    std::uint64_t m_begin;
    std::uint64_t m_produced = 0;
    std::unique_ptr<Stream> m_stream;
};

/// A deflated record as plain bytes. Reading forward inflates each byte once; going back starts again from the front.
/// Threads take turns.
class InflateSource final : public ByteSource {
public:
    /// stored is the deflated bytes, bytes what they inflate to by the directory. LimitExceeded when that is more than
    /// deflate can do with so few (a bomb, or a lie).
    static Result<std::shared_ptr<const InflateSource>> make(
        std::shared_ptr<const ByteSource> stored, std::uint64_t bytes, const Limits& limits);

    std::uint64_t size() const noexcept override { return m_bytes; }
    Status readAt(std::uint64_t offset, std::span<std::byte> to) const override;
    std::string name() const override { return m_stored->name(); }

private:
    InflateSource(std::shared_ptr<const ByteSource> stored, std::uint64_t bytes);

    std::shared_ptr<const ByteSource> m_stored;
    std::uint64_t m_bytes;
    mutable std::mutex m_mutex; ///< guards m_inflater
    mutable std::unique_ptr<Inflater> m_inflater;
};

/// Whether so many stored bytes may inflate to so many, by deflate's own ceiling.
bool isPossibleInflation(std::uint64_t storedBytes, std::uint64_t bytes, const Limits& limits) noexcept;

} // namespace pthf

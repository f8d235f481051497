// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "core/base/limits.h"
#include "core/base/result.h"
#include "core/pickle/opcode.h"

namespace pthf {

class ByteSource;

/// What stands behind an opcode, decoded by its ArgumentKind.
struct OpcodeArgument {
    std::uint64_t number = 0; ///< integers, sign-extended; the bits of a double
    std::string_view text; ///< text, bytes, the first line; valid until the next read; empty where it was passed over
    std::string_view secondLine;
    std::uint64_t length = 0; ///< of text or bytes
};

/// A pickle stream, read front to back through a window that is refilled: what lies behind its STOP is not touched, a
/// window aside, so that a pickle can be read out of a file of any size. Reading a byte costs a comparison of pointers.
///
/// Everything that can fail answers false or null and leaves the reason in takeError().
class PickleInput {
public:
    /// A line of text: STRING and UNICODE of protocol 0 are as long as their value.
    static constexpr std::uint64_t kMaxLine = std::uint64_t{64} << 20U;

    /// Bytes at hand; they outlive the input. base is the absolute offset of the first, for messages.
    PickleInput(std::span<const std::byte> bytes, const Limits& limits, std::uint64_t base = 0);
    /// From `offset` of a source on.
    PickleInput(std::shared_ptr<const ByteSource> source, std::uint64_t offset, const Limits& limits);

    /// Makes the next count bytes lie one after the other in the window. Truncated or LimitExceeded where there are not
    /// as many; compared before anything is allocated.
    [[gnu::always_inline]] bool have(std::uint64_t count)
    {
        return count <= static_cast<std::uint64_t>(m_end - m_cursor) ? true : fetch(count);
    }
    // After have(): without further ado.
    [[gnu::always_inline]] std::uint8_t takeByte() noexcept { return std::to_integer<std::uint8_t>(*m_cursor++); }
    template<typename Unsigned>
    [[gnu::always_inline]] Unsigned takeLittle() noexcept
    {
        // Unrolled, which is what compilers make a single load of.
        const auto value = [this]<std::size_t... At>(std::index_sequence<At...>)
        {
            return (... | (std::to_integer<std::uint64_t>(m_cursor[At]) << (8U * At)));
        }
        (std::make_index_sequence<sizeof(Unsigned)>());
        m_cursor += sizeof(Unsigned);
        return static_cast<Unsigned>(value);
    }
    /// What is left of the window.
    std::span<const std::byte> atHand() const noexcept { return {m_cursor, m_end}; }
    void pass(std::size_t count) noexcept { m_cursor += count; } ///< of these
    std::string_view takeText(std::uint64_t count) noexcept
    {
        const std::string_view text(
            static_cast<const char*>(static_cast<const void*>(m_cursor)), static_cast<std::size_t>(count));
        m_cursor += count;
        return text;
    }

    /// The next lines, without the last newline, which is passed; LimitExceeded where they are longer than maxLength.
    std::optional<std::string_view> takeLines(std::size_t count, std::uint64_t maxLength);
    /// Passes over bytes without reading them; they do not count towards maxPickleBytes.
    bool skip(std::uint64_t count);
    /// What stands behind an opcode. Payloads longer than keepUpTo are passed over.
    std::optional<OpcodeArgument> takeArgument(ArgumentKind kind, std::uint64_t keepUpTo);

    /// Remembers that an opcode begins here, wherever the window goes until opcodePosition() is asked.
    void beginOpcode() noexcept { m_opcode = m_cursor; }
    std::uint64_t opcodePosition() const noexcept
    {
        return m_opcode == nullptr ? m_opcodePosition
                                   : m_windowPosition + static_cast<std::uint64_t>(m_opcode - m_window);
    }

    /// Where the next byte lies in the source (or the span).
    std::uint64_t position() const noexcept
    {
        return m_windowPosition + static_cast<std::uint64_t>(m_cursor - m_window);
    }
    /// The same, absolute in the file.
    std::uint64_t offset() const noexcept { return m_base + position(); }
    std::uint64_t absolute(std::uint64_t position) const noexcept { return m_base + position; }
    /// Bytes of the source from here on.
    std::uint64_t left() const noexcept { return m_size - position(); }
    /// Null for bytes at hand.
    const std::shared_ptr<const ByteSource>& source() const noexcept { return m_source; }
    /// Why the last call answered no.
    Error takeError();

private:
    [[gnu::noinline]] bool fetch(std::uint64_t count);
    void leaveWindow();
    bool fail(ErrorCode code, std::string message);
    std::optional<OpcodeArgument> takePayload(std::uint64_t length, std::uint64_t keepUpTo);
    std::optional<OpcodeArgument> takeSignedPayload(std::uint64_t keepUpTo);
    std::optional<OpcodeArgument> takeLineArgument(std::size_t count);

    std::shared_ptr<const ByteSource> m_source;
    std::unique_ptr<std::byte[]> m_buffer; // NOLINT(modernize-avoid-c-arrays): a vector would fill it with zeros first
    std::size_t m_bufferSize = 0;
    const std::byte* m_window = nullptr;
    const std::byte* m_cursor = nullptr;
    const std::byte* m_end = nullptr;
    const std::byte* m_opcode = nullptr; ///< null once its window is gone
    std::uint64_t m_opcodePosition = 0;
    std::uint64_t m_windowPosition = 0; ///< of m_window, in the source
    std::uint64_t m_base = 0;
    std::uint64_t m_size = 0; ///< of the source
    std::uint64_t m_limit = 0; ///< position that maxPickleBytes ends at
    std::optional<Error> m_error;
};

} // namespace pthf

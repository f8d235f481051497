// SPDX-License-Identifier: Apache-2.0
#include "core/pickle/pickle_input.h"

#include <algorithm>

#include "core/io/byte_source.h"

namespace pthf {

namespace {

constexpr std::size_t kWindowBytes = std::size_t{256} * 1024;
constexpr std::uint64_t kLineStep = 256;

/// Ends before it would wrap: a limit may be set to everything.
std::uint64_t saturatedSum(std::uint64_t a, std::uint64_t b) noexcept
{
    return a + b < a ? ~std::uint64_t{0} : a + b;
}

OpcodeArgument numbered(std::uint64_t number) noexcept
{
    OpcodeArgument argument;
    argument.number = number;
    return argument;
}

} // namespace

PickleInput::PickleInput(std::span<const std::byte> bytes, const Limits& limits, std::uint64_t base)
    : m_window(bytes.data())
    , m_cursor(bytes.data())
    , m_end(bytes.data() + std::min<std::uint64_t>(bytes.size(), limits.maxPickleBytes))
    , m_base(base)
    , m_size(bytes.size())
    , m_limit(limits.maxPickleBytes)
{
}

PickleInput::PickleInput(std::shared_ptr<const ByteSource> source, std::uint64_t offset, const Limits& limits)
    : m_source(std::move(source))
    , m_windowPosition(std::min(offset, m_source->size()))
    , m_base(m_source->baseOffset())
    , m_size(m_source->size())
    , m_limit(saturatedSum(offset, limits.maxPickleBytes))
{
}

bool PickleInput::fetch(std::uint64_t count)
{
    if (count > left()) {
        return fail(
            ErrorCode::Truncated, "needs " + std::to_string(count) + " bytes, " + std::to_string(left()) + " left");
    }
    if (count > m_limit - std::min(m_limit, position())) {
        return fail(ErrorCode::LimitExceeded,
            "goes on beyond the " + std::to_string(m_limit) + " bytes that are read of one pickle");
    }
    leaveWindow();
    const auto kept = static_cast<std::size_t>(m_end - m_cursor);
    m_windowPosition = position();
    const std::uint64_t end = std::min(m_size, m_limit);
    const auto wanted = static_cast<std::size_t>(
        std::min<std::uint64_t>(std::max<std::uint64_t>(count, kWindowBytes), end - m_windowPosition));
    if (wanted > m_bufferSize) {
        auto larger = std::make_unique_for_overwrite<std::byte[]>(wanted);
        std::copy_n(m_cursor, kept, larger.get());
        m_buffer = std::move(larger);
        m_bufferSize = wanted;
    } else {
        std::copy_n(m_cursor, kept, m_buffer.get());
    }
    m_window = m_buffer.get();
    m_cursor = m_window;
    m_end = m_window + kept;
    const auto read = m_source->readAt(m_windowPosition + kept, {m_buffer.get() + kept, wanted - kept});
    if (!read) {
        m_error = read.error();
        return false;
    }
    m_end = m_window + wanted;
    return true;
}

void PickleInput::leaveWindow()
{
    m_opcodePosition = opcodePosition();
    m_opcode = nullptr;
}

std::optional<std::string_view> PickleInput::takeLines(std::size_t count, std::uint64_t maxLength)
{
    std::uint64_t searched = 0; // from the cursor, which fetch() may move to other memory
    while (true) {
        const auto available = static_cast<std::uint64_t>(m_end - m_cursor);
        while (searched < available) {
            const void* const found = std::memchr(m_cursor + searched, '\n', available - searched);
            if (found == nullptr) {
                searched = available;
                break;
            }
            searched = static_cast<std::uint64_t>(static_cast<const std::byte*>(found) - m_cursor) + 1;
            if (--count == 0) {
                const std::string_view lines = takeText(searched);
                return lines.substr(0, lines.size() - 1);
            }
        }
        if (searched > maxLength) {
            fail(ErrorCode::LimitExceeded, "line longer than " + std::to_string(maxLength) + " bytes");
            return std::nullopt;
        }
        if (left() == available) {
            fail(ErrorCode::Truncated, "line without an end, " + std::to_string(available) + " bytes left");
            return std::nullopt;
        }
        if (!fetch(std::min(left(), std::max(available * 2, kLineStep)))) {
            return std::nullopt;
        }
    }
}

bool PickleInput::skip(std::uint64_t count)
{
    const auto available = static_cast<std::uint64_t>(m_end - m_cursor);
    if (count > left()) {
        return fail(
            ErrorCode::Truncated, "needs " + std::to_string(count) + " bytes, " + std::to_string(left()) + " left");
    }
    m_limit = saturatedSum(m_limit, count);
    if (count <= available) {
        m_cursor += count;
        return true;
    }
    if (m_source == nullptr) {
        return fail(ErrorCode::LimitExceeded, "goes on beyond the bytes that are read of one pickle");
    }
    leaveWindow();
    m_windowPosition = position() + count;
    m_cursor = m_window;
    m_end = m_window;
    return true;
}

std::optional<OpcodeArgument> PickleInput::takePayload(std::uint64_t length, std::uint64_t keepUpTo)
{
    OpcodeArgument argument;
    argument.length = length;
    if (length > keepUpTo) {
        return skip(length) ? std::optional(argument) : std::nullopt;
    }
    if (!have(length)) {
        return std::nullopt;
    }
    argument.text = takeText(length);
    return argument;
}

std::optional<OpcodeArgument> PickleInput::takeSignedPayload(std::uint64_t keepUpTo)
{
    const auto length = static_cast<std::int32_t>(takeLittle<std::uint32_t>());
    if (length < 0) {
        fail(ErrorCode::Corrupt, "length of " + std::to_string(length) + " bytes");
        return std::nullopt;
    }
    return takePayload(static_cast<std::uint64_t>(length), keepUpTo);
}

std::optional<OpcodeArgument> PickleInput::takeLineArgument(std::size_t count)
{
    const auto lines = takeLines(count, kMaxLine);
    if (!lines) {
        return std::nullopt;
    }
    OpcodeArgument argument;
    argument.length = lines->size();
    argument.text = lines->substr(0, count == 1 ? lines->npos : lines->find('\n'));
    argument.secondLine = count == 1 ? std::string_view() : lines->substr(argument.text.size() + 1);
    return argument;
}

std::optional<OpcodeArgument> PickleInput::takeArgument(ArgumentKind kind, std::uint64_t keepUpTo)
{
    static constexpr std::uint8_t kWidths[] = {0, 1, 2, 4, 4, 8, 8, 0, 0, 1, 4, 8, 1, 4, 4, 8};
    if (!have(kWidths[static_cast<std::uint8_t>(kind)])) {
        return std::nullopt;
    }
    switch (kind) {
    case ArgumentKind::None:
        return OpcodeArgument{};
    case ArgumentKind::UInt8:
        return numbered(takeByte());
    case ArgumentKind::UInt16:
        return numbered(takeLittle<std::uint16_t>());
    case ArgumentKind::UInt32:
        return numbered(takeLittle<std::uint32_t>());
    case ArgumentKind::Int32:
        return numbered(
            static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(takeLittle<std::uint32_t>())}));
    case ArgumentKind::UInt64:
        return numbered(takeLittle<std::uint64_t>());
    case ArgumentKind::BigEndianDouble:
        return numbered(__builtin_bswap64(takeLittle<std::uint64_t>()));
    case ArgumentKind::Line:
        return takeLineArgument(1);
    case ArgumentKind::TwoLines:
        return takeLineArgument(2);
    case ArgumentKind::Text8:
    case ArgumentKind::Bytes8:
        return takePayload(takeByte(), keepUpTo);
    case ArgumentKind::Text32:
    case ArgumentKind::Bytes32:
        return takePayload(takeLittle<std::uint32_t>(), keepUpTo);
    case ArgumentKind::SignedBytes32:
        return takeSignedPayload(keepUpTo);
    case ArgumentKind::Text64:
    case ArgumentKind::Bytes64:
        return takePayload(takeLittle<std::uint64_t>(), keepUpTo);
    }
    return std::nullopt;
}

Error PickleInput::takeError()
{
    Error error = m_error.value_or(Error{ErrorCode::Internal, "no error was noted"});
    m_error.reset();
    return error;
}

bool PickleInput::fail(ErrorCode code, std::string message)
{
    m_error = Error{code, std::move(message), offset()};
    return false;
}

} // namespace pthf

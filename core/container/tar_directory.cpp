// SPDX-License-Identifier: Apache-2.0
//
// A tar is headers of 512 bytes, each followed by its member's bytes, padded to 512 (POSIX.1-2001, pax):
//
//   0 name, 100 bytes | 124 size, 12 octal digits | 156 type | 257 "ustar" | 345 folder, 155 bytes
//
// Type 'x' is a pax header for the member that follows: lines "17 path=…\n", whose first number is the line's length.
#include "core/container/tar_directory.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "core/base/byte_reader.h"
#include "core/base/checked_math.h"

namespace pthf {

namespace {

constexpr std::size_t kBlock = 512;
constexpr std::uint64_t kMaxPax = 65'536;

/// A number in octal digits; nothing where there are none.
std::optional<std::uint64_t> octal(std::string_view digits) noexcept
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 8);
    return error == std::errc{} && end != digits.data() ? std::optional(value) : std::nullopt;
}

/// GNU's form of a large size: the first bit is set, and the rest is a big-endian number.
std::optional<std::uint64_t> binary(std::string_view field) noexcept
{
    std::uint64_t value = 0;
    for (std::size_t i = 1; i < field.size(); ++i) {
        if (value >> 56U != 0) {
            return std::nullopt;
        }
        value = (value << 8U) | static_cast<unsigned char>(field[i]);
    }
    return value;
}

std::optional<std::uint64_t> sizeOf(std::string_view field) noexcept
{
    if (field[0] == '\x80') {
        return binary(field);
    }
    const std::size_t begin = std::min(field.find_first_not_of(' '), field.size());
    return octal(field.substr(begin));
}

std::string_view upToZero(std::string_view field) noexcept
{
    return field.substr(0, std::min(field.find('\0'), field.size()));
}

/// What a pax header says of the member behind it.
struct Pax {
    std::optional<std::uint64_t> size;
    std::optional<std::string> path;
};

Pax parsePax(std::string_view lines)
{
    Pax pax;
    while (!lines.empty()) {
        std::size_t length = 0;
        const auto [end, error] = std::from_chars(lines.data(), lines.data() + lines.size(), length);
        const auto digits = static_cast<std::size_t>(end - lines.data());
        if (error != std::errc{} || length > lines.size() || length < digits + 2) {
            break;
        }
        const std::string_view line = lines.substr(digits + 1, length - digits - 2);
        if (line.starts_with("path=")) {
            pax.path = std::string(line.substr(5));
        } else if (line.starts_with("size=")) {
            std::uint64_t size = 0;
            const auto parsed = std::from_chars(line.data() + 5, line.data() + line.size(), size);
            pax.size = parsed.ec == std::errc{} ? std::optional(size) : std::nullopt;
        }
        lines.remove_prefix(length);
    }
    return pax;
}

Result<Pax> readPax(const ByteSource& source, std::uint64_t offset, std::uint64_t bytes)
{
    std::string lines(static_cast<std::size_t>(std::min({bytes, kMaxPax, source.size() - offset})), '\0');
    PTHF_TRY(source.readAt(offset, std::as_writable_bytes(std::span(lines))));
    return parsePax(lines);
}

} // namespace

Result<std::vector<TarMember>> readTarDirectory(const ByteSource& source, std::size_t most)
{
    std::vector<TarMember> members;
    std::uint64_t position = 0;
    std::array<std::byte, kBlock> block{};
    Pax pax;
    for (std::size_t i = 0; i < most && position < source.size() && source.size() - position >= kBlock; ++i) {
        PTHF_TRY(source.readAt(position, block));
        const std::string_view header = asText(block);
        auto bytes = sizeOf(header.substr(124, 12));
        if (header[0] == '\0' || !bytes) {
            break;
        }
        position += kBlock;
        const char type = header[156];
        if (type == 'x') {
            pax = PTHF_TRY(readPax(source, position, *bytes));
        } else {
            bytes = pax.size ? pax.size : bytes;
            if (type == '0' || type == '\0') {
                members.push_back(
                    {pax.path ? *pax.path : std::string(upToZero(header.substr(0, 100))), position, *bytes});
            }
            pax = {};
        }
        const auto padded = checkedAlignUp<std::uint64_t>(*bytes, kBlock);
        const auto next = padded ? checkedAdd(position, *padded) : std::nullopt;
        if (!next) {
            break;
        }
        position = *next;
    }
    return members;
}

} // namespace pthf

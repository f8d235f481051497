// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "core/base/byte_writer.h"
#include "tests/support/damage.h"

namespace pthf::tests {

/// Writes tars header by header, knowing nothing of core/container.
class TarBuilder {
public:
    TarBuilder& add(std::string_view name, const Bytes& bytes, char type = '0')
    {
        ByteWriter header;
        field(header, name, 100);
        header.fill(24, std::byte{'0'}); // mode, owner, group
        std::string digits(11, '0');
        for (std::size_t i = digits.size(), rest = bytes.size(); i-- > 0; rest /= 8) {
            digits[i] = static_cast<char>('0' + rest % 8);
        }
        field(header, digits, 12);
        header.fill(20, std::byte{'0'}); // time, checksum: nobody looks
        header.u8(static_cast<std::uint8_t>(type));
        header.fill(100, std::byte{0});
        field(header,
            std::string_view("ustar\0"
                             "00",
                8),
            8);
        header.fill(512 - header.size(), std::byte{0});
        m_out.bytes(header.data());
        m_out.bytes(bytes);
        m_out.fill((512 - bytes.size() % 512) % 512, std::byte{0});
        return *this;
    }

    /// With the two empty blocks that end a tar.
    Bytes build() const
    {
        Bytes bytes = m_out.data();
        bytes.resize(bytes.size() + 1024);
        return bytes;
    }

private:
    static void field(ByteWriter& to, std::string_view text, std::size_t length)
    {
        to.text(text.substr(0, length));
        to.fill(length - std::min(length, text.size()), std::byte{0});
    }

    ByteWriter m_out;
};

} // namespace pthf::tests

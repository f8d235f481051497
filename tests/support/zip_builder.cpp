// SPDX-License-Identifier: Apache-2.0
#include "tests/support/zip_builder.h"

#include <algorithm>
#include <cstdlib>

#include <zlib.h>

#include "core/base/byte_writer.h"

namespace pthf::tests {

namespace {

constexpr std::uint32_t kNeedsZip64 = 0xFFFFFFFF;

/// What the directory says of a record that has been written.
struct Written {
    const ZipItem* item = nullptr;
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::uint32_t crc = 0;
    std::uint64_t bytes = 0;
    std::uint64_t storedBytes = 0;
    std::uint64_t offset = 0;
};

std::uint32_t zlibCrc(const std::vector<std::byte>& bytes)
{
    // zlib asks for unsigned char, which may look at any object.
    return static_cast<std::uint32_t>(
        ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

std::uint32_t low(std::uint64_t value)
{
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, kNeedsZip64));
}

Written describe(const ZipItem& item, std::uint64_t offset, std::uint64_t storedBytes)
{
    Written written;
    written.item = &item;
    const bool hasDescriptor = item.hasDescriptor && !item.bytes.empty();
    written.flags = item.flags.value_or(static_cast<std::uint16_t>(hasDescriptor ? 0x0808U : 0x0800U));
    written.method = item.method.value_or(static_cast<std::uint16_t>(item.isDeflated ? 8U : 0U));
    written.crc = item.crc.value_or(item.hasCrc ? zlibCrc(item.bytes) : 0);
    written.bytes = item.bytes.size();
    written.storedBytes = storedBytes;
    written.offset = offset;
    return written;
}

void writeLocal(ByteWriter& out, const Written& written, std::uint64_t alignment)
{
    const ZipItem& item = *written.item;
    const std::string& name = item.localName.value_or(item.name);
    const bool statesSizes = (written.flags & 0x0008U) == 0;
    out.u32(0x04034B50);
    out.u16(item.isDeflated ? 20 : 0);
    out.u16(item.localFlags.value_or(written.flags));
    out.u16(item.localMethod.value_or(written.method));
    out.u32(0);
    out.u32(statesSizes ? written.crc : 0);
    out.u32(statesSizes ? low(written.storedBytes) : 0);
    out.u32(statesSizes ? low(written.bytes) : 0);
    out.u16(static_cast<std::uint16_t>(name.size()));
    if (alignment == 1) {
        out.u16(0);
        out.text(name);
        return;
    }
    const std::uint64_t start = out.size() + 2 + name.size() + 4;
    const std::uint64_t padding = (alignment - start % alignment) % alignment;
    out.u16(static_cast<std::uint16_t>(4 + padding));
    out.text(name);
    out.u16(0x4246);
    out.u16(static_cast<std::uint16_t>(padding));
    out.fill(static_cast<std::size_t>(padding), std::byte{0x5A});
}

void writeCentral(ByteWriter& out, const Written& written)
{
    const ZipItem& item = *written.item;
    const std::uint64_t bytes = item.claimedBytes.value_or(written.bytes);
    const std::uint64_t storedBytes = item.claimedStoredBytes.value_or(written.storedBytes);
    const std::uint64_t offset = item.claimedOffset.value_or(written.offset);
    ByteWriter extra;
    for (const std::uint64_t value : {bytes, storedBytes, offset}) {
        if (value >= kNeedsZip64) {
            extra.u64(value);
        }
    }
    out.u32(0x02014B50);
    out.u16(0);
    out.u16(0);
    out.u16(written.flags);
    out.u16(written.method);
    out.u32(0);
    out.u32(written.crc);
    out.u32(low(storedBytes));
    out.u32(low(bytes));
    out.u16(static_cast<std::uint16_t>(item.name.size()));
    out.u16(static_cast<std::uint16_t>(extra.size() == 0 ? 0 : extra.size() + 4));
    out.u16(0);
    out.u16(0);
    out.u16(0);
    out.u32(0);
    out.u32(low(offset));
    out.text(item.name);
    if (extra.size() != 0) {
        out.u16(1);
        out.u16(static_cast<std::uint16_t>(extra.size()));
        out.bytes(extra.data());
    }
}

} // namespace

std::vector<std::byte> deflated(const std::vector<std::byte>& bytes)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        std::abort();
    }
    std::vector<std::byte> out(deflateBound(&stream, static_cast<uLong>(bytes.size())));
    std::vector<std::byte> in = bytes;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) {
        std::abort();
    }
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

ZipBuilder& ZipBuilder::add(ZipItem item)
{
    m_items.push_back(std::move(item));
    return *this;
}

ZipBuilder& ZipBuilder::add(std::string name, std::string_view text)
{
    const auto bytes = asBytes(text);
    return add(ZipItem{.name = std::move(name), .bytes = {bytes.begin(), bytes.end()}});
}

ZipBuilder& ZipBuilder::alignment(std::uint64_t bytes)
{
    m_alignment = bytes;
    return *this;
}

ZipBuilder& ZipBuilder::withEnd64(bool wanted)
{
    m_hasEnd64 = wanted;
    return *this;
}

ZipBuilder& ZipBuilder::claimEntries(std::uint64_t count)
{
    m_claimedEntries = count;
    return *this;
}

ZipBuilder& ZipBuilder::comment(std::string text)
{
    m_comment = std::move(text);
    return *this;
}

std::vector<std::byte> ZipBuilder::build() const
{
    ByteWriter out;
    std::vector<Written> records;
    for (const ZipItem& item : m_items) {
        const std::vector<std::byte> stored = item.isDeflated ? deflated(item.bytes) : item.bytes;
        const Written written = describe(item, out.size(), stored.size());
        writeLocal(out, written, m_alignment);
        out.bytes(stored);
        if ((written.flags & 0x0008U) != 0) {
            out.u32(0x08074B50);
            out.u32(written.crc);
            out.u32(low(written.storedBytes));
            out.u32(low(written.bytes));
        }
        records.push_back(written);
    }
    const std::uint64_t directory = out.size();
    for (const Written& written : records) {
        writeCentral(out, written);
    }
    const std::uint64_t directoryBytes = out.size() - directory;
    const std::uint64_t entries = m_claimedEntries.value_or(records.size());
    if (m_hasEnd64) {
        const std::uint64_t end64 = out.size();
        out.u32(0x06064B50);
        out.u64(44);
        out.u16(0x031E);
        out.u16(0x002D);
        out.u32(0);
        out.u32(0);
        out.u64(entries);
        out.u64(entries);
        out.u64(directoryBytes);
        out.u64(directory);
        out.u32(0x07064B50);
        out.u32(0);
        out.u64(end64);
        out.u32(1);
    }
    out.u32(0x06054B50);
    out.u32(0);
    out.u16(static_cast<std::uint16_t>(std::min<std::uint64_t>(entries, 0xFFFF)));
    out.u16(static_cast<std::uint16_t>(std::min<std::uint64_t>(entries, 0xFFFF)));
    out.u32(low(directoryBytes));
    out.u32(low(directory));
    out.u16(static_cast<std::uint16_t>(m_comment.size()));
    out.text(m_comment);
    return std::move(out).take();
}

} // namespace pthf::tests

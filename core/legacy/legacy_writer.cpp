// SPDX-License-Identifier: Apache-2.0
#include "core/legacy/legacy_writer.h"

#include <string_view>

#include "core/base/byte_writer.h"

namespace pthf {

namespace {

using namespace std::string_view_literals;

// torch/serialization.py _legacy_save: the magic number, the protocol version and what the writing machine was like,
// each as the pickle that Python writes at protocol 2.
constexpr std::string_view kMagicNumber = "\x80\x02\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19."sv;
constexpr std::string_view kProtocolVersion = "\x80\x02M\xE9\x03."sv;
constexpr std::string_view kSystem = "\x80\x02}q\0("
                                     "X\x10\0\0\0protocol_versionq\x01M\xE9\x03"
                                     "X\x0D\0\0\0little_endianq\x02\x88"
                                     "X\x0A\0\0\0type_sizesq\x03}q\x04("
                                     "X\x05\0\0\0shortq\x05K\x02"
                                     "X\x03\0\0\0intq\x06K\x04"
                                     "X\x04\0\0\0longq\aK\x04"
                                     "uu."sv;

/// A pickled list of strings.
ByteWriter keyList(std::span<const std::string> keys)
{
    // CPython appends in batches of this size; older readers know no other.
    constexpr std::size_t kBatch = 1000;
    ByteWriter list;
    list.text("\x80\x02]"sv);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (i % kBatch == 0) {
            list.text("("sv);
        }
        list.text("X"sv);
        list.u32(static_cast<std::uint32_t>(keys[i].size()));
        list.text(keys[i]);
        if (i % kBatch == kBatch - 1 || i + 1 == keys.size()) {
            list.text("e"sv);
        }
    }
    list.text("."sv);
    return list;
}

} // namespace

Status LegacyWriter::begin(std::span<const std::byte> objectPickle, std::span<const std::string> keys)
{
    PTHF_TRY(m_sink.write(asBytes(kMagicNumber)));
    PTHF_TRY(m_sink.write(asBytes(kProtocolVersion)));
    PTHF_TRY(m_sink.write(asBytes(kSystem)));
    PTHF_TRY(m_sink.write(objectPickle));
    return m_sink.write(keyList(keys).data());
}

Status LegacyWriter::beginStorage(std::uint64_t elements, std::uint64_t bytes)
{
    ByteWriter count;
    count.u64(elements);
    PTHF_TRY(m_sink.write(count.data()));
    m_end = m_sink.position() + bytes;
    return Done{};
}

Status LegacyWriter::write(std::span<const std::byte> bytes)
{
    return m_sink.write(bytes);
}

Status LegacyWriter::copyFrom(const ByteSource& source, std::uint64_t offset, std::uint64_t length, const Task& task)
{
    return m_sink.copyFrom(source, offset, length, task);
}

Status LegacyWriter::endStorage() const
{
    if (m_sink.position() != m_end) {
        return Error{ErrorCode::Internal,
            "a storage ends at " + std::to_string(m_sink.position()) + " instead of " + std::to_string(m_end)};
    }
    return Done{};
}

} // namespace pthf

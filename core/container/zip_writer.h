// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/task.h"
#include "core/container/zip_format.h"
#include "core/io/byte_sink.h"

namespace pthf {

class ByteWriter;

/// Writes a zip as torch's own writer lays it out, to the byte (FORMATS 1.3): stored records whose payloads are
/// aligned, descriptors behind them, zip64 where a record needs it and always at the end, no times. torch can compute
/// where its storages lie. The sink outlives the writer; nothing is readable before finish().
class ZipWriter {
public:
    /// rootFolder stands before every name: "archive".
    ZipWriter(ByteSink& sink, std::string rootFolder, std::uint64_t alignment = zip::kTorchAlignment);

    /// A record whose bytes are at hand.
    Status add(std::string_view name, std::span<const std::byte> bytes);

    /// A record of exactly so many bytes that follow by write() and copyFrom(), in order, until end().
    Status begin(std::string_view name, std::uint64_t bytes);
    Status write(std::span<const std::byte> bytes);
    /// Reads, sums and writes: for bytes whose CRC nobody knows.
    Status copyFrom(const ByteSource& source, std::uint64_t offset, std::uint64_t length, const Task& task);
    /// Copies without looking: the CRC of the whole record is given to end().
    Status copyUnseen(const ByteSource& source, std::uint64_t offset, std::uint64_t length, const Task& task);
    /// Closes the record and yields its CRC: the given one, or that of the bytes written and read. Internal when bytes
    /// are missing.
    Result<std::uint32_t> end(std::optional<std::uint32_t> knownCrc = std::nullopt);

    /// The directory and the end records.
    Status finish();

    /// An entry of another zip's directory, to the byte.
    struct KeptEntry {
        std::string_view name;
        std::span<const std::byte> bytes;
    };
    /// The same for records that were put behind an older zip, at their offsets in the whole: the directory has its
    /// entries as they were, those of namesakes written here in their places, and new ones at its end.
    Status finishBehind(std::span<const KeptEntry> kept);

    /// 40 digits out of the names and CRCs of the records so far: what torch puts into .data/serialization_id. Equal
    /// for equal files.
    std::string serializationId() const;

private:
    struct Entry {
        std::string name;
        std::uint64_t bytes = 0;
        std::uint64_t headerOffset = 0;
        std::uint32_t crc = 0;
    };

    Status room(std::uint64_t length) const;
    static void writeEntry(ByteWriter& to, const Entry& entry);
    Status writeDirectory();
    Status writeEnd(std::uint64_t directoryOffset, std::uint64_t entries);

    ByteSink& m_sink;
    std::string m_root;
    std::uint64_t m_alignment;
    std::vector<Entry> m_entries;
    std::uint64_t m_left = 0; ///< bytes of the open record that have not come yet
    std::uint32_t m_crc = 0;
    bool m_isOpen = false;
};

} // namespace pthf

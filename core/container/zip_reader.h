// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/limits.h"
#include "core/base/task.h"
#include "core/container/container.h"
#include "core/container/record_index.h"
#include "core/container/zip_directory.h"

namespace pthf {

/// A zip with a directory, read as torch's reader reads it. What is wrong with it but does not keep it from being read
/// is in problems(): duplicates, overlaps, records outside the root folder, names that play tricks with paths, methods
/// we do not know, encryption.
class ZipReader final : public Container {
public:
    /// Reads the end records and the directory, no local header and no payload. Truncated where there is no end record:
    /// then the file was cut, and salvageZip() may help.
    static Result<std::shared_ptr<const ZipReader>> open(
        std::shared_ptr<const ByteSource> source, const Limits& limits, const Task& task);

    const std::vector<RecordInfo>& records() const noexcept override { return m_directory.records; }
    std::optional<std::uint32_t> find(std::string_view name) const noexcept override;
    Result<std::shared_ptr<const ByteSource>> open(std::uint32_t record) const override;
    const Problems& problems() const noexcept override { return m_directory.problems; }

    /// The folder all of torch's records are in, without its "/": "archive". It is what stands before the first "/" of
    /// the first record; where nothing of torch's is there but a data.pkl stands elsewhere (re-zipped folders), that
    /// place. Empty when the records have no folder.
    const std::string& rootFolder() const noexcept { return m_rootFolder; }
    /// The record of that name in the root folder.
    std::optional<std::uint32_t> findInRoot(std::string_view name) const;
    /// The record's name without the root folder; the whole name for records outside of it.
    std::string_view nameInRoot(std::uint32_t record) const noexcept;

    /// Where the record's payload begins in the source, found by reading its local header. Corrupt where there is none.
    Result<std::uint64_t> payloadOffset(std::uint32_t record) const;

    const ZipEntry& entry(std::uint32_t record) const noexcept { return m_directory.entries[record]; }
    const ZipEnd& end() const noexcept { return m_directory.end; }
    const ByteSource& source() const noexcept { return *m_source; }
    const Limits& limits() const noexcept { return m_limits; }

private:
    ZipReader(std::shared_ptr<const ByteSource> source, const Limits& limits, ZipDirectory directory);

    void chooseRootFolder();
    bool hasTorchRecords() const;

    std::shared_ptr<const ByteSource> m_source;
    Limits m_limits;
    ZipDirectory m_directory;
    RecordIndex m_index;
    std::string m_rootFolder;
};

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/limits.h"
#include "core/base/task.h"
#include "core/container/container.h"
#include "core/container/record_index.h"
#include "core/text/text_pool.h"

namespace pthf {

/// How much of a salvaged record is there.
enum class Salvaged : std::uint8_t {
    Whole,
    Cut, ///< its length is known, and the file ends before
    OpenEnded ///< nobody knows where it ends: it takes the rest of the file
};

/// A record met on the walk, before its length is known.
struct WalkedRecord {
    std::string_view name; ///< as in its local header; valid during the call
    std::string_view nameInRoot; ///< without the first record's folder
    std::uint64_t payloadOffset = 0;
};

/// Says how many bytes a record's payload has, where the asker can know: of data.pkl by looking for its end, of data/k
/// by what that pickle says of the storage. Local headers themselves do not tell. Records come in file order, each
/// once.
using PayloadLength = std::function<std::optional<std::uint64_t>(const WalkedRecord&)>;

/// The records of a zip without a directory, found by walking from local header to local header. For stored records
/// RecordInfo::bytes is the whole length as far as it is known, storedBytes what is there; opening a record that is cut
/// gives what is there.
class SalvagedZip final : public Container {
public:
    const std::vector<RecordInfo>& records() const noexcept override { return m_records; }
    std::optional<std::uint32_t> find(std::string_view name) const noexcept override;
    Result<std::shared_ptr<const ByteSource>> open(std::uint32_t record) const override;
    const Problems& problems() const noexcept override { return m_problems; }

    Salvaged salvaged(std::uint32_t record) const noexcept { return m_places[record].salvaged; }
    std::uint64_t payloadOffset(std::uint32_t record) const noexcept { return m_places[record].payloadOffset; }
    /// What stands before the first "/" of the first record.
    const std::string& rootFolder() const noexcept { return m_rootFolder; }
    std::optional<std::uint32_t> findInRoot(std::string_view name) const;
    /// Where the walk ended: at the directory, or what is left of it, or at the end of the file.
    std::uint64_t endOffset() const noexcept { return m_end; }

private:
    friend class SalvageWalk;

    struct Place {
        std::uint64_t payloadOffset = 0;
        Salvaged salvaged = Salvaged::Whole;
    };

    SalvagedZip(std::shared_ptr<const ByteSource> source, const Limits& limits);

    std::shared_ptr<const ByteSource> m_source;
    Limits m_limits;
    std::vector<RecordInfo> m_records;
    TextPool m_names; ///< of the records
    std::vector<Place> m_places;
    RecordIndex m_index;
    Problems m_problems;
    std::string m_rootFolder;
    std::uint64_t m_end = 0;
};

/// Walks a zip that has lost its directory: cut short, or damaged there. A record whose length nobody tells ends where
/// a descriptor states just the distance to it. Bytes that belong to nothing are skipped to the next local header, and
/// told. Corrupt where the file does not begin with a local header; Truncated where it ends within the first one.
Result<std::shared_ptr<const SalvagedZip>> salvageZip(std::shared_ptr<const ByteSource> source,
    const PayloadLength& payloadLength, const Limits& limits, const Task& task);

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/legacy/legacy_reader.h"

#include <algorithm>
#include <array>
#include <span>

#include "core/base/byte_reader.h"
#include "core/base/checked_math.h"
#include "core/legacy/legacy_protocol.h"
#include "core/text/utf8.h"
#include "core/value/value_graph.h"

// The legacy stream, as torch/serialization.py _legacy_save writes it (FORMATS 4):
//
//     pickle   0x1950a86a20f9469cfc6c            which is how it is recognised
//     pickle   1001                              the format's version
//     pickle   {little_endian, type_sizes, ...}  of the machine that wrote it
//     pickle   the object                        storages stand in it as persistent ids
//     pickle   ["94857102", "94857340", ...]     the storages' keys, sorted as text
//     int64    elements of the first storage
//     bytes    elements × size, little-endian; the size is known from the object only
//     int64    ...                               no alignment, no trailer; another stream may follow

namespace pthf {

namespace {

constexpr std::int64_t kFormatVersion = 1001;
constexpr std::uint64_t kCountBytes = 8;
constexpr std::size_t kShownKey = 80;

/// Reads one of the pickles around the object, which stay out of its graph.
Result<PickleResult> readSmall(const std::shared_ptr<const ByteSource>& source, std::uint64_t offset,
    ValueGraph& scratch, const Limits& limits, const Task& task, std::string_view name)
{
    auto read = readPickle(source, offset, scratch, limits, task);
    if (!read) {
        return failedWithin(read, name);
    }
    return read;
}

bool isText(const ValueGraph& graph, ValueId id) noexcept
{
    return graph.kind(id) == ValueKind::Text || graph.kind(id) == ValueKind::ByteText;
}

/// sys_info's little_endian; true where it does not say.
bool saysLittleEndian(const ValueGraph& graph, ValueId root)
{
    if (graph.kind(root) != ValueKind::Dict) {
        return true;
    }
    for (const Entry& entry : graph.entries(root)) {
        if (isText(graph, entry.key) && graph.text(entry.key) == "little_endian"
            && graph.kind(entry.value) == ValueKind::Bool) {
            return graph.boolValue(entry.value);
        }
    }
    return true;
}

Status readKeys(
    const std::shared_ptr<const ByteSource>& source, LegacyStream& stream, const Limits& limits, const Task& task)
{
    ValueGraph scratch;
    const std::uint64_t offset = stream.object.end;
    const PickleResult read = PTHF_TRY(readSmall(source, offset, scratch, limits, task, "list of storage keys"));
    if (scratch.kind(read.root) != ValueKind::List) {
        return Error{ErrorCode::Corrupt, "no list of storage keys behind the object", source->baseOffset() + offset};
    }
    for (const ValueId item : scratch.items(read.root)) {
        if (!isText(scratch, item)) {
            return Error{ErrorCode::Corrupt, "a storage key that is no text", source->baseOffset() + offset};
        }
        stream.keys.emplace_back(scratch.text(item));
    }
    stream.storagesOffset = read.end;
    return Done{};
}

/// The counts before the storages. Small storages lie close together, so a read brings several.
class CountReader {
public:
    explicit CountReader(const ByteSource& source)
        : m_source(source)
    {
    }

    /// The caller knows that the source goes so far.
    Result<std::uint64_t> at(std::uint64_t offset)
    {
        if (offset < m_begin || offset - m_begin > m_bytes.size()
            || m_bytes.size() - static_cast<std::size_t>(offset - m_begin) < kCountBytes) {
            m_begin = offset;
            m_bytes.resize(static_cast<std::size_t>(std::min(m_source.size() - offset, kWindow)));
            PTHF_TRY(m_source.readAt(offset, m_bytes));
        }
        return ByteReader::littleAt<std::uint64_t>(
            std::span<const std::byte>(m_bytes).subspan(static_cast<std::size_t>(offset - m_begin)));
    }

private:
    static constexpr std::uint64_t kWindow = 4096;

    const ByteSource& m_source;
    std::uint64_t m_begin = 0;
    std::vector<std::byte> m_bytes;
};

class StoragePlacer {
public:
    StoragePlacer(const ByteSource& source, const LegacyStream& stream, const LegacyExpectations& expectations)
        : m_source(source)
        , m_stream(stream)
        , m_expectations(expectations)
        , m_counts(source)
        , m_position(stream.storagesOffset)
    {
    }

    Result<LegacyStorages> run(const Task& task)
    {
        constexpr std::size_t kPollEvery = 4096;
        for (std::size_t i = 0; i < m_stream.keys.size(); ++i) {
            if (i % kPollEvery == 0) {
                PTHF_TRY(task.poll());
            }
            if (!PTHF_TRY(place(m_stream.keys[i]))) {
                tellLost(m_stream.keys.size() - m_found.storages.size());
                break;
            }
        }
        m_found.end = m_position;
        PTHF_TRY(lookBehind());
        return std::move(m_found);
    }

private:
    /// False where the storage's place, and so that of all that follow, cannot be said.
    Result<bool> place(const std::string& key)
    {
        const auto expected = m_expectations(key);
        if (!expected) {
            add(ErrorCode::Corrupt, "storage that the object does not mention: its size is unknown", key);
            return false;
        }
        const std::uint64_t left = m_source.size() - m_position;
        if (left < kCountBytes) {
            add(ErrorCode::Truncated,
                "file ends before the storage's count: " + std::to_string(left) + " of 8 bytes are left", key);
            m_position = m_source.size();
            return false;
        }
        const std::uint64_t stated = PTHF_TRY(m_counts.at(m_position));
        if (stated != expected->elements) {
            // torch refuses. The object's number is the better one: the count is what a shifted or damaged stream
            // gets wrong first.
            add(ErrorCode::Corrupt,
                "storage says " + std::to_string(stated) + " elements, the object "
                    + std::to_string(expected->elements),
                key);
        }
        const auto bytes = checkedMultiply(expected->elements, expected->elementBytes);
        if (!bytes) {
            add(ErrorCode::Corrupt, "storage of " + std::to_string(expected->elements) + " elements", key);
            return false;
        }
        LegacyStorage storage;
        storage.key = key;
        storage.offset = m_position + kCountBytes;
        storage.bytes = *bytes;
        storage.available = std::min(*bytes, m_source.size() - storage.offset);
        if (storage.available < storage.bytes) {
            add(ErrorCode::Truncated,
                "file ends within the storage: " + std::to_string(storage.available) + " of "
                    + std::to_string(storage.bytes) + " bytes",
                key);
        }
        m_position = storage.offset + storage.available;
        m_found.storages.push_back(std::move(storage));
        return true;
    }

    void tellLost(std::size_t count)
    {
        if (count > 1) {
            m_found.problems.add(Severity::Error, ErrorCode::Truncated,
                std::to_string(count) + " storages have no place in the file", {}, absolute());
        }
    }

    Status lookBehind()
    {
        const std::uint64_t left = m_source.size() - m_position;
        if (left == 0 || m_found.storages.size() != m_stream.keys.size()) {
            return Done{};
        }
        std::array<std::byte, 64> front{};
        const auto there =
            std::span(front).first(static_cast<std::size_t>(std::min<std::uint64_t>(left, front.size())));
        PTHF_TRY(m_source.readAt(m_position, there));
        m_found.isFollowedByAnother = legacyProtocol(there).has_value();
        m_found.problems.add(Severity::Info, ErrorCode::Corrupt,
            m_found.isFollowedByAnother
                ? "another torch.save follows at " + std::to_string(absolute()) + ": only the first one is shown"
                : std::to_string(left) + " bytes follow the last storage",
            {}, absolute());
        return Done{};
    }

    std::uint64_t absolute() const noexcept { return m_source.baseOffset() + m_position; }

    void add(ErrorCode code, std::string message, std::string_view key)
    {
        m_found.problems.add(
            Severity::Error, code, std::move(message), "storage " + displayText(key, kShownKey), absolute());
    }

    const ByteSource& m_source;
    const LegacyStream& m_stream;
    const LegacyExpectations& m_expectations;
    CountReader m_counts;
    std::uint64_t m_position;
    LegacyStorages m_found;
};

} // namespace

Result<LegacyStream> readLegacyStream(const std::shared_ptr<const ByteSource>& source, std::uint64_t offset,
    ValueGraph& graph, const Limits& limits, const Task& task)
{
    constexpr std::size_t kFront = 64;
    LegacyStream stream;
    stream.offset = offset;
    const std::uint64_t left = offset < source->size() ? source->size() - offset : 0;
    std::array<std::byte, kFront> front{};
    const auto there = std::span(front).first(static_cast<std::size_t>(std::min<std::uint64_t>(left, kFront)));
    PTHF_TRY(source->readAt(source->size() - left, there));
    ValueGraph scratch;
    const PickleResult magic = PTHF_TRY(readSmall(source, offset, scratch, limits, task, "magic number"));
    if (!legacyProtocol(there)) {
        return Error{
            ErrorCode::Corrupt, "no legacy stream: its magic number is missing", source->baseOffset() + offset};
    }
    const PickleResult version = PTHF_TRY(readSmall(source, magic.end, scratch, limits, task, "format version"));
    if (scratch.kind(version.root) != ValueKind::Int || scratch.intValue(version.root) != kFormatVersion) {
        stream.problems.add(Severity::Warning, ErrorCode::Unsupported,
            "legacy stream of another version than 1001: torch refuses it", {}, source->baseOffset() + magic.end);
    }
    const PickleResult system = PTHF_TRY(readSmall(source, version.end, scratch, limits, task, "sys_info"));
    stream.wasLittleEndianMachine = saysLittleEndian(scratch, system.root);
    stream.object = PTHF_TRY(readPickle(source, system.end, graph, limits, task, {.phrases = &stream.phrases}));
    const Status keys = readKeys(source, stream, limits, task);
    if (keys) {
        return stream;
    }
    if (keys.error().code() == ErrorCode::Cancelled || keys.error().code() == ErrorCode::IoFailed) {
        return keys.error();
    }
    stream.hasKeys = false;
    stream.keys.clear();
    stream.storagesOffset = source->size();
    stream.problems.add(
        Severity::Error, keys.error().code(), keys.error().message(), "storages", keys.error().offset());
    return stream;
}

Result<LegacyStorages> placeLegacyStorages(
    const ByteSource& source, const LegacyStream& stream, const LegacyExpectations& expectations, const Task& task)
{
    return StoragePlacer(source, stream, expectations).run(task);
}

} // namespace pthf

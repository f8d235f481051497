// SPDX-License-Identifier: Apache-2.0
//
// An archive with a program beside its tensors (FORMATS 6):
//
//   TorchScript     data/0 …, data.pkl, code/….py, constants/0 …, constants.pkl, version
//   torch.package   .data/0.storage …, <package>/<name>.pkl, <package>/….py, .data/extern_modules
//
// Devices stand in the pickles beside each storage, in constants.pkl likewise, and in the code of TorchScript as
// literals: torch.device("cuda:0").
#include "core/write/save_archive.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include "core/base/byte_reader.h"
#include "core/container/zip_reader.h"
#include "core/container/zip_writer.h"
#include "core/pickle/pickle_machine.h"
#include "core/pickle/pickle_writer.h"
#include "core/text/size_text.h"
#include "core/types/device.h"
#include "core/value/graph_walk.h"
#include "core/write/pickle_content.h"

namespace pthf {

namespace {

/// Records that are changed are read whole; a model's code and constants are far below.
constexpr std::uint64_t kMaxChanged = std::uint64_t{256} << 20U;

bool hasProgram(FileKind kind) noexcept
{
    return kind == FileKind::TorchScript || kind == FileKind::TorchPackage;
}

/// Where the plan moves devices that no storage of the document is on: those of constants and of code.
class PlannedDevices {
public:
    explicit PlannedDevices(const PlannedDocument& planned)
    {
        const auto& before = planned.source->content.storages;
        for (std::size_t i = 0; i < before.size(); ++i) {
            m_moved.emplace(before[i].device.view(), planned.content.storages[i].device.view());
        }
        for (const Operation& operation : planned.plan.operations) {
            if (const auto* map = std::get_if<MapLocation>(&operation)) {
                m_maps.push_back(map);
            }
        }
    }

    std::string of(const std::string& tag) const
    {
        if (const auto found = m_moved.find(tag); found != m_moved.end() && !found->second.empty()) {
            return found->second;
        }
        std::string now = tag;
        for (const MapLocation* map : m_maps) {
            now = mapped(*map, now);
        }
        return now;
    }

private:
    static std::string mapped(const MapLocation& map, const std::string& tag)
    {
        for (const auto& row : map.table) {
            if (deviceMatches(row.first, tag)) {
                return normalizedTarget(row.second);
            }
        }
        const bool isOne = !map.device.empty() && map.device != "keep" && map.device != "auto";
        return isOne ? normalizedTarget(map.device) : tag;
    }

    std::map<std::string, std::string> m_moved;
    std::vector<const MapLocation*> m_maps;
};

/// The code with its device literals moved; nothing where none is.
std::optional<std::string> movedCode(const std::string& code, const PlannedDevices& devices)
{
    constexpr std::string_view kLiteral = "torch.device(\"";
    std::string moved;
    std::size_t done = 0;
    for (std::size_t at = code.find(kLiteral); at != std::string::npos; at = code.find(kLiteral, done)) {
        const std::size_t begin = at + kLiteral.size();
        const std::size_t end = code.find('"', begin);
        if (end == std::string::npos) {
            break;
        }
        moved += code.substr(done, begin - done) + devices.of(code.substr(begin, end - begin));
        done = end;
    }
    moved += code.substr(done);
    return moved == code ? std::nullopt : std::optional(std::move(moved));
}

/// A pickle whose storages are moved; nothing where none is.
Result<std::optional<std::vector<std::byte>>> movedPickle(
    std::span<const std::byte> bytes, const PlannedDevices& devices, const Task& task)
{
    constexpr std::size_t kDevice = 3;
    ValueGraph graph;
    const PickleResult read = PTHF_TRY(readPickle(bytes, graph, Limits{}, task));
    std::vector<std::pair<ValueId, std::string>> changes;
    for (GraphWalk walk(graph, read.root); const auto id = walk.next();) {
        if (graph.kind(*id) != ValueKind::Persistent) {
            continue;
        }
        const ValueId tuple = graph.persistentId(*id);
        if (graph.kind(tuple) != ValueKind::Tuple || graph.items(tuple).size() <= kDevice
            || graph.kind(graph.items(tuple)[kDevice]) != ValueKind::Text) {
            continue;
        }
        const std::string tag(graph.text(graph.items(tuple)[kDevice]));
        if (devices.of(tag) != tag) {
            changes.emplace_back(tuple, devices.of(tag));
        }
    }
    if (changes.empty()) {
        return std::optional<std::vector<std::byte>>();
    }
    for (const auto& [tuple, device] : changes) {
        const auto old = graph.items(tuple);
        std::vector<ValueId> items(old.begin(), old.end());
        items[kDevice] = graph.addText(device);
        graph.replace(tuple, graph.addSequence(ValueKind::Tuple, items));
    }
    return std::optional(PTHF_TRY(writePickle(graph, read.root, Limits{}, task)));
}

class ArchiveSave {
public:
    ArchiveSave(const PlannedDocument& planned, const ZipReader& zip, ByteSink& sink, SaveProgress& progress)
        : m_planned(planned)
        , m_reader(zip)
        , m_progress(progress)
        , m_zip(sink, zip.rootFolder())
        , m_devices(planned)
    {
    }

    Result<WrittenFile> run()
    {
        PTHF_TRY(makePickles());
        findStorages();
        const auto& records = m_reader.records();
        std::vector<std::uint32_t> order(records.size());
        for (std::uint32_t i = 0; i < order.size(); ++i) {
            order[i] = i;
        }
        std::ranges::stable_sort(order, {}, [&records](std::uint32_t i) { return records[i].headerOffset; });
        for (const std::uint32_t number : order) {
            const auto written = writeRecord(number);
            if (!written) {
                return failedWithin(written, records[number].name);
            }
        }
        PTHF_TRY(m_zip.finish());
        return std::move(m_file);
    }

private:
    /// The document's pickles as they will be, by record.
    Status makePickles()
    {
        const Content& content = m_planned.content;
        std::vector<std::uint32_t> records;
        std::vector<ValueId> roots;
        if (m_planned.source->pickleRecord) {
            records.push_back(*m_planned.source->pickleRecord);
            roots.push_back(content.root);
        } else {
            for (const Entry& entry : content.graph.entries(content.root)) {
                if (const auto record = m_reader.findInRoot(content.graph.text(entry.key))) {
                    records.push_back(*record);
                    roots.push_back(entry.value);
                }
            }
        }
        auto pickles = PTHF_TRY(picklesOf(m_planned, roots, m_progress.task()));
        for (std::size_t i = 0; i < records.size(); ++i) {
            m_pickles.emplace(records[i], std::move(pickles[i]));
        }
        return Done{};
    }

    void findStorages()
    {
        const auto& storages = m_planned.source->content.storages;
        for (std::size_t i = 0; i < storages.size(); ++i) {
            if (storages[i].place.kind == StoragePlace::Kind::Record && storages[i].place.source == 0) {
                m_storages.emplace(storages[i].place.record, StorageId{static_cast<std::uint32_t>(i)});
            }
        }
    }

    Status writeRecord(std::uint32_t number)
    {
        const std::string_view name = m_reader.nameInRoot(number);
        if (name.ends_with('/')) {
            return Done{};
        }
        if (const auto pickle = m_pickles.find(number); pickle != m_pickles.end()) {
            return m_zip.add(name, pickle->second);
        }
        const bool isCode = name.starts_with("code/") && name.ends_with(".py");
        if ((name == "constants.pkl" || isCode) && m_reader.records()[number].bytes <= kMaxChanged) {
            return writeChanged(number, name, isCode);
        }
        return copy(number, name);
    }

    Status writeChanged(std::uint32_t number, std::string_view name, bool isCode) // NOLINT: which of two it is
    {
        const auto source = PTHF_TRY(m_reader.open(number));
        std::string bytes(static_cast<std::size_t>(source->size()), '\0');
        PTHF_TRY(source->readAt(0, std::as_writable_bytes(std::span(bytes))));
        if (isCode) {
            const auto moved = movedCode(bytes, m_devices);
            return m_zip.add(name, asBytes(moved ? *moved : bytes));
        }
        const auto moved = PTHF_TRY(movedPickle(asBytes(bytes), m_devices, m_progress.task()));
        return moved ? m_zip.add(name, *moved) : m_zip.add(name, asBytes(bytes));
    }

    Status copy(std::uint32_t number, std::string_view name)
    {
        const RecordInfo& record = m_reader.records()[number];
        const auto source = PTHF_TRY(m_reader.open(number));
        // torch goes by what the directory says of inflated bytes too; what is stored again is stored plain.
        const bool isSummed = record.method == RecordMethod::Stored && record.crc != 0;
        PTHF_TRY(m_zip.begin(name, source->size()));
        PTHF_TRY(m_progress.copyInPieces(source->size(), [&](std::uint64_t offset, std::uint64_t length) {
            return isSummed ? m_zip.copyUnseen(*source, offset, length, m_progress.task())
                            : m_zip.copyFrom(*source, offset, length, m_progress.task());
        }));
        const std::uint32_t crc =
            PTHF_TRY(m_zip.end(isSummed ? std::optional<std::uint32_t>(record.crc) : std::nullopt));
        if (const auto storage = m_storages.find(number); storage != m_storages.end()) {
            m_file.copiedBytes += source->size();
            m_file.storages.push_back({storage->second, m_planned.content.storage(storage->second).key, crc, false});
        }
        return Done{};
    }

    const PlannedDocument& m_planned;
    const ZipReader& m_reader;
    SaveProgress& m_progress;
    ZipWriter m_zip;
    PlannedDevices m_devices;
    WrittenFile m_file;
    std::unordered_map<std::uint32_t, std::vector<std::byte>> m_pickles; ///< by record
    std::unordered_map<std::uint32_t, StorageId> m_storages; ///< by record
};

} // namespace

bool keepsProgram(const PlannedDocument& planned)
{
    return hasProgram(planned.source->kind)
        && std::ranges::all_of(planned.plan.operations,
            [](const Operation& operation) { return std::holds_alternative<MapLocation>(operation); });
}

Result<WrittenFile> saveArchive(const PlannedDocument& planned, ByteSink& sink, SaveProgress& progress)
{
    const auto* zip = planned.source->sources.empty()
        ? nullptr
        : dynamic_cast<const ZipReader*>(planned.source->sources.front().container.get());
    if (zip == nullptr || zip->rootFolder().empty()) {
        return Error{ErrorCode::Unsupported, "the archive's records stand in no folder of their own"};
    }
    return ArchiveSave(planned, *zip, sink, progress).run();
}

} // namespace pthf

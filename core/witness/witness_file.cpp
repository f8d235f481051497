// SPDX-License-Identifier: Apache-2.0
#include "core/witness/witness_file.h"

#include <algorithm>
#include <fstream>
#include <string_view>
#include <unordered_map>

#include "core/base/crc32.h"
#include "core/checkpoint/tensor_bytes.h"
#include "core/checkpoint/tree_index.h"
#include "core/checkpoint/value_view.h"
#include "core/compute/compute_loader.h"
#include "core/container/container.h"
#include "core/opening/open_checkpoint.h"
#include "core/text/size_text.h"

namespace pthf {
namespace {

/// Bytes that programs may still take, as Linux counts them; nothing where it does not say.
std::optional<std::uint64_t> availableMemory()
{
    std::ifstream lines("/proc/meminfo");
    std::string name;
    std::uint64_t kibibytes = 0;
    for (std::string unit; lines >> name >> kibibytes && std::getline(lines, unit);) {
        if (name == "MemAvailable:") {
            return kibibytes * 1024;
        }
    }
    return std::nullopt;
}

bool isReadByLibTorch(FileKind kind) noexcept
{
    switch (kind) {
    case FileKind::TorchZip:
    case FileKind::TorchScript:
    case FileKind::TorchPackage:
    case FileKind::Pt2:
        return true;
    default:
        return false;
    }
}

/// As LibTorch's side writes it: keys, positions and names of attributes, joined.
std::string plainPath(const KeyPath& path)
{
    std::string text;
    for (const KeySegment& segment : path) {
        const auto* attribute = std::get_if<KeySegment::Attribute>(&segment.step);
        text += (text.empty() ? "" : "/") + (attribute != nullptr ? attribute->name : displaySegment(segment));
    }
    return text;
}

/// One question: our reading on one side, LibTorch's on the other.
class Question {
public:
    Question(const Document& document, const TreeIndex& tree, ComputeEngine& engine, const Task& task)
        : m_document(document)
        , m_tree(tree)
        , m_engine(engine)
        , m_task(task)
    {
    }

    Result<WitnessReport> ask()
    {
        if (!m_document.file || m_document.sources.empty() || !m_document.sources.front().container
            || !isReadByLibTorch(m_document.kind)) {
            m_report.why = "it reads torch's zips only, and this is "
                + (m_document.what.empty() ? std::string(fileKindName(m_document.kind)) : m_document.what);
            return m_report;
        }
        const Status records = compareRecords();
        if (!records) {
            return refused(records.error());
        }
        if (m_report.differenceCount == 0) {
            PTHF_TRY(compareTensors());
        }
        if (m_report.differenceCount != 0) {
            m_report.verdict = WitnessVerdict::Differs;
            m_report.why.clear();
        }
        return m_report;
    }

private:
    /// The witness could not open what it should be able to.
    Result<WitnessReport> refused(const Error& error)
    {
        if (error.code() == ErrorCode::Cancelled) {
            return error;
        }
        m_report.verdict = WitnessVerdict::Differs;
        m_report.why = "it cannot read this file: " + error.message();
        return m_report;
    }

    void differ(std::string difference)
    {
        if (m_report.differenceCount++ < kMaxWitnessed) {
            m_report.differences.push_back(std::move(difference));
        }
    }

    Status compareRecords()
    {
        PTHF_TRY(m_task.poll());
        const std::vector<WitnessedRecord> theirs = PTHF_TRY(m_engine.witnessRecords(m_document.path));
        std::unordered_map<std::string, std::uint64_t> bytesOf;
        for (const WitnessedRecord& record : theirs) {
            bytesOf[record.name] = record.bytes;
        }
        const std::string root = m_document.rootFolder.empty() ? std::string() : m_document.rootFolder + '/';
        for (const RecordInfo& record : m_document.sources.front().container->records()) {
            if (!record.name.starts_with(root) || record.name.ends_with('/')) {
                continue;
            }
            const auto found = bytesOf.find(std::string(record.name.substr(root.size())));
            if (found == bytesOf.end()) {
                differ("record " + std::string(record.name) + ": here, not there");
                continue;
            }
            if (found->second != record.bytes) {
                differ("record " + std::string(record.name) + ": " + std::to_string(record.bytes) + " bytes here, "
                    + std::to_string(found->second) + " there");
            }
            ++m_report.records;
            bytesOf.erase(found);
        }
        for (const WitnessedRecord& record : theirs) {
            if (bytesOf.contains(record.name)) {
                differ("record " + std::string(record.name) + ": there, not here");
            }
        }
        return Done{};
    }

    /// Whether LibTorch reaches what stands below a place: "" where it does, else the kind of value that it drops.
    const std::string& obstacleAt(PlaceId place)
    {
        if (m_obstacles.empty()) {
            m_obstacles.resize(m_tree.places.size());
        }
        auto& known = m_obstacles[index(place)];
        if (!known) {
            std::vector<PlaceId> chain{place};
            while (index(chain.back()) != 0 && !m_obstacles[index(chain.back())]) {
                chain.push_back(m_tree.places[index(chain.back())].parent);
            }
            std::string obstacle;
            std::ranges::reverse(chain); // from above
            for (const PlaceId at : chain) {
                auto& of = m_obstacles[index(at)];
                if (!of) {
                    of = obstacle.empty() ? obstacleOf(at) : obstacle;
                }
                obstacle = *of;
            }
        }
        return *m_obstacles[index(place)];
    }

    std::string obstacleOf(PlaceId place) const
    {
        const ValueId value = index(place) == 0 ? m_document.content.root : m_tree.places[index(place)].step.value;
        const ValueView view = viewOf(m_document.content, value);
        const bool isPlain = view.typeName == "dict" || view.typeName == "list" || view.typeName == "tuple";
        return isPlain || m_document.kind == FileKind::TorchScript ? std::string() : view.typeName;
    }

    /// Our tensors that LibTorch should see, by their places.
    std::vector<const Leaf*> reachable()
    {
        std::vector<const Leaf*> leaves;
        std::uint64_t hidden = 0;
        std::string behind;
        for (const Leaf& leaf : m_tree.leaves) {
            m_hasReferences = m_hasReferences || (leaf.isReference && leaf.tensor == kNoTensor);
            if (leaf.tensor == kNoTensor) {
                continue;
            }
            // A bare tensor is the root itself.
            const bool isRoot = index(leaf.place) == 0;
            const std::string& obstacle = isRoot ? m_nothing : obstacleAt(m_tree.places[index(leaf.place)].parent);
            if (obstacle.empty()) {
                leaves.push_back(&leaf);
            } else {
                ++hidden;
                behind = behind.empty() ? obstacle : behind;
            }
        }
        if (hidden != 0) {
            m_report.why = "of values it knows plain dicts, lists and tuples, and " + countOf(hidden, "tensor")
                + (hidden == 1 ? " stands" : " stand") + " below an object of type " + behind
                + "; saved with plain dicts it could be asked for them";
        }
        return leaves;
    }

    bool hasRoom(const std::vector<const Leaf*>& leaves)
    {
        std::uint64_t bytes = 0;
        for (const StorageValue& storage : m_document.content.storages) {
            bytes += storage.bytes();
        }
        const auto available = availableMemory();
        if (leaves.empty() || !available || bytes < *available) {
            return true;
        }
        m_report.why = "its tensors were not compared, since it holds all of them in memory: " + sizeText(bytes)
            + " of " + sizeText(*available) + " available";
        return false;
    }

    Status compareTensors()
    {
        m_report.verdict = WitnessVerdict::AgreesOnRecords;
        const std::vector<const Leaf*> ours = reachable();
        const bool isWhole = m_report.why.empty();
        if (!hasRoom(ours) || (ours.empty() && !isWhole)) {
            return Done{};
        }
        const auto theirs = m_engine.witnessTensors(m_document.path, m_task);
        if (!theirs) {
            if (theirs.error().code() == ErrorCode::Cancelled) {
                return theirs.error();
            }
            m_report.why = "it does not know the values that they hold: " + theirs.error().message();
            return Done{};
        }
        std::unordered_map<std::string, const WitnessedTensor*> byPath;
        for (const WitnessedTensor& tensor : *theirs) {
            byPath.emplace(tensor.path, &tensor);
        }
        for (const Leaf* leaf : ours) {
            const std::string path = plainPath(m_tree.pathOf(m_document.content, leaf->place));
            const auto found = byPath.find(path);
            if (found == byPath.end()) {
                differ(path + ": here, not there");
                continue;
            }
            PTHF_TRY(compareTensor(path, m_document.content.tensor(leaf->tensor), *found->second));
            ++m_report.tensors;
            byPath.erase(found);
        }
        // A container that stands in two places is unfolded once here and twice there.
        if (isWhole && !m_hasReferences) {
            for (const WitnessedTensor& tensor : *theirs) {
                if (byPath.contains(tensor.path)) {
                    differ(tensor.path + ": there, not here");
                }
            }
        }
        m_report.verdict = isWhole ? WitnessVerdict::Agrees : WitnessVerdict::AgreesOnRecords;
        return Done{};
    }

    Status compareTensor(const std::string& path, const TensorValue& ours, const WitnessedTensor& theirs)
    {
        if (ours.layout.shape != theirs.shape) {
            differ(path + ": shape " + shapeText(ours.layout.shape) + " here, " + shapeText(theirs.shape) + " there");
            return Done{};
        }
        if (ours.dtype != theirs.dtype) {
            differ(path + ": " + std::string(dtypeName(ours.dtype)) + " here, " + std::string(dtypeName(theirs.dtype))
                + " there");
            return Done{};
        }
        if (!theirs.crc || ours.form != TensorForm::Strided || ours.isConjugate || ours.isNegative) {
            return Done{};
        }
        std::uint32_t crc = 0;
        const BlockSink sink = [&](std::span<const std::byte> block) -> Status {
            crc = crc32(block, crc);
            m_report.bytes += block.size();
            m_task.progress.report(m_report.bytes, std::max(m_report.bytes, m_document.fileBytes));
            return m_task.poll();
        };
        PTHF_TRY(readElements(m_document, ours, 0, ours.elements(), sink, m_task));
        if (crc != *theirs.crc) {
            differ(path + ": other values there");
        }
        return Done{};
    }

    const Document& m_document;
    const TreeIndex& m_tree;
    ComputeEngine& m_engine;
    const Task& m_task;
    WitnessReport m_report;
    std::vector<std::optional<std::string>> m_obstacles; ///< by place
    bool m_hasReferences = false;
    std::string m_nothing;
};

} // namespace

Result<WitnessReport> askWitness(const Document& document, ComputeEngine& engine, const Task& task)
{
    const TreeIndex tree = PTHF_TRY(indexTree(document.content, task));
    return Question(document, tree, engine, task).ask();
}

Result<WitnessReport> askWitness(const Document& document, const Task& task)
{
    const auto engine = loadComputeEngine();
    if (!engine) {
        WitnessReport report;
        report.why = engine.error().message();
        return report;
    }
    return askWitness(document, **engine, task);
}

Result<WitnessReport> askWitness(const std::filesystem::path& file, const Task& task)
{
    const DocumentPtr document = PTHF_TRY(openCheckpoint(file, {}, task));
    return askWitness(*document, task);
}

} // namespace pthf

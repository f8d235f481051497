// SPDX-License-Identifier: Apache-2.0
#include "tests/core/edit/workbench.h"

#include <cstdlib>
#include <iostream>
#include <map>

#include "core/meaning/known_globals.h"
#include "core/opening/open_checkpoint.h"
#include "core/write/tensor_calls.h"
#include "tests/support/test_task.h"

namespace pthf::tests {

namespace {

[[noreturn]] void fail(const std::string& what)
{
    std::cerr << what << '\n';
    std::abort();
}

std::string leafLine(const Content& content, const TreeIndex& tree, const Leaf& leaf)
{
    std::string line = tree.pathTextOf(content, leaf.place) + " ";
    const ValueId value = tree.places[index(leaf.place)].step.value;
    if (leaf.tensor == kNoTensor) {
        return line + viewOf(content, value).typeName + " " + leafText(content, value) + "\n";
    }
    const TensorValue& tensor = content.tensor(leaf.tensor);
    line += std::string(dtypeName(tensor.dtype)) + " " + shapeText(tensor.layout.shape) + " "
        + std::string(content.deviceOf(tensor));
    if (tensor.storage != kNoStorage) {
        line += " " + std::to_string(index(tensor.storage)) + "+" + std::to_string(tensor.layout.offset);
    }
    return line + (tensor.requiresGrad ? " grad" : "") + (tensor.isParameter ? " parameter" : "") + "\n";
}

/// Answers as a container would that holds what the plan wants to write.
class PlannedStorages final : public StorageResolver {
public:
    StorageHome homeOf(const StorageReference& reference) override
    {
        StorageHome home;
        home.place.kind = StoragePlace::Kind::Record;
        home.place.available = reference.elements * dtypeBytes(reference.dtype);
        return home;
    }
    Result<StorageValue> nestedStorage(const Content& /*content*/, ValueId /*bytes*/) override
    {
        return Error{ErrorCode::Unsupported, "nested"};
    }
    std::optional<TensorValue> tensorOfId(Content& /*content*/, ValueId /*persistent*/) override
    {
        return std::nullopt;
    }
};

/// A content with the values only, persistent ids as the storages say and tensors as calls: what a writer makes and a
/// reader gets.
Content rewritten(const Content& planned)
{
    Content content;
    content.graph = planned.graph;
    content.root = planned.root;
    ValueGraph& graph = content.graph;
    const auto isUntyped = [&planned](StorageId id) {
        return planned.storage(id).isUntyped || dtypeInfo(planned.storage(id).dtype).storageClass.empty();
    };
    std::map<std::uint32_t, ValueId> persistent; // by storage
    const auto persistentId = [&](StorageId id) {
        const auto [place, isNew] = persistent.try_emplace(index(id), kNoValue);
        if (isNew) {
            const StorageValue& storage = planned.storage(id);
            const std::vector<ValueId> items{graph.addText("storage"),
                isUntyped(id) ? graph.addGlobal("torch.storage", "UntypedStorage")
                              : graph.addGlobal("torch", dtypeInfo(storage.dtype).storageClass),
                graph.addText(std::to_string(index(id))),
                graph.addText(storage.device.empty() ? "cpu" : storage.device.view()),
                graph.addInt(static_cast<std::int64_t>(isUntyped(id) ? storage.bytes() : storage.elements))};
            place->second = graph.addPersistent(graph.addSequence(ValueKind::Tuple, items));
        }
        return place->second;
    };
    TensorCalls calls(graph);
    const std::size_t size = graph.size();
    for (std::uint32_t i = 0; i < size; ++i) {
        const ValueId id{i};
        const StorageId storage = planned.storageAt(id);
        const TensorId tensor = planned.tensorAt(id);
        const bool isId = storage != kNoStorage
            && (graph.kind(id) == ValueKind::Persistent || infoOf(graph, id).meaning == Meaning::LoadFromBytes);
        if (isId) {
            graph.replace(id, persistentId(storage));
        } else if (graph.kind(id) == ValueKind::Tensor && tensor != kNoTensor) {
            const TensorValue& value = planned.tensor(tensor);
            const auto call = calls.make(value, isUntyped(value.storage), persistentId(value.storage));
            if (call) {
                graph.replace(id, *call);
            }
        }
    }
    return content;
}

} // namespace

void Workbench::setRoot(ValueId root)
{
    const Problems problems = build.interpret(root);
    if (!problems.isEmpty()) {
        fail("built badly: " + problems.kept().front().message);
    }
    auto made = std::make_shared<Document>();
    made->content = build.content;
    made->kind = FileKind::TorchZip;
    document = made;
    auto indexed = indexTree(document->content, quietTask());
    tree = indexed ? *indexed : TreeIndex{};
}

void Workbench::open(std::string_view fixture)
{
    const auto opened =
        openCheckpoint(std::filesystem::path(PTHF_TEST_DATA) / "fixtures" / fixture, OpenOptions{}, quietTask());
    if (!opened) {
        fail(opened.error().message());
    }
    document = *opened;
    auto indexed = indexTree(document->content, quietTask());
    tree = indexed ? *indexed : TreeIndex{};
}

Result<PlannedDocumentPtr> Workbench::plan(std::vector<Operation> operations, std::string autoDevice) const
{
    return planDocument(
        document, tree, EditPlan{std::move(operations)}, PlanContext{std::move(autoDevice)}, quietTask());
}

PlannedDocumentPtr Workbench::planned(std::vector<Operation> operations, std::string autoDevice) const
{
    auto made = plan(std::move(operations), std::move(autoDevice));
    if (!made) {
        fail(made.error().message());
    }
    return *made;
}

std::string Workbench::refused(std::vector<Operation> operations) const
{
    const auto made = plan(std::move(operations));
    return made ? std::string() : made.error().message();
}

KeyPath pathOf(std::string_view text)
{
    auto path = parsePath(text);
    if (!path) {
        fail(path.error().message());
    }
    return *path;
}

std::string keysOf(const PlannedDocument& planned)
{
    std::string lines;
    for (const Leaf& leaf : planned.tree.leaves) {
        const std::string path = planned.tree.pathTextOf(planned.content, leaf.place);
        if (path.find("@_metadata") == std::string::npos) {
            lines += path + "\n";
        }
    }
    return lines;
}

std::string devicesOf(const PlannedDocument& planned)
{
    std::string lines;
    for (const Leaf& leaf : planned.tree.leaves) {
        if (leaf.tensor != kNoTensor) {
            lines += planned.tree.pathTextOf(planned.content, leaf.place) + " "
                + std::string(planned.content.deviceOf(planned.content.tensor(leaf.tensor))) + "\n";
        }
    }
    return lines;
}

std::string leavesOf(const PlannedDocument& planned)
{
    std::string lines;
    for (const Leaf& leaf : planned.tree.leaves) {
        lines += leafLine(planned.content, planned.tree, leaf);
    }
    return lines;
}

std::string modulesOf(const PlannedDocument& planned, std::string_view stateDict)
{
    KeyPath path = pathOf(stateDict);
    path.push_back({KeySegment::Attribute{"_metadata"}});
    const auto metadata = valueAt(planned.content, path);
    std::string lines;
    if (metadata) {
        for (const ChildStep& step : childrenOf(planned.content, *metadata)) {
            const ValueId version = childByName(planned.content, step.value, "version");
            lines += "'" + std::string(textOf(planned.content, step.key).value_or("?")) + "' "
                + leafText(planned.content, version) + "\n";
        }
    }
    return lines;
}

std::string changesOf(const Workbench& bench, const PlannedDocument& planned)
{
    const auto rows = plannedRows(planned, bench.tree, quietTask());
    if (!rows) {
        fail(rows.error().message());
    }
    std::string lines;
    for (const PlannedRow& row : *rows) {
        switch (row.change) {
        case PlannedRow::Change::Same:
            break;
        case PlannedRow::Change::Dropped:
            lines += "- " + pathText(row.before) + "\n";
            break;
        case PlannedRow::Change::Added:
            lines += "+ " + pathText(row.after) + "\n";
            break;
        case PlannedRow::Change::Changed:
            lines += pathText(row.before) + " → " + pathText(row.after) + "\n";
            break;
        }
    }
    return lines;
}

std::string rereadLeaves(const PlannedDocument& planned)
{
    Content content = rewritten(planned.content);
    PlannedStorages storages;
    Problems problems;
    const auto interpreted = interpretAll(content, storages, problems, quietTask());
    if (!interpreted || !problems.isEmpty()) {
        return "not readable: " + (problems.isEmpty() ? std::string() : problems.kept().front().message);
    }
    const auto tree = indexTree(content, quietTask());
    std::string lines;
    for (const Leaf& leaf : tree->leaves) {
        std::string line = leafLine(content, *tree, leaf);
        if (leaf.tensor != kNoTensor && content.tensor(leaf.tensor).storage != kNoStorage) {
            // Storages are numbered by first mention when read; their keys are the numbers of the plan.
            const StorageId storage = content.tensor(leaf.tensor).storage;
            const std::string read = " " + std::to_string(index(storage)) + "+";
            line.replace(line.rfind(read), read.size(), " " + content.storage(storage).key + "+");
        }
        lines += line;
    }
    return lines;
}

} // namespace pthf::tests

// SPDX-License-Identifier: Apache-2.0
#include "tests/support/sample_content.h"

#include <array>
#include <cstdlib>

#include "core/value/graph_walk.h"
#include "tests/support/test_task.h"

namespace pthf::tests {
namespace {

// Protocol 2 as torch.save writes it: every opcode weights_only knows.
constexpr std::string_view kOpcodes = "()GJKMNQRXabceh}j.qrstu]\x80\x85\x86\x87\x88\x89\x8A";

std::vector<std::uint8_t> opcodes()
{
    std::vector<std::uint8_t> codes;
    for (const char code : kOpcodes) {
        codes.push_back(static_cast<std::uint8_t>(code));
    }
    return codes;
}

} // namespace

SampleContent::SampleContent()
{
    m_content.root = m_content.graph.addDict();
}

void SampleContent::put(std::string_view key, ValueId value)
{
    if (key.empty()) {
        m_content.root = value;
        return;
    }
    const std::array entry{Entry{text(key), value}};
    m_content.graph.append(m_content.root, entry);
}

SampleContent& SampleContent::dtype(DType dtype)
{
    m_dtype = dtype;
    return *this;
}

ValueId SampleContent::tensor(std::int64_t elements, std::uint64_t stored, std::string_view device, std::int64_t offset)
{
    ValueGraph& graph = m_content.graph;
    StorageValue storage;
    storage.key = std::to_string(m_content.storages.size());
    storage.dtype = m_dtype;
    storage.device = device;
    storage.elements = stored;
    storage.place.kind = StoragePlace::Kind::Record;
    storage.place.available = storage.bytes();
    m_content.storages.push_back(storage);

    const ValueId value =
        graph.addCall(graph.addGlobal("torch._utils", "_rebuild_tensor_v2"), graph.addSequence(ValueKind::Tuple));
    TensorValue tensor;
    tensor.value = value;
    tensor.storage = StorageId{static_cast<std::uint32_t>(m_content.storages.size() - 1)};
    tensor.dtype = m_dtype;
    tensor.layout = {{elements}, {1}, offset};
    m_content.tensors.push_back(tensor);
    m_content.markTensor(value, TensorId{static_cast<std::uint32_t>(m_content.tensors.size() - 1)});
    return value;
}

SampleContent& SampleContent::stateDict(
    std::string_view key, const std::vector<std::string>& names, std::string_view device)
{
    ValueGraph& graph = m_content.graph;
    std::vector<Entry> entries;
    for (const std::string& name : names) {
        const ValueId nameValue = text(name);
        entries.push_back({nameValue, tensor(256, 256, device)});
    }
    const ValueId dict =
        graph.addCall(graph.addGlobal("collections", "OrderedDict"), graph.addSequence(ValueKind::Tuple));
    Instance parts = graph.instance(dict);
    parts.dictItems = graph.addDict(entries);
    graph.setInstance(dict, parts);
    put(key, dict);
    return *this;
}

SampleContent& SampleContent::adam(std::string_view key, std::size_t parameters, std::string_view device)
{
    ValueGraph& graph = m_content.graph;
    std::vector<Entry> states;
    std::vector<ValueId> numbers;
    for (std::size_t i = 0; i < parameters; ++i) {
        const ValueId number = graph.addInt(static_cast<std::int64_t>(i));
        numbers.push_back(number);
        const std::array state{Entry{text("step"), tensor(1, 1, "cpu")},
            Entry{text("exp_avg"), tensor(256, 256, device)}, Entry{text("exp_avg_sq"), tensor(256, 256, device)}};
        states.push_back({number, graph.addDict(state)});
    }
    const std::array betas{graph.addFloat(0.9), graph.addFloat(0.999)};
    const std::array group{Entry{text("lr"), graph.addFloat(0.001)},
        Entry{text("betas"), graph.addSequence(ValueKind::Tuple, betas)}, Entry{text("eps"), graph.addFloat(1e-8)},
        Entry{text("weight_decay"), graph.addInt(0)}, Entry{text("amsgrad"), graph.addBool(false)},
        Entry{text("params"), graph.addSequence(ValueKind::List, numbers)}};
    const std::array groups{graph.addDict(group)};
    const std::array entries{Entry{text("state"), graph.addDict(states)},
        Entry{text("param_groups"), graph.addSequence(ValueKind::List, groups)}};
    put(key, graph.addDict(entries));
    return *this;
}

SampleContent& SampleContent::integer(std::string_view key, std::int64_t value)
{
    put(key, m_content.graph.addInt(value));
    return *this;
}

SampleContent& SampleContent::object(std::string_view key, std::string_view module, std::string_view name)
{
    ValueGraph& graph = m_content.graph;
    const ValueId object = graph.addObject(graph.addGlobal(module, name), graph.addSequence(ValueKind::Tuple));
    const std::array state{Entry{text("x"), graph.addInt(1)}};
    Instance parts = graph.instance(object);
    parts.state = graph.addDict(state);
    graph.setInstance(object, parts);
    put(key, object);
    return *this;
}

SampleContent& SampleContent::call(
    std::string_view key, std::string_view module, std::string_view name, std::string_view argument)
{
    ValueGraph& graph = m_content.graph;
    const std::array arguments{text(argument)};
    put(key, graph.addCall(graph.addGlobal(module, name), graph.addSequence(ValueKind::Tuple, arguments)));
    return *this;
}

SampleContent& SampleContent::view(std::string_view key, std::int64_t count, std::uint64_t stored, std::int64_t offset)
{
    put(key, tensor(count, stored, "cpu", offset));
    return *this;
}

DocumentPtr SampleContent::document(FileKind kind) const
{
    auto document = std::make_shared<Document>();
    document->path = "sample.pth";
    document->kind = kind;
    document->what = "a sample";
    document->content = m_content;
    for (const StorageValue& storage : m_content.storages) {
        document->fileBytes += storage.bytes();
    }
    document->pickle.protocol = 2;
    document->pickle.bytes = kind == FileKind::Safetensors ? 0 : 1;
    document->pickle.opcodes = opcodes();
    std::vector<bool> isListed(m_content.graph.globalCount(), false);
    for (GraphWalk walk(m_content.graph, m_content.root); const auto id = walk.next();) {
        if (m_content.graph.kind(*id) == ValueKind::Global && !isListed[m_content.graph.globalNumber(*id)]) {
            isListed[m_content.graph.globalNumber(*id)] = true;
            document->pickle.globals.push_back({std::string(m_content.graph.globalModule(*id)),
                std::string(m_content.graph.globalName(*id)), *id, 1, 0});
        }
    }
    return document;
}

TreeIndex SampleContent::tree(const Document& document)
{
    auto tree = indexTree(document.content, quietTask());
    if (!tree) {
        std::abort();
    }
    return std::move(tree).value();
}

} // namespace pthf::tests

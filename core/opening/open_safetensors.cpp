// SPDX-License-Identifier: Apache-2.0
#include "core/foreign/safetensors_reader.h"
#include "core/opening/opening.h"

namespace pthf {

namespace {

/// A tensor with a storage of its own: safetensors shares nothing.
ValueId addTensor(Content& content, const SafetensorsEntry& entry)
{
    StorageValue storage;
    storage.key = std::to_string(content.storages.size());
    storage.dtype = entry.dtype;
    storage.elements = entry.bytes / dtypeBytes(entry.dtype);
    storage.place.kind = StoragePlace::Kind::Range;
    storage.place.offset = entry.offset;
    storage.place.available = std::min(entry.available, storage.bytes());

    TensorValue tensor;
    tensor.storage = StorageId{static_cast<std::uint32_t>(content.storages.size())};
    tensor.dtype = entry.dtype;
    tensor.layout = {entry.shape, contiguousStrides(entry.shape), 0};
    tensor.isOutOfBounds = !fitsIn(tensor.layout, storage.elements);
    const auto number = static_cast<std::uint32_t>(content.tensors.size());
    tensor.value = content.graph.addTensor(number);
    const ValueId value = tensor.value;
    content.storages.push_back(std::move(storage));
    content.tensors.push_back(std::move(tensor));
    content.markTensor(value, TensorId{number});
    return value;
}

} // namespace

Status openSafetensors(Opening& opening)
{
    Document& document = opening.document;
    auto header = PTHF_TRY(readSafetensorsHeader(*document.sources[0].bytes, opening.options.limits));
    document.kind = FileKind::Safetensors;
    document.what = "safetensors file";
    document.problems.append(header.problems);
    document.hasDescriptionOnly = false;

    // An OrderedDict, as load_file gives it, whose attribute holds the metadata: a state dict that torch loads when it
    // is saved as a checkpoint, and that loses nothing on the way back.
    Content& content = document.content;
    ValueGraph& graph = content.graph;
    std::vector<Entry> entries;
    entries.reserve(header.entries.size());
    for (const SafetensorsEntry& entry : header.entries) {
        const ValueId key = graph.addText(entry.name);
        entries.push_back({key, addTensor(content, entry)});
        document.hasDescriptionOnly = document.hasDescriptionOnly || entry.available < entry.bytes;
    }
    content.root = graph.addCall(graph.addGlobal("collections", "OrderedDict"), graph.addSequence(ValueKind::Tuple));
    Instance instance = graph.instance(content.root);
    instance.dictItems = graph.addDict(entries);
    if (header.hasMetadata) {
        std::vector<Entry> metadata;
        for (const auto& [name, text] : header.metadata) {
            const ValueId key = graph.addText(name);
            metadata.push_back({key, graph.addText(text)});
        }
        const ValueId name = graph.addText("__metadata__");
        instance.state = graph.addDict(std::vector<Entry>{{name, graph.addDict(metadata)}});
    }
    graph.setInstance(content.root, instance);
    return Done{};
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/foreign/foreign_content.h"
#include "core/foreign/safetensors_reader.h"
#include "core/opening/opening.h"

namespace pthf {

Status openSafetensors(Opening& opening)
{
    Document& document = opening.document;
    auto header = PTHF_TRY(readSafetensorsHeader(*opening.bytes(), opening.options.limits));
    document.kind = FileKind::Safetensors;
    document.what = "safetensors file";
    document.problems.append(header.problems);

    // An OrderedDict, as load_file gives it, whose attribute holds the metadata.
    Content& content = document.content;
    ValueGraph& graph = content.graph;
    std::vector<Entry> entries;
    entries.reserve(header.entries.size());
    for (const SafetensorsEntry& entry : header.entries) {
        const ValueId key = graph.addText(entry.name);
        ForeignTensor tensor;
        tensor.dtype = entry.dtype;
        tensor.shape = entry.shape;
        tensor.elements = entry.bytes / dtypeBytes(entry.dtype);
        tensor.place = rangeIn(*opening.bytes(), entry.offset, entry.available);
        tensor.place.source = opening.source;
        entries.push_back({key, addTensor(content, std::move(tensor))});
        document.hasDescriptionOnly = document.hasDescriptionOnly || entry.available < entry.bytes;
    }
    std::vector<Entry> attributes;
    if (header.hasMetadata) {
        std::vector<Entry> metadata;
        for (const auto& [name, text] : header.metadata) {
            const ValueId key = graph.addText(name);
            metadata.push_back({key, graph.addText(text)});
        }
        const ValueId name = graph.addText("__metadata__");
        attributes.push_back({name, graph.addDict(metadata)});
    }
    content.root = addOrderedDict(graph, document.problems, entries, attributes);
    return Done{};
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/edit/to_state_dict.h"

#include "core/edit/operations.h"
#include "core/edit/selection.h"
#include "core/meaning/torch_rebuild.h"
#include "core/roles/whole_model.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

StateDictMaker::StateDictMaker(EditDraft& draft)
    : m_draft(draft)
    , m_nodes(draft.content)
{
}

/// The value as state_dict() gives it: tensors detached, everything else as it is.
ValueId StateDictMaker::plainEntry(ValueId value)
{
    Content& content = m_draft.content;
    const TensorId id = content.tensorAt(value);
    if (id == kNoTensor) {
        return value;
    }
    const auto known = m_plain.find(value);
    if (known != m_plain.end()) {
        return known->second;
    }
    ValueId plain = plainTensorOf(content, value);
    TensorValue tensor = content.tensor(id);
    tensor.requiresGrad = false;
    if (isPlainStrided(tensor) && (tensor.isParameter || content.tensor(id).requiresGrad || plain != value)) {
        plain = addTensorCall(content, m_nodes, tensor);
    } else if (plain != value) {
        // Quantized, sparse and other forms: the tensor inside the parameter says it all.
        tensor.value = plain;
        tensor.isParameter = false;
        content.tensors.push_back(std::move(tensor));
        content.markTensor(plain, TensorId{static_cast<std::uint32_t>(content.tensors.size() - 1)});
    }
    m_plain.emplace(value, plain);
    return plain;
}

/// {'': {'version': 1}, 'layer1': …}: one entry a module, in torch's order.
ValueId StateDictMaker::addMetadata(ValueId module)
{
    ValueGraph& graph = m_draft.content.graph;
    std::vector<Entry> versions;
    for (const ModuleVersion& module_ : moduleVersions(m_draft.content, module)) {
        std::vector<Entry> lines{{graph.addText("version"), graph.addInt(module_.version)}};
        std::vector<Entry> norms; // torch/nn/utils/spectral_norm.py SpectralNormStateDictHook
        for (const std::string& weight : module_.spectralNorms) {
            norms.push_back({graph.addText(weight + ".version"), graph.addInt(1)});
        }
        if (!norms.empty()) {
            const ValueId key = graph.addText("spectral_norm");
            lines.push_back({key, graph.addDict(norms)});
        }
        versions.push_back({graph.addText(module_.path), graph.addDict(lines)});
    }
    const ValueId metadata = addEmptyOrderedDict(graph);
    Instance instance = graph.instance(metadata);
    instance.dictItems = graph.addDict(versions);
    graph.setInstance(metadata, instance);
    const Entry attribute{graph.addText("_metadata"), metadata};
    return graph.addDict(std::span(&attribute, 1));
}

std::uint64_t StateDictMaker::convert(ValueId module)
{
    Content& content = m_draft.content;
    ValueGraph& graph = content.graph;
    std::vector<Entry> entries;
    std::vector<ItemOrigin> origins;
    std::uint64_t tensors = 0;
    for (const StateDictEntry& entry : wholeModelEntries(content, module)) {
        entries.push_back({graph.addText(entry.key), plainEntry(entry.value)});
        origins.push_back(m_draft.originOf(entry.owner, entry.slot));
        tensors += entry.tensor == kNoTensor ? 0 : 1;
    }
    const ValueId items = graph.addDict();
    const ValueId stateDict = addEmptyOrderedDict(graph);
    Instance instance = graph.instance(stateDict);
    instance.dictItems = items;
    instance.state = addMetadata(module);
    graph.setInstance(stateDict, instance);
    m_draft.setEntries(items, entries, std::move(origins));
    graph.replace(module, stateDict);
    m_draft.structureChanged();
    return tensors;
}

Result<OperationEffect> applyTo(EditDraft& draft, const ToStateDict& operation)
{
    const TreeIndex& tree = *PTHF_TRY(draft.tree());
    const auto selected = PTHF_TRY(selectStateDicts(draft.content, tree, operation.in));
    OperationEffect effect;
    const std::uint64_t before = draft.usedBytes();
    StateDictMaker maker(draft);
    std::uint64_t tensors = 0;
    for (const SelectedStateDict& model : selected) {
        if (!model.isWholeModel || !isWholeModel(draft.content, model.value)) {
            effect.untouched += 1;
            continue;
        }
        const ModelFacts facts = modelFacts(draft.content, model.value);
        if (facts.withStateDictHooks != 0) {
            draft.problems.add(Severity::Warning, ErrorCode::Unsupported,
                "state_dict() may give something else, as code of its own changes it, which is not run: "
                    + countOf(facts.withStateDictHooks, "module"),
                model.name);
        }
        tensors += maker.convert(model.value);
        ++effect.changed;
    }
    effect.bytes = static_cast<std::int64_t>(draft.usedBytes()) - static_cast<std::int64_t>(before);
    effect.text = effect.changed == 0 ? std::string("no whole model")
                                      : countOf(effect.changed, "model") + ", " + countOf(tensors, "tensor");
    return effect;
}

} // namespace pthf

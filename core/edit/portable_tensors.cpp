// SPDX-License-Identifier: Apache-2.0
#include "core/edit/make_portable.h"
#include "core/edit/tensor_parts.h"
#include "core/value/graph_walk.h"

// The tensors of PortableMaker: those of other classes become plain ones.

namespace pthf {

namespace {

/// Whether everything a tensor's own node names is allowed: a subclass, hooks or attributes of strange classes are not.
bool isAllowedTensor(const Content& content, ValueId tensor)
{
    GraphWalk walk(content.graph, tensor);
    while (const auto id = walk.next()) {
        if (content.storageAt(*id) != kNoStorage) {
            walk.skipParts();
        } else if (content.graph.kind(*id) == ValueKind::Global && !infoOf(content.graph, *id).isAllowed) {
            return false;
        }
    }
    return true;
}

} // namespace

void PortableMaker::visitTensor(ValueId id)
{
    if (m_content.graph.kind(id) == ValueKind::Tensor || isAllowedTensor(m_content, id)) {
        return;
    }
    TensorValue tensor = m_content.tensor(m_content.tensorAt(id));
    if (const auto local = localPartOf(m_content, tensor)) {
        if (local->layout.shape != tensor.layout.shape) {
            m_cut.push_back(id);
        }
        tensor = *local;
    }
    if (!isPlainStrided(tensor)) {
        m_content.unmark(id);
        if (!becomeParts(id, tensor)) {
            becomeNone(id);
        }
        return;
    }
    const ValueId made = addTensorNode(m_content, m_nodes, tensor);
    const TensorId madeTensor = m_content.tensorAt(made);
    become(id, made);
    m_content.tensor(madeTensor).value = id;
    m_content.markTensor(id, madeTensor);
}

/// A dictionary of the tensors that one of another class is made of; spreadParts gives them keys of their own.
bool PortableMaker::becomeParts(ValueId id, const TensorValue& tensor)
{
    std::vector<Entry> entries;
    for (const PlainPart& part : plainParts(m_content, tensor)) {
        const ValueId key = m_content.graph.addText(part.name);
        entries.push_back({key, addTensorNode(m_content, m_nodes, part.tensor)});
    }
    if (entries.empty()) {
        return false;
    }
    become(id, m_content.graph.addDict(entries));
    m_apart.insert(id);
    return true;
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/edit/edit_draft.h"
#include "core/edit/tensor_layers.h"
#include "core/edit/tensor_nodes.h"

namespace pthf {

/// Gives tensors of a draft other numbers, in storages of their own. All names that mean the same view of the same
/// storage change together; views that only overlap it keep the old one, and that is said.
class TensorRewriter {
public:
    explicit TensorRewriter(EditDraft& draft);

    /// Whether the tensor at this node changed already: under another name that it has.
    bool isDone(ValueId node) const { return m_done.contains(node); }
    void rewrite(ValueId node, TensorLayers layers, DType dtype, const std::string& name);
    /// A tensor node for a place where none is yet, on a device as the file writes it.
    ValueId make(TensorLayers layers, DType dtype, const SharedText& device);

    std::uint64_t changed() const noexcept { return m_done.size(); }

private:
    StorageId addStorage(TensorLayers layers, DType dtype, const SharedText& device);
    void replace(TensorId id, TensorValue next);
    void noteOverlaps(const TensorValue& old, const std::vector<TensorId>& changed, const std::string& name);

    EditDraft& m_draft;
    std::unordered_map<ValueId, ViewCall> m_calls; ///< by node
    StorageNodes m_nodes;
    std::unordered_map<std::uint32_t, std::vector<TensorId>> m_ofStorage;
    std::unordered_set<ValueId> m_done;
};

} // namespace pthf

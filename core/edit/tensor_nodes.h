// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/edit/edit_draft.h"
#include "core/meaning/known_globals.h"

namespace pthf {

// The calls that stand for tensors in a graph (FORMATS 3), as editing needs them.

/// A call that makes a view of a storage: (storage, offset, size, stride, …).
struct ViewCall {
    ValueId node = kNoValue; ///< the Call or Object
    ValueId arguments =
        kNoValue; ///< the Tuple that holds them: of the call, of its state, or inside _rebuild_from_type
    Meaning meaning = Meaning::Unknown; ///< RebuildTensor, V2, V3, RebuildQTensor, TensorClass
    StorageId storage = kNoStorage;
    DType dtype = DType::Float32; ///< what offset and strides count
    TensorLayout layout;
};

/// Every one of them that can be reached from the root, in file order.
std::vector<ViewCall> viewCallsOf(const Content& content);

/// A node that means a storage, where the graph has one; made where it has none.
class StorageNodes {
public:
    explicit StorageNodes(Content& content);
    ValueId of(StorageId storage);

private:
    Content* m_content;
    std::vector<ValueId> m_nodes; ///< by StorageId
};

/// Puts another storage and offset into a view call.
void moveView(Content& content, const ViewCall& call, ValueId storageNode, std::int64_t offset);

/// Puts another storage and another shape into one.
void setView(Content& content, const ViewCall& call, ValueId storageNode, const TensorLayout& layout);

/// A fresh _rebuild_tensor_v2 (v3 for types without a storage class) of a strided tensor, marked as the tensor given.
ValueId addTensorCall(Content& content, StorageNodes& nodes, const TensorValue& tensor);

/// The same, inside a _rebuild_parameter where the tensor is a parameter.
ValueId addTensorNode(Content& content, StorageNodes& nodes, const TensorValue& tensor);

/// Whether addTensorCall can say all of it: strided, over a storage, without conjugate or negative bit.
bool isPlainStrided(const TensorValue& tensor) noexcept;

/// What one process holds of a tensor of torch.distributed, as a tensor of its own: all of it, where the shapes agree.
/// Nothing for other tensors.
std::optional<TensorValue> localPartOf(const Content& content, const TensorValue& tensor);

/// Sets requires_grad where the tensor's node states it; false where it states none (sparse tensors).
bool setRequiresGrad(Content& content, ValueId tensorNode, bool value); // NOLINT: the value itself

/// An empty collections.OrderedDict: what backward hooks are.
ValueId addEmptyOrderedDict(ValueGraph& graph);

} // namespace pthf

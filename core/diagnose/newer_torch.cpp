// SPDX-License-Identifier: Apache-2.0
#include "core/diagnose/newer_torch.h"

#include "core/checkpoint/value_view.h"
#include "core/meaning/known_globals.h"

namespace pthf {

namespace {

/// The torch version that first wrote, and so first reads, a way of rebuilding tensors; none where 1.6 has it.
TorchVersion firstVersion(Meaning meaning)
{
    switch (meaning) {
    case Meaning::RebuildTensorV3:
        return {2, 1};
    case Meaning::RebuildParameterWithState:
        return {2, 0};
    case Meaning::RebuildSparseCsrTensor:
        return {1, 9};
    case Meaning::RebuildNestedTensor:
    case Meaning::RebuildMetaTensor:
    case Meaning::RebuildWrapperSubclass:
    case Meaning::RebuildFromTypeV2:
        return {1, 12};
    case Meaning::RebuildFromType:
        return {1, 8};
    case Meaning::RebuildDeviceTensorFromNumpy:
        return {1, 12};
    case Meaning::RebuildDeviceTensorFromCpu:
        return {2, 6};
    case Meaning::Buffer:
        return {2, 5};
    default:
        return {};
    }
}

} // namespace

NewerTorch newerTorchFor(const Content& content, const TreeIndex& tree)
{
    NewerTorch need;
    GlobalTable table(content.graph);
    for (const Leaf& leaf : tree.leaves) {
        if (leaf.tensor == kNoTensor) {
            continue;
        }
        const TensorValue& tensor = content.tensor(leaf.tensor);
        const ValueId value = tree.places[index(leaf.place)].step.value;
        TorchVersion version = firstVersion(table.calleeMeaning(value));
        if (version.isNone() && dtypeInfo(tensor.dtype).storageClass.empty() && tensor.dtype != DType::Unknown) {
            version = {2, 1}; // written as UntypedStorage and _rebuild_tensor_v3 (FORMATS 2.3)
        }
        if (version.isNone() && (tensor.isConjugate || tensor.isNegative)) {
            version = {2, 0}; // the seventh argument of _rebuild_tensor_v2
        }
        if (version.isNone()) {
            continue;
        }
        ++need.tensors;
        need.isFloatOnly = need.isFloatOnly && isFloating(tensor.dtype);
        if (need.version < version) {
            need.version = version;
            need.example = tensor.dtype;
        }
    }
    return need;
}

} // namespace pthf

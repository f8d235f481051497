// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/value/content.h"

namespace pthf {

/// Makes the calls that torch.save would write for tensors (FORMATS 3).
class TensorCalls {
public:
    explicit TensorCalls(ValueGraph& graph)
        : m_graph(graph)
    {
    }

    /// `_rebuild_tensor_v2`, or `_rebuild_tensor_v3` where the storage is untyped; `_rebuild_parameter` around it for a
    /// Parameter. storage is the value that stands for the storage. Unsupported for forms that are no plain tensors.
    Result<ValueId> make(const TensorValue& tensor, bool isUntyped, ValueId storage);

    /// Turns the call that `tensor.value` is into one that says what `tensor` says, keeping hooks, metadata, state and
    /// whatever stands around it. Unsupported where it is no call that has those things.
    Status rewrite(const TensorValue& tensor, bool isUntyped, ValueId storage);

    /// The call or object with the storage in it: the tensor's own, or that inside a Parameter; kNoValue where there is
    /// none that we know.
    ValueId plainCall(ValueId tensor) const;
    /// Whether a plain call names the dtype itself (_rebuild_tensor_v3).
    bool hasDtype(ValueId plainCall) const;
    /// The value that stands for the storage in a plain call.
    ValueId storageOf(ValueId plainCall) const;

private:
    /// A function or class, and the value that names it for all tensors: pickled once, and mentioned after that.
    struct Named {
        std::string_view module;
        std::string_view name;
        ValueId value;
    };

    ValueId dims(const Dims& numbers);
    ValueId emptyHooks();
    ValueId global(std::string_view module, std::string_view name);

    ValueGraph& m_graph;
    std::vector<Named> m_globals;
    ValueId m_nothing = kNoValue; ///< an empty tuple
};

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/edit/edit_draft.h"
#include "core/edit/tensor_nodes.h"

namespace pthf {

/// Turns module objects into what their state_dict() gives: an OrderedDict of plain tensors without gradients, ties and
/// _metadata kept. The node that was the module is replaced, wherever it is mentioned.
class StateDictMaker {
public:
    explicit StateDictMaker(EditDraft& draft);

    /// Gives how many tensors the state dict has.
    std::uint64_t convert(ValueId module);

private:
    ValueId plainEntry(ValueId value);
    ValueId addMetadata(ValueId module);

    EditDraft& m_draft;
    StorageNodes m_nodes;
    std::unordered_map<ValueId, ValueId> m_plain; ///< by the value in the module: ties stay one value
};

} // namespace pthf

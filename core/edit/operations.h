// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/edit/edit_draft.h"

namespace pthf {

// Each changes a draft and says what it changed; errors as planDocument tells them. One file a family:
// map_location.cpp, edit_keys.cpp, edit_parts.cpp, to_state_dict.cpp, edit_numbers.cpp, edit_tensors.cpp,
// edit_form.cpp, make_portable.cpp.

Result<OperationEffect> applyTo(EditDraft& draft, const MapLocation& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const RemovePrefix& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const AddPrefix& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const RemoveSegment& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const RenamePattern& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const RenameTable& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const Keep& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const Drop& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const Extract& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const Wrap& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const ToStateDict& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const Cast& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const SetRequiresGrad& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const Compact& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const Untie& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const MakePortable& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const PlainDict& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const SetValue& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const SetTensor& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const InitTensor& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const Transpose& operation);
Result<OperationEffect> applyTo(EditDraft& draft, const Resize& operation);

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/edit/edit_draft.h"

namespace pthf {

/// Says, as a Problem that names both, which slots of an optimizer no longer have the shape of the parameter that they
/// were made for. torch's load_state_dict takes them and step() fails later; to be asked when all operations are done.
Status noteOptimizerFit(EditDraft& draft, const TreeIndex& sourceTree);

} // namespace pthf

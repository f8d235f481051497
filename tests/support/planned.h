// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/edit/planned_document.h"

namespace pthf::tests {

/// A plan that changes nothing, made without core/edit: for tests that change one thing by hand. Aborts the test
/// program when the document's tree cannot be indexed.
PlannedDocument plannedAsIs(const DocumentPtr& document);

} // namespace pthf::tests

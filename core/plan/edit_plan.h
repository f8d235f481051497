// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/plan/operation.h"

namespace pthf {

/// What the user wants changed: operations in the order they apply. A value: undo is the plan before.
struct EditPlan {
    std::vector<Operation> operations;

    bool isEmpty() const noexcept { return operations.empty(); }
    bool operator==(const EditPlan&) const = default;
};

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "tests/support/planned.h"

#include <cstdlib>

#include "tests/support/test_task.h"

namespace pthf::tests {

PlannedDocument plannedAsIs(const DocumentPtr& document)
{
    PlannedDocument planned;
    planned.source = document;
    planned.content = document->content;
    auto tree = indexTree(planned.content, quietTask());
    if (!tree) {
        std::abort();
    }
    planned.tree = std::move(*tree);
    for (std::size_t i = 0; i < planned.content.storages.size(); ++i) {
        const StorageValue& storage = planned.content.storages[i];
        PlannedStorage plan;
        plan.source = StorageId{static_cast<std::uint32_t>(i)};
        plan.byteCount = storage.bytes();
        plan.sourceDtype = storage.dtype;
        planned.storages.push_back(std::move(plan));
        planned.bytesBefore += storage.bytes();
    }
    planned.bytesAfter = planned.bytesBefore;
    return planned;
}

} // namespace pthf::tests

// SPDX-License-Identifier: Apache-2.0
#include "core/base/byte_reader.h"
#include "core/plan/plan_check.h"
#include "core/plan/plan_json.h"
#include "core/transcript/plan_command.h"
#include "core/transcript/plan_python.h"
#include "tests/fuzz/fuzz_input.h"

using namespace pthf;
using namespace pthf::tests;

/// A recipe that reads is written as one that reads the same, and can be said in every other way.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto plan = planFromJson(asText(std::as_bytes(std::span(data, size))));
    if (!plan) {
        require(!plan.error().message().empty());
        return 0;
    }
    const auto again = planFromJson(planToJson(*plan));
    require(again.has_value() && *again == *plan);
    for (const Operation& operation : plan->operations) {
        require(!describe(operation).empty());
        const Status checked = checkOperation(operation);
        require(checked.has_value() || !checked.error().message().empty());
    }
    require(!planAsCommand(*plan, "in", "out").empty() && !planAsPython(*plan, "in", "out").empty());
    return 0;
}

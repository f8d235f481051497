// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/task.h"
#include "core/edit/planned_document.h"
#include "core/save/receipt.h"
#include "core/save/save_options.h"

namespace pthf {

struct BatchItem {
    std::string input; ///< as it was asked for
    std::filesystem::path output;
};

/// What became of one item.
struct BatchLine {
    enum class Outcome : std::uint8_t { Saved, Skipped, Refused, NotOpened, NotPlanned, NotSaved, Cancelled };

    BatchItem item;
    Outcome outcome = Outcome::Cancelled;
    std::optional<Receipt> receipt; ///< of Saved
    std::optional<Error> error; ///< of the others, but Skipped
    std::string sha256; ///< of the output, where it was asked for
};

/// How the items of a batch are opened, planned and saved.
struct BatchWork {
    std::function<Result<DocumentPtr>(const std::string& input, const Task& task)> open;
    std::function<Result<EditPlan>(const Document& document, const TreeIndex& tree, const Task& task)> plan;
    PlanContext context;
    std::optional<SaveFormat> format; ///< none: by each output's extension, as its input
    Overwrite overwrite = Overwrite::No;
    Verification verification = Verification::Structure;
    bool wantsSums = false; ///< SHA-256 of every output
};

/// Saves every item, several at a time, and hands their lines to `told` in the order of the items, one after the other.
/// Functions of `work` are called from several threads. After a stop request the rest of the lines are Cancelled.
void runBatch(const std::vector<BatchItem>& items, const BatchWork& work,
    const std::function<void(const BatchLine&)>& told, const Task& task);

/// "saved", "skipped", "refused", "failed", "cancelled".
std::string_view outcomeName(BatchLine::Outcome outcome) noexcept;

} // namespace pthf

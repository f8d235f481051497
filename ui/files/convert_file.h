// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

#include "core/edit/planned_document.h"
#include "core/save/receipt.h"
#include "core/save/save_options.h"

namespace pthf {

/// How the files of a batch are written.
struct BatchOptions {
    std::optional<SaveFormat> format; ///< nothing: by the target's extension, else as the source
    Overwrite overwrite = Overwrite::No;
    Verification verification = Verification::Structure;
};

/// Opens a file, lays the plan over it and saves the result: the whole way of one file of a batch, as `pthf convert`
/// goes it.
Result<Receipt> convertFile(const std::filesystem::path& source, const std::filesystem::path& target,
    const EditPlan& plan, const PlanContext& context, const BatchOptions& options, const Task& task);

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/result.h"

namespace pthf::cli {

// Exit statuses as DESIGN 7 promises them. Of several inputs the highest counts.
inline constexpr int kDone = 0;
inline constexpr int kAnswerIsNo = 1; ///< damage found, a prefix that no state dict has
inline constexpr int kWrongUsage = 2; ///< or a plan that cannot work on this file
inline constexpr int kUnreadable = 3;
inline constexpr int kUnwritable = 4;
inline constexpr int kBug = 70;
inline constexpr int kCancelled = 130;

/// What there is to say of one input: a text for standard output, and the status it asks for.
struct Answer {
    std::string text;
    int status = kDone;
};

/// Of an error while opening an input.
int statusOfOpening(const Error& error) noexcept;
/// Of an error while a plan is laid over a document.
int statusOfPlanning(const Error& error) noexcept;
/// Of an error while saving.
int statusOfSaving(const Error& error) noexcept;

} // namespace pthf::cli

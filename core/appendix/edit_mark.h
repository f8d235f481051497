// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/container/zip_reader.h"

namespace pthf {

/// The record in a zip's root folder that an edit in place puts first behind the old file: it says how long that was.
/// torch passes over records that it does not know.
inline constexpr std::string_view kEditMark = ".pthf/edit";

/// What the mark behind a file of that length says.
std::string editMarkText(std::uint64_t fileBytes);

/// The length that a zip had before its last edit in place; nothing where it has none. Corrupt when its mark does not
/// say what it has to, or what would be left is no zip.
Result<std::optional<std::uint64_t>> lengthBeforeEdit(
    const std::shared_ptr<const ByteSource>& source, const ZipReader& zip, const Task& task);

/// The length that a zip had before an edit in place that was cut off: its end record is not the file's end, and what
/// follows is the beginning of an appendix, or room that was never written. Nothing for any other file. Looks through
/// the last 256 MiB.
Result<std::optional<std::uint64_t>> lengthBeforeInterruptedEdit(
    const std::shared_ptr<const ByteSource>& source, const Limits& limits, const Task& task);

} // namespace pthf

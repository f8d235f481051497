// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "core/base/limits.h"
#include "core/base/result.h"
#include "core/base/task.h"

namespace pthf {

class ByteSource;

/// A pickle as people read it, one opcode a line, indented by its marks, as pickletools.dis prints it:
///
///        0: PROTO            2
///        2: EMPTY_DICT
///        3: BINPUT           0
///        5: MARK
///        6:     BINUNICODE       "epoch"
///
/// Where the pickle is cut or damaged, what can be read comes first and the last line says why it ends. After maxLines
/// the last line says that there is more. Fails only when cancelled.
Result<std::string> pickleText(std::shared_ptr<const ByteSource> source, std::uint64_t offset, std::uint64_t maxLines,
    const Limits& limits, const Task& task);
Result<std::string> pickleText(
    std::span<const std::byte> bytes, std::uint64_t maxLines, const Limits& limits, const Task& task);

} // namespace pthf

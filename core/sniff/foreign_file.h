// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/types/file_kind.h"

namespace pthf {

/// What a file turned out to be, in words that are safe to show.
struct Recognised {
    FileKind kind = FileKind::Other;
    std::string what; ///< a noun phrase
    std::string advice;
};

/// By the fixed bytes at its front: archives, models of other frameworks, pictures, programs.
std::optional<Recognised> recogniseSignature(std::span<const std::byte> front);

/// Text: Git LFS pointers, web pages, error messages of servers, JSON, plain words. Nothing where the bytes are no
/// text. back is the file's end, front its beginning; they may be the same bytes.
std::optional<Recognised> recogniseText(
    std::span<const std::byte> front, std::span<const std::byte> back, std::uint64_t fileBytes);

} // namespace pthf

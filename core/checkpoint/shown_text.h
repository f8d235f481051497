// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "core/base/task.h"
#include "core/checkpoint/document.h"

namespace pthf {

/// How the strings of Python 2, which are bytes of no stated encoding, are shown.
enum class TextEncoding : std::uint8_t {
    Automatic, ///< UTF-8 where they are valid, else latin1
    Utf8, ///< what is not valid becomes U+FFFD
    Latin1,
    Ascii, ///< bytes above 127 are written out: \xe9
    Bytes ///< as bytes objects
};

/// "utf-8" (and "utf8"), "latin1" ("latin-1"), "ascii", "bytes".
std::optional<TextEncoding> textEncodingFromName(std::string_view name) noexcept;

/// The document with its Python 2 strings decoded: for showing only, since a save would write them as what they became.
/// The document itself where nothing has to be decoded.
Result<DocumentPtr> shownAs(DocumentPtr document, TextEncoding encoding, const Task& task);

} // namespace pthf

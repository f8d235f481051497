// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/types/dtype.h"
#include "core/types/shape.h"

namespace pthf {

/// A position in text that a person pasted, and what can be read there. Reading fails without moving; every step of a
/// caller that fails moves by one, so that any text is gone through once.
class TextScan {
public:
    explicit TextScan(std::string_view text) noexcept
        : m_text(text)
    {
    }

    bool isAtEnd() const noexcept { return m_position >= m_text.size(); }
    std::size_t position() const noexcept { return m_position; }
    void moveTo(std::size_t position) noexcept { m_position = position; }
    char peek() const noexcept { return m_position < m_text.size() ? m_text[m_position] : '\0'; }
    void skip() noexcept { ++m_position; }
    /// Blanks and tabs, and line breaks too unless told otherwise.
    enum class Lines : bool { Stay, Cross };
    void skipBlank(Lines lines = Lines::Cross) noexcept;
    bool take(std::string_view word) noexcept;

    /// A string in single or double quotes; a line break within it, and the blanks that a terminal or a log put around
    /// it, are no part of it. Nothing where there is no quote, or no second one.
    std::optional<std::string> quoted();
    /// "torch.Size([64, 3])", "[64, 3]", "(64, 3)", "(64,)", "[]", "64x3", "64 × 3": a shape.
    std::optional<Dims> shape();
    /// A run of characters that names are made of: anything but blanks, quotes, brackets, commas.
    std::string_view word() noexcept;

private:
    std::optional<Dims> bracketedShape();
    std::optional<Dims> timesShape();
    std::optional<std::int64_t> number() noexcept;

    std::string_view m_text;
    std::size_t m_position = 0;
};

/// "torch.float32", "float32", "F32", "torch.FloatTensor", "half": an element type by any of its names.
std::optional<DType> dtypeFromWord(std::string_view word);

/// Without the colours that terminals and loggers write, ESC [ … m, and an editor's byte order mark in front.
std::string withoutColours(std::string_view text);

/// With the quotes that a message was printed with, where a chat, a web page or repr() has changed them: “a”,
/// &quot;a&quot; and \"a\" are "a".
std::string withPlainQuotes(std::string text);

} // namespace pthf

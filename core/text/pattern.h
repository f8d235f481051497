// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace pthf {

/// A regular expression that a person typed (PCRE2, UTF-8), under limits: no pattern takes the stack or the afternoon.
class Pattern {
public:
    /// InvalidArgument says in words what is wrong with it, and the position is the error's offset.
    static Result<Pattern> compile(std::string_view regex);

    /// Whether it is found anywhere in the text. LimitExceeded when it backtracks without end.
    Result<bool> isFoundIn(std::string_view text) const;

    /// What replaces a match, in the syntax of Python's re.sub: \1, \g<1>, \g<name>, \n, \\; else literal.
    class Replacement;
    /// InvalidArgument for groups the pattern does not have and for escapes Python would not take.
    Result<Replacement> parseReplacement(std::string_view replacement) const;

    /// The text with every match replaced, as Python's re.sub does it; nothing when there is no match.
    Result<std::optional<std::string>> replaceAll(std::string_view text, const Replacement& replacement) const;

private:
    struct Compiled;
    struct Matching;
    explicit Pattern(std::shared_ptr<const Compiled> compiled);
    std::optional<std::uint32_t> groupByName(const std::string& name) const;

    std::shared_ptr<const Compiled> m_compiled;
};

class Pattern::Replacement {
public:
    struct Piece {
        std::string literal;
        std::optional<std::uint32_t> group; ///< set: what this group matched comes after the literal
    };
    const std::vector<Piece>& pieces() const noexcept { return m_pieces; }

private:
    friend class Pattern;
    std::vector<Piece> m_pieces;
};

} // namespace pthf

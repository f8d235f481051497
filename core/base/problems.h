// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace pthf {

enum class Severity : std::uint8_t { Info, Warning, Error, Danger };

/// "info", "warning", "error", "danger".
std::string_view severityName(Severity severity) noexcept;

/// Something wrong that did not keep us from reading on.
struct Problem {
    Severity severity = Severity::Warning;
    ErrorCode code = ErrorCode::Corrupt;
    std::string message; ///< one sentence, lower case, no full stop
    std::string where; ///< record or value it was seen in; may be empty
    std::optional<std::uint64_t> offset; ///< absolute in the file

    bool operator==(const Problem&) const = default;
};

/// What a reader noticed on its way. Keeps the first kMaxKept and counts the rest, so that a hostile file cannot fill
/// memory with complaints.
class Problems {
public:
    static constexpr std::size_t kMaxKept = 1'000;

    void add(Severity severity, ErrorCode code, std::string message, std::string where = {},
        std::optional<std::uint64_t> offset = std::nullopt);
    /// Takes over another reader's problems, shifting nothing.
    void append(const Problems& other);

    const std::vector<Problem>& kept() const noexcept { return m_kept; }
    std::uint64_t count() const noexcept { return m_count; }
    bool isEmpty() const noexcept { return m_count == 0; }
    /// Whether anything of Severity::Error or worse was seen.
    bool hasErrors() const noexcept { return m_errors != 0; }

private:
    std::vector<Problem> m_kept;
    std::uint64_t m_count = 0;
    std::uint64_t m_errors = 0;
};

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/base/problems.h"

namespace pthf {

std::string_view severityName(Severity severity) noexcept
{
    switch (severity) {
    case Severity::Info:
        return "info";
    case Severity::Warning:
        return "warning";
    case Severity::Error:
        return "error";
    case Severity::Danger:
        return "danger";
    }
    return "error";
}

void Problems::add(
    Severity severity, ErrorCode code, std::string message, std::string where, std::optional<std::uint64_t> offset)
{
    ++m_count;
    if (severity >= Severity::Error) {
        ++m_errors;
    }
    if (m_kept.size() < kMaxKept) {
        m_kept.push_back({severity, code, std::move(message), std::move(where), offset});
    }
}

void Problems::append(const Problems& other)
{
    for (const Problem& problem : other.m_kept) {
        if (m_kept.size() >= kMaxKept) {
            break;
        }
        m_kept.push_back(problem);
    }
    m_count += other.m_count;
    m_errors += other.m_errors;
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/task.h"

namespace pthf::cli {

enum class OutputForm : std::uint8_t { Text, Json };

/// Where a subcommand speaks: answers to standard output, everything else to standard error.
class Console {
public:
    explicit Console(std::stop_token stop)
        : m_stop(std::move(stop))
    {
    }

    /// Writes all of an answer, with a final newline. IoFailed when standard output cannot take it.
    Status print(std::string_view answer) const;
    /// A line for people.
    void note(std::string_view line) const;
    /// The error as its answer: `pthf: FILE: what happened` to standard error, with Json {"error": …} to standard
    /// output.
    void fail(OutputForm form, const Error& error, std::string_view file) const;

    const std::stop_token& stop() const noexcept { return m_stop; }

private:
    std::stop_token m_stop;
};

/// {"error": {…}} as DESIGN 7 has it.
std::string errorAnswer(const Error& error, std::string_view file);

/// One line on a terminal that says how far something is; silent where standard error is no terminal.
class TerminalProgress final : public ProgressSink {
public:
    explicit TerminalProgress(std::string what);
    ~TerminalProgress() override;
    TerminalProgress(const TerminalProgress&) = delete;
    TerminalProgress& operator=(const TerminalProgress&) = delete;
    TerminalProgress(TerminalProgress&&) = delete;
    TerminalProgress& operator=(TerminalProgress&&) = delete;

    void report(std::uint64_t done, std::uint64_t total) override;

private:
    std::string m_what;
    bool m_isTerminal = false;
    bool m_hasShown = false;
    std::int64_t m_startedAt = 0; ///< milliseconds
    std::int64_t m_shownAt = 0;
};

} // namespace pthf::cli

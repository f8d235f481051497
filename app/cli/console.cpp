// SPDX-License-Identifier: Apache-2.0
#include "app/cli/console.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include <unistd.h>

#include "core/io/system_error.h"
#include "core/report/card.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf::cli {
namespace {

constexpr std::int64_t kFirstShown = 300; // milliseconds: what is done by then needs no progress
constexpr std::int64_t kBetween = 100;

std::int64_t now()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

Status Console::print(std::string_view answer) const
{
    std::fwrite(answer.data(), 1, answer.size(), stdout);
    if (!answer.ends_with('\n')) {
        std::fputc('\n', stdout);
    }
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        const Error error = systemError("standard output cannot be written");
        note("pthf: " + error.message());
        return error;
    }
    return Done{};
}

void Console::note(std::string_view line) const
{
    std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
}

void Console::fail(OutputForm form, const Error& error, std::string_view file) const
{
    if (form == OutputForm::Json) {
        static_cast<void>(print(errorAnswer(error, file)));
        return;
    }
    std::string line = "pthf: ";
    if (!file.empty()) {
        line += displayText(file) + ": ";
    }
    line += displayText(error.message());
    if (error.offset()) {
        line += " (byte " + std::to_string(*error.offset()) + ')';
    }
    note(line);
}

std::string errorAnswer(const Error& error, std::string_view file)
{
    return "{\"error\":" + errorToJson(error, file) + '}';
}

TerminalProgress::TerminalProgress(std::string what)
    : m_what(std::move(what))
    , m_isTerminal(isatty(STDERR_FILENO) == 1)
    , m_startedAt(now())
{
}

TerminalProgress::~TerminalProgress()
{
    if (m_hasShown) {
        std::fputs("\r\x1b[K", stderr);
    }
}

void TerminalProgress::report(std::uint64_t done, std::uint64_t total)
{
    if (!m_isTerminal || total == 0) {
        return;
    }
    const std::int64_t time = now();
    const std::int64_t elapsed = time - m_startedAt;
    if (elapsed < kFirstShown || time - m_shownAt < kBetween) {
        return;
    }
    m_shownAt = time;
    m_hasShown = true;
    const double share = 100.0 * static_cast<double>(std::min(done, total)) / static_cast<double>(total);
    const auto rate = static_cast<std::uint64_t>(static_cast<double>(done) * 1000.0 / static_cast<double>(elapsed));
    std::fprintf(stderr, "\r%s  %.0f %%  %s/s\x1b[K", m_what.c_str(), share, sizeText(rate).c_str());
    std::fflush(stderr);
}

} // namespace pthf::cli

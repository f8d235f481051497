// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace pthf {

/// The core's sentences, in English, as the window has words for them: %1 … stand for what is put in, {one|many} for
/// words of which one is said. Each list is of the rooms that its file names; the test tst_core_text holds them against
/// the sources of those rooms.
std::span<const char* const> findingSentences();
std::span<const char* const> fileSentences();
std::span<const char* const> planSentences();
std::span<const char* const> typedSentences();
std::span<const char* const> answerSentences();
std::span<const char* const> saveSentences();
std::span<const char* const> byteSentences();
std::span<const char* const> containerSentences();
std::span<const char* const> formatSentences();
std::span<const char* const> writerSentences();
/// What stands inside of sentences; too short to be told from a name elsewhere.
std::span<const char* const> sentenceParts();

} // namespace pthf

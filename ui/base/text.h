// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include <QString>

namespace pthf {

// The border between the core's UTF-8 and Qt's strings. Nothing else in the window converts.

/// The characters as they are; bytes that are no UTF-8 become U+FFFD.
QString toQString(std::string_view utf8);
std::string toUtf8(const QString& text);
QString pathToQString(const std::filesystem::path& path);
std::filesystem::path toPath(const QString& path);

/// Text from a file on one line, safe to show, as core/text makes it: "\n", "\u202e".
QString shownText(std::string_view utf8);
QString shownText(const QString& text);

/// "256 B", "37.6 KB", "102.5 MB": decimal, one digit, as everywhere in the program; "−" for negative numbers.
QString shownSize(std::uint64_t bytes);
QString shownSignedSize(std::int64_t bytes);
/// "25,557,032", with the locale's separators.
QString shownCount(std::uint64_t count);
/// "25.6 M", "8.0 B", "812".
QString shownRoundCount(std::uint64_t count);
/// "[64, 3, 7, 7]"; a scalar is "[ ]".
QString shownShape(std::span<const std::int64_t> sizes);
/// "67 %"; "< 1 %" for a share that is there and rounds to nothing.
/// The glob that matches this text alone: its *, ? and [ stand for themselves.
QString globText(const QString& text);
QString percentText(double share);
/// "~/models" for paths below the home folder.
QString homePathText(const QString& path);

} // namespace pthf

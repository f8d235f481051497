// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/core_sentences.h"

#include <QtGlobal>

namespace pthf {

namespace {

// What somebody typed and cannot be taken: core/text, core/value, core/types, core/numbers.
const char* const kSentences[] = {
    QT_TRANSLATE_NOOP("pthf::CoreText", "no memory to match a pattern"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "no memory to compile a pattern"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the pattern needs too many steps on \"%1\": %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "\"%1\" is no pattern: %2 at position %3"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "\"%1\" is no replacement: %2 at position %3"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a backslash ends it"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "\\g is written \\g<1> or \\g<name>"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the pattern has no group \"%1\""),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 means nothing in a replacement"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the pattern has %1 groups, none is number %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "path segment '%1' is empty; a name that is empty is written \"\""),
    QT_TRANSLATE_NOOP("pthf::CoreText", "path segment '%1' is no JSON string"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "path segment '%1' needs a number behind @#"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "path segment '%1' needs a JSON string behind @="),
    QT_TRANSLATE_NOOP("pthf::CoreText", "path segment '%1' goes on behind its closing quote"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a step of a path is a string, an integer, %1, found %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a path is a list of steps or a string, found %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the JSON key \"%1\" stands twice"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "no JSON at byte %1: %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "JSON nested deeper than %1 levels"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "\"%1\" fills nothing: %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 has no argument \"%2\""),
    QT_TRANSLATE_NOOP("pthf::CoreText", "constant needs its value, as in constant(0.5)"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a standard deviation is not negative"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the range begins above its end"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 takes fewer arguments"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "\"%1\" is no number"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 draws nothing and has no seed"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a seed is a number from 0 to 2^64 - 1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "mode is fan_in or fan_out"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "expected zeros, ones, constant, normal, uniform, kaiming_uniform, kaiming_normal, xavier_uniform or "
        "xavier_normal"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the bracket is not closed"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 elements are too many for a picture: choose a smaller slice"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 terms for a tensor of %2 dimensions"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1: expected an index, or first:end:step"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1: this dimension has %2 entries"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1: a step is 1 or more"),
};

} // namespace

std::span<const char* const> typedSentences()
{
    return kSentences;
}

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/error_text.h"

#include <QCoreApplication>

#include "ui/base/text.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(pthf::ErrorWords)
};

ErrorWords wordsOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::IoFailed:
        return {Words::tr("The file could not be read or written"), {},
            Words::tr("Check that the place exists, that you may use it and that there is room")};
    case ErrorCode::Truncated:
        return {Words::tr("The file ends too early"), {},
            Words::tr("Copy or download it again; pthf salvage keeps what is whole")};
    case ErrorCode::Corrupt:
        return {Words::tr("The file is damaged"), {}, Words::tr("Copy or download it again and compare its size")};
    case ErrorCode::LimitExceeded:
        return {Words::tr("The file asks for more than can be right"), {},
            Words::tr("It was not read further; check where it comes from")};
    case ErrorCode::Unsupported:
        return {Words::tr("This is not a file that can be opened here"), {}, {}};
    case ErrorCode::InvalidArgument:
        return {Words::tr("The plan does not fit this file"), {}, Words::tr("Change or undo the operation it names")};
    case ErrorCode::Cancelled:
        return {Words::tr("Cancelled"), {}, {}};
    case ErrorCode::OutOfMemory:
        return {Words::tr("There is not enough memory"), {}, Words::tr("Close other programs and try again")};
    case ErrorCode::Internal:
        return {Words::tr("Pthfinder made a mistake"), {},
            Words::tr("The file is untouched; report this with the sentence above")};
    }
    return {};
}

} // namespace

ErrorWords errorWords(const Error& error)
{
    ErrorWords words = wordsOf(error.code());
    words.detail = coreText(error.message());
    if (const auto offset = error.offset(); offset.has_value()) {
        words.detail = Words::tr("%1, at byte %2").arg(words.detail, shownCount(*offset));
    }
    return words;
}

QString errorText(const Error& error)
{
    const ErrorWords words = errorWords(error);
    QString text = words.title;
    for (const QString& part : {words.detail, words.advice}) {
        if (!part.isEmpty()) {
            text += QLatin1Char('\n') + part;
        }
    }
    return text;
}

} // namespace pthf

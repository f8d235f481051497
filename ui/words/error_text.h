// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/base/result.h"

namespace pthf {

/// An error in the user's language: what it means by its code, the core's own sentence as detail, what to do.
struct ErrorWords {
    QString title; ///< "The file ends too early"
    QString detail; ///< the core's sentence with the place, safe to show
    QString advice; ///< what to do; may be empty
};

ErrorWords errorWords(const Error& error);

/// Title, detail and advice as one plain text, for copying and message boxes.
QString errorText(const Error& error);

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pthf {

struct Receipt;

/// What a save did, a line each: sizes, changes, bytes copied and verified, notes; in the language of the window.
QString receiptWords(const Receipt& receipt);

} // namespace pthf

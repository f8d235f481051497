// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pthf {

struct CastCounts;

/// "of 25.6 M numbers 3 do not fit, 12 become 0, 900 are rounded": what a cast loses, in the language of the window.
QString lossesWords(const CastCounts& counts);

} // namespace pthf

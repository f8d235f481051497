// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pthf {

struct Receipt;
struct SalvageReceipt;

/// What a save did, a line each: sizes, changes, bytes copied and verified, notes; in the language of the window.
QString receiptWords(const Receipt& receipt);
/// The same of what was salvaged, with how much was lost, what and why.
QString salvageWords(const SalvageReceipt& salvaged);

} // namespace pthf

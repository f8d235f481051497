// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/losses_words.h"

#include <QCoreApplication>

#include "core/outlook/cast_losses.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(pthf::LossesWords)
};

} // namespace

QString lossesWords(const CastCounts& counts)
{
    if (counts.overflows + counts.underflows + counts.rounded == 0) {
        return Words::tr("no number changes");
    }
    return Words::tr("of %1 numbers %2 do not fit, %3 become 0, %4 are rounded")
        .arg(shownCount(counts.elements), shownCount(counts.overflows), shownCount(counts.underflows),
            shownCount(counts.rounded));
}

} // namespace pthf

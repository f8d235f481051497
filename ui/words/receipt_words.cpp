// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/receipt_words.h"

#include <algorithm>

#include <QCoreApplication>
#include <QStringList>

#include "core/save/salvage_checkpoint.h"
#include "core/value/path_json.h"
#include "ui/base/text.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(pthf::ReceiptWords)
};

QString headWords(const Receipt& receipt)
{
    const QString seconds = QString::number(receipt.seconds, 'f', 2);
    const QString tensors = Words::tr("%n tensors", nullptr, static_cast<int>(receipt.tensors));
    return receipt.lengthBefore
        ? Words::tr("%1 appended to the file, %2 stay where they are, %3 s")
              .arg(shownSize(receipt.targetBytes - *receipt.lengthBefore), tensors, seconds)
        : Words::tr("%1 → %2, %3, %4 s")
              .arg(shownSize(receipt.sourceBytes), shownSize(receipt.targetBytes), tensors, seconds);
}

QString verifiedWords(const Receipt& receipt)
{
    switch (receipt.verification) {
    case Verification::None:
        return Words::tr("Not verified");
    case Verification::Structure:
        return receipt.comparedBytes == 0
            ? Words::tr("Verified: opened again and compared with the plan")
            : Words::tr("Verified: opened again and compared with the plan, %1 of it byte for byte")
                  .arg(shownSize(receipt.comparedBytes));
    case Verification::Full:
        return Words::tr("Verified: every byte compared with the source, %1").arg(shownSize(receipt.comparedBytes));
    }
    return {};
}

} // namespace

QString receiptWords(const Receipt& receipt)
{
    QStringList lines{headWords(receipt)};
    for (std::size_t i = 0; i < receipt.operations.size(); ++i) {
        const QString change = coreText(receipt.operations[i]);
        lines.append(
            i < receipt.effects.size() ? Words::tr("%1: %2").arg(change, coreText(receipt.effects[i])) : change);
    }
    if (!receipt.lengthBefore) {
        lines.append(Words::tr("%1 copied as they were, %2 converted")
                         .arg(shownSize(receipt.copiedBytes), shownSize(receipt.convertedBytes)));
    }
    lines.append(verifiedWords(receipt));
    for (const std::string& note : receipt.notes) {
        lines.append(coreText(note));
    }
    return lines.join(u'\n');
}

QString salvageWords(const SalvageReceipt& salvaged)
{
    constexpr std::size_t kMostListed = 20;
    QStringList lines{receiptWords(salvaged.receipt)};
    lines.append(
        Words::tr("%1 tensors whole, %2 lost").arg(shownCount(salvaged.whole), shownCount(salvaged.lost.size())));
    for (std::size_t i = 0; i < std::min(salvaged.lost.size(), kMostListed); ++i) {
        const LostTensor& lost = salvaged.lost[i];
        lines.append(Words::tr("Lost: %1: %2").arg(shownText(pathText(lost.path)), coreText(lost.why)));
    }
    if (salvaged.lost.size() > kMostListed) {
        lines.append(Words::tr("and %1 more").arg(shownCount(salvaged.lost.size() - kMostListed)));
    }
    return lines.join(u'\n');
}

} // namespace pthf

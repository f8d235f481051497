// SPDX-License-Identifier: Apache-2.0
#include "core/report/receipt_text.h"

#include <algorithm>
#include <cmath>

#include "core/report/device_report.h"
#include "core/text/json_writer.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/value/path_json.h"
#include "core/witness/witness_text.h"

namespace pthf {
namespace {

std::string secondsText(double seconds)
{
    const auto tenths = static_cast<std::uint64_t>(std::llround(seconds * 100));
    const std::uint64_t cents = tenths % 100;
    return std::to_string(tenths / 100) + '.' + (cents < 10 ? "0" : "") + std::to_string(cents) + " s";
}

std::string verifiedText(const Receipt& receipt)
{
    switch (receipt.verification) {
    case Verification::None:
        return "Not verified";
    case Verification::Structure:
        return "Verified: opened again and compared with the plan, " + sizeText(receipt.comparedBytes)
            + " compared byte for byte";
    case Verification::Full:
        return "Verified: every byte compared with the source, " + sizeText(receipt.comparedBytes);
    }
    return {};
}

std::string operationsText(const Receipt& receipt)
{
    std::string text;
    for (std::size_t i = 0; i < receipt.operations.size(); ++i) {
        text += "  " + displayText(receipt.operations[i]);
        text += i < receipt.effects.size() ? ": " + displayText(receipt.effects[i]) + '\n' : "\n";
    }
    return text;
}

std::string notesText(const Receipt& receipt)
{
    std::string text;
    for (const std::string& note : receipt.notes) {
        text += "  note: " + displayText(note) + '\n';
    }
    return text;
}

std::string editToText(const Receipt& receipt)
{
    std::string text = "Edited " + displayText(receipt.target.string())
        + " in place: " + sizeText(receipt.targetBytes - *receipt.lengthBefore) + " appended, "
        + countOf(receipt.tensors, "tensor") + " in " + countOf(receipt.storages, "storage") + " stay where they are, "
        + secondsText(receipt.seconds) + '\n';
    text += operationsText(receipt) + "  " + verifiedText(receipt) + '\n' + notesText(receipt);
    text += "  `pthf undo` takes it back: it cuts the file to " + countText(*receipt.lengthBefore) + " bytes\n";
    return text;
}

} // namespace

std::string receiptToText(const Receipt& receipt)
{
    if (receipt.lengthBefore) {
        return editToText(receipt);
    }
    std::string text = "Saved " + displayText(receipt.target.string()) + ": " + sizeText(receipt.sourceBytes) + " → "
        + sizeText(receipt.targetBytes) + ", " + countOf(receipt.tensors, "tensor") + " in "
        + countOf(receipt.storages, "storage") + ", " + std::string(saveFormatName(receipt.format)) + ", "
        + secondsText(receipt.seconds) + '\n';
    text += operationsText(receipt);
    text += "  " + sizeText(receipt.copiedBytes) + " copied as they were, " + sizeText(receipt.convertedBytes)
        + " converted\n  " + verifiedText(receipt) + '\n';
    text += notesText(receipt);
    return text;
}

void writeReceipt(JsonWriter& json, const Receipt& receipt)
{
    json.member("input", receipt.source.string()).member("output", receipt.target.string());
    json.member("format", saveFormatName(receipt.format)).memberCount("input_bytes", receipt.sourceBytes);
    json.memberCount("output_bytes", receipt.targetBytes).memberCount("tensors", receipt.tensors);
    json.memberCount("storages", receipt.storages).memberCount("copied_bytes", receipt.copiedBytes);
    json.memberCount("converted_bytes", receipt.convertedBytes).key("seconds").safeNumber(receipt.seconds);
    json.member("verified", verificationName(receipt.verification));
    json.memberBool("in_place", receipt.lengthBefore.has_value());
    if (receipt.lengthBefore) {
        json.memberCount("bytes_before", *receipt.lengthBefore);
    }
    json.memberCount("compared_bytes", receipt.comparedBytes).key("operations").beginArray();
    for (std::size_t i = 0; i < receipt.operations.size(); ++i) {
        json.beginObject().member("text", receipt.operations[i]);
        json.member("effect", i < receipt.effects.size() ? receipt.effects[i] : std::string()).endObject();
    }
    json.endArray().key("notes").beginArray();
    for (const std::string& note : receipt.notes) {
        json.text(note);
    }
    json.endArray();
}

namespace {

/// Lost tensors listed for people.
constexpr std::size_t kMaxListed = 20;

} // namespace

std::string receiptToJson(const Receipt& receipt, const DeviceProof* proof, const WitnessReport* witness)
{
    JsonWriter json;
    json.beginObject();
    writeReceipt(json, receipt);
    if (proof != nullptr) {
        json.key("proof").raw(proofToJson(*proof));
    }
    if (witness != nullptr) {
        writeWitness(json.key("witness"), *witness);
    }
    json.endObject();
    return std::move(json).take();
}

std::string salvageToText(const SalvageReceipt& salvaged)
{
    std::string text = receiptToText(salvaged.receipt);
    text += "  " + countOf(salvaged.whole, "tensor") + " whole, " + countText(salvaged.lost.size()) + " lost\n";
    for (std::size_t i = 0; i < std::min(salvaged.lost.size(), kMaxListed); ++i) {
        const LostTensor& lost = salvaged.lost[i];
        text += "  lost: " + displayText(pathText(lost.path)) + ": " + lost.why + '\n';
    }
    if (salvaged.lost.size() > kMaxListed) {
        text += "  and " + countText(salvaged.lost.size() - kMaxListed) + " more\n";
    }
    return text;
}

std::string salvageToJson(const SalvageReceipt& salvaged)
{
    JsonWriter json;
    json.beginObject();
    writeReceipt(json, salvaged.receipt);
    json.memberCount("whole", salvaged.whole).key("lost").beginArray();
    for (const LostTensor& lost : salvaged.lost) {
        writePath(json.beginObject().key("path"), lost.path);
        json.member("stored", storedName(lost.stored)).member("why", lost.why).endObject();
    }
    json.endArray().endObject();
    return std::move(json).take();
}

} // namespace pthf

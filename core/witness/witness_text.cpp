// SPDX-License-Identifier: Apache-2.0
#include "core/witness/witness_text.h"

#include "core/text/json_writer.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {
namespace {

std::string sentenceOf(const WitnessReport& report)
{
    switch (report.verdict) {
    case WitnessVerdict::Agrees:
        return "LibTorch's own reader agrees: " + countOf(report.records, "record") + ", "
            + countOf(report.tensors, "tensor") + " by name, shape and number type, " + sizeText(report.bytes)
            + " of values";
    case WitnessVerdict::AgreesOnRecords:
        return "LibTorch's own reader lists the same " + countOf(report.records, "record")
            + (report.tensors == 0 ? std::string() : " and reads the same " + countOf(report.tensors, "tensor")) + "; "
            + report.why;
    case WitnessVerdict::Differs:
        return "LibTorch's own reader differs: "
            + (report.why.empty() ? countOf(report.differenceCount, "difference") : report.why);
    case WitnessVerdict::Silent:
        return "LibTorch's own reader was not heard: " + report.why;
    }
    return {};
}

} // namespace

std::string_view witnessVerdictName(WitnessVerdict verdict) noexcept
{
    switch (verdict) {
    case WitnessVerdict::Agrees:
        return "agrees";
    case WitnessVerdict::AgreesOnRecords:
        return "agrees on records";
    case WitnessVerdict::Differs:
        return "differs";
    case WitnessVerdict::Silent:
        return "silent";
    }
    return "silent";
}

std::string witnessToText(const WitnessReport& report)
{
    std::string text = displayText(sentenceOf(report)) + '\n';
    for (const std::string& difference : report.differences) {
        text += "  " + displayText(difference) + '\n';
    }
    if (report.differenceCount > report.differences.size()) {
        text += "  and " + countText(report.differenceCount - report.differences.size()) + " more\n";
    }
    return text;
}

void writeWitness(JsonWriter& json, const WitnessReport& report)
{
    json.beginObject().member("verdict", witnessVerdictName(report.verdict)).memberCount("records", report.records);
    json.memberCount("tensors", report.tensors).memberCount("bytes", report.bytes).member("why", report.why);
    json.memberCount("difference_count", report.differenceCount).key("differences").beginArray();
    for (const std::string& difference : report.differences) {
        json.text(difference);
    }
    json.endArray().endObject();
}

} // namespace pthf

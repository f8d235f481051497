// SPDX-License-Identifier: Apache-2.0
#include "core/report/batch_text.h"

#include <algorithm>
#include <map>

#include "core/report/card.h"
#include "core/report/receipt_text.h"
#include "core/text/json_writer.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {
namespace {

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(text.size(), width), ' ');
    return text;
}

std::string rowOf(const BatchLine& line)
{
    constexpr std::size_t kOutcomeWidth = 10;
    constexpr std::size_t kSizeWidth = 10;
    std::string row = padded(std::string(outcomeName(line.outcome)), kOutcomeWidth);
    if (line.receipt) {
        row += padded(sizeText(line.receipt->sourceBytes), kSizeWidth);
        row += padded(sizeText(line.receipt->targetBytes), kSizeWidth);
    } else {
        row += padded("-", kSizeWidth) + padded("-", kSizeWidth);
    }
    row += line.sha256.empty() ? std::string() : line.sha256 + "  ";
    row += displayText(line.error ? line.item.input : line.item.output.string());
    return line.error ? row + ": " + displayText(line.error->message()) : row;
}

} // namespace

std::string batchLineToJson(const BatchLine& line)
{
    JsonWriter json;
    json.beginObject().member("status", outcomeName(line.outcome));
    if (line.receipt) {
        writeReceipt(json, *line.receipt);
    } else {
        json.member("input", line.item.input).member("output", line.item.output.string());
    }
    if (!line.sha256.empty()) {
        json.member("sha256", line.sha256);
    }
    if (line.error) {
        json.key("error").raw(errorToJson(*line.error, line.item.input));
    }
    json.endObject();
    return std::move(json).take();
}

std::string batchToText(const std::vector<BatchLine>& lines)
{
    std::string text;
    std::map<std::string_view, std::uint64_t> counts;
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    for (const BatchLine& line : lines) {
        text += rowOf(line) + '\n';
        ++counts[outcomeName(line.outcome)];
        before += line.receipt ? line.receipt->sourceBytes : 0;
        after += line.receipt ? line.receipt->targetBytes : 0;
    }
    text += countOf(lines.size(), "file") + ": ";
    const char* between = "";
    for (const std::string_view name : {"saved", "skipped", "refused", "failed", "cancelled"}) {
        if (counts.contains(name)) {
            text += between + countText(counts[name]) + " " + std::string(name);
            between = ", ";
        }
    }
    return text + "; " + sizeText(before) + " → " + sizeText(after) + '\n';
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/report/plan_rows.h"

#include <algorithm>

#include "core/plan/plan_json.h"
#include "core/text/json_writer.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/value/path_json.h"

namespace pthf {
namespace {

std::string_view changeName(PlannedRow::Change change)
{
    switch (change) {
    case PlannedRow::Change::Same:
        return "same";
    case PlannedRow::Change::Changed:
        return "changed";
    case PlannedRow::Change::Dropped:
        return "dropped";
    case PlannedRow::Change::Added:
        return "added";
    }
    return "same";
}

void writePair(JsonWriter& json, std::string_view name, std::string_view before, std::string_view after)
{
    if (!before.empty() || !after.empty()) {
        json.key(name).beginArray().text(before).text(after).endArray();
    }
}

std::string_view nameOf(const std::optional<DType>& dtype)
{
    return dtype ? dtypeName(*dtype) : std::string_view();
}

void writeRow(JsonWriter& json, const PlannedRow& row)
{
    json.beginObject().member("change", changeName(row.change)).key("before");
    if (row.change == PlannedRow::Change::Added) {
        json.null();
    } else {
        writePath(json, row.before);
    }
    json.key("after");
    if (row.change == PlannedRow::Change::Dropped) {
        json.null();
    } else {
        writePath(json, row.after);
    }
    writePair(json, "device", row.deviceBefore, row.deviceAfter);
    writePair(json, "dtype", nameOf(row.dtypeBefore), nameOf(row.dtypeAfter));
    writePair(json, "value", row.valueBefore, row.valueAfter);
    json.endObject();
}

void writeOperations(JsonWriter& json, const PlannedDocument& planned)
{
    json.key("operations").beginArray();
    for (std::size_t i = 0; i < planned.plan.operations.size(); ++i) {
        const Operation& operation = planned.plan.operations[i];
        json.beginObject().key("operation").raw(operationToJson(operation)).member("text", describe(operation));
        if (i < planned.effects.size()) {
            const OperationEffect& effect = planned.effects[i];
            json.memberCount("changed", effect.changed).memberCount("untouched", effect.untouched);
            json.key("bytes").safeInteger(effect.bytes).member("effect", effect.text).key("skipped").beginArray();
            for (const std::string& key : effect.skippedKeys) {
                json.text(key);
            }
            json.endArray();
        }
        json.endObject();
    }
    json.endArray();
}

void writeLosses(JsonWriter& json, const CastLosses& losses)
{
    json.key("losses");
    if (!losses.isCast()) {
        json.null();
        return;
    }
    const CastCounts& all = losses.all;
    json.beginObject().memberCount("numbers", all.elements).memberCount("overflows", all.overflows);
    json.memberCount("underflows", all.underflows).memberCount("rounded", all.rounded);
    json.memberCount("nans", all.nans).memberCount("infinities", all.infinities).key("tensors").beginArray();
    for (const CastLosses::Tensor& tensor : losses.tensors) {
        json.beginObject().member("path", tensor.path).member("dtype", dtypeName(tensor.dtype));
        json.memberCount("overflows", tensor.counts.overflows).memberCount("underflows", tensor.counts.underflows);
        json.memberCount("rounded", tensor.counts.rounded).endObject();
    }
    json.endArray().endObject();
}

std::string arrow(std::string_view before, std::string_view after)
{
    return before == after ? displayText(before) : displayText(before) + " → " + displayText(after);
}

std::string rowText(const PlannedRow& row)
{
    switch (row.change) {
    case PlannedRow::Change::Dropped:
        return "- " + displayText(pathText(row.before));
    case PlannedRow::Change::Added:
        return "+ " + displayText(pathText(row.after))
            + (row.valueAfter.empty() ? std::string() : "  " + displayText(row.valueAfter));
    case PlannedRow::Change::Same:
    case PlannedRow::Change::Changed:
        break;
    }
    std::string text = "~ " + arrow(pathText(row.before), pathText(row.after));
    if (row.deviceBefore != row.deviceAfter) {
        text += "  " + arrow(row.deviceBefore, row.deviceAfter);
    }
    if (row.dtypeBefore != row.dtypeAfter) {
        text += "  " + arrow(nameOf(row.dtypeBefore), nameOf(row.dtypeAfter));
    }
    if (row.valueBefore != row.valueAfter) {
        text += "  " + arrow(row.valueBefore, row.valueAfter);
    }
    return text;
}

} // namespace

std::string plannedRowsToJson(const PlannedDocument& planned, const std::vector<PlannedRow>& rows,
    const CastLosses& losses, std::string_view input, std::string_view output)
{
    JsonWriter json;
    json.beginObject().member("input", input).member("output", output);
    json.memberCount("bytes_before", planned.bytesBefore).memberCount("bytes_after", planned.bytesAfter);
    json.key("refusal");
    if (planned.refusal) {
        json.text(*planned.refusal);
    } else {
        json.null();
    }
    writeOperations(json, planned);
    writeLosses(json, losses);
    json.key("notes").beginArray();
    for (const Problem& problem : planned.problems.kept()) {
        json.text(problem.message);
    }
    json.endArray().key("rows").beginArray();
    for (const PlannedRow& row : rows) {
        writeRow(json, row);
    }
    json.endArray().endObject();
    return std::move(json).take();
}

std::string plannedRowsToText(
    const PlannedDocument& planned, const std::vector<PlannedRow>& rows, const CastLosses& losses)
{
    std::string text;
    for (std::size_t i = 0; i < planned.plan.operations.size(); ++i) {
        text += displayText(describe(planned.plan.operations[i]));
        if (i < planned.effects.size()) {
            text += ": " + displayText(planned.effects[i].text);
        }
        text += '\n';
    }
    if (planned.plan.operations.empty()) {
        text += "No changes\n";
    }
    if (losses.isCast()) {
        text += "numbers: " + lossesText(losses) + '\n';
    }
    for (const Problem& problem : planned.problems.kept()) {
        text += "note: " + displayText(problem.message) + '\n';
    }
    std::uint64_t same = 0;
    for (const PlannedRow& row : rows) {
        if (row.change == PlannedRow::Change::Same) {
            ++same;
        } else {
            text += rowText(row) + '\n';
        }
    }
    text += countOf(same, "entry", "entries") + " unchanged; " + sizeText(planned.bytesBefore) + " → "
        + sizeText(planned.bytesAfter) + " of tensors\n";
    return text;
}

} // namespace pthf

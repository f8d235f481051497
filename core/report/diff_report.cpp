// SPDX-License-Identifier: Apache-2.0
#include "core/report/diff_report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/text/json_writer.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxRowsShown = 200;

void writeSide(JsonWriter& json, const DiffSide& side, TensorId tensor, bool isThere, std::string_view value) // NOLINT
{
    if (!isThere) {
        json.null();
        return;
    }
    json.beginObject();
    if (tensor == kNoTensor) {
        json.member("value", value).endObject();
        return;
    }
    const Content& content = side.document.content;
    const TensorValue& of = content.tensor(tensor);
    json.member("dtype", dtypeName(of.dtype)).key("shape").beginArray();
    for (const std::int64_t size : of.layout.shape) {
        json.safeInteger(size);
    }
    json.endArray().member("device", content.deviceOf(of)).endObject();
}

void writeDiffers(JsonWriter& json, const DiffRow& row)
{
    json.key("differs").beginArray();
    if (row.isShapeOther) {
        json.text("shape");
    }
    if (row.isDtypeOther) {
        json.text("dtype");
    }
    if (row.isDeviceOther) {
        json.text("device");
    }
    if (row.isValueOther) {
        json.text("value");
    }
    json.endArray();
}

void writeValues(JsonWriter& json, const ValueDifference& values)
{
    json.key("values").beginObject().memberBool("equal", values.isEqual);
    json.key("elements").safeCount(values.elements).key("differing").safeCount(values.differing);
    json.key("max").safeNumber(values.max).key("mean").safeNumber(values.mean);
    json.key("relative").safeNumber(values.relative).key("cosine").safeNumber(values.cosine);
    json.key("nan_a").safeCount(values.nansA).key("nan_b").safeCount(values.nansB).endObject();
}

void writeName(JsonWriter& json, std::string_view member, const std::string& path, bool isThere) // NOLINT
{
    json.key(member);
    if (isThere) {
        json.text(path);
    } else {
        json.null();
    }
}

void writeRow(JsonWriter& json, const DiffRow& row, const DiffSide& a, const DiffSide& b)
{
    const bool isInA = row.kind != DiffRow::Kind::OnlyInB;
    const bool isInB = row.kind != DiffRow::Kind::OnlyInA;
    json.beginObject().member("change", diffKindName(row.kind));
    writeName(json, "path_a", row.pathA, isInA);
    writeName(json, "path_b", row.pathB, isInB);
    json.memberBool("renamed", row.isRenamed);
    writeDiffers(json, row);
    json.key("a");
    writeSide(json, a, row.tensorA, isInA, row.valueA);
    json.key("b");
    writeSide(json, b, row.tensorB, isInB, row.valueB);
    if (row.values) {
        writeValues(json, *row.values);
    }
    json.endObject();
}

std::string figure(double value)
{
    std::string text(32, '\0');
    const int length = std::snprintf(text.data(), text.size(), "%.4g", value);
    text.resize(static_cast<std::size_t>(std::max(length, 0)));
    return text;
}

std::string factsText(const DiffRow& row, const DiffSide& a, const DiffSide& b)
{
    if (row.tensorA == kNoTensor || row.tensorB == kNoTensor) {
        return row.valueA == row.valueB ? std::string(row.isValueOther ? "  differs behind what is shown of it" : "")
                                        : "  " + displayText(row.valueA) + " → " + displayText(row.valueB);
    }
    const Content& contentA = a.document.content;
    const Content& contentB = b.document.content;
    const TensorValue& tensorA = contentA.tensor(row.tensorA);
    const TensorValue& tensorB = contentB.tensor(row.tensorB);
    std::string text;
    if (row.isShapeOther) {
        text += "  " + shapeText(tensorA.layout.shape) + " → " + shapeText(tensorB.layout.shape);
    }
    if (row.isDtypeOther) {
        text += "  " + std::string(dtypeName(tensorA.dtype)) + " → " + std::string(dtypeName(tensorB.dtype));
    }
    if (row.isDeviceOther) {
        text += "  " + displayText(contentA.deviceOf(tensorA)) + " → " + displayText(contentB.deviceOf(tensorB));
    }
    if (row.values && !row.values->isEqual) {
        text += "  " + differenceText(*row.values);
    }
    return text;
}

std::string rowText(const DiffRow& row, const DiffSide& a, const DiffSide& b)
{
    switch (row.kind) {
    case DiffRow::Kind::OnlyInA:
        return "− " + displayText(row.pathA);
    case DiffRow::Kind::OnlyInB:
        return "+ " + displayText(row.pathB);
    case DiffRow::Kind::Same:
    case DiffRow::Kind::Changed:
        break;
    }
    const std::string name =
        row.isRenamed ? displayText(row.pathA) + " → " + displayText(row.pathB) : displayText(row.pathA);
    return (row.kind == DiffRow::Kind::Same ? "= " : "~ ") + name + factsText(row, a, b);
}

/// What has been compared where nothing differs.
std::string equalText(const DiffCounts& counts)
{
    return counts.compared != 0
        ? "Nothing differs; the numbers of " + countOf(counts.compared, "tensor") + " are equal too\n"
        : "Nothing differs in keys, shapes, number types, devices and plain values; --values compares the numbers "
          "too\n";
}

} // namespace

std::string differenceText(const ValueDifference& values)
{
    if (values.isEqual) {
        return "equal";
    }
    std::string text = "max " + figure(values.max) + ", mean " + figure(values.mean) + ", cosine "
        + figure(values.cosine) + ", " + countText(values.differing) + " of " + countText(values.elements) + " differ";
    if (values.nansA != 0 || values.nansB != 0) {
        text += ", NaN " + countText(values.nansA) + " → " + countText(values.nansB);
    }
    return text;
}

std::string diffToJson(
    const DocumentDiff& diff, const DiffSide& a, const DiffSide& b, std::string_view nameA, std::string_view nameB)
{
    const DiffCounts& counts = diff.counts;
    JsonWriter json;
    json.beginObject().member("a", nameA).member("b", nameB).memberBool("equal", counts.isEqual());
    json.key("counts").beginObject().memberCount("same", counts.same).memberCount("changed", counts.changed);
    json.memberCount("only_in_a", counts.onlyInA).memberCount("only_in_b", counts.onlyInB);
    json.memberCount("renamed", counts.renamed).memberCount("compared", counts.compared).endObject();
    json.key("rows").beginArray();
    for (const DiffRow& row : diff.rows) {
        writeRow(json, row, a, b);
    }
    json.endArray().key("notes").beginArray();
    for (const std::string& note : diff.notes) {
        json.text(note);
    }
    json.endArray().endObject();
    return std::move(json).take();
}

std::string diffToText(
    const DocumentDiff& diff, const DiffSide& a, const DiffSide& b, std::string_view nameA, std::string_view nameB)
{
    const DiffCounts& counts = diff.counts;
    std::string text = displayText(nameA) + " → " + displayText(nameB) + '\n';
    if (counts.isEqual()) {
        text += equalText(counts);
    }
    text += countText(counts.same) + " same, " + countText(counts.changed) + " changed, " + countText(counts.onlyInA)
        + " only in the first, " + countText(counts.onlyInB) + " only in the second, " + countText(counts.renamed)
        + " renamed\n";
    std::size_t shown = 0;
    std::size_t left = 0;
    for (const DiffRow& row : diff.rows) {
        if (row.kind == DiffRow::Kind::Same && !row.isRenamed) {
            continue;
        }
        ++(shown < kMaxRowsShown ? shown : left);
        text += left == 0 ? rowText(row, a, b) + '\n' : std::string();
    }
    text += left == 0 ? std::string() : "… and " + countText(left) + " more: --json has them all\n";
    for (const std::string& note : diff.notes) {
        text += "Note: " + displayText(note) + '\n';
    }
    return text;
}

} // namespace pthf

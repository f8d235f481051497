// SPDX-License-Identifier: Apache-2.0
#include "core/report/array_report.h"

#include <algorithm>

#include "core/checkpoint/tensor_bytes.h"
#include "core/report/leaf_json.h"
#include "core/text/json_writer.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/value/path_json.h"

namespace pthf {
namespace {

/// Column-major arrays are read from their beginning to show any of their rows.
constexpr std::uint64_t kMostBytes = std::uint64_t{256} * 1024 * 1024;
constexpr std::size_t kTextColumns = 100;
constexpr std::string_view kMasked = "--";

Result<std::string> firstBytes(const Content& content, ValueId value, std::uint64_t count)
{
    if (value == kNoValue) {
        return std::string();
    }
    const auto bytes = bytesOf(content, value, static_cast<std::size_t>(count));
    if (!bytes) {
        return Error{ErrorCode::Corrupt, "the elements of the array are not bytes"};
    }
    return bytes->external == nullptr ? Result<std::string>(bytes->head)
                                      : readHead(*bytes->external, static_cast<std::size_t>(count));
}

bool isNumber(const NumpyDtype& type)
{
    return (type.kind == 'i' || type.kind == 'u' || type.kind == 'f') && type.itemBytes <= 8;
}

void writeItem(JsonWriter& json, const NumpyDtype& type, const std::string& item)
{
    constexpr std::size_t kSafeDigits = 15; // fewer than a double has
    const bool isFinite = item.find_first_of("0123456789") != std::string::npos;
    if (item == kMasked) {
        json.null();
    } else if (type.kind == 'b') {
        json.boolean(item == "True");
    } else if (isNumber(type) && isFinite && (type.kind == 'f' || item.size() <= kSafeDigits)) {
        json.raw(item);
    } else {
        json.text(item);
    }
}

} // namespace

Result<ArrayReport> readArray(const Content& content, ValueId value, KeyPath path, std::uint64_t limit)
{
    auto array = shownArrayOf(content.graph, value);
    const auto count = array ? elementCount(array->shape) : std::nullopt;
    if (!count) {
        return Error{ErrorCode::Unsupported, "this value is no numpy array that can be read"};
    }
    const std::uint64_t shown = std::min(*count, limit);
    const std::uint64_t needed =
        array->isFortran ? array->bytes : shown * std::max<std::uint64_t>(array->type.itemBytes, 1);
    if (needed > kMostBytes || shown > kMostBytes) {
        return Error{ErrorCode::LimitExceeded,
            "the elements that are asked for take more than " + sizeText(kMostBytes) + ": ask for fewer with --limit"};
    }
    const std::string bytes = PTHF_TRY(firstBytes(content, array->data, needed));
    const std::string mask = PTHF_TRY(firstBytes(content, array->mask, array->isFortran ? *count : shown));
    auto items = numpyItemsIn(*array, bytes, mask, static_cast<std::size_t>(shown));
    if (!items) {
        return bytes.size() < needed
            ? Error{ErrorCode::Truncated,
                "the array needs " + countOf(needed, "byte") + ", " + countText(bytes.size()) + " are there"}
            : Error{ErrorCode::Unsupported, "elements of numpy type " + array->type.name + " have no text"};
    }
    ArrayReport report{std::move(path), std::move(*array), std::move(*items), *count - shown};
    return report;
}

std::string arrayToJson(const ArrayReport& report)
{
    const NumpyArray& array = report.array;
    JsonWriter json;
    json.beginObject().key("path");
    writePath(json, report.path);
    json.member("dtype", array.type.name).key("shape").beginArray();
    for (const std::int64_t size : array.shape) {
        json.safeInteger(size);
    }
    json.endArray();
    writeArrayDetails(json, array);
    json.key("statistics").null().key("histogram").null();
    json.key("values").beginArray();
    for (const std::string& item : report.items) {
        writeItem(json, array.type, item);
    }
    json.endArray().key("elided").safeCount(report.elided).endObject();
    return std::move(json).take();
}

std::string arrayToText(const ArrayReport& report)
{
    const NumpyArray& array = report.array;
    std::string text = displayText(pathText(report.path)) + "  "
        + (array.mask == kNoValue ? "numpy array  " : "masked numpy array  ") + displayText(array.type.name) + ' '
        + shapeText(array.shape) + '\n';
    for (const NumpyField& field : array.type.fields) {
        text += "  " + displayText(field.name) + "  " + field.type.name
            + (field.shape.empty() ? std::string() : ' ' + shapeText(field.shape)) + '\n';
    }
    std::string line = " ";
    for (const std::string& item : report.items) {
        const std::string word = ' ' + displayText(item);
        if (line.size() + word.size() > kTextColumns) {
            text += line + '\n';
            line = " ";
        }
        line += word;
    }
    text += line + '\n';
    return report.elided == 0 ? text : text + "  and " + countText(report.elided) + " more: --limit shows them\n";
}

} // namespace pthf

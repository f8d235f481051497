// SPDX-License-Identifier: Apache-2.0
#include "core/report/tensor_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <variant>

#include "core/base/overloaded.h"
#include "core/checkpoint/tensor_bytes.h"
#include "core/numbers/element_value.h"
#include "core/text/json_writer.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/types/integers.h"
#include "core/value/path_json.h"

namespace pthf {
namespace {

/// Blocks of a histogram's bar in text.
constexpr double kBarWidth = 40;
constexpr std::size_t kTextBins = 16;
constexpr std::size_t kTextColumns = 100;

void writeDims(JsonWriter& json, const Dims& dims)
{
    json.beginArray();
    for (const std::int64_t size : dims) {
        json.safeInteger(size);
    }
    json.endArray();
}

/// The real type that a complex one is made of.
DType halfOf(DType dtype) noexcept
{
    return dtype == DType::Complex128 ? DType::Float64 : dtype == DType::Complex64 ? DType::Float32 : DType::Float16;
}

void writeElement(JsonWriter& json, DType dtype, std::span<const std::byte> element)
{
    if (dtype == DType::Bool) {
        json.boolean(element.front() != std::byte{0});
    } else if (dtype == DType::UInt64) {
        std::uint64_t number = 0;
        std::memcpy(&number, element.data(), sizeof(number));
        json.safeCount(number);
    } else if (dtype == DType::Int64) {
        std::int64_t number = 0;
        std::memcpy(&number, element.data(), sizeof(number));
        json.safeInteger(number);
    } else if (isFloating(dtype) || isInteger(dtype)) {
        double number = 0;
        elementNumbers(dtype, element, std::span(&number, 1));
        isInteger(dtype) ? json.safeInteger(static_cast<std::int64_t>(number)) : json.safeNumber(number);
    } else if (isComplex(dtype)) {
        std::array<double, 2> halves{};
        elementNumbers(halfOf(dtype), element, halves);
        json.beginArray().safeNumber(halves[0]).safeNumber(halves[1]).endArray();
    } else {
        json.text(elementText(dtype, element));
    }
}

void writeExact(JsonWriter& json, const std::optional<ExactNumber>& number, DType dtype)
{
    if (!number) {
        json.null();
        return;
    }
    std::visit(
        Overloaded{[&](double value) {
                       isInteger(dtype) ? json.safeInteger(static_cast<std::int64_t>(value)) : json.safeNumber(value);
                   },
            [&](std::int64_t value) { json.safeInteger(value); }, [&](std::uint64_t value) { json.safeCount(value); }},
        *number);
}

void writeOptional(JsonWriter& json, std::string_view name, const std::optional<double>& number)
{
    json.key(name);
    number ? json.safeNumber(*number) : json.null();
}

void writeStatistics(JsonWriter& json, const TensorStatistics& statistics, DType dtype)
{
    json.beginObject().key("count").safeCount(statistics.count).key("min");
    writeExact(json, statistics.min, dtype);
    json.key("max");
    writeExact(json, statistics.max, dtype);
    writeOptional(json, "mean", statistics.mean);
    if (statistics.meanImaginary) {
        writeOptional(json, "mean_imaginary", statistics.meanImaginary);
    }
    writeOptional(json, "std", statistics.std);
    json.key("norm").safeNumber(statistics.norm).key("zeros").safeCount(statistics.zeros);
    json.key("nan").safeCount(statistics.nans).key("inf").safeCount(statistics.infinities).key("distinct");
    statistics.distinct ? json.safeCount(*statistics.distinct) : json.null();
    json.endObject();
}

void writeHistogram(JsonWriter& json, const Histogram& histogram)
{
    json.beginObject().key("edges").beginArray();
    for (const double edge : histogram.edges) {
        json.safeNumber(edge);
    }
    json.endArray().key("counts").beginArray();
    for (const std::uint64_t count : histogram.counts) {
        json.safeCount(count);
    }
    json.endArray().key("below").safeCount(histogram.below).key("above").safeCount(histogram.above).endObject();
}

std::string exactText(const std::optional<ExactNumber>& number, DType dtype)
{
    if (!number) {
        return "none";
    }
    return std::visit(Overloaded{[dtype](double value) {
                                     return isInteger(dtype) ? std::to_string(static_cast<std::int64_t>(value))
                                                             : shortestNumber(value);
                                 },
                          [](auto value) { return std::to_string(value); }},
        *number);
}

std::string optionalText(const std::optional<double>& number)
{
    return number ? shortestNumber(*number) : "none";
}

std::string statisticsText(const TensorStatistics& statistics, DType dtype)
{
    std::string mean = optionalText(statistics.mean);
    if (statistics.meanImaginary) {
        mean += (std::signbit(*statistics.meanImaginary) ? " - " : " + ")
            + shortestNumber(std::abs(*statistics.meanImaginary)) + "j";
    }
    std::string text = "  count     " + countText(statistics.count) + '\n';
    text += "  min       " + exactText(statistics.min, dtype) + '\n';
    text += "  max       " + exactText(statistics.max, dtype) + '\n';
    text += "  mean      " + mean + '\n';
    text += "  std       " + optionalText(statistics.std) + '\n';
    text += "  norm      " + shortestNumber(statistics.norm) + '\n';
    text += "  zeros     " + countText(statistics.zeros) + '\n';
    text += "  NaN       " + countText(statistics.nans) + '\n';
    text += "  Inf       " + countText(statistics.infinities) + '\n';
    text += "  distinct  "
        + (statistics.distinct ? countText(*statistics.distinct) : "more than " + countText(kMaxDistinct)) + '\n';
    return text;
}

/// Sixteen lines at most: neighbouring bins together.
std::string histogramText(const Histogram& histogram)
{
    const std::size_t together = (histogram.counts.size() + kTextBins - 1) / kTextBins;
    std::vector<std::uint64_t> sums((histogram.counts.size() + together - 1) / together);
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        sums[i / together] += histogram.counts[i];
    }
    const double most = static_cast<double>(std::max<std::uint64_t>(1, std::ranges::max(sums)));
    std::string text;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        std::string edge = shortestNumber(static_cast<double>(static_cast<float>(histogram.edges[i * together])));
        edge.resize(std::max<std::size_t>(edge.size(), 24), ' ');
        text += "  " + edge
            + std::string(static_cast<std::size_t>(kBarWidth * static_cast<double>(sums[i]) / most), '#') + ' '
            + countText(sums[i]) + '\n';
    }
    return text;
}

std::string valuesText(const TensorReport& report)
{
    const auto size = static_cast<std::size_t>(dtypeBytes(report.valueType));
    const std::span<const std::byte> values = report.values;
    std::string text;
    std::string line = " ";
    for (std::size_t at = 0; at + size <= values.size(); at += size) {
        const std::string word = ' ' + elementText(report.valueType, values.subspan(at, size));
        if (line.size() + word.size() > kTextColumns) {
            text += line + '\n';
            line = " ";
        }
        line += word;
    }
    text += line + '\n';
    if (report.elided != 0) {
        text += "  and " + countText(report.elided) + " more: --slice and --npy give them\n";
    }
    return text;
}

} // namespace

Status readValues(const PlainTensor& plain, std::uint64_t limit, TensorReport& report, const Task& task)
{
    const std::uint64_t elements = plain.tensor.elements();
    const std::uint64_t shown = std::min(elements, limit);
    report.valueType = plain.tensor.dtype;
    report.elided = elements - shown;
    const BlockSink sink = [&report](std::span<const std::byte> block) -> Status {
        report.values.insert(report.values.end(), block.begin(), block.end());
        return Done{};
    };
    return readElements(*plain.document, plain.tensor, 0, shown, sink, task);
}

std::string tensorToJson(const TensorReport& report)
{
    JsonWriter json;
    json.beginObject().key("path");
    writePath(json, report.path);
    json.member("dtype", dtypeName(report.dtype)).key("shape");
    writeDims(json, report.shape);
    if (!report.slice.empty()) {
        json.member("slice", report.slice).key("whole_shape");
        writeDims(json, report.wholeShape);
    }
    if (report.pieces) {
        json.memberCount("piece_count", report.pieces->count).key("pieces").beginArray();
        for (const Dims& shape : report.pieces->shapes) {
            writeDims(json, shape);
        }
        json.endArray();
    }
    if (!report.shards.empty()) {
        json.key("shards").beginArray();
        for (const LocalShard& shard : report.shards) {
            json.beginObject().key("offsets");
            writeDims(json, shard.offsets);
            json.key("shape");
            writeDims(json, shard.sizes);
            json.endObject();
        }
        json.endArray();
    }
    json.key("statistics");
    report.numbers ? writeStatistics(json, report.numbers->statistics, report.valueType)
                   : static_cast<void>(json.null());
    json.key("histogram");
    report.numbers&& report.numbers->histogram ? writeHistogram(json, *report.numbers->histogram)
                                               : static_cast<void>(json.null());
    json.key("values").beginArray();
    const auto size = static_cast<std::size_t>(dtypeBytes(report.valueType));
    const std::span<const std::byte> values = report.values;
    for (std::size_t at = 0; at + size <= values.size(); at += size) {
        writeElement(json, report.valueType, values.subspan(at, size));
    }
    json.endArray().key("elided").safeCount(report.elided);
    if (!report.note.empty()) {
        json.member("note", report.note);
    }
    json.endObject();
    return std::move(json).take();
}

std::string tensorToText(const TensorReport& report)
{
    std::string text = displayText(pathText(report.path)) + (report.slice.empty() ? "" : ' ' + report.slice) + "  "
        + std::string(dtypeName(report.dtype)) + ' ' + shapeText(report.shape);
    text += report.slice.empty() ? "\n" : " of " + shapeText(report.wholeShape) + '\n';
    if (report.pieces) {
        text += "  pieces    " + countText(report.pieces->count);
        for (const Dims& shape : report.pieces->shapes) {
            text += (&shape == report.pieces->shapes.data() ? ": " : ", ") + shapeText(shape);
        }
        text += report.pieces->shapes.size() < report.pieces->count ? ", …\n" : "\n";
    }
    if (!report.shards.empty()) {
        text += "  holds     ";
        for (const LocalShard& shard : report.shards) {
            text += (&shard == report.shards.data() ? "" : ", ") + shapeText(shard.sizes) + " at "
                + shapeText(shard.offsets);
        }
        text += " of " + shapeText(report.shardedShape) + '\n';
    }
    if (report.numbers) {
        text += statisticsText(report.numbers->statistics, report.valueType);
        if (report.numbers->histogram) {
            text += histogramText(*report.numbers->histogram);
        }
    }
    text += valuesText(report);
    return report.note.empty() ? text : text + "  " + report.note + '\n';
}

} // namespace pthf

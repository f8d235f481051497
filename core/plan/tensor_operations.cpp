// SPDX-License-Identifier: Apache-2.0
#include "core/plan/tensor_operations.h"

#include <charconv>
#include <cmath>
#include <optional>

#include "core/convert/number_convert.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/types/integers.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxDimensions = 64; // torch's own ceiling (c10/core/impl/SizesAndStrides.h is below it)
constexpr std::string_view kSpace = " \t";

Error mistake(std::string_view text, const std::string& why)
{
    return {ErrorCode::InvalidArgument, "\"" + displayText(text, 120) + "\": " + why};
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(kSpace);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::optional<std::int64_t> integerOf(std::string_view text)
{
    const std::string_view digits = trimmed(text);
    std::int64_t number = 0;
    const auto [stopped, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool isWhole = error == std::errc() && stopped == digits.data() + digits.size() && !digits.empty();
    return isWhole ? std::optional(number) : std::nullopt;
}

std::string dimsText(const Dims& dims)
{
    std::string text = "[";
    for (std::size_t i = 0; i < dims.size(); ++i) {
        text += (i == 0 ? "" : ",") + std::to_string(dims[i]);
    }
    return text + "]";
}

/// KEY and what stands behind its "=".
Result<std::pair<std::string, std::string_view>> keyAndRest(std::string_view text, std::string_view shape)
{
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) {
        return mistake(text, "expected " + std::string(shape));
    }
    return std::pair{std::string(text.substr(0, equals)), trimmed(text.substr(equals + 1))};
}

Result<InitialValues> fillingFromText(std::string_view text)
{
    const InitialValues values = PTHF_TRY(parseInitialValues(text));
    if (std::isnan(values.first)) {
        return mistake(text, "nan is no number to fill with");
    }
    return values;
}

/// Types other than integers that a number can be written as here: those that numbers are converted to, and pairs of
/// them.
bool isPlainFloat(DType dtype)
{
    return isConvertTarget(dtype) || isComplex(dtype);
}

} // namespace

std::string shapeMistake(const Dims& shape, DType dtype)
{
    if (shape.size() > kMaxDimensions) {
        return "a tensor of " + std::to_string(shape.size()) + " dimensions; at most " + std::to_string(kMaxDimensions)
            + " are possible";
    }
    for (const std::int64_t size : shape) {
        if (size < 0) {
            return "the shape " + shapeText(shape) + " has the negative size " + std::to_string(size);
        }
    }
    const auto elements = elementCount(shape);
    if (!elements || *elements > kMaxPlannedBytes / dtypeBytes(dtype)) {
        const std::string count = elements ? countText(*elements) : std::string("more than 2^63");
        return "the shape " + shapeText(shape) + " of " + std::string(dtypeName(dtype)) + " has " + count
            + " elements; a tensor can be made of at most " + countText(kMaxPlannedBytes / dtypeBytes(dtype)) + " ("
            + sizeText(kMaxPlannedBytes) + ")";
    }
    return {};
}

std::string fillingMistake(const InitialValues& values, DType dtype, std::size_t dimensions)
{
    const std::string name(dtypeName(dtype));
    if (isDrawn(values.kind)) {
        const bool isPossible =
            dtype == DType::Float64 || dtype == DType::Float32 || dtype == DType::Float16 || dtype == DType::BFloat16;
        if (!isPossible) {
            return "numbers are drawn as float64, float32, float16 or bfloat16, not as " + name;
        }
        const bool isScaled = values.kind != InitialKind::Normal && values.kind != InitialKind::Uniform;
        return isScaled && dimensions < 2
            ? "Kaiming and Xavier need a tensor of at least two dimensions, not " + std::to_string(dimensions)
            : std::string();
    }
    if (!isInteger(dtype) && !isPlainFloat(dtype)) {
        return "tensors of " + name + " cannot be filled";
    }
    const bool isFitting =
        values.kind != InitialKind::Constant || isPlainFloat(dtype) || fitsInteger(values.first, dtype);
    return isFitting ? std::string() : name + " cannot hold " + initialValuesText(values);
}

Result<Dims> shapeFromText(std::string_view text)
{
    const std::string_view whole = trimmed(text);
    if (!whole.starts_with('[') || !whole.ends_with(']')) {
        return mistake(text, "a shape is written [1200,1024]");
    }
    Dims shape;
    std::string_view rest = trimmed(whole.substr(1, whole.size() - 2));
    while (!rest.empty()) {
        const std::size_t comma = rest.find(',');
        const auto size = integerOf(rest.substr(0, comma));
        if (!size) {
            return mistake(text, "a shape is written [1200,1024]");
        }
        shape.push_back(*size);
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    }
    return shape;
}

std::string tensorOptionText(const SetTensor& set)
{
    return set.key + "=" + set.file + "#" + pathText(set.path);
}

std::string tensorOptionText(const InitTensor& init)
{
    return init.key + "=" + initialValuesText(init.values) + ":" + dimsText(init.shape) + ":"
        + std::string(dtypeName(init.dtype));
}

std::string tensorOptionText(const Transpose& transpose)
{
    const bool isUsual = transpose.first == 0 && transpose.second == 1;
    return isUsual ? transpose.glob
                   : transpose.glob + "=>" + std::to_string(transpose.first) + "," + std::to_string(transpose.second);
}

std::string tensorOptionText(const Resize& resize)
{
    const std::string method = resamplingText(resize.resampling);
    return resize.key + "=" + dimsText(resize.shape) + ":"
        + (method.empty() ? initialValuesText(resize.values) : method);
}

Result<SetTensor> setTensorFromText(std::string_view text)
{
    const auto sides = PTHF_TRY(keyAndRest(text, "KEY=FILE#PATH"));
    // The last one that is not of an argument's "@#0".
    std::size_t mark = sides.second.rfind('#');
    while (mark != std::string_view::npos && mark != 0 && sides.second[mark - 1] == '@') {
        mark = sides.second.rfind('#', mark - 1);
    }
    if (mark == std::string_view::npos || mark == 0) {
        return mistake(text, "expected KEY=FILE#PATH");
    }
    SetTensor set;
    set.key = sides.first;
    set.file = std::string(sides.second.substr(0, mark));
    set.path = PTHF_TRY(parsePath(sides.second.substr(mark + 1)));
    return set;
}

Result<InitTensor> initTensorFromText(std::string_view text)
{
    const auto sides = PTHF_TRY(keyAndRest(text, "KEY=zeros:[200,1024]:float32"));
    const std::size_t shape = sides.second.find(":[");
    const std::size_t end = sides.second.rfind(']');
    if (shape == std::string_view::npos || end == std::string_view::npos || end < shape) {
        return mistake(text, "expected a shape, as in KEY=zeros:[200,1024]:float32");
    }
    InitTensor init;
    init.key = sides.first;
    init.values = PTHF_TRY(fillingFromText(sides.second.substr(0, shape)));
    init.shape = PTHF_TRY(shapeFromText(sides.second.substr(shape + 1, end - shape)));
    const std::string_view rest = trimmed(sides.second.substr(end + 1));
    if (!rest.empty()) {
        const auto dtype = dtypeFromName(trimmed(rest.substr(1)));
        if (!rest.starts_with(':') || !dtype) {
            return mistake(text, "\"" + displayText(rest, 80) + "\" is no number type");
        }
        init.dtype = *dtype;
    }
    return init;
}

Result<Transpose> transposeFromText(std::string_view text)
{
    Transpose transpose;
    const std::size_t arrow = text.rfind("=>");
    transpose.glob = std::string(text.substr(0, arrow));
    if (arrow != std::string_view::npos) {
        const std::string_view dims = text.substr(arrow + 2);
        const std::size_t comma = dims.find(',');
        const auto first = integerOf(dims.substr(0, comma));
        const auto second = comma == std::string_view::npos ? std::nullopt : integerOf(dims.substr(comma + 1));
        if (!first || !second) {
            return mistake(text, "two dimensions are written GLOB=>0,1");
        }
        transpose.first = *first;
        transpose.second = *second;
    }
    return transpose;
}

Result<Resize> resizeFromText(std::string_view text)
{
    const auto sides = PTHF_TRY(keyAndRest(text, "KEY=[1200,1024]:zeros"));
    const std::size_t end = sides.second.find(']');
    if (end == std::string_view::npos) {
        return mistake(text, "expected a shape, as in KEY=[1200,1024]:zeros");
    }
    Resize resize;
    resize.key = sides.first;
    resize.shape = PTHF_TRY(shapeFromText(sides.second.substr(0, end + 1)));
    const std::string_view rest = trimmed(sides.second.substr(end + 1));
    if (!rest.empty()) {
        if (!rest.starts_with(':')) {
            return mistake(text, "behind the shape stands a filling, as in KEY=[1200,1024]:zeros");
        }
        const std::string_view how = trimmed(rest.substr(1));
        if (isResamplingText(how)) {
            resize.resampling = PTHF_TRY(parseResampling(how));
        } else {
            resize.values = PTHF_TRY(fillingFromText(how));
        }
    }
    return resize;
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/numbers/nested_pieces.h"

#include <algorithm>
#include <string_view>

#include "core/base/byte_reader.h"
#include "core/checkpoint/tensor_bytes.h"

namespace pthf {

namespace {

using Integers = std::vector<std::int64_t>;

const TensorValue* partOf(const Document& document, const TensorValue& tensor, std::string_view name)
{
    if (!tensor.extras) {
        return nullptr;
    }
    const auto found = std::ranges::find(tensor.extras->parts, name, &TensorPart::name);
    return found == tensor.extras->parts.end() ? nullptr : &document.content.tensor(found->tensor);
}

Result<Integers> readIntegers(
    const Document& document, const TensorValue& tensor, std::uint64_t first, std::uint64_t count, const Task& task)
{
    const bool isLong = tensor.dtype == DType::Int64;
    if (!isLong && tensor.dtype != DType::Int32) {
        return Error{ErrorCode::Corrupt, "sizes of type " + std::string(dtypeName(tensor.dtype))};
    }
    Integers numbers;
    const BlockSink sink = [&](std::span<const std::byte> block) -> Status {
        const auto size = static_cast<std::size_t>(dtypeBytes(tensor.dtype));
        for (; block.size() >= size; block = block.subspan(size)) {
            numbers.push_back(isLong ? ByteReader::littleAt<std::int64_t>(block)
                                     : std::int64_t{ByteReader::littleAt<std::int32_t>(block)});
        }
        return Done{};
    };
    PTHF_TRY(readElements(document, tensor, first, count, sink, task));
    return numbers;
}

Result<NestedPieces> readSizes(
    const Document& document, const TensorValue& sizes, std::uint64_t limit, const Task& task)
{
    NestedPieces pieces;
    if (sizes.layout.shape.size() != 2 || sizes.layout.shape[0] < 0 || sizes.layout.shape[1] < 0) {
        return pieces; // a nested tensor of nothing
    }
    pieces.count = static_cast<std::uint64_t>(sizes.layout.shape[0]);
    const auto dims = static_cast<std::uint64_t>(sizes.layout.shape[1]);
    const std::uint64_t shown = std::min(pieces.count, limit);
    const Integers numbers = PTHF_TRY(readIntegers(document, sizes, 0, dims == 0 ? 0 : shown * dims, task));
    for (std::uint64_t i = 0; i < shown; ++i) {
        const auto begin = numbers.begin() + static_cast<std::ptrdiff_t>(i * dims);
        pieces.shapes.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(dims));
    }
    return pieces;
}

/// The dimension of the values along which the pieces lie: the one that the last offset fills.
std::size_t raggedDim(const Dims& shape, std::int64_t last)
{
    const auto found = std::ranges::find(shape, last);
    return found == shape.end() ? 0 : static_cast<std::size_t>(found - shape.begin());
}

Result<NestedPieces> readOffsets(const Document& document, const TensorValue& tensor, const TensorValue& values,
    const TensorValue& offsets, std::uint64_t limit, const Task& task)
{
    NestedPieces pieces;
    const std::uint64_t marks = offsets.elements();
    if (marks < 2 || values.layout.shape.empty()) {
        return pieces;
    }
    pieces.count = marks - 1;
    const std::uint64_t shown = std::min(pieces.count, limit);
    const Integers places = PTHF_TRY(readIntegers(document, offsets, 0, shown + 1, task));
    const Integers last = PTHF_TRY(readIntegers(document, offsets, marks - 1, 1, task));
    Integers lengths;
    if (const TensorValue* stated = partOf(document, tensor, "lengths")) {
        lengths = PTHF_TRY(readIntegers(document, *stated, 0, shown, task));
    }
    const std::size_t dim = raggedDim(values.layout.shape, last.empty() ? 0 : last.front());
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        Dims shape = values.layout.shape;
        shape[dim] = i < lengths.size() ? lengths[i] : places[i + 1] - places[i];
        pieces.shapes.push_back(std::move(shape));
    }
    return pieces;
}

} // namespace

Result<NestedPieces> readNestedPieces(
    const Document& document, const TensorValue& tensor, std::uint64_t limit, const Task& task)
{
    if (const TensorValue* sizes = partOf(document, tensor, "sizes"); sizes && tensor.form == TensorForm::Nested) {
        return readSizes(document, *sizes, limit, task);
    }
    const TensorValue* values = partOf(document, tensor, "values");
    const TensorValue* offsets = partOf(document, tensor, "offsets");
    if (tensor.form != TensorForm::Nested || values == nullptr || offsets == nullptr) {
        return Error{
            ErrorCode::Unsupported, "a " + std::string(tensorFormName(tensor.form)) + " tensor is not made of pieces"};
    }
    return readOffsets(document, tensor, *values, *offsets, limit, task);
}

} // namespace pthf

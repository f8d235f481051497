// SPDX-License-Identifier: Apache-2.0
#include "core/compute/torch/display.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string>

#include <ATen/core/Tensor.h>
#include <ATen/ops/_validate_sparse_compressed_tensor_args.h>
#include <ATen/ops/_validate_sparse_coo_tensor_args.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/sparse_compressed_tensor.h>
#include <ATen/ops/sparse_coo_tensor.h>

#include "core/compute/torch/torch_boundary.h"
#include "core/compute/torch/torch_dtype.h"
#include "core/types/shape.h"

namespace pthf::torch_module {
namespace {

/// How many integers of a quantized type lie in a byte; 0 where they take one or more.
unsigned packedIn(DType dtype) noexcept
{
    return dtype == DType::QUInt4x2 ? 2 : dtype == DType::QUInt2x4 ? 4 : 0;
}

/// The integer at a position of a run. Packed ones lie in a byte from its low bits up
/// (ATen/native/quantized/cpu/kernels/QuantizedOpKernels.cpp).
std::int32_t integerAt(DType dtype, std::span<const std::byte> elements, std::size_t position) noexcept
{
    switch (dtype) {
    case DType::QInt8:
        return static_cast<std::int8_t>(elements[position]);
    case DType::QInt32: {
        std::int32_t integer = 0;
        std::memcpy(&integer, elements.data() + position * sizeof(integer), sizeof(integer));
        return integer;
    }
    case DType::QUInt4x2:
    case DType::QUInt2x4: {
        const unsigned packed = packedIn(dtype);
        const unsigned bits = 8 / packed;
        const auto byte = std::to_integer<unsigned>(elements[position / packed]);
        return static_cast<std::int32_t>(byte >> (position % packed * bits) & ((1U << bits) - 1U));
    }
    default:
        return std::to_integer<std::int32_t>(elements[position]);
    }
}

/// Which pair of scale and zero point an element has: row-major, so by what lies behind the axis.
struct Channels {
    std::uint64_t inner = 1;
    std::uint64_t count = 1;

    std::size_t of(std::uint64_t element) const noexcept { return static_cast<std::size_t>(element / inner % count); }
};

Result<Channels> channelsOf(const QuantizedTensor& tensor)
{
    Channels channels;
    if (tensor.axis) {
        const std::span<const std::int64_t> shape = tensor.shape;
        const std::optional<std::uint64_t> inner =
            *tensor.axis < shape.size() ? elementCount(shape.subspan(*tensor.axis + 1)) : std::nullopt;
        if (!inner || shape[*tensor.axis] < 0) {
            return Error{ErrorCode::Corrupt,
                "quantized along dimension " + std::to_string(*tensor.axis) + " of " + shapeText(shape)};
        }
        channels.inner = std::max<std::uint64_t>(1, *inner);
        channels.count = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(shape[*tensor.axis]));
    }
    if (tensor.scales.size() < channels.count || tensor.zeroPoints.size() < channels.count) {
        return Error{ErrorCode::Corrupt,
            "quantized with " + std::to_string(tensor.scales.size()) + " scales and "
                + std::to_string(tensor.zeroPoints.size()) + " zero points, " + std::to_string(channels.count)
                + " are needed"};
    }
    return channels;
}

/// A part of a sparse tensor over the caller's bytes, which outlive it.
Result<at::Tensor> partOf(const SparseTensor& sparse, std::string_view name)
{
    const auto part = std::ranges::find(sparse.parts, name, &SparsePart::name);
    if (part == sparse.parts.end()) {
        return Error{ErrorCode::Corrupt, "a " + sparse.layout + " tensor without " + std::string(name)};
    }
    const std::optional<std::uint64_t> elements = elementCount(part->shape);
    if (!elements || *elements > part->bytes.size() / dtypeBytes(part->dtype)) {
        return Error{ErrorCode::Truncated,
            std::string(name) + " of shape " + shapeText(part->shape) + " has " + std::to_string(part->bytes.size())
                + " bytes"};
    }
    const c10::ScalarType type = PTHF_TRY(scalarTypeOf(part->dtype));
    // LibTorch takes no pointer to const; it is not written to.
    return at::from_blob(const_cast<std::byte*>(part->bytes.data()), part->shape, at::TensorOptions(type));
}

Result<at::Tensor> cooOf(const SparseTensor& sparse)
{
    const at::Tensor indices = PTHF_TRY(partOf(sparse, "indices"));
    const at::Tensor values = PTHF_TRY(partOf(sparse, "values"));
    // Indices come from a file: LibTorch looks at them only when it is told to.
    at::_validate_sparse_coo_tensor_args(indices, values, sparse.shape);
    return at::sparse_coo_tensor(indices, values, sparse.shape);
}

/// The four compressed layouts: what their index parts are called.
struct Compressed {
    std::string_view name;
    c10::Layout layout;
    std::string_view outer;
    std::string_view inner;
};
constexpr std::array<Compressed, 4> kCompressed{{
    {"sparse_csr", c10::Layout::SparseCsr, "crow_indices", "col_indices"},
    {"sparse_csc", c10::Layout::SparseCsc, "ccol_indices", "row_indices"},
    {"sparse_bsr", c10::Layout::SparseBsr, "crow_indices", "col_indices"},
    {"sparse_bsc", c10::Layout::SparseBsc, "ccol_indices", "row_indices"},
}};

Result<at::Tensor> compressedOf(const SparseTensor& sparse)
{
    const auto form = std::ranges::find(kCompressed, sparse.layout, &Compressed::name);
    if (form == kCompressed.end()) {
        return Error{ErrorCode::Unsupported, "tensors of layout " + sparse.layout + " have no dense form"};
    }
    const at::Tensor outer = PTHF_TRY(partOf(sparse, form->outer));
    const at::Tensor inner = PTHF_TRY(partOf(sparse, form->inner));
    const at::Tensor values = PTHF_TRY(partOf(sparse, "values"));
    at::_validate_sparse_compressed_tensor_args(outer, inner, values, sparse.shape, form->layout);
    return at::sparse_compressed_tensor(outer, inner, values, sparse.shape, values.options().layout(form->layout));
}

} // namespace

Result<std::vector<float>> dequantise(
    const QuantizedTensor& tensor, std::uint64_t first, std::span<const std::byte> elements)
{
    if (!isQuantized(tensor.dtype)) {
        return Error{ErrorCode::InvalidArgument, std::string(dtypeName(tensor.dtype)) + " is not quantized"};
    }
    const Channels channels = PTHF_TRY(channelsOf(tensor));
    const unsigned packed = packedIn(tensor.dtype);
    return guarded([&]() -> Result<std::vector<float>> {
        std::vector<float> numbers(packed != 0 ? elements.size() * packed
                                               : elements.size() / static_cast<std::size_t>(dtypeBytes(tensor.dtype)));
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            const std::size_t channel = channels.of(first + i);
            // In float32, as ATen/native/quantized/AffineQuantizerBase.cpp dequantize_val.
            const auto zeroPoint = static_cast<float>(tensor.zeroPoints[channel]);
            const auto scale = static_cast<float>(tensor.scales[channel]);
            numbers[i] = (static_cast<float>(integerAt(tensor.dtype, elements, i)) - zeroPoint) * scale;
        }
        return numbers;
    });
}

Result<std::vector<std::byte>> densify(const SparseTensor& tensor, std::uint64_t maxBytes)
{
    const std::optional<std::uint64_t> elements = elementCount(tensor.shape);
    const auto values = std::ranges::find(tensor.parts, "values", &SparsePart::name);
    const std::uint64_t size = values == tensor.parts.end() ? 1 : dtypeBytes(values->dtype);
    if (!elements || *elements > maxBytes / size) {
        return Error{ErrorCode::LimitExceeded,
            "the dense form of " + shapeText(tensor.shape) + " takes more than " + std::to_string(maxBytes) + " bytes"};
    }
    return guarded([&]() -> Result<std::vector<std::byte>> {
        const at::Tensor sparse = PTHF_TRY(tensor.layout == "sparse_coo" ? cooOf(tensor) : compressedOf(tensor));
        const at::Tensor dense = sparse.to_dense().contiguous();
        const auto* bytes = static_cast<const std::byte*>(dense.data_ptr());
        return std::vector<std::byte>(bytes, bytes + dense.nbytes());
    });
}

} // namespace pthf::torch_module

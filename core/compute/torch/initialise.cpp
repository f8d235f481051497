// SPDX-License-Identifier: Apache-2.0
#include "core/compute/torch/initialise.h"

#include <cmath>
#include <string>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include "core/compute/torch/torch_boundary.h"
#include "core/compute/torch/torch_dtype.h"
#include "core/types/shape.h"

namespace pthf::torch_module {
namespace {

/// Elements drawn at a time. torch draws normal numbers in groups of 16 and the last 16 of a tensor once more
/// (ATen/native/cpu/DistributionTemplates.h normal_fill): blocks of whole groups, with at least one group in the last,
/// give what one draw gives.
constexpr std::uint64_t kGroup = 16;
constexpr std::uint64_t kBlockElements = std::uint64_t{1} << 20U;

struct Fans {
    double in = 0;
    double out = 0;
};

/// torch/nn/init.py _calculate_fan_in_and_fan_out
Result<Fans> fansOf(std::span<const std::int64_t> shape)
{
    if (shape.size() < 2) {
        return Error{ErrorCode::InvalidArgument,
            "Kaiming and Xavier need a tensor of at least two dimensions, not " + shapeText(shape)};
    }
    double field = 1;
    for (const std::int64_t size : shape.subspan(2)) {
        field *= static_cast<double>(size);
    }
    return Fans{static_cast<double>(shape[1]) * field, static_cast<double>(shape[0]) * field};
}

/// Every filling comes down to one of four.
struct Draw {
    enum class Kind : std::uint8_t { Fill, Normal, Uniform };
    Kind kind = Kind::Fill;
    double first = 0; ///< the value, mean, or low
    double second = 0; ///< standard deviation, or high
};

Draw normal(double std)
{
    return {Draw::Kind::Normal, 0, std};
}

Draw uniform(double std)
{
    const double bound = std::sqrt(3.0) * std;
    return {Draw::Kind::Uniform, -bound, bound};
}

Result<Draw> scaled(const InitialValues& values, std::span<const std::int64_t> shape)
{
    const Fans fans = PTHF_TRY(fansOf(shape));
    switch (values.kind) {
    case InitialKind::XavierUniform:
    case InitialKind::XavierNormal: {
        const double std = values.first * std::sqrt(2.0 / (fans.in + fans.out));
        return values.kind == InitialKind::XavierNormal ? normal(std) : uniform(std);
    }
    default: {
        // calculate_gain("leaky_relu", a)
        const double gain = std::sqrt(2.0 / (1 + values.first * values.first));
        const double std = gain / std::sqrt(values.fan == FanMode::In ? fans.in : fans.out);
        return values.kind == InitialKind::KaimingNormal ? normal(std) : uniform(std);
    }
    }
}

Result<Draw> drawOf(const InitialValues& values, std::span<const std::int64_t> shape)
{
    switch (values.kind) {
    case InitialKind::Zeros:
        return Draw{Draw::Kind::Fill, 0, 0};
    case InitialKind::Ones:
        return Draw{Draw::Kind::Fill, 1, 0};
    case InitialKind::Constant:
        return Draw{Draw::Kind::Fill, values.first, 0};
    case InitialKind::Normal:
        return Draw{Draw::Kind::Normal, values.first, values.second};
    case InitialKind::Uniform:
        return Draw{Draw::Kind::Uniform, values.first, values.second};
    default:
        return scaled(values, shape);
    }
}

void drawInto(at::Tensor& block, const Draw& draw, const at::Generator& generator)
{
    switch (draw.kind) {
    case Draw::Kind::Fill:
        block.fill_(draw.first);
        return;
    case Draw::Kind::Normal:
        block.normal_(draw.first, draw.second, generator);
        return;
    case Draw::Kind::Uniform:
        block.uniform_(draw.first, draw.second, generator);
        return;
    }
}

} // namespace

Status initialise(const InitialValues& values, DType dtype, std::span<const std::int64_t> shape, const BytesSink& sink,
    const Task& task)
{
    const std::optional<std::uint64_t> elements = elementCount(shape);
    if (!elements) {
        return Error{ErrorCode::InvalidArgument, "no tensor has the shape " + shapeText(shape)};
    }
    if (*elements == 0) {
        return Done{};
    }
    const Draw draw = PTHF_TRY(drawOf(values, shape));
    if (draw.kind != Draw::Kind::Fill && !isFloating(dtype)) {
        return Error{
            ErrorCode::Unsupported, std::string(dtypeName(dtype)) + " holds no drawn numbers: only floating types do"};
    }
    const c10::ScalarType type = PTHF_TRY(scalarTypeOf(dtype));
    return guarded([&]() -> Status {
        const at::Generator generator = at::detail::createCPUGenerator(values.seed);
        for (std::uint64_t left = *elements; left != 0;) {
            PTHF_TRY(task.poll());
            const std::uint64_t now = left < kBlockElements + kGroup ? left : kBlockElements;
            at::Tensor block = at::empty({static_cast<std::int64_t>(now)}, at::TensorOptions(type));
            drawInto(block, draw, generator);
            PTHF_TRY(sink({static_cast<const std::byte*>(block.data_ptr()), static_cast<std::size_t>(block.nbytes())}));
            left -= now;
            task.progress.report(*elements - left, *elements);
        }
        return Done{};
    });
}

} // namespace pthf::torch_module

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace pthf {

/// The fillings of torch.nn.init that a new tensor can have.
enum class InitialKind : std::uint8_t {
    Zeros,
    Ones,
    Constant, ///< first: the value
    Normal, ///< first: mean, second: standard deviation
    Uniform, ///< first: low, second: high
    KaimingUniform, ///< first: the negative slope `a` of leaky_relu (0: relu)
    KaimingNormal, ///< likewise
    XavierUniform, ///< first: the gain
    XavierNormal ///< likewise
};

enum class FanMode : std::uint8_t { In, Out };

/// What a new tensor, or the new room of a grown one, is filled with. The same seed gives the numbers that
/// `torch.manual_seed(seed)` and the function of torch.nn.init give on a new contiguous CPU tensor.
struct InitialValues {
    InitialKind kind = InitialKind::Zeros;
    double first = 0;
    double second = 0;
    FanMode fan = FanMode::In; ///< of the Kaiming ones
    std::uint64_t seed = 0; ///< of the drawn ones

    bool operator==(const InitialValues&) const = default;
};

/// Whether numbers are drawn, for which LibTorch is needed; the others are written without it.
bool isDrawn(InitialKind kind) noexcept;

/// "zeros", "constant(0.5)", "normal(0,0.02,seed=1)", "kaiming_uniform(2.236,mode=fan_out,seed=3)".
std::string initialValuesText(const InitialValues& values);

/// Reads what initialValuesText writes. Arguments may be left out (normal is (0,1), uniform (0,1), constant needs its
/// value, Kaiming a=0, Xavier gain=1, seed 0) or named as torch names them: mean, std, a, b, val, gain, mode, seed.
/// "kaiming" and "xavier" are the uniform ones. InvalidArgument says what was expected.
Result<InitialValues> parseInitialValues(std::string_view text);

} // namespace pthf

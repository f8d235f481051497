// SPDX-License-Identifier: Apache-2.0
#include "core/compute/torch/torch_dtype.h"

#include <array>
#include <string>
#include <string_view>

namespace pthf::torch_module {
namespace {

/// By DType, as c10/core/ScalarType.h spells them. Looked up by name while running, so that one source serves every
/// LibTorch, whichever types it knows.
constexpr std::array<std::string_view, kDTypeCount> kNames{"Double", "Float", "Half", "BFloat16", "ComplexDouble",
    "ComplexFloat", "ComplexHalf", "Long", "Int", "Short", "Char", "Byte", "UInt16", "UInt32", "UInt64", "Bool",
    "Float8_e4m3fn", "Float8_e5m2", "Float8_e4m3fnuz", "Float8_e5m2fnuz", "Float8_e8m0fnu", "Float4_e2m1fn_x2", "QInt8",
    "QUInt8", "QInt32", "QUInt4x2", "QUInt2x4", "Bits8", "Bits16", "Bits1x8", "Bits2x4", "Bits4x2", ""};

constexpr int kScalarTypes = static_cast<int>(c10::ScalarType::NumOptions);

} // namespace

Result<c10::ScalarType> scalarTypeOf(DType dtype)
{
    const std::string_view name = kNames.at(static_cast<std::size_t>(dtype));
    for (int i = 0; i < kScalarTypes; ++i) {
        const auto type = static_cast<c10::ScalarType>(i);
        if (!name.empty() && name == c10::toString(type)) {
            return type;
        }
    }
    return Error{ErrorCode::Unsupported, "this LibTorch does not know " + std::string(dtypeName(dtype))};
}

DType dtypeOf(c10::ScalarType type)
{
    const std::string_view name = c10::toString(type);
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (kNames.at(i) == name) {
            return static_cast<DType>(i);
        }
    }
    return DType::Unknown;
}

} // namespace pthf::torch_module

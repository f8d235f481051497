// SPDX-License-Identifier: Apache-2.0
#include "core/types/dtype.h"

#include <array>
#include <utility>

namespace pthf {

namespace {

// In the order of DType. Storage classes: torch/csrc/utils/pickle and torch/storage.py; types without one are saved as
// UntypedStorage with _rebuild_tensor_v3.
constexpr std::array<DTypeInfo, kDTypeCount> kInfo{{
    {"float64", 8, "DoubleStorage", "F64", "f8"},
    {"float32", 4, "FloatStorage", "F32", "f4"},
    {"float16", 2, "HalfStorage", "F16", "f2"},
    {"bfloat16", 2, "BFloat16Storage", "BF16", ""},
    {"complex128", 16, "ComplexDoubleStorage", "", "c16"},
    {"complex64", 8, "ComplexFloatStorage", "C64", "c8"},
    {"complex32", 4, "", "", ""},
    {"int64", 8, "LongStorage", "I64", "i8"},
    {"int32", 4, "IntStorage", "I32", "i4"},
    {"int16", 2, "ShortStorage", "I16", "i2"},
    {"int8", 1, "CharStorage", "I8", "i1"},
    {"uint8", 1, "ByteStorage", "U8", "u1"},
    {"uint16", 2, "", "U16", "u2"},
    {"uint32", 4, "", "U32", "u4"},
    {"uint64", 8, "", "U64", "u8"},
    {"bool", 1, "BoolStorage", "BOOL", "b1"},
    {"float8_e4m3fn", 1, "", "F8_E4M3", ""},
    {"float8_e5m2", 1, "", "F8_E5M2", ""},
    {"float8_e4m3fnuz", 1, "", "F8_E4M3FNUZ", ""},
    {"float8_e5m2fnuz", 1, "", "F8_E5M2FNUZ", ""},
    {"float8_e8m0fnu", 1, "", "F8_E8M0", ""},
    {"float4_e2m1fn_x2", 1, "", "F4", ""},
    {"qint8", 1, "QInt8Storage", "", ""},
    {"quint8", 1, "QUInt8Storage", "", ""},
    {"qint32", 4, "QInt32Storage", "", ""},
    {"quint4x2", 1, "QUInt4x2Storage", "", ""},
    {"quint2x4", 1, "QUInt2x4Storage", "", ""},
    {"bits8", 1, "", "", ""},
    {"bits16", 2, "", "", ""},
    {"bits1x8", 1, "", "", ""},
    {"bits2x4", 1, "", "", ""},
    {"bits4x2", 1, "", "", ""},
    {"unknown", 1, "", "", ""},
}};

struct Alias {
    std::string_view name;
    DType dtype;
};

constexpr std::array kNameAliases{
    Alias{"double", DType::Float64},
    Alias{"float", DType::Float32},
    Alias{"half", DType::Float16},
    Alias{"fp32", DType::Float32}, // as people write them
    Alias{"fp16", DType::Float16},
    Alias{"bf16", DType::BFloat16},
    Alias{"cdouble", DType::Complex128},
    Alias{"cfloat", DType::Complex64},
    Alias{"chalf", DType::Complex32},
    Alias{"long", DType::Int64},
    Alias{"int", DType::Int32},
    Alias{"short", DType::Int16},
};

// Names that only the C++ writers put into a persistent id (FORMATS 2.3).
constexpr std::array kStorageAliases{
    Alias{"ComplexHalfStorage", DType::Complex32},
    Alias{"Bits8Storage", DType::Bits8},
    Alias{"Bits16Storage", DType::Bits16},
    Alias{"Bits1x8Storage", DType::Bits1x8},
    Alias{"Bits2x4Storage", DType::Bits2x4},
    Alias{"Bits4x2Storage", DType::Bits4x2},
    Alias{"Float8_e4m3fnStorage", DType::Float8E4M3FN},
    Alias{"Float8_e5m2Storage", DType::Float8E5M2},
    Alias{"Float8_e4m3fnuzStorage", DType::Float8E4M3FNUZ},
    Alias{"Float8_e5m2fnuzStorage", DType::Float8E5M2FNUZ},
    Alias{"Float8_e8m0fnuStorage", DType::Float8E8M0FNU},
    Alias{"UInt16Storage", DType::UInt16},
    Alias{"UInt32Storage", DType::UInt32},
    Alias{"UInt64Storage", DType::UInt64},
};

std::optional<DType> findBy(std::string_view DTypeInfo::*word, std::string_view text) noexcept
{
    if (text.empty()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i + 1 < kDTypeCount; ++i) {
        if (kInfo[i].*word == text) {
            return static_cast<DType>(i);
        }
    }
    return std::nullopt;
}

template<std::size_t N>
std::optional<DType> findAlias(const std::array<Alias, N>& aliases, std::string_view text) noexcept
{
    for (const Alias& alias : aliases) {
        if (alias.name == text) {
            return alias.dtype;
        }
    }
    return std::nullopt;
}

} // namespace

const DTypeInfo& dtypeInfo(DType dtype) noexcept
{
    return kInfo[static_cast<std::size_t>(dtype)];
}

std::optional<DType> dtypeFromName(std::string_view name) noexcept
{
    constexpr std::string_view kTorch = "torch.";
    if (name.starts_with(kTorch)) {
        name.remove_prefix(kTorch.size());
    }
    const auto found = findBy(&DTypeInfo::name, name);
    return found ? found : findAlias(kNameAliases, name);
}

std::optional<DType> dtypeFromStorageClass(std::string_view className) noexcept
{
    const auto found = findBy(&DTypeInfo::storageClass, className);
    return found ? found : findAlias(kStorageAliases, className);
}

std::optional<DType> dtypeFromSafetensors(std::string_view name) noexcept
{
    return findBy(&DTypeInfo::safetensors, name);
}

std::optional<DType> dtypeFromNumpy(std::string_view kindAndSize) noexcept
{
    return findBy(&DTypeInfo::numpy, kindAndSize == "?" ? std::string_view{"b1"} : kindAndSize);
}

bool isFloating(DType dtype) noexcept
{
    switch (dtype) {
    case DType::Float64:
    case DType::Float32:
    case DType::Float16:
    case DType::BFloat16:
    case DType::Float8E4M3FN:
    case DType::Float8E5M2:
    case DType::Float8E4M3FNUZ:
    case DType::Float8E5M2FNUZ:
    case DType::Float8E8M0FNU:
        return true;
    default:
        return false;
    }
}

bool isComplex(DType dtype) noexcept
{
    return dtype == DType::Complex128 || dtype == DType::Complex64 || dtype == DType::Complex32;
}

bool isQuantized(DType dtype) noexcept
{
    return dtype >= DType::QInt8 && dtype <= DType::QUInt2x4;
}

} // namespace pthf

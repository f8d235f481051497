// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pthf {

/// Element types of tensors, by torch's names.
enum class DType : std::uint8_t {
    Float64,
    Float32,
    Float16,
    BFloat16,
    Complex128,
    Complex64,
    Complex32,
    Int64,
    Int32,
    Int16,
    Int8,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Bool,
    Float8E4M3FN,
    Float8E5M2,
    Float8E4M3FNUZ,
    Float8E5M2FNUZ,
    Float8E8M0FNU,
    Float4E2M1FNx2, ///< two 4-bit numbers a byte; a shape counts bytes
    QInt8,
    QUInt8,
    QInt32,
    QUInt4x2,
    QUInt2x4,
    Bits8,
    Bits16,
    Bits1x8,
    Bits2x4,
    Bits4x2,
    Unknown ///< one byte an element: a type that a file names and we do not know
};

/// How many enumerators DType has, for tables and tests.
inline constexpr std::size_t kDTypeCount = static_cast<std::size_t>(DType::Unknown) + 1;

/// What is known of one element type.
struct DTypeInfo {
    std::string_view name; ///< torch's: "float32", "quint4x2"
    std::uint8_t bytes; ///< of one element as stored
    std::string_view storageClass; ///< "FloatStorage"; empty where torch.save writes UntypedStorage
    std::string_view safetensors; ///< "F32"; empty where safetensors has no word
    std::string_view numpy; ///< "f4", without byte order; empty where numpy has none
};

const DTypeInfo& dtypeInfo(DType dtype) noexcept;
inline std::string_view dtypeName(DType dtype) noexcept
{
    return dtypeInfo(dtype).name;
}
inline std::uint64_t dtypeBytes(DType dtype) noexcept
{
    return dtypeInfo(dtype).bytes;
}

/// By torch's name, with or without "torch.", aliases included ("half", "long").
std::optional<DType> dtypeFromName(std::string_view name) noexcept;
/// By the name of a storage class, "FloatStorage"; the names that only C++ writers use too. UntypedStorage is none.
std::optional<DType> dtypeFromStorageClass(std::string_view className) noexcept;
std::optional<DType> dtypeFromSafetensors(std::string_view name) noexcept;
/// By numpy's kind and size without byte order: "f4", "i8", "u1", "b1", "c8".
std::optional<DType> dtypeFromNumpy(std::string_view kindAndSize) noexcept;

bool isFloating(DType dtype) noexcept; ///< float64 ... float8; what Cast touches
bool isComplex(DType dtype) noexcept;
bool isQuantized(DType dtype) noexcept;

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/types/integers.h"

#include <cmath>

namespace pthf {

namespace {

bool isUnsigned(DType dtype) noexcept
{
    switch (dtype) {
    case DType::UInt8:
    case DType::UInt16:
    case DType::UInt32:
    case DType::UInt64:
    case DType::Bool:
        return true;
    default:
        return false;
    }
}

bool isSigned(DType dtype) noexcept
{
    return dtype == DType::Int64 || dtype == DType::Int32 || dtype == DType::Int16 || dtype == DType::Int8;
}

} // namespace

bool isInteger(DType dtype) noexcept
{
    return isSigned(dtype) || isUnsigned(dtype);
}

bool fitsInteger(double value, DType dtype) noexcept
{
    if (dtype == DType::Bool) {
        return value == 0 || value == 1;
    }
    const auto bits = static_cast<int>(dtypeBytes(dtype) * 8);
    const double low = isUnsigned(dtype) ? 0 : -std::ldexp(1.0, bits - 1);
    const double end = std::ldexp(1.0, isUnsigned(dtype) ? bits : bits - 1);
    return std::trunc(value) == value && value >= low && value < end;
}

} // namespace pthf

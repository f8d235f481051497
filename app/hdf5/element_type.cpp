// SPDX-License-Identifier: Apache-2.0
#include "app/hdf5/element_type.h"

#include <array>

#include "app/hdf5/hdf5_handle.h"

namespace pthf::hdf5 {

namespace {

/// IEEE's layouts, and bfloat16's, by where their exponent lies.
std::string_view floatName(hid_t type)
{
    size_t sign = 0;
    size_t exponent = 0;
    size_t exponentBits = 0;
    size_t mantissa = 0;
    size_t mantissaBits = 0;
    if (H5Tget_fields(type, &sign, &exponent, &exponentBits, &mantissa, &mantissaBits) < 0 || mantissa != 0) {
        return {};
    }
    struct Layout {
        size_t bytes;
        size_t exponentBits;
        size_t mantissaBits;
        std::string_view name;
    };
    constexpr std::array<Layout, 4> kLayouts{
        {{2, 5, 10, "float16"}, {2, 8, 7, "bfloat16"}, {4, 8, 23, "float32"}, {8, 11, 52, "float64"}}};
    for (const Layout& layout : kLayouts) {
        if (H5Tget_size(type) == layout.bytes && exponentBits == layout.exponentBits
            && mantissaBits == layout.mantissaBits) {
            return layout.name;
        }
    }
    return {};
}

std::string_view integerName(hid_t type)
{
    const bool isSigned = H5Tget_sign(type) == H5T_SGN_2;
    switch (H5Tget_size(type)) {
    case 1:
        return isSigned ? "int8" : "uint8";
    case 2:
        return isSigned ? "int16" : "uint16";
    case 4:
        return isSigned ? "int32" : "uint32";
    case 8:
        return isSigned ? "int64" : "uint64";
    default:
        return {};
    }
}

/// What h5py makes of numpy's bool: an enumeration of FALSE and TRUE.
bool isBool(hid_t type)
{
    signed char no = -1;
    signed char yes = -1;
    return H5Tget_size(type) == 1 && H5Tget_nmembers(type) == 2 && H5Tenum_valueof(type, "FALSE", &no) >= 0
        && H5Tenum_valueof(type, "TRUE", &yes) >= 0 && no == 0 && yes == 1;
}

/// What h5py makes of numpy's complex numbers: two equal floats, "r" and "i".
std::string_view complexName(hid_t type)
{
    if (H5Tget_nmembers(type) != 2) {
        return {};
    }
    const Handle real(H5Tget_member_type(type, 0), H5Tclose);
    const Handle imaginary(H5Tget_member_type(type, 1), H5Tclose);
    if (!real || !imaginary || H5Tequal(real.id(), imaginary.id()) <= 0 || H5Tget_class(real.id()) != H5T_FLOAT
        || H5Tget_member_index(type, "r") != 0 || H5Tget_member_index(type, "i") != 1
        || H5Tget_size(type) != 2 * H5Tget_size(real.id())) {
        return {};
    }
    const std::string_view name = floatName(real.id());
    if (name == "float32") {
        return "complex64";
    }
    return name == "float64" ? "complex128" : std::string_view();
}

bool isBigEndian(hid_t type)
{
    if (H5Tget_class(type) == H5T_COMPOUND) {
        const Handle member(H5Tget_member_type(type, 0), H5Tclose);
        return member && H5Tget_order(member.id()) == H5T_ORDER_BE;
    }
    return H5Tget_order(type) == H5T_ORDER_BE;
}

} // namespace

ElementType elementTypeOf(hid_t id)
{
    ElementType type;
    type.bytes = H5Tget_size(id);
    switch (H5Tget_class(id)) {
    case H5T_INTEGER:
        type.className = "integer";
        type.name = integerName(id);
        break;
    case H5T_FLOAT:
        type.className = "float";
        type.name = floatName(id);
        break;
    case H5T_STRING:
        type.className = "string";
        return type;
    case H5T_ENUM:
        type.className = "enum";
        type.name = isBool(id) ? "bool" : std::string_view();
        break;
    case H5T_COMPOUND:
        type.className = "compound";
        type.name = complexName(id);
        break;
    case H5T_OPAQUE:
        type.className = "opaque";
        return type;
    case H5T_REFERENCE:
        type.className = "reference";
        return type;
    case H5T_VLEN:
        type.className = "vlen";
        return type;
    case H5T_ARRAY:
        type.className = "array";
        return type;
    default:
        return type;
    }
    type.isBig = isBigEndian(id);
    return type;
}

} // namespace pthf::hdf5

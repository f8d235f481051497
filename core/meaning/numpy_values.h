// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/meaning/numpy_dates.h"
#include "core/value/content.h"

namespace pthf {

struct NumpyField;

/// A numpy dtype as a pickle describes it: ('f8', False, True) and a state with the byte order.
struct NumpyDtype {
    std::string name; ///< numpy's: "float64", "bool", "datetime64[ns]", "object", "void"
    char kind = 'V'; ///< 'b' 'i' 'u' 'f' 'c' 'U' 'S' 'O' 'V' 'M' 'm'
    std::uint64_t itemBytes = 0; ///< 0 where the description does not say
    bool isBigEndian = false;
    std::optional<DType> dtype; ///< where torch has the type
    NumpyTimeUnit unit; ///< of dates and durations
    /// Of a structure, those within it too ("position.x"); empty where its description cannot be read.
    std::vector<NumpyField> fields;
};

/// One plain part of every element of a structured array.
struct NumpyField {
    std::string name;
    std::uint64_t offset = 0; ///< within the element
    Dims shape; ///< of a field that is an array itself
    NumpyDtype type;
};

/// A numpy scalar, decoded; dates and durations as numpy prints them. monostate: a type that has no plainer value
/// (structures, bytes that are no UTF-8).
struct NumpyScalar {
    NumpyDtype type;
    std::string exact; ///< of longdouble, where `value` is rounded: in decimal
    std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::complex<double>, std::string> value;
};

/// A numpy array: what it says of itself, and where its elements lie.
struct NumpyArray {
    NumpyDtype type;
    Dims shape;
    bool isFortran = false;
    ValueId data = kNoValue; ///< Bytes of the elements (or a Call that stands for bytes); a List for object arrays
    ValueId mask = kNoValue; ///< of a masked array: as many bytes, those that are not 0 hide their element
    std::uint64_t bytes = 0; ///< that the shape needs; 0 where it cannot be said
};

std::optional<NumpyDtype> numpyDtypeOf(const ValueGraph& graph, ValueId id);
/// The same without its fields.
std::optional<NumpyDtype> bareNumpyDtypeOf(const ValueGraph& graph, ValueId id);
std::optional<NumpyScalar> numpyScalarOf(const ValueGraph& graph, ValueId id);
std::optional<NumpyArray> numpyArrayOf(const ValueGraph& graph, ValueId id);
/// numpy.ma's: the data under the mask, and the mask.
std::optional<NumpyArray> numpyMaskedArrayOf(const ValueGraph& graph, ValueId id);
/// Either of them.
std::optional<NumpyArray> shownArrayOf(const ValueGraph& graph, ValueId id);

/// The first texts of an array of texts ('U') or bytes ('S'), without the zeros that fill them up, or of dates and
/// durations; nothing for other arrays, and where the bytes are not all there.
std::optional<std::vector<std::string>> numpyTextsOf(
    const ValueGraph& graph, const NumpyArray& array, std::size_t most = SIZE_MAX);

/// "f8" and the like, with or without byte order; nothing for a spelling numpy does not have.
std::optional<NumpyDtype> parseNumpyDtype(std::string_view spelling);

/// Column-major strides, numpy's Fortran order.
Dims fortranStrides(const Dims& shape);

} // namespace pthf

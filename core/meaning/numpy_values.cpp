// SPDX-License-Identifier: Apache-2.0
#include "core/meaning/numpy_values.h"

#include <algorithm>
#include <span>

#include "core/base/checked_math.h"
#include "core/meaning/byte_values.h"
#include "core/meaning/known_globals.h"
#include "core/meaning/numpy_fields.h"
#include "core/meaning/numpy_items.h"
#include "core/meaning/python_repr.h"
#include "core/meaning/torch_words.h"
#include "core/text/utf8.h"

// How numpy pickles (numpy/core/src/multiarray/descriptor.c, methods.c, numeric.py):
//   dtype   dtype('f8', False, True)           state (3, '<', subdtype, names, fields, itemsize, alignment, flags)
//   scalar  multiarray.scalar(dtype, bytes)
//   array   multiarray._reconstruct(ndarray, (0,), b'b')   state (1, shape, dtype, is Fortran, bytes | list)
//   array   numeric._frombuffer(buffer, dtype, shape, 'C' | 'F')   protocol 5

namespace pthf {

namespace {

bool isInstance(const ValueGraph& graph, ValueId id)
{
    return id != kNoValue && (graph.kind(id) == ValueKind::Call || graph.kind(id) == ValueKind::Object);
}

/// The name numpy prints for the type: int64, float32, <U5, datetime64.
std::string nameOf(char kind, std::uint64_t itemBytes, bool isBigEndian)
{
    const std::string bits = std::to_string(itemBytes * 8);
    switch (kind) {
    case 'b':
        return "bool";
    case 'i':
        return "int" + bits;
    case 'u':
        return "uint" + bits;
    case 'f':
        return "float" + bits;
    case 'c':
        return "complex" + bits;
    case 'U':
        return (isBigEndian ? ">U" : "<U") + std::to_string(itemBytes / 4);
    case 'S':
    case 'a':
        return "|S" + std::to_string(itemBytes);
    case 'O':
        return "object";
    case 'M':
        return "datetime64";
    case 'm':
        return "timedelta64";
    default:
        return "|V" + std::to_string(itemBytes);
    }
}

std::int64_t signExtended(std::uint64_t word, std::size_t bytes)
{
    const auto shift = static_cast<unsigned>(64 - bytes * 8);
    return static_cast<std::int64_t>(word << shift) >> shift;
}

bool isTime(char kind) noexcept
{
    return kind == 'M' || kind == 'm';
}

/// (metadata, (b'D', 1, 1, 1)): unit, how many of it, and two numbers of history.
NumpyTimeUnit timeUnitOf(const ValueGraph& graph, ValueId metadata)
{
    const auto pair = sequenceItems(graph, metadata);
    const auto numbers = pair.size() == 2 ? sequenceItems(graph, pair[1]) : std::span<const ValueId>{};
    if (numbers.size() < 2) {
        return {};
    }
    const auto text = plainText(graph, numbers[0]);
    const std::string unit = text ? std::string(*text) : decodedBytesOf(graph, numbers[0]);
    const std::int64_t count = plainInteger(graph, numbers[1]).value_or(1);
    return timeUnitIn('[' + std::to_string(count) + unit + ']');
}

/// One item of an array of texts, dates or durations.
std::string itemText(const NumpyDtype& type, std::string_view item)
{
    if (type.kind == 'U') {
        return numpyStringOf(item, type.isBigEndian);
    }
    if (isTime(type.kind)) {
        return numpyTimeText(type, item);
    }
    const std::size_t last = item.find_last_not_of('\0');
    return last == std::string_view::npos ? std::string() : std::string(item.substr(0, last + 1));
}

} // namespace

std::optional<NumpyDtype> parseNumpyDtype(std::string_view spelling)
{
    NumpyDtype type;
    if (!spelling.empty() && (spelling[0] == '<' || spelling[0] == '>' || spelling[0] == '|' || spelling[0] == '=')) {
        type.isBigEndian = spelling[0] == '>';
        spelling.remove_prefix(1);
    }
    constexpr std::string_view kKinds = "biufcUSaOVMm?";
    if (spelling.empty() || kKinds.find(spelling[0]) == std::string_view::npos) {
        return std::nullopt;
    }
    type.kind = spelling[0] == '?' ? 'b' : spelling[0];
    std::uint64_t count = spelling[0] == '?' ? 1 : 0;
    constexpr std::uint64_t kMaxItemBytes = std::uint64_t{1} << 31U; // numpy's own: an int
    std::size_t used = 1;
    for (; used < spelling.size() && spelling[used] >= '0' && spelling[used] <= '9'; ++used) {
        count = count * 10 + static_cast<std::uint64_t>(spelling[used] - '0');
        if (count > kMaxItemBytes) {
            return std::nullopt;
        }
    }
    if (used != spelling.size() && spelling[used] != '[') { // datetime64 has its unit in brackets
        return std::nullopt;
    }
    type.itemBytes = type.kind == 'U' ? count * 4 : count;
    type.unit = isTime(type.kind) ? timeUnitIn(spelling) : NumpyTimeUnit{};
    type.name = nameOf(type.kind, type.itemBytes, type.isBigEndian) + timeUnitText(type.unit);
    type.dtype = dtypeFromNumpy(type.kind + std::to_string(count));
    return type;
}

std::optional<NumpyDtype> numpyDtypeOf(const ValueGraph& graph, ValueId id)
{
    auto type = bareNumpyDtypeOf(graph, id);
    if (type && type->kind == 'V') {
        addNumpyFields(graph, id, *type);
    }
    return type;
}

std::optional<NumpyDtype> bareNumpyDtypeOf(const ValueGraph& graph, ValueId id)
{
    if (!isInstance(graph, id) || infoOf(graph, id).meaning != Meaning::NumpyDtype) {
        return std::nullopt;
    }
    const Instance& instance = graph.instance(id);
    const auto arguments = sequenceItems(graph, instance.arguments);
    if (!arguments.empty() && graph.kind(arguments[0]) == ValueKind::List) {
        NumpyDtype listed;
        constexpr std::size_t kShownFields = 200;
        listed.name = pythonRepr(graph, arguments[0], kShownFields);
        return listed;
    }
    const auto spelling = arguments.empty() ? std::string_view{} : plainText(graph, arguments[0]).value_or("");
    const bool isRecord = !arguments.empty() && graph.kind(arguments[0]) == ValueKind::Global; // numpy.record
    auto type = parseNumpyDtype(isRecord ? "V" : spelling);
    if (!type) {
        return std::nullopt;
    }
    const auto state = sequenceItems(graph, instance.state);
    constexpr std::size_t kByteOrder = 1;
    constexpr std::size_t kItemSize = 5;
    if (state.size() > kByteOrder) {
        type->isBigEndian = plainText(graph, state[kByteOrder]).value_or("<") == ">";
    }
    if (type->itemBytes == 0 && state.size() > kItemSize && graph.kind(state[kItemSize]) == ValueKind::Int) {
        const std::int64_t stated = graph.intValue(state[kItemSize]);
        type->itemBytes = stated > 0 ? static_cast<std::uint64_t>(stated) : 0;
    }
    if (isTime(type->kind) && type->unit.name.empty() && !state.empty()) {
        type->unit = timeUnitOf(graph, state.back());
    }
    type->name = nameOf(type->kind, type->itemBytes, type->isBigEndian) + timeUnitText(type->unit);
    return type;
}

std::optional<NumpyScalar> numpyScalarOf(const ValueGraph& graph, ValueId id)
{
    if (!isInstance(graph, id) || infoOf(graph, id).meaning != Meaning::NumpyScalar) {
        return std::nullopt;
    }
    const auto arguments = sequenceItems(graph, graph.instance(id).arguments);
    auto type = arguments.size() == 2 ? numpyDtypeOf(graph, arguments[0]) : std::nullopt;
    if (!type) {
        return std::nullopt;
    }
    NumpyScalar scalar;
    scalar.type = *type;
    const std::string bytes = decodedBytesOf(graph, arguments[1]);
    if (bytes.size() != type->itemBytes || bytes.empty()) {
        return scalar;
    }
    const bool isBigEndian = type->isBigEndian;
    const std::uint64_t word = bytes.size() <= 8 ? numpyWordOf(bytes, isBigEndian) : 0;
    switch (type->kind) {
    case 'b':
        scalar.value = word != 0;
        break;
    case 'i':
        scalar.value = signExtended(word, std::min<std::size_t>(bytes.size(), 8));
        break;
    case 'u':
        scalar.value = word;
        break;
    case 'f':
        if (const auto number = numpyFloatOf(bytes, isBigEndian)) {
            scalar.value = *number;
            scalar.exact = longDoubleText(bytes, isBigEndian);
        }
        break;
    case 'c': {
        const std::string_view both = bytes;
        const auto real = numpyFloatOf(both.substr(0, both.size() / 2), isBigEndian);
        const auto imaginary = numpyFloatOf(both.substr(both.size() / 2), isBigEndian);
        if (real && imaginary) {
            scalar.value = std::complex<double>(*real, *imaginary);
        }
        break;
    }
    case 'U':
        scalar.value = numpyStringOf(bytes, isBigEndian);
        break;
    case 'S':
        if (isValidUtf8(bytes, Surrogates::Refused)) {
            scalar.value = bytes;
        }
        break;
    case 'M':
    case 'm':
        if (bytes.size() == sizeof(word)) {
            scalar.value = numpyTimeText(*type, bytes);
        }
        break;
    default:
        break;
    }
    return scalar;
}

std::optional<std::vector<std::string>> numpyTextsOf(const ValueGraph& graph, const NumpyArray& array, std::size_t most)
{
    const char kind = array.type.kind;
    const auto size = static_cast<std::size_t>(array.type.itemBytes);
    const auto stored = byteCountOf(graph, array.data);
    const bool isText = kind == 'U' || kind == 'S' || (isTime(kind) && size == sizeof(std::int64_t));
    if (!isText || size == 0 || !stored || *stored != array.bytes) {
        return std::nullopt;
    }
    const std::string bytes = decodedBytesOf(graph, array.data, most > SIZE_MAX / size ? SIZE_MAX : most * size);
    std::vector<std::string> texts;
    for (std::size_t at = 0; at + size <= bytes.size() && texts.size() < most; at += size) {
        texts.push_back(itemText(array.type, std::string_view(bytes).substr(at, size)));
    }
    return texts;
}

std::optional<NumpyArray> numpyArrayOf(const ValueGraph& graph, ValueId id)
{
    if (!isInstance(graph, id)) {
        return std::nullopt;
    }
    const Meaning meaning = infoOf(graph, id).meaning;
    if (meaning != Meaning::NumpyReconstruct && meaning != Meaning::NumpyFrombuffer) {
        return std::nullopt;
    }
    const bool isBuffer = meaning == Meaning::NumpyFrombuffer;
    auto parts = sequenceItems(graph, isBuffer ? graph.instance(id).arguments : graph.instance(id).state);
    if (!isBuffer && parts.size() == 5) {
        parts = parts.subspan(1); // without the version
    }
    if (parts.size() != 4) {
        return std::nullopt;
    }
    // state: shape, dtype, Fortran?, data; _frombuffer: data, dtype, shape, order
    const auto type = numpyDtypeOf(graph, parts[1]);
    auto shape = dimsOf(graph, parts[isBuffer ? 2 : 0]);
    if (!type || !shape) {
        return std::nullopt;
    }
    NumpyArray array;
    array.type = *type;
    array.shape = std::move(*shape);
    const ValueId order = parts[isBuffer ? 3 : 2];
    array.isFortran = isBuffer ? plainText(graph, order).value_or("C") == "F"
                               : (graph.kind(order) == ValueKind::Bool && graph.boolValue(order))
            || (graph.kind(order) == ValueKind::Int && graph.intValue(order) != 0);
    array.data = parts[isBuffer ? 0 : 3];
    const auto count = elementCount(array.shape);
    const auto bytes = count ? checkedMultiply(*count, array.type.itemBytes) : std::nullopt;
    array.bytes = bytes.value_or(0);
    return array;
}

std::optional<NumpyArray> numpyMaskedArrayOf(const ValueGraph& graph, ValueId id)
{
    if (!isInstance(graph, id) || infoOf(graph, id).meaning != Meaning::NumpyMasked) {
        return std::nullopt;
    }
    // numpy/ma/core.py MaskedArray.__getstate__: (1, shape, dtype, is Fortran, data, mask, fill_value)
    const auto parts = sequenceItems(graph, graph.instance(id).state);
    const auto type = parts.size() == 7 ? numpyDtypeOf(graph, parts[2]) : std::nullopt;
    auto shape = type ? dimsOf(graph, parts[1]) : std::nullopt;
    if (!shape || type->kind == 'O') {
        return std::nullopt;
    }
    NumpyArray array;
    array.type = *type;
    array.shape = std::move(*shape);
    array.isFortran = graph.kind(parts[3]) == ValueKind::Bool && graph.boolValue(parts[3]);
    array.data = parts[4];
    array.mask = parts[5];
    const auto count = elementCount(array.shape);
    const auto bytes = count ? checkedMultiply(*count, array.type.itemBytes) : std::nullopt;
    array.bytes = bytes.value_or(0);
    return array;
}

std::optional<NumpyArray> shownArrayOf(const ValueGraph& graph, ValueId id)
{
    auto array = numpyArrayOf(graph, id);
    return array ? std::move(array) : numpyMaskedArrayOf(graph, id);
}

Dims fortranStrides(const Dims& shape)
{
    Dims strides = contiguousStrides(Dims(shape.rbegin(), shape.rend()));
    std::ranges::reverse(strides);
    return strides;
}

} // namespace pthf

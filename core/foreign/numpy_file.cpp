// SPDX-License-Identifier: Apache-2.0
//
// .npy (numpy/lib/format.py):
//
//   93 "NUMPY" | major, minor | header length: u16 (1.0), u32 (2.0, 3.0) | header | elements
//   {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }
//
// The header is a Python dictionary in text, padded with spaces so that the elements begin at a multiple of 64. A descr
// that is a list describes structures; '|O' is an array of objects, which a pickle follows. An .npz is a zip of them.
#include "core/foreign/numpy_file.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/checked_math.h"
#include "core/foreign/source_cursor.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

using namespace std::string_view_literals;
using Kind = PythonLiteral::Kind;

constexpr std::string_view kMagic = "\x93NUMPY"sv;
constexpr std::size_t kMaxDims = 64; // numpy's own is 32, and 64 since 2.0

Error badHeader(std::string_view what)
{
    return {ErrorCode::Corrupt, "npy header: " + std::string(what)};
}

std::optional<Dims> shapeOf(const PythonLiteral* value)
{
    if (value == nullptr || (value->kind != Kind::Tuple && value->kind != Kind::List)
        || value->items.size() > kMaxDims) {
        return std::nullopt;
    }
    Dims shape;
    for (const PythonLiteral& size : value->items) {
        if (size.kind != Kind::Int || size.number < 0) {
            return std::nullopt;
        }
        shape.push_back(size.number);
    }
    return shape;
}

/// A field of a structure, (name, type) or (name, type, shape), and how often it stands there.
struct StructureField {
    const PythonLiteral* type = nullptr; ///< a spelling, or a list of fields again
    std::uint64_t times = 1;
};

/// `times`: how often the structure around it stands there.
std::optional<StructureField> structureField(const PythonLiteral& field, std::uint64_t times)
{
    if (field.kind != Kind::Tuple || field.items.size() < 2 || field.items.size() > 3) {
        return std::nullopt;
    }
    const auto shape = field.items.size() == 3 ? shapeOf(&field.items[2]) : std::optional(Dims{});
    const auto count = shape ? elementCount(*shape) : std::nullopt;
    const auto repeated = count ? checkedMultiply(*count, times) : std::nullopt;
    return repeated ? std::optional(StructureField{&field.items[1], *repeated}) : std::nullopt;
}

std::optional<std::uint64_t> plainBytes(const StructureField& field)
{
    const auto type = field.type->kind == Kind::Text ? parseNumpyDtype(field.type->text) : std::nullopt;
    return type ? checkedMultiply(type->itemBytes, field.times) : std::nullopt;
}

/// Bytes of one structure: the sum over its fields, and those of the structures in it.
std::optional<std::uint64_t> structureBytes(const PythonLiteral& fields)
{
    std::vector<StructureField> pending{{&fields, 1}};
    std::uint64_t total = 0;
    while (!pending.empty()) {
        const StructureField structure = pending.back();
        pending.pop_back();
        for (const PythonLiteral& item : structure.type->items) {
            const auto field = structureField(item, structure.times);
            if (field && field->type->kind == Kind::List) {
                pending.push_back(*field);
                continue;
            }
            const auto bytes = field ? plainBytes(*field) : std::nullopt;
            const auto sum = bytes ? checkedAdd(total, *bytes) : std::nullopt;
            if (!sum) {
                return std::nullopt;
            }
            total = *sum;
        }
    }
    return total;
}

/// The element type by a descr: a spelling, or the fields of a structure.
std::optional<NumpyDtype> typeOf(const PythonLiteral& descr)
{
    if (descr.kind == Kind::Text) {
        return parseNumpyDtype(descr.text);
    }
    const auto bytes = descr.kind == Kind::List ? structureBytes(descr) : std::nullopt;
    if (!bytes) {
        return std::nullopt;
    }
    NumpyDtype type;
    type.itemBytes = *bytes;
    return type;
}

Result<std::string> readHeaderText(SourceCursor& cursor, const Limits& limits)
{
    const std::string_view magic = PTHF_TRY(cursor.text(kMagic.size()));
    if (magic != kMagic) {
        return badHeader("does not begin with \\x93NUMPY");
    }
    const auto major = PTHF_TRY(cursor.number<std::uint8_t>());
    const auto minor = PTHF_TRY(cursor.number<std::uint8_t>());
    if (major < 1 || major > 3 || minor != 0) {
        return Error{ErrorCode::Unsupported,
            "npy version " + std::to_string(major) + "." + std::to_string(minor) + "; 1.0, 2.0 and 3.0 are known"};
    }
    std::uint32_t length = 0;
    if (major == 1) {
        length = PTHF_TRY(cursor.number<std::uint16_t>());
    } else {
        length = PTHF_TRY(cursor.number<std::uint32_t>());
    }
    if (length > limits.maxHeaderBytes) {
        return Error{ErrorCode::LimitExceeded,
            "npy header of " + std::to_string(length) + " bytes, at most " + std::to_string(limits.maxHeaderBytes)
                + " are allowed"};
    }
    const std::string_view text = PTHF_TRY(cursor.text(length));
    return std::string(text);
}

/// dtype('<U5', False, True), dtype([('x', '<f4')], False, True): numpy makes the type from what it is given.
ValueId addDtype(ValueGraph& graph, const PythonLiteral& descr)
{
    const std::array arguments{addLiteral(graph, descr), graph.addBool(false), graph.addBool(true)};
    return graph.addCall(graph.addGlobal("numpy", "dtype"), graph.addSequence(ValueKind::Tuple, arguments));
}

ForeignTensor tensorOf(const NpyHeader& header)
{
    ForeignTensor tensor;
    tensor.dtype = *header.type.dtype;
    tensor.shape = header.shape;
    if (header.isFortran) {
        tensor.strides = fortranStrides(header.shape);
    }
    tensor.elements = header.elements;
    tensor.isBigEndian = header.type.isBigEndian;
    return tensor;
}

/// Adds the array of an .npy that is a file or a record: its place is all that differs.
Result<ValueId> addArray(ForeignContent& into, const std::shared_ptr<const ByteSource>& source, StoragePlace place,
    const Limits& limits, const Task& task)
{
    const NpyHeader header = PTHF_TRY(readNpyHeader(*source, limits));
    ValueGraph& graph = into.content.graph;
    if (header.type.kind == 'O') {
        PickleResult pickle = PTHF_TRY(readPickle(source, header.dataOffset, graph, limits, task));
        const ValueId root = pickle.root;
        into.pickles.push_back(std::move(pickle));
        return root;
    }
    const std::uint64_t left = source->size() - header.dataOffset;
    if (header.type.dtype) {
        ForeignTensor tensor = tensorOf(header);
        place.offset = header.dataOffset;
        place.available = left;
        tensor.place = place;
        if (left > header.bytes) {
            into.problems.add(Severity::Info, ErrorCode::Corrupt,
                countText(left - header.bytes) + " bytes follow the elements", source->name());
        }
        return addTensor(into.content, std::move(tensor));
    }
    PTHF_TRY(checkRange(*source, header.dataOffset, header.bytes));
    const ValueId dtype = addDtype(graph, header.descr);
    return addNumpyArray(graph, {header.shape, dtype, header.isFortran, {source, header.dataOffset, header.bytes}});
}

std::string arrayName(std::string_view record)
{
    constexpr std::string_view kEnding = ".npy";
    if (record.ends_with(kEnding)) {
        record.remove_suffix(kEnding.size());
    }
    return std::string(record);
}

} // namespace

ValueId addNumpyArray(ValueGraph& graph, const PickledArray& array)
{
    // numpy/core/src/multiarray/methods.c, array_reduce
    const ValueId ndarray = graph.addGlobal("numpy", "ndarray");
    const ValueId zero = graph.addInt(0);
    const ValueId empty = graph.addSequence(ValueKind::Tuple, std::array{zero});
    const std::array arguments{ndarray, empty, graph.addBytes(asBytes("b"))};
    const ValueId callee = graph.addGlobal("numpy.core.multiarray", "_reconstruct");
    const ValueId made = graph.addCall(callee, graph.addSequence(ValueKind::Tuple, arguments));
    std::vector<ValueId> sizes;
    for (const std::int64_t size : array.shape) {
        sizes.push_back(graph.addInt(size));
    }
    const std::array state{graph.addInt(1), graph.addSequence(ValueKind::Tuple, sizes), array.dtype,
        graph.addBool(array.isFortran), graph.addExternalBytes(ValueKind::Bytes, array.bytes)};
    Instance instance = graph.instance(made);
    instance.state = graph.addSequence(ValueKind::Tuple, state);
    graph.setInstance(made, instance);
    return made;
}

Result<NpyHeader> readNpyHeader(const ByteSource& source, const Limits& limits)
{
    SourceCursor cursor(source);
    const std::string text = PTHF_TRY(readHeaderText(cursor, limits));
    NpyHeader header;
    header.dataOffset = cursor.offset();
    PythonLiteral literal = PTHF_TRY(parsePythonLiteral(text, limits.maxDepth));
    const PythonLiteral* descr = literal.find("descr");
    const PythonLiteral* order = literal.find("fortran_order");
    auto shape = shapeOf(literal.find("shape"));
    if (descr == nullptr || order == nullptr || order->kind != Kind::Bool || !shape) {
        return badHeader("needs a descr, a fortran_order and a shape");
    }
    const auto type = typeOf(*descr);
    if (!type) {
        return badHeader("its descr is no type of numpy");
    }
    header.type = *type;
    header.descr = *descr;
    header.shape = std::move(*shape);
    header.isFortran = order->number != 0;
    const auto elements = elementCount(header.shape);
    const auto bytes = elements ? checkedMultiply(*elements, header.type.itemBytes) : std::nullopt;
    if (!bytes) {
        return badHeader("shape " + shapeText(header.shape) + " has more elements than memory can address");
    }
    header.elements = *elements;
    header.bytes = header.type.kind == 'O' ? 0 : *bytes;
    return header;
}

Result<ForeignContent> readNpy(const std::shared_ptr<const ByteSource>& source, const Limits& limits, const Task& task)
{
    ForeignContent npy;
    npy.what = "numpy array (npy)";
    StoragePlace place;
    place.kind = StoragePlace::Kind::Range;
    npy.content.root = PTHF_TRY(addArray(npy, source, place, limits, task));
    return npy;
}

Result<ForeignContent> readNpz(const Container& zip, const Limits& limits, const Task& task)
{
    constexpr std::uint32_t kPollEvery = 1024;
    ForeignContent npz;
    npz.what = "numpy arrays (npz)";
    std::vector<Entry> entries;
    const auto count = static_cast<std::uint32_t>(zip.records().size());
    entries.reserve(count);
    for (std::uint32_t record = 0; record < count; ++record) {
        if (record % kPollEvery == 0) {
            PTHF_TRY(task.poll());
        }
        const std::string_view name = zip.records()[record].name;
        StoragePlace place;
        place.kind = StoragePlace::Kind::Record;
        place.record = record;
        const auto source = zip.open(record);
        const auto added = source ? addArray(npz, *source, place, limits, task) : Result<ValueId>(source.error());
        if (added) {
            entries.push_back({npz.content.graph.addText(arrayName(name)), *added});
        } else if (added.error().code() == ErrorCode::IoFailed || added.error().code() == ErrorCode::Cancelled) {
            return added.error();
        } else {
            npz.problems.add(Severity::Error, added.error().code(), added.error().message(), displayText(name, 200),
                added.error().offset());
        }
    }
    npz.content.root = addOrderedDict(npz.content.graph, npz.problems, entries);
    return npz;
}

} // namespace pthf

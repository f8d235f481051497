// SPDX-License-Identifier: Apache-2.0
//
// joblib.dump (joblib/numpy_pickle.py): a pickle in which an array is
//
//   … NEWOBJ of joblib.numpy_pickle.NumpyArrayWrapper | its state
//     {'subclass': ndarray, 'shape': (3, 4), 'order': 'C', 'dtype': dtype, 'allow_mmap': True,
//      'numpy_array_alignment_bytes': 16} | BUILD | u8 n, n bytes of padding | elements | the next opcode …
//
// Without numpy_array_alignment_bytes (joblib before 1.2) there is neither n nor padding. An array of objects is a
// whole pickle in place of the elements. compress= wraps all of it into one zlib, gzip, bz2, lzma or lz4 stream.
#include "core/foreign/joblib.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "core/base/byte_reader.h"
#include "core/base/checked_math.h"
#include "core/container/inflate_source.h"
#include "core/foreign/numpy_file.h"
#include "core/io/range_source.h"
#include "core/meaning/numpy_values.h"
#include "core/meaning/torch_words.h"

namespace pthf {

namespace {

bool isWrapper(const ValueGraph& graph, ValueId value)
{
    const ValueId callee = graph.instance(value).callee;
    return callee != kNoValue && graph.kind(callee) == ValueKind::Global
        && graph.globalName(callee) == "NumpyArrayWrapper" && graph.globalModule(callee).starts_with("joblib.")
        && graph.kind(graph.instance(value).state) == ValueKind::Dict;
}

ValueId stateOf(const ValueGraph& graph, ValueId value, std::string_view name)
{
    for (const Entry& entry : graph.entries(graph.instance(value).state)) {
        if (plainText(graph, entry.key) == name) {
            return entry.value;
        }
    }
    return kNoValue;
}

Error corrupt(std::string what, std::uint64_t offset)
{
    return {ErrorCode::Corrupt, "joblib array: " + std::move(what), offset};
}

/// Where the deflate stream begins in a zlib or gzip file; nothing for other files.
struct Wrapping {
    std::string_view method;
    std::uint64_t begin = 0;
    std::uint64_t trailer = 0;
};

/// The header of a gzip member (RFC 1952): ten bytes, then what its flags say.
std::optional<Wrapping> gzipWrapping(std::span<const std::byte> front)
{
    constexpr std::uint8_t kExtra = 4;
    constexpr std::uint8_t kName = 8;
    constexpr std::uint8_t kComment = 16;
    constexpr std::uint8_t kHeaderCrc = 2;
    if (front.size() < 12 || front[2] != std::byte{8}) {
        return std::nullopt;
    }
    const auto flags = std::to_integer<std::uint8_t>(front[3]);
    std::size_t at = 10;
    if ((flags & kExtra) != 0) {
        at += std::size_t{2} + ByteReader::littleAt<std::uint16_t>(front.subspan(at));
    }
    for (const std::uint8_t text : {kName, kComment}) {
        if ((flags & text) != 0) {
            const auto end = std::find(
                front.begin() + static_cast<std::ptrdiff_t>(std::min(at, front.size())), front.end(), std::byte{0});
            at = static_cast<std::size_t>(end - front.begin()) + 1;
        }
    }
    at += (flags & kHeaderCrc) != 0 ? std::size_t{2} : std::size_t{0};
    return at < front.size() ? std::optional(Wrapping{"gzip", at, 8}) : std::nullopt;
}

std::optional<Wrapping> wrappingOf(std::span<const std::byte> front)
{
    if (front.size() < 3) {
        return std::nullopt;
    }
    if (front[0] == std::byte{0x1F} && front[1] == std::byte{0x8B}) {
        return gzipWrapping(front);
    }
    // RFC 1950: deflate with a window of 32 KiB, and a check that makes both bytes a multiple of 31.
    const unsigned both = std::to_integer<unsigned>(front[0]) * 256U + std::to_integer<unsigned>(front[1]);
    const bool isZlib = front[0] == std::byte{0x78} && both % 31U == 0 && (both & 0x20U) == 0;
    return isZlib ? std::optional(Wrapping{"zlib", 2, 4}) : std::nullopt;
}

/// How long the stream is once inflated; nothing where it holds no pickle of protocol 2 or later.
Result<std::optional<std::uint64_t>> inflatedPickleBytes(
    const ByteSource& stored, const Limits& limits, const Task& task)
{
    constexpr std::size_t kBlock = std::size_t{1} << 20U;
    Inflater inflater(stored, 0, stored.size());
    std::vector<std::byte> block(2);
    const auto front = inflater.read(block);
    const bool isPickle =
        front && *front == 2 && block[0] == std::byte{0x80} && block[1] >= std::byte{2} && block[1] <= std::byte{5};
    if (!isPickle) {
        return std::optional<std::uint64_t>();
    }
    block.resize(kBlock);
    while (true) {
        PTHF_TRY(task.poll());
        const std::size_t got = PTHF_TRY(inflater.read(block));
        if (got == 0) {
            return std::optional(inflater.position());
        }
        if (inflater.position() > limits.maxInflatedBytes) {
            return Error{ErrorCode::LimitExceeded,
                "a compressed pickle of more than " + std::to_string(limits.maxInflatedBytes)
                    + " bytes: save it without compression"};
        }
    }
}

} // namespace

JoblibArrays::JoblibArrays(std::shared_ptr<const ByteSource> source, const Limits& limits, const Task& task)
    : m_source(std::move(source))
    , m_limits(limits)
    , m_task(task)
{
}

Result<std::uint64_t> JoblibArrays::behindState(ValueGraph& graph, ValueId value, std::uint64_t position)
{
    if (!isWrapper(graph, value)) {
        return std::uint64_t{0};
    }
    const std::uint64_t offset = m_source->baseOffset() + position;
    const ValueId dtype = stateOf(graph, value, "dtype");
    const ValueId shapeValue = stateOf(graph, value, "shape");
    const auto type = dtype == kNoValue ? std::nullopt : numpyDtypeOf(graph, dtype);
    const auto shape = shapeValue == kNoValue ? std::nullopt : dimsOf(graph, shapeValue);
    const auto elements = shape ? elementCount(*shape) : std::nullopt;
    if (!type || !elements) {
        return corrupt("its shape or its type is none of numpy's", offset);
    }
    ++m_count;
    if (type->kind == 'O') {
        return becomeObjects(graph, value, position);
    }
    const auto bytes = checkedMultiply(*elements, type->itemBytes);
    if (!bytes || type->itemBytes == 0) {
        return corrupt("shape " + shapeText(*shape) + " of " + type->name + " has no size that can be said", offset);
    }
    std::uint64_t padding = 0;
    if (const ValueId alignment = stateOf(graph, value, "numpy_array_alignment_bytes");
        alignment != kNoValue && graph.kind(alignment) == ValueKind::Int) {
        std::array<std::byte, 1> count{};
        PTHF_TRY(m_source->readAt(position, count));
        padding = 1 + std::to_integer<std::uint64_t>(count[0]);
    }
    PTHF_TRY(checkRange(*m_source, position, padding));
    PTHF_TRY(checkRange(*m_source, position + padding, *bytes));
    const ValueId order = stateOf(graph, value, "order");
    const bool isFortran = order != kNoValue && plainText(graph, order) == "F";
    graph.replace(value, addNumpyArray(graph, {*shape, dtype, isFortran, {m_source, position + padding, *bytes}}));
    return padding + *bytes;
}

Result<std::uint64_t> JoblibArrays::becomeObjects(ValueGraph& graph, ValueId value, std::uint64_t position)
{
    PickleResult pickle = PTHF_TRY(readPickle(m_source, position, graph, m_limits, m_task));
    graph.replace(value, pickle.root);
    const std::uint64_t length = pickle.end - position;
    m_pickles.push_back(std::move(pickle));
    return length;
}

Result<std::optional<CompressedPickle>> openCompressedPickle(
    const std::shared_ptr<const ByteSource>& source, const Limits& limits, const Task& task)
{
    constexpr std::uint64_t kFront = 4096;
    std::vector<std::byte> front(static_cast<std::size_t>(std::min(source->size(), kFront)));
    PTHF_TRY(source->readAt(0, front));
    const auto wrapping = wrappingOf(front);
    if (!wrapping || source->size() < wrapping->begin + wrapping->trailer) {
        return std::optional<CompressedPickle>();
    }
    const std::uint64_t stored = source->size() - wrapping->begin - wrapping->trailer;
    const auto deflated = PTHF_TRY(RangeSource::make(source, wrapping->begin, stored, source->name()));
    const auto bytes = PTHF_TRY(inflatedPickleBytes(*deflated, limits, task));
    if (!bytes) {
        return std::optional<CompressedPickle>();
    }
    std::shared_ptr<const ByteSource> inflated = PTHF_TRY(InflateSource::make(deflated, *bytes, limits));
    return std::optional(CompressedPickle{wrapping->method, std::move(inflated)});
}

} // namespace pthf

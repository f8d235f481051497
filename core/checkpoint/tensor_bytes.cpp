// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/tensor_bytes.h"

#include <algorithm>
#include <bit>
#include <vector>

#include "core/base/byte_reader.h"
#include "core/container/container.h"
#include "core/io/memory_source.h"
#include "core/io/range_source.h"

namespace pthf {

namespace {

constexpr std::uint64_t kBlockBytes = std::uint64_t{8} << 20U;

Result<std::shared_ptr<const ByteSource>> window(
    std::shared_ptr<const ByteSource> source, std::uint64_t offset, std::uint64_t length, const std::string& name)
{
    if (offset == 0 && length == source->size()) {
        return source;
    }
    std::shared_ptr<const ByteSource> range = PTHF_TRY(RangeSource::make(std::move(source), offset, length, name));
    return range;
}

/// The bytes of a value that holds them itself: a pickle in a pickle, a numpy array.
Result<std::shared_ptr<const ByteSource>> openValue(const Document& document, const StorageValue& storage)
{
    const ValueGraph& graph = document.content.graph;
    const ValueId id = storage.place.value;
    if (const ExternalBytes* external = graph.external(id)) {
        std::shared_ptr<const ByteSource> all =
            PTHF_TRY(RangeSource::make(external->source, external->offset, external->length, storage.key));
        return window(std::move(all), storage.place.offset, storage.place.available, storage.key);
    }
    const auto bytes = asBytes(graph.text(id));
    const std::uint64_t offset = storage.place.offset;
    const std::uint64_t available = storage.place.available;
    if (offset > bytes.size() || available > bytes.size() - offset) {
        return Error{ErrorCode::Internal, "a storage reaches past the value that holds it"};
    }
    const auto part = bytes.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(available));
    std::shared_ptr<const ByteSource> memory =
        std::make_shared<MemorySource>(std::vector<std::byte>(part.begin(), part.end()), storage.key);
    return memory;
}

void swapElements(std::span<std::byte> bytes, std::size_t elementBytes)
{
    for (std::size_t at = 0; at + elementBytes <= bytes.size(); at += elementBytes) {
        std::ranges::reverse(bytes.subspan(at, elementBytes));
    }
}

/// Hands on bytes that lie together, in blocks of whole elements.
Status streamRun(const ByteSource& source, std::uint64_t offset, std::uint64_t length, std::size_t elementBytes,
    std::size_t swapBytes, const BlockSink& sink, const Task& task)
{
    std::vector<std::byte> block(static_cast<std::size_t>(std::min(length, kBlockBytes / elementBytes * elementBytes)));
    while (length > 0) {
        PTHF_TRY(task.poll());
        const auto part =
            std::span(block).first(static_cast<std::size_t>(std::min<std::uint64_t>(length, block.size())));
        PTHF_TRY(source.readAt(offset, part));
        if (swapBytes > 1) {
            swapElements(part, swapBytes);
        }
        PTHF_TRY(sink(part));
        offset += part.size();
        length -= part.size();
    }
    return Done{};
}

/// Walks the elements of a strided tensor in row-major order and gathers them into blocks. Consecutive elements that
/// lie together are read together; a window of the storage is kept, so that a transposed matrix does not read byte by
/// byte.
class Gatherer {
public:
    Gatherer(const ByteSource& source, const TensorLayout& layout, std::size_t elementBytes, std::size_t swapBytes)
        : m_source(source)
        , m_layout(layout)
        , m_elementBytes(elementBytes)
        , m_swapBytes(swapBytes)
        , m_position(layout.shape.size(), 0)
    {
    }

    Status run(std::uint64_t first, std::uint64_t count, const BlockSink& sink, const Task& task)
    {
        moveTo(first);
        // Few elements are read in small pieces: a page of a table takes little of a wide matrix.
        m_windowBytes = std::clamp(std::bit_ceil(count * m_elementBytes), kSmallestWindow, kGatherBytes);
        std::vector<std::byte> block;
        const std::uint64_t blockElements = std::max<std::uint64_t>(1, kGatherBytes / m_elementBytes);
        while (count > 0) {
            PTHF_TRY(task.poll());
            const std::uint64_t now = std::min(count, blockElements);
            block.resize(static_cast<std::size_t>(now * m_elementBytes));
            for (std::uint64_t i = 0; i < now; ++i) {
                PTHF_TRY(copyElement(&block[static_cast<std::size_t>(i * m_elementBytes)]));
                advance();
            }
            if (m_swapBytes > 1) {
                swapElements(block, m_swapBytes);
            }
            PTHF_TRY(sink(block));
            count -= now;
        }
        return Done{};
    }

private:
    static constexpr std::uint64_t kGatherBytes = std::uint64_t{1} << 20U;
    static constexpr std::uint64_t kSmallestWindow = std::uint64_t{4} << 10U;

    void moveTo(std::uint64_t element)
    {
        std::int64_t at = m_layout.offset;
        for (std::size_t i = m_layout.shape.size(); i-- > 0;) {
            const auto size = static_cast<std::uint64_t>(m_layout.shape[i]);
            m_position[i] = static_cast<std::int64_t>(element % size);
            at += m_position[i] * m_layout.strides[i];
            element /= size;
        }
        m_at = at;
    }

    void advance()
    {
        for (std::size_t i = m_layout.shape.size(); i-- > 0;) {
            m_at += m_layout.strides[i];
            if (++m_position[i] < m_layout.shape[i]) {
                return;
            }
            m_at -= m_position[i] * m_layout.strides[i];
            m_position[i] = 0;
        }
    }

    Status copyElement(std::byte* to)
    {
        const std::uint64_t offset = static_cast<std::uint64_t>(m_at) * m_elementBytes;
        if (offset < m_windowStart || offset + m_elementBytes > m_windowStart + m_window.size()) {
            // Aligned windows make column walks over a wide matrix hit the same window again and again.
            m_windowStart = offset / m_windowBytes * m_windowBytes;
            const std::uint64_t end = std::min(m_source.size(), m_windowStart + m_windowBytes + m_elementBytes);
            m_window.resize(static_cast<std::size_t>(end - m_windowStart));
            PTHF_TRY(m_source.readAt(m_windowStart, m_window));
        }
        std::copy_n(&m_window[static_cast<std::size_t>(offset - m_windowStart)], m_elementBytes, to);
        return Done{};
    }

    const ByteSource& m_source;
    const TensorLayout& m_layout;
    std::size_t m_elementBytes;
    std::size_t m_swapBytes;
    Dims m_position;
    std::int64_t m_at = 0; ///< element of the storage
    std::vector<std::byte> m_window;
    std::uint64_t m_windowBytes = kGatherBytes;
    std::uint64_t m_windowStart = 0;
};

Status checkReadable(const StorageValue& storage, const TensorValue& tensor)
{
    const auto span = elementSpan(tensor.layout);
    if (!span || !fitsIn(tensor.layout, storage.bytes() / dtypeBytes(tensor.dtype))) {
        return Error{ErrorCode::Corrupt,
            "shape " + shapeText(tensor.layout.shape) + " reaches past its storage of "
                + std::to_string(storage.elements) + " elements"};
    }
    const std::uint64_t end = (static_cast<std::uint64_t>(tensor.layout.offset) + *span) * dtypeBytes(tensor.dtype);
    if (end > storage.place.available && *span != 0) {
        return Error{ErrorCode::Truncated,
            "the tensor needs " + std::to_string(end) + " bytes of storage " + storage.key + ", "
                + std::to_string(storage.place.available) + " are in the file"};
    }
    return Done{};
}

} // namespace

Result<std::shared_ptr<const ByteSource>> openStorage(const Document& document, StorageId id)
{
    const StorageValue& storage = document.content.storage(id);
    const StoragePlace& place = storage.place;
    switch (place.kind) {
    case StoragePlace::Kind::None:
        break;
    case StoragePlace::Kind::Record: {
        const DocumentSource& source = document.sources[place.source];
        auto record = source.container->open(place.record);
        if (!record) {
            return failedWithin(record, "storage " + storage.key);
        }
        return window(std::move(record).value(), place.offset, place.available, storage.key);
    }
    case StoragePlace::Kind::Range:
        return window(document.sources[place.source].bytes, place.offset, place.available, storage.key);
    case StoragePlace::Kind::Graph:
        return openValue(document, storage);
    }
    if (storage.bytes() == 0) {
        std::shared_ptr<const ByteSource> nothing =
            std::make_shared<MemorySource>(std::vector<std::byte>{}, storage.key);
        return nothing;
    }
    return Error{ErrorCode::Truncated,
        "storage " + storage.key + " has none of its " + std::to_string(storage.bytes()) + " bytes in the file"};
}

Status readElements(const Document& document, const TensorValue& tensor, std::uint64_t first, std::uint64_t count,
    const BlockSink& sink, const Task& task)
{
    if (tensor.storage == kNoStorage) {
        return Error{ErrorCode::Unsupported,
            "a " + std::string(tensorFormName(tensor.form)) + " tensor has no elements of its own"};
    }
    const StorageValue& storage = document.content.storage(tensor.storage);
    PTHF_TRY(checkReadable(storage, tensor));
    const std::uint64_t total = tensor.elements();
    if (first >= total) {
        return Done{};
    }
    count = std::min(count, total - first);

    const auto source = PTHF_TRY(openStorage(document, tensor.storage));
    const auto elementBytes = static_cast<std::size_t>(dtypeBytes(tensor.dtype));
    // A complex number is two numbers that are swapped each for itself.
    const std::size_t unit = isComplex(tensor.dtype) ? elementBytes / 2 : elementBytes;
    const std::size_t swapBytes = storage.isBigEndian ? unit : 0;
    if (isContiguous(tensor.layout)) {
        const std::uint64_t offset = (static_cast<std::uint64_t>(tensor.layout.offset) + first) * elementBytes;
        return streamRun(*source, offset, count * elementBytes, elementBytes, swapBytes, sink, task);
    }
    return Gatherer(*source, tensor.layout, elementBytes, swapBytes).run(first, count, sink, task);
}

Result<std::string> readHead(const ExternalBytes& bytes, std::size_t limit)
{
    std::vector<std::byte> head(static_cast<std::size_t>(std::min<std::uint64_t>(bytes.length, limit)));
    PTHF_TRY(bytes.source->readAt(bytes.offset, head));
    return std::string(asText(head));
}

} // namespace pthf

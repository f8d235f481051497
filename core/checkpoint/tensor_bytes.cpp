// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/tensor_bytes.h"

#include <algorithm>
#include <vector>

#include "core/base/byte_reader.h"
#include "core/container/container.h"
#include "core/elements/byte_order.h"
#include "core/elements/strided_copy.h"
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

/// Hands on bytes that lie together, in blocks of whole elements.
Status streamRun(const ByteSource& source, std::uint64_t offset, std::uint64_t length, std::size_t elementBytes,
    std::size_t swapped, const BlockSink& sink, const Task& task)
{
    std::vector<std::byte> block(static_cast<std::size_t>(std::min(length, kBlockBytes / elementBytes * elementBytes)));
    while (length > 0) {
        PTHF_TRY(task.poll());
        const auto part =
            std::span(block).first(static_cast<std::size_t>(std::min<std::uint64_t>(length, block.size())));
        PTHF_TRY(source.readAt(offset, part));
        swapUnits(part, swapped);
        PTHF_TRY(sink(part));
        offset += part.size();
        length -= part.size();
    }
    return Done{};
}

/// Hands on a run of the row-major elements of a tensor that lies otherwise, in blocks: each is a box of the tensor
/// that is read in the order in which it lies in the storage, and put into row-major order in memory.
class Gatherer {
public:
    Gatherer(const ByteSource& source, const TensorLayout& layout, std::size_t elementBytes, std::size_t swapped)
        : m_reader(source, 0, elementBytes)
        , m_layout(layout)
        , m_elementBytes(elementBytes)
        , m_swapped(swapped)
    {
    }

    Status run(std::uint64_t first, std::uint64_t count, const BlockSink& sink, const Task& task)
    {
        const BoxCutter cutter(m_layout.shape, std::clamp<std::uint64_t>(count, 1, kBlockBytes / m_elementBytes));
        const std::uint64_t rowElements = cutter.rowElements();
        const std::uint64_t end = first + count;
        while (first < end) {
            const std::uint64_t row = first / rowElements;
            const std::uint64_t skipped = first % rowElements;
            PTHF_TRY(readBox(cutter.boxAt(row, (end - 1) / rowElements - row + 1), task));
            const std::uint64_t elements = std::min(m_block.size() / m_elementBytes - skipped, end - first);
            PTHF_TRY(
                sink(std::span<const std::byte>(m_block).subspan(static_cast<std::size_t>(skipped * m_elementBytes),
                    static_cast<std::size_t>(elements * m_elementBytes))));
            first += elements;
        }
        return Done{};
    }

private:
    Status readBox(const Box& box, const Task& task)
    {
        const Dims strides = contiguousStrides(box.extents);
        m_block.resize(static_cast<std::size_t>(elementCount(box.extents).value_or(0)) * m_elementBytes);
        const auto take = [this, &strides](const PackedPart& part) -> Status {
            copyPart(part, part.bytes, m_block.data(), strides, m_elementBytes);
            return Done{};
        };
        PTHF_TRY(m_reader.read(viewOf(m_layout, box), take, task));
        swapUnits(m_block, m_swapped);
        return Done{};
    }

    StridedReader m_reader;
    const TensorLayout& m_layout;
    std::size_t m_elementBytes;
    std::size_t m_swapped;
    std::vector<std::byte> m_block;
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
    const std::size_t swapped = storage.isBigEndian ? swapUnit(tensor.dtype) : 1;
    if (isContiguous(tensor.layout)) {
        const std::uint64_t offset = (static_cast<std::uint64_t>(tensor.layout.offset) + first) * elementBytes;
        return streamRun(*source, offset, count * elementBytes, elementBytes, swapped, sink, task);
    }
    return Gatherer(*source, tensor.layout, elementBytes, swapped).run(first, count, sink, task);
}

Result<std::uint64_t> storageOffset(const Document& document, StorageId id)
{
    return PTHF_TRY(openStorage(document, id))->baseOffset();
}

Result<std::string> readHead(const ExternalBytes& bytes, std::size_t limit)
{
    std::vector<std::byte> head(static_cast<std::size_t>(std::min<std::uint64_t>(bytes.length, limit)));
    PTHF_TRY(bytes.source->readAt(bytes.offset, head));
    return std::string(asText(head));
}

} // namespace pthf

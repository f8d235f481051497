// SPDX-License-Identifier: Apache-2.0
#include "core/write/storage_bytes.h"

#include <algorithm>
#include <vector>

#include "core/container/container.h"
#include "core/elements/byte_order.h"
#include "core/io/range_source.h"
#include "core/stream/block_pipe.h"
#include "core/write/layered_bytes.h"

namespace pthf {

namespace {

/// Source bytes converted at a time.
constexpr std::uint64_t kBlockBytes = std::uint64_t{1} << 19U;

/// The storage of the source that the bytes are from; null where the plan holds them itself.
const StorageValue* sourceOf(const BytesOrigin& origin)
{
    return origin.plan.source == kNoStorage ? nullptr : &origin.document.content.storage(origin.plan.source);
}

/// Bytes of the plan's own.
class MadeBytes final : public ByteSource {
public:
    explicit MadeBytes(std::shared_ptr<const std::vector<std::byte>> bytes)
        : m_bytes(std::move(bytes))
    {
    }

    std::uint64_t size() const noexcept override { return m_bytes->size(); }
    std::string name() const override { return "a value of the plan"; }
    Status readAt(std::uint64_t offset, std::span<std::byte> to) const override
    {
        PTHF_TRY(checkRange(*this, offset, to.size()));
        std::copy_n(m_bytes->begin() + static_cast<std::ptrdiff_t>(offset), to.size(), to.begin());
        return Done{};
    }

private:
    std::shared_ptr<const std::vector<std::byte>> m_bytes;
};

/// Where firstByte counts from.
Result<std::shared_ptr<const ByteSource>> openSource(const BytesOrigin& origin)
{
    const PlannedStorage& plan = origin.plan;
    if (plan.source != kNoStorage) {
        return openStorage(origin.document, plan.source);
    }
    if (plan.external) {
        std::shared_ptr<const ByteSource> range =
            PTHF_TRY(RangeSource::make(plan.external->source, plan.external->offset, plan.external->length, "a value"));
        return range;
    }
    if (plan.made) {
        std::shared_ptr<const ByteSource> made = std::make_shared<MadeBytes>(plan.made);
        return made;
    }
    return Error{ErrorCode::Internal, "storage " + std::string(origin.key) + " was planned without bytes"};
}

/// The CRC that the source's directory has for a whole record; 0 is what writers put that compute none.
std::optional<std::uint32_t> knownCrc(const Document& document, const StoragePlace& place, const CopiedBytes& bytes)
{
    if (place.kind != StoragePlace::Kind::Record || place.offset != 0 || bytes.offset != 0) {
        return std::nullopt;
    }
    const RecordInfo& record = document.sources[place.source].container->records()[place.record];
    if (record.crc == 0 || record.bytes != bytes.length) {
        return std::nullopt;
    }
    return record.crc;
}

/// Casts blocks as the plan wants.
class Caster {
public:
    Caster(DType from, DType to, ConvertCounts& counts)
        : m_from(from)
        , m_to(to)
        , m_counts(counts)
    {
    }

    bool isNothing() const noexcept { return m_from == m_to; }
    /// Bytes that so many become.
    std::size_t castBytes(std::size_t bytes) const noexcept
    {
        return bytes / static_cast<std::size_t>(dtypeBytes(m_from)) * static_cast<std::size_t>(dtypeBytes(m_to));
    }
    void cast(std::span<const std::byte> block, std::span<std::byte> to)
    {
        convertNumbers(m_from, block, m_to, to.first(castBytes(block.size())), m_counts);
    }

private:
    DType m_from;
    DType m_to;
    ConvertCounts& m_counts;
};

/// Reads, swaps and casts the next block while the one before is handed on.
Status streamRun(const BytesOrigin& origin, Caster& caster, const BlockSink& sink, const Task& task)
{
    const PlannedStorage& plan = origin.plan;
    const StorageValue* from = sourceOf(origin);
    const auto source = PTHF_TRY(openSource(origin));
    const std::size_t unit = from != nullptr && from->isBigEndian ? swapUnit(plan.sourceDtype) : 1;
    std::vector<std::byte> read(
        static_cast<std::size_t>(caster.isNothing() ? 0 : std::min(plan.byteCount, kBlockBytes)));
    std::uint64_t offset = plan.firstByte;
    std::uint64_t left = plan.byteCount;
    const BlockFill fill = [&](std::span<std::byte> block) -> Result<std::size_t> {
        const std::span<std::byte> to = caster.isNothing() ? block : std::span<std::byte>(read);
        const auto part = to.first(
            static_cast<std::size_t>(std::min<std::uint64_t>(left, std::min<std::uint64_t>(to.size(), kBlockBytes))));
        PTHF_TRY(source->readAt(offset, part));
        swapUnits(part, unit);
        offset += part.size();
        left -= part.size();
        if (caster.isNothing()) {
            return part.size();
        }
        caster.cast(part, block);
        return caster.castBytes(part.size());
    };
    const BlockTake take = [&](std::span<const std::byte> block) -> Status {
        PTHF_TRY(task.poll());
        return sink(block);
    };
    const auto blockBytes = static_cast<std::size_t>(std::min(plan.byteCount, kBlockBytes));
    return pipeBlocks(fill, take, std::max(blockBytes, caster.castBytes(blockBytes)),
        std::max<std::uint64_t>(plan.byteCount, caster.castBytes(blockBytes)));
}

Status streamGathered(const BytesOrigin& origin, Caster& caster, const BlockSink& sink, const Task& task)
{
    TensorValue tensor;
    tensor.storage = origin.plan.source;
    tensor.dtype = origin.plan.sourceDtype;
    tensor.layout = *origin.plan.gathered;
    std::vector<std::byte> block;
    const BlockSink handOn = [&](std::span<const std::byte> read) -> Status {
        if (caster.isNothing()) {
            return sink(read);
        }
        block.resize(caster.castBytes(read.size()));
        caster.cast(read, block);
        return sink(block);
    };
    return readElements(origin.document, tensor, 0, tensor.elements(), handOn, task);
}

} // namespace

BytesOrigin originOf(const PlannedDocument& planned, StorageId storage)
{
    const StorageValue& value = planned.content.storage(storage);
    const PlannedStorage& plan = planned.storages[index(storage)];
    return {planned.documentOf(plan), plan, value.dtype, value.key};
}

Result<OpenedRun> openRun(const BytesOrigin& origin)
{
    OpenedRun run;
    run.source = PTHF_TRY(openSource(origin));
    run.firstByte = origin.plan.firstByte;
    const StorageValue* from = sourceOf(origin);
    run.swapUnit = from != nullptr && from->isBigEndian ? swapUnit(origin.dtype) : 1;
    return run;
}

bool isCopied(const BytesOrigin& origin)
{
    const StorageValue* from = sourceOf(origin);
    const bool isSwapped = from != nullptr && from->isBigEndian && swapUnit(origin.plan.sourceDtype) > 1;
    return origin.plan.sourceDtype == origin.dtype && !origin.plan.gathered && origin.plan.layers.empty() && !isSwapped;
}

Result<CopiedBytes> openCopied(const BytesOrigin& origin)
{
    CopiedBytes bytes;
    bytes.source = PTHF_TRY(openSource(origin));
    bytes.offset = origin.plan.firstByte;
    bytes.length = origin.plan.byteCount;
    const auto inRange = checkRange(*bytes.source, bytes.offset, bytes.length);
    if (!inRange) {
        return failedWithin(inRange, "storage " + std::string(origin.key));
    }
    if (const StorageValue* from = sourceOf(origin)) {
        bytes.crc = knownCrc(origin.document, from->place, bytes);
    }
    return bytes;
}

Status streamConverted(const BytesOrigin& origin, ConvertCounts& counts, const BlockSink& sink, const Task& task)
{
    if (!origin.plan.layers.empty()) {
        return streamLayers(origin, counts, sink, task);
    }
    const DType from = origin.plan.sourceDtype;
    if (from != origin.dtype && !canConvert(from, origin.dtype)) {
        return Error{ErrorCode::Unsupported,
            std::string(dtypeName(from)) + " cannot be cast to " + std::string(dtypeName(origin.dtype))};
    }
    Caster caster(from, origin.dtype, counts);
    return origin.plan.gathered ? streamGathered(origin, caster, sink, task) : streamRun(origin, caster, sink, task);
}

} // namespace pthf

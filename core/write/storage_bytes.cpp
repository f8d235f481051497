// SPDX-License-Identifier: Apache-2.0
#include "core/write/storage_bytes.h"

#include <algorithm>
#include <vector>

#include "core/container/container.h"
#include "core/io/range_source.h"

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

/// Bytes that are swapped as one: a complex number is two numbers.
std::size_t swapUnit(DType dtype) noexcept
{
    const auto bytes = static_cast<std::size_t>(dtypeBytes(dtype));
    return isComplex(dtype) ? bytes / 2 : bytes;
}

void swapUnits(std::span<std::byte> bytes, std::size_t unit)
{
    for (std::size_t at = 0; at + unit <= bytes.size(); at += unit) {
        std::ranges::reverse(bytes.subspan(at, unit));
    }
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

/// Hands on blocks after the cast that the plan wants.
class Caster {
public:
    Caster(DType from, DType to, ConvertCounts& counts, const BlockSink& sink)
        : m_from(from)
        , m_to(to)
        , m_counts(counts)
        , m_sink(sink)
    {
    }

    Status operator()(std::span<const std::byte> block)
    {
        if (m_from == m_to) {
            return m_sink(block);
        }
        m_target.resize(
            block.size() / static_cast<std::size_t>(dtypeBytes(m_from)) * static_cast<std::size_t>(dtypeBytes(m_to)));
        convertNumbers(m_from, block, m_to, m_target, m_counts);
        return m_sink(m_target);
    }

private:
    DType m_from;
    DType m_to;
    ConvertCounts& m_counts;
    const BlockSink& m_sink;
    std::vector<std::byte> m_target;
};

Status streamRun(const BytesOrigin& origin, Caster& caster, const Task& task)
{
    const PlannedStorage& plan = origin.plan;
    const StorageValue* from = sourceOf(origin);
    const auto source = PTHF_TRY(openSource(origin));
    const std::size_t unit = from != nullptr && from->isBigEndian ? swapUnit(plan.sourceDtype) : 1;
    std::vector<std::byte> block(static_cast<std::size_t>(std::min(plan.byteCount, kBlockBytes)));
    std::uint64_t offset = plan.firstByte;
    std::uint64_t left = plan.byteCount;
    while (left > 0) {
        PTHF_TRY(task.poll());
        const auto part = std::span(block).first(static_cast<std::size_t>(std::min<std::uint64_t>(left, block.size())));
        PTHF_TRY(source->readAt(offset, part));
        if (unit > 1) {
            swapUnits(part, unit);
        }
        PTHF_TRY(caster(part));
        offset += part.size();
        left -= part.size();
    }
    return Done{};
}

Status streamGathered(const BytesOrigin& origin, Caster& caster, const Task& task)
{
    TensorValue tensor;
    tensor.storage = origin.plan.source;
    tensor.dtype = origin.plan.sourceDtype;
    tensor.layout = *origin.plan.gathered;
    const BlockSink sink = [&caster](std::span<const std::byte> block) { return caster(block); };
    return readElements(origin.document, tensor, 0, tensor.elements(), sink, task);
}

} // namespace

BytesOrigin originOf(const PlannedDocument& planned, StorageId storage)
{
    const StorageValue& value = planned.content.storage(storage);
    return {*planned.source, planned.storages[index(storage)], value.dtype, value.key};
}

bool isCopied(const BytesOrigin& origin)
{
    const StorageValue* from = sourceOf(origin);
    const bool isSwapped = from != nullptr && from->isBigEndian && swapUnit(origin.plan.sourceDtype) > 1;
    return origin.plan.sourceDtype == origin.dtype && !origin.plan.gathered && !isSwapped;
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
    const DType from = origin.plan.sourceDtype;
    if (from != origin.dtype && !canConvert(from, origin.dtype)) {
        return Error{ErrorCode::Unsupported,
            std::string(dtypeName(from)) + " cannot be cast to " + std::string(dtypeName(origin.dtype))};
    }
    Caster caster(from, origin.dtype, counts, sink);
    return origin.plan.gathered ? streamGathered(origin, caster, task) : streamRun(origin, caster, task);
}

} // namespace pthf

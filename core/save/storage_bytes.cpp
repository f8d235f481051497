// SPDX-License-Identifier: Apache-2.0
#include "core/save/storage_bytes.h"

#include <algorithm>
#include <vector>

#include "core/container/container.h"
#include "core/io/range_source.h"

namespace pthf {

namespace {

/// Source bytes converted at a time.
constexpr std::uint64_t kBlockBytes = std::uint64_t{1} << 19U;

const PlannedStorage& planOf(const PlannedDocument& planned, StorageId storage)
{
    return planned.storages[index(storage)];
}

/// The storage of the source that the bytes are from; null where the plan holds them itself.
const StorageValue* sourceOf(const PlannedDocument& planned, StorageId storage)
{
    const StorageId source = planOf(planned, storage).source;
    return source == kNoStorage ? nullptr : &planned.source->content.storage(source);
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
Result<std::shared_ptr<const ByteSource>> openSource(const PlannedDocument& planned, StorageId storage)
{
    const PlannedStorage& plan = planOf(planned, storage);
    if (plan.source != kNoStorage) {
        return openStorage(*planned.source, plan.source);
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
    return Error{ErrorCode::Internal, "storage " + planned.content.storage(storage).key + " was planned without bytes"};
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

Status streamRun(const PlannedDocument& planned, StorageId storage, Caster& caster, const Task& task)
{
    const PlannedStorage& plan = planOf(planned, storage);
    const StorageValue* from = sourceOf(planned, storage);
    const auto source = PTHF_TRY(openSource(planned, storage));
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

Status streamGathered(const PlannedDocument& planned, StorageId storage, Caster& caster, const Task& task)
{
    const PlannedStorage& plan = planOf(planned, storage);
    TensorValue tensor;
    tensor.storage = plan.source;
    tensor.dtype = plan.sourceDtype;
    tensor.layout = *plan.gathered;
    const BlockSink sink = [&caster](std::span<const std::byte> block) { return caster(block); };
    return readElements(*planned.source, tensor, 0, tensor.elements(), sink, task);
}

} // namespace

bool isCopied(const PlannedDocument& planned, StorageId storage)
{
    const StorageValue& value = planned.content.storage(storage);
    const StorageValue* from = sourceOf(planned, storage);
    const bool isSwapped = from != nullptr && from->isBigEndian && swapUnit(planOf(planned, storage).sourceDtype) > 1;
    return planOf(planned, storage).isCopy(value) && !isSwapped;
}

Result<CopiedBytes> openCopied(const PlannedDocument& planned, StorageId storage)
{
    const PlannedStorage& plan = planOf(planned, storage);
    CopiedBytes bytes;
    bytes.source = PTHF_TRY(openSource(planned, storage));
    bytes.offset = plan.firstByte;
    bytes.length = plan.byteCount;
    const auto inRange = checkRange(*bytes.source, bytes.offset, bytes.length);
    if (!inRange) {
        return failedWithin(inRange, "storage " + planned.content.storage(storage).key);
    }
    if (const StorageValue* from = sourceOf(planned, storage)) {
        bytes.crc = knownCrc(*planned.source, from->place, bytes);
    }
    return bytes;
}

Status streamConverted(
    const PlannedDocument& planned, StorageId storage, ConvertCounts& counts, const BlockSink& sink, const Task& task)
{
    const PlannedStorage& plan = planOf(planned, storage);
    const DType to = planned.content.storage(storage).dtype;
    if (plan.sourceDtype != to && !canConvert(plan.sourceDtype, to)) {
        return Error{ErrorCode::Unsupported,
            std::string(dtypeName(plan.sourceDtype)) + " cannot be cast to " + std::string(dtypeName(to))};
    }
    Caster caster(plan.sourceDtype, to, counts, sink);
    return plan.gathered ? streamGathered(planned, storage, caster, task) : streamRun(planned, storage, caster, task);
}

} // namespace pthf

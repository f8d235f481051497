// SPDX-License-Identifier: Apache-2.0
//
// A tensor of shape [4, 6] that was cut into two columns (FSDP cuts along the first dimension, tensor parallelism along
// any):
//
//     A A A A B B     chunk A: offsets [0, 0], sizes [4, 4]: four runs of 4 elements, 6 apart
//     A A A A B B     chunk B: offsets [0, 4], sizes [4, 2]: four runs of 2 elements
//     A A A A B B
//     A A A A B B
//
// A run is what lies together in both: a read looks up which runs it needs by their number, reads many of them at once
// from the chunk and lays them out.
#include "core/elements/assembled_source.h"

#include <algorithm>

#include "core/base/checked_math.h"

namespace pthf {

namespace {

constexpr std::uint64_t kBlockBytes = std::uint64_t{2} << 20U;

std::uint64_t asSize(std::int64_t number) noexcept
{
    return static_cast<std::uint64_t>(number);
}

bool isWithin(const Dims& shape, const TensorChunk& chunk) noexcept
{
    if (chunk.offsets.size() != shape.size() || chunk.sizes.size() != shape.size()) {
        return false;
    }
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (chunk.offsets[i] < 0 || chunk.sizes[i] < 0 || chunk.offsets[i] > shape[i]
            || chunk.sizes[i] > shape[i] - chunk.offsets[i]) {
            return false;
        }
    }
    return true;
}

bool overlap(const TensorChunk& a, const TensorChunk& b) noexcept
{
    for (std::size_t i = 0; i < a.sizes.size(); ++i) {
        if (a.offsets[i] + a.sizes[i] <= b.offsets[i] || b.offsets[i] + b.sizes[i] <= a.offsets[i]) {
            return false;
        }
    }
    return true;
}

/// The dimension along which the chunks stand at the most places: sorted by it, few pairs are left to compare.
std::size_t mostCutDimension(const Dims& shape, const std::vector<TensorChunk>& chunks)
{
    std::size_t best = 0;
    std::size_t most = 0;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        std::vector<std::int64_t> places;
        places.reserve(chunks.size());
        for (const TensorChunk& chunk : chunks) {
            places.push_back(chunk.offsets[i]);
        }
        std::ranges::sort(places);
        const auto distinct = static_cast<std::size_t>(std::unique(places.begin(), places.end()) - places.begin());
        if (distinct > most) {
            most = distinct;
            best = i;
        }
    }
    return best;
}

std::string chunkText(const TensorChunk& chunk)
{
    return shapeText(chunk.sizes) + " at " + shapeText(chunk.offsets);
}

Status refuseOverlaps(const Dims& shape, std::vector<TensorChunk>& chunks)
{
    if (shape.empty()) {
        return chunks.size() > 1
            ? Status(Error{ErrorCode::Corrupt, std::to_string(chunks.size()) + " chunks of a single number"})
            : Status(Done{});
    }
    const std::size_t along = mostCutDimension(shape, chunks);
    std::ranges::sort(
        chunks, [along](const TensorChunk& a, const TensorChunk& b) { return a.offsets[along] < b.offsets[along]; });
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        const std::int64_t end = chunks[i].offsets[along] + chunks[i].sizes[along];
        for (std::size_t j = i + 1; j < chunks.size() && chunks[j].offsets[along] < end; ++j) {
            if (overlap(chunks[i], chunks[j])) {
                return Error{
                    ErrorCode::Corrupt, "chunks overlap: " + chunkText(chunks[i]) + " and " + chunkText(chunks[j])};
            }
        }
    }
    return Done{};
}

Status checkChunk(const Dims& shape, std::uint64_t elementBytes, const TensorChunk& chunk)
{
    if (!isWithin(shape, chunk)) {
        return Error{ErrorCode::Corrupt, "a chunk of " + chunkText(chunk) + " does not lie within " + shapeText(shape)};
    }
    const std::uint64_t needed = elementCount(chunk.sizes).value_or(0) * elementBytes;
    if (chunk.bytes && chunk.bytes->size() != needed) {
        return Error{ErrorCode::Corrupt,
            "a chunk of " + chunkText(chunk) + " needs " + std::to_string(needed) + " bytes, "
                + std::to_string(chunk.bytes->size()) + " are there"};
    }
    return Done{};
}

} // namespace

std::uint64_t AssembledSource::Runs::startOf(std::uint64_t run) const noexcept
{
    std::uint64_t start = begin;
    for (std::size_t i = counts.size(); i-- > 0;) {
        start += run % counts[i] * steps[i];
        run /= counts[i];
    }
    return start;
}

std::uint64_t AssembledSource::Runs::firstEndingAfter(std::uint64_t offset) const noexcept
{
    std::uint64_t low = 0;
    std::uint64_t high = count;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        if (startOf(middle) + runBytes > offset) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

AssembledSource::Runs AssembledSource::runsOf(const Dims& shape, std::uint64_t elementBytes, TensorChunk chunk)
{
    Runs runs;
    runs.bytes = std::move(chunk.bytes);
    runs.runBytes = elementBytes;
    runs.count = 1;
    std::uint64_t step = elementBytes;
    bool isTogether = true; // all dimensions further in are whole
    for (std::size_t i = shape.size(); i-- > 0;) {
        const std::uint64_t size = asSize(chunk.sizes[i]);
        runs.begin += asSize(chunk.offsets[i]) * step;
        if (isTogether) {
            runs.runBytes *= size;
        } else {
            runs.count *= size;
            runs.counts.insert(runs.counts.begin(), size);
            runs.steps.insert(runs.steps.begin(), step);
        }
        isTogether = isTogether && chunk.sizes[i] == shape[i];
        step *= asSize(shape[i]);
    }
    return runs;
}

Result<std::shared_ptr<const AssembledSource>> AssembledSource::make(
    const Dims& shape, std::uint64_t elementBytes, std::vector<TensorChunk> chunks, std::string name)
{
    const auto elements = elementCount(shape);
    const auto size = elements ? checkedMultiply(*elements, elementBytes) : std::nullopt;
    if (!size) {
        return Error{ErrorCode::Corrupt, "the shape " + shapeText(shape) + " is impossible"};
    }
    for (const TensorChunk& chunk : chunks) {
        PTHF_TRY(checkChunk(shape, elementBytes, chunk));
    }
    std::erase_if(chunks, [](const TensorChunk& chunk) { return elementCount(chunk.sizes).value_or(0) == 0; });
    PTHF_TRY(refuseOverlaps(shape, chunks));

    std::shared_ptr<AssembledSource> made(new AssembledSource(*size, std::move(name)));
    std::uint64_t covered = 0;
    std::uint64_t firstMissing = *size;
    for (TensorChunk& chunk : chunks) {
        Runs runs = runsOf(shape, elementBytes, std::move(chunk));
        covered += runs.count * runs.runBytes;
        if (runs.bytes) {
            made->m_chunks.push_back(std::move(runs));
        } else {
            firstMissing = std::min(firstMissing, runs.begin);
        }
    }
    std::ranges::sort(made->m_chunks, std::less<>(), &Runs::begin);
    // Where chunks are not even described, nobody can say which bytes are not there.
    made->m_bytesAtFront = covered == *size ? firstMissing : 0;
    return std::shared_ptr<const AssembledSource>(std::move(made));
}

Status AssembledSource::readRuns(const Runs& runs, std::uint64_t offset, std::span<std::byte> to, std::uint64_t& filled)
{
    const std::uint64_t end = offset + to.size();
    std::vector<std::byte> block;
    for (std::uint64_t run = runs.firstEndingAfter(offset); run < runs.count && runs.startOf(run) < end;) {
        const std::uint64_t many = std::max<std::uint64_t>(1, kBlockBytes / runs.runBytes);
        std::uint64_t count = 0;
        while (count < many && run + count < runs.count && runs.startOf(run + count) < end) {
            ++count;
        }
        if (count > 1) {
            block.resize(static_cast<std::size_t>(count * runs.runBytes));
            PTHF_TRY(runs.bytes->readAt(run * runs.runBytes, block));
        }
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::uint64_t start = runs.startOf(run + i);
            const std::uint64_t from = std::max(start, offset);
            const std::uint64_t length = std::min(start + runs.runBytes, end) - from;
            const auto part = to.subspan(static_cast<std::size_t>(from - offset), static_cast<std::size_t>(length));
            if (count > 1) {
                std::ranges::copy(
                    std::span(block).subspan(static_cast<std::size_t>(i * runs.runBytes + from - start), part.size()),
                    part.begin());
            } else {
                PTHF_TRY(runs.bytes->readAt(run * runs.runBytes + from - start, part));
            }
            filled += length;
        }
        run += count;
    }
    return Done{};
}

Status AssembledSource::readAt(std::uint64_t offset, std::span<std::byte> to) const
{
    PTHF_TRY(checkRange(*this, offset, to.size()));
    std::uint64_t filled = 0;
    for (const Runs& runs : m_chunks) {
        if (runs.begin >= offset + to.size()) {
            break;
        }
        if (runs.end() > offset) {
            PTHF_TRY(readRuns(runs, offset, to, filled));
        }
    }
    if (filled != to.size()) {
        return Error{ErrorCode::Truncated,
            m_name + ": " + std::to_string(to.size() - filled) + " of " + std::to_string(to.size()) + " bytes at "
                + std::to_string(offset) + " are in no file"};
    }
    return Done{};
}

} // namespace pthf

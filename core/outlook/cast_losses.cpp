// SPDX-License-Identifier: Apache-2.0
#include "core/outlook/cast_losses.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <tuple>

#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/write/storage_bytes.h"

namespace pthf {

namespace {

constexpr std::size_t kMostTensors = 100;
constexpr std::size_t kShownPath = 200;

/// Elements that are others in two blocks of one type.
template<typename Bits>
std::uint64_t countDifferent(std::span<const std::byte> a, std::span<const std::byte> b)
{
    std::uint64_t count = 0;
    for (std::size_t at = 0; at + sizeof(Bits) <= a.size(); at += sizeof(Bits)) {
        Bits x{};
        Bits y{};
        std::memcpy(&x, a.data() + at, sizeof(Bits));
        std::memcpy(&y, b.data() + at, sizeof(Bits));
        count += x != y ? 1U : 0U;
    }
    return count;
}

std::uint64_t countDifferent(DType dtype, std::span<const std::byte> a, std::span<const std::byte> b)
{
    switch (dtypeBytes(dtype)) {
    case 1:
        return countDifferent<std::uint8_t>(a, b);
    case 2:
        return countDifferent<std::uint16_t>(a, b);
    case 4:
        return countDifferent<std::uint32_t>(a, b);
    default:
        return countDifferent<std::uint64_t>(a, b);
    }
}

/// Casts blocks there and back again, and counts.
class RoundTrip {
public:
    RoundTrip(DType from, DType to)
        : m_from(from)
        , m_to(to)
        , m_hasWayBack(canConvert(to, from))
    {
    }

    void take(std::span<const std::byte> block)
    {
        const std::size_t elements = block.size() / static_cast<std::size_t>(dtypeBytes(m_from));
        m_cast.resize(elements * static_cast<std::size_t>(dtypeBytes(m_to)));
        ConvertCounts counts;
        convertNumbers(m_from, block, m_to, m_cast, counts);
        static_cast<ConvertCounts&>(m_counts) += counts;
        if (!m_hasWayBack) {
            return;
        }
        m_back.resize(block.size());
        ConvertCounts ignored;
        convertNumbers(m_to, m_cast, m_from, m_back, ignored);
        const std::uint64_t different = countDifferent(m_from, block, m_back);
        const std::uint64_t told = counts.overflows + counts.underflows + differentNans(block, counts.nans);
        m_counts.rounded += different - std::min(different, told);
    }

    const CastCounts& counts() const noexcept { return m_counts; }

private:
    /// NaNs that come back with another payload are no rounded numbers.
    std::uint64_t differentNans(std::span<const std::byte> block, std::uint64_t nans)
    {
        if (nans == 0) {
            return 0;
        }
        const auto unit = static_cast<std::size_t>(dtypeBytes(m_from));
        std::uint64_t count = 0;
        for (std::size_t at = 0; at + unit <= block.size(); at += unit) {
            const auto element = block.subspan(at, unit);
            if (std::memcmp(element.data(), m_back.data() + at, unit) != 0) {
                std::array<std::byte, sizeof(double)> wide{};
                ConvertCounts one;
                convertNumbers(m_from, element, DType::Float64, wide, one);
                count += one.nans;
            }
        }
        return count;
    }

    DType m_from;
    DType m_to;
    bool m_hasWayBack;
    CastCounts m_counts;
    std::vector<std::byte> m_cast;
    std::vector<std::byte> m_back;
};

Result<CastCounts> countStorage(BytesOrigin origin, std::uint64_t& done, std::uint64_t total, const Task& task)
{
    const DType to = origin.dtype;
    const DType from = origin.plan.sourceDtype;
    if (!canConvert(from, to)) {
        return Error{
            ErrorCode::Unsupported, std::string(dtypeName(from)) + " cannot be cast to " + std::string(dtypeName(to))};
    }
    origin.dtype = from; // as it is: the cast is made here
    RoundTrip trip(from, to);
    ConvertCounts none;
    const Status read = streamConverted(
        origin, none,
        [&](std::span<const std::byte> block) -> Status {
            PTHF_TRY(task.poll());
            trip.take(block);
            done += block.size();
            task.progress.report(std::min(done, total), total);
            return Done{};
        },
        task);
    return read ? Result<CastCounts>(trip.counts()) : Result<CastCounts>(read.error());
}

bool isWorse(const CastLosses::Tensor& a, const CastLosses::Tensor& b)
{
    return std::tie(a.counts.overflows, a.counts.underflows) > std::tie(b.counts.overflows, b.counts.underflows);
}

/// The first tensor over each storage, by StorageId: a number into tree.leaves.
std::vector<std::uint32_t> firstLeaves(const PlannedDocument& planned)
{
    constexpr std::uint32_t kNone = 0xFFFF'FFFF;
    std::vector<std::uint32_t> first(planned.storages.size(), kNone);
    for (auto i = static_cast<std::uint32_t>(planned.tree.leaves.size()); i-- > 0;) {
        const TensorId tensor = planned.tree.leaves[i].tensor;
        const StorageId storage = tensor == kNoTensor ? kNoStorage : planned.content.tensor(tensor).storage;
        if (storage != kNoStorage) {
            first[index(storage)] = i;
        }
    }
    return first;
}

} // namespace

CastCounts& CastCounts::operator+=(const CastCounts& other) noexcept
{
    ConvertCounts::operator+=(other);
    rounded += other.rounded;
    return *this;
}

Result<CastLosses> castLosses(const PlannedDocument& planned, const Task& task)
{
    CastLosses losses;
    const auto isCast = [&planned](std::size_t i) {
        const PlannedStorage& storage = planned.storages[i];
        // Numbers that are yet to be drawn would need LibTorch, and are small.
        return storage.isUsed && !storage.isDrawn() && storage.sourceDtype != planned.content.storages[i].dtype;
    };
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < planned.storages.size(); ++i) {
        total += isCast(i) ? planned.storages[i].byteCount : 0;
    }
    std::uint64_t done = 0;
    const std::vector<std::uint32_t> first = firstLeaves(planned);
    for (std::size_t i = 0; i < planned.storages.size(); ++i) {
        if (!isCast(i)) {
            continue;
        }
        const auto id = static_cast<StorageId>(i);
        const CastCounts counts = PTHF_TRY(countStorage(originOf(planned, id), done, total, task));
        losses.all += counts;
        if (counts.overflows + counts.underflows == 0) {
            continue;
        }
        ++losses.worseTensors;
        const bool isNamed = first[i] < planned.tree.leaves.size();
        losses.tensors.push_back(
            {isNamed ? planned.tree.pathTextOf(planned.content, planned.tree.leaves[first[i]].place)
                     : planned.content.storages[i].key,
                planned.content.storages[i].dtype, counts});
        if (losses.tensors.size() > 2 * kMostTensors) {
            std::ranges::stable_sort(losses.tensors, isWorse);
            losses.tensors.resize(kMostTensors);
        }
    }
    std::ranges::stable_sort(losses.tensors, isWorse);
    losses.tensors.resize(std::min(losses.tensors.size(), kMostTensors));
    return losses;
}

std::string lossesText(const CastLosses& losses)
{
    if (!losses.isCast()) {
        return {};
    }
    const CastCounts& all = losses.all;
    std::vector<std::string> parts;
    const auto add = [&parts](std::uint64_t count, const char* one, const char* many) {
        if (count != 0) {
            parts.push_back(countText(count) + (count == 1 ? one : many));
        }
    };
    add(all.overflows, " does not fit the new type", " do not fit the new type");
    add(all.underflows, " becomes 0", " become 0");
    add(all.rounded, " is rounded", " are rounded");
    if (parts.empty()) {
        parts.emplace_back("none changes");
    }
    std::string text =
        "of " + countOf(all.elements, "number") + " that " + (all.elements == 1 ? "is" : "are") + " cast ";
    for (std::size_t i = 0; i < parts.size(); ++i) {
        text += (i == 0 ? "" : ", ") + parts[i];
    }
    if (!losses.tensors.empty()) {
        text += "; most in " + displayText(losses.tensors.front().path, kShownPath);
    }
    return text;
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/compute/torch/passes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <mutex>

#include "core/compute/torch/block_numbers.h"
#include "core/compute/torch/distinct_set.h"
#include "core/compute/torch/moments.h"
#include "core/compute/torch/torch_boundary.h"

namespace pthf::torch_module {
namespace {

/// Bounds of 64-bit integers, which a double does not hold exactly.
template<typename Integer>
struct Bounds {
    Integer low = std::numeric_limits<Integer>::max();
    Integer high = std::numeric_limits<Integer>::lowest();

    void look(const std::byte* elements, std::size_t count) noexcept
    {
        for (std::size_t i = 0; i < count; ++i) {
            Integer number{};
            std::memcpy(&number, elements + i * sizeof(Integer), sizeof(Integer));
            low = std::min(low, number);
            high = std::max(high, number);
        }
    }
    void join(const Bounds& other) noexcept
    {
        low = std::min(low, other.low);
        high = std::max(high, other.high);
    }
};

/// What one piece of a block contributes.
struct Part {
    Moments real;
    Moments imaginary; ///< of complex tensors
    std::uint64_t elements = 0;
    std::uint64_t complexNans = 0; ///< elements of complex tensors, counted once
    std::uint64_t complexInfinities = 0;
    std::uint64_t complexZeros = 0;
    Bounds<std::int64_t> whole;
    Bounds<std::uint64_t> natural;

    void join(const Part& other) noexcept
    {
        real.join(other.real);
        imaginary.join(other.imaginary);
        elements += other.elements;
        complexNans += other.complexNans;
        complexInfinities += other.complexInfinities;
        complexZeros += other.complexZeros;
        whole.join(other.whole);
        natural.join(other.natural);
    }
};

using Run = std::array<double, kRunNumbers>;

/// Takes a run of complex numbers apart. An element with a NaN in either half is left out whole.
void lookAtComplex(const Run& run, std::size_t count, Part& part)
{
    Run real; // NOLINT(*-member-init): filled before it is read
    Run imaginary; // NOLINT(*-member-init): filled before it is read
    std::size_t kept = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = run[2 * i];
        const double y = run[2 * i + 1];
        if (std::isnan(x) || std::isnan(y)) {
            ++part.complexNans;
            continue;
        }
        part.complexInfinities += std::isinf(x) || std::isinf(y) ? 1U : 0U;
        part.complexZeros += x == 0 && y == 0 ? 1U : 0U;
        real[kept] = x;
        imaginary[kept++] = y;
    }
    part.real.join(momentsOf(real.data(), kept));
    part.imaginary.join(momentsOf(imaginary.data(), kept));
}

/// The mean with infinities, as torch has it: one kind wins, both together are no number.
double meanWith(const Moments& moments) noexcept
{
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (moments.above != 0 && moments.below != 0) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    if (moments.above != 0 || moments.below != 0) {
        return moments.above != 0 ? kInfinity : -kInfinity;
    }
    return moments.mean;
}

class Pass final : public StatisticsPass {
public:
    explicit Pass(DType dtype)
        : m_dtype(dtype)
        , m_fitsInFloat(fitsInFloat(dtype))
        , m_distinct(dtype, kMaxDistinct)
    {
    }

    Status add(std::span<const std::byte> block) override
    {
        return guarded([&]() -> Status {
            const std::size_t elements = block.size() / dtypeBytes(m_dtype);
            std::vector<Part> parts(piecesOf(elements));
            inPieces(elements, [&](std::size_t piece, std::size_t first, std::size_t count) {
                parts[piece] = partOf(block.data() + first * dtypeBytes(m_dtype), count);
            });
            for (const Part& part : parts) {
                m_all.join(part);
            }
            return Done{};
        });
    }

    Result<TensorStatistics> finish() override
    {
        return guarded([this]() -> Result<TensorStatistics> {
            for (const auto& set : m_sets) {
                m_distinct.merge(*set);
            }
            m_sets.clear();
            return isComplex(m_dtype) ? ofComplex() : ofReal();
        });
    }

private:
    /// A set of values of its own for each thread that is at work: taken here, given back after.
    std::unique_ptr<DistinctSet> takeSet()
    {
        const std::lock_guard lock(m_mutex);
        if (m_sets.empty()) {
            return std::make_unique<DistinctSet>(m_dtype, kMaxDistinct);
        }
        auto set = std::move(m_sets.back());
        m_sets.pop_back();
        return set;
    }

    void giveBack(std::unique_ptr<DistinctSet> set)
    {
        const std::lock_guard lock(m_mutex);
        m_sets.push_back(std::move(set));
    }

    Part partOf(const std::byte* elements, std::size_t count)
    {
        const std::size_t perRun = isComplex(m_dtype) ? kRunNumbers / 2 : kRunNumbers;
        auto set = takeSet();
        Part part;
        part.elements = count;
        for (std::size_t done = 0; done < count; done += perRun) {
            const std::size_t now = std::min(perRun, count - done);
            const std::byte* at = elements + done * dtypeBytes(m_dtype);
            if (m_fitsInFloat) {
                std::array<float, kRunNumbers> run; // NOLINT(*-member-init): filled before it is read
                floatsOf(m_dtype, at, now, run.data());
                set->add(at, run.data(), now);
                part.real.join(momentsOf(run.data(), now));
            } else {
                lookAtWide(at, now, part, *set);
            }
        }
        giveBack(std::move(set));
        return part;
    }

    void lookAtWide(const std::byte* at, std::size_t count, Part& part, DistinctSet& set) const
    {
        Run run; // NOLINT(*-member-init): filled before it is read
        numbersOf(m_dtype, at, count, run.data());
        set.add(at, run.data(), count);
        if (isComplex(m_dtype)) {
            lookAtComplex(run, count, part);
            return;
        }
        part.real.join(momentsOf(run.data(), count));
        if (m_dtype == DType::Int64) {
            part.whole.look(at, count);
        } else if (m_dtype == DType::UInt64) {
            part.natural.look(at, count);
        }
    }

    void setBounds(TensorStatistics& statistics) const
    {
        const Moments& moments = m_all.real;
        if (moments.finite != 0) {
            statistics.finiteLow = moments.low;
            statistics.finiteHigh = moments.high;
        }
        if (moments.finite + moments.above + moments.below == 0) {
            return;
        }
        constexpr double kInfinity = std::numeric_limits<double>::infinity();
        if (m_dtype == DType::Int64) {
            statistics.min = m_all.whole.low;
            statistics.max = m_all.whole.high;
        } else if (m_dtype == DType::UInt64) {
            statistics.min = m_all.natural.low;
            statistics.max = m_all.natural.high;
        } else {
            const bool hasFinite = moments.finite != 0;
            statistics.min = moments.below != 0 ? -kInfinity : hasFinite ? moments.low : kInfinity;
            statistics.max = moments.above != 0 ? kInfinity : hasFinite ? moments.high : -kInfinity;
        }
    }

    Result<TensorStatistics> ofReal() const
    {
        const Moments& moments = m_all.real;
        TensorStatistics statistics;
        statistics.count = m_all.elements;
        statistics.nans = moments.nans;
        statistics.infinities = moments.above + moments.below;
        statistics.zeros = moments.zeros;
        setBounds(statistics);
        setSpread(statistics, moments.finite + statistics.infinities, moments.squaredDeviations);
        statistics.norm =
            statistics.infinities != 0 ? std::numeric_limits<double>::infinity() : std::sqrt(moments.squares);
        statistics.distinct = m_distinct.count();
        return statistics;
    }

    Result<TensorStatistics> ofComplex() const
    {
        TensorStatistics statistics;
        statistics.count = m_all.elements;
        statistics.nans = m_all.complexNans;
        statistics.infinities = m_all.complexInfinities;
        statistics.zeros = m_all.complexZeros;
        const std::uint64_t numbers = statistics.count - statistics.nans;
        setSpread(statistics, numbers, m_all.real.squaredDeviations + m_all.imaginary.squaredDeviations);
        if (numbers != 0) {
            statistics.meanImaginary = meanWith(m_all.imaginary);
        }
        statistics.norm = statistics.infinities != 0 ? std::numeric_limits<double>::infinity()
                                                     : std::sqrt(m_all.real.squares + m_all.imaginary.squares);
        statistics.distinct = m_distinct.count();
        return statistics;
    }

    void setSpread(TensorStatistics& statistics, std::uint64_t numbers, double squaredDeviations) const
    {
        if (numbers != 0) {
            statistics.mean = meanWith(m_all.real);
        }
        if (numbers > 1) {
            statistics.std = statistics.infinities != 0
                ? std::numeric_limits<double>::quiet_NaN()
                : std::sqrt(squaredDeviations / static_cast<double>(numbers - 1));
        }
    }

    DType m_dtype;
    bool m_fitsInFloat;
    Part m_all;
    DistinctSet m_distinct;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<DistinctSet>> m_sets;
};

} // namespace

Result<std::unique_ptr<StatisticsPass>> makeStatistics(DType dtype)
{
    PTHF_TRY(checkNumeric(dtype));
    return guarded([dtype]() -> Result<std::unique_ptr<StatisticsPass>> { return {std::make_unique<Pass>(dtype)}; });
}

} // namespace pthf::torch_module

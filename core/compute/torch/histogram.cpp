// SPDX-License-Identifier: Apache-2.0
#include "core/compute/torch/passes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <mutex>
#include <utility>

#include "core/compute/torch/block_numbers.h"
#include "core/compute/torch/torch_boundary.h"

namespace pthf::torch_module {
namespace {

constexpr std::uint32_t kMaxBins = 65'536;

class Pass final : public HistogramPass {
public:
    Pass(DType dtype, HistogramRange range, std::uint32_t bins)
        : m_dtype(dtype)
        , m_bins(bins)
        , m_low(range.low)
        , m_high(range.high)
    {
        m_all.counts.resize(bins);
        m_all.edges.resize(std::size_t{bins} + 1);
        // As numpy.linspace: the last edge is the range's own.
        const double width = m_high - m_low;
        const double step = width / bins;
        for (std::uint32_t i = 0; i < bins; ++i) {
            m_all.edges[i] =
                std::isfinite(width) ? m_low + step * i : std::lerp(m_low, m_high, static_cast<double>(i) / bins);
        }
        m_all.edges[bins] = m_high;
        m_scale = bins / width;
        m_isScaled = std::isfinite(width) && std::isfinite(m_scale);
    }

    Status add(std::span<const std::byte> block) override
    {
        return guarded([&]() -> Status {
            inPieces(block.size() / dtypeBytes(m_dtype), [&](std::size_t, std::size_t first, std::size_t count) {
                addPiece(block.data() + first * dtypeBytes(m_dtype), count);
            });
            return Done{};
        });
    }

    Result<Histogram> finish() override { return std::move(m_all); }

private:
    void addPiece(const std::byte* elements, std::size_t count)
    {
        Histogram piece;
        piece.counts.resize(m_bins);
        std::array<double, kRunNumbers> run;
        for (std::size_t done = 0; done < count; done += kRunNumbers) {
            const std::size_t now = std::min(kRunNumbers, count - done);
            numbersOf(m_dtype, elements + done * dtypeBytes(m_dtype), now, run.data());
            for (const double number : std::span(run).first(now)) {
                addNumber(number, piece);
            }
        }
        const std::lock_guard lock(m_mutex);
        std::ranges::transform(m_all.counts, piece.counts, m_all.counts.begin(), std::plus<>());
        m_all.below += piece.below;
        m_all.above += piece.above;
        m_all.nans += piece.nans;
    }

    void addNumber(double number, Histogram& piece) const noexcept
    {
        if (number >= m_low && number <= m_high) [[likely]] {
            auto bin = m_isScaled ? std::min(static_cast<std::uint32_t>((number - m_low) * m_scale), m_bins - 1)
                                  : binBetweenEdges(number);
            // The product may fall on the wrong side of an edge by a rounding: the edges decide, as in numpy.
            bin -= number < m_all.edges[bin] ? 1U : 0U;
            bin += bin + 1 < m_bins && number >= m_all.edges[bin + 1] ? 1U : 0U;
            ++piece.counts[bin];
        } else if (std::isnan(number)) {
            ++piece.nans;
        } else {
            ++(number < m_low ? piece.below : piece.above);
        }
    }

    /// For ranges whose width, or a bin's share of it, is beyond what a double holds.
    std::uint32_t binBetweenEdges(double number) const noexcept
    {
        const auto above = std::ranges::upper_bound(m_all.edges, number);
        const auto bin = static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(above - m_all.edges.begin(), 1) - 1);
        return std::min(bin, m_bins - 1);
    }

    DType m_dtype;
    std::uint32_t m_bins;
    double m_low;
    double m_high;
    double m_scale = 0;
    bool m_isScaled = true; ///< bins are found by multiplying
    std::mutex m_mutex;
    Histogram m_all;
};

/// A half on either side, as numpy.histogram has it, and more where a half is lost beside the number.
HistogramRange roomAround(double number)
{
    constexpr double kShare = 1e-6;
    constexpr double kMost = std::numeric_limits<double>::max();
    const double room = std::max(0.5, std::abs(number) * kShare);
    return {std::max(number - room, -kMost), std::min(number + room, kMost)};
}

} // namespace

Result<std::unique_ptr<HistogramPass>> makeHistogram(DType dtype, HistogramRange range, std::uint32_t bins)
{
    PTHF_TRY(checkNumeric(dtype));
    if (isComplex(dtype)) {
        return Error{ErrorCode::Unsupported, "complex numbers have no order and no histogram"};
    }
    if (bins == 0 || bins > kMaxBins) {
        return Error{ErrorCode::InvalidArgument,
            "a histogram has from 1 to " + std::to_string(kMaxBins) + " bins, not " + std::to_string(bins)};
    }
    if (range.low == range.high) {
        range = roomAround(range.low);
    }
    if (!std::isfinite(range.low) || !std::isfinite(range.high) || !(range.low < range.high)) {
        return Error{ErrorCode::InvalidArgument, "the range of a histogram is finite and begins below its end"};
    }
    return guarded(
        [&]() -> Result<std::unique_ptr<HistogramPass>> { return {std::make_unique<Pass>(dtype, range, bins)}; });
}

} // namespace pthf::torch_module

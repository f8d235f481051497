// SPDX-License-Identifier: Apache-2.0
#include "core/compute/torch/passes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <vector>

#include "core/compute/torch/block_numbers.h"
#include "core/compute/torch/torch_boundary.h"

namespace pthf::torch_module {
namespace {

/// Sums over places that are finite on both sides.
struct Sums {
    std::uint64_t count = 0;
    std::uint64_t differing = 0;
    std::uint64_t nanOnOneSide = 0;
    std::uint64_t finite = 0;
    double largest = 0;
    double absolute = 0;
    double squared = 0;
    double product = 0;
    double leftSquares = 0;
    double rightSquares = 0;

    void join(const Sums& other) noexcept
    {
        count += other.count;
        differing += other.differing;
        nanOnOneSide += other.nanOnOneSide;
        finite += other.finite;
        largest = std::max(largest, other.largest);
        absolute += other.absolute;
        squared += other.squared;
        product += other.product;
        leftSquares += other.leftSquares;
        rightSquares += other.rightSquares;
    }

    void look(double left, double right) noexcept
    {
        ++count;
        const bool isLeftNan = std::isnan(left);
        if (isLeftNan || std::isnan(right)) {
            const bool isOneSided = isLeftNan != std::isnan(right);
            nanOnOneSide += isOneSided ? 1U : 0U;
            differing += isOneSided ? 1U : 0U;
            return;
        }
        differing += left != right ? 1U : 0U;
        if (std::isinf(left) || std::isinf(right)) {
            return;
        }
        ++finite;
        const double difference = std::abs(left - right);
        largest = std::max(largest, difference);
        absolute += difference;
        squared += difference * difference;
        product += left * right;
        leftSquares += left * left;
        rightSquares += right * right;
    }
};

class Pass final : public ComparisonPass {
public:
    Pass(DType left, DType right)
        : m_left(left)
        , m_right(right)
    {
    }

    Status add(std::span<const std::byte> left, std::span<const std::byte> right) override
    {
        const std::size_t elements = left.size() / dtypeBytes(m_left);
        if (elements != right.size() / dtypeBytes(m_right)) {
            return Error{ErrorCode::Internal,
                "compared " + std::to_string(elements) + " elements with "
                    + std::to_string(right.size() / dtypeBytes(m_right))};
        }
        return guarded([&]() -> Status {
            std::vector<Sums> parts(piecesOf(elements));
            inPieces(elements, [&](std::size_t piece, std::size_t first, std::size_t count) {
                parts[piece] =
                    sumsOf(left.data() + first * dtypeBytes(m_left), right.data() + first * dtypeBytes(m_right), count);
            });
            for (const Sums& part : parts) {
                m_all.join(part);
            }
            return Done{};
        });
    }

    Result<TensorComparison> finish() override
    {
        TensorComparison comparison;
        comparison.count = isComplex(m_left) ? m_all.count / 2 : m_all.count;
        comparison.differing = m_all.differing;
        comparison.nanOnOneSide = m_all.nanOnOneSide;
        comparison.maxDifference = m_all.largest;
        if (m_all.finite != 0) {
            const double finite = static_cast<double>(m_all.finite);
            comparison.meanDifference = m_all.absolute / finite;
            comparison.rootMeanSquare = std::sqrt(m_all.squared / finite);
        }
        const double norms = std::sqrt(m_all.leftSquares) * std::sqrt(m_all.rightSquares);
        const bool areBothZero = m_all.leftSquares == 0 && m_all.rightSquares == 0;
        comparison.cosine = norms > 0 ? m_all.product / norms : areBothZero ? 1 : 0;
        return comparison;
    }

private:
    Sums sumsOf(const std::byte* left, const std::byte* right, std::size_t count) const noexcept
    {
        Sums sums;
        std::array<double, kRunNumbers> lefts;
        std::array<double, kRunNumbers> rights;
        const std::size_t numbers = isComplex(m_left) ? 2 : 1;
        const std::size_t perRun = kRunNumbers / numbers;
        for (std::size_t done = 0; done < count; done += perRun) {
            const std::size_t now = std::min(perRun, count - done);
            numbersOf(m_left, left + done * dtypeBytes(m_left), now, lefts.data());
            numbersOf(m_right, right + done * dtypeBytes(m_right), now, rights.data());
            for (std::size_t i = 0; i < now * numbers; ++i) {
                sums.look(lefts[i], rights[i]);
            }
        }
        return sums;
    }

    DType m_left;
    DType m_right;
    Sums m_all;
};

} // namespace

Result<std::unique_ptr<ComparisonPass>> makeComparison(DType left, DType right)
{
    PTHF_TRY(checkNumeric(left));
    PTHF_TRY(checkNumeric(right));
    if (isComplex(left) != isComplex(right)) {
        return Error{ErrorCode::Unsupported, "complex numbers are compared with complex numbers only"};
    }
    return guarded([&]() -> Result<std::unique_ptr<ComparisonPass>> { return {std::make_unique<Pass>(left, right)}; });
}

} // namespace pthf::torch_module

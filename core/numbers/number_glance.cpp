// SPDX-License-Identifier: Apache-2.0
#include "core/numbers/number_glance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "core/checkpoint/tensor_bytes.h"
#include "core/numbers/element_value.h"
#include "core/numbers/tensor_slice.h"

namespace pthf {

namespace {

constexpr std::size_t kBlock = 4096;

/// The same elements in the order they lie in the file: where order does not matter, a transposed matrix is read once.
TensorValue inFileOrder(const TensorValue& tensor)
{
    std::vector<std::size_t> order(tensor.layout.shape.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (tensor.layout.strides.size() != order.size()) {
        return tensor;
    }
    std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return tensor.layout.strides[i]; });
    return permutedTensor(tensor, order);
}

/// Mean and squares of blocks, joined as Chan, Golub and LeVeque do: no cancellation, however far from 0 the mean is.
class Moments {
public:
    void take(std::span<const double> numbers)
    {
        double sum = 0;
        std::size_t count = 0;
        for (const double number : numbers) {
            if (std::isfinite(number)) {
                sum += number;
                ++count;
            }
        }
        if (count == 0) {
            return;
        }
        const double mean = sum / static_cast<double>(count);
        double squares = 0;
        for (const double number : numbers) {
            squares += std::isfinite(number) ? (number - mean) * (number - mean) : 0;
        }
        const auto added = static_cast<double>(count);
        const double all = m_count + added;
        const double distance = mean - m_mean;
        m_squares += squares + distance * distance * (m_count * added / all);
        m_mean += distance * (added / all);
        m_count = all;
    }

    double mean() const { return m_mean; }
    double std() const { return m_count < 2 ? 0 : std::sqrt(m_squares / (m_count - 1)); }
    double norm() const { return std::sqrt(m_squares + m_count * m_mean * m_mean); }

private:
    double m_count = 0;
    double m_mean = 0;
    double m_squares = 0;
};

void countKinds(NumberGlance& glance, std::span<const double> numbers, double& low, double& high)
{
    for (const double number : numbers) {
        if (std::isfinite(number)) {
            low = std::min(low, number);
            high = std::max(high, number);
            glance.zeros += number == 0 ? 1 : 0;
        } else {
            ++(std::isnan(number) ? glance.nans : glance.infinities);
        }
    }
}

void countBins(NumberGlance& glance, std::span<const double> numbers)
{
    const auto count = static_cast<double>(glance.bins.size());
    // Half the width: the whole one of float64's ends is infinite.
    const double half = glance.max / 2 - glance.min / 2;
    for (const double number : numbers) {
        if (!std::isfinite(number)) {
            continue;
        }
        const double share = half == 0 ? 0.5 : (number / 2 - glance.min / 2) / half;
        const auto bin = static_cast<std::size_t>(std::clamp(share * count, 0.0, count - 1));
        ++glance.bins[bin];
    }
}

} // namespace

Result<NumberGlance> glanceAt(const Document& document, const TensorValue& tensor, GlanceBins bins, const Task& task)
{
    const TensorValue read = inFileOrder(tensor);
    NumberGlance glance;
    glance.elements = tensor.elements();
    const auto elementBytes = static_cast<std::size_t>(dtypeBytes(tensor.dtype));
    const std::uint64_t total = tensor.bytes() * (bins.count > 0 ? 2 : 1);
    std::uint64_t done = 0;
    std::array<double, kBlock> numbers{};
    const auto pass = [&](const std::function<void(std::span<const double>)>& take) {
        return readElements(
            document, read, 0, glance.elements,
            [&](std::span<const std::byte> block) -> Status {
                done += block.size();
                for (; !block.empty(); block = block.subspan(std::min(kBlock * elementBytes, block.size()))) {
                    const auto part = std::span(numbers).first(std::min(kBlock, block.size() / elementBytes));
                    elementNumbers(tensor.dtype, block.first(part.size() * elementBytes), part);
                    take(part);
                }
                task.progress.report(done, total);
                return Done{};
            },
            task);
    };

    Moments moments;
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    PTHF_TRY(pass([&](std::span<const double> part) {
        countKinds(glance, part, low, high);
        moments.take(part);
    }));
    if (glance.finite() > 0) {
        glance.min = low;
        glance.max = high;
        glance.mean = moments.mean();
        glance.std = moments.std();
        glance.norm = moments.norm();
    }
    if (bins.count > 0 && glance.finite() > 0) {
        glance.bins.assign(bins.count, 0);
        PTHF_TRY(pass([&](std::span<const double> part) { countBins(glance, part); }));
    }
    return glance;
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/diff/compare_tensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include "core/checkpoint/tensor_bytes.h"
#include "core/numbers/element_value.h"

namespace pthf {

namespace {

constexpr std::uint64_t kBlockBytes = std::uint64_t{4} << 20U;
constexpr std::size_t kStride = 2048; // numbers that stay in the first cache

/// Complex numbers are pairs of real ones: their difference is.
DType realTypeOf(DType dtype) noexcept
{
    switch (dtype) {
    case DType::Complex128:
        return DType::Float64;
    case DType::Complex64:
        return DType::Float32;
    case DType::Complex32:
        return DType::Float16;
    default:
        return dtype;
    }
}

class Sums {
public:
    /// The same bits: only the norm is wanted.
    void addEqual(DType dtype, std::span<const std::byte> bytes)
    {
        const std::size_t size = dtypeBytes(dtype);
        for (std::size_t at = 0; at < bytes.size(); at += kStride * size) {
            const auto part = bytes.subspan(at, std::min(kStride * size, bytes.size() - at));
            const auto numbers = std::span(m_a).first(part.size() / size);
            elementNumbers(dtype, part, numbers);
            for (const double a : numbers) {
                if (std::isfinite(a)) {
                    m_squares += a * a;
                }
                m_nans += std::isnan(a) ? 1U : 0U;
            }
        }
    }

    void add(DType dtypeA, std::span<const std::byte> a, DType dtypeB, std::span<const std::byte> b)
    {
        const std::size_t sizeA = dtypeBytes(dtypeA);
        const std::size_t sizeB = dtypeBytes(dtypeB);
        const std::size_t count = a.size() / sizeA;
        for (std::size_t at = 0; at < count; at += kStride) {
            const std::size_t now = std::min(kStride, count - at);
            elementNumbers(dtypeA, a.subspan(at * sizeA, now * sizeA), std::span(m_a).first(now));
            elementNumbers(dtypeB, b.subspan(at * sizeB, now * sizeB), std::span(m_b).first(now));
            for (std::size_t i = 0; i < now; ++i) {
                addPair(m_a[i], m_b[i]);
            }
        }
    }

    /// `hasOtherBits`: some bytes differed, though the numbers may be too large to tell apart as doubles.
    ValueDifference difference(std::uint64_t elements, bool hasOtherBits) const // NOLINT: a fact, not an option
    {
        ValueDifference result;
        result.elements = elements;
        result.differing = m_differing;
        result.isEqual = m_differing == 0 && !hasOtherBits;
        result.max = m_max;
        const std::uint64_t pairs = elements - std::min(elements, m_left);
        result.mean = pairs == 0 ? 0 : m_sum / static_cast<double>(pairs);
        const double normA = m_squares + m_squaresA;
        const double normB = m_squares + m_squaresB;
        result.relative = m_squaresOff == 0 ? 0
            : normA == 0                    ? std::numeric_limits<double>::infinity()
                                            : std::sqrt(m_squaresOff / normA);
        if (m_squaresOff != 0) {
            const double length = std::sqrt(normA) * std::sqrt(normB);
            result.cosine = length == 0 ? 0 : std::clamp((m_squares + m_product) / length, -1.0, 1.0);
        }
        result.nansA = m_nans + m_nansA;
        result.nansB = m_nans + m_nansB;
        return result;
    }

private:
    void addPair(double a, double b)
    {
        if (std::isfinite(a) && std::isfinite(b)) [[likely]] {
            const double off = std::abs(a - b);
            m_differing += off != 0 ? 1U : 0U;
            m_max = std::max(m_max, off);
            m_sum += off;
            m_squaresOff += off * off;
            m_squaresA += a * a;
            m_squaresB += b * b;
            m_product += a * b;
            return;
        }
        m_nansA += std::isnan(a) ? 1U : 0U;
        m_nansB += std::isnan(b) ? 1U : 0U;
        ++m_left;
        const bool isSame = a == b || (std::isnan(a) && std::isnan(b));
        m_differing += isSame ? 0 : 1;
        if (!isSame && !std::isnan(a) && !std::isnan(b)) {
            m_max = std::numeric_limits<double>::infinity();
        }
    }

    std::array<double, kStride> m_a{};
    std::array<double, kStride> m_b{};
    double m_squares = 0; ///< where both are the same
    double m_squaresA = 0;
    double m_squaresB = 0;
    double m_squaresOff = 0;
    double m_product = 0;
    double m_sum = 0;
    double m_max = 0;
    std::uint64_t m_nans = 0;
    std::uint64_t m_nansA = 0;
    std::uint64_t m_nansB = 0;
    std::uint64_t m_differing = 0;
    std::uint64_t m_left = 0; ///< pairs without a finite difference
};

Status readBlock(
    const TensorOf& of, std::uint64_t first, std::uint64_t count, std::vector<std::byte>& block, const Task& task)
{
    block.clear();
    return readElements(
        of.document, of.tensor, first, count,
        [&block](std::span<const std::byte> bytes) -> Status {
            block.insert(block.end(), bytes.begin(), bytes.end());
            return Done{};
        },
        task);
}

bool hasElements(const TensorValue& tensor) noexcept
{
    return tensor.form == TensorForm::Strided || tensor.form == TensorForm::Quantized;
}

/// splitmix64's mixing.
std::uint64_t mixed(std::uint64_t word) noexcept
{
    word = (word ^ (word >> 30U)) * 0xbf58'476d'1ce4'e5b9U;
    word = (word ^ (word >> 27U)) * 0x94d0'49bb'1331'11ebU;
    return word ^ (word >> 31U);
}

/// Words of a stream whatever blocks it comes in.
class Mixer {
public:
    void add(std::span<const std::byte> bytes)
    {
        for (const std::byte byte : bytes) {
            m_word |= std::uint64_t{std::to_integer<std::uint8_t>(byte)} << m_bits;
            m_bits += 8;
            if (m_bits == 64) {
                addWord();
            }
        }
    }
    Fingerprint finish()
    {
        m_bits = 64;
        addWord();
        return {mixed(m_state[0] + m_words), mixed(m_state[1] ^ m_words)};
    }

private:
    void addWord()
    {
        m_state[0] = std::rotl(m_state[0], 27) * 0x9e37'79b9'7f4a'7c15U + mixed(m_word);
        m_state[1] = (m_state[1] ^ m_word) * 0xd6e8'feb8'6659'fd93U + std::rotl(m_state[1], 31);
        m_word = 0;
        m_bits = 0;
        ++m_words;
    }

    Fingerprint m_state{0x243f'6a88'85a3'08d3U, 0x1319'8a2e'0370'7344U};
    std::uint64_t m_word = 0;
    std::uint64_t m_words = 0;
    unsigned m_bits = 0;
};

} // namespace

bool canCompare(const TensorValue& a, const TensorValue& b) noexcept
{
    return hasElements(a) && hasElements(b) && a.layout.shape == b.layout.shape && !a.isOutOfBounds && !b.isOutOfBounds
        && (isComplex(a.dtype) == isComplex(b.dtype));
}

Result<ValueDifference> compareTensors(const TensorOf& a, const TensorOf& b, const Task& task)
{
    if (!canCompare(a.tensor, b.tensor)) {
        return Error{ErrorCode::InvalidArgument, "the two tensors have no numbers to compare one by one"};
    }
    const std::uint64_t elements = a.tensor.elements();
    const std::uint64_t widest = std::max(dtypeBytes(a.tensor.dtype), dtypeBytes(b.tensor.dtype));
    const std::uint64_t perBlock = kBlockBytes / widest;
    Sums sums;
    std::vector<std::byte> blockA;
    std::vector<std::byte> blockB;
    const bool isOneType = a.tensor.dtype == b.tensor.dtype && a.tensor.isConjugate == b.tensor.isConjugate
        && a.tensor.isNegative == b.tensor.isNegative;
    bool hasOtherBits = false;
    for (std::uint64_t first = 0; first < elements; first += perBlock) {
        PTHF_TRY(task.poll());
        const std::uint64_t count = std::min(perBlock, elements - first);
        PTHF_TRY(readBlock(a, first, count, blockA, task));
        PTHF_TRY(readBlock(b, first, count, blockB, task));
        if (isOneType && blockA == blockB) {
            sums.addEqual(realTypeOf(a.tensor.dtype), blockA);
        } else {
            // 64-bit integers may differ where doubles do not; so may NaNs, which count as equal.
            hasOtherBits = hasOtherBits || (isOneType && !isFloating(a.tensor.dtype) && !isComplex(a.tensor.dtype));
            sums.add(realTypeOf(a.tensor.dtype), blockA, realTypeOf(b.tensor.dtype), blockB);
        }
    }
    ValueDifference difference = sums.difference(elements, hasOtherBits);
    difference.differing = hasOtherBits ? std::max<std::uint64_t>(difference.differing, 1) : difference.differing;
    return difference;
}

Result<Fingerprint> fingerprintOf(const TensorOf& of, const Task& task)
{
    Mixer mixer;
    const auto take = [&mixer](std::span<const std::byte> bytes) -> Status {
        mixer.add(bytes);
        return Done{};
    };
    PTHF_TRY(readElements(of.document, of.tensor, 0, of.tensor.elements(), take, task));
    return mixer.finish();
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/types/dtype.h"
#include "core/types/shape.h"

namespace pthf {

/// A number as exact as its tensor holds it: integers of 64 bits do not fit a double.
using ExactNumber = std::variant<double, std::int64_t, std::uint64_t>;

/// Values beyond which "distinct" is not counted any more.
inline constexpr std::uint64_t kMaxDistinct = std::uint64_t{1} << 20U;

/// One tensor's numbers in brief. NaNs are counted and left out of everything else, which then is what torch says of
/// the numbers that remain; infinities take part, so that mean and std are what torch gives.
struct TensorStatistics {
    std::uint64_t count = 0; ///< all elements, NaNs too
    std::uint64_t nans = 0; ///< complex ones with a NaN in either half
    std::uint64_t infinities = 0;
    std::uint64_t zeros = 0; ///< -0 too
    std::optional<ExactNumber> min; ///< none where no number is left, and of complex tensors
    std::optional<ExactNumber> max;
    std::optional<double> finiteLow; ///< the same without infinities, for the range of a histogram
    std::optional<double> finiteHigh;
    std::optional<double> mean; ///< of complex tensors the real half
    std::optional<double> meanImaginary; ///< of complex tensors
    std::optional<double> std; ///< over n - 1, as torch.std; none below two numbers
    double norm = 0; ///< Euclidean
    /// Different values (0 and -0 are one, every NaN is one); none from kMaxDistinct + 1 on.
    std::optional<std::uint64_t> distinct;

    bool operator==(const TensorStatistics&) const = default;
};

struct HistogramRange {
    double low = 0;
    double high = 0;

    bool operator==(const HistogramRange&) const = default;
};

/// Counts between edges as torch.histc and numpy draw them: the last bin has both its edges.
struct Histogram {
    std::vector<double> edges; ///< one more than counts
    std::vector<std::uint64_t> counts;
    std::uint64_t below = 0; ///< outside the range, infinities among them
    std::uint64_t above = 0;
    std::uint64_t nans = 0;

    bool operator==(const Histogram&) const = default;
};

/// What two tensors of one shape have in common. Places where both are NaN, or the same infinity, are equal.
struct TensorComparison {
    std::uint64_t count = 0;
    std::uint64_t differing = 0;
    std::uint64_t nanOnOneSide = 0;
    double maxDifference = 0; ///< absolute, of places that are finite on both sides
    double meanDifference = 0;
    double rootMeanSquare = 0;
    double cosine = 0; ///< 1 where both are zero

    bool operator==(const TensorComparison&) const = default;
};

/// The parts of a sparse tensor as its file holds them, whole and little-endian.
struct SparsePart {
    std::string name; ///< "indices", "values", "crow_indices", …
    DType dtype = DType::Int64;
    Dims shape;
    std::span<const std::byte> bytes;
};

struct SparseTensor {
    std::string layout; ///< "sparse_coo", "sparse_csr", …, as torch says
    Dims shape;
    std::vector<SparsePart> parts;
};

/// How integers stand for numbers: (q - zeroPoint) × scale, one pair for all or one for each index of an axis.
struct QuantizedTensor {
    DType dtype = DType::QInt8;
    Dims shape;
    std::vector<double> scales;
    std::vector<double> zeroPoints; ///< doubles, as per_channel_affine_float_qparams has them
    std::optional<std::size_t> axis; ///< none: one pair for all
};

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/types/dims.h"

namespace pthf {

enum class ResampleKind : std::uint8_t { None, Bilinear, Bicubic };

/// Rows and columns.
struct Grid {
    std::int64_t height = 0;
    std::int64_t width = 0;
    bool operator==(const Grid&) const = default;
};

/// How numbers that stand on a grid get another grid: position embeddings of images, tables of relative positions. As
/// torch.nn.functional.interpolate(mode=…, align_corners=False, antialias=False) does it.
struct Resampling {
    ResampleKind kind = ResampleKind::None;
    std::optional<std::int64_t> prefix; ///< tokens before the grid that stay as they are; found where not said
    std::optional<Grid> from; ///< of tokens in a row; squares where not said
    std::optional<Grid> to;
    bool operator==(const Resampling&) const = default;
};

/// "bicubic", "bilinear(prefix=1,from=14x14,to=16x24)"; empty for None.
std::string resamplingText(const Resampling& resampling);
/// Whether a text begins as one of them does.
bool isResamplingText(std::string_view text);
Result<Resampling> parseResampling(std::string_view text);

/// Where the grids stand in a tensor: [outer][prefix + grid][inner], row-major.
struct ResamplePlaces {
    std::int64_t outer = 1;
    std::int64_t prefix = 0;
    Grid from;
    Grid to;
    std::int64_t inner = 1;
};

/// The grids of a tensor and of what it becomes. One dimension that differs, in a tensor of at most three, holds tokens
/// in a row: [1, 197, 768], [169, 12]; otherwise the grid is two dimensions side by side: [1, 64, 64, 768].
/// InvalidArgument says what does not fit.
Result<ResamplePlaces> resamplePlaces(const Resampling& resampling, const Dims& from, const Dims& to);

} // namespace pthf

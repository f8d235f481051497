// SPDX-License-Identifier: Apache-2.0
//
// aten/src/ATen/native/cpu/UpSampleKernel.cpp, align_corners=False: the middle of cell i of the new grid lies at
// (i + 0.5) · old/new − 0.5 of the old one. Bilinear takes the two cells around it, a place before the first being the
// first; bicubic four, weighted by Keys' kernel with a = −0.75. Cells beyond the border are those at the border.
#include "core/elements/resampled_source.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/convert/number_convert.h"

namespace pthf {

namespace {

constexpr std::size_t kTaps = 4;

/// What one place of the new grid is made of, along one direction.
template<typename Number>
struct Taps {
    std::array<std::int64_t, kTaps> cells{};
    std::array<Number, kTaps> weights{};
    std::size_t count = 0;
};

template<typename Number>
std::array<Number, kTaps> cubicWeights(Number t)
{
    constexpr auto kA = Number(-0.75);
    const auto near = [](Number x) { return ((kA + 2) * x - (kA + 3)) * x * x + 1; };
    const auto far = [](Number x) { return ((kA * x - 5 * kA) * x + 8 * kA) * x - 4 * kA; };
    return {far(t + 1), near(t), near(1 - t), far(2 - t)};
}

template<typename Number>
std::vector<Taps<Number>> tapsOf(ResampleKind kind, std::int64_t from, std::int64_t to)
{
    std::vector<Taps<Number>> all(static_cast<std::size_t>(to));
    const Number scale = static_cast<Number>(from) / static_cast<Number>(to);
    const auto clamped = [from](std::int64_t cell) { return std::clamp<std::int64_t>(cell, 0, from - 1); };
    for (std::size_t i = 0; i < all.size(); ++i) {
        Taps<Number>& taps = all[i];
        Number place = scale * (static_cast<Number>(i) + Number(0.5)) - Number(0.5);
        place = kind == ResampleKind::Bilinear ? std::max(place, Number(0)) : place;
        const auto cell = static_cast<std::int64_t>(std::floor(place));
        const Number t = place - static_cast<Number>(cell);
        if (kind == ResampleKind::Bilinear) {
            taps = {{clamped(cell), clamped(cell + 1)}, {1 - t, t}, 2};
        } else {
            taps = {{clamped(cell - 1), clamped(cell), clamped(cell + 1), clamped(cell + 2)}, cubicWeights(t), kTaps};
        }
    }
    return all;
}

/// One grid of vectors onto another.
template<typename Number>
void resample(ResampleKind kind, const ResamplePlaces& places, std::span<const Number> from, std::span<Number> to)
{
    const auto rows = tapsOf<Number>(kind, places.from.height, places.to.height);
    const auto columns = tapsOf<Number>(kind, places.from.width, places.to.width);
    const auto inner = static_cast<std::size_t>(places.inner);
    const auto width = static_cast<std::size_t>(places.from.width);
    std::size_t at = 0;
    for (const Taps<Number>& row : rows) {
        for (const Taps<Number>& column : columns) {
            for (std::size_t k = 0; k < inner; ++k) {
                Number sum = 0;
                for (std::size_t y = 0; y < row.count; ++y) {
                    const Number* line = from.data() + static_cast<std::size_t>(row.cells[y]) * width * inner + k;
                    Number along = 0;
                    for (std::size_t x = 0; x < column.count; ++x) {
                        along += column.weights[x] * line[static_cast<std::size_t>(column.cells[x]) * inner];
                    }
                    sum += row.weights[y] * along;
                }
                to[at++] = sum;
            }
        }
    }
}

/// As convertNumbers, and of a type to itself.
void widen(DType from, std::span<const std::byte> source, DType to, std::span<std::byte> target)
{
    ConvertCounts ignored;
    if (from == to) {
        std::ranges::copy(source, target.begin());
    } else {
        convertNumbers(from, source, to, target, ignored);
    }
}

std::uint64_t vectorsOf(const ResamplePlaces& places, const Grid& grid)
{
    return static_cast<std::uint64_t>(places.prefix + grid.height * grid.width);
}

} // namespace

std::shared_ptr<const ResampledSource> ResampledSource::make(
    std::shared_ptr<const ByteSource> elements, DType dtype, ResampleKind kind, const ResamplePlaces& places)
{
    const DType wide = dtype == DType::Float64 ? DType::Float64 : DType::Float32;
    const bool isPossible = kind != ResampleKind::None && isFloating(dtype)
        && (dtype == wide || (canConvert(dtype, wide) && canConvert(wide, dtype)));
    return isPossible
        ? std::shared_ptr<const ResampledSource>(new ResampledSource(std::move(elements), dtype, kind, places))
        : nullptr;
}

ResampledSource::ResampledSource(
    std::shared_ptr<const ByteSource> elements, DType dtype, ResampleKind kind, const ResamplePlaces& places)
    : m_elements(std::move(elements))
    , m_dtype(dtype)
    , m_kind(kind)
    , m_places(places)
    , m_partBytes(vectorsOf(places, places.to) * static_cast<std::uint64_t>(places.inner) * dtypeBytes(dtype))
    , m_size(m_partBytes * static_cast<std::uint64_t>(places.outer))
{
}

template<typename Number>
Result<std::vector<std::byte>> ResampledSource::outerPart(std::uint64_t outer) const
{
    constexpr DType kWide = sizeof(Number) == sizeof(double) ? DType::Float64 : DType::Float32;
    const auto inner = static_cast<std::uint64_t>(m_places.inner);
    const std::uint64_t vectors = vectorsOf(m_places, m_places.from);
    std::vector<std::byte> bytes(static_cast<std::size_t>(vectors * inner * dtypeBytes(m_dtype)));
    PTHF_TRY(m_elements->readAt(outer * bytes.size(), bytes));
    std::vector<Number> old(static_cast<std::size_t>(vectors * inner));
    widen(m_dtype, bytes, kWide, std::as_writable_bytes(std::span(old)));
    const auto kept = static_cast<std::size_t>(m_places.prefix * m_places.inner);
    std::vector<Number> made(static_cast<std::size_t>(m_partBytes / dtypeBytes(m_dtype)));
    resample<Number>(m_kind, m_places, std::span(old).subspan(kept), std::span(made).subspan(kept));
    std::vector<std::byte> part(static_cast<std::size_t>(m_partBytes));
    widen(kWide, std::as_bytes(std::span(made)), m_dtype, part);
    std::ranges::copy(std::span(bytes).first(kept * static_cast<std::size_t>(dtypeBytes(m_dtype))), part.begin());
    return part;
}

Status ResampledSource::readAt(std::uint64_t offset, std::span<std::byte> to) const
{
    PTHF_TRY(checkRange(*this, offset, to.size()));
    while (!to.empty()) {
        const std::uint64_t outer = offset / m_partBytes;
        const auto part = m_dtype == DType::Float64 ? outerPart<double>(outer) : outerPart<float>(outer);
        if (!part) {
            return part.error();
        }
        const auto begin = static_cast<std::size_t>(offset % m_partBytes);
        const auto here = std::span(*part).subspan(begin, std::min(to.size(), part->size() - begin));
        std::ranges::copy(here, to.begin());
        to = to.subspan(here.size());
        offset += here.size();
    }
    return Done{};
}

} // namespace pthf

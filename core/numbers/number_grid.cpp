// SPDX-License-Identifier: Apache-2.0
#include "core/numbers/number_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "core/checkpoint/tensor_bytes.h"
#include "core/numbers/element_value.h"

namespace pthf {

namespace {

constexpr std::uint64_t kMaxElements = std::uint64_t{1} << 40U;

std::uint64_t product(std::span<const std::int64_t> sizes)
{
    return elementCount(sizes).value_or(0);
}

/// Gathers elements in row-major order into the sums of their cells.
class Gathering {
public:
    explicit Gathering(NumberGrid& grid)
        : m_grid(grid)
        , m_counts(grid.means.size(), 0)
    {
    }

    void take(std::span<const double> numbers)
    {
        while (!numbers.empty()) {
            // A run within one cell: the rest of the row, or of the cell's columns.
            const std::uint64_t cellEnd = (m_column / m_grid.columnsPerCell + 1) * m_grid.columnsPerCell;
            const std::uint64_t run =
                std::min<std::uint64_t>(std::min(cellEnd, m_grid.columns) - m_column, numbers.size());
            add(numbers.first(static_cast<std::size_t>(run)));
            numbers = numbers.subspan(static_cast<std::size_t>(run));
            m_column += run;
            if (m_column == m_grid.columns) {
                m_column = 0;
                ++m_row;
            }
        }
    }

    void finish()
    {
        std::vector<double> finite;
        finite.reserve(m_grid.means.size());
        for (std::size_t i = 0; i < m_grid.means.size(); ++i) {
            if (m_counts[i] > 0) {
                m_grid.means[i] /= static_cast<double>(m_counts[i]);
                finite.push_back(m_grid.means[i]);
            }
        }
        if (finite.empty()) {
            return;
        }
        std::ranges::sort(finite);
        m_grid.low = finite.front();
        m_grid.high = finite.back();
        m_grid.firstLow = finite[finite.size() / 100];
        m_grid.lastHigh = finite[finite.size() - 1 - finite.size() / 100];
    }

private:
    void add(std::span<const double> numbers)
    {
        const std::size_t cell = static_cast<std::size_t>(
            m_row / m_grid.rowsPerCell * m_grid.cellColumns + m_column / m_grid.columnsPerCell);
        for (const double number : numbers) {
            if (std::isfinite(number)) {
                m_grid.means[cell] += number;
                ++m_counts[cell];
            } else {
                m_grid.marks[cell] |= std::isnan(number) ? NumberGrid::kHasNan : NumberGrid::kHasInf;
            }
        }
    }

    NumberGrid& m_grid;
    std::vector<std::uint64_t> m_counts;
    std::uint64_t m_row = 0;
    std::uint64_t m_column = 0;
};

} // namespace

Result<NumberGrid> readGrid(const Document& document, const TensorValue& tensor, std::size_t rowDims,
    const GridLimits& limits, const Task& task)
{
    const std::span<const std::int64_t> shape = tensor.layout.shape;
    NumberGrid grid;
    grid.rows = product(shape.first(std::min(rowDims, shape.size())));
    grid.columns = product(shape.subspan(std::min(rowDims, shape.size())));
    const std::uint64_t elements = tensor.elements();
    if (elements > kMaxElements) {
        return Error{ErrorCode::LimitExceeded,
            std::to_string(elements) + " elements are too many for a picture: choose a smaller slice"};
    }
    if (elements == 0) {
        return grid;
    }
    grid.rowsPerCell = (grid.rows - 1) / limits.rows + 1;
    grid.columnsPerCell = (grid.columns - 1) / limits.columns + 1;
    grid.cellRows = static_cast<std::uint32_t>((grid.rows - 1) / grid.rowsPerCell + 1);
    grid.cellColumns = static_cast<std::uint32_t>((grid.columns - 1) / grid.columnsPerCell + 1);
    grid.means.assign(std::size_t{grid.cellRows} * grid.cellColumns, 0);
    grid.marks.assign(grid.means.size(), 0);

    Gathering gathering(grid);
    const auto elementBytes = static_cast<std::size_t>(dtypeBytes(tensor.dtype));
    std::array<double, 4096> numbers{};
    std::uint64_t done = 0;
    const BlockSink sink = [&](std::span<const std::byte> block) -> Status {
        done += block.size();
        while (!block.empty()) {
            const std::size_t count = std::min(numbers.size(), block.size() / elementBytes);
            const auto part = std::span(numbers).first(count);
            elementNumbers(tensor.dtype, block.first(count * elementBytes), part);
            gathering.take(part);
            block = block.subspan(count * elementBytes);
        }
        task.progress.report(done, elements * elementBytes);
        return Done{};
    };
    PTHF_TRY(readElements(document, tensor, 0, elements, sink, task));
    gathering.finish();
    return grid;
}

} // namespace pthf

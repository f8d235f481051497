// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numbers/tensor_slice.h"
#include "ui/inspect/cell_grid.h"
#include "ui/inspect/tensor_page.h"

namespace pthf {

class SliceBar;

/// A slice of a tensor as a table: its last whole dimension across, the ones before it down. Only what is seen is read.
class ValuesPage final : public TensorPage {
    Q_OBJECT

public:
    explicit ValuesPage(JobRunner& runner, QWidget* parent = nullptr);

    CellGrid* grid() const noexcept { return m_grid; }

protected:
    void begin() override;

private:
    void showSlice();
    void readWindow(const GridWindow& window);
    QString rowName(quint64 row) const;
    QString columnName(quint64 column) const;

    SliceBar* m_slice = nullptr;
    CellGrid* m_grid = nullptr;
    TensorValue m_part; ///< the slice, at most two dimensions
    std::vector<SliceTerm> m_terms;
    std::size_t m_rowDim = 0; ///< which of the tensor's dimensions goes down, and across
    std::size_t m_columnDim = 0;
};

} // namespace pthf

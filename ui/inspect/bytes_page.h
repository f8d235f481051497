// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspect/cell_grid.h"
#include "ui/inspect/tensor_page.h"

class QLabel;

namespace pthf {

/// The storage of a tensor as it lies in the file, sixteen bytes a line or, in a narrow pane, eight, beginning at the
/// tensor's own.
class BytesPage final : public TensorPage {
    Q_OBJECT

public:
    explicit BytesPage(JobRunner& runner, QWidget* parent = nullptr);

    CellGrid* grid() const noexcept { return m_grid; }

protected:
    void begin() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void readWindow(const GridWindow& window);
    void showFrom(quint64 byte);
    void fitAcross();

    QLabel* m_caption = nullptr;
    CellGrid* m_grid = nullptr;
    TensorValue m_bytes;
    quint64 m_across = 16; ///< bytes of a line
};

} // namespace pthf

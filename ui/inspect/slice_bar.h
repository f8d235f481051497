// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "core/numbers/tensor_slice.h"

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace pthf {

/// Which slice of a tensor is shown: as numpy writes it, with two buttons that step through its fixed indices.
class SliceBar final : public QWidget {
    Q_OBJECT

public:
    explicit SliceBar(QWidget* parent = nullptr);

    /// Starts with the last two dimensions whole, and the first entry of all others.
    void setShape(const Dims& shape);
    /// All dimensions whole.
    void setWhole(const Dims& shape);
    const std::vector<SliceTerm>& terms() const noexcept { return m_terms; }
    QLineEdit* edit() const noexcept { return m_edit; }
    /// Room at the right end for what belongs to the page.
    QHBoxLayout* row() const noexcept { return m_row; }
    /// Muted words after the field: "64 × 147".
    void setNote(const QString& note);

Q_SIGNALS:
    void sliceChanged();

private:
    void accept();
    void step(int by);
    void refresh();

    Dims m_shape;
    std::vector<SliceTerm> m_terms;
    QHBoxLayout* m_row = nullptr;
    QLineEdit* m_edit = nullptr;
    QToolButton* m_previous = nullptr;
    QToolButton* m_next = nullptr;
    QLabel* m_note = nullptr;
};

} // namespace pthf

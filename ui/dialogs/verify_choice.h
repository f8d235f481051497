// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/save/save_options.h"

class QCheckBox;
class QLabel;
class QToolButton;

namespace pthf {

/// What is looked at again after a save, and what that means.
class VerifyChoice final : public QWidget {
    Q_OBJECT

public:
    explicit VerifyChoice(QWidget* parent = nullptr);

    Verification verification() const;

private:
    void explain();

    QCheckBox* m_verify;
    QToolButton* m_structure;
    QToolButton* m_everyByte;
    QLabel* m_note;
};

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "core/types/initial_values.h"

class QComboBox;
class QLabel;
class QLineEdit;

namespace pthf {

/// What new room is filled with: which of torch's fillings, and its numbers by their names.
class FillingEdit final : public QWidget {
    Q_OBJECT

public:
    explicit FillingEdit(QWidget* parent = nullptr);

    void setValues(const InitialValues& values);
    /// Nothing while a number cannot be read.
    std::optional<InitialValues> values() const;

Q_SIGNALS:
    void changed();

private:
    struct Number {
        QLabel* name = nullptr;
        QLineEdit* line = nullptr;
    };

    Number addNumber(const char* objectName);
    void fitWidth(const Number& number) const;
    void showNumbers();
    InitialKind kind() const;

    QComboBox* m_kind = nullptr;
    QWidget* m_numbers = nullptr;
    Number m_first;
    Number m_second;
    Number m_seed;
    FanMode m_fan = FanMode::In; ///< of what was set: there is no field for it
};

} // namespace pthf

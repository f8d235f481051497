// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QStringList>
#include <QWidget>

class QCheckBox;
class QComboBox;

namespace pthf {

/// Who else is asked after a save: LibTorch's own reader, a device that the weights are carried to.
class ProveChoice final : public QWidget {
    Q_OBJECT

public:
    explicit ProveChoice(QWidget* parent = nullptr);

    /// Offered beside those that the plan names; others can be typed.
    void setDevices(const QStringList& devices);
    bool hasWitness() const;
    /// Empty: the devices of the plan. Nothing where none is wanted.
    std::optional<QString> proveOn() const;

private:
    QCheckBox* m_witness;
    QCheckBox* m_prove;
    QComboBox* m_device;
};

} // namespace pthf

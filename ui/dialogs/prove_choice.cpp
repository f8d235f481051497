// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/prove_choice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>

#include "ui/base/metrics.h"

namespace pthf {

ProveChoice::ProveChoice(QWidget* parent)
    : QWidget(parent)
    , m_witness(new QCheckBox(tr("Ask LibTorch's own reader"), this))
    , m_prove(new QCheckBox(tr("Prove on device"), this))
    , m_device(new QComboBox(this))
{
    m_witness->setObjectName(QStringLiteral("saveWitness"));
    m_witness->setToolTip(tr("LibTorch opens the result and says which records and tensors it sees: values where they "
                             "stand in plain dicts or TorchScript"));
    m_prove->setObjectName(QStringLiteral("saveProve"));
    m_prove->setToolTip(tr("Carries the weights to the device and back, and compares every byte"));
    m_device->setObjectName(QStringLiteral("saveProveOn"));
    m_device->setAccessibleName(tr("Device to prove on"));
    m_device->setEditable(true);
    m_device->setEnabled(false);
    m_device->setMinimumWidth(Metrics(this).scaled(180));
    setDevices({});
    connect(m_prove, &QCheckBox::toggled, m_device, &QWidget::setEnabled);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_witness);
    row->addSpacing(8);
    row->addWidget(m_prove);
    row->addWidget(m_device);
    row->addStretch();
}

void ProveChoice::setDevices(const QStringList& devices)
{
    m_device->clear();
    m_device->addItem(tr("those of the plan"));
    m_device->addItems(devices);
    m_device->setCurrentIndex(0);
}

bool ProveChoice::hasWitness() const
{
    return m_witness->isChecked();
}

std::optional<QString> ProveChoice::proveOn() const
{
    if (!m_prove->isChecked()) {
        return std::nullopt;
    }
    const QString device = m_device->currentText().trimmed();
    return device == m_device->itemText(0) ? QString() : device;
}

} // namespace pthf

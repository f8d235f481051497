// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/devices_dialog.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "core/report/device_report.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/devices/machine_state.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

QString driverText(const MachineReport& machine)
{
    const MachineDevices& probe = machine.probe;
    if (!probe.hasDriver) {
        return DevicesDialog::tr("none");
    }
    return probe.driver.empty() ? DevicesDialog::tr("there, without a version")
                                : DevicesDialog::tr("NVIDIA's, speaks CUDA %1").arg(toQString(probe.driver));
}

QString libtorchText(const MachineReport& machine)
{
    if (!machine.compute) {
        return DevicesDialog::tr("not loaded");
    }
    const ComputeFacts& compute = *machine.compute;
    QString text = compute.builtFor.empty()
        ? DevicesDialog::tr("%1, for the CPU only").arg(toQString(compute.libtorch))
        : DevicesDialog::tr("%1, for %2").arg(toQString(compute.libtorch), toQString(compute.builtFor));
    if (!compute.runtime.empty()) {
        text += DevicesDialog::tr(", runtime %1").arg(toQString(compute.runtime));
    }
    return text;
}

QString modulesText(const MachineReport& machine)
{
    QStringList lines;
    for (std::size_t i = 0; i < machine.modules.size(); ++i) {
        const ModuleCandidate& module = machine.modules[i];
        QString line = shownText(module.path.filename().string());
        if (!module.stamp.libtorch.empty()) {
            line = DevicesDialog::tr("%1 (LibTorch %2, %3)")
                       .arg(line, shownText(module.stamp.libtorch), shownText(module.stamp.builtFor));
        }
        if (module.refusal) {
            line = DevicesDialog::tr("%1: %2").arg(line, coreText(*module.refusal));
        } else if (machine.chosen == i) {
            line = DevicesDialog::tr("%1, in use").arg(line);
        }
        lines.append(line);
    }
    if (lines.isEmpty()) {
        return DevicesDialog::tr("none in %1").arg(shownText(machine.folder));
    }
    return lines.join(u'\n');
}

} // namespace

DevicesDialog::DevicesDialog(MachineState& machine, QWidget* parent)
    : QDialog(parent)
    , m_machine(machine)
{
    setObjectName(QStringLiteral("devicesDialog"));
    setWindowTitle(tr("Devices of this computer"));
    const Metrics metrics(this);
    auto* table = new QTableView(this);
    table->setObjectName(QStringLiteral("deviceTable"));
    table->setAccessibleName(tr("Devices"));
    table->setModel(&m_model);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(metrics.row());
    table->horizontalHeader()->setSectionResizeMode(DeviceModel::Name, QHeaderView::Stretch);
    table->horizontalHeader()->setHighlightSections(false);
    table->setColumnWidth(DeviceModel::Device, metrics.scaled(170));

    auto* form = new QFormLayout;
    m_form = form;
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignTop);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_driver = addFact(*form, tr("Driver"), QStringLiteral("deviceDriver"));
    m_libtorch = addFact(*form, tr("LibTorch"), QStringLiteral("deviceLibtorch"));
    m_modules = addFact(*form, tr("Modules"), QStringLiteral("deviceModules"));
    m_automatic = addFact(*form, tr("“auto” means"), QStringLiteral("deviceAuto"));
    m_why = addFact(*form, tr("Why no device"), QStringLiteral("deviceWhy"));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_refresh = buttons->addButton(tr("Ask again"), QDialogButtonBox::ActionRole);
    m_refresh->setObjectName(QStringLiteral("devicesRefresh"));
    m_refresh->setIcon(themedIcon(Icon::Repeat));
    QPushButton* copy = buttons->addButton(tr("Copy as text"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("devicesCopy"));
    copy->setIcon(themedIcon(Icon::Copy));
    connect(m_refresh, &QPushButton::clicked, &machine, &MachineState::refresh);
    connect(copy, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(toQString(machineToText(m_machine.report()))); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* column = new QVBoxLayout(this);
    column->addWidget(table, 1);
    column->addLayout(form);
    column->addWidget(buttons);
    resize(metrics.scaled(760), metrics.scaled(400));
    connect(&machine, &MachineState::changed, this, &DevicesDialog::refresh);
    refresh();
}

QLabel* DevicesDialog::addFact(QFormLayout& form, const QString& name, const QString& objectName)
{
    auto* label = new QLabel(this);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* caption = new QLabel(name, this);
    caption->setForegroundRole(QPalette::PlaceholderText);
    form.addRow(caption, label);
    return label;
}

void DevicesDialog::refresh()
{
    const MachineReport& report = m_machine.report();
    m_model.setMachine(report);
    m_driver->setText(driverText(report));
    m_automatic->setText(toQString(autoDevice(report.probe)));
    m_refresh->setEnabled(!m_machine.isAsking());
    const QString pending = m_machine.isAsking() ? tr("asking LibTorch…") : tr("not asked yet");
    m_libtorch->setText(m_machine.isComplete() ? libtorchText(report) : pending);
    m_modules->setText(m_machine.isComplete() ? modulesText(report) : pending);
    const QString why = m_machine.isComplete() ? coreText(whyNoDevice(report)) : coreText(report.probe.note);
    m_why->setText(why);
    m_form->setRowVisible(m_why, !why.isEmpty());
}

} // namespace pthf

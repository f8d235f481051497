// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/start_footer.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/widgets/pane.h"
#include "ui/words/core_text.h"

namespace pthf {

StartFooter::StartFooter(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("startFooter"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    const Metrics metrics(this);
    setFixedHeight(metrics.planBar());
    auto* version = new QLabel(tr("Pthfinder %1").arg(QCoreApplication::applicationVersion()).trimmed(), this);
    m_machine = new QLabel(this);
    for (QLabel* label : {version, m_machine}) {
        label->setFont(smallFont(font()));
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setTextFormat(Qt::PlainText);
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics.scaled(12), 0, metrics.scaled(12), 0);
    row->addWidget(version);
    row->addStretch(1);
    m_icon = new IconLabel(Icon::Device, IconTint::Muted, 14, IconLabel::Ground::None, this);
    m_icon->hide();
    row->addWidget(m_icon);
    row->addWidget(m_machine);
}

void StartFooter::setMachine(const MachineDevices& machine)
{
    m_icon->show();
    if (machine.gpus.empty()) {
        m_machine->setText(tr("No GPU on this computer. Files for a GPU can be written all the same."));
        m_machine->setToolTip(coreText(machine.note));
        return;
    }
    QStringList names;
    for (const GpuDevice& gpu : machine.gpus) {
        names.append(tr("%1, %2").arg(shownText(gpu.name), shownSize(gpu.memoryBytes)));
    }
    m_machine->setText(names.join(u" · "));
}

void StartFooter::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, themeOf(this).border);
}

} // namespace pthf

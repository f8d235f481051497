// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/files/quick_look.h"

#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/widgets/badge_strip.h"
#include "ui/widgets/pane.h"
#include "ui/words/core_text.h"

namespace pthf {

QuickLook::QuickLook(const FolderRow& row, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("quickLook"));
    setWindowTitle(shownText(row.path.filename().string()));
    const Metrics metrics(this);
    auto* name = new QLabel(windowTitle(), this);
    name->setFont(strongFont(font()));
    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignRight);
    const auto add = [&](const QString& title, const QString& text) {
        if (text.isEmpty()) {
            return;
        }
        auto* label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        form->addRow(title, label);
    };
    add(tr("What"), coreText(row.what));
    add(tr("Holds"), coreText(row.holds));
    add(tr("Epoch"), shownText(row.epoch));
    add(tr("Best"), shownText(row.best));
    add(tr("Size"), shownSize(row.bytes));
    add(tr("Tensors"), shownCount(row.tensors));
    add(tr("Parameters"), shownCount(row.parameters));
    QStringList devices;
    for (const auto& [device, count] : row.devices) {
        devices.append(shownText(device));
    }
    if (!devices.isEmpty()) {
        form->addRow(tr("Device"), new ChipLabel(devices, {}, this));
    }
    QStringList places;
    for (const LoadsOn& place : row.loadsOn) {
        places.append((place.yes ? u"✓ "_qs : u"✗ "_qs) % coreText(place.where));
    }
    add(tr("Loads on"), places.join(u'\n'));
    if (row.isDamaged) {
        add(tr("Damaged"), tr("pthf check says where; pthf salvage keeps what is whole"));
    }
    auto* open = new QPushButton(tr("Open"), this);
    open->setObjectName(QStringLiteral("quickLookOpen"));
    setButtonKind(open, ButtonKind::Primary);
    connect(open, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT openRequested();
    });
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(name);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(open, 0, Qt::AlignRight);
    resize(metrics.scaled(420), sizeHint().height());
}

void QuickLook::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space) {
        reject();
        return;
    }
    QDialog::keyPressEvent(event);
}

} // namespace pthf

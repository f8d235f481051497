// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/map_devices_dialog.h"

#include <algorithm>

#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "core/types/device.h"
#include "ui/base/button_kind.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

const QStringList& usualTargets()
{
    static const QStringList kTargets{QStringLiteral("cpu"), QStringLiteral("cuda:0"), QStringLiteral("cuda:1"),
        QStringLiteral("cuda:2"), QStringLiteral("cuda:3"), QStringLiteral("mps")};
    return kTargets;
}

QString presentTarget(const std::optional<MapLocation>& present, const std::string& device)
{
    if (!present) {
        return {};
    }
    for (const auto& [from, to] : present->table) {
        if (deviceMatches(from, device)) {
            return toQString(to);
        }
    }
    return toQString(present->device);
}

} // namespace

MapDevicesDialog::MapDevicesDialog(const Card& card, const std::optional<MapLocation>& present, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("mapDevicesDialog"));
    setWindowTitle(tr("Map devices"));
    const Metrics metrics(this);

    auto* intro = new QLabel(
        tr("Where torch.load will put the tensors. The device is a word beside each storage; no GPU is needed to "
           "change it."),
        this);
    intro->setWordWrap(true);

    auto* table = new QWidget(this);
    auto* grid = new QGridLayout(table);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics.scaled(16));
    int column = 0;
    for (const QString& title : {tr("Stored for"), tr("Tensors"), tr("Size"), tr("Becomes")}) {
        auto* head = new QLabel(title, table);
        head->setFont(smallFont(font()));
        head->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(head, 0, column++);
    }
    for (const auto& [device, count] : card.devices) {
        addRow(*grid, device, count, present);
    }
    grid->setColumnStretch(3, 1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(table);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);

    m_complaint = new QLabel(this);
    m_complaint->setTextFormat(Qt::PlainText);
    m_complaint->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(tr("Apply map"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("applyMap"));
    setButtonKind(m_accept, ButtonKind::Primary);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_complaint);
    layout->addWidget(buttons);
    resize(metrics.characters(72), metrics.row() * (6 + std::min<int>(8, static_cast<int>(m_rows.size())) * 2));
    check();
}

void MapDevicesDialog::addRow(
    QGridLayout& grid, const std::string& device, const Card::Count& count, const std::optional<MapLocation>& present)
{
    QWidget* table = grid.parentWidget();
    const int row = static_cast<int>(m_rows.size()) + 1;
    auto* name = new QLabel(shownText(device), table);
    name->setTextFormat(Qt::PlainText);
    name->setFont(fixedFont(font()));
    auto* to = new QComboBox(table);
    to->setEditable(true);
    to->setInsertPolicy(QComboBox::NoInsert);
    to->setObjectName(QStringLiteral("target_") + toQString(device));
    to->setAccessibleName(tr("Target of %1").arg(shownText(device)));
    to->addItem(tr("keep"), QString());
    for (const QString& target : usualTargets()) {
        to->addItem(target, target);
    }
    if (const QString target = presentTarget(present, device); !target.isEmpty()) {
        to->setEditText(target);
    }
    connect(to, &QComboBox::editTextChanged, this, &MapDevicesDialog::check);
    grid.addWidget(name, row, 0);
    grid.addWidget(new QLabel(shownCount(count.tensors), table), row, 1, Qt::AlignRight | Qt::AlignVCenter);
    grid.addWidget(new QLabel(shownSize(count.bytes), table), row, 2, Qt::AlignRight | Qt::AlignVCenter);
    grid.addWidget(to, row, 3);
    m_rows.push_back({device, to});
}

void MapDevicesDialog::check()
{
    QString complaint;
    for (const Row& row : m_rows) {
        const QString target = row.to->currentText().trimmed();
        if (target != tr("keep") && !target.isEmpty() && !isWellFormedDevice(toUtf8(target))) {
            complaint = tr("“%1” is no device: a word, or a word and a number, cuda:1").arg(target);
        }
    }
    m_complaint->setText(complaint);
    m_accept->setEnabled(complaint.isEmpty());
}

std::optional<MapLocation> MapDevicesDialog::mapLocation() const
{
    MapLocation map;
    for (const Row& row : m_rows) {
        const QString target = row.to->currentText().trimmed();
        if (!target.isEmpty() && target != tr("keep")) {
            map.table.emplace_back(row.from, normalizedTarget(toUtf8(target)));
        }
    }
    const bool isOneTarget = map.table.size() == m_rows.size() && !map.table.empty()
        && std::ranges::all_of(map.table, [&](const auto& pair) { return pair.second == map.table.front().second; });
    if (isOneTarget) {
        return MapLocation{map.table.front().second, {}, {}};
    }
    return map.table.empty() ? std::nullopt : std::optional(map);
}

} // namespace pthf

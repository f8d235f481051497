// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/overview_cards.h"

#include <algorithm>

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/style_frames.h"
#include "ui/base/text.h"
#include "ui/models/value_words.h"
#include "ui/widgets/pane.h"

namespace pthf {

namespace {

constexpr int kShownSettings = 6;

QLabel* plain(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QLabel* muted(const QString& text, QWidget* parent)
{
    QLabel* label = plain(text, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QPushButton* link(const QString& text, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    setButtonKind(button, ButtonKind::Link);
    return button;
}

} // namespace

OverviewCard::OverviewCard(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_head(new QHBoxLayout)
    , m_body(new QVBoxLayout(this))
    , m_rows(new QWidget(this))
{
    const Metrics metrics(this);
    m_body->setContentsMargins(metrics.scaled(12), metrics.scaled(8), metrics.scaled(12), metrics.scaled(10));
    m_body->setSpacing(metrics.scaled(6));
    auto* name = plain(title, this);
    name->setFont(strongFont(font()));
    m_head->addWidget(name);
    m_head->addStretch(1);
    m_body->addLayout(m_head);
    m_body->addWidget(m_rows);
    setAccessibleName(title);
}

QGridLayout& OverviewCard::newGrid()
{
    auto* rows = new QWidget(this);
    delete m_body->replaceWidget(m_rows, rows);
    m_rows->deleteLater();
    m_rows->hide();
    m_rows = rows;
    auto* grid = new QGridLayout(rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(Metrics(this).scaled(10));
    grid->setVerticalSpacing(Metrics(this).scaled(3));
    rows->show();
    return *grid;
}

void OverviewCard::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBox(painter, rect(), theme.base, theme.border);
}

ByteBar::ByteBar(double share, QColor color, QWidget* parent)
    : QWidget(parent)
    , m_share(std::clamp(share, 0.0, 1.0))
    , m_color(color)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ByteBar::sizeHint() const
{
    const Metrics metrics(this);
    return {metrics.scaled(46), metrics.scaled(8)};
}

void ByteBar::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect track = rect();
    paintBox(painter, track, theme.track, Qt::transparent, 3);
    if (m_share > 0) {
        QRect bar = track;
        bar.setWidth(std::max(2, qRound(track.width() * m_share)));
        paintBox(painter, bar, m_color.isValid() ? m_color : theme.bar, Qt::transparent, 3);
    }
}

DevicesCard::DevicesCard(QWidget* parent)
    : OverviewCard(tr("Devices"), parent)
{
    QPushButton* map = link(tr("Map devices…"), this);
    map->setObjectName(QStringLiteral("overviewMapDevices"));
    connect(map, &QPushButton::clicked, this, &DevicesCard::mapRequested);
    head().addWidget(map);
}

void DevicesCard::setCard(const Card& card)
{
    QGridLayout& grid = newGrid();
    grid.setColumnStretch(2, 1);
    std::uint64_t most = 1;
    for (const auto& [device, count] : card.devices) {
        most = std::max(most, count.bytes);
    }
    const Theme& theme = themeOf(this);
    int row = 0;
    for (const auto& [device, count] : card.devices) {
        grid.addWidget(new ChipLabel({shownText(device)}, {}, rows()), row, 0, Qt::AlignLeft);
        auto* tensors = muted(tensorsText(count.tensors), rows());
        tensors->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid.addWidget(tensors, row, 1);
        grid.addWidget(new ByteBar(static_cast<double>(count.bytes) / static_cast<double>(most),
                           theme.deviceMark(device).color, rows()),
            row, 2, Qt::AlignVCenter);
        auto* size = plain(shownSize(count.bytes), rows());
        size->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid.addWidget(size, row++, 3);
    }
    if (card.devices.empty()) {
        grid.addWidget(muted(tr("There are no tensors in this file"), rows()), 0, 0);
    }
}

HealthCard::HealthCard(QWidget* parent)
    : OverviewCard(tr("Health"), parent)
    , m_state(muted({}, this))
    , m_scan(link(tr("Scan all values"), this))
{
    m_state->setFont(smallFont(font()));
    m_scan->setObjectName(QStringLiteral("scanValues"));
    connect(m_scan, &QPushButton::clicked, this, &HealthCard::scanRequested);
    head().addWidget(m_state);
    head().addWidget(m_scan);
}

void HealthCard::setNotScanned(std::uint64_t bytes)
{
    QGridLayout& grid = newGrid();
    auto* words = muted(tr("NaN, Inf and tensors of zeros are found by reading %1").arg(shownSize(bytes)), rows());
    words->setWordWrap(true);
    grid.addWidget(words, 0, 0);
    m_state->setText(tr("not scanned"));
    m_scan->show();
}

void HealthCard::setScanning()
{
    m_state->setText(tr("scanning…"));
    m_scan->hide();
}

void HealthCard::addRow(QGridLayout& grid, Icon icon, IconTint tint, const QString& text, const QString& detail,
    std::optional<PlaceId> place)
{
    const int row = grid.rowCount();
    grid.addWidget(new IconLabel(icon, tint, 16, IconLabel::Ground::None, rows()), row, 0);
    if (place) {
        QPushButton* button = link(text, rows());
        connect(button, &QPushButton::clicked, this, [this, place] { Q_EMIT placeRequested(*place); });
        grid.addWidget(button, row, 1, Qt::AlignLeft);
    } else {
        grid.addWidget(plain(text, rows()), row, 1);
    }
    auto* words = muted(detail, rows());
    words->setFont(smallFont(font()));
    words->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    words->setToolTip(detail);
    grid.addWidget(words, row, 2);
}

void HealthCard::setScan(const HealthScan& scan, const OpenedDocument& opened, double seconds)
{
    QGridLayout& grid = newGrid();
    grid.setColumnStretch(2, 1);
    m_state->setText(tr("scanned %1 in %2 s").arg(shownSize(scan.bytes), QString::number(seconds, 'f', 1)));
    m_scan->hide();
    const Content& content = opened.document->content;
    const auto row = [&](std::uint64_t count, Icon icon, IconTint tint, const QString& good, const QString& bad,
                         auto isMeant) {
        const auto first = std::ranges::find_if(scan.unsound, isMeant);
        if (first == scan.unsound.end()) {
            addRow(grid, Icon::Ok, IconTint::Success, good, tensorsText(scan.tensors), std::nullopt);
            return;
        }
        const PlaceId place = opened.tree.leaves[first->leaf].place;
        addRow(grid, icon, tint, bad.arg(tensorsText(count)), shownText(opened.tree.pathTextOf(content, place)), place);
    };
    row(scan.withNan(), Icon::Error, IconTint::Error, tr("No NaN"), tr("%1 with NaN"),
        [](const UnsoundTensor& tensor) { return tensor.nans > 0; });
    row(scan.withInf(), Icon::Error, IconTint::Error, tr("No Inf"), tr("%1 with Inf"),
        [](const UnsoundTensor& tensor) { return tensor.infinities > 0; });
    row(scan.allZero(), Icon::Warning, IconTint::Warning, tr("None is all zero"), tr("%1 all zero"),
        [](const UnsoundTensor& tensor) { return tensor.isAllZero; });
    if (scan.skipped > 0) {
        addRow(grid, Icon::Info, IconTint::Info, tr("%1 not read").arg(tensorsText(scan.skipped)),
            tr("without elements of their own, or not all in the file"), std::nullopt);
    }
}

OptimizerCard::OptimizerCard(QWidget* parent)
    : OverviewCard(tr("Optimizer"), parent)
    , m_label(muted({}, this))
{
    head().addWidget(m_label);
    QPushButton* all = link(tr("Show all"), this);
    all->setObjectName(QStringLiteral("overviewOptimizer"));
    connect(all, &QPushButton::clicked, this, &OptimizerCard::allRequested);
    head().addWidget(all);
}

void OptimizerCard::setOptimizers(const std::vector<OptimizerLines>& optimizers)
{
    setVisible(!optimizers.empty());
    if (optimizers.empty()) {
        return;
    }
    const OptimizerLines& optimizer = optimizers.front();
    m_label->setText(optimizer.label);
    QGridLayout& grid = newGrid();
    grid.setColumnStretch(1, 1);
    int row = 0;
    const auto add = [&](const QString& name, const QString& text, bool isCode) {
        grid.addWidget(muted(name, rows()), row, 0);
        auto* value = plain(text, rows());
        if (isCode) {
            value->setFont(fixedFont(font()));
        }
        value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        value->setToolTip(text);
        grid.addWidget(value, row++, 1);
    };
    if (!optimizer.groups.empty()) {
        const OptimizerLines::Group& group = optimizer.groups.front();
        int shown = 0;
        for (const auto& [name, text] : group.settings) {
            if (shown++ < kShownSettings) {
                add(name, text, true);
            }
        }
        add(tr("Groups"), shownCount(optimizer.groups.size()), false);
    }
    add(tr("Names"), optimizer.naming, false);
}

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/tree_panel.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QVBoxLayout>

#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/delegates/changed_cell_delegate.h"
#include "ui/delegates/column_fit.h"
#include "ui/delegates/device_chip_delegate.h"
#include "ui/delegates/name_delegate.h"
#include "ui/delegates/size_bar_delegate.h"
#include "ui/models/value_tree_model.h"
#include "ui/widgets/tree_view.h"

namespace pthf {

namespace {

// LOOK 6, in pixels at a font of 13.
constexpr int kTypeWidth = 92;
constexpr int kShapeWidth = 124;
constexpr int kJoinedShapeWidth = 168;
constexpr int kBytesWidth = 126;
constexpr int kDeviceWidth = 146;
constexpr int kMovingDeviceWidth = 194;
constexpr int kLeastName = 150; ///< with less, other columns give way
constexpr int kBytesWithoutBar = 78;
/// A level of at most so many rows is opened when a file is opened.
constexpr int kFewRows = 40;

} // namespace

TreePanel::TreePanel(ValueTreeModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_view(new TreeView(this))
{
    const Metrics metrics(this);
    m_view->setObjectName(QStringLiteral("tree"));
    m_view->setAccessibleName(tr("Tree of the checkpoint"));
    m_view->setModel(&model);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setItemDelegateForColumn(ValueTreeModel::Name, new NameDelegate(m_view));
    m_view->setItemDelegateForColumn(ValueTreeModel::Type, new ChangedCellDelegate(m_view));
    m_view->setItemDelegateForColumn(ValueTreeModel::Shape, new ChangedCellDelegate(m_view));
    m_view->setItemDelegateForColumn(ValueTreeModel::Bytes, new SizeBarDelegate(m_view));
    m_view->setItemDelegateForColumn(ValueTreeModel::Device, new DeviceChipDelegate(m_view));

    QHeaderView* header = m_view->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setSectionResizeMode(ValueTreeModel::Name, QHeaderView::Stretch);
    header->resizeSection(ValueTreeModel::Type, metrics.scaled(kTypeWidth));
    header->resizeSection(ValueTreeModel::Shape, metrics.scaled(kShapeWidth));
    header->resizeSection(
        ValueTreeModel::Bytes, qMax(metrics.scaled(kBytesWidth), SizeBarDelegate::columnWidth(font())));
    header->resizeSection(
        ValueTreeModel::Device, qMax(metrics.scaled(kDeviceWidth), DeviceChipDelegate::columnWidth(font())));
    m_fit = new ColumnFit(*header, ValueTreeModel::Name, kLeastName,
        {{ValueTreeModel::Bytes, kBytesWithoutBar}, {ValueTreeModel::Device, 0}});

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);

    connect(&model, &QAbstractItemModel::modelReset, this, &TreePanel::openFirstLevels);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &TreePanel::currentChanged);
    connect(m_view, &QWidget::customContextMenuRequested, this, &TreePanel::showMenu);
    setFocusProxy(m_view);
}

std::optional<PlaceId> TreePanel::currentPlace() const
{
    const QModelIndex current = m_view->currentIndex();
    return current.isValid() ? std::optional(m_model.placeAt(current)) : std::nullopt;
}

void TreePanel::reveal(PlaceId place)
{
    const QModelIndex index = m_model.indexOf(place);
    if (!index.isValid()) {
        return;
    }
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent()) {
        m_view->expand(above);
    }
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void TreePanel::setTypeColumnShown(bool isShown)
{
    const int shapes = Metrics(this).scaled(isShown ? kShapeWidth : kJoinedShapeWidth);
    if (isShown == m_view->isColumnHidden(ValueTreeModel::Type)) {
        m_view->setColumnWidth(ValueTreeModel::Shape, shapes);
    }
    m_view->setColumnHidden(ValueTreeModel::Type, !isShown);
    m_model.setTypeJoined(!isShown);
    m_fit->fit();
}

void TreePanel::setMoving(bool isMoving)
{
    const int still = qMax(Metrics(this).scaled(kDeviceWidth), DeviceChipDelegate::columnWidth(font()));
    const int moving = qMax(Metrics(this).scaled(kMovingDeviceWidth),
        DeviceChipDelegate::changedColumnWidth(font(), DeviceChipDelegate::Devices::Several));
    m_fit->release();
    if (isMoving != (m_view->columnWidth(ValueTreeModel::Device) >= moving)) {
        m_view->setColumnWidth(ValueTreeModel::Device, isMoving ? moving : still);
    }
    m_fit->fit();
}

QByteArray TreePanel::columnState() const
{
    m_fit->release();
    const QByteArray state = m_view->header()->saveState();
    m_fit->fit();
    return state;
}

void TreePanel::restoreColumnState(const QByteArray& state)
{
    m_fit->release();
    m_view->header()->restoreState(state);
    m_fit->fit();
}

/// The first row with the icon of a model; without one the first row that has bytes.
QModelIndex TreePanel::firstModel() const
{
    constexpr int kMostAsked = 200;
    const int rows = qMin(m_model.rowCount(), kMostAsked);
    QModelIndex withBytes;
    for (int row = 0; row < rows; ++row) {
        const QModelIndex index = m_model.index(row, 0);
        if (index.data(IconRole).toInt() == static_cast<int>(Icon::Model)) {
            return index;
        }
        const QModelIndex bytes = index.siblingAtColumn(ValueTreeModel::Bytes);
        if (!withBytes.isValid() && !bytes.data().toString().isEmpty()) {
            withBytes = index;
        }
    }
    return withBytes.isValid() ? withBytes : m_model.index(0, 0);
}

void TreePanel::openFirstLevels()
{
    // The first model, one level deep, if that is a page; the rest waits for the user.
    const QModelIndex first = firstModel();
    if (m_model.rowCount() == 1 || (first.data(TagRole).isValid() && m_model.rowCount(first) <= kFewRows)) {
        m_view->expand(first);
    }
    m_view->setCurrentIndex(first);
}

void TreePanel::showMenu(const QPoint& position)
{
    const QModelIndex index = m_view->indexAt(position).siblingAtColumn(ValueTreeModel::Name);
    if (!index.isValid()) {
        return;
    }
    QMenu menu;
    const auto addCopy = [&](const QString& title, const QString& text) {
        QAction* action = menu.addAction(themedIcon(Icon::Copy), title);
        connect(action, &QAction::triggered, this, [text] { QGuiApplication::clipboard()->setText(text); });
    };
    addCopy(tr("Copy name"), index.data(CopyRole).toString());
    const QString path = index.data(PathRole).toString();
    const QModelIndex valueCell = index.siblingAtColumn(ValueTreeModel::Shape);
    if (!m_model.isGroup(index)) {
        addCopy(tr("Copy path"), path);
        addCopy(tr("Copy shape or value"), valueCell.data(CopyRole).toString());
    }
    menu.addSeparator();
    Q_EMIT rowMenuRequested(&menu);
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

} // namespace pthf

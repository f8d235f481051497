// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/tensor_panel.h"

#include <algorithm>
#include <array>

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/item_roles.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/delegates/changed_cell_delegate.h"
#include "ui/delegates/column_fit.h"
#include "ui/delegates/device_chip_delegate.h"
#include "ui/delegates/elided_path_delegate.h"
#include "ui/delegates/size_bar_delegate.h"
#include "ui/models/tensor_filter_model.h"
#include "ui/panels/saved_filters.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/filter_edit.h"
#include "ui/widgets/segments.h"

namespace pthf {

namespace {

constexpr int kTypingPause = 60; // milliseconds
constexpr int kTypeWidth = 74; // LOOK 6, in pixels at a font of 13
constexpr int kShapeWidth = 136;
constexpr int kBytesWidth = 128;
constexpr int kDeviceWidth = 96;
constexpr int kStorageWidth = 80;
constexpr int kLeastKey = 190; ///< with less, other columns give way
constexpr int kBytesWithoutBar = 78;
/// More rows than anyone pastes.
constexpr int kMaxCopiedRows = 100'000;

QString csvCell(QString text)
{
    if (text.contains(u',') || text.contains(u'"')) {
        text.replace(u'"', QStringLiteral("\"\""));
        return u'"' % text % u'"';
    }
    return text;
}

} // namespace

TensorPanel::TensorPanel(JobRunner& runner, TensorTableModel& table, QWidget* parent)
    : QWidget(parent)
    , m_table(table)
    , m_model(new TensorFilterModel(runner, table, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildFilterRow(*layout);
    buildTable(*layout);
    buildCopyRow(*layout);

    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingPause);
    connect(&m_typing, &QTimer::timeout, this, &TensorPanel::applyFilter);
    connect(m_filter, &FilterEdit::queryChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_model, &TensorFilterModel::filtered, this, &TensorPanel::showAnswer);
    connect(m_model, &QAbstractItemModel::modelReset, this, &TensorPanel::showSelection);
    showAnswer();
    showSelection();
    setFocusProxy(m_view);
}

void TensorPanel::buildFilterRow(QVBoxLayout& layout)
{
    const Metrics metrics(this);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(metrics.scaled(10), metrics.scaled(7), metrics.scaled(10), metrics.scaled(7));
    row->setSpacing(metrics.scaled(8));
    m_filter = new FilterEdit(FilterEdit::Tokens::On, this);
    m_filter->setObjectName(QStringLiteral("tensorFilter"));
    m_filter->setPlaceholderText(tr("Filter keys, or dtype: shape: device: size> shared:"));
    m_filter->setAccessibleName(tr("Filter of the tensor table"));
    m_filter->setToolTip(tr("Words are found in the key. dtype:float32 shape:64,*,3,3 device:cuda:0 size>1MB size<4KB "
                            "shared:yes choose by everything else."));
    row->addWidget(m_filter, 1);

    m_modes = new Segments({tr("Text"), QStringLiteral("a*b"), QStringLiteral(".*")}, this);
    m_modes->setObjectName(QStringLiteral("filterModes"));
    m_modes->button(0)->setToolTip(tr("Every word is somewhere in the key"));
    m_modes->button(1)->setToolTip(tr("* stands for anything"));
    m_modes->button(2)->setToolTip(tr("Regular expression"));
    connect(m_modes, &Segments::chosen, this, &TensorPanel::applyFilter);
    row->addWidget(m_modes);
    m_saved = new SavedFilters(this);
    connect(m_saved, &SavedFilters::chosen, this, [this](const TableFilter& filter) {
        m_modes->setCurrent(static_cast<int>(filter.mode));
        m_filter->setQuery(filter.query);
        applyFilter();
    });
    row->addWidget(m_saved);
    row->addWidget(makeColumnsButton());
    layout.addLayout(row);
}

QueryMode TensorPanel::mode() const
{
    return static_cast<QueryMode>(m_modes->current());
}

QToolButton* TensorPanel::makeColumnsButton()
{
    auto* columns = new QToolButton(this);
    columns->setObjectName(QStringLiteral("columnsButton"));
    columns->setText(tr("Columns"));
    columns->setFocusPolicy(Qt::TabFocus);
    columns->setPopupMode(QToolButton::InstantPopup);
    setButtonKind(columns, ButtonKind::Normal);
    auto* menu = new QMenu(columns);
    for (int column = 1; column < TensorTableModel::ColumnCount; ++column) {
        QAction* action = menu->addAction(m_table.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(true);
        connect(action, &QAction::toggled, this, [this, column](bool isOn) { m_view->setColumnHidden(column, !isOn); });
    }
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        for (int column = 1; column < TensorTableModel::ColumnCount; ++column) {
            menu->actions().at(column - 1)->setChecked(!m_view->isColumnHidden(column));
        }
    });
    columns->setMenu(menu);
    return columns;
}

void TensorPanel::buildTable(QVBoxLayout& layout)
{
    const Metrics metrics(this);
    m_view = new QTableView(this);
    m_view->setObjectName(QStringLiteral("tensorTable"));
    m_view->setAccessibleName(tr("All tensors"));
    m_view->setModel(m_model);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->setAlternatingRowColors(true);
    m_view->setMouseTracking(true);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setMinimumSectionSize(metrics.row());
    m_view->verticalHeader()->setDefaultSectionSize(metrics.row());
    m_view->setItemDelegateForColumn(TensorTableModel::Key, new ElidedPathDelegate(m_view));
    m_view->setItemDelegateForColumn(TensorTableModel::Type, new ChangedCellDelegate(m_view));
    m_view->setItemDelegateForColumn(TensorTableModel::Shape, new ChangedCellDelegate(m_view));
    m_view->setItemDelegateForColumn(TensorTableModel::Bytes, new SizeBarDelegate(m_view));
    m_view->setItemDelegateForColumn(TensorTableModel::Device, new DeviceChipDelegate(m_view));
    m_view->setItemDelegateForColumn(TensorTableModel::Storage, new ChangedCellDelegate(m_view));
    QHeaderView* header = m_view->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(TensorTableModel::Key, QHeaderView::Stretch);
    header->resizeSection(TensorTableModel::Type, metrics.scaled(kTypeWidth));
    header->resizeSection(TensorTableModel::Shape, metrics.scaled(kShapeWidth));
    header->resizeSection(
        TensorTableModel::Bytes, qMax(metrics.scaled(kBytesWidth), SizeBarDelegate::columnWidth(font())));
    header->resizeSection(TensorTableModel::Device, metrics.scaled(kDeviceWidth));
    header->resizeSection(TensorTableModel::Storage, metrics.scaled(kStorageWidth));
    m_fit = new ColumnFit(*header, TensorTableModel::Key, kLeastKey,
        {{TensorTableModel::Storage, 0}, {TensorTableModel::Bytes, kBytesWithoutBar}, {TensorTableModel::Device, 0},
            {TensorTableModel::Type, 0}});
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setSortIndicatorClearable(true);
    m_view->setSortingEnabled(true);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &TensorPanel::currentChanged);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TensorPanel::showSelection);
    connect(m_view, &QTableView::doubleClicked, this, [this] {
        if (const auto place = currentPlace()) {
            Q_EMIT revealRequested(*place);
        }
    });
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &TensorPanel::showMenu);
    layout.addWidget(m_view, 1);
}

void TensorPanel::showMenu(const QPoint& position)
{
    const auto place = currentPlace();
    if (!place || !m_view->indexAt(position).isValid()) {
        return;
    }
    QMenu menu;
    menu.addAction(tr("Show in the tree"), this, [this, place] { Q_EMIT revealRequested(*place); });
    menu.addAction(tr("Copy"), this, [this] { QGuiApplication::clipboard()->setText(selectedText(CopyForm::Text)); });
    menu.addSeparator();
    Q_EMIT rowMenuRequested(&menu);
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

void TensorPanel::buildCopyRow(QVBoxLayout& layout)
{
    const Metrics metrics(this);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(metrics.scaled(12), metrics.scaled(3), metrics.scaled(12), metrics.scaled(3));
    m_selection = new ElidedLabel(this);
    m_selection->setFont(smallFont(font()));
    row->addWidget(m_selection, 1);
    m_copyForms = new QWidget(this);
    auto* formRow = new QHBoxLayout(m_copyForms);
    formRow->setContentsMargins(0, 0, 0, 0);
    auto* caption = new QLabel(tr("Copy as"), m_copyForms);
    caption->setFont(smallFont(font()));
    caption->setForegroundRole(QPalette::PlaceholderText);
    formRow->addWidget(caption);
    m_copyMenu = new QToolButton(this); // the same, where there is no room for all of them
    m_copyMenu->setText(tr("Copy as"));
    m_copyMenu->setPopupMode(QToolButton::InstantPopup);
    m_copyMenu->setMenu(new QMenu(m_copyMenu));
    setButtonKind(m_copyMenu, ButtonKind::Link);
    const std::array forms{std::pair{CopyForm::Text, tr("Text")}, std::pair{CopyForm::Markdown, tr("Markdown")},
        std::pair{CopyForm::Csv, tr("CSV")}, std::pair{CopyForm::Python, tr("Python")}};
    for (const auto& [form, title] : forms) {
        auto* button = new QToolButton(m_copyForms);
        button->setText(title);
        setButtonKind(button, ButtonKind::Link);
        const CopyForm chosen = form;
        const auto copy = [this, chosen] { QGuiApplication::clipboard()->setText(selectedText(chosen)); };
        connect(button, &QToolButton::clicked, this, copy);
        m_copyMenu->menu()->addAction(title, this, copy);
        formRow->addWidget(button);
    }
    row->addWidget(m_copyForms);
    row->addWidget(m_copyMenu);
    layout.addLayout(row);
}

void TensorPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isWide = m_copyForms->sizeHint().width() + Metrics(this).scaled(120) <= width();
    m_copyForms->setVisible(isWide);
    m_copyMenu->setVisible(!isWide);
    showSelection();
}

void TensorPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

std::optional<PlaceId> TensorPanel::currentPlace() const
{
    const QModelIndex source = m_model->mapToSource(m_view->currentIndex());
    return source.isValid() ? std::optional(m_table.lineAt(source.row()).place) : std::nullopt;
}

void TensorPanel::applyFilter()
{
    const auto before = currentPlace();
    m_saved->setCurrent({mode(), m_filter->query()});
    m_model->setQuery(m_filter->query(), mode());
    if (before) {
        m_view->setCurrentIndex(indexOf(*before)); // the row that was current, if it is still there
    }
}

QModelIndex TensorPanel::indexOf(PlaceId place) const
{
    for (int row = 0; row < m_table.rowCount(); ++row) {
        if (m_table.lineAt(row).place == place) {
            return m_model->mapFromSource(m_table.index(row, 0));
        }
    }
    return {};
}

void TensorPanel::choose(PlaceId place)
{
    QModelIndex index = indexOf(place);
    if (!index.isValid() && !m_view->currentIndex().isValid()) {
        index = m_model->index(0, 0); // details of something, not of nothing
    }
    if (index.isValid() && index.row() != m_view->currentIndex().row()) {
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index);
    }
}

void TensorPanel::showAnswer()
{
    m_filter->setComplaint(m_model->complaint().value_or(QString()));
    m_answer = m_filter->query().isEmpty()
        ? QString()
        : tr("%1 of %2 tensors · %3")
              .arg(shownCount(static_cast<std::uint64_t>(m_model->rowCount())),
                  shownCount(static_cast<std::uint64_t>(m_table.rowCount())), shownSize(m_model->shownBytes()));
    m_filter->setNote(m_answer);
    showSelection();
}

void TensorPanel::showSelection()
{
    const QModelIndexList rows = m_view->selectionModel()->selectedRows(TensorTableModel::Bytes);
    std::uint64_t bytes = 0;
    for (const QModelIndex& row : rows) {
        bytes += row.data(SortRole).toULongLong();
    }
    const QString selected = rows.isEmpty()
        ? tr("Nothing selected")
        : tr("%1 selected · %2").arg(shownCount(static_cast<std::uint64_t>(rows.size())), shownSize(bytes));
    // What the filter finds stands here where its field has no room for it.
    const bool hasRoom = m_answer.isEmpty() || m_filter->isNoteShown();
    m_selection->setText(hasRoom ? selected : QString(m_answer % u" · " % selected));
}

QString TensorPanel::selectedText(CopyForm form) const
{
    QModelIndexList rows = m_view->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QString text;
    if (form == CopyForm::Markdown) {
        text = QStringLiteral("| key | dtype | shape | bytes | device |\n|---|---|---|---:|---|\n");
    } else if (form == CopyForm::Csv) {
        text = QStringLiteral("key,dtype,shape,bytes,device\n");
    } else if (form == CopyForm::Python) {
        text = QStringLiteral("tensors = {\n");
    }
    for (const QModelIndex& row : rows.first(std::min<qsizetype>(rows.size(), kMaxCopiedRows))) {
        QStringList cells;
        for (const int column : {TensorTableModel::Key, TensorTableModel::Type, TensorTableModel::Shape,
                 TensorTableModel::Bytes, TensorTableModel::Device}) {
            cells.append(row.siblingAtColumn(column).data(CopyRole).toString());
        }
        switch (form) {
        case CopyForm::Text:
            text += cells.join(u'\t') % u'\n';
            break;
        case CopyForm::Markdown:
            text += u"| `" % cells[0] % u"` | " % cells.mid(1).join(u" | ") % u" |\n";
            break;
        case CopyForm::Csv:
            std::ranges::transform(cells, cells.begin(), csvCell);
            text += cells.join(u',') % u'\n';
            break;
        case CopyForm::Python:
            text += u"    \"" % QString(cells[0]).replace(u'\\', u"\\\\"_qs).replace(u'"', u"\\\""_qs) % u"\": (\""
                % cells[1] % u"\", " % cells[2] % u"),\n";
            break;
        }
    }
    if (form == CopyForm::Python) {
        text += u"}\n";
    }
    return text;
}

void TensorPanel::setMoving(bool isMoving)
{
    const int still = Metrics(this).scaled(kDeviceWidth);
    const int moving = DeviceChipDelegate::changedColumnWidth(font(), DeviceChipDelegate::Devices::One);
    m_fit->release();
    if (isMoving != (m_view->columnWidth(TensorTableModel::Device) >= moving)) {
        m_view->setColumnWidth(TensorTableModel::Device, isMoving ? moving : still);
    }
    m_fit->fit();
}

QByteArray TensorPanel::columnState() const
{
    m_fit->release();
    const QByteArray state = m_view->horizontalHeader()->saveState();
    m_fit->fit();
    return state;
}

QByteArray TensorPanel::filterState() const
{
    return m_saved->state();
}

void TensorPanel::restoreFilterState(const QByteArray& state)
{
    m_saved->restoreState(state);
}

void TensorPanel::restoreColumnState(const QByteArray& state)
{
    m_fit->release();
    m_view->horizontalHeader()->restoreState(state);
    m_fit->fit();
}

} // namespace pthf

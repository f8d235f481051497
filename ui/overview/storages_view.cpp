// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/storages_view.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/delegates/changed_cell_delegate.h"
#include "ui/delegates/device_chip_delegate.h"
#include "ui/delegates/name_delegate.h"
#include "ui/delegates/size_bar_delegate.h"
#include "ui/models/value_words.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/tree_view.h"

namespace pthf {

namespace {

constexpr int kNumberGap = 3; ///< spaces
constexpr int kTypeWidth = 92;
constexpr int kBytesWidth = 126;
constexpr int kUnusedWidth = 96;
constexpr int kDeviceWidth = 120;
constexpr int kLeastName = 220; ///< with less, other columns give way
constexpr int kBytesWithoutBar = 78;

/// The rows of the storages that are shown, told cell by cell.
class Cells {
public:
    Cells(OpenedPtr opened, std::shared_ptr<const StorageUses> uses, std::vector<std::uint32_t> shown)
        : m_opened(std::move(opened))
        , m_uses(std::move(uses))
        , m_shown(std::move(shown))
    {
        for (const std::uint32_t row : m_shown) {
            m_largest = std::max(m_largest, m_uses->storages[row].bytes);
        }
    }

    int rows(int group) const { return static_cast<int>(useAt(group).leafCount); }

    QVariant data(int group, int row, int column, int role) const
    {
        if (role == kPlaceRole) {
            return index(leafAt(group, std::max(row, 0)).place);
        }
        if (role == IsFixedFontRole) {
            return column != StoragesView::Bytes && column != StoragesView::Device;
        }
        return row < 0 ? groupData(group, column, role) : rowData(group, row, column, role);
    }

private:
    const StorageUse& useAt(int group) const { return m_uses->storages[m_shown[static_cast<std::size_t>(group)]]; }
    const Leaf& leafAt(int group, int row) const
    {
        const std::uint32_t leaf = m_uses->leaves[useAt(group).firstLeaf + static_cast<std::uint32_t>(row)];
        return m_opened->tree.leaves[leaf];
    }

    /// A storage's key: numbers as wide as the longest, so that the paths behind them stand below each other.
    QString numberText(const std::string& key) const
    {
        constexpr QChar kFigureSpace(0x2007); // as wide as a digit
        const QString count = QString::number(m_opened->document->content.storages.size());
        return shownText(key).rightJustified(count.size(), kFigureSpace);
    }

    QVariant groupData(int group, int column, int role) const
    {
        const Content& content = m_opened->document->content;
        const StorageUse& use = useAt(group);
        const StorageValue& storage = content.storage(use.storage);
        if (role == Qt::DecorationRole) {
            return {};
        }
        if (column == StoragesView::Name && role == IconRole) {
            return static_cast<int>(use.isShared() ? Icon::Link : Icon::Bytes);
        }
        if (column == StoragesView::Name && role == MutedLengthRole) {
            return use.isShared() ? 0 : static_cast<int>(numberText(storage.key).size()) + kNumberGap;
        }
        if (column == StoragesView::Device && role == DevicesRole) {
            return QStringList{storage.device.empty() ? QStringLiteral("cpu") : shownText(storage.device)};
        }
        if (column == StoragesView::Bytes && role == ShareRole) {
            return m_largest == 0 ? 0.0 : static_cast<double>(use.bytes) / static_cast<double>(m_largest);
        }
        if (column == StoragesView::Bytes && role == Qt::TextAlignmentRole) {
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        }
        if (role != Qt::DisplayRole && role != CopyRole && role != Qt::ToolTipRole) {
            return {};
        }
        switch (column) {
        case StoragesView::Name:
            return use.isShared()
                ? QVariant(
                    StoragesView::tr("%1, shared by %2 tensors").arg(shownText(storage.key), shownCount(use.leafCount)))
                : QVariant(QString(numberText(storage.key) % QString(kNumberGap, u' ') % pathAt(group, 0)));
        case StoragesView::Type:
            return storage.isUntyped ? StoragesView::tr("untyped") : toQString(dtypeName(storage.dtype));
        case StoragesView::Bytes:
            return shownSize(use.bytes);
        case StoragesView::Unused:
            return use.unusedBytes() == 0 ? QVariant() : QVariant(shownSize(use.unusedBytes()));
        default:
            return {};
        }
    }

    QVariant rowData(int group, int row, int column, int role) const
    {
        const Leaf& leaf = leafAt(group, row);
        const TensorValue& tensor = m_opened->document->content.tensor(leaf.tensor);
        if (column == StoragesView::Name && role == IconRole) {
            return static_cast<int>(Icon::View);
        }
        if (role == IsMutedRole) {
            return column == StoragesView::Type;
        }
        if (column == StoragesView::Bytes && role == Qt::TextAlignmentRole) {
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        }
        if (role != Qt::DisplayRole && role != CopyRole && role != Qt::ToolTipRole) {
            return {};
        }
        switch (column) {
        case StoragesView::Name:
            return QString(pathAt(group, row) % QLatin1Char(' ') % shownShape(tensor.layout.shape));
        case StoragesView::Type:
            return tensorTypeText(tensor);
        case StoragesView::Bytes:
            return shownSize(tensor.bytes());
        case StoragesView::Unused:
            return tensor.layout.offset == 0 ? QVariant()
                                             : QVariant(StoragesView::tr("from %1").arg(
                                                 shownCount(static_cast<std::uint64_t>(tensor.layout.offset))));
        default:
            return {};
        }
    }

    QString pathAt(int group, int row) const
    {
        return shownText(m_opened->tree.pathTextOf(m_opened->document->content, leafAt(group, row).place));
    }

    OpenedPtr m_opened;
    std::shared_ptr<const StorageUses> m_uses;
    std::vector<std::uint32_t> m_shown;
    std::uint64_t m_largest = 0;
};

} // namespace

StoragesView::StoragesView(JobRunner& runner, QWidget* parent)
    : OutlineView(runner, QStringLiteral("storagesView"), parent)
{
    const Metrics metrics(this);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(metrics.scaled(12), metrics.scaled(7), metrics.scaled(12), 0);
    m_show = new Segments({tr("All"), tr("Shared"), tr("With unused bytes")}, this);
    m_show->setObjectName(QStringLiteral("storagesShown"));
    row->addWidget(m_show);
    row->addStretch(1);
    column().insertLayout(0, row);
    TreeView& rows = *view();
    rows.setAccessibleName(tr("Storages"));
    rows.setItemDelegateForColumn(Name, new NameDelegate(&rows));
    rows.setItemDelegateForColumn(Type, new ChangedCellDelegate(&rows));
    rows.setItemDelegateForColumn(Bytes, new SizeBarDelegate(&rows));
    rows.setItemDelegateForColumn(Unused, new ChangedCellDelegate(&rows));
    rows.setItemDelegateForColumn(Device, new DeviceChipDelegate(&rows));
    setYielding(kLeastName, {{Bytes, kBytesWithoutBar}, {Type, 0}, {Unused, 0}});
    connect(m_show, &Segments::chosen, this, &StoragesView::choose);
}

void StoragesView::fill()
{
    const OpenedPtr document = opened();
    compute<Uses>(
        tr("Listing storages"),
        [document](const Task& task) -> Result<Uses> {
            return std::make_shared<const StorageUses>(
                PTHF_TRY(storageUses(document->document->content, document->tree, task)));
        },
        [this](const Uses& uses) {
            m_uses = uses;
            choose();
        });
}

void StoragesView::choose()
{
    if (!m_uses || !opened()) {
        return;
    }
    const auto show = static_cast<Show>(m_show->current());
    std::vector<std::uint32_t> shown;
    std::uint64_t shared = 0;
    std::uint64_t unused = 0;
    std::uint64_t bytes = 0;
    for (std::uint32_t i = 0; i < m_uses->storages.size(); ++i) {
        const StorageUse& use = m_uses->storages[i];
        shared += use.isShared() ? 1U : 0U;
        unused += use.unusedBytes();
        bytes += use.bytes;
        if (show == Show::All || (show == Show::Shared && use.isShared())
            || (show == Show::Unused && use.unusedBytes() > 0)) {
            shown.push_back(i);
        }
    }
    Outline outline;
    outline.titles = {tr("Storage"), tr("Type"), tr("Size"), tr("Unused"), tr("Device")};
    outline.numbers = Bytes;
    outline.groups = static_cast<int>(shown.size());
    const auto cells = std::make_shared<const Cells>(opened(), m_uses, std::move(shown));
    outline.rows = [cells](int group) { return cells->rows(group); };
    outline.data = [cells](int group, int row, int column, int role) { return cells->data(group, row, column, role); };
    showOutline(std::move(outline),
        tr("%1 storages, %2; %3 shared by several tensors; %4 that no tensor shows")
            .arg(shownCount(m_uses->storages.size()), shownSize(bytes), shownCount(shared), shownSize(unused)));
    setWidths({kTypeWidth, kBytesWidth, kUnusedWidth, kDeviceWidth});
}

} // namespace pthf

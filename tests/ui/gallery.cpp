// SPDX-License-Identifier: Apache-2.0
// Shows the window's parts with data like a real file's, to be looked at: gallery (main|plan|start)
// (light|dark|contrast). Built on demand only; nothing is tested here.
#include <QApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "tests/ui/gallery_file.h"
#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/delegates/changed_cell_delegate.h"
#include "ui/delegates/device_chip_delegate.h"
#include "ui/delegates/name_delegate.h"
#include "ui/delegates/size_bar_delegate.h"
#include "ui/start/start_page.h"
#include "ui/widgets/badge_strip.h"
#include "ui/widgets/card_bar.h"
#include "ui/widgets/count_pill.h"
#include "ui/widgets/filter_edit.h"
#include "ui/widgets/plan_picker.h"
#include "ui/widgets/tree_view.h"

using namespace pthf;

namespace {

const QStringList kGpus{
    QStringLiteral("cuda:0"), QStringLiteral("cuda:1"), QStringLiteral("cuda:2"), QStringLiteral("cuda:3")};
const QStringList kCpu{QStringLiteral("cpu")};

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

enum class Plan { No, Yes };

struct Row {
    Icon icon;
    const char* name;
    int muted;
    const char* tag;
    const char* type;
    const char* shape;
    const char* size;
    double share;
    QStringList devices;
    bool isStrong;
    bool isCode;
};

QList<QStandardItem*> itemsOf(const Row& row, Plan plan)
{
    QList<QStandardItem*> items;
    for (const char* cell : {row.name, row.type, row.shape, row.size, ""}) {
        auto* item = new QStandardItem(text(cell));
        item->setData(int(plan == Plan::Yes ? RowChange::Changed : RowChange::Same), ChangeRole);
        items.append(item);
    }
    items[0]->setData(int(row.icon), IconRole);
    items[0]->setData(row.isStrong, IsStrongRole);
    items[0]->setData(!row.isStrong, IsFixedFontRole);
    items[0]->setData(row.muted, MutedLengthRole);
    items[0]->setData(text(row.tag), TagRole);
    items[1]->setData(true, IsMutedRole);
    items[1]->setData(row.isCode, IsFixedFontRole);
    items[2]->setData(row.isCode, IsFixedFontRole);
    items[2]->setData(!row.isCode, IsMutedRole);
    if (row.share >= 0) {
        items[3]->setData(row.share, ShareRole);
    }
    items[4]->setData(row.devices, DevicesRole);
    if (plan == Plan::Yes) {
        items[4]->setData(kCpu, NewDevicesRole);
        const QString name = text(row.name);
        if (name.startsWith(QLatin1String("module."))) {
            items[0]->setData(name.mid(7), NewTextRole);
        }
    }
    return items;
}

QStandardItemModel* makeTree(QObject* parent, Plan plan)
{
    auto* model = new QStandardItemModel(parent);
    model->setHorizontalHeaderLabels(
        {text("Name"), text("Type"), text("Shape or value"), text("Size"), text("Device")});
    const QStringList first{kGpus.at(0)};
    const auto modelRow = itemsOf(
        {Icon::Model, "model", 0, "Model", "OrderedDict", "320 tensors", "102.4 MB", 0.33, kGpus, true, false}, plan);
    model->appendRow(modelRow);
    modelRow[0]->appendRow(itemsOf(
        {Icon::Tensor, "module.conv1.weight", 7, "", "float32", "[64, 3, 7, 7]", "37.6 KB", 0.0004, first, false, true},
        plan));
    const auto bn =
        itemsOf({Icon::Dict, "module.bn1", 7, "", "", "5 tensors", "1.0 KB", 0.0001, first, false, false}, plan);
    modelRow[0]->appendRow(bn);
    for (const char* name : {"weight", "bias", "running_mean", "running_var"}) {
        auto leaf = itemsOf({Icon::Tensor, name, 0, "", "float32", "[64]", "256 B", 0.25, first, false, true}, plan);
        leaf[4]->setData(true, IsDeviceInheritedRole);
        bn[0]->appendRow(leaf);
    }
    bn[0]->appendRow(
        itemsOf({Icon::Tensor, "num_batches_tracked", 0, "", "int64", "[ ]", "8 B", 0.01, first, false, true}, plan));
    modelRow[0]->appendRow(
        itemsOf({Icon::Dict, "module.layer1", 7, "", "", "60 tensors", "874.6 KB", 0.01, first, false, false}, plan));
    modelRow[0]->appendRow(itemsOf(
        {Icon::Dict, "module.layer2", 7, "", "", "78 tensors", "4.9 MB", 0.05, {kGpus.at(1)}, false, false}, plan));
    modelRow[0]->appendRow(itemsOf(
        {Icon::Dict, "module.layer3", 7, "", "", "114 tensors", "28.5 MB", 0.28, {kGpus.at(2)}, false, false}, plan));
    modelRow[0]->appendRow(itemsOf(
        {Icon::Dict, "module.layer4", 7, "", "", "60 tensors", "59.9 MB", 0.58, {kGpus.at(3)}, false, false}, plan));
    auto optimizer = itemsOf(
        {Icon::Optimizer, "optimizer", 0, "Adam", "dict", "483 tensors", "204.5 MB", 0.67, kGpus + kCpu, true, false},
        Plan::No);
    if (plan == Plan::Yes) {
        for (QStandardItem* item : optimizer) {
            item->setData(int(RowChange::Dropped), ChangeRole);
        }
        optimizer[0]->setData(text("dropped by the plan"), DetailRole);
    }
    model->appendRow(optimizer);
    model->appendRow(
        itemsOf({Icon::Clock, "scheduler", 0, "StepLR", "dict", "9 values", "", -1, {}, true, false}, Plan::No));
    model->appendRow(itemsOf({Icon::Counter, "epoch", 0, "", "int", "12", "", -1, {}, true, true}, Plan::No));
    model->appendRow(itemsOf({Icon::Star, "best_acc1", 0, "", "float", "0.7428", "", -1, {}, true, true}, Plan::No));
    model->setHeaderData(3, Qt::Horizontal, int(Qt::AlignRight | Qt::AlignVCenter), Qt::TextAlignmentRole);
    return model;
}

QToolBar* makeToolBar(Plan plan)
{
    auto* bar = new QToolBar;
    auto* open = new QToolButton;
    open->setText(text("Open"));
    open->setIcon(themedIcon(Icon::Folder, IconTint::Text));
    open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setButtonKind(open, ButtonKind::Normal);
    open->setMenu(new QMenu(open));
    open->setPopupMode(QToolButton::InstantPopup);
    open->setMinimumHeight(Metrics(open).picker());
    bar->addWidget(open);
    bar->addSeparator();
    auto* device = new PlanPicker(Icon::Device);
    device->setState({text("Target device"), plan == Plan::Yes ? text("642 tensors") : QString(), plan == Plan::Yes,
        text("Keep"), {}, kGpus, {}, kCpu, false});
    bar->addWidget(device);
    auto* prefix = new PlanPicker(Icon::Prefix);
    prefix->setState({text("Prefix"), plan == Plan::Yes ? text("320 keys, 0 collisions") : text("on 320 of 320 keys"),
        plan == Plan::Yes, text("Keep"), text("module."), {}, text("none"), {}, true});
    bar->addWidget(prefix);
    auto* number = new PlanPicker(Icon::Number);
    number->setState({text("Number type"), {}, false, text("Keep float32"), {}, {}, {}, {}, false});
    bar->addWidget(number);
    auto* gap = new QWidget;
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(gap);
    auto* save = new QPushButton(text("Save converted…"));
    setButtonKind(save, ButtonKind::Primary);
    save->setIcon(themedIcon(Icon::Save, IconTint::OnAccent));
    save->setEnabled(plan == Plan::Yes);
    save->setMinimumHeight(Metrics(save).picker());
    bar->addWidget(save);
    return bar;
}

CardFacts cardOf(Plan plan)
{
    return {text("resnet50_imagenet_e12.pth"), text("/data/runs/imagenet/resnet50_imagenet_e12.pth"),
        text("PyTorch checkpoint · zip, torch ≥ 1.6"),
        {text("307.2 MB"), text("25.6 M parameters"), text("epoch 12"), text("iteration 90,000")}, kGpus,
        plan == Plan::Yes ? kCpu : QStringList(), SafetyLook::Safe, {}};
}

QWidget* makeTabs()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(4, 0, 10, 0);
    auto* tabs = new QTabBar;
    tabs->setDrawBase(false);
    tabs->setExpanding(false);
    tabs->addTab(text("Tree"));
    tabs->addTab(text("Tensors"));
    auto* pill = new CountPill;
    pill->setText(text("803"));
    tabs->setTabButton(1, QTabBar::RightSide, pill);
    layout->addWidget(tabs);
    layout->addStretch();
    auto* search = new FilterEdit(FilterEdit::Tokens::On);
    search->setPlaceholderText(text("Search keys and values"));
    search->setMinimumWidth(420);
    search->setQuery(text("dtype:float32 size>1MB conv"));
    search->setNote(text("26 of 803 tensors"));
    layout->addWidget(search);
    return row;
}

QWidget* makeMain(Plan plan)
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeToolBar(plan));
    auto* card = new CardBar;
    card->setFacts(cardOf(plan));
    column->addWidget(card);
    column->addWidget(makeTabs());
    auto* tree = new TreeView;
    tree->setModel(makeTree(tree, plan));
    tree->setItemDelegateForColumn(0, new NameDelegate(tree));
    tree->setItemDelegateForColumn(1, new ChangedCellDelegate(tree));
    tree->setItemDelegateForColumn(2, new ChangedCellDelegate(tree));
    tree->setItemDelegateForColumn(3, new SizeBarDelegate(tree));
    tree->setItemDelegateForColumn(4, new DeviceChipDelegate(tree));
    tree->expandAll();
    tree->header()->setStretchLastSection(true);
    for (const auto& [section, width] : {std::pair{0, 330}, std::pair{1, 92}, std::pair{2, 124}, std::pair{3, 126}}) {
        tree->header()->resizeSection(section, Metrics(tree).scaled(width));
    }
    tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(0, 0)));
    tree->setFocus();
    column->addWidget(tree, 1);
    auto* badges = new BadgeStrip;
    const bool planned = plan == Plan::Yes;
    badges->setBadges({{text("cpu-only"), text("Computer without GPU"), planned, text("why"), !planned},
                          {text("torch"), text("torch ≥ 1.6"), true, {}, false},
                          {text("weights"), text("weights_only"), true, {}, false},
                          {text("libtorch"), text("LibTorch C++"), false, text("why"), true}},
        planned ? Planned::Yes : Planned::No);
    badges->setLaptopCopy(text("307.2 → 102.5 MB"));
    column->addWidget(badges);
    return page;
}

QWidget* makeStart()
{
    auto* page = new StartPage;
    const QDateTime now = QDateTime::currentDateTime();
    page->setRecent(
        {{text("/data/runs/imagenet/resnet50_imagenet_e12.pth"),
             text("Training checkpoint, 25.6 M parameters, epoch 12, Adam"), 307'200'000, kGpus, now, false},
            {text("/root/models/birds200_best.pt"), text("ResNet-50 weights, 23.9 M parameters"), 95'900'000, kCpu, now,
                false},
            {text("/root/models/hub/llama-3-8b"), text("Hugging Face shards, 4 files, 8.0 B parameters, bfloat16"),
                16'100'000'000, {}, now.addDays(-1), false},
            {text("/root/Downloads/yolov5s.pt"), text("Whole model, 7.2 M parameters, needs its code to load"),
                14'800'000, {kGpus.at(0)}, now.addDays(-4), false},
            {text("/mnt/usb/lightning/epoch_40.ckpt"), text("Lightning checkpoint, epoch 40"), 0, {}, now.addDays(-11),
                true}});
    return page;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const ThemeKind kind = arguments.contains(text("dark")) ? ThemeKind::Dark
        : arguments.contains(text("contrast"))              ? ThemeKind::HighContrast
                                                            : ThemeKind::Light;
    auto* style = new PthfStyle(kind);
    QApplication::setStyle(style);
    style->applyTheme(kind);
    if (arguments.contains(text("large"))) {
        QFont font = QApplication::font();
        font.setPointSizeF(font.pointSizeF() * 2);
        QApplication::setFont(font);
    }
    const qsizetype file = arguments.indexOf(text("file"));
    QWidget* shown = file > 0 && file + 2 < arguments.size()
        ? makeFileGallery(arguments.at(file + 1), arguments.at(file + 2))
        : arguments.contains(text("start")) ? makeStart()
                                            : makeMain(arguments.contains(text("plan")) ? Plan::Yes : Plan::No);
    shown->resize(1280, 800);
    shown->show();
    shown->activateWindow();
    const int status = QApplication::exec();
    delete shown;
    return status;
}

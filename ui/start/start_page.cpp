// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/start_page.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStandardItemModel>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/style_frames.h"
#include "ui/base/text.h"
#include "ui/start/recent_delegate.h"
#include "ui/widgets/pane.h"

namespace pthf {

namespace {

constexpr int kColumn = 1040;
constexpr int kCardsInRow = 720; ///< narrower: one above the other

QFont larger(QFont font, double factor)
{
    font.setPointSizeF(font.pointSizeF() * factor);
    return strongFont(font);
}

/// The place to drop files: dashed, in accent while something is dragged over.
class DropFrame final : public QFrame {
public:
    using QFrame::QFrame;

    void setHighlighted(bool isHighlighted)
    {
        m_isHighlighted = isHighlighted;
        update();
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        const Theme& theme = themeOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const qreal width = m_isHighlighted ? 2 : 1;
        QPen pen(m_isHighlighted ? theme.accent : theme.strongBorder, width, Qt::CustomDashLine);
        pen.setDashPattern({3.0 / width, 2.0 / width});
        painter.setPen(pen);
        painter.setBrush(m_isHighlighted ? theme.info.tint : theme.alternate);
        painter.drawRoundedRect(
            QRectF(rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), kControlRadius, kControlRadius);
    }

private:
    bool m_isHighlighted = false;
};

struct CardWords {
    Icon icon;
    QString title;
    QString text;
    QString button;
    QString shortcut;
    QString name; ///< object name of the button
};

// What these do to an open file, they do here to the one that is opened by them.
constexpr QKeyCombination kConvertKey = Qt::CTRL | Qt::Key_L;
constexpr QKeyCombination kMatchKey = Qt::CTRL | Qt::Key_M;

QString keyText(QKeyCombination keys)
{
    return QKeySequence(keys).toString(QKeySequence::NativeText);
}

QPushButton* addCard(QBoxLayout& cards, const CardWords& words)
{
    auto* card = new Pane(Pane::Look::Card);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(16, 16, 16, 14);
    column->setSpacing(8);
    auto* title = new QHBoxLayout;
    title->setSpacing(10);
    auto* icon = new IconLabel(words.icon, IconTint::Accent, 20);
    auto* heading = new QLabel(words.title);
    heading->setFont(larger(heading->font(), 1.15));
    heading->setWordWrap(true);
    title->addWidget(icon);
    title->addWidget(heading, 1);
    column->addLayout(title);
    auto* text = new QLabel(words.text);
    text->setWordWrap(true);
    text->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(text);
    column->addStretch();
    auto* row = new QHBoxLayout;
    auto* button = new QPushButton(words.button);
    button->setObjectName(words.name);
    row->addWidget(button);
    row->addStretch();
    if (!words.shortcut.isEmpty()) {
        row->addWidget(new KeyCap(words.shortcut));
    }
    column->addSpacing(8);
    column->addLayout(row);
    cards.addWidget(card, 1);
    return button;
}

} // namespace

StartPage::StartPage(QWidget* parent)
    : QWidget(parent)
    , m_files(new QStandardItemModel(this))
{
    const auto addKey = [this](QKeyCombination keys, auto wanted) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, wanted); // while this page is seen
    };
    addKey(kConvertKey, &StartPage::openAndConvertRequested);
    addKey(kMatchKey, &StartPage::openAndCheckRequested);
    setObjectName(QStringLiteral("startPage"));
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 1, 0, 0);
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    whole->addWidget(area);
    auto* page = new QWidget;
    page->setBackgroundRole(QPalette::Window);
    area->setBackgroundRole(QPalette::Window);
    area->viewport()->setBackgroundRole(QPalette::Window);
    auto* centred = new QHBoxLayout(page);
    centred->setContentsMargins(16, 26, 16, 16);
    m_column = new QWidget;
    auto* column = new QVBoxLayout(m_column);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(makeHeading());
    column->addWidget(makeCards());
    column->addWidget(makeDropFrame());
    column->addWidget(makeRecent());
    column->addStretch(1);
    centred->addStretch(1);
    centred->addWidget(m_column, 1000);
    centred->addStretch(1);
    area->setWidget(page);
    setRecent({});
}

QWidget* StartPage::makeHeading()
{
    auto* heading = new QWidget;
    auto* row = new QHBoxLayout(heading);
    row->setContentsMargins(0, 0, 0, 4);
    row->setSpacing(8);
    auto* mark = new QLabel;
    mark->setPixmap(applicationIcon().pixmap(Metrics(this).scaled(40)));
    mark->setAccessibleName(tr("Pthfinder"));
    row->addWidget(mark);
    row->addSpacing(6);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    auto* name = new QLabel(tr("Pthfinder"));
    name->setFont(larger(name->font(), 1.5));
    auto* about = new QLabel(tr("Look into PyTorch checkpoints and write the one you need"));
    about->setForegroundRole(QPalette::PlaceholderText);
    words->addWidget(name);
    words->addWidget(about);
    row->addLayout(words);
    row->addStretch();
    row->addWidget(new IconLabel(Icon::Shield, IconTint::Success, 14));
    auto* promise = new QLabel(tr("Files are read, never run"));
    promise->setForegroundRole(QPalette::PlaceholderText);
    promise->setFont(smallFont(promise->font()));
    row->addWidget(promise);
    return heading;
}

QWidget* StartPage::makeCards()
{
    auto* cards = new QWidget;
    m_cards = new QBoxLayout(QBoxLayout::LeftToRight, cards);
    m_cards->setContentsMargins(0, 0, 0, 0);
    m_cards->setSpacing(12);
    connect(addCard(*m_cards,
                {Icon::Tensor, tr("Browse a checkpoint"),
                    tr("See what a file holds: tensors, shapes, devices, optimizer, values. Nothing in it is run."),
                    tr("Open…"), QKeySequence(QKeySequence::Open).toString(QKeySequence::NativeText),
                    QStringLiteral("startOpenButton")}),
        &QPushButton::clicked, this, &StartPage::openRequested);
    connect(addCard(*m_cards,
                {Icon::Laptop, tr("Convert for this computer"),
                    tr("Bring GPU weights to a laptop: move to cpu, drop a prefix, leave out the optimizer."),
                    tr("Open and convert…"), keyText(kConvertKey), QStringLiteral("startConvertButton")}),
        &QPushButton::clicked, this, &StartPage::openAndConvertRequested);
    connect(addCard(*m_cards,
                {Icon::Match, tr("Find out why it does not load"),
                    tr("Lay the file over your model's names and shapes, or paste the error you got."), tr("Match…"),
                    keyText(kMatchKey), QStringLiteral("startCheckButton")}),
        &QPushButton::clicked, this, &StartPage::openAndCheckRequested);
    return cards;
}

QWidget* StartPage::makeDropFrame()
{
    auto* frame = new DropFrame;
    m_drop = frame;
    auto* row = new QHBoxLayout(frame);
    row->setContentsMargins(18, 25, 18, 25);
    row->setSpacing(14);
    row->addWidget(new IconLabel(Icon::Save, IconTint::Info, 20, IconLabel::Ground::Tint));
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    auto* title = new QLabel(tr("Drop a file or a folder here"));
    title->setFont(mediumFont(title->font()));
    auto* kinds = new QLabel(
        tr(".pt .pth .ckpt .bin .safetensors .gguf .npz .h5, DCP and DeepSpeed folders; files without extension too"));
    kinds->setForegroundRole(QPalette::PlaceholderText);
    kinds->setFont(smallFont(kinds->font()));
    kinds->setWordWrap(true);
    words->addWidget(title);
    words->addWidget(kinds);
    row->addLayout(words, 1);
    auto* folder = new QPushButton(tr("Open folder…"));
    folder->setObjectName(QStringLiteral("startFolderButton"));
    folder->setIcon(themedIcon(Icon::Folder, IconTint::Text));
    connect(folder, &QPushButton::clicked, this, &StartPage::openFolderRequested);
    row->addWidget(folder);
    auto* sample = new QPushButton(tr("Open the sample"));
    sample->setObjectName(QStringLiteral("startSampleButton"));
    sample->setIcon(themedIcon(Icon::Star, IconTint::Text));
    connect(sample, &QPushButton::clicked, this, &StartPage::openSampleRequested);
    row->addWidget(sample);
    return frame;
}

QWidget* StartPage::makeRecent()
{
    m_recentBox = new Pane(Pane::Look::Card);
    auto* column = new QVBoxLayout(m_recentBox);
    column->setContentsMargins(1, 1, 1, 4);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 8, 6);
    auto* title = new QLabel(tr("Recent"));
    title->setFont(strongFont(title->font()));
    head->addWidget(title);
    head->addStretch();
    auto* clear = new QPushButton(tr("Clear list"));
    clear->setObjectName(QStringLiteral("clearRecentButton"));
    setButtonKind(clear, ButtonKind::Link);
    connect(clear, &QPushButton::clicked, this, &StartPage::recentCleared);
    head->addWidget(clear);
    column->addLayout(head);
    auto* line = new QFrame;
    line->setFrameShape(QFrame::HLine);
    line->setFixedHeight(1);
    column->addWidget(line);
    m_recent = new QListView;
    m_recent->setObjectName(QStringLiteral("recentList"));
    m_recent->setAccessibleName(tr("Recent files"));
    m_recent->setFrameShape(QFrame::NoFrame);
    m_recent->setMouseTracking(true);
    m_recent->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_recent->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_recent->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_recent->setItemDelegate(new RecentDelegate(m_recent));
    m_recent->setModel(m_files);
    m_recent->installEventFilter(this);
    m_recent->setContextMenuPolicy(Qt::CustomContextMenu);
    const auto activate = [this](const QModelIndex& index) { Q_EMIT recentActivated(index.data().toString()); };
    connect(m_recent, &QListView::clicked, this, activate);
    connect(m_recent, &QListView::customContextMenuRequested, this, [this, activate](const QPoint& where) {
        const QModelIndex index = m_recent->indexAt(where);
        if (!index.isValid()) {
            return;
        }
        m_recent->setCurrentIndex(index);
        QMenu menu;
        menu.addAction(tr("Open"), this, [activate, index] { activate(index); });
        menu.addAction(tr("Remove from list"), this, &StartPage::removeCurrent);
        menu.exec(m_recent->viewport()->mapToGlobal(where));
    });
    column->addWidget(m_recent);
    return m_recentBox;
}

void StartPage::setRecent(const QList<RecentRow>& files)
{
    m_files->clear();
    for (const RecentRow& file : files) {
        auto* item = new QStandardItem(file.path);
        item->setData(file.summary, SummaryRole);
        item->setData(file.bytes, BytesRole);
        item->setData(file.devices, RecentDevicesRole);
        item->setData(file.opened, OpenedRole);
        item->setData(file.isMissing, IsMissingRole);
        item->setToolTip(shownText(file.path));
        item->setAccessibleText(
            file.isMissing ? tr("%1, not found").arg(file.path) : tr("%1, %2").arg(file.path, file.summary));
        m_files->appendRow(item);
    }
    m_recentBox->setVisible(!files.isEmpty());
    layOut();
}

void StartPage::setDropHighlighted(bool isHighlighted)
{
    static_cast<DropFrame*>(m_drop)->setHighlighted(isHighlighted);
}

void StartPage::removeCurrent()
{
    const QModelIndex index = m_recent->currentIndex();
    if (index.isValid()) {
        Q_EMIT recentRemoved(index.data().toString());
    }
}

void StartPage::layOut()
{
    const Metrics metrics(this);
    m_column->setMaximumWidth(metrics.scaled(kColumn));
    m_cards->setDirection(width() < metrics.scaled(kCardsInRow) ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_recent->setFixedHeight(m_files->rowCount() * metrics.recentRow());
}

void StartPage::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, themeOf(this).border); // below the menus
}

void StartPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void StartPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        layOut();
    }
}

bool StartPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_recent && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Delete) {
            removeCurrent();
            return true;
        }
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_recent->currentIndex().isValid()) {
            Q_EMIT recentActivated(m_recent->currentIndex().data().toString());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace pthf

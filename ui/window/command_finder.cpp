// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_finder.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/delegates/cell_paint.h"
#include "ui/dialogs/shortcut_sheet.h"

namespace pthf {

namespace {

constexpr int kKeysRole = Qt::UserRole + 1;

/// A command with its keys at the right end. Names stand in line, with an icon before them or without.
class CommandDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = themeOf(option.widget);
        const Metrics metrics(option.font);
        painter->save();
        QRect place = paintCellGround(*painter, option);
        const QRect mark(place.left(), place.center().y() - metrics.icon() / 2, metrics.icon(), metrics.icon());
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, mark);
        place.setLeft(mark.right() + metrics.scaled(10));
        const QString keys = index.data(kKeysRole).toString();
        painter->setFont(smallFont(option.font));
        painter->setPen(theme.muted);
        painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, keys);
        place.setRight(place.right() - painter->fontMetrics().horizontalAdvance(keys) - metrics.scaled(10));
        painter->setFont(option.font);
        painter->setPen(theme.text);
        painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(option.font).elidedText(index.data().toString(), Qt::ElideRight, place.width()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const override
    {
        return {0, Metrics(option.font).menuItem()};
    }
};

} // namespace

CommandFinder::CommandFinder(QList<QAction*> actions, QWidget* parent)
    : QDialog(parent)
    , m_actions(std::move(actions))
    , m_words(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("commandFinder"));
    setWindowTitle(tr("Find a command"));
    m_words->setPlaceholderText(tr("What do you want to do?"));
    m_words->setAccessibleName(tr("Words of the command"));
    m_list->setAccessibleName(tr("Commands that match"));
    m_words->installEventFilter(this);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setUniformItemSizes(true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_words);
    layout->addWidget(m_list);
    connect(m_words, &QLineEdit::textChanged, this, &CommandFinder::list);
    connect(m_words, &QLineEdit::returnPressed, this, &CommandFinder::run);
    connect(m_list, &QListWidget::itemClicked, this, &CommandFinder::run);
    const Metrics metrics(this);
    resize(metrics.scaled(420), metrics.scaled(360));
    list({});
}

void CommandFinder::list(const QString& words)
{
    m_list->clear();
    const QStringList parts = words.split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < m_actions.size(); ++i) {
        const QAction& action = *m_actions[i];
        const QString text = plainName(action);
        // The explanation counts too: "laptop" finds what moves to a device.
        const QString searched = QString(text % u' ' % action.toolTip() % u' ' % action.statusTip());
        const bool isMeant = std::ranges::all_of(
            parts, [&](const QString& part) { return searched.contains(part, Qt::CaseInsensitive); });
        if (!isMeant || !action.isEnabled()) {
            continue;
        }
        const QString keys = action.shortcut().toString(QKeySequence::NativeText);
        auto* item = new QListWidgetItem(action.icon(), text, m_list);
        item->setData(Qt::UserRole, static_cast<int>(i));
        item->setData(kKeysRole, keys);
        item->setToolTip(action.toolTip());
        item->setData(Qt::AccessibleTextRole, keys.isEmpty() ? text : QString(text % u", " % keys));
    }
    m_list->setCurrentRow(0);
}

void CommandFinder::run()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (item == nullptr) {
        return;
    }
    const QPointer<QAction> action = m_actions[item->data(Qt::UserRole).toInt()];
    accept();
    QTimer::singleShot(0, action, [action] { action->trigger(); }); // once the dialog is gone
}

bool CommandFinder::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
            QApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace pthf

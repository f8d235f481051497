// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_finder.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/base/metrics.h"

namespace pthf {

namespace {

QString wordsOf(const QAction& action)
{
    return QString(action.text()).remove(u'&');
}

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
        const QString text = wordsOf(action);
        // The explanation counts too: "laptop" finds what moves to a device.
        const QString searched = QString(text % u' ' % action.toolTip() % u' ' % action.statusTip());
        const bool isMeant = std::ranges::all_of(
            parts, [&](const QString& part) { return searched.contains(part, Qt::CaseInsensitive); });
        if (!isMeant || !action.isEnabled()) {
            continue;
        }
        const QString keys = action.shortcut().toString(QKeySequence::NativeText);
        auto* item = new QListWidgetItem(action.icon(), keys.isEmpty() ? text : QString(text % u"   " % keys), m_list);
        item->setData(Qt::UserRole, static_cast<int>(i));
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

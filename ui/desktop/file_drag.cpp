// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/file_drag.h"

#include <utility>

#include <QApplication>
#include <QDrag>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>
#include <QWidget>

#include "ui/base/icons.h"

namespace pthf {

FileDrag::FileDrag(QWidget& widget, std::function<QString()> path)
    : QObject(&widget)
    , m_widget(widget)
    , m_path(std::move(path))
{
    widget.installEventFilter(this);
}

bool FileDrag::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        m_isPressed = mouse->button() == Qt::LeftButton;
        m_pressed = mouse->pos();
    } else if (event->type() == QEvent::MouseButtonRelease) {
        m_isPressed = false;
    } else if (event->type() == QEvent::MouseMove && m_isPressed) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const QString path = m_path();
        if ((mouse->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance() && !path.isEmpty()) {
            m_isPressed = false;
            auto* drag = new QDrag(&m_widget); // Qt deletes it after the drop
            auto* data = new QMimeData;
            data->setUrls({QUrl::fromLocalFile(path)});
            drag->setMimeData(data);
            drag->setPixmap(themedIcon(Icon::File).pixmap(16, 16));
            drag->exec(Qt::CopyAction | Qt::LinkAction, Qt::CopyAction);
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QObject>
#include <QPoint>
#include <QString>

class QWidget;

namespace pthf {

/// Lets a file be dragged out of a widget into another program: the file manager, a terminal.
class FileDrag final : public QObject {
    Q_OBJECT

public:
    /// `path` is asked for when a drag begins; empty: nothing to drag.
    FileDrag(QWidget& widget, std::function<QString()> path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget& m_widget;
    std::function<QString()> m_path;
    QPoint m_pressed;
    bool m_isPressed = false;
};

} // namespace pthf

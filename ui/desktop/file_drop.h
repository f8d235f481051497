// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QWidget;

namespace pthf {

/// Takes files that are dropped on a widget.
class FileDrop final : public QObject {
    Q_OBJECT

public:
    explicit FileDrop(QWidget& widget);

Q_SIGNALS:
    /// Files are held over the widget, or no longer.
    void hovered(bool isOver);
    void dropped(const QStringList& paths);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace pthf

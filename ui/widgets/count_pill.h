// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace pthf {

/// A number on a rounded ground, beside a tab's name (QTabBar::setTabButton).
class CountPill final : public QWidget {
    Q_OBJECT

public:
    explicit CountPill(QWidget* parent = nullptr);

    void setText(const QString& text);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
};

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "ui/dialogs/save_changes.h"

namespace pthf {

/// What a save changes, before and after, as a small table in the form.
class ChangesTable final : public QWidget {
    Q_OBJECT

public:
    explicit ChangesTable(QWidget* parent = nullptr);

    void setChanges(std::vector<SaveChange> changes);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Columns {
        QRect what;
        QRect before;
        QRect arrow;
        QRect after;
        QRect count;
    };
    Columns columnsAt(int top, int height) const;
    void paintRow(QPainter& painter, const SaveChange& change, int number) const;

    std::vector<SaveChange> m_changes;
};

/// A part of a whole as a bar: the new file's size within the old one's.
class ShareBar final : public QWidget {
    Q_OBJECT

public:
    explicit ShareBar(QWidget* parent = nullptr);

    void setShare(double share);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_share = 0;
};

} // namespace pthf

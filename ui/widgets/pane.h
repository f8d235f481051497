// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/base/icons.h"

namespace pthf {

// Small painted things that pages and dialogs are put together from.

/// A ground with or without outline, in the theme's colours.
class Pane final : public QWidget {
    Q_OBJECT

public:
    enum class Look {
        Card, ///< base, outlined, rounded
        Bar, ///< window, a line below
        BarAbove, ///< window, a line above
        Base, ///< base, no line
        Info ///< tint of running jobs, a line above
    };

    explicit Pane(Look look, QWidget* parent = nullptr);
    void setLook(Look look);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Look m_look;
};

/// An icon that follows theme and font.
class IconLabel final : public QWidget {
    Q_OBJECT

public:
    enum class Ground { None, Tint };

    IconLabel(Icon icon, IconTint tint, int size, Ground ground = Ground::None, QWidget* parent = nullptr);
    void setIcon(Icon icon, IconTint tint);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Icon m_icon;
    IconTint m_tint;
    int m_size; ///< as drawn for 13 px type
    Ground m_ground;
};

/// A key combination as a small outlined cap.
class KeyCap final : public QWidget {
    Q_OBJECT

public:
    explicit KeyCap(const QString& keys, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_keys;
};

/// Devices as a chip, old → new where they change.
class ChipLabel final : public QWidget {
    Q_OBJECT

public:
    explicit ChipLabel(const QStringList& before, const QStringList& after = {}, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList m_before;
    QStringList m_after;
};

/// Old and new text of a change in a form.
class ChangeLabel final : public QWidget {
    Q_OBJECT

public:
    ChangeLabel(const QString& before, const QString& after, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_before;
    QString m_after;
};

} // namespace pthf

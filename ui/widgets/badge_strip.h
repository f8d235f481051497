// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QList>
#include <QWidget>

#include "core/diagnose/loads_on.h"

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace pthf {

/// One place where the file loads or does not; pressing a "no" that can be mended mends it.
struct Badge {
    QString id; ///< "cpu-only"; the button's object name is "badge-" and this
    QString name; ///< "Computer without GPU"
    bool yes = true;
    QString why; ///< of a no, for the tool tip
    bool canFix = false;
};

std::vector<Badge> badgesOf(const std::vector<LoadsOn>& places);

enum class Planned { No, Yes };

/// "Loads on" and the badges, at the right the offer of a laptop copy with its sizes. Where room is short the words
/// around the badges go first, then badges go into a menu behind the last.
class BadgeStrip final : public QWidget {
    Q_OBJECT

public:
    explicit BadgeStrip(QWidget* parent = nullptr);

    /// Planned: they speak of the file as it would be written, and the strip says so.
    void setBadges(const std::vector<Badge>& badges, Planned planned);
    /// "307.2 → 102.5 MB"; empty where the file is a laptop copy already: the button goes.
    void setLaptopCopy(const QString& sizes);
    /// For forms: no ground, no caption, no laptop copy.
    void setPlain();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void fixRequested(const QString& id);
    void laptopCopyRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void fillMore(std::size_t first);

    std::vector<Badge> m_badges;
    QList<QToolButton*> m_buttons; ///< beside m_badges
    QHBoxLayout* m_row;
    QLabel* m_caption;
    QWidget* m_list;
    QHBoxLayout* m_listRow;
    QLabel* m_planned;
    QToolButton* m_more; ///< the badges that have no room
    QToolButton* m_laptop;
    QString m_sizes; ///< of the laptop copy
    bool m_isPlanned = false;
    bool m_isPlain = false;
};

} // namespace pthf

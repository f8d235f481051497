// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/panels/details_facts.h"

class QGridLayout;
class QLabel;
class QToolButton;

namespace pthf {

class IconLabel;

/// What is known of the current row: its key, and facts with what the plan makes of them.
class DetailsPanel final : public QWidget {
    Q_OBJECT

public:
    explicit DetailsPanel(QWidget* parent = nullptr);

    void setDetails(const Details& details);
    /// No row is chosen: a sentence says what would stand here.
    void clear();

Q_SIGNALS:
    /// A name in the facts was pressed: a tensor that shares the storage.
    void placeRequested(pthf::PlaceId place);

private:
    QWidget* makeHeading();
    void addFact(int row, const DetailFact& fact);
    void showTitle();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    Details m_details;
    IconLabel* m_icon = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_subtitle = nullptr;
    QToolButton* m_copy = nullptr;
    QWidget* m_facts = nullptr;
    QGridLayout* m_grid = nullptr;
    QLabel* m_empty = nullptr;
};

} // namespace pthf

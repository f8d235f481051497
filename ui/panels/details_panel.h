// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/inspect/tensor_page.h"
#include "ui/panels/details_facts.h"

class QGridLayout;
class QLabel;
class QStackedWidget;
class QTabBar;
class QToolButton;
class QVBoxLayout;

namespace pthf {

class IconLabel;

/// What is known of the current row: its key, facts with what the plan makes of them, and pages of a tensor's numbers.
class DetailsPanel final : public QWidget {
    Q_OBJECT

public:
    explicit DetailsPanel(QWidget* parent = nullptr);

    void setDetails(const Details& details);
    /// No row is chosen: a sentence says what would stand here.
    void clear();

    /// Another tab beside the facts; the panel takes the page.
    void addPage(TensorPage* page);
    /// The tensor that the pages show; none: only the facts can be chosen.
    void setSubject(const TensorSubject& subject);
    /// Stands below the facts.
    void setFootOfFacts(TensorPage* foot);
    QTabBar* tabs() const noexcept { return m_tabs; }

Q_SIGNALS:
    /// A name in the facts was pressed: a tensor that shares the storage.
    void placeRequested(pthf::PlaceId place);
    /// What is shown is to stay while other rows are looked at, or not any more.
    void pinned(bool isPinned);

private:
    QWidget* makeHeading();
    QWidget* makeFactsPage();
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
    QToolButton* m_pin = nullptr;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_stack = nullptr;
    QVBoxLayout* m_factsColumn = nullptr;
    TensorPage* m_foot = nullptr;
    QList<TensorPage*> m_pages;
    int m_wantedTab = 0; ///< shown again with the next row that is a tensor
};

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QAbstractScrollArea>
#include <QStringList>

namespace pthf {

/// A part of a grid.
struct GridWindow {
    quint64 row = 0;
    quint64 column = 0;
    quint64 rows = 0;
    quint64 columns = 0;

    bool operator==(const GridWindow&) const = default;
    bool holds(const GridWindow& other) const noexcept
    {
        return other.row >= row && other.column >= column && other.row + other.rows <= row + rows
            && other.column + other.columns <= column + columns;
    }
};

/// A scrolled grid of short texts, of any size: it knows only what it shows and asks for that. Rows and columns have
/// names; a rectangle of cells can be chosen by mouse or keys and copied. QTableView keeps numbers for every row, of
/// which a tensor may have a billion.
class CellGrid final : public QAbstractScrollArea {
    Q_OBJECT

public:
    using Naming = std::function<QString(quint64)>;

    explicit CellGrid(QWidget* parent = nullptr);

    /// Everything is forgotten and asked for anew.
    void setSize(quint64 rows, quint64 columns);
    void setNaming(Naming rows, Naming columns);
    /// Width of the cells in characters; a last column of another width may follow (0: none).
    void setCharacters(int cell, int last = 0);
    /// What so many columns take with the names of the rows, in pixels.
    int widthOf(quint64 columns, int cell, int last) const;
    /// What was asked for: texts row by row.
    void setCells(const GridWindow& window, const QStringList& texts);

    quint64 rows() const noexcept { return m_rows; }
    quint64 columns() const noexcept { return m_columns; }
    /// What is seen now.
    GridWindow shownWindow() const;
    /// Empty while it is not there.
    QString textAt(quint64 row, quint64 column) const;
    quint64 currentRow() const noexcept { return m_row; }
    quint64 currentColumn() const noexcept { return m_column; }
    void setCurrent(quint64 row, quint64 column);
    /// The chosen cells that are there: a line a row, tabs between.
    QString selectedText() const;

Q_SIGNALS:
    void windowNeeded(const pthf::GridWindow& window);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    int rowHeight() const;
    int headerHeight() const;
    int rowNameWidth() const;
    int columnWidth(quint64 column) const;
    int charactersWidth(int characters) const;
    int columnLeft(quint64 column) const;
    quint64 firstRow() const;
    quint64 firstColumn() const;
    GridWindow selection() const;
    void layOut();
    void ask();
    void move(qint64 rows, qint64 columns, bool isExtending);
    void bringIntoSight();
    bool cellAt(const QPoint& position, quint64& row, quint64& column) const;

    quint64 m_rows = 0;
    quint64 m_columns = 0;
    Naming m_rowName;
    Naming m_columnName;
    int m_cellCharacters = 8;
    int m_lastCharacters = 0;
    GridWindow m_held;
    GridWindow m_asked;
    QStringList m_texts;
    quint64 m_row = 0;
    quint64 m_column = 0;
    quint64 m_anchorRow = 0;
    quint64 m_anchorColumn = 0;
};

} // namespace pthf

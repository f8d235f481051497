// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QHeaderView>
#include <QObject>

namespace pthf {

/// Keeps room for the column that stretches: where it would get too little, others become narrow or go, in the order
/// given, and come back with the room. What the user hid or widened stays as it is. A child of the header.
class ColumnFit final : public QObject {
    Q_OBJECT

public:
    /// What is done for room. A width of 0 hides the column; lengths are those drawn for 13 px type.
    struct Step {
        int column = 0;
        int width = 0;
    };

    ColumnFit(QHeaderView& header, int stretched, int least, std::vector<Step> steps);

    /// To be called after columns got other widths; a header of another width is seen by itself.
    void fit();
    /// Gives every column back what it gave up: before state is saved or restored, or columns are made anew.
    void release();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Yielded {
        Step step;
        int before = 0; ///< the column's width, while it has given way
        bool isTaken = false;
        bool isWanted = false; ///< by the user, who showed it again
    };

    int widthOf(int column) const;
    int naturalWidth(const Yielded& yielded) const;
    void take(Yielded& yielded);
    void giveBack(Yielded& yielded);
    void noticeUser();
    void followFont();

    QHeaderView& m_header;
    int m_stretched;
    int m_least;
    std::vector<Yielded> m_steps;
    int m_unit = 0; ///< of the font that the widths were made for
    bool m_isFitting = false;
};

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QStringList>

namespace pthf {

/// A search field. With tokens on, a finished one ("dtype:float32", "size>1MB") becomes a chip in front of the text;
/// Backspace at the start, or its ×, takes it away. A note (what was found) stands at the right end.
class FilterEdit final : public QLineEdit {
    Q_OBJECT

public:
    enum class Tokens { Off, On };

    explicit FilterEdit(Tokens tokens, QWidget* parent = nullptr);

    /// Chips and text as one line, as it would have been typed.
    QString query() const;
    void setQuery(const QString& query);
    const QStringList& tokens() const noexcept { return m_tokens; }
    /// "26 of 803 tensors · 77.1 MB"; shown while there is room beside the text.
    void setNote(const QString& note);
    bool isNoteShown() const noexcept { return m_noteWidth > 0; }
    /// What is wrong with the query; empty: nothing.
    void setComplaint(const QString& complaint);

Q_SIGNALS:
    void queryChanged(const QString& query);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Chip {
        QRect place;
        QRect close;
    };

    void takeTokens();
    void removeToken(qsizetype number);
    void layOut();
    int iconRoom() const;
    bool isClearShown() const { return !query().isEmpty(); }
    QRect clearPlace() const;

    Tokens m_mode;
    QStringList m_tokens;
    QList<Chip> m_chips;
    QString m_note;
    QString m_complaint;
    QString m_help; ///< the tool tip while there is nothing to complain of
    int m_noteWidth = 0; ///< 0: no room
};

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QStringList>
#include <QWidget>

class QBoxLayout;
class QFrame;
class QLabel;
class QListView;
class QStandardItemModel;

namespace pthf {

/// A file of the start page's list.
struct RecentRow {
    QString path;
    QString summary; ///< "Training checkpoint, 25.6 M parameters, epoch 12, Adam"
    quint64 bytes = 0;
    QStringList devices;
    QDateTime opened;
    bool isMissing = false;
};

/// What the window shows while no file is open: what can be done, a place to drop files, and the files opened last.
class StartPage final : public QWidget {
    Q_OBJECT

public:
    explicit StartPage(QWidget* parent = nullptr);

    void setRecent(const QList<RecentRow>& files);
    /// While files are dragged over the window.
    void setDropHighlighted(bool isHighlighted);

Q_SIGNALS:
    void openRequested();
    void openAndConvertRequested();
    void openAndCheckRequested();
    void openFolderRequested();
    void openSampleRequested();
    void recentActivated(const QString& path);
    void recentRemoved(const QString& path);
    void recentCleared();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeHeading();
    QWidget* makeCards();
    QWidget* makeDropFrame();
    QWidget* makeRecent();
    void removeCurrent();
    void layOut();

    QBoxLayout* m_cards = nullptr;
    QWidget* m_column = nullptr;
    QFrame* m_drop = nullptr;
    QWidget* m_recentBox = nullptr;
    QListView* m_recent = nullptr;
    QStandardItemModel* m_files;
};

} // namespace pthf

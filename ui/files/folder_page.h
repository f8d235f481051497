// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <vector>

#include <QPointer>
#include <QWidget>

#include "ui/files/folder_model.h"

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QTableView;

namespace pthf {

class JobBase;
class JobRunner;

/// A folder as a table of its checkpoints: epoch, best, size, devices, where they load. A key is searched across all of
/// them; the space bar gives a quick look, Enter opens.
class FolderPage final : public QWidget {
    Q_OBJECT

public:
    explicit FolderPage(JobRunner& runner, QWidget* parent = nullptr);
    ~FolderPage() override;

    /// Reads the folder anew, a few files at a time.
    void setFolder(const QString& folder);
    const QString& folder() const noexcept { return m_folder; }
    FolderModel& model() noexcept { return m_model; }
    bool isReading() const noexcept { return !m_job.isNull(); }

Q_SIGNALS:
    void openRequested(const QString& path);
    /// One plan for these files is wanted.
    void convertRequested(const QStringList& paths);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QHBoxLayout* makeHead();
    QHBoxLayout* makeSearch();
    void makeTable();
    void list();
    void readMore();
    void search();
    void searchMore();
    void quickLook();
    void showMenu(const QPoint& position);
    QStringList chosen() const;
    std::optional<int> currentRow() const;
    void tell();

    JobRunner& m_runner;
    FolderModel m_model;
    QSortFilterProxyModel* m_sorted = nullptr;
    QString m_folder;
    std::vector<std::filesystem::path> m_files;
    std::size_t m_next = 0; ///< of m_files, to be read
    std::size_t m_others = 0; ///< that are no checkpoints
    std::string m_key; ///< that is searched
    std::vector<std::optional<std::uint64_t>> m_found;
    std::size_t m_nextSearched = 0;
    QPointer<JobBase> m_job;
    QPointer<JobBase> m_searchJob;
    QLabel* m_title = nullptr;
    QLabel* m_note = nullptr;
    QLineEdit* m_search = nullptr;
    QCheckBox* m_below = nullptr;
    QTableView* m_table = nullptr;
};

} // namespace pthf

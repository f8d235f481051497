// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/edit/planned_document.h"
#include "core/save/save_options.h"
#include "ui/session/document_session.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pthf {

class BadgeStrip;
class ChangesTable;
class ProveChoice;
class SaveWay;
class ShareBar;
class VerifyChoice;

/// Where and how the planned file is written, what changes in it, where it will load. All questions are asked here,
/// none while it saves. Accepted: options() is what to save with.
class SaveDialog final : public QDialog {
    Q_OBJECT

public:
    SaveDialog(DocumentSession& session, const QString& suggestedTarget, QWidget* parent = nullptr);

    SaveOptions options() const;
    SaveWays ways() const;
    /// That the result may be carried to.
    void setDevices(const QStringList& devices);

Q_SIGNALS:
    void rowsRequested(); ///< every row, before and after
    void recipeRequested();
    void commandRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeForm();
    QWidget* makeFormat();
    QWidget* makeFile();
    QWidget* makeSize();
    QWidget* makeChanges();
    QWidget* makeButtons();
    void browse();
    void changeWay();
    void changeFormat();
    /// The plan has changed (a badge was pressed): everything anew.
    void refreshPlan();
    /// Sizes of the chosen format.
    void refreshSize();
    /// Room at the target, and whether it may be written.
    void refreshTarget();
    QString complaintOf(const SaveOptions& options) const;

    static constexpr int kShardsRole = Qt::UserRole + 1; ///< of a format: it is many files

    DocumentSession& m_session;
    PlannedDocumentPtr m_planned;
    QString m_planComplaint; ///< why there is no planned document
    std::uint64_t m_bytes = 0; ///< of the file to be written

    QWidget* m_page = nullptr; ///< what scrolls
    SaveWay* m_way = nullptr;
    QComboBox* m_format = nullptr;
    QComboBox* m_shardSize = nullptr;
    QWidget* m_fileRow = nullptr;
    QLabel* m_formatNote = nullptr;
    QLineEdit* m_file = nullptr;
    QCheckBox* m_replace = nullptr;
    QLabel* m_size = nullptr;
    QLabel* m_sizeBefore = nullptr;
    ShareBar* m_share = nullptr;
    QLabel* m_free = nullptr;
    ChangesTable* m_changes = nullptr;
    QPushButton* m_allRows = nullptr;
    QLabel* m_losses = nullptr; ///< what casts lose
    VerifyChoice* m_verification = nullptr;
    ProveChoice* m_proof = nullptr;
    BadgeStrip* m_badges = nullptr;
    QLabel* m_complaint = nullptr;
    QPushButton* m_save = nullptr;
};

} // namespace pthf

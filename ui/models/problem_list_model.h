// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractListModel>

#include "ui/session/document_session.h"

namespace pthf {

/// Whether it says that something of the file is not there, or not as it was written.
bool tellsDamage(const Finding& finding);

/// The findings, most severe first; those that the plan mends stay in their place and say so.
class ProblemListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        FixLabelRole = Qt::UserRole + 100, ///< QString: the button that mends; absent where nothing does
        CanUndoRole, ///< bool: mended by operations of the plan that can be taken back
        HasPlaceRole, ///< bool: there is a place to show
        CanMapDevicesRole, ///< bool: a map of devices would mend it too
        CanSalvageRole ///< bool: the first finding of damage; what is whole can be saved
    };

    explicit ProblemListModel(DocumentSession& session, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    const FindingState& stateAt(int row) const { return m_states[static_cast<std::size_t>(row)]; }
    int countOf(Severity severity) const;
    int mendedCount() const;
    /// "1 error, 2 hints", "3 mended by your plan", "nothing to say".
    QString summary() const;

    /// Adds the finding's operations to the plan.
    void mend(int row);
    /// Takes them out again.
    void undo(int row);

private:
    void refresh();

    DocumentSession& m_session;
    std::vector<FindingState> m_states;
};

} // namespace pthf

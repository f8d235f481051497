// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/edit/planned_document.h"

class QLabel;
class QRadioButton;

namespace pthf {

/// Whether a save makes a new file or edits the open one in place; says what the latter costs, or why it cannot be.
class SaveWay final : public QWidget {
    Q_OBJECT

public:
    explicit SaveWay(QWidget* parent = nullptr);

    /// Null: nothing can be saved.
    void setPlanned(const PlannedDocumentPtr& planned);
    bool isInPlace() const;

Q_SIGNALS:
    void changed();

private:
    QRadioButton* m_newFile = nullptr;
    QRadioButton* m_inPlace = nullptr;
    QLabel* m_note = nullptr;
};

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/save_way.h"

#include <QGridLayout>
#include <QLabel>
#include <QRadioButton>

#include "core/save/edit_in_place.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/words/core_text.h"

namespace pthf {

SaveWay::SaveWay(QWidget* parent)
    : QWidget(parent)
    , m_newFile(new QRadioButton(tr("A new file"), this))
    , m_inPlace(new QRadioButton(tr("Into the open file, in place"), this))
    , m_note(new QLabel(this))
{
    m_newFile->setObjectName(QStringLiteral("saveNewFile"));
    m_inPlace->setObjectName(QStringLiteral("saveInPlace"));
    m_newFile->setFont(mediumFont(font()));
    m_inPlace->setFont(mediumFont(font()));
    m_newFile->setChecked(true);
    auto* stays = new QLabel(tr("The open file stays as it is"), this);
    for (QLabel* label : {stays, m_note}) {
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setFont(smallFont(font()));
        label->setWordWrap(true);
        label->setIndent(Metrics(this).scaled(22));
    }
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(1);
    grid->addWidget(m_newFile, 0, 0);
    grid->addWidget(m_inPlace, 0, 1);
    grid->addWidget(stays, 1, 0, Qt::AlignTop);
    grid->addWidget(m_note, 1, 1, Qt::AlignTop);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    connect(m_newFile, &QRadioButton::toggled, this, &SaveWay::changed);
}

bool SaveWay::isInPlace() const
{
    return m_inPlace->isChecked();
}

void SaveWay::setPlanned(const PlannedDocumentPtr& planned)
{
    const Status status = planned ? checkInPlace(*planned) : Status(Error(ErrorCode::InvalidArgument, std::string()));
    m_inPlace->setEnabled(status.has_value());
    if (!status) {
        m_newFile->setChecked(true);
        m_note->setText(coreText(status.error().message()));
        return;
    }
    const std::uint64_t dropped =
        planned->bytesBefore > planned->bytesAfter ? planned->bytesBefore - planned->bytesAfter : 0;
    m_note->setText(dropped == 0
            ? tr("Appends a new description in milliseconds; it can be taken back")
            : tr("Appends a new description in milliseconds; it can be taken back. What is dropped still takes %1")
                  .arg(shownSize(dropped)));
}

} // namespace pthf

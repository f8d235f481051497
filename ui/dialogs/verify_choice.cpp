// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/verify_choice.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "ui/base/button_kind.h"
#include "ui/base/metrics.h"

namespace pthf {

VerifyChoice::VerifyChoice(QWidget* parent)
    : QWidget(parent)
    , m_verify(new QCheckBox(tr("Verify"), this))
    , m_structure(new QToolButton(this))
    , m_everyByte(new QToolButton(this))
    , m_note(new QLabel(this))
{
    m_verify->setObjectName(QStringLiteral("saveVerify"));
    m_verify->setChecked(true);
    m_structure->setText(tr("Structure"));
    m_structure->setObjectName(QStringLiteral("verifyStructure"));
    m_everyByte->setText(tr("Every byte"));
    m_everyByte->setObjectName(QStringLiteral("verifyEveryByte"));
    setButtonKind(m_structure, ButtonKind::SegmentLeft);
    setButtonKind(m_everyByte, ButtonKind::SegmentRight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_verify);
    row->addSpacing(8);
    auto* choice = new QButtonGroup(this);
    for (QToolButton* button : {m_structure, m_everyByte}) {
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        choice->addButton(button);
        connect(m_verify, &QCheckBox::toggled, button, &QWidget::setEnabled);
        row->addWidget(button);
    }
    m_structure->setChecked(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setFont(smallFont(m_note->font()));
    row->addSpacing(8);
    row->addWidget(m_note);
    row->addStretch();
    connect(m_verify, &QCheckBox::toggled, this, &VerifyChoice::explain);
    connect(m_everyByte, &QToolButton::toggled, this, &VerifyChoice::explain);
    explain();
}

Verification VerifyChoice::verification() const
{
    if (!m_verify->isChecked()) {
        return Verification::None;
    }
    return m_everyByte->isChecked() ? Verification::Full : Verification::Structure;
}

void VerifyChoice::explain()
{
    switch (verification()) {
    case Verification::None:
        m_note->setText(tr("The result is not looked at again"));
        return;
    case Verification::Structure:
        m_note->setText(tr("Opens the result again and compares it with the plan"));
        return;
    case Verification::Full:
        m_note->setText(tr("Opens the result again and compares every byte with the open file"));
        return;
    }
}

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/notice_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/widgets/pane.h"

namespace pthf {

NoticeBar::NoticeBar(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("noticeBar"));
    auto* pane = new Pane(Pane::Look::Info, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(pane);
    const Metrics metrics(this);
    auto* row = new QHBoxLayout(pane);
    row->setContentsMargins(metrics.scaled(12), metrics.scaled(4), metrics.scaled(10), metrics.scaled(4));
    row->setSpacing(metrics.scaled(8));
    m_text = new QLabel(pane);
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_action = new QPushButton(pane);
    m_action->setObjectName(QStringLiteral("noticeAction"));
    setButtonKind(m_action, ButtonKind::RowMend);
    auto* close = new QToolButton(pane);
    close->setObjectName(QStringLiteral("noticeClose"));
    close->setIcon(themedIcon(Icon::Close));
    close->setToolTip(tr("Leave it as it is"));
    close->setAccessibleName(close->toolTip());
    setButtonKind(close, ButtonKind::Flat);
    row->addWidget(new IconLabel(Icon::Info, IconTint::Accent, 16, IconLabel::Ground::None, pane));
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(close);
    connect(m_action, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT actionRequested();
    });
    connect(close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
    hide();
}

void NoticeBar::show(const QString& text, const QString& action)
{
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setVisible(true);
}

QString NoticeBar::text() const
{
    return isVisibleTo(parentWidget()) ? m_text->text() : QString();
}

} // namespace pthf

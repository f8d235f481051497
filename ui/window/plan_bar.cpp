// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/plan_bar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/window/window_actions.h"

namespace pthf {

namespace {

/// The dot before the number of changes.
class Dot final : public QWidget {
public:
    using QWidget::QWidget;
    QSize sizeHint() const override { return {Metrics(this).mark(), Metrics(this).mark()}; }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(themeOf(this).accent);
        const int side = qMin(width(), height());
        painter.drawEllipse(QRectF((width() - side) / 2.0, (height() - side) / 2.0, side, side));
    }
};

} // namespace

PlanBar::PlanBar(const WindowActions& actions, QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("planBar"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    const Metrics metrics(this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics.scaled(12), 0, metrics.scaled(10), 0);
    row->setSpacing(metrics.scaled(4));
    m_dot = new Dot(this);
    m_dot->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_changes = new QLabel(this);
    m_changes->setObjectName(QStringLiteral("changeCount"));
    row->addWidget(m_dot);
    row->addWidget(m_changes);
    row->addSpacing(metrics.scaled(4));
    addButton(*row, actions.undo, tr("Undo"));
    addButton(*row, actions.redo, tr("Redo"));
    addButton(*row, actions.showPlan, tr("Show plan"));
    m_loadsOn = new QLabel(this);
    m_loadsOn->setForegroundRole(QPalette::PlaceholderText);
    row->addSpacing(metrics.scaled(8));
    row->addWidget(m_loadsOn);
    row->addStretch(1);
    addButton(*row, actions.howToLoad, tr("How to load this"));
    m_python = addButton(*row, actions.copyPython, tr("Copy as Python"));
    m_command = addButton(*row, actions.copyCommand, tr("Copy as command"));
    m_copy = new QToolButton(this);
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copy the plan as Python or as a command"));
    m_copy->setIcon(themedIcon(Icon::Copy));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setPopupMode(QToolButton::InstantPopup);
    setButtonKind(m_copy, ButtonKind::Flat);
    auto* menu = new QMenu(m_copy);
    menu->addActions({actions.copyPython, actions.copyCommand});
    m_copy->setMenu(menu);
    row->addWidget(m_copy);
    setChanges(0);
    setLoadsOn({});
    setNarrow(false);
}

QToolButton* PlanBar::addButton(QHBoxLayout& row, QAction* action, const QString& text)
{
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    setButtonKind(button, ButtonKind::Flat);
    // The action's text names what would be undone; the button keeps its word.
    connect(action, &QAction::changed, button, [button, text, action] {
        button->setText(text);
        button->setToolTip(action->toolTip());
    });
    row.addWidget(button);
    return button;
}

void PlanBar::setChanges(int count)
{
    m_dot->setVisible(count > 0);
    m_changes->setText(count == 0 ? tr("No changes") : count == 1 ? tr("1 change") : tr("%1 changes").arg(count));
    m_changes->setForegroundRole(count == 0 ? QPalette::PlaceholderText : QPalette::WindowText);
}

void PlanBar::setLoadsOn(const QString& text)
{
    m_loadsOn->setText(text);
    m_loadsOn->setVisible(!text.isEmpty());
}

void PlanBar::setNarrow(bool isNarrow)
{
    m_python->setVisible(!isNarrow);
    m_command->setVisible(!isNarrow);
    m_copy->setVisible(isNarrow);
}

void PlanBar::setWords(Qt::ToolButtonStyle style)
{
    for (QToolButton* button : findChildren<QToolButton*>(QString(), Qt::FindDirectChildrenOnly)) {
        button->setToolButtonStyle(style);
    }
}

void PlanBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // Without room for their words the buttons keep their icons; the words stand in the tool tips.
    setWords(Qt::ToolButtonTextBesideIcon);
    if (layout()->minimumSize().width() > width()) {
        setWords(Qt::ToolButtonIconOnly);
    }
}

QSize PlanBar::sizeHint() const
{
    return {QWidget::sizeHint().width(), Metrics(this).planBar()};
}

void PlanBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, themeOf(this).border);
}

} // namespace pthf

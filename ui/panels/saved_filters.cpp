// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/saved_filters.h"

#include <QDataStream>
#include <QIODevice>
#include <QMenu>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

constexpr qsizetype kMaxFilters = 20;
/// Of a state that was written by this version; others are ignored.
constexpr quint32 kStateVersion = 1;

QueryMode modeOf(int number)
{
    return number == static_cast<int>(QueryMode::Glob) ? QueryMode::Glob
        : number == static_cast<int>(QueryMode::Regex) ? QueryMode::Regex
                                                       : QueryMode::Text;
}

QString titleOf(const TableFilter& filter)
{
    const QString shown = shownText(filter.query).replace(QLatin1Char('&'), QStringLiteral("&&"));
    switch (filter.mode) {
    case QueryMode::Text:
        return shown;
    case QueryMode::Glob:
        return SavedFilters::tr("%1 (a*b)").arg(shown);
    case QueryMode::Regex:
        return SavedFilters::tr("%1 (.*)").arg(shown);
    }
    return shown;
}

} // namespace

SavedFilters::SavedFilters(QWidget* parent)
    : QToolButton(parent)
{
    setObjectName(QStringLiteral("savedFilters"));
    setText(tr("Saved"));
    setIcon(themedIcon(Icon::Star));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setToolTip(tr("Filters that were kept"));
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setButtonKind(this, ButtonKind::Normal);
    auto* menu = new QMenu(this);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillMenu(*menu); });
    setMenu(menu);
}

void SavedFilters::keep(const TableFilter& filter)
{
    if (filter.query.isEmpty()) {
        return;
    }
    m_filters.removeAll(filter);
    m_filters.prepend(filter);
    m_filters = m_filters.first(qMin(m_filters.size(), kMaxFilters));
}

void SavedFilters::fillMenu(QMenu& menu)
{
    menu.clear();
    QAction* keepThis = menu.addAction(themedIcon(Icon::Plus), tr("Save this filter"));
    keepThis->setEnabled(!m_current.query.isEmpty() && !m_filters.contains(m_current));
    connect(keepThis, &QAction::triggered, this, [this] { keep(m_current); });
    QAction* forget = menu.addAction(themedIcon(Icon::Drop), tr("Forget this filter"));
    forget->setEnabled(m_filters.contains(m_current));
    connect(forget, &QAction::triggered, this, [this] { m_filters.removeAll(m_current); });
    menu.addSeparator();
    for (const TableFilter& filter : m_filters) {
        QAction* action = menu.addAction(titleOf(filter));
        connect(action, &QAction::triggered, this, [this, filter] { Q_EMIT chosen(filter); });
    }
    if (m_filters.isEmpty()) {
        menu.addAction(tr("No filters yet"))->setEnabled(false);
    }
}

QByteArray SavedFilters::state() const
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << kStateVersion << static_cast<qint32>(m_current.mode) << m_current.query;
    stream << static_cast<qint32>(m_filters.size());
    for (const TableFilter& filter : m_filters) {
        stream << static_cast<qint32>(filter.mode) << filter.query;
    }
    return bytes;
}

void SavedFilters::restoreState(const QByteArray& state)
{
    QDataStream stream(state);
    stream.setVersion(QDataStream::Qt_6_4);
    quint32 version = 0;
    qint32 mode = 0;
    qint32 count = 0;
    QString query;
    stream >> version >> mode >> query >> count;
    if (stream.status() != QDataStream::Ok || version != kStateVersion || count < 0 || count > kMaxFilters) {
        return;
    }
    const TableFilter current{modeOf(mode), query};
    QList<TableFilter> filters;
    for (qint32 i = 0; i < count; ++i) {
        stream >> mode >> query;
        filters.append({modeOf(mode), query});
    }
    if (stream.status() != QDataStream::Ok) {
        return;
    }
    m_current = current;
    m_filters = filters;
    Q_EMIT chosen(current);
}

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/plan_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/style_frames.h"
#include "ui/base/text.h"
#include "ui/delegates/cell_paint.h"
#include "ui/models/plan_model.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/rich_line.h"

namespace pthf {

namespace {

constexpr int kPadding = 10;
constexpr int kMostRows = 6;
constexpr int kCatch = 6; ///< a click this far beside a check box means it

/// A change of the plan: check box, icon, name over effect.
class ChangeDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static QRect checkPlace(const QRect& row, const Metrics& metrics)
    {
        const int side = metrics.scaled(14);
        return {row.left() + kPadding, row.top() + metrics.scaled(7) + (metrics.line() - side) / 2, side, side};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = themeOf(option.widget);
        const Metrics metrics(option.font);
        painter->save();
        paintCellGround(*painter, option);
        painter->fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, theme.border);
        const bool isOn = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        QStyle::State state = QStyle::State_Enabled;
        state.setFlag(QStyle::State_On, isOn);
        const QRect check = checkPlace(option.rect, metrics);
        paintCheckBox(*painter, check, state, theme);
        QRect rest = option.rect.adjusted(0, metrics.scaled(7), -metrics.scaled(30), -metrics.scaled(5));
        rest.setLeft(check.right() + metrics.scaled(9));
        const QRect name(rest.left(), rest.top(), rest.width(), metrics.line());
        paintIcon(*painter, static_cast<Icon>(index.data(IconRole).toInt()),
            QRectF(name.left(), name.top(), metrics.icon(), name.height()), theme.muted);
        const int indent = metrics.icon() + metrics.scaled(9);
        RichLine(index.data(Qt::DisplayRole).toString())
            .paint(*painter, name.adjusted(indent, 0, 0, 0), mediumFont(option.font), isOn ? theme.text : theme.muted,
                theme);
        const QFont small = smallFont(option.font);
        const QRect effect = rest.adjusted(indent, metrics.line() + 1, 0, 0);
        painter->setFont(small);
        painter->setPen(theme.muted);
        painter->drawText(effect, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine,
            QFontMetrics(small).elidedText(index.data(DetailRole).toString(), Qt::ElideRight, effect.width()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const override
    {
        const Metrics metrics(option.font);
        return {0, metrics.line() + QFontMetrics(smallFont(option.font)).height() + metrics.scaled(16)};
    }
};

QLabel* mutedLabel(QWidget* parent)
{
    auto* label = new ElidedLabel(parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setFont(smallFont(label->font()));
    return label;
}

} // namespace

PlanPanel::PlanPanel(PlanModel& model, QUndoStack& history, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_undo(history)
    , m_view(new QListView(this))
{
    setObjectName(QStringLiteral("planPanel"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_view->setObjectName(QStringLiteral("planList"));
    m_view->setAccessibleName(tr("Changes of the plan"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setDragDropMode(QAbstractItemView::InternalMove);
    m_view->setDefaultDropAction(Qt::MoveAction);
    m_view->setDropIndicatorShown(true);
    m_view->setItemDelegate(new ChangeDelegate(m_view));
    m_view->setModel(&model);
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    m_view->setToolTip(
        tr("Drag a change, or press Alt with Up or Down, to move it; Enter edits it, Delete takes it away"));
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &PlanPanel::showRowMenu);
    connect(m_view, &QListView::doubleClicked, this,
        [this](const QModelIndex& index) { Q_EMIT editRequested(index.row()); });
    m_complaint = new QLabel(this);
    m_complaint->setObjectName(QStringLiteral("planComplaint"));
    m_complaint->setWordWrap(true);
    m_complaint->setTextFormat(Qt::PlainText);
    m_complaint->setContentsMargins(kPadding, 6, kPadding, 6);
    m_complaint->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(m_view);
    column->addWidget(m_complaint);
    column->addWidget(makeFoot());
    connect(&model, &QAbstractItemModel::modelReset, this, &PlanPanel::refresh);
    connect(&model, &QAbstractItemModel::dataChanged, this, &PlanPanel::refresh);
    refresh();
}

QWidget* PlanPanel::makeHead()
{
    auto* head = new Pane(Pane::Look::Bar, this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(kPadding, 2, kPadding, 3);
    row->setSpacing(8);
    auto* title = new QLabel(tr("Plan"), head);
    title->setFont(strongFont(title->font()));
    m_count = mutedLabel(head);
    auto* add = new QToolButton(head);
    add->setObjectName(QStringLiteral("addChangeButton"));
    add->setText(tr("Add"));
    add->setToolTip(tr("Add a change to the plan"));
    add->setIcon(themedIcon(Icon::Plus, IconTint::Text));
    add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add->setFocusPolicy(Qt::TabFocus);
    setButtonKind(add, ButtonKind::Row);
    connect(add, &QToolButton::clicked, this, &PlanPanel::addRequested);
    auto* history = new QToolButton(head);
    history->setObjectName(QStringLiteral("historyButton"));
    history->setText(tr("History"));
    history->setToolTip(tr("Go back to an earlier state of the plan, or forward again"));
    history->setIcon(themedIcon(Icon::Clock, IconTint::Text));
    history->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    history->setFocusPolicy(Qt::TabFocus);
    history->setPopupMode(QToolButton::InstantPopup);
    setButtonKind(history, ButtonKind::Row);
    m_history = new QMenu(history);
    m_history->setObjectName(QStringLiteral("historyMenu"));
    connect(m_history, &QMenu::aboutToShow, this, &PlanPanel::listHistory);
    history->setMenu(m_history);
    row->addWidget(title);
    row->addWidget(m_count, 1);
    row->addWidget(history);
    row->addWidget(add);
    return head;
}

QWidget* PlanPanel::makeFoot()
{
    auto* foot = new Pane(Pane::Look::Bar, this);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(kPadding, 3, kPadding, 4);
    row->setSpacing(8);
    auto* caption = mutedLabel(foot);
    caption->setText(tr("Result"));
    m_result = new QLabel(foot);
    m_result->setFont(strongFont(m_result->font()));
    m_before = mutedLabel(foot);
    auto* rows = new QPushButton(tr("All rows…"), foot);
    rows->setObjectName(QStringLiteral("plannedRowsButton"));
    rows->setToolTip(tr("Every row before and after"));
    setButtonKind(rows, ButtonKind::Link);
    connect(rows, &QPushButton::clicked, this, &PlanPanel::plannedRowsRequested);
    auto* recipe = new QPushButton(tr("Save as recipe…"), foot);
    recipe->setObjectName(QStringLiteral("saveRecipeButton"));
    setButtonKind(recipe, ButtonKind::Link);
    connect(recipe, &QPushButton::clicked, this, &PlanPanel::recipeRequested);
    row->addWidget(caption);
    row->addWidget(m_result);
    row->addWidget(m_before, 1);
    row->addWidget(rows);
    row->addWidget(recipe);
    m_allRows = rows;
    m_foot = foot;
    return foot;
}

void PlanPanel::setResult(std::uint64_t bytesAfter, std::uint64_t bytesBefore)
{
    m_result->setText(shownSize(bytesAfter));
    m_before->setText(tr("was %1").arg(shownSize(bytesBefore)));
}

void PlanPanel::setComplaint(const QString& complaint)
{
    QPalette palette = m_complaint->palette();
    palette.setColor(QPalette::WindowText, themeOf(this).error.color);
    m_complaint->setPalette(palette);
    m_complaint->setText(complaint);
    m_complaint->setVisible(!complaint.isEmpty());
}

void PlanPanel::refresh()
{
    const int rows = m_model.rowCount();
    m_count->setText(rows == 0 ? tr("no changes") : tr("%n changes, applied top to bottom", nullptr, rows));
    for (int row = 0; row < rows; ++row) {
        const QModelIndex index = m_model.index(row);
        if (m_view->indexWidget(index) != nullptr) {
            continue;
        }
        auto* place = new QWidget;
        auto* layout = new QHBoxLayout(place);
        layout->setContentsMargins(0, 3, 4, 0);
        layout->addStretch();
        auto* remove = new QToolButton(place);
        remove->setObjectName(QLatin1String("removeChange") + QString::number(row));
        remove->setIcon(themedIcon(Icon::Close));
        remove->setIconSize({Metrics(this).scaled(12), Metrics(this).scaled(12)});
        remove->setToolTip(tr("Take this change away"));
        remove->setAccessibleName(tr("Take away: %1").arg(index.data().toString()));
        setButtonKind(remove, ButtonKind::Flat);
        const QPersistentModelIndex kept(index);
        connect(
            remove, &QToolButton::clicked, this,
            [this, kept] {
                if (kept.isValid()) {
                    removeRow(kept.row());
                }
            },
            Qt::QueuedConnection); // the press resets the model, and with it this button
        layout->addWidget(remove, 0, Qt::AlignTop);
        m_view->setIndexWidget(index, place);
    }
    const int shown = qMin(rows, kMostRows);
    m_view->setFixedHeight(shown == 0 ? 0 : shown * m_view->sizeHintForRow(0));
}

void PlanPanel::removeRow(int row)
{
    m_model.removeRows(row, 1);
    const int rows = m_model.rowCount();
    if (rows > 0) {
        m_view->setCurrentIndex(m_model.index(qMin(row, rows - 1)));
    }
}

void PlanPanel::moveCurrent(int by)
{
    const int from = m_view->currentIndex().row();
    const int to = from + by;
    if (from >= 0 && to >= 0 && to < m_model.rowCount()) {
        m_model.move(from, to);
        m_view->setCurrentIndex(m_model.index(to));
    }
}

void PlanPanel::listHistory()
{
    m_history->clear();
    const auto add = [this](int state, const QString& text) {
        QAction* action = m_history->addAction(QString(text).replace(u'&', u"&&"_qs));
        action->setCheckable(true);
        action->setChecked(state == m_undo.index());
        connect(action, &QAction::triggered, this, [this, state] { m_undo.setIndex(state); });
    };
    add(0, tr("As it was opened"));
    for (int i = 0; i < m_undo.count(); ++i) {
        add(i + 1, m_undo.text(i));
    }
}

void PlanPanel::showRowMenu(const QPoint& position)
{
    const QModelIndex index = m_view->indexAt(position);
    if (!index.isValid()) {
        return;
    }
    const int row = index.row();
    const bool isOn = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    QMenu menu;
    menu.addAction(tr("Edit…"), this, [this, row] { Q_EMIT editRequested(row); });
    menu.addAction(isOn ? tr("Leave out") : tr("Switch on"), this, [this, row] { toggle(row); });
    menu.addAction(tr("Move up"), this, [this] { moveCurrent(-1); })->setEnabled(row > 0);
    menu.addAction(tr("Move down"), this, [this] { moveCurrent(1); })->setEnabled(row + 1 < m_model.rowCount());
    menu.addSeparator();
    menu.addAction(themedIcon(Icon::Drop), tr("Take away"), this, [this, row] { removeRow(row); });
    menu.addSeparator();
    menu.addAction(tr("Apply a recipe…"), this, &PlanPanel::applyRecipeRequested);
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

void PlanPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // A narrow panel leaves out what a menu has, too.
    m_allRows->setVisible(true);
    m_allRows->setVisible(m_foot->layout()->sizeHint().width() <= width());
}

void PlanPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        refresh();
    }
}

bool PlanPanel::eventFilter(QObject* watched, QEvent* event)
{
    // The rows have widgets of their own (×), and Qt asks no delegate about such rows: check boxes are served here.
    if (watched == m_view->viewport() && event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const QModelIndex index = m_view->indexAt(mouse->pos());
        const QRect check = ChangeDelegate::checkPlace(m_view->visualRect(index), Metrics(m_view));
        if (index.isValid() && mouse->button() == Qt::LeftButton
            && check.adjusted(-kCatch, -kCatch, kCatch, kCatch).contains(mouse->pos())) {
            toggle(index.row());
        }
    }
    if (watched == m_view && event->type() == QEvent::KeyPress && m_view->currentIndex().isValid()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Delete) {
            removeRow(m_view->currentIndex().row());
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            Q_EMIT editRequested(m_view->currentIndex().row());
            return true;
        }
        if (key->key() == Qt::Key_Space) {
            toggle(m_view->currentIndex().row());
            return true;
        }
        if (key->modifiers() == Qt::AltModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            moveCurrent(key->key() == Qt::Key_Up ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void PlanPanel::toggle(int row)
{
    const QModelIndex index = m_model.index(row);
    const bool isOn = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    m_model.setData(index, isOn ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace pthf

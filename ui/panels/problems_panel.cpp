// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/problems_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/delegates/cell_paint.h"
#include "ui/models/problem_list_model.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/rich_line.h"

namespace pthf {

namespace {

constexpr int kMostRows = 4; ///< more scroll
constexpr int kPadding = 10;

/// Icon and sentence of a finding, up to its row's buttons.
class FindingDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = themeOf(option.widget);
        const Metrics metrics(option.font);
        painter->save();
        paintCellGround(*painter, option);
        if (index.row() > 0) {
            painter->fillRect(option.rect.left(), option.rect.top(), option.rect.width(), 1, theme.border);
        }
        const bool isMended = index.data(IsMendedRole).toBool();
        const auto severity = static_cast<Severity>(index.data(SeverityRole).toInt());
        QRect rest = option.rect.adjusted(kPadding, 0, -kPadding, 0);
        paintIcon(*painter, isMended ? Icon::Ok : iconOf(severity),
            QRectF(rest.left(), rest.top(), metrics.icon(), rest.height()),
            isMended ? theme.success.color : theme.severity(severity).color);
        rest.setLeft(rest.left() + metrics.icon() + metrics.scaled(9));
        const auto* view = qobject_cast<const QListView*>(option.widget);
        if (const QWidget* buttons = view == nullptr ? nullptr : view->indexWidget(index)) {
            rest.setRight(rest.right() - buttons->sizeHint().width());
        }
        RichLine(index.data(Qt::DisplayRole).toString())
            .paint(*painter, rest, option.font, isMended ? theme.muted : theme.text, theme);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const override
    {
        return {0, Metrics(option.font).finding()};
    }
};

} // namespace

ProblemsPanel::ProblemsPanel(ProblemListModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_head(new QToolButton(this))
    , m_summary(new ElidedLabel(this))
    , m_view(new QListView(this))
{
    setObjectName(QStringLiteral("problemsPanel"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_head->setObjectName(QStringLiteral("findingsHead"));
    m_head->setText(tr("Findings"));
    m_head->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_head->setFont(strongFont(font()));
    m_head->setIconSize(QSize(12, 12) * Metrics(this).scale());
    m_head->setFocusPolicy(Qt::TabFocus);
    setButtonKind(m_head, ButtonKind::Flat);
    connect(m_head, &QToolButton::clicked, this, [this] {
        setFolded(!isFolded());
        Q_EMIT folded(isFolded());
    });
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    m_summary->setFont(smallFont(font()));

    m_view->setObjectName(QStringLiteral("findingsList"));
    m_view->setAccessibleName(tr("Findings"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setUniformItemSizes(true);
    m_view->setItemDelegate(new FindingDelegate(m_view));
    m_view->setModel(&model);

    auto* bar = new Pane(Pane::Look::Bar, this);
    auto* head = new QHBoxLayout(bar);
    head->setContentsMargins(2, 0, kPadding, 1);
    head->setSpacing(2);
    head->addWidget(m_head);
    head->addWidget(m_summary, 1);
    m_scanState = new QLabel(bar);
    m_scanState->setForegroundRole(QPalette::PlaceholderText);
    m_scanState->setFont(smallFont(font()));
    m_scan = new QPushButton(tr("Scan all values"), bar);
    m_scan->setObjectName(QStringLiteral("findingsScan"));
    setButtonKind(m_scan, ButtonKind::Link);
    connect(m_scan, &QPushButton::clicked, this, &ProblemsPanel::scanRequested);
    head->addWidget(m_scanState);
    head->addWidget(m_scan);
    m_scan->hide();
    auto* line = new QFrame(this);
    line->setFrameShape(QFrame::HLine);
    line->setFixedHeight(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(line);
    column->addWidget(bar);
    column->addWidget(m_view);
    connect(&model, &QAbstractItemModel::modelReset, this, &ProblemsPanel::refresh);
    connect(&model, &QAbstractItemModel::dataChanged, this, &ProblemsPanel::refresh);
    setFolded(false);
    refresh();
}

void ProblemsPanel::setFolded(bool isFolded)
{
    m_view->setVisible(!isFolded);
    m_head->setIcon(themedIcon(isFolded ? Icon::ChevronRight : Icon::ChevronDown));
    m_head->setAccessibleDescription(isFolded ? tr("Folded") : tr("Unfolded"));
    layOut();
}

void ProblemsPanel::setScan(const QString& state, ScanOffer offer)
{
    m_scanState->setText(state);
    m_scan->setVisible(offer == ScanOffer::Offered);
}

bool ProblemsPanel::isFolded() const
{
    return m_view->isHidden();
}

void ProblemsPanel::refresh()
{
    m_summary->setText(m_model.summary());
    for (int row = 0; row < m_model.rowCount(); ++row) {
        m_view->setIndexWidget(m_model.index(row), makeButtons(row));
    }
    layOut();
}

QWidget* ProblemsPanel::makeButtons(int row)
{
    const QModelIndex index = m_model.index(row);
    auto* place = new QWidget;
    auto* layout = new QHBoxLayout(place);
    layout->setContentsMargins(kPadding, 0, kPadding, 0);
    layout->setSpacing(8);
    layout->addStretch();
    const QString finding = index.data().toString();
    const auto add = [&](const QString& text, ButtonKind kind, const QString& name) {
        auto* button = new QPushButton(text, place);
        button->setObjectName(name + QString::number(row));
        button->setAccessibleDescription(finding);
        setButtonKind(button, kind);
        layout->addWidget(button);
        return button;
    };
    const QPersistentModelIndex kept(index);
    if (const QString fix = index.data(ProblemListModel::FixLabelRole).toString(); !fix.isEmpty()) {
        // Queued: what the press does resets the model, and with it this button.
        connect(
            add(fix, ButtonKind::RowMend, QStringLiteral("mend")), &QPushButton::clicked, this,
            [this, kept] {
                if (kept.isValid()) {
                    m_model.mend(kept.row());
                }
            },
            Qt::QueuedConnection);
    }
    if (index.data(ProblemListModel::HasPlaceRole).toBool() && !index.data(IsMendedRole).toBool()) {
        connect(add(tr("Show"), ButtonKind::Row, QStringLiteral("show")), &QPushButton::clicked, this, [this, kept] {
            if (kept.isValid()) {
                Q_EMIT showRequested(m_model.stateAt(kept.row()).finding.path);
            }
        });
    }
    if (index.data(ProblemListModel::CanMapDevicesRole).toBool()) {
        connect(add(tr("Map devices…"), ButtonKind::Row, QStringLiteral("map")), &QPushButton::clicked, this,
            &ProblemsPanel::mapDevicesRequested);
    }
    if (index.data(ProblemListModel::CanSalvageRole).toBool()) {
        connect(add(tr("Save what is whole…"), ButtonKind::RowMend, QStringLiteral("salvage")), &QPushButton::clicked,
            this, &ProblemsPanel::salvageRequested);
    }
    if (index.data(ProblemListModel::CanUndoRole).toBool()) {
        QPushButton* undo = add(tr("Undo"), ButtonKind::Flat, QStringLiteral("undo"));
        undo->setIcon(themedIcon(Icon::Undo));
        connect(
            undo, &QPushButton::clicked, this,
            [this, kept] {
                if (kept.isValid()) {
                    m_model.undo(kept.row());
                }
            },
            Qt::QueuedConnection);
    }
    return place;
}

QSize ProblemsPanel::sizeHint() const
{
    const Metrics metrics(this);
    const int rows = isFolded() ? 0 : qMin(m_model.rowCount(), kMostRows);
    return {metrics.scaled(600), 1 + metrics.panelHead() + rows * metrics.finding()};
}

void ProblemsPanel::layOut()
{
    const Metrics metrics(this);
    m_head->parentWidget()->setFixedHeight(metrics.panelHead());
    m_head->setFixedHeight(metrics.panelHead() - 2);
    setFixedHeight(sizeHint().height());
}

void ProblemsPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        layOut();
    }
}

} // namespace pthf

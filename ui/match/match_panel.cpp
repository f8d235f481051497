// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/match/match_panel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/match/row_choices.h"
#include "core/text/utf8.h"
#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/match/match_delegate.h"
#include "ui/match/match_details.h"
#include "ui/match/match_head.h"
#include "ui/match/reference_dialog.h"
#include "ui/widgets/filter_edit.h"
#include "ui/widgets/tree_view.h"
#include "ui/words/core_text.h"
#include "ui/words/error_text.h"

namespace pthf {

namespace {

// LOOK 6, at a font of 13.
constexpr int kNameWidth = 284;
constexpr int kShapeWidth = 132;
constexpr int kMarkWidth = 30;
constexpr int kModelWidth = 232;
constexpr int kDetailsWidth = 352;
constexpr std::size_t kMostNotes = 4;

} // namespace

MatchPanel::MatchPanel(MatchSession& session, QMenu* with, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(session)
{
    setObjectName(QStringLiteral("matchPanel"));
    m_pages = new QStackedWidget(this);
    buildCorner();
    m_pages->addWidget(buildEmpty(with));
    m_pages->addWidget(buildMatch(with));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    connectAll();
    showResult();
}

QWidget* MatchPanel::buildEmpty(QMenu* with)
{
    auto* page = new QWidget(m_pages);
    auto* layout = new QVBoxLayout(page);
    const Metrics metrics(this);
    layout->setSpacing(metrics.scaled(10));
    auto* words =
        new QLabel(tr("Lay this checkpoint over what a model expects: another checkpoint, a text of names and "
                      "shapes, or the words of an error"),
            page);
    words->setWordWrap(true);
    words->setAlignment(Qt::AlignCenter);
    words->setForegroundRole(QPalette::PlaceholderText);
    auto* button = new QToolButton(page);
    button->setObjectName(QStringLiteral("matchWithHere"));
    button->setText(tr("Match with…"));
    button->setIcon(themedIcon(Icon::Match));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(with);
    setButtonKind(button, ButtonKind::Normal);
    m_failure = new QLabel(page);
    m_failure->setObjectName(QStringLiteral("matchFailure"));
    m_failure->setTextFormat(Qt::PlainText);
    m_failure->setWordWrap(true);
    m_failure->setAlignment(Qt::AlignCenter);
    m_failure->hide();
    layout->addStretch(1);
    layout->setContentsMargins(metrics.scaled(40), 0, metrics.scaled(40), 0);
    layout->addWidget(words);
    layout->addWidget(button, 0, Qt::AlignCenter);
    m_paste =
        new QPushButton(themedIcon(Icon::Warning, IconTint::OnAccent), tr("Match the error in the clipboard"), page);
    m_paste->setObjectName(QStringLiteral("matchClipboardHere"));
    setButtonKind(m_paste, ButtonKind::Primary);
    connect(m_paste, &QPushButton::clicked, this,
        [this] { m_session.matchText(QGuiApplication::clipboard()->text(), tr("pasted error")); });
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &MatchPanel::offerClipboard);
    m_paste->hide();
    layout->addWidget(m_paste, 0, Qt::AlignCenter);
    layout->addWidget(m_failure);
    layout->addStretch(2);
    return page;
}

void MatchPanel::offerClipboard()
{
    if (isVisible()) { // else when it is shown
        m_paste->setVisible(hasErrorInClipboard());
    }
}

void MatchPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    offerClipboard();
}

QWidget* MatchPanel::buildMatch(QMenu* with)
{
    auto* page = new QWidget(m_pages);
    const Metrics metrics(this);
    m_head = new MatchHead(m_session, with, page);
    connect(m_head, &MatchHead::stateChosen, this, &MatchPanel::setState);
    m_splitter = new QSplitter(Qt::Horizontal, page);
    m_splitter->setChildrenCollapsible(false);
    buildTree();
    m_details = new MatchDetails(m_session, m_splitter);
    auto* beside = new QWidget(m_splitter);
    m_detailsColumn = new QVBoxLayout(beside);
    m_detailsColumn->setContentsMargins(0, 0, 0, 0);
    m_detailsColumn->setSpacing(0);
    auto* scrolled = new QScrollArea(beside); // large type needs more height than a small window has
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setWidgetResizable(true);
    scrolled->setFocusPolicy(Qt::NoFocus);
    scrolled->setBackgroundRole(QPalette::Base);
    m_details->setBackgroundRole(QPalette::Base);
    scrolled->setWidget(m_details);
    m_splitter->addWidget(m_tree);
    m_detailsColumn->addWidget(scrolled, 1);
    m_splitter->addWidget(beside);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({metrics.scaled(1280 - kDetailsWidth), metrics.scaled(kDetailsWidth)});
    m_notes = new QLabel(page);
    m_notes->setObjectName(QStringLiteral("matchNotes"));
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setWordWrap(true);
    m_notes->setForegroundRole(QPalette::PlaceholderText);
    m_notes->setMargin(metrics.scaled(6));

    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_notes);
    return page;
}

void MatchPanel::buildTree()
{
    m_tree = new TreeView(m_splitter);
    m_tree->setObjectName(QStringLiteral("matchTree"));
    m_tree->setAccessibleName(tr("File and model side by side"));
    m_tree->setModel(&m_model);
    m_tree->setItemDelegate(new MatchDelegate(m_tree));
    m_tree->setDragEnabled(true);
    m_tree->setAcceptDrops(true);
    m_tree->setDropIndicatorShown(true);
    m_tree->setDragDropMode(QAbstractItemView::DragDrop);
    m_tree->setDefaultDropAction(Qt::LinkAction);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->header()->setStretchLastSection(true);
    m_tree->header()->setSectionsMovable(false);
    m_tree->header()->setMinimumSectionSize(Metrics(this).scaled(kMarkWidth)); // else Qt makes the marks wider
    fitColumns();
}

void MatchPanel::fitColumns()
{
    const Metrics metrics(this);
    m_tree->header()->resizeSection(MatchTreeModel::InFile, metrics.scaled(kNameWidth));
    m_tree->header()->resizeSection(MatchTreeModel::Shape, metrics.scaled(kShapeWidth));
    m_tree->header()->resizeSection(MatchTreeModel::Mark, metrics.scaled(kMarkWidth));
    m_tree->header()->resizeSection(MatchTreeModel::InModel, metrics.scaled(kModelWidth));
}

void MatchPanel::buildCorner()
{
    m_corner = new QWidget;
    auto* row = new QHBoxLayout(m_corner);
    row->setContentsMargins(0, 0, 0, 0);
    m_order = new QToolButton(m_corner);
    m_order->setObjectName(QStringLiteral("problemsFirst"));
    m_order->setText(tr("Problems first"));
    m_order->setToolTip(tr("Rows that differ stand before those that do not"));
    m_order->setIcon(themedIcon(Icon::Filter));
    m_order->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_order->setCheckable(true);
    m_order->setChecked(true);
    setButtonKind(m_order, ButtonKind::Flat);
    m_filter = new FilterEdit(FilterEdit::Tokens::Off, m_corner);
    m_filter->setObjectName(QStringLiteral("matchFilter"));
    m_filter->setPlaceholderText(tr("Filter keys"));
    m_filter->setAccessibleName(tr("Filter keys"));
    m_filter->setMaximumWidth(Metrics(this).scaled(190)); // it gives way, the words beside it do not
    m_filter->setMinimumWidth(Metrics(this).scaled(80));
    m_order->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    row->addWidget(m_order);
    row->addWidget(m_filter);
}

void MatchPanel::connectAll()
{
    connect(&m_session, &MatchSession::changed, this, &MatchPanel::showResult);
    connect(&m_session, &MatchSession::started, this, [this] { m_failure->hide(); });
    connect(&m_session, &MatchSession::failed, this, [this](const QString& name, const Error& error) {
        m_failure->setText(QString(shownText(name) % u": " % errorText(error)));
        m_failure->show();
        m_notes->setText(m_failure->text());
        m_notes->show();
    });
    connect(&m_model, &MatchTreeModel::linkRequested, &m_session, &MatchSession::link);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &MatchPanel::showRow);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &MatchPanel::showMenu);
    connect(m_details, &MatchDetails::reportRequested, this, &MatchPanel::reportRequested);
    connect(m_details, &MatchDetails::operationWanted, this, &MatchPanel::operationWanted);
    connect(m_order, &QToolButton::toggled, this, [this](bool isOn) {
        MatchFilter filter = m_model.filter();
        filter.areProblemsFirst = isOn;
        m_model.setFilter(filter);
        openProblems();
    });
    connect(m_filter, &FilterEdit::queryChanged, this, [this](const QString& text) {
        MatchFilter filter = m_model.filter();
        filter.text = text;
        m_model.setFilter(filter);
        openProblems();
    });
}

void MatchPanel::setState(std::optional<MatchState> state)
{
    MatchFilter filter = m_model.filter();
    filter.state = state;
    m_model.setFilter(filter);
    openProblems();
}

void MatchPanel::showResult()
{
    const MatchResultPtr& result = m_session.result();
    m_pages->setCurrentIndex(result ? 1 : 0);
    m_order->setVisible(result != nullptr); // there is nothing to order or filter yet
    m_filter->setVisible(result != nullptr);
    const QString current = m_tree->currentIndex().data(CopyRole).toString();
    m_model.refresh();
    if (!result) {
        m_details->refresh();
        return;
    }
    m_head->refresh();
    showNotes();
    openProblems();
    const QModelIndex same = current.isEmpty() ? QModelIndex() : m_model.indexOf(current);
    if (same.isValid()) {
        m_tree->setCurrentIndex(same);
        m_tree->scrollTo(same);
    }
    m_details->refresh();
    showRow();
}

void MatchPanel::showNotes()
{
    const std::vector<std::string>& notes = m_session.result()->notes;
    QStringList lines;
    for (std::size_t i = 0; i < std::min(notes.size(), kMostNotes); ++i) {
        lines.append(coreText(notes[i]));
    }
    m_notes->setText(lines.join(QLatin1Char('\n')));
    m_notes->setVisible(!lines.isEmpty());
}

void MatchPanel::openProblems()
{
    if (m_model.rowCount() == 0) {
        return;
    }
    m_tree->expand(m_model.index(0, 0));
    const QModelIndex problem = m_model.firstProblem();
    if (problem.isValid()) {
        for (QModelIndex above = problem.parent(); above.isValid(); above = above.parent()) {
            m_tree->expand(above);
        }
        m_tree->setCurrentIndex(problem);
    } else {
        m_tree->setCurrentIndex(m_model.index(0, 0));
    }
}

void MatchPanel::showRow()
{
    const QVariant row = m_tree->currentIndex().data(MatchTreeModel::PairRole);
    m_details->setRow(row.isValid() ? std::optional(row.toUInt()) : std::nullopt);
}

void MatchPanel::showMenu(const QPoint& position)
{
    const QModelIndex index = m_tree->indexAt(position).siblingAtColumn(MatchTreeModel::InFile);
    if (!index.isValid()) {
        return;
    }
    QMenu menu;
    const QString key = index.data(CopyRole).toString();
    QAction* copy = menu.addAction(themedIcon(Icon::Copy), tr("Copy name"));
    connect(copy, &QAction::triggered, this, [key] { QGuiApplication::clipboard()->setText(key); });
    const QVariant row = index.data(MatchTreeModel::PairRole);
    if (row.isValid()) {
        addChoices(menu, row.toUInt());
    }
    menu.exec(m_tree->viewport()->mapToGlobal(position));
}

/// What needs nothing to be filled in; the rest stands beside the tree.
void MatchPanel::addChoices(QMenu& menu, std::uint32_t row)
{
    const MatchResult& result = *m_session.result();
    for (const RowChoice& choice : choicesFor(result, result.match.rows[row])) {
        const auto add = [this](QMenu* to, const QString& text, const Operation& operation) {
            connect(to->addAction(text), &QAction::triggered, this, [this, operation] { m_session.write(operation); });
        };
        if (choice.kind == RowChoice::Kind::Renamed) {
            QMenu* links = menu.addMenu(tr("Link with"));
            for (std::size_t i = 0; i < choice.names.size(); ++i) {
                add(links, shownText(choice.names[i]), choice.operations[i]);
            }
        } else if (choice.kind == RowChoice::Kind::LeftOut) {
            menu.addSeparator();
            add(&menu, tr("Leave it out"), choice.operations.front());
        }
    }
}

QBoxLayout* MatchPanel::columnOfDetails() const
{
    return m_session.result() ? m_detailsColumn : nullptr;
}

void MatchPanel::find()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

QString MatchPanel::reportText() const
{
    const MatchResultPtr& result = m_session.result();
    return result ? toQString(result->strict.text) : QString();
}

} // namespace pthf

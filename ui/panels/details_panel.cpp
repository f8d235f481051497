// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/details_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/elide.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/folding_tabs.h"
#include "ui/widgets/pane.h"

namespace pthf {

namespace {

constexpr int kPadding = 12;

QLabel* plainLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

void mute(QLabel* label)
{
    label->setForegroundRole(QPalette::PlaceholderText);
}

/// The line below the tabs.
class TopLine final : public QWidget {
public:
    explicit TopLine(QWidget* parent)
        : QWidget(parent)
    {
        setFixedHeight(1);
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override { QPainter(this).fillRect(rect(), themeOf(this).border); }
};

} // namespace

DetailsPanel::DetailsPanel(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("detailsPanel"));
    setAccessibleName(tr("Details"));
    auto* ground = new Pane(Pane::Look::Base, this);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(ground);
    auto* column = new QVBoxLayout(ground);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeading());
    auto* pages = new FoldingTabs(ground);
    m_tabs = pages->bar();
    m_tabs->setObjectName(QStringLiteral("detailTabs"));
    m_tabs->setAccessibleName(tr("Pages of the details"));
    m_tabs->addTab(tr("Facts"));
    m_stack = new QStackedWidget(ground);
    m_stack->addWidget(makeFactsPage());
    column->addWidget(pages);
    column->addWidget(new TopLine(ground));
    column->addWidget(m_stack, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::tabBarClicked, this, [this](int tab) { m_wantedTab = tab; });
    clear();
}

QWidget* DetailsPanel::makeFactsPage()
{
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setBackgroundRole(QPalette::Base);
    auto* page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    auto* pageColumn = new QVBoxLayout(page);
    pageColumn->setContentsMargins(kPadding, 8, kPadding, 8);
    m_facts = new QWidget(page);
    m_grid = new QGridLayout(m_facts);
    pageColumn->addWidget(m_facts);
    m_empty = plainLabel(tr("Choose a row to see what is known of it"), page);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    mute(m_empty);
    pageColumn->addWidget(m_empty, 1);
    pageColumn->addStretch();
    m_factsColumn = pageColumn;
    area->setWidget(page);
    return area;
}

void DetailsPanel::addPage(TensorPage* page)
{
    page->setParent(m_stack);
    page->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // no page is in the way of a narrow pane
    m_pages.append(page);
    m_tabs->addTab(page->title());
    m_stack->addWidget(page);
    m_tabs->setTabEnabled(m_tabs->count() - 1, false);
}

void DetailsPanel::setFootOfFacts(TensorPage* foot)
{
    m_foot = foot;
    foot->setParent(m_factsColumn->parentWidget());
    foot->setVisible(false);
    m_factsColumn->insertWidget(m_factsColumn->count() - 1, foot);
}

void DetailsPanel::setSubject(const TensorSubject& subject)
{
    for (int tab = 1; tab < m_tabs->count(); ++tab) {
        m_tabs->setTabEnabled(tab, subject.isTensor());
    }
    m_tabs->setCurrentIndex(subject.isTensor() ? m_wantedTab : 0);
    for (TensorPage* page : m_pages) {
        page->setSubject(subject);
    }
    if (m_foot != nullptr) {
        m_foot->setSubject(subject);
        m_foot->setVisible(subject.isTensor());
    }
}

QWidget* DetailsPanel::makeHeading()
{
    auto* heading = new QWidget(this);
    auto* rows = new QVBoxLayout(heading);
    rows->setContentsMargins(kPadding, 8, kPadding, 6);
    rows->setSpacing(2);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_icon = new IconLabel(Icon::Tensor, IconTint::Muted, 16, IconLabel::Ground::None, heading);
    m_title = plainLabel({}, heading);
    m_title->setObjectName(QStringLiteral("detailsTitle"));
    m_title->setFont(strongFont(fixedFont(m_title->font())));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copy = new QToolButton(heading);
    m_copy->setObjectName(QStringLiteral("copyPathButton"));
    m_copy->setIcon(themedIcon(Icon::Copy));
    m_copy->setToolTip(tr("Copy the path"));
    m_copy->setAccessibleName(tr("Copy the path"));
    m_copy->setFocusPolicy(Qt::TabFocus);
    setButtonKind(m_copy, ButtonKind::Flat);
    connect(m_copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(m_details.copyText); });
    row->addWidget(m_icon);
    row->addWidget(m_title, 1);
    row->addWidget(m_copy);
    m_pin = new QToolButton(heading);
    m_pin->setObjectName(QStringLiteral("pinDetails"));
    m_pin->setIcon(themedIcon(Icon::Pin));
    m_pin->setCheckable(true);
    m_pin->setToolTip(tr("Keep these details while other rows are chosen"));
    m_pin->setAccessibleName(m_pin->toolTip());
    m_pin->setFocusPolicy(Qt::TabFocus);
    setButtonKind(m_pin, ButtonKind::Flat);
    connect(m_pin, &QToolButton::toggled, this, [this](bool isPinned) {
        m_pin->setIcon(themedIcon(Icon::Pin, isPinned ? IconTint::Accent : IconTint::Muted));
        Q_EMIT pinned(isPinned);
    });
    for (QToolButton* button : {m_copy, m_pin}) {
        QSizePolicy policy = button->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        button->setSizePolicy(policy);
    }
    row->addWidget(m_pin);
    rows->addLayout(row);
    m_subtitle = plainLabel({}, heading);
    m_subtitle->setFont(smallFont(m_subtitle->font()));
    m_subtitle->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    mute(m_subtitle);
    rows->addWidget(m_subtitle);
    return heading;
}

void DetailsPanel::setDetails(const Details& details)
{
    if (details.title == m_details.title && details.facts == m_details.facts && details.subtitle == m_details.subtitle
        && details.icon == m_details.icon && !m_facts->isHidden()) {
        return; // the same row under the same plan: keep what is selected and focused
    }
    m_details = details;
    m_icon->setIcon(details.icon, IconTint::Muted);
    m_icon->show();
    m_copy->show();
    m_pin->show();
    m_subtitle->setText(details.subtitle);
    m_subtitle->setToolTip(details.subtitle);
    showTitle();
    // A new grid: taking rows out of a QGridLayout leaves their height behind.
    QWidget* old = m_facts;
    m_facts = new QWidget(old->parentWidget());
    m_grid = new QGridLayout(m_facts);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnMinimumWidth(0, Metrics(this).scaled(100));
    m_grid->setColumnStretch(1, 1);
    for (std::size_t row = 0; row < details.facts.size(); ++row) {
        addFact(int(row), details.facts[row]);
    }
    delete old->parentWidget()->layout()->replaceWidget(old, m_facts);
    old->hide(); // a menu's loop deletes nothing
    old->deleteLater();
    m_facts->show();
    m_empty->hide();
}

void DetailsPanel::clear()
{
    m_details = {};
    m_title->clear();
    m_title->setToolTip({});
    m_subtitle->setText(QStringLiteral(" ")); // its line stays: the tabs below do not jump
    m_icon->hide();
    m_copy->hide();
    m_pin->hide();
    const QSignalBlocker silent(m_pin);
    m_pin->setChecked(false);
    m_pin->setIcon(themedIcon(Icon::Pin));
    m_facts->hide();
    m_empty->show();
    setSubject({});
}

void DetailsPanel::addFact(int row, const DetailFact& fact)
{
    const Metrics metrics(this);
    auto* label = plainLabel(fact.label, m_facts);
    mute(label);
    m_grid->addWidget(label, row, 0, Qt::AlignLeft | Qt::AlignTop);
    m_grid->setRowMinimumHeight(row, metrics.factsRow());
    auto* line = new QHBoxLayout;
    line->setSpacing(6);
    line->setContentsMargins(0, 0, 0, 0);
    if (!fact.devices.isEmpty()) {
        line->addWidget(new ChipLabel(fact.devices, fact.newDevices, m_facts));
    } else if (!fact.newValue.isEmpty()) {
        line->addWidget(new ChangeLabel(fact.value, fact.newValue, m_facts), 1);
    } else if (fact.place) {
        auto* link = new QPushButton(fact.value, m_facts);
        setButtonKind(link, ButtonKind::Link);
        link->setFont(fixedFont(link->font()));
        connect(link, &QPushButton::clicked, this, [this, place = *fact.place] { Q_EMIT placeRequested(place); });
        line->addWidget(link);
    } else {
        auto* value = plainLabel(fact.value, m_facts);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setWordWrap(fact.detail.isEmpty());
        value->setAccessibleName(fact.label + QLatin1String(": ") + fact.value);
        if (fact.isFixedFont) {
            value->setFont(fixedFont(value->font()));
        }
        line->addWidget(value, fact.detail.isEmpty() ? 1 : 0);
    }
    if (!fact.detail.isEmpty()) {
        auto* detail = new ElidedLabel(fact.detail, m_facts);
        detail->setFont(smallFont(detail->font()));
        mute(detail);
        line->addWidget(detail, 1);
    } else {
        line->addStretch();
    }
    m_grid->addLayout(line, row, 1, Qt::AlignTop);
}

void DetailsPanel::showTitle()
{
    const int room = qMax(0, width() - 2 * kPadding - Metrics(this).scaled(60));
    m_title->setText(elidedKey(m_details.title, QLatin1Char('.'), QFontMetrics(m_title->font()), room));
    m_title->setToolTip(m_details.title);
    m_title->setAccessibleName(m_details.title);
}

void DetailsPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showTitle();
}

} // namespace pthf

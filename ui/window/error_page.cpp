// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/error_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/widgets/pane.h"
#include "ui/words/error_text.h"

namespace pthf {

namespace {

constexpr int kIconSize = 24;
constexpr int kColumnWidth = 620;

QLabel* wordsLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText); // names and messages come from files
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

ErrorPage::ErrorPage(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("errorPage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    const Metrics metrics(this);
    auto* column = new QWidget(this);
    column->setMaximumWidth(metrics.scaled(kColumnWidth));
    auto* words = new QVBoxLayout(column);
    words->setSpacing(metrics.scaled(10));

    m_title = wordsLabel(column);
    m_title->setObjectName(QStringLiteral("errorTitle"));
    QFont large = strongFont(font());
    large.setPointSizeF(large.pointSizeF() * 1.15);
    m_title->setFont(large);
    auto* head = new QHBoxLayout;
    head->addWidget(new IconLabel(Icon::Error, IconTint::Error, kIconSize, IconLabel::Ground::None, column));
    head->addWidget(m_title, 1);
    words->addLayout(head);
    m_file = wordsLabel(column);
    m_file->setForegroundRole(QPalette::PlaceholderText);
    m_detail = wordsLabel(column);
    m_detail->setObjectName(QStringLiteral("errorDetail"));
    m_detail->setFont(fixedFont(font()));
    m_advice = wordsLabel(column);
    for (QLabel* label : {m_file, m_detail, m_advice}) {
        words->addWidget(label);
    }

    auto* buttons = new QHBoxLayout;
    const auto addButton = [&](const QString& text, Icon icon) {
        auto* button = new QPushButton(themedIcon(icon), text, column);
        buttons->addWidget(button);
        return button;
    };
    QPushButton* open = addButton(tr("Open another file…"), Icon::Open);
    setButtonKind(open, ButtonKind::Primary);
    open->setIcon(themedIcon(Icon::Open, IconTint::OnAccent));
    QPushButton* retry = addButton(tr("Try again"), Icon::Repeat);
    QPushButton* copy = addButton(tr("Copy the message"), Icon::Copy);
    m_back = addButton(tr("Back to the open file"), Icon::Undo);
    buttons->addStretch(1);
    words->addSpacing(metrics.scaled(6));
    words->addLayout(buttons);

    auto* centred = new QHBoxLayout;
    centred->addStretch(1);
    centred->addWidget(column, 1000);
    centred->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->addStretch(2);
    layout->addLayout(centred);
    layout->addStretch(3);
    connect(open, &QPushButton::clicked, this, &ErrorPage::openRequested);
    connect(retry, &QPushButton::clicked, this, [this] { Q_EMIT retryRequested(m_path); });
    connect(m_back, &QPushButton::clicked, this, &ErrorPage::backRequested);
    connect(copy, &QPushButton::clicked, this, [this] {
        const QStringList parts{m_path, m_title->text(), m_detail->text(), m_advice->text()};
        QGuiApplication::clipboard()->setText(parts.join(u'\n'));
    });
}

void ErrorPage::show(const QString& path, const Error& error, WayBack wayBack)
{
    const ErrorWords words = errorWords(error);
    m_path = path;
    m_title->setText(words.title);
    m_file->setText(shownText(homePathText(path)));
    m_detail->setText(words.detail);
    m_advice->setText(words.advice);
    m_advice->setVisible(!words.advice.isEmpty());
    m_back->setVisible(wayBack == WayBack::ToDocument);
}

} // namespace pthf

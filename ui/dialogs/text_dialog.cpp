// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/text_dialog.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"

namespace pthf {

TextDialog::TextDialog(
    const QString& title, const QString& intro, const std::vector<TextPage>& pages, Font textFont, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("textDialog"));
    setWindowTitle(title);
    const Metrics metrics(this);
    auto* layout = new QVBoxLayout(this);
    if (!intro.isEmpty()) {
        auto* words = new QLabel(intro, this);
        words->setTextFormat(Qt::PlainText);
        words->setWordWrap(true);
        layout->addWidget(words);
    }
    auto* tabs = new QTabBar(this);
    tabs->setExpanding(false);
    tabs->setDrawBase(false);
    auto* stack = new QStackedWidget(this);
    for (const TextPage& page : pages) {
        tabs->addTab(page.title);
        auto* edit = new QPlainTextEdit(page.text, stack);
        edit->setReadOnly(true);
        edit->setAccessibleName(page.title);
        if (textFont == Font::Fixed) {
            edit->setFont(fixedFont(font()));
            edit->setLineWrapMode(QPlainTextEdit::NoWrap);
        }
        stack->addWidget(edit);
        m_first = m_first == nullptr ? edit : m_first;
    }
    tabs->setVisible(pages.size() > 1);
    connect(tabs, &QTabBar::currentChanged, stack, &QStackedWidget::setCurrentIndex);
    layout->addWidget(tabs);
    layout->addWidget(stack, 1);

    m_buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy = m_buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copyText"));
    copy->setIcon(themedIcon(Icon::Copy));
    connect(copy, &QPushButton::clicked, this, [stack] {
        const auto* edit = qobject_cast<const QPlainTextEdit*>(stack->currentWidget());
        QGuiApplication::clipboard()->setText(edit->toPlainText());
    });
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(m_buttons);
    resize(metrics.scaled(760), metrics.scaled(440));
}

void TextDialog::append(const QString& text)
{
    m_first->appendPlainText(text);
}

void TextDialog::fitText()
{
    constexpr int kLeastLines = 8;
    const int page = width() - layout()->contentsMargins().left() - layout()->contentsMargins().right();
    const QRect words =
        m_first->fontMetrics().boundingRect(QRect(0, 0, page, height()), Qt::TextWordWrap, m_first->toPlainText());
    const int lines = qMax(words.height() / m_first->fontMetrics().lineSpacing() + 1, kLeastLines);
    const int others = layout()->sizeHint().height() - m_first->sizeHint().height();
    resize(width(), qMin(height(), others + (lines + 1) * m_first->fontMetrics().lineSpacing()));
}

QPushButton* TextDialog::addButton(const QString& text)
{
    return m_buttons->addButton(text, QDialogButtonBox::ActionRole);
}

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/match/reference_dialog.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/reference/names_text.h"
#include "core/reference/reference.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/words/error_text.h"

namespace pthf {

ReferenceDialog::ReferenceDialog(const QString& text, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("referenceDialog"));
    setWindowTitle(tr("Match with a text"));
    const Metrics metrics(this);
    auto* intro =
        new QLabel(tr("Paste the words of a load_state_dict that failed, or names and shapes, one a line"), this);
    intro->setWordWrap(true);
    m_text = new QPlainTextEdit(text, this);
    m_text->setObjectName(QStringLiteral("referenceText"));
    m_text->setAccessibleName(tr("Names and shapes, or an error"));
    m_text->setFont(fixedFont(font()));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumSize(metrics.characters(80), metrics.line() * 14);
    m_text->setPlaceholderText(QStringLiteral("conv1.weight [64, 3, 7, 7]\nfc.weight [1000, 2048]"));
    m_judgement = new QLabel(this);
    m_judgement->setObjectName(QStringLiteral("referenceJudgement"));
    m_judgement->setTextFormat(Qt::PlainText);
    m_judgement->setWordWrap(true);
    m_judgement->setForegroundRole(QPalette::PlaceholderText);
    auto* hint = new QLabel(tr("These lines of Python print them for any model:"), this);
    auto* snippet = new QPlainTextEdit(toQString(namesSnippet()), this);
    snippet->setObjectName(QStringLiteral("snippet"));
    snippet->setAccessibleName(tr("Python that lists a model's names and shapes"));
    snippet->setReadOnly(true);
    snippet->setFont(fixedFont(font()));
    snippet->setTabChangesFocus(true);
    snippet->setMaximumHeight(metrics.line() * 4 + metrics.scaled(12));
    snippet->setMinimumWidth(
        snippet->fontMetrics().size(0, snippet->toPlainText()).width() + metrics.scaled(24)); // no line is broken

    auto* buttons = new QDialogButtonBox(this);
    m_match = buttons->addButton(tr("Match"), QDialogButtonBox::AcceptRole);
    m_match->setObjectName(QStringLiteral("matchText"));
    buttons->addButton(QDialogButtonBox::Cancel);
    auto* copy = buttons->addButton(tr("Copy the Python"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copySnippet"));
    connect(
        copy, &QPushButton::clicked, this, [] { QGuiApplication::clipboard()->setText(toQString(namesSnippet())); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_text, &QPlainTextEdit::textChanged, this, &ReferenceDialog::judge);

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_judgement);
    layout->addWidget(hint);
    layout->addWidget(snippet);
    layout->addWidget(buttons);
    judge();
}

QString ReferenceDialog::text() const
{
    return m_text->toPlainText();
}

/// Says what the text was understood as, before it is taken.
void ReferenceDialog::judge()
{
    const std::string text = toUtf8(m_text->toPlainText());
    if (text.empty()) {
        m_judgement->clear();
        m_match->setEnabled(false);
        return;
    }
    const auto reference = referenceFromText(text, "text");
    m_match->setEnabled(reference.has_value());
    if (!reference) {
        m_judgement->setText(errorText(reference.error()));
    } else if (reference->kind == Reference::Kind::LoadError) {
        const LoadError& error = reference->error;
        m_judgement->setText(tr("An error: %1 missing, %2 unexpected, %3 of another shape")
                                 .arg(error.missing.size())
                                 .arg(error.unexpected.size())
                                 .arg(error.mismatches.size()));
    } else {
        m_judgement->setText(tr("%n names", "", static_cast<int>(reference->keys.size())));
    }
}

bool hasErrorInClipboard()
{
    return looksLikeLoadError(toUtf8(QGuiApplication::clipboard()->text()));
}

} // namespace pthf

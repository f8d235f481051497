// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/tensor_page.h"

#include <QLabel>
#include <QStackedLayout>

#include "core/diagnose/plain_tensor.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/models/value_words.h"
#include "ui/words/error_text.h"

namespace pthf {

TensorSubject numbersOf(const TensorSubject& subject)
{
    if (!subject.isTensor() || subject.value().storage != kNoStorage || needsEngine(subject.value())) {
        return subject;
    }
    SilentProgress nobody;
    const auto plain = makePlain(subject.opened->document, subject.value(), nullptr, Task{{}, nobody});
    if (!plain || plain->id == kNoTensor) {
        return subject;
    }
    if (plain->document == subject.opened->document) {
        return {subject.opened, plain->id};
    }
    auto opened = std::make_shared<OpenedDocument>();
    opened->document = plain->document;
    return {std::move(opened), plain->id};
}

TensorSubject bytesOf(const TensorSubject& subject)
{
    if (!subject.isTensor() || subject.value().storage != kNoStorage || !subject.value().extras
        || subject.value().extras->parts.size() != 1) {
        return subject;
    }
    return {subject.opened, subject.value().extras->parts.front().tensor};
}

TensorPage::TensorPage(JobRunner& runner, QString title, Shows shows, QWidget* parent)
    : QWidget(parent)
    , m_runner(runner)
    , m_title(std::move(title))
    , m_shows(shows)
{
    m_stack = new QStackedLayout(this);
    m_stack->setContentsMargins(0, 0, 0, 0);
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("pageNote"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setAlignment(Qt::AlignCenter);
    m_note->setMargin(Metrics(this).scaled(16));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_stack->addWidget(m_note);
}

void TensorPage::setContent(QWidget* content)
{
    m_stack->addWidget(content);
    m_stack->setCurrentIndex(1);
}

void TensorPage::setSubject(const TensorSubject& subject)
{
    if (subject == m_asked) {
        return;
    }
    stopReading();
    m_asked = subject;
    m_subject = m_shows == Shows::Numbers ? numbersOf(subject) : bytesOf(subject);
    m_isFresh = false;
    subjectChanged();
    if (isVisible() && m_subject.isTensor()) {
        m_isFresh = true;
        begin();
    }
}

void TensorPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_isFresh && m_subject.isTensor()) {
        m_isFresh = true;
        begin();
    }
}

QString TensorPage::whyNotReadable() const
{
    const TensorValue& tensor = m_subject.value();
    if (tensor.storage == kNoStorage || tensor.layout.strides.size() != tensor.layout.shape.size()) {
        return tr("A %1 tensor has no elements of its own").arg(tensorTypeText(tensor));
    }
    const StorageValue& storage = m_subject.opened->document->content.storage(tensor.storage);
    if (storage.stored() == Stored::Lost && tensor.elements() > 0) {
        return tr("The file ends before these bytes: nothing of this tensor is stored");
    }
    return {};
}

void TensorPage::showContent()
{
    m_stack->setCurrentIndex(1);
}

void TensorPage::showNote(const QString& sentence)
{
    m_note->setText(sentence);
    m_stack->setCurrentIndex(0);
}

void TensorPage::showFailure(const Error& error)
{
    showNote(errorText(error));
}

void TensorPage::stopReading()
{
    if (JobBase* job = m_job) {
        m_job.clear();
        job->cancel();
    }
}

} // namespace pthf

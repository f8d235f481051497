// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>

#include <QPointer>
#include <QWidget>

#include "ui/jobs/job_runner.h"
#include "ui/session/opened_document.h"

class QLabel;
class QStackedLayout;

namespace pthf {

/// A tensor of an open document; or none, where the row is no tensor.
struct TensorSubject {
    OpenedPtr opened;
    TensorId tensor = kNoTensor;

    bool isTensor() const noexcept { return opened != nullptr && tensor != kNoTensor; }
    const TensorValue& value() const { return opened->document->content.tensor(tensor); }
    bool operator==(const TensorSubject&) const = default;
};

/// The same tensor as the one whose numbers it stands for, where it has no elements of its own and nothing has to be
/// computed for that: blocks of a GGUF file, the part of a nested or a distributed one. Reads nothing.
TensorSubject numbersOf(const TensorSubject& subject);

/// The same tensor as the one that holds its bytes, where it is made of a single other one.
TensorSubject bytesOf(const TensorSubject& subject);

/// One page of the details pane. Reads when it is seen, and starts again with every new tensor.
class TensorPage : public QWidget {
    Q_OBJECT

public:
    /// What a page shows: what a tensor means, or how it is stored.
    enum class Shows { Numbers, Bytes };

    TensorPage(JobRunner& runner, QString title, Shows shows, QWidget* parent = nullptr);

    const QString& title() const noexcept { return m_title; }
    void setSubject(const TensorSubject& subject);
    bool isReading() const noexcept { return !m_job.isNull(); }

protected:
    /// What the page shows when there is something to show; called once, by the constructor of the page.
    void setContent(QWidget* content);
    /// The page is seen and has a new tensor: start reading.
    virtual void begin() = 0;
    /// There is another tensor, or none; for pages that hold other pages.
    virtual void subjectChanged() { }
    void showEvent(QShowEvent* event) override;

    const TensorSubject& subject() const noexcept { return m_subject; }
    /// Why the numbers of this tensor cannot be read, as a sentence; empty where they can.
    QString whyNotReadable() const;
    void showContent();
    /// A sentence instead of the content.
    void showNote(const QString& sentence);
    void showFailure(const Error& error);
    void stopReading();
    JobRunner& runner() noexcept { return m_runner; }

    /// Runs the work and hands on its value; what was being read is cancelled. Failures are shown in the page.
    template<typename T>
    void read(JobLane lane, const QString& title, typename Job<T>::Work work, std::function<void(const T&)> take)
    {
        stopReading();
        Job<T>* job = m_runner.run<T>(lane, JobLabel{title, {}, true}, std::move(work), this);
        m_job = job;
        connect(job, &JobBase::finished, this, [this, job, take = std::move(take)] {
            if (m_job != job) {
                return; // another tensor is shown by now
            }
            m_job.clear();
            if (job->result()) {
                take(*job->result());
            } else if (job->result().error().code() != ErrorCode::Cancelled) {
                showFailure(job->result().error());
            }
        });
    }

private:
    JobRunner& m_runner;
    QString m_title;
    Shows m_shows;
    TensorSubject m_asked;
    TensorSubject m_subject; ///< the asked one, or what has its numbers
    bool m_isFresh = false; ///< begin() has been called for this subject
    QPointer<JobBase> m_job;
    QStackedLayout* m_stack = nullptr;
    QLabel* m_note = nullptr;
};

} // namespace pthf

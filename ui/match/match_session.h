// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QPointer>
#include <QString>

#include "core/match/match_document.h"
#include "ui/session/document_session.h"

namespace pthf {

class JobBase;
class JobRunner;

using MatchResultPtr = std::shared_ptr<const MatchResult>;
using ReferencePtr = std::shared_ptr<const Reference>;

/// What the open checkpoint, as planned, is laid over, and what came of it. Follows the document session: each plan is
/// matched anew, in a job; another file forgets the reference.
class MatchSession final : public QObject {
    Q_OBJECT

public:
    MatchSession(JobRunner& runner, DocumentSession& session, QObject* parent = nullptr);
    ~MatchSession() override;
    MatchSession(const MatchSession&) = delete;
    MatchSession& operator=(const MatchSession&) = delete;
    MatchSession(MatchSession&&) = delete;
    MatchSession& operator=(MatchSession&&) = delete;

    DocumentSession& document() noexcept { return m_session; }
    /// Null before there is a reference, and for a plan that cannot work.
    const MatchResultPtr& result() const noexcept { return m_result; }
    const ReferencePtr& reference() const noexcept { return m_reference; }
    bool isWorking() const noexcept { return !m_job.isNull(); }

    /// Another checkpoint, or a file with a text.
    void matchFile(const std::filesystem::path& path);
    /// Names and shapes, or the words of an error.
    void matchText(const QString& text, const QString& name);
    void clear();

    /// Suggestions that were applied and are in the plan still, in that order.
    const std::vector<Suggestion>& applied() const noexcept { return m_applied; }
    void apply(const Suggestion& suggestion);
    void takeBack(const Suggestion& suggestion);
    /// A name of the file becomes one of the model's.
    void link(const QString& inFile, const QString& inModel);
    /// One of the choices of a row (row_choices.h) becomes part of the plan.
    void write(const Operation& operation);
    /// What `write` puts into the plan: a whole model has to become a state dict first.
    std::vector<Operation> written(const Operation& operation) const;
    /// The item of the plan that was made for that key alone; the last one where there are several.
    std::optional<std::size_t> itemFor(const std::string& key) const;
    void takeBackItem(std::size_t item);
    /// Names of the file that were linked by hand, in the file's spelling before any plan, for showing old → new.
    QString nameBefore(std::uint32_t file) const;

Q_SIGNALS:
    void started();
    /// There is another result, or none any more.
    void changed();
    void failed(const QString& name, const pthf::Error& error);

private:
    void take(Reference reference);
    void matchAgain();
    void takeResult(const MatchResultPtr& result);
    void forgetUndone();
    void collectNames();

    JobRunner& m_runner;
    DocumentSession& m_session;
    ReferencePtr m_reference;
    MatchResultPtr m_result;
    std::vector<Suggestion> m_applied;
    std::vector<QString> m_before; ///< beside the result's file keys; empty where the name stayed
    QPointer<JobBase> m_job;
};

} // namespace pthf

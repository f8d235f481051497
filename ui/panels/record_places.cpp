// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/record_places.h"

#include "core/checkpoint/tensor_bytes.h"
#include "ui/jobs/job_runner.h"

namespace pthf {

RecordPlaces::RecordPlaces(JobRunner& runner, QObject* parent)
    : QObject(parent)
    , m_runner(runner)
{
}

void RecordPlaces::setDocument(const OpenedPtr& opened)
{
    m_opened = opened;
    m_known.clear();
}

std::optional<std::uint64_t> RecordPlaces::offsetOf(StorageId storage)
{
    if (const auto known = m_known.find(storage); known != m_known.end() || !m_opened) {
        return known != m_known.end() ? known->second : std::nullopt;
    }
    m_known.emplace(storage, std::nullopt);
    auto* job = m_runner.run<std::uint64_t>(
        JobLane::Analysis, JobLabel{tr("Finding a record"), {}, true},
        [opened = m_opened, storage](const Task& /*task*/) { return storageOffset(*opened->document, storage); }, this);
    connect(job, &JobBase::finished, this, [this, job, storage, opened = m_opened] {
        if (const auto& offset = job->result(); offset && opened == m_opened) {
            m_known[storage] = *offset;
            Q_EMIT found();
        }
    });
    return std::nullopt;
}

} // namespace pthf

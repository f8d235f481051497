// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include <QObject>

#include "ui/session/opened_document.h"

namespace pthf {

class JobRunner;

/// Where the bytes of records begin in their file. A zip's directory names the header before them, whose length only
/// the header tells: it is read by a job, for the storage that was asked for last.
class RecordPlaces final : public QObject {
    Q_OBJECT

public:
    explicit RecordPlaces(JobRunner& runner, QObject* parent = nullptr);

    void setDocument(const OpenedPtr& opened);
    /// Nothing while it is not known: `found` follows, unless the file does not tell.
    std::optional<std::uint64_t> offsetOf(StorageId storage);

Q_SIGNALS:
    void found();

private:
    JobRunner& m_runner;
    OpenedPtr m_opened;
    std::map<StorageId, std::optional<std::uint64_t>> m_known; ///< nothing: asked for, or not told
};

} // namespace pthf

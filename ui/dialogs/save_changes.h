// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>
#include <QStringList>

#include "ui/session/opened_document.h"
#include "ui/session/plan_outcome.h"

namespace pthf {

/// One line of what a save changes: "Keys  module.conv1.weight → conv1.weight  320 keys".
struct SaveChange {
    QString what;
    QString before;
    QString after;
    QStringList devicesBefore; ///< shown as chips instead
    QStringList devicesAfter;
    QString count; ///< "320 keys", "unchanged"
    bool isCode = false; ///< keys and number types
    bool isDropped = false;

    bool operator==(const SaveChange&) const = default;
};

/// Devices, keys, optimizer, number types, everything else: always the same lines, so that what stays is said too.
/// The outcome has a planned document.
std::vector<SaveChange> saveChanges(const OpenedDocument& opened, const PlanOutcome& outcome);

/// The lines of a faithful copy: nothing changes.
std::vector<SaveChange> saveChanges(const OpenedDocument& opened);

} // namespace pthf

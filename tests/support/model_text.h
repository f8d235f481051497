// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractItemModel>
#include <QStringList>

namespace pthf::tests {

/// A model as lines, children indented by two spaces, cells divided by " | "; opens every level. Empty cells at the end
/// are left out.
QStringList modelText(const QAbstractItemModel& model, const QModelIndex& parent = {}, int depth = 0);

} // namespace pthf::tests

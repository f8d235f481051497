// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/task.h"
#include "ui/models/tensor_query.h"
#include "ui/session/opened_document.h"

namespace pthf {

/// The rows of the tensor table, in file order. Never changes, and is copied at no cost.
struct TensorRows {
    TensorRows() = default;
    explicit TensorRows(OpenedPtr document);

    int size() const noexcept { return opened ? static_cast<int>(opened->tensors.size()) : 0; }
    const TensorLine& lineAt(int row) const { return opened->tensors[static_cast<std::size_t>(row)]; }
    const TensorValue& tensorAt(int row) const { return opened->document->content.tensor(lineAt(row).tensor); }
    /// How many rows are views of the row's storage.
    int sharersAt(int row) const;

    OpenedPtr opened;
    std::shared_ptr<const std::vector<int>> sharers; ///< by StorageId
};

/// What the table is sorted by, once a header was clicked.
enum class TensorOrder : std::uint8_t { File, Key, Type, Elements, Bytes, Device, Storage };

/// Rows as they are to be shown.
struct ChosenRows {
    std::vector<int> rows;
    std::uint64_t bytes = 0; ///< of their tensors
};

enum class Direction : std::uint8_t { Up, Down };

/// The rows that match a query, sorted; rows that are alike stay in file order. Cancelled, or the rows.
Result<ChosenRows> chooseRows(
    const TensorRows& rows, const TensorQuery& query, TensorOrder order, Direction direction, const Task& task);

} // namespace pthf

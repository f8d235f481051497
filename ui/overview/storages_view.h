// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/survey/storage_use.h"
#include "ui/overview/outline_view.h"

namespace pthf {

class Segments;

/// The storages of a checkpoint: who shares them, and what a view drags along. Each holds the tensors that show it.
class StoragesView final : public OutlineView {
    Q_OBJECT

public:
    enum Column { Name, Type, Bytes, Unused, Device, ColumnCount };

    explicit StoragesView(JobRunner& runner, QWidget* parent = nullptr);

protected:
    void fill() override;

private:
    enum class Show : std::uint8_t { All, Shared, Unused };
    using Uses = std::shared_ptr<const StorageUses>;

    void choose();

    Segments* m_show = nullptr;
    Uses m_uses;
};

} // namespace pthf

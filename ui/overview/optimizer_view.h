// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "core/checkpoint/optimizer_view.h"
#include "ui/overview/outline_view.h"

namespace pthf {

/// An optimizer of a document, with the places of what it holds.
struct OptimizerLines {
    struct Line {
        QString name; ///< of the parameter
        QString shape;
        QString state; ///< "exp_avg, exp_avg_sq, step"
        QString naming;
        std::uint64_t bytes = 0;
        std::optional<PlaceId> place; ///< of the parameter where it is known, else of its state
    };
    struct Group {
        QString title; ///< "Group 0"
        std::vector<std::pair<QString, QString>> settings; ///< "lr", "0.001"
        std::vector<Line> lines;
        std::optional<PlaceId> place;
    };

    QString label; ///< "Adam"
    QString naming; ///< "by order, shapes agree"
    std::vector<Group> groups;
    std::uint64_t bytes = 0;
};

/// Every optimizer of a document taken apart, in file order; or Cancelled.
Result<std::vector<OptimizerLines>> optimizersOf(const OpenedDocument& opened, const Task& task);

/// Parameters with their slots below the groups they are in, which say their hyper-parameters.
class OptimizerView final : public OutlineView {
    Q_OBJECT

public:
    enum Column { Parameter, Shape, State, Bytes, ColumnCount };

    explicit OptimizerView(JobRunner& runner, QWidget* parent = nullptr);

protected:
    void fill() override;
};

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QString>

#include "core/plan/operation.h"
#include "ui/base/icons.h"

namespace pthf {

enum class OperationGroup : std::uint8_t { Devices, Keys, Parts, Numbers, Form, Values };

/// A change that can be chosen from a list: its words, and the operation it begins with.
struct OperationChoice {
    QString id; ///< for object names: "cast", "freeze"
    QString title; ///< "Cast numbers"
    QString explanation; ///< one sentence
    Icon icon = Icon::Plan;
    OperationGroup group = OperationGroup::Devices;
    Operation blank;
    bool isReady = false; ///< it does something as it is, with nothing filled in
};

QString groupTitle(OperationGroup group);

/// All of them in the order of menus, each group together. In the language of now.
std::vector<OperationChoice> operationCatalogue();

/// Which choice an operation of the plan was made with; the number of its entry.
std::size_t choiceOf(const std::vector<OperationChoice>& catalogue, const Operation& operation);

} // namespace pthf

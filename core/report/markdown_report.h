// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/report/card.h"

namespace pthf {

/// The card as Markdown to paste into an issue: what the file is and holds, tables of roles, devices and types, where
/// it loads, findings, memory to train. Names the file without its folders, which are nobody's business.
std::string markdownReport(const Card& card, const Content& content, const TreeIndex& tree);

} // namespace pthf

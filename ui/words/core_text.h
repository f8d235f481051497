// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include <QString>

namespace pthf {

/// A sentence of the core (a finding, what an operation does, its effect) in the language of the window, safe to show.
/// The core speaks English, as `pthf` does; sentences this room has no words for stay as they are.
QString coreText(std::string_view english);

} // namespace pthf

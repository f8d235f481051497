// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>

#include "ui/session/opened_document.h"

namespace pthf {

/// The next place after `start`, in file order and around the end, whose name or plain value holds the text, whatever
/// its case. With a "/" in the text the whole path is asked.
std::optional<PlaceId> findPlace(const OpenedDocument& opened, const QString& text, std::optional<PlaceId> start);

} // namespace pthf

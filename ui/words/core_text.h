// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include <QString>
#include <QStringList>

namespace pthf {

/// A sentence of the core (a finding, what an operation does, its effect, why it cannot) in the language of the window,
/// safe to show. The core speaks English, as `pthf` does; sentences this room has no words for stay as they are. May be
/// called from any thread.
QString coreText(std::string_view english);

/// Every way in which a sentence of core_sentences.h can be said: {one|many} gives two.
QStringList spokenForms(const QString& sentence);

} // namespace pthf

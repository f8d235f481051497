// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QWidget;

/// The panels over a real file: `plan` adds the fixes of its findings, `save` opens the save dialog.
QWidget* makeFileGallery(const QString& path, const QString& what);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace pthf {

class JobRunner;
class TensorPage;

/// The pages of a tensor's numbers, in the order of their tabs.
QList<TensorPage*> makeTensorPages(JobRunner& runner, QWidget* parent);

} // namespace pthf

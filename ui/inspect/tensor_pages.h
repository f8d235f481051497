// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace pthf {

class JobRunner;
class TensorPage;

/// The pages of a tensor's numbers, and what stands below its facts.
struct TensorPages {
    QList<TensorPage*> tabs; ///< in order
    TensorPage* footOfFacts = nullptr;
};

TensorPages makeTensorPages(JobRunner& runner, QWidget* parent);

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/tensor_pages.h"

#include "ui/inspect/bytes_page.h"
#include "ui/inspect/values_page.h"

namespace pthf {

QList<TensorPage*> makeTensorPages(JobRunner& runner, QWidget* parent)
{
    return {new ValuesPage(runner, parent), new BytesPage(runner, parent)};
}

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/tensor_pages.h"

#include "ui/inspect/bytes_page.h"
#include "ui/inspect/heatmap_page.h"
#include "ui/inspect/numbers_page.h"
#include "ui/inspect/values_page.h"

namespace pthf {

TensorPages makeTensorPages(JobRunner& runner, QWidget* parent)
{
    const auto cache = std::make_shared<GlanceCache>();
    TensorPages pages;
    pages.tabs = {new ValuesPage(runner, parent), new NumbersPage(runner, cache, NumbersPage::Look::Page, parent),
        new HeatmapPage(runner, cache, parent), new BytesPage(runner, parent)};
    pages.footOfFacts = new NumbersPage(runner, cache, NumbersPage::Look::Foot, parent);
    return pages;
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/gallery_file.h"

#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/base/text.h"
#include "ui/dialogs/save_dialog.h"
#include "ui/jobs/job_list_model.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/plan_model.h"
#include "ui/models/problem_list_model.h"
#include "ui/models/value_tree_model.h"
#include "ui/panels/details_panel.h"
#include "ui/panels/jobs_panel.h"
#include "ui/panels/plan_panel.h"
#include "ui/panels/problems_panel.h"
#include "ui/panels/tree_panel.h"
#include "ui/session/document_session.h"
#include "ui/widgets/badge_strip.h"
#include "ui/widgets/card_bar.h"
#include "ui/widgets/tree_view.h"

using namespace pthf;

namespace {

/// Everything a page needs, alive as long as the page.
struct Page final : QWidget {
    JobRunner runner;
    DocumentSession session{runner, PlanContext{}};
    ValueTreeModel treeModel;
    PlanModel planModel{session};
    ProblemListModel problemModel{session};
    JobListModel jobs{runner, 60'000};
    CardBar* card = new CardBar;
    TreePanel* tree = new TreePanel(treeModel);
    PlanPanel* plan = new PlanPanel(planModel, session.undoStack());
    DetailsPanel* details = new DetailsPanel;
    ProblemsPanel* problems = new ProblemsPanel(problemModel);
    BadgeStrip* badges = new BadgeStrip;
    DetailsSource source;

    Page()
    {
        auto* side = new QWidget;
        auto* sideColumn = new QVBoxLayout(side);
        sideColumn->setContentsMargins(0, 0, 0, 0);
        sideColumn->setSpacing(0);
        sideColumn->addWidget(plan);
        sideColumn->addWidget(details, 1);
        auto* splitter = new QSplitter;
        splitter->addWidget(tree);
        splitter->addWidget(side);
        splitter->setSizes({840, 440});
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        column->addWidget(card);
        column->addWidget(splitter, 1);
        column->addWidget(problems);
        column->addWidget(badges);
        column->addWidget(new JobsPanel(jobs));
    }

    void show(const QString& what)
    {
        const OpenedPtr& opened = session.opened();
        treeModel.setOutcome(session.outcome());
        source.setOutcome(session.outcome());
        QStringList devices;
        if (session.planned()) {
            for (const auto& device : session.plannedCard().devices) {
                devices.append(toQString(device.first));
            }
        }
        card->setFacts(cardFacts(opened->card, devices));
        plan->setVisible(session.changeCount() > 0);
        tree->setMoving(session.changeCount() > 0);
        if (session.planned()) {
            plan->setResult(session.planned()->bytesAfter, opened->card.bytes);
        }
        badges->setBadges(badgesOf(session.plannedCard().loadsOn), session.planned() ? Planned::Yes : Planned::No);
        badges->setLaptopCopy(
            shownSize(opened->card.bytes) + QStringLiteral(" → ") + shownSize(opened->laptop.bytes.value_or(0)));
        const PlaceId place = opened->tensors.at(what == QLatin1String("shared") ? 1 : 0).place;
        tree->reveal(place);
        details->setDetails(source.at(place));
    }
};

} // namespace

QWidget* makeFileGallery(const QString& path, const QString& what)
{
    auto* page = new Page;
    QObject::connect(&page->session, &DocumentSession::documentChanged, page, [page, what] {
        page->treeModel.setDocument(page->session.opened());
        page->source.setDocument(page->session.opened());
        page->show(what);
        if (what == QLatin1String("plan") || what == QLatin1String("save")) {
            for (const FindingState& state : page->session.findings()) {
                page->session.addOperations(state.finding.fix, QStringLiteral("fix"));
            }
        }
        if (what == QLatin1String("save")) {
            QTimer::singleShot(400, page, [page] {
                auto* dialog =
                    new SaveDialog(page->session, QStringLiteral("/tmp/resnet50_imagenet_e12.cpu.pth"), page);
                dialog->show();
            });
        }
    });
    QObject::connect(&page->session, &DocumentSession::outcomeChanged, page, [page, what] { page->show(what); });
    page->session.open(toPath(path));
    return page;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operations/recipe_files.h"

#include <algorithm>

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>

#include "core/plan/plan_json.h"
#include "ui/jobs/job_runner.h"
#include "ui/operations/recipe_dialog.h"
#include "ui/operations/recipe_fit.h"
#include "ui/session/document_session.h"
#include "ui/session/settings.h"
#include "ui/words/error_text.h"

namespace pthf {

namespace {

constexpr qint64 kMaxRecipeBytes = 16'000'000;

} // namespace

RecipeFiles::RecipeFiles(JobRunner& runner, DocumentSession& session, Settings& settings, QWidget& window)
    : QObject(&window)
    , m_runner(runner)
    , m_session(session)
    , m_settings(settings)
    , m_window(window)
{
}

void RecipeFiles::choose()
{
    auto* dialog = new QFileDialog(
        &m_window, tr("Apply a recipe"), m_settings.openFolder(), tr("Recipes (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &RecipeFiles::apply);
    dialog->open();
}

void RecipeFiles::apply(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaxRecipeBytes) {
        Q_EMIT failed(tr("Apply a recipe"), tr("%1 cannot be read: %2").arg(path, file.errorString()));
        return;
    }
    const auto recipe = planFromJson(file.readAll().toStdString());
    if (!recipe) {
        Q_EMIT failed(tr("Apply a recipe"), tr("%1 is no recipe.\n%2").arg(path, errorText(recipe.error())));
        return;
    }
    if (m_session.opened()) {
        check(QFileInfo(path).fileName(), *recipe);
    }
}

void RecipeFiles::check(const QString& name, const EditPlan& recipe)
{
    using Fits = std::vector<OperationFit>;
    auto* job = m_runner.run<Fits>(
        JobLane::Analysis, JobLabel{tr("Checking %1").arg(name), QStringLiteral("recipe"), true},
        [opened = m_session.opened(), before = m_session.plan().enabled(), recipe, context = m_session.context()](
            const Task& task) { return recipeFit(opened, before, recipe, context, task); },
        this);
    connect(job, &JobBase::finished, this, [this, job, name, opened = m_session.opened()] {
        if (!job->result() || m_session.opened() != opened) {
            return; // cancelled, or another file is open
        }
        const Fits fits = *job->result();
        const bool isAll = std::ranges::all_of(
            fits, [](const OperationFit& fit) { return fit.verdict != OperationFit::Verdict::CannotWork; });
        if (isAll) {
            m_session.addOperations(fittingOperations(fits), tr("apply recipe"));
            return;
        }
        auto* dialog = new RecipeDialog(name, fits, &m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, this,
            [this, fits] { m_session.addOperations(fittingOperations(fits), tr("apply recipe")); });
        dialog->open();
    });
}

void RecipeFiles::save()
{
    auto* dialog =
        new QFileDialog(&m_window, tr("Save plan as recipe"), m_settings.saveFolder(), tr("Recipes (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, &RecipeFiles::write);
    dialog->open();
}

void RecipeFiles::write(const QString& path)
{
    QSaveFile file(path);
    const std::string json = planToJson(m_session.plan().enabled());
    const bool isWritten = file.open(QIODevice::WriteOnly)
        && file.write(json.data(), static_cast<qint64>(json.size())) == static_cast<qint64>(json.size())
        && file.commit();
    if (!isWritten) {
        Q_EMIT failed(tr("Save plan as recipe"), tr("%1 was not written: %2").arg(path, file.errorString()));
    }
}

} // namespace pthf

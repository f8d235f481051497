// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "core/plan/edit_plan.h"

class QWidget;

namespace pthf {

class DocumentSession;
class JobRunner;
class Settings;

/// Recipes as files: the plan written into one, and one laid over the open file, with what of it does not fit told
/// before anything is added.
class RecipeFiles final : public QObject {
    Q_OBJECT

public:
    RecipeFiles(JobRunner& runner, DocumentSession& session, Settings& settings, QWidget& window);

    /// Asks which recipe, and applies it.
    void choose();
    void apply(const QString& path);
    /// Asks where to, and writes the plan there.
    void save();
    void write(const QString& path);

Q_SIGNALS:
    void failed(const QString& title, const QString& text);

private:
    void check(const QString& name, const EditPlan& recipe);

    JobRunner& m_runner;
    DocumentSession& m_session;
    Settings& m_settings;
    QWidget& m_window;
};

} // namespace pthf

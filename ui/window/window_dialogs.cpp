// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window_dialogs.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>

#include "core/report/load_recipe.h"
#include "core/report/markdown_report.h"
#include "core/transcript/plan_command.h"
#include "core/transcript/plan_python.h"
#include "core/types/device.h"
#include "ui/base/text.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/map_devices_dialog.h"
#include "ui/dialogs/planned_rows_dialog.h"
#include "ui/dialogs/save_dialog.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/dialogs/text_dialog.h"
#include "ui/files/batch_dialog.h"
#include "ui/session/document_session.h"
#include "ui/session/settings.h"
#include "ui/words/error_text.h"
#include "ui/words/receipt_words.h"

namespace pthf {

namespace {

/// Names of files that are usually opened; whatever else there is can be opened, too.
constexpr char kOpened[] = "*.pt *.pth *.ckpt *.bin *.tar *.pkl *.pickle *.joblib *.safetensors *.index.json *.gguf "
                           "*.npz *.npy *.h5 *.hdf5 *.keras *.t7 *.pt2 *.ptl";

/// The path itself, or with the first number behind its name that no file has yet: "model.cpu-2.pth".
QString freePath(const QString& path)
{
    const QFileInfo wanted(path);
    QFileInfo free = wanted;
    for (int number = 2; free.exists(); ++number) {
        free.setFile(
            wanted.path() % u'/' % wanted.completeBaseName() % u'-' % QString::number(number) % u'.' % wanted.suffix());
    }
    return free.filePath();
}

} // namespace

WindowDialogs::WindowDialogs(JobRunner& runner, DocumentSession& session, Settings& settings, QWidget& window)
    : QObject(&window)
    , m_runner(runner)
    , m_session(session)
    , m_settings(settings)
    , m_window(window)
    , m_salvage(runner, session, window)
{
    connect(&m_salvage, &SalvageFile::written, this, &WindowDialogs::showSalvaged);
    connect(&m_salvage, &SalvageFile::failed, this, &WindowDialogs::showSaveError);
}

void WindowDialogs::tell(const QString& title, const QString& text)
{
    auto* box = new QMessageBox(QMessageBox::Warning, title, text, QMessageBox::Ok, &m_window);
    box->setObjectName(QStringLiteral("messageBox"));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void WindowDialogs::open()
{
    auto* dialog = new QFileDialog(&m_window, tr("Open a checkpoint"), m_settings.openFolder(),
        tr("Checkpoints (%1);;All files (*)").arg(QLatin1String(kOpened)));
    dialog->setObjectName(QStringLiteral("openDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QFileDialog::HideNameFilterDetails); // too many to be read
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_settings.setOpenFolder(QFileInfo(path).absolutePath());
        Q_EMIT openRequested(path);
    });
    dialog->open();
}

void WindowDialogs::openFolder()
{
    auto* dialog = new QFileDialog(&m_window, tr("Open a folder of checkpoints"), m_settings.openFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_settings.setOpenFolder(path);
        Q_EMIT openRequested(path);
    });
    dialog->open();
}

QString WindowDialogs::suggestedTarget() const
{
    QString mark = QStringLiteral("converted");
    if (const auto map = mapLocationOf(m_session.plan()); map && !map->device.empty()) {
        mark = toQString(map->device).remove(u':');
    }
    return targetWith(mark);
}

QString WindowDialogs::targetWith(const QString& mark) const
{
    const QFileInfo source(pathToQString(m_session.opened()->document->path));
    const QString suffix = source.suffix().isEmpty() ? QStringLiteral("pth") : source.suffix();
    const QString folder = m_settings.saveFolder().isEmpty() || !QFileInfo(m_settings.saveFolder()).isDir()
        ? source.absolutePath()
        : m_settings.saveFolder();
    return folder % u'/' % source.completeBaseName() % u'.' % mark % u'.' % suffix;
}

void WindowDialogs::save()
{
    if (!m_session.opened()) {
        return;
    }
    auto* dialog = new SaveDialog(m_session, freePath(suggestedTarget()), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setDevices(m_devices);
    connect(dialog, &SaveDialog::rowsRequested, this, &WindowDialogs::showPlannedRows);
    connect(dialog, &SaveDialog::recipeRequested, this, &WindowDialogs::recipeRequested);
    connect(dialog, &SaveDialog::commandRequested, this, &WindowDialogs::copyCommand);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const SaveOptions options = dialog->options();
        const SaveWays ways = dialog->ways();
        if (!ways.isInPlace) {
            m_settings.setSaveFolder(QFileInfo(pathToQString(options.target)).absolutePath());
        }
        m_session.save(options, ways);
    });
    dialog->open();
}

void WindowDialogs::salvage()
{
    if (m_session.opened()) {
        m_salvage.ask(freePath(targetWith(QStringLiteral("whole"))));
    }
}

void WindowDialogs::laptopCopy()
{
    if (!m_session.opened()) {
        return;
    }
    m_session.addOperations(m_session.opened()->laptop.operations, tr("laptop copy"));
    save();
}

void WindowDialogs::mapDevices()
{
    auto* dialog = new MapDevicesDialog(m_session.opened()->card, mapLocationOf(m_session.plan()), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_session.setPlan(withMapLocation(m_session.plan(), dialog->mapLocation()), tr("map devices"));
    });
    dialog->open();
}

void WindowDialogs::otherDevice()
{
    auto* dialog = new QInputDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Target device"));
    dialog->setLabelText(tr("Device that the tensors are stored for: cpu, cuda:1, mps, xla:0 …"));
    dialog->setTextValue(QStringLiteral("cuda:0"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        const std::string device = toUtf8(text.trimmed());
        if (!isWellFormedDevice(device)) {
            tell(tr("Target device"), tr("“%1” is no device: a word, or a word and a number, cuda:1").arg(text));
            return;
        }
        m_session.setPlan(
            withMapLocation(m_session.plan(), MapLocation{device, {}, {}}), tr("move everything to %1").arg(text));
    });
    dialog->open();
}

void WindowDialogs::showPlannedRows()
{
    const auto planned = m_session.plannedNow();
    if (!planned) {
        tell(tr("Before and after"), errorText(planned.error()));
        return;
    }
    auto* dialog = new PlannedRowsDialog(m_runner, m_session.opened(), *planned, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void WindowDialogs::howToLoad()
{
    const OpenedDocument& opened = *m_session.opened();
    const Document& document = *opened.document;
    const std::string name = document.path.filename().string();
    std::vector<TextPage> pages{
        {tr("This file"), toQString(loadRecipe(document, document.content, opened.tree, name))}};
    if (const auto planned = m_session.planned()) {
        const std::string target = toUtf8(QFileInfo(suggestedTarget()).fileName());
        pages.insert(pages.begin(),
            {tr("As planned"), toQString(loadRecipe(document, planned->content, planned->tree, target))});
    }
    auto* dialog = new TextDialog(tr("How to load this"),
        tr("Python, ready to copy. The model's class is yours to put in."), pages, TextDialog::Font::Fixed, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void WindowDialogs::whatItNames()
{
    const OpenedDocument& opened = *m_session.opened();
    const WeightsOnlyVerdict& verdict = opened.card.weightsOnly;
    QString text;
    for (const WeightsOnlyVerdict::Reason& reason : verdict.because) {
        const QString name = shownText(reason.global);
        const QString path = shownText(pathText(reason.path));
        const QString use = path.isEmpty() ? name : tr("%1, at %2", "a class and where it is used").arg(name, path);
        text += (reason.isDangerous ? tr("dangerous: %1") : tr("refused: %1")).arg(use) % u'\n';
    }
    QString all;
    for (const GlobalUse& use : opened.document->pickle.globals) {
        all += shownText(use.module) % u'.' % shownText(use.name) % u"  " % shownCount(use.count) % u" ×\n";
    }
    const QString intro = verdict.loads
        ? tr("Nothing of this file is run here. torch.load(weights_only=True) accepts it.")
        : tr("Nothing of this file is run here. torch.load(weights_only=True) refuses it; with weights_only=False "
             "these would be called.");
    std::vector<TextPage> pages;
    if (!text.isEmpty()) {
        pages.push_back({tr("What stands in the way"), text});
    }
    pages.push_back({tr("All classes and functions it names"), all.isEmpty() ? tr("none") : all});
    auto* dialog = new TextDialog(tr("What loading would run"), intro, pages, TextDialog::Font::Fixed, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void WindowDialogs::copyPython()
{
    const std::string source = m_session.opened()->document->path.string();
    QGuiApplication::clipboard()->setText(
        toQString(planAsPython(m_session.plan().enabled(), source, toUtf8(suggestedTarget()))));
}

void WindowDialogs::copyCommand()
{
    const std::string source = m_session.opened()->document->path.string();
    QGuiApplication::clipboard()->setText(
        toQString(planAsCommand(m_session.plan().enabled(), source, toUtf8(suggestedTarget()))));
}

void WindowDialogs::copyReport()
{
    const OpenedDocument& opened = *m_session.opened();
    const Document& document = *opened.document;
    QString report = toQString(markdownReport(opened.card, document.content, opened.tree));
    if (!m_session.plan().isEmpty()) {
        report += u"\n```sh\n"
            % toQString(planAsCommand(m_session.plan().enabled(), document.path.string(), toUtf8(suggestedTarget())))
            % u"\n```\n";
    }
    report += u"\nPthfinder " % QCoreApplication::applicationVersion() % u'\n';
    QGuiApplication::clipboard()->setText(report);
}

TextDialog* WindowDialogs::showWritten(const QString& title, const QString& target, const QString& text)
{
    auto* dialog = new TextDialog(
        title, shownText(homePathText(target)), {{tr("Receipt"), text}}, TextDialog::Font::Window, &m_window);
    dialog->fitText();
    dialog->setObjectName(QStringLiteral("receipt"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setModal(false);
    connect(dialog->addButton(tr("Open the saved file")), &QPushButton::clicked, this, [this, dialog, target] {
        dialog->close();
        Q_EMIT openRequested(target);
    });
    connect(dialog->addButton(tr("Show in folder")), &QPushButton::clicked, this,
        [target] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(target).absolutePath())); });
    dialog->show();
    return dialog;
}

void WindowDialogs::showSalvaged(const SalvageReceipt& salvaged)
{
    showWritten(salvaged.lost.empty() ? tr("Saved whole") : tr("Saved what is whole"),
        pathToQString(salvaged.receipt.target), salvageWords(salvaged));
}

void WindowDialogs::showReceipt(const Receipt& receipt)
{
    m_receiptTarget = pathToQString(receipt.target);
    m_receipt = showWritten(tr("Saved"), m_receiptTarget, receiptWords(receipt));
    if (receipt.lengthBefore) {
        connect(m_receipt->addButton(tr("Take it back")), &QPushButton::clicked, this, [this, dialog = m_receipt] {
            dialog->close();
            m_session.undoInPlace();
        });
    }
}

void WindowDialogs::showWitness(const QString& target, const QString& text)
{
    if (m_receipt && m_receiptTarget == target) {
        m_receipt->append(text);
        return;
    }
    auto* dialog = new TextDialog(tr("LibTorch's own reader"), shownText(homePathText(target)),
        {{tr("What it says"), text}}, TextDialog::Font::Fixed, &m_window);
    dialog->setObjectName(QStringLiteral("witness"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setModal(false);
    dialog->show();
}

void WindowDialogs::setDevices(const std::vector<DeviceFacts>& devices)
{
    m_devices.clear();
    for (const DeviceFacts& device : devices) {
        m_devices.append(toQString(device.device));
    }
}

void WindowDialogs::showSaveError(const QString& target, const Error& error)
{
    if (error.code() != ErrorCode::Cancelled) {
        tell(tr("Not saved"), tr("%1\n\n%2").arg(shownText(homePathText(target)), errorText(error)));
    }
}

void WindowDialogs::batch(const QStringList& files)
{
    auto* dialog = new BatchDialog(m_runner, m_session.plan().enabled(), m_session.context(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->addFiles(files);
    connect(dialog, &BatchDialog::openRequested, this, &WindowDialogs::openRequested);
    dialog->open();
}

void WindowDialogs::editSettings()
{
    auto* dialog = new SettingsDialog(m_settings, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        dialog->applyTo(m_settings);
        Q_EMIT settingsChanged();
    });
    dialog->open();
}

void WindowDialogs::about()
{
    auto* dialog = new AboutDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace pthf

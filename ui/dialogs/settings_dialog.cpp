// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/settings_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

#include "core/compute/compute_loader.h"
#include "ui/base/button_kind.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/words/language.h"

namespace pthf {

SettingsDialog::SettingsDialog(const Settings& settings, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    auto* page = new QWidget;
    auto* form = new QFormLayout(page);
    form->setLabelAlignment(Qt::AlignRight);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addLook(*form, settings);
    addWork(*form, settings);
    auto* scroll = new QScrollArea(this); // at 200 % it is higher than a small screen
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(page);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    setButtonKind(buttons->button(QDialogButtonBox::Ok), ButtonKind::Primary);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(scroll, 1);
    layout->addWidget(buttons);
    const Metrics metrics(this);
    resize(metrics.scaled(620), metrics.scaled(360));
}

void SettingsDialog::addLook(QFormLayout& form, const Settings& settings)
{
    m_language = new QComboBox(this);
    m_language->setObjectName(QStringLiteral("settingsLanguage"));
    m_language->addItem(tr("As the system has it"), QString());
    for (const LanguageName& language : languages()) {
        m_language->addItem(language.name, language.code);
    }
    m_language->setCurrentIndex(qMax(0, m_language->findData(settings.language())));
    m_theme = new QComboBox(this);
    m_theme->setObjectName(QStringLiteral("settingsTheme"));
    m_theme->addItem(tr("As the system has it"), static_cast<int>(ThemeChoice::Auto));
    m_theme->addItem(tr("Light"), static_cast<int>(ThemeChoice::Light));
    m_theme->addItem(tr("Dark"), static_cast<int>(ThemeChoice::Dark));
    m_theme->addItem(tr("High contrast"), static_cast<int>(ThemeChoice::HighContrast));
    m_theme->setCurrentIndex(m_theme->findData(static_cast<int>(settings.theme())));
    m_fontScale = new QSpinBox(this);
    m_fontScale->setObjectName(QStringLiteral("settingsFontScale"));
    m_fontScale->setRange(Settings::kSmallestFont, Settings::kLargestFont);
    m_fontScale->setSingleStep(10);
    m_fontScale->setSuffix(QStringLiteral(" %"));
    m_fontScale->setValue(settings.fontScale());
    form.addRow(tr("Language"), m_language);
    form.addRow(tr("Theme"), m_theme);
    form.addRow(tr("Size of type"), m_fontScale);
}

void SettingsDialog::addWork(QFormLayout& form, const Settings& settings)
{
    m_verification = new QComboBox(this);
    m_verification->setObjectName(QStringLiteral("settingsVerification"));
    m_verification->addItem(
        tr("Structure: opened again and compared with the plan"), static_cast<int>(Verification::Structure));
    m_verification->addItem(tr("Every byte: compared with the source, too"), static_cast<int>(Verification::Full));
    m_verification->addItem(tr("Nothing"), static_cast<int>(Verification::None));
    m_verification->setCurrentIndex(m_verification->findData(static_cast<int>(settings.verification())));
    m_restores = new QCheckBox(tr("Open the files of the last time"), this);
    m_restores->setObjectName(QStringLiteral("settingsRestores"));
    m_restores->setChecked(settings.restoresSession());
    m_notifies = new QCheckBox(tr("Tell when long work ends and the window is not in front"), this);
    m_notifies->setObjectName(QStringLiteral("settingsNotifies"));
    m_notifies->setChecked(settings.notifies());
    form.addRow(tr("Verify after a save"), m_verification);
    form.addRow(tr("At the start"), m_restores);
    form.addRow(tr("Long work"), m_notifies);
    form.addRow(tr("LibTorch module"), makeModule(settings));
    form.addRow(tr("Of several modules"), makePreferred(settings));
}

QWidget* SettingsDialog::makeModule(const Settings& settings)
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    m_module = new QLineEdit(settings.moduleFolder(), row);
    m_module->setObjectName(QStringLiteral("settingsModule"));
    m_module->setAccessibleName(tr("Folder of the LibTorch module"));
    m_module->setPlaceholderText(tr("beside the program"));
    m_module->setToolTip(tr("Statistics, drawn values and devices need it; used from the next start on"));
    auto* browse = new QPushButton(tr("Browse…"), row);
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of the LibTorch module"));
        if (!folder.isEmpty()) {
            m_module->setText(folder);
        }
    });
    layout->addWidget(m_module, 1);
    layout->addWidget(browse);
    return row;
}

QWidget* SettingsDialog::makePreferred(const Settings& settings)
{
    m_preferred = new QComboBox(this);
    m_preferred->setObjectName(QStringLiteral("settingsPreferred"));
    m_preferred->setToolTip(tr("Used from the next start on; the devices of this computer show which one is in use"));
    m_preferred->addItem(tr("The one for CUDA where there is a GPU"), QString());
    m_preferred->addItem(tr("The one for the CPU"), QStringLiteral("cpu"));
    m_preferred->addItem(tr("The one for CUDA"), QStringLiteral("cuda"));
    LoaderOptions options;
    options.folder = toPath(settings.moduleFolder());
    const QDir folder(pathToQString(moduleFolder(options)));
    QStringList names = folder.entryList({QStringLiteral("pthf_torch*.so")}, QDir::Files, QDir::Name);
    const QString chosen = settings.preferredModule();
    if (!chosen.isEmpty() && m_preferred->findData(chosen) < 0 && !names.contains(chosen)) {
        names.append(chosen); // a module that is gone stays what was chosen
    }
    for (const QString& name : std::as_const(names)) {
        m_preferred->addItem(name, name);
    }
    m_preferred->setCurrentIndex(qMax(0, m_preferred->findData(chosen)));
    return m_preferred;
}

void SettingsDialog::applyTo(Settings& settings) const
{
    settings.setLanguage(m_language->currentData().toString());
    settings.setTheme(static_cast<ThemeChoice>(m_theme->currentData().toInt()));
    settings.setFontScale(m_fontScale->value());
    settings.setVerification(static_cast<Verification>(m_verification->currentData().toInt()));
    settings.setRestoresSession(m_restores->isChecked());
    settings.setNotifies(m_notifies->isChecked());
    settings.setModuleFolder(m_module->text().trimmed());
    settings.setPreferredModule(m_preferred->currentData().toString());
}

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/settings_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/base/button_kind.h"

namespace pthf {

SettingsDialog::SettingsDialog(const Settings& settings, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    m_theme = new QComboBox(this);
    m_theme->addItem(tr("As the system has it"), static_cast<int>(ThemeChoice::Auto));
    m_theme->addItem(tr("Light"), static_cast<int>(ThemeChoice::Light));
    m_theme->addItem(tr("Dark"), static_cast<int>(ThemeChoice::Dark));
    m_theme->addItem(tr("High contrast"), static_cast<int>(ThemeChoice::HighContrast));
    m_theme->setCurrentIndex(m_theme->findData(static_cast<int>(settings.theme())));
    m_verification = new QComboBox(this);
    m_verification->addItem(
        tr("Structure: opened again and compared with the plan"), static_cast<int>(Verification::Structure));
    m_verification->addItem(tr("Every byte: compared with the source, too"), static_cast<int>(Verification::Full));
    m_verification->addItem(tr("Nothing"), static_cast<int>(Verification::None));
    m_verification->setCurrentIndex(m_verification->findData(static_cast<int>(settings.verification())));

    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignRight);
    form->addRow(tr("Theme"), m_theme);
    form->addRow(tr("Verify after a save"), m_verification);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    setButtonKind(buttons->button(QDialogButtonBox::Ok), ButtonKind::Primary);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(buttons);
}

void SettingsDialog::applyTo(Settings& settings) const
{
    settings.setTheme(static_cast<ThemeChoice>(m_theme->currentData().toInt()));
    settings.setVerification(static_cast<Verification>(m_verification->currentData().toInt()));
}

} // namespace pthf

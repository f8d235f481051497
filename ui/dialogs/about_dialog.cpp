// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/about_dialog.h"

#include <array>

#include <QApplication>
#include <QDialogButtonBox>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/base/metrics.h"
#include "ui/widgets/word_table.h"

namespace pthf {

namespace {

/// What the program is made of: name and licence, as their authors give them.
struct Part {
    const char* name;
    const char* licence;
};
constexpr std::array kParts{Part{"Qt 6", "LGPL-3.0-only"}, Part{"LibTorch", "BSD-3-Clause"}, Part{"zlib", "Zlib"},
    Part{"ISA-L", "BSD-3-Clause"}, Part{"PCRE2", "BSD-3-Clause"}, Part{"JSON for Modern C++", "MIT"},
    Part{"CLI11", "BSD-3-Clause"}, Part{"QCustomPlot", "GPL-3.0-or-later"}, Part{"HDF5", "BSD-3-Clause"}};

QString textOf(const QString& resource)
{
    QFile file(resource);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

AboutDialog::AboutDialog(QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Pthfinder"));
    auto* tabs = new QTabWidget(this);
    tabs->setDocumentMode(true);
    tabs->setAccessibleName(windowTitle());
    tabs->addTab(makeAbout(), tr("About"));
    tabs->addTab(makeParts(), tr("Made of"));
    tabs->addTab(makeLicences(), tr("Licences"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(tabs, 1);
    layout->addWidget(buttons);
    const Metrics metrics(this);
    resize(metrics.scaled(560), metrics.scaled(420));
}

QWidget* AboutDialog::makeAbout()
{
    const Metrics metrics(this);
    auto* page = new QWidget;
    auto* icon = new QLabel(page);
    icon->setPixmap(QApplication::windowIcon().pixmap(metrics.scaled(64), metrics.scaled(64)));
    icon->setAccessibleName(tr("Icon of Pthfinder"));
    auto* name = new QLabel(tr("Pthfinder %1").arg(QApplication::applicationVersion()), page);
    name->setFont(strongFont(name->font()));
    auto* text = new QLabel(tr("Looks into PyTorch checkpoints without running them, says what is wrong with them, and "
                               "writes the one you need.\n\nThe window is under the GNU GPL, version 3 or later; the "
                               "library and pthf are under the Apache License 2.0."),
        page);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* column = new QVBoxLayout;
    column->addWidget(name);
    column->addWidget(text);
    column->addStretch();
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(12, 16, 12, 12);
    row->setSpacing(metrics.scaled(16));
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addLayout(column, 1);
    return page;
}

QWidget* AboutDialog::makeParts()
{
    auto* table = new WordTable({tr("Library"), tr("Licence")}, tr("Libraries and their licences"));
    for (const Part& part : kParts) {
        table->addRow({QLatin1String(part.name), QLatin1String(part.licence)});
    }
    return table;
}

QWidget* AboutDialog::makeLicences()
{
    auto* text = new QPlainTextEdit(textOf(QStringLiteral(":/pthfinder/licences/GPL-3.0-or-later.txt")) % u"\n\n"
        % textOf(QStringLiteral(":/pthfinder/licences/Apache-2.0.txt")));
    text->setObjectName(QStringLiteral("licenceText"));
    text->setAccessibleName(tr("Texts of the licences"));
    text->setReadOnly(true);
    text->setFont(fixedFont(font()));
    return text;
}

} // namespace pthf

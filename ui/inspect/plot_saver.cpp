// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/plot_saver.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>

#include "ui/words/error_text.h"

namespace pthf {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(pthf::PlotSaver)
};

} // namespace

void askAndExport(QWidget& picture, std::function<PlotTable()> table, const QString& suggestedName)
{
    auto* dialog = new QFileDialog(picture.window(), Words::tr("Export"), QString(), plotFileFilter());
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("png"));
    dialog->selectFile(suggestedName + QStringLiteral(".png"));
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.section(QLatin1Char('.'), -1).remove(QLatin1Char(')')));
    });
    QObject::connect(dialog, &QFileDialog::fileSelected, &picture, [&picture, table](const QString& path) {
        if (const Status written = exportPlot(picture, table(), path); !written) {
            auto* box = new QMessageBox(QMessageBox::Warning, Words::tr("Not exported"), errorText(written.error()),
                QMessageBox::Ok, picture.window());
            box->setAttribute(Qt::WA_DeleteOnClose);
            box->setTextFormat(Qt::PlainText);
            box->open();
        }
    });
    dialog->open();
}

} // namespace pthf

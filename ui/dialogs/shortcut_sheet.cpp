// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/shortcut_sheet.h"

#include <array>

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

#include "ui/base/metrics.h"
#include "ui/widgets/word_table.h"

namespace pthf {

QString plainName(const QAction& action)
{
    static const QRegularExpression key(QStringLiteral(R"(\(&\w\)|&)"));
    const QVariant given = action.property(kPlainName);
    return given.isValid() ? given.toString() : action.text().remove(key);
}

ShortcutSheet::ShortcutSheet(const QList<QAction*>& actions, QWidget* parent)
    : QDialog(parent)
    , m_table(new WordTable({tr("What it does"), tr("Keys")}, tr("Keys and what they do"), this))
{
    setObjectName(QStringLiteral("shortcutSheet"));
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* words = new QLineEdit(this);
    words->setObjectName(QStringLiteral("shortcutFilter"));
    words->setPlaceholderText(tr("Find a shortcut"));
    words->setAccessibleName(words->placeholderText());
    words->setClearButtonEnabled(true);
    connect(words, &QLineEdit::textChanged, this, &ShortcutSheet::filter);
    const Metrics metrics(this);
    m_table->setObjectName(QStringLiteral("shortcutTable"));
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    for (const QAction* action : actions) {
        if (!action->shortcut().isEmpty()) {
            QStringList keys;
            for (const QKeySequence& sequence : action->shortcuts()) {
                keys.append(sequence.toString(QKeySequence::NativeText));
            }
            m_table->addRow({plainName(*action), keys.join(QStringLiteral(", "))});
        }
    }
    // Keys that belong to no action: the views have them.
    const std::array others{std::pair{tr("Open and close a row of the tree"), tr("Right, Left")},
        std::pair{tr("Open all rows below"), QStringLiteral("*")},
        std::pair{tr("Menu of the row"), tr("Menu key, Shift+F10")},
        std::pair{tr("Switch a change of the plan on or off"), tr("Space")},
        std::pair{tr("Edit a change of the plan"), tr("Enter")},
        std::pair{tr("Take a change of the plan away"), tr("Delete")},
        std::pair{tr("Move a change of the plan"), tr("Alt+Up, Alt+Down")},
        std::pair{tr("Quick look at a checkpoint of a folder"), tr("Space")}};
    for (const auto& [what, keys] : others) {
        m_table->addRow({what, keys});
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(words);
    layout->addWidget(m_table, 1);
    layout->addWidget(buttons);
    setTabOrder(words, m_table);
    words->setFocus();
    resize(metrics.scaled(520), metrics.scaled(480));
}

void ShortcutSheet::filter(const QString& words)
{
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const QString text = QString(m_table->item(row, 0)->text() % u' ' % m_table->item(row, 1)->text());
        m_table->setRowHidden(row, !text.contains(words, Qt::CaseInsensitive));
    }
}

} // namespace pthf

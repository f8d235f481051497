// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/save_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QShowEvent>
#include <QStorageInfo>
#include <QVBoxLayout>

#include "core/save/save_checkpoint.h"
#include "ui/base/button_kind.h"
#include "ui/base/error_text.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/dialogs/changes_table.h"
#include "ui/dialogs/save_changes.h"
#include "ui/dialogs/verify_choice.h"
#include "ui/session/document_session.h"
#include "ui/widgets/badge_strip.h"
#include "ui/widgets/pane.h"

namespace pthf {

namespace {

constexpr int kWidth = 800; ///< as drawn

QLabel* mutedLabel(const QString& text)
{
    auto* label = new QLabel(text);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setFont(smallFont(label->font()));
    return label;
}

QLabel* caption(const QString& text)
{
    auto* label = new QLabel(text);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

/// A row of a form: what is put in stands side by side.
QWidget* rowOf(std::initializer_list<QWidget*> parts, QWidget* stretched = nullptr)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QWidget* part : parts) {
        layout->addWidget(part, part == stretched ? 1 : 0);
    }
    if (stretched == nullptr) {
        layout->addStretch();
    }
    return row;
}

/// The folder that is there, at or above the target's.
QString existingFolder(const QString& target)
{
    QFileInfo folder(QFileInfo(target).path());
    while (!folder.exists() && folder.path() != folder.filePath()) {
        folder = QFileInfo(folder.path());
    }
    return folder.filePath();
}

} // namespace

SaveDialog::SaveDialog(DocumentSession& session, const QString& suggestedTarget, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
{
    setObjectName(QStringLiteral("saveDialog"));
    setWindowTitle(tr("Save converted checkpoint"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->viewport()->setBackgroundRole(QPalette::Window);
    area->setWidget(makeForm());
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    column->addWidget(area, 1);
    column->addWidget(makeButtons());

    m_file->setText(suggestedTarget);
    connect(m_file, &QLineEdit::textChanged, this, [this] {
        m_replace->setChecked(false); // the answer was for another file
        refreshTarget();
    });
    connect(m_replace, &QCheckBox::toggled, this, &SaveDialog::refreshTarget);
    connect(m_format, &QComboBox::currentIndexChanged, this, &SaveDialog::refreshSize);
    connect(&session, &DocumentSession::outcomeChanged, this, &SaveDialog::refreshPlan);
    refreshPlan();
    m_page = area->widget();
    m_file->setFocus();
}

void SaveDialog::showEvent(QShowEvent* event)
{
    if (!event->spontaneous()) {
        // Only now do all parts know their sizes. What has no room scrolls; the buttons stay.
        ensurePolished();
        const QSize page = m_page->layout()->totalSizeHint();
        const int width = qMax(page.width(), Metrics(this).scaled(kWidth));
        const int form = qMax(page.height(), m_page->layout()->totalHeightForWidth(width));
        const QSize most = screen()->availableSize() - QSize(24, 48);
        resize(QSize(width, form + m_save->parentWidget()->sizeHint().height()).boundedTo(most));
    }
    QDialog::showEvent(event);
}

QWidget* SaveDialog::makeForm()
{
    auto* page = new QWidget;
    page->setBackgroundRole(QPalette::Window);
    auto* form = new QFormLayout(page);
    form->setContentsMargins(24, 18, 20, 14);
    form->setHorizontalSpacing(8);
    form->setVerticalSpacing(12);
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto* write = new QLabel(tr("A new file"));
    write->setFont(mediumFont(write->font()));
    form->addRow(caption(tr("Write")), rowOf({write, mutedLabel(tr("The open file stays as it is"))}));
    form->addRow(caption(tr("Format")), makeFormat());
    form->addRow(caption(tr("File")), makeFile());
    form->addRow(caption(tr("Size")), makeSize());
    form->addRow(caption(tr("What changes")), makeChanges());
    m_verification = new VerifyChoice;
    form->addRow(caption(tr("Afterwards")), m_verification);
    m_badges = new BadgeStrip;
    m_badges->setPlain();
    connect(m_badges, &BadgeStrip::fixRequested, this, [this](const QString& id) {
        for (const LoadsOn& place : m_session.plannedCard().loadsOn) {
            if (toQString(place.id) == id) {
                const std::vector<Operation> fix = place.fix; // the plan's change renews the card
                m_session.addOperations(fix, tr("make it load on: %1").arg(shownText(place.where)));
                return;
            }
        }
    });
    form->addRow(caption(tr("Loads on")), m_badges);
    m_complaint = new QLabel;
    m_complaint->setObjectName(QStringLiteral("saveComplaint"));
    m_complaint->setWordWrap(true);
    m_complaint->setTextFormat(Qt::PlainText);
    m_complaint->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form->addRow(QString(), m_complaint);
    return page;
}

QWidget* SaveDialog::makeFormat()
{
    m_format = new QComboBox;
    m_format->setObjectName(QStringLiteral("saveFormat"));
    m_format->setAccessibleName(tr("Format"));
    m_format->addItem(tr("PyTorch zip, torch ≥ 1.6"), int(SaveFormat::Zip));
    m_format->addItem(tr("PyTorch stream, torch 0.4 to 1.5"), int(SaveFormat::Legacy));
    m_format->setMinimumWidth(Metrics(this).scaled(280));
    const OpenedPtr& opened = m_session.opened();
    if (opened && opened->document->kind == FileKind::TorchLegacy) {
        m_format->setCurrentIndex(1);
    }
    m_formatNote = mutedLabel({});
    return rowOf({m_format, m_formatNote});
}

QWidget* SaveDialog::makeFile()
{
    m_file = new QLineEdit;
    m_file->setObjectName(QStringLiteral("saveFile"));
    m_file->setAccessibleName(tr("File to write"));
    auto* browse = new QPushButton(tr("Browse…"));
    browse->setObjectName(QStringLiteral("saveBrowse"));
    browse->setIcon(themedIcon(Icon::Folder, IconTint::Text));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &SaveDialog::browse);
    m_replace = new QCheckBox(tr("Replace the file that is there"));
    m_replace->setObjectName(QStringLiteral("saveReplace"));
    m_replace->hide();
    auto* both = new QWidget;
    auto* column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(rowOf({m_file, browse}, m_file));
    column->addWidget(m_replace);
    return both;
}

QWidget* SaveDialog::makeSize()
{
    m_size = new QLabel;
    m_size->setObjectName(QStringLiteral("saveSize"));
    m_size->setFont(strongFont(m_size->font()));
    m_sizeBefore = caption({});
    m_share = new ShareBar;
    m_free = new QLabel;
    m_free->setObjectName(QStringLiteral("saveFree"));
    auto* gap = new QWidget;
    return rowOf({m_size, m_sizeBefore, m_share, gap,
                     new IconLabel(Icon::Disk, IconTint::Muted, 14, IconLabel::Ground::None), m_free},
        gap);
}

QWidget* SaveDialog::makeChanges()
{
    auto* box = new Pane(Pane::Look::Card);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_changes = new ChangesTable;
    column->addWidget(m_changes);
    m_allRows = new QPushButton;
    m_allRows->setObjectName(QStringLiteral("saveAllRows"));
    m_allRows->setAutoDefault(false);
    setButtonKind(m_allRows, ButtonKind::Link);
    connect(m_allRows, &QPushButton::clicked, this, &SaveDialog::rowsRequested);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(4, 2, 8, 3);
    foot->addWidget(m_allRows);
    foot->addStretch();
    column->addLayout(foot);
    return box;
}

QWidget* SaveDialog::makeButtons()
{
    auto* bar = new Pane(Pane::Look::BarAbove, this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(16, 12, 14, 12);
    row->setSpacing(8);
    const auto add = [&](const QString& text, Icon icon, const QString& name) {
        auto* button = new QPushButton(text);
        button->setObjectName(name);
        button->setIcon(themedIcon(icon, IconTint::Text));
        button->setAutoDefault(false);
        setButtonKind(button, ButtonKind::Flat);
        row->addWidget(button);
        return button;
    };
    connect(add(tr("Save as recipe…"), Icon::Plan, QStringLiteral("saveAsRecipe")), &QPushButton::clicked, this,
        &SaveDialog::recipeRequested);
    connect(add(tr("Copy as command"), Icon::Command, QStringLiteral("saveCopyCommand")), &QPushButton::clicked, this,
        &SaveDialog::commandRequested);
    row->addStretch();
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("saveCancel"));
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    row->addWidget(cancel);
    m_save = new QPushButton(tr("Save"));
    m_save->setObjectName(QStringLiteral("saveAccept"));
    m_save->setIcon(themedIcon(Icon::Save, IconTint::OnAccent));
    m_save->setDefault(true);
    setButtonKind(m_save, ButtonKind::Primary);
    connect(m_save, &QPushButton::clicked, this, &QDialog::accept);
    row->addWidget(m_save);
    return bar;
}

SaveOptions SaveDialog::options() const
{
    SaveOptions options;
    options.target = toPath(m_file->text());
    options.format = static_cast<SaveFormat>(m_format->currentData().toInt());
    options.overwrite = m_replace->isChecked() ? Overwrite::Yes : Overwrite::No;
    options.verification = m_verification->verification();
    return options;
}

void SaveDialog::browse()
{
    // Replacing is asked for in this dialog, where it is seen beside everything else.
    const QString chosen = QFileDialog::getSaveFileName(this, tr("File to write"), m_file->text(),
        tr("Checkpoints (*.pth *.pt *.ckpt *.bin);;All files (*)"), nullptr, QFileDialog::DontConfirmOverwrite);
    if (!chosen.isEmpty()) {
        m_file->setText(chosen);
    }
}

void SaveDialog::refreshPlan()
{
    if (!m_session.isSettled() || !m_session.opened()) {
        m_save->setEnabled(false); // until the answer is here
        return;
    }
    const auto planned = m_session.plannedNow();
    m_planned = planned ? *planned : nullptr;
    m_planComplaint = planned ? QString() : shownText(planned.error().message());
    const OpenedDocument& opened = *m_session.opened();
    const PlanOutcomePtr& outcome = m_session.outcome();
    const bool hasOutcome = outcome && outcome->planned;
    m_changes->setChanges(hasOutcome ? saveChanges(opened, *outcome) : saveChanges(opened));
    m_allRows->setText(tr("Show all %1 rows").arg(shownCount(opened.tree.leaves.size())));
    m_badges->setBadges(badgesOf(m_session.plannedCard().loadsOn), hasOutcome ? Planned::Yes : Planned::No);
    refreshSize();
}

void SaveDialog::refreshSize()
{
    const SaveFormat format = options().format;
    const OpenedDocument& opened = *m_session.opened();
    const bool isSame = (format == SaveFormat::Zip && opened.document->kind == FileKind::TorchZip)
        || (format == SaveFormat::Legacy && opened.document->kind == FileKind::TorchLegacy);
    m_formatNote->setText(isSame ? tr("Same format as the open file") : tr("The open file has another format"));
    m_bytes = m_planned ? estimateBytes(*m_planned, format) : 0;
    const std::uint64_t before = opened.document->fileBytes;
    m_size->setText(shownSize(m_bytes));
    m_sizeBefore->setText(tr("was %1").arg(shownSize(before)));
    m_share->setShare(before == 0 ? 0.0 : static_cast<double>(m_bytes) / static_cast<double>(before));
    m_save->setText(tr("Save %1").arg(shownSize(m_bytes)));
    refreshTarget();
}

QString SaveDialog::complaintOf(const SaveOptions& options) const
{
    if (!m_planned) {
        return m_planComplaint;
    }
    if (options.target.empty()) {
        return tr("Name a file to write");
    }
    const QFileInfo target(m_file->text());
    if (target.isDir()) {
        return tr("%1 is a folder; name a file in it").arg(m_file->text());
    }
    if (!QFileInfo(target.path()).isDir()) {
        return tr("The folder %1 does not exist").arg(target.path());
    }
    if (target.exists() && options.overwrite == Overwrite::No) {
        return tr("There is a file of that name; replace it or choose another name");
    }
    const Status status = checkSave(*m_planned, options);
    return status ? QString() : errorWords(status.error()).detail;
}

void SaveDialog::refreshTarget()
{
    const QFileInfo target(m_file->text());
    m_replace->setVisible(target.isFile());
    const QStorageInfo disk(existingFolder(m_file->text()));
    const auto free = disk.isValid() && disk.bytesAvailable() > 0 ? std::uint64_t(disk.bytesAvailable()) : 0;
    m_free->setText(tr("%1 free on %2").arg(shownSize(free), shownText(disk.rootPath())));
    QString complaint = complaintOf(options());
    if (complaint.isEmpty() && disk.isValid() && free < m_bytes) {
        complaint =
            tr("%1 are needed on %2, %3 are free").arg(shownSize(m_bytes), shownText(disk.rootPath()), shownSize(free));
    }
    QPalette palette = m_complaint->palette();
    palette.setColor(QPalette::WindowText, themeOf(this).error.color);
    m_complaint->setPalette(palette);
    m_complaint->setText(complaint);
    m_complaint->setVisible(!complaint.isEmpty());
    m_save->setEnabled(complaint.isEmpty());
    m_save->setToolTip(complaint);
}

} // namespace pthf

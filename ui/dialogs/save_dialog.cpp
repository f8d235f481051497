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
#include "core/text/size_text.h"
#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/dialogs/changes_table.h"
#include "ui/dialogs/prove_choice.h"
#include "ui/dialogs/save_changes.h"
#include "ui/dialogs/save_way.h"
#include "ui/dialogs/verify_choice.h"
#include "ui/session/document_session.h"
#include "ui/widgets/badge_strip.h"
#include "ui/widgets/pane.h"
#include "ui/words/core_text.h"
#include "ui/words/error_text.h"
#include "ui/words/losses_words.h"

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
    connect(m_format, &QComboBox::currentIndexChanged, this, &SaveDialog::changeFormat);
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
    m_way = new SaveWay;
    connect(m_way, &SaveWay::changed, this, &SaveDialog::changeWay);
    form->addRow(caption(tr("Write")), m_way);
    form->addRow(caption(tr("Format")), makeFormat());
    form->addRow(caption(tr("File")), makeFile());
    form->addRow(caption(tr("Size")), makeSize());
    form->addRow(caption(tr("What changes")), makeChanges());
    m_verification = new VerifyChoice;
    form->addRow(caption(tr("Afterwards")), m_verification);
    m_proof = new ProveChoice;
    form->addRow(QString(), m_proof);
    m_badges = new BadgeStrip;
    m_badges->setPlain();
    connect(m_badges, &BadgeStrip::fixRequested, this, [this](const QString& id) {
        for (const LoadsOn& place : m_session.plannedCard().loadsOn) {
            if (toQString(place.id) == id) {
                const std::vector<Operation> fix = place.fix; // the plan's change renews the card
                m_session.addOperations(fix, tr("make it load on: %1").arg(coreText(place.where)));
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
    m_format->addItem(tr("safetensors"), int(SaveFormat::Safetensors));
    m_format->addItem(tr("safetensors shards with an index"), int(SaveFormat::Safetensors));
    m_format->addItem(tr("PyTorch shards with an index"), int(SaveFormat::Zip));
    m_format->setItemData(3, true, kShardsRole);
    m_format->setItemData(4, true, kShardsRole);
    m_format->setMinimumWidth(Metrics(this).scaled(280));
    m_shardSize = new QComboBox;
    m_shardSize->setObjectName(QStringLiteral("saveShardSize"));
    m_shardSize->setAccessibleName(tr("Size of a shard"));
    m_shardSize->setToolTip(tr("At most this much in each shard: 5GB, 512MiB"));
    m_shardSize->setEditable(true);
    m_shardSize->addItems({QStringLiteral("5GB"), QStringLiteral("2GB"), QStringLiteral("10GB")});
    m_shardSize->hide();
    connect(m_shardSize, &QComboBox::currentTextChanged, this, &SaveDialog::refreshTarget);
    const OpenedPtr& opened = m_session.opened();
    if (opened && opened->document->kind == FileKind::TorchLegacy) {
        m_format->setCurrentIndex(1);
    } else if (opened && opened->document->kind == FileKind::Safetensors) {
        m_format->setCurrentIndex(2);
    }
    m_formatNote = mutedLabel({});
    return rowOf({m_format, m_shardSize, m_formatNote});
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
    m_fileRow = both;
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
    m_losses = new QLabel;
    m_losses->setObjectName(QStringLiteral("saveLosses"));
    m_losses->setTextFormat(Qt::PlainText);
    m_losses->setWordWrap(true);
    m_losses->setForegroundRole(QPalette::PlaceholderText);
    connect(&m_session, &DocumentSession::castLossesCounted, this,
        [this](const CastLosses& losses) { m_losses->setText(tr("Cast: %1").arg(lossesWords(losses.all))); });
    foot->addWidget(m_losses, 1);
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
    if (m_way->isInPlace()) {
        options.target = m_session.opened()->document->path;
        options.overwrite = Overwrite::Yes;
        options.verification = m_verification->verification();
        return options;
    }
    options.target = toPath(m_file->text());
    options.format = static_cast<SaveFormat>(m_format->currentData().toInt());
    options.overwrite = m_replace->isChecked() ? Overwrite::Yes : Overwrite::No;
    options.verification = m_verification->verification();
    return options;
}

SaveWays SaveDialog::ways() const
{
    SaveWays ways;
    ways.isInPlace = m_way->isInPlace();
    if (m_format->currentData(kShardsRole).toBool()) {
        ways.shardBytes = bytesFromText(toUtf8(m_shardSize->currentText().trimmed())).value_or(0);
    }
    ways.hasWitness = m_proof->hasWitness();
    ways.proveOn = m_proof->proveOn();
    return ways;
}

void SaveDialog::setDevices(const QStringList& devices)
{
    m_proof->setDevices(devices);
}

void SaveDialog::changeWay()
{
    const bool isNew = !m_way->isInPlace();
    for (QWidget* part : {static_cast<QWidget*>(m_format), m_fileRow}) {
        part->setEnabled(isNew);
    }
    refreshTarget();
}

void SaveDialog::changeFormat()
{
    // The name follows the format where it says one.
    QString name = m_file->text();
    const auto format = static_cast<SaveFormat>(m_format->currentData().toInt());
    const QFileInfo file(name);
    const bool isSafetensors = file.suffix() == QStringLiteral("safetensors");
    if (!file.suffix().isEmpty() && isSafetensors != (format == SaveFormat::Safetensors)) {
        name.chop(file.suffix().size());
        m_file->setText(name + (isSafetensors ? QStringLiteral("pth") : QStringLiteral("safetensors")));
    }
    m_shardSize->setVisible(m_format->currentData(kShardsRole).toBool());
    refreshSize();
}

void SaveDialog::browse()
{
    // Replacing is asked for in this dialog, where it is seen beside everything else.
    const QString chosen = QFileDialog::getSaveFileName(this, tr("File to write"), m_file->text(),
        tr("Checkpoints (*.pth *.pt *.ckpt *.bin *.safetensors);;All files (*)"), nullptr,
        QFileDialog::DontConfirmOverwrite);
    if (!chosen.isEmpty()) {
        m_file->setText(chosen);
    }
}

} // namespace pthf

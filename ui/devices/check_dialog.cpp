// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/check_dialog.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/report/device_report.h"
#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/devices/device_model.h"
#include "ui/session/document_session.h"
#include "ui/widgets/pane.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

QString rateWords(double rate)
{
    return CheckDialog::tr("%1 GB/s").arg(QLocale().toString(rate, 'f', 1));
}

QString forecastWords(const DeviceForecast& forecast)
{
    const QString bytes = shownSize(forecast.bytes);
    const QString device = toQString(forecast.device);
    QString text = forecast.freeBytes
        ? CheckDialog::tr("needs %1 of %2 free on %3").arg(bytes, shownSize(*forecast.freeBytes), device)
        : CheckDialog::tr("needs %1 on %2").arg(bytes, device);
    if (forecast.offer) {
        text = CheckDialog::tr("%1; as %2 %3")
                   .arg(text, toQString(dtypeName(forecast.offer->dtype)), shownSize(forecast.castBytes));
    }
    return text;
}

QString errorWords(const Error& error)
{
    const QString said = coreText(error.message());
    switch (error.code()) {
    case ErrorCode::Cancelled:
        return CheckDialog::tr("Cancelled. The device's memory is given back.");
    case ErrorCode::OutOfMemory:
        return CheckDialog::tr("The memory did not suffice, and is given back: %1").arg(said);
    case ErrorCode::Unsupported:
    case ErrorCode::InvalidArgument:
        return CheckDialog::tr("It cannot be checked: %1").arg(said);
    default:
        return CheckDialog::tr("The check broke off, and the device's memory is given back: %1").arg(said);
    }
}

} // namespace

CheckDialog::CheckDialog(JobRunner& runner, DocumentSession& session, QWidget* parent)
    : QDialog(parent)
    , m_check(runner, session)
{
    setObjectName(QStringLiteral("checkDialog"));
    setWindowTitle(tr("Check on device"));
    const Metrics metrics(this);
    auto* intro = new QLabel(tr("Carries what a save would write to the device and back, and compares every byte. "
                                "Nothing is written."),
        this);
    intro->setWordWrap(true);
    m_device = new QComboBox(this);
    m_device->setObjectName(QStringLiteral("checkDevice"));
    m_device->setAccessibleName(tr("Device"));
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Device"), m_device);
    m_forecasts = new QVBoxLayout;
    m_bar = new QProgressBar(this);
    m_bar->setObjectName(QStringLiteral("checkProgress"));
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_progress = new QLabel(this);
    m_progress->setForegroundRole(QPalette::PlaceholderText);
    m_result = new QLabel(this);
    m_result->setObjectName(QStringLiteral("checkResult"));
    m_result->setTextFormat(Qt::PlainText);
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_result->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(metrics.scaled(10));
    column->addWidget(intro);
    column->addLayout(form);
    column->addLayout(m_forecasts);
    column->addWidget(m_bar);
    column->addWidget(m_progress);
    column->addWidget(m_result, 1);
    column->addWidget(makeButtons());
    resize(metrics.scaled(620), metrics.scaled(320));

    connect(m_device, &QComboBox::activated, this, [this] { m_check.setDevice(m_device->currentData().toString()); });
    connect(&m_check, &DeviceCheck::changed, this, &CheckDialog::refresh);
    connect(&m_check, &DeviceCheck::progressed, this, &CheckDialog::showProgress);
    connect(&session, &DocumentSession::documentChanged, this, [this] {
        if (!m_check.isOfSaved()) {
            reject(); // the plan was for another file
        }
    });
    refresh();
}

QWidget* CheckDialog::makeButtons()
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_copy = buttons->addButton(tr("Copy as text"), QDialogButtonBox::ActionRole);
    m_copy->setObjectName(QStringLiteral("checkCopy"));
    m_copy->setIcon(themedIcon(Icon::Copy));
    m_cancel = buttons->addButton(tr("Cancel the check"), QDialogButtonBox::ActionRole);
    m_cancel->setObjectName(QStringLiteral("checkCancel"));
    m_start = buttons->addButton(tr("Check"), QDialogButtonBox::ActionRole);
    m_start->setObjectName(QStringLiteral("checkStart"));
    m_start->setDefault(true);
    setButtonKind(m_start, ButtonKind::Primary);
    connect(m_copy, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(toQString(proofToText(*m_check.proof()))); });
    connect(m_cancel, &QPushButton::clicked, &m_check, &DeviceCheck::cancel);
    connect(m_start, &QPushButton::clicked, &m_check, &DeviceCheck::start);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

void CheckDialog::refresh()
{
    const bool isRunning = m_check.state() == DeviceCheck::State::Running;
    refreshDevices();
    refreshForecasts();
    m_bar->setVisible(isRunning);
    m_progress->setVisible(isRunning);
    m_bar->setValue(0);
    m_progress->clear();
    m_cancel->setVisible(isRunning);
    m_start->setVisible(!isRunning);
    m_start->setEnabled(m_check.canStart());
    m_device->setEnabled(!isRunning);
    m_copy->setEnabled(m_check.proof().has_value());
    m_result->setText(resultText());
}

void CheckDialog::refreshDevices()
{
    const QSignalBlocker silent(m_device);
    m_device->clear();
    m_device->addItem(tr("Those that the plan names"), QString());
    for (const DeviceFacts& device : m_check.devices()) {
        const QString facts = deviceFactsText(device);
        const QString name = toQString(device.device);
        m_device->addItem(facts.isEmpty() ? name : QString(name % u" · " % facts), name);
    }
    m_device->setCurrentIndex(qMax(0, m_device->findData(m_check.device())));
}

void CheckDialog::refreshForecasts()
{
    while (QLayoutItem* item = m_forecasts->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // its button may be what was clicked
        delete item;
    }
    if (m_check.state() == DeviceCheck::State::Asking) {
        return;
    }
    for (const DeviceForecast& forecast : m_check.forecasts()) {
        addForecast(forecast);
    }
}

void CheckDialog::addForecast(const DeviceForecast& forecast)
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    const bool fits = forecast.fits();
    layout->addWidget(new IconLabel(fits ? Icon::Ok : Icon::Error, fits ? IconTint::Success : IconTint::Error, 16));
    auto* words = new QLabel(forecastWords(forecast), row);
    words->setObjectName(QStringLiteral("checkForecast"));
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    layout->addWidget(words, 1);
    if (forecast.offer) {
        auto* mend = new QPushButton(tr("Cast to %1").arg(toQString(dtypeName(forecast.offer->dtype))), row);
        mend->setObjectName(QStringLiteral("checkCast"));
        mend->setAutoDefault(false);
        setButtonKind(mend, ButtonKind::RowMend);
        connect(mend, &QPushButton::clicked, this,
            [this, cast = *forecast.offer] { m_check.applyOffer(cast); }); // the plan's change asks anew
        layout->addWidget(mend);
    }
    m_forecasts->addWidget(row);
}

QString CheckDialog::resultText() const
{
    if (m_check.state() == DeviceCheck::State::Asking) {
        return tr("Asking the devices…");
    }
    if (m_check.error()) {
        return errorWords(*m_check.error());
    }
    return m_check.proof() ? doneText() : QString();
}

QString CheckDialog::doneText() const
{
    const DeviceProof& proof = *m_check.proof();
    if (!proof.report) {
        return tr("It does not fit; nothing was carried");
    }
    QStringList lines;
    for (const DeviceTransfer& transfer : proof.report->devices) {
        QString line =
            tr("%1: %n storages, %2, %3 there, %4 back, at most %5 taken", nullptr, static_cast<int>(transfer.items))
                .arg(toQString(transfer.device), shownSize(transfer.bytes), rateWords(transfer.rateThere),
                    rateWords(transfer.rateBack), shownSize(transfer.peakBytes));
        lines.append(transfer.isPinned ? line : tr("%1, blocks not page-locked").arg(line));
    }
    const std::vector<std::string>& differing = proof.report->differing;
    if (differing.empty()) {
        lines.append(tr("%1 compared, all equal").arg(shownSize(proof.report->comparedBytes)));
        return lines.join(u'\n');
    }
    lines.append(tr("%n storages came back changed:", nullptr, static_cast<int>(differing.size())));
    constexpr std::size_t kMaxShown = 20;
    for (std::size_t i = 0; i < std::min(differing.size(), kMaxShown); ++i) {
        lines.append(QString(u"  " % coreText(differing[i])));
    }
    return lines.join(u'\n');
}

void CheckDialog::showProgress(int permille)
{
    const JobProgress progress = m_check.progress();
    m_bar->setValue(permille);
    m_progress->setText(tr("%1 of %2 there and back, %3/s")
                            .arg(shownSize(progress.done), shownSize(progress.total),
                                shownSize(static_cast<std::uint64_t>(progress.bytesPerSecond))));
}

} // namespace pthf

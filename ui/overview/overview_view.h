// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QScrollArea>

#include "core/survey/health_scan.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/opened_document.h"

namespace pthf {

class DevicesCard;
class HealthCard;
class MemoryTable;
class OptimizerCard;
class Segments;
class Treemap;
struct TreemapNode;

/// A checkpoint at a glance: where its bytes are, devices, health, memory to train, optimizer.
class OverviewView final : public QScrollArea {
    Q_OBJECT

public:
    explicit OverviewView(JobRunner& runner, QWidget* parent = nullptr);

    void setDocument(const OpenedPtr& opened);
    Treemap* treemap() const noexcept { return m_treemap; }
    /// Reads every value of the document.
    void scan();

Q_SIGNALS:
    void revealRequested(pthf::PlaceId place);
    void mapDevicesRequested();
    void optimizerRequested();
    void scanned(const pthf::HealthScan& scan);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fill();
    void showParts();
    void arrange();

    JobRunner& m_runner;
    OpenedPtr m_opened;
    bool m_isFilled = false;
    QPointer<JobBase> m_fillJob;
    QPointer<JobBase> m_partsJob;
    QPointer<JobBase> m_scanJob;
    QWidget* m_page = nullptr;
    QWidget* m_bytes = nullptr;
    Segments* m_parts = nullptr;
    Treemap* m_treemap = nullptr;
    DevicesCard* m_devices = nullptr;
    HealthCard* m_health = nullptr;
    MemoryTable* m_memory = nullptr;
    OptimizerCard* m_optimizer = nullptr;
    bool m_isNarrow = false;
};

} // namespace pthf

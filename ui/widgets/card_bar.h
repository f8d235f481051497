// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QStringList>
#include <QWidget>

#include "core/report/card.h"

class QToolButton;

namespace pthf {

/// Whether a file can be loaded without running code of others.
enum class SafetyLook : std::uint8_t { Safe, NeedsCode, Dangerous };

/// What the card line shows of a checkpoint, most important first.
struct CardFacts {
    QString fileName;
    QString path; ///< in full, for the tool tip
    QString what; ///< "PyTorch checkpoint · zip, torch ≥ 1.6"
    QStringList facts; ///< "307.2 MB", "25.6 M parameters", "epoch 12"; dropped from the right
    QStringList devices;
    QStringList newDevices; ///< as planned; empty where they stay
    SafetyLook safety = SafetyLook::Safe;
    QString safetyReason; ///< for the tool tip
};

CardFacts cardFacts(const Card& card, const QStringList& newDevices = {});

/// The line that says what is open: facts between thin rules, devices, and whether the file is safe. What has no room
/// is dropped from the right, facts first.
class CardBar final : public QWidget {
    Q_OBJECT

public:
    explicit CardBar(QWidget* parent = nullptr);

    void setFacts(const CardFacts& facts);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// How many facts the present width shows.
    int shownFacts() const;
    /// How many devices have a chip of their own at that width; 0: one chip stands for all.
    int shownChips() const;

Q_SIGNALS:
    /// The shield was pressed: the list of what the file names is wanted.
    void safetyRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Layout {
        int facts = 0;
        int devices = 0; ///< width: 0 when there is no room
        int singles = 0; ///< devices with a chip of their own, "+2" for the rest; 0: one chip for all
        int name = 0;
        int what = 0;
    };
    Layout layOut() const;
    int devicesWidth(int singles) const;
    /// "+2": devices that have no chip of their own.
    QString restText(int singles) const;
    void paintDevices(QPainter& painter, const QRect& place, int singles) const;
    void placeSafety();

    CardFacts m_facts;
    QToolButton* m_safety;
};

} // namespace pthf

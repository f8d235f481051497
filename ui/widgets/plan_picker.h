// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QToolButton>

#include "ui/base/icons.h"

namespace pthf {

/// What a picker shows: "Target device · 642 tensors" over "Keep [cuda:0–3]", or over "[cuda:0–3] → [cpu]".
struct PickerState {
    QString name; ///< "Target device"
    QString effect; ///< "642 tensors", "on 320 of 320 keys"; may be empty
    bool isInPlan = false;
    QString keepWord; ///< "Keep", while nothing is planned; may be empty
    QString before; ///< what the file has: "module.", "float32"
    QStringList devicesBefore; ///< shown as a chip instead of `before`
    QString after; ///< of a plan: "none", "float16"
    QStringList devicesAfter;
    bool isCode = false; ///< before and after are keys: fixed font
};

/// A tool button with a caption over its value and a menu of choices; outlined in accent while it is part of the plan.
/// The menu is filled by whoever knows the choices.
class PlanPicker final : public QToolButton {
    Q_OBJECT

public:
    enum class Caption { Shown, Hidden };

    explicit PlanPicker(Icon icon, QWidget* parent = nullptr);

    const PickerState& state() const noexcept { return m_state; }
    void setState(const PickerState& state);
    /// Hidden: one line, caption in the tool tip (narrow windows).
    void setCaption(Caption caption);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString captionText() const;
    QString spokenValue() const;
    int valueWidth() const;
    void paintValue(QPainter& painter, QRect place) const;

    Icon m_icon;
    PickerState m_state;
    Caption m_caption = Caption::Shown;
};

} // namespace pthf

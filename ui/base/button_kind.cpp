// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/button_kind.h"

#include <QToolButton>
#include <QVariant>

namespace pthf {

namespace {

constexpr const char* kProperty = "pthfButtonKind";

} // namespace

void setButtonKind(QAbstractButton* button, ButtonKind kind)
{
    button->setProperty(kProperty, int(kind));
    button->updateGeometry();
    button->update();
}

ButtonKind buttonKind(const QWidget* widget)
{
    const QVariant kind = widget == nullptr ? QVariant() : widget->property(kProperty);
    if (kind.isValid()) {
        return static_cast<ButtonKind>(kind.toInt());
    }
    const auto* tool = qobject_cast<const QToolButton*>(widget);
    return tool != nullptr && tool->autoRaise() ? ButtonKind::Flat : ButtonKind::Normal;
}

} // namespace pthf

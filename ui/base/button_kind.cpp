// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/button_kind.h"

#include <QAbstractButton>
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
    return widget == nullptr ? ButtonKind::Normal : static_cast<ButtonKind>(widget->property(kProperty).toInt());
}

} // namespace pthf

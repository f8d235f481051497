// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/segments.h"

#include <QHBoxLayout>
#include <QToolButton>

#include "ui/base/button_kind.h"

namespace pthf {

Segments::Segments(const QStringList& texts, QWidget* parent)
    : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (int i = 0; i < texts.size(); ++i) {
        auto* button = new QToolButton(this);
        button->setText(texts[i]);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setFocusPolicy(Qt::TabFocus);
        setButtonKind(button,
            i == 0                      ? ButtonKind::SegmentLeft
                : i + 1 == texts.size() ? ButtonKind::SegmentRight
                                        : ButtonKind::SegmentMiddle);
        connect(button, &QToolButton::clicked, this, [this, i] {
            if (i != m_current) {
                m_current = i;
                Q_EMIT chosen(i);
            }
        });
        m_buttons.append(button);
        row->addWidget(button);
    }
    setCurrent(0);
}

void Segments::setCurrent(int segment)
{
    m_current = segment;
    m_buttons[segment]->setChecked(true);
}

} // namespace pthf

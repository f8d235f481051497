// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/slice_bar.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include "ui/base/button_kind.h"
#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/text.h"
#include "ui/words/core_text.h"

namespace pthf {

SliceBar::SliceBar(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
{
    const Metrics metrics(this);
    m_row->setContentsMargins(metrics.scaled(12), metrics.scaled(8), metrics.scaled(12), metrics.scaled(6));
    m_row->setSpacing(metrics.scaled(6));
    m_edit = new QLineEdit(this);
    m_edit->setObjectName(QStringLiteral("sliceEdit"));
    m_edit->setAccessibleName(tr("Slice"));
    m_edit->setToolTip(tr("Which part is shown, as numpy writes it: 0, :, 2:10, ::4"));
    m_edit->setFont(fixedFont(m_edit->font()));
    connect(m_edit, &QLineEdit::editingFinished, this, &SliceBar::accept);
    connect(m_edit, &QLineEdit::textEdited, this, [this] { m_edit->setPalette({}); });
    m_row->addWidget(m_edit, 1);
    const auto button = [&](const char* name, Icon icon, const QString& words, int by) {
        auto* made = new QToolButton(this);
        made->setObjectName(QLatin1String(name));
        made->setIcon(themedIcon(icon));
        made->setToolTip(words);
        made->setAccessibleName(words);
        made->setFocusPolicy(Qt::TabFocus);
        setButtonKind(made, ButtonKind::Normal);
        connect(made, &QToolButton::clicked, this, [this, by] { step(by); });
        m_row->addWidget(made);
        return made;
    };
    m_previous = button("previousSlice", Icon::Minus, tr("Previous slice"), -1);
    m_next = button("nextSlice", Icon::Plus, tr("Next slice"), 1);
    m_note = new QLabel(this);
    m_note->setFont(smallFont(font()));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_row->addWidget(m_note);
}

void SliceBar::setShape(const Dims& shape)
{
    m_shape = shape;
    m_terms.clear();
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const bool isWhole = i + 2 >= shape.size() || shape[i] == 0;
        m_terms.push_back(isWhole ? SliceTerm{0, shape[i], 1, false} : SliceTerm{0, 1, 1, true});
    }
    refresh();
}

void SliceBar::setWhole(const Dims& shape)
{
    setShape(shape);
    for (std::size_t i = 0; i < shape.size(); ++i) {
        m_terms[i] = SliceTerm{0, shape[i], 1, false};
    }
    refresh();
}

void SliceBar::setNote(const QString& note)
{
    m_note->setText(note);
}

void SliceBar::accept()
{
    const auto terms = parseSlice(toUtf8(m_edit->text()), m_shape);
    if (!terms) {
        // The words stay as they were typed, in the colour of what is wrong; the picture stays too.
        QPalette palette = m_edit->palette();
        palette.setColor(QPalette::Text, themeOf(this).error.color);
        m_edit->setPalette(palette);
        m_edit->setToolTip(coreText(terms.error().message()));
        return;
    }
    m_edit->setToolTip(tr("Which part is shown, as numpy writes it: 0, :, 2:10, ::4"));
    if (*terms == m_terms) {
        refresh();
        return;
    }
    m_terms = *terms;
    refresh();
    Q_EMIT sliceChanged();
}

void SliceBar::step(int by)
{
    // Like an odometer: the last fixed index turns first.
    for (std::size_t i = m_terms.size(); i-- > 0;) {
        SliceTerm& term = m_terms[i];
        if (!term.isIndex) {
            continue;
        }
        term.first += by;
        if (term.first >= 0 && term.first < m_shape[i]) {
            break;
        }
        term.first = by > 0 ? 0 : m_shape[i] - 1;
    }
    refresh();
    Q_EMIT sliceChanged();
}

void SliceBar::refresh()
{
    m_edit->setPalette({});
    m_edit->setText(toQString(sliceText(m_terms, m_shape)));
    const bool hasIndex = std::ranges::any_of(m_terms, &SliceTerm::isIndex);
    m_previous->setVisible(hasIndex);
    m_next->setVisible(hasIndex);
}

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filter_edit.h"

#include <QKeyEvent>
#include <QPainter>
#include <QRegularExpression>

#include "ui/base/icons.h"
#include "ui/base/metrics.h"
#include "ui/base/pthf_style.h"
#include "ui/base/style_frames.h"

namespace pthf {

namespace {

const QRegularExpression& tokenPattern()
{
    static const QRegularExpression pattern(
        QStringLiteral("^(?:(?:dtype|shape|device|shared):\\S+|size(?:>=|<=|>|<|:)\\S+)$"));
    return pattern;
}

} // namespace

FilterEdit::FilterEdit(Tokens tokens, QWidget* parent)
    : QLineEdit(parent)
    , m_mode(tokens)
{
    setMouseTracking(true);
    connect(this, &QLineEdit::textChanged, this, [this] {
        takeTokens();
        layOut();
        Q_EMIT queryChanged(query());
    });
    layOut();
}

QString FilterEdit::query() const
{
    QStringList parts = m_tokens;
    if (!text().isEmpty()) {
        parts.append(text());
    }
    return parts.join(QLatin1Char(' '));
}

void FilterEdit::setQuery(const QString& query)
{
    m_tokens.clear();
    QStringList words = query.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QStringList rest;
    for (const QString& word : words) {
        const bool isToken = m_mode == Tokens::On && tokenPattern().match(word).hasMatch();
        (isToken ? m_tokens : rest).append(word);
    }
    const QString text = rest.join(QLatin1Char(' '));
    if (text == this->text()) {
        layOut();
        Q_EMIT queryChanged(this->query());
        return;
    }
    setText(text);
}

void FilterEdit::setNote(const QString& note)
{
    m_note = note;
    layOut();
}

void FilterEdit::setComplaint(const QString& complaint)
{
    if (m_complaint.isEmpty()) {
        m_help = toolTip();
    }
    m_complaint = complaint;
    setToolTip(complaint.isEmpty() ? m_help : complaint);
    update();
}

void FilterEdit::takeTokens()
{
    // A word is finished by the space after it.
    if (m_mode == Tokens::Off || !text().contains(QLatin1Char(' '))) {
        return;
    }
    QStringList words = text().split(QLatin1Char(' '));
    const QString unfinished = words.takeLast();
    QStringList kept;
    for (const QString& word : words) {
        if (tokenPattern().match(word).hasMatch()) {
            m_tokens.append(word);
        } else {
            kept.append(word);
        }
    }
    if (kept.size() == words.size()) {
        return;
    }
    kept.append(unfinished);
    const QSignalBlocker blocker(this);
    setText(kept.join(QLatin1Char(' ')));
}

void FilterEdit::removeToken(qsizetype number)
{
    m_tokens.removeAt(number);
    layOut();
    Q_EMIT queryChanged(query());
}

int FilterEdit::iconRoom() const
{
    const Metrics metrics(this);
    return metrics.scaled(8) + metrics.icon() + metrics.scaled(4);
}

QRect FilterEdit::clearPlace() const
{
    const Metrics metrics(this);
    const int side = metrics.scaled(16);
    return {width() - side - metrics.scaled(6), (height() - side) / 2, side, side};
}

void FilterEdit::layOut()
{
    const Metrics metrics(this);
    const QFontMetrics words(fixedFont(font()));
    const int height = metrics.chip();
    m_chips.clear();
    int left = iconRoom();
    for (const QString& token : m_tokens) {
        const int close = metrics.scaled(12);
        const int width =
            metrics.scaled(6) + words.horizontalAdvance(token) + metrics.scaled(4) + close + metrics.scaled(4);
        const QRect place(left, (this->height() - height) / 2, width, height);
        m_chips.append({place, QRect(place.right() - close - 3, place.top(), close + 4, height)});
        left += width + metrics.scaled(6);
    }
    const int typed = QFontMetrics(font()).horizontalAdvance(text()) + metrics.scaled(24);
    int right = isClearShown() ? metrics.scaled(26) : metrics.scaled(4);
    m_noteWidth = 0;
    if (!m_note.isEmpty()) {
        const int note = QFontMetrics(smallFont(font())).horizontalAdvance(m_note) + metrics.scaled(8);
        if (left + typed + note + right <= width()) {
            m_noteWidth = note;
            right += note;
        }
    }
    // The field has a space of its own beside the text.
    setTextMargins(left - metrics.scaled(8), 0, qMax(0, right - metrics.scaled(4)), 0);
    update();
}

void FilterEdit::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    const Theme& theme = themeOf(this);
    const Metrics metrics(this);
    QPainter painter(this);
    if (!m_complaint.isEmpty()) {
        paintBox(painter, rect(), Qt::transparent, theme.error.color);
    }
    paintIcon(painter, m_mode == Tokens::On ? Icon::Filter : Icon::Search,
        QRectF(metrics.scaled(8), 0, metrics.icon(), height()),
        m_complaint.isEmpty() ? theme.muted : theme.error.color);
    painter.setFont(fixedFont(font()));
    for (qsizetype number = 0; number < m_chips.size(); ++number) {
        const Chip& chip = m_chips.at(number);
        const QString& token = m_tokens.at(number);
        paintBox(
            painter, chip.place, theme.info.tint, theme.isHighContrast() ? theme.border : QColor(Qt::transparent), 4);
        // The name of the token is muted, its value not: "dtype:" float32.
        const qsizetype split = token.indexOf(QRegularExpression(QStringLiteral("[^:<>=]*$")));
        const QRect words = chip.place.adjusted(metrics.scaled(6), 0, 0, 0);
        painter.setPen(theme.info.color);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, token.left(split));
        painter.setPen(theme.text);
        painter.drawText(words.adjusted(painter.fontMetrics().horizontalAdvance(token.left(split)), 0, 0, 0),
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, token.mid(split));
        const int side = metrics.scaled(9);
        paintIcon(painter, Icon::Close, QRectF(chip.close.left() + 2, chip.close.top(), side, chip.close.height()),
            theme.info.color);
    }
    if (m_noteWidth > 0) {
        painter.setFont(smallFont(font()));
        painter.setPen(theme.muted);
        const int right = isClearShown() ? clearPlace().left() - metrics.scaled(4) : width() - metrics.scaled(8);
        painter.drawText(QRect(right - m_noteWidth, 0, m_noteWidth, height()),
            Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, m_note);
    }
    if (isClearShown()) {
        paintIcon(painter, Icon::Close, QRectF(clearPlace()).adjusted(2, 2, -2, -2), theme.muted);
    }
}

void FilterEdit::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Backspace && cursorPosition() == 0 && !hasSelectedText() && !m_tokens.isEmpty()) {
        removeToken(m_tokens.size() - 1);
        return;
    }
    if (event->key() == Qt::Key_Escape && isClearShown()) {
        setQuery({});
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterEdit::mousePressEvent(QMouseEvent* event)
{
    if (isClearShown() && clearPlace().contains(event->pos())) {
        setQuery({});
        return;
    }
    for (qsizetype number = 0; number < m_chips.size(); ++number) {
        if (m_chips.at(number).close.contains(event->pos())) {
            removeToken(number);
            return;
        }
    }
    QLineEdit::mousePressEvent(event);
}

void FilterEdit::mouseMoveEvent(QMouseEvent* event)
{
    const bool isOnClear = isClearShown() && clearPlace().contains(event->pos());
    const bool isOnChip = std::any_of(
        m_chips.begin(), m_chips.end(), [event](const Chip& chip) { return chip.place.contains(event->pos()); });
    setCursor(isOnClear || isOnChip ? Qt::ArrowCursor : Qt::IBeamCursor);
    QLineEdit::mouseMoveEvent(event);
}

void FilterEdit::resizeEvent(QResizeEvent* event)
{
    QLineEdit::resizeEvent(event);
    layOut();
}

void FilterEdit::changeEvent(QEvent* event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        layOut();
    }
}

} // namespace pthf

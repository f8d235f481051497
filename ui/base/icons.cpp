// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/icons.h"

#include <array>

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "ui/base/pthf_style.h"
#include "ui/base/theme.h"

// A library's resources have to be named once from code, or the linker leaves them out.
static void loadResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace pthf {

namespace {

constexpr std::array<const char*, kIconCount> kNames{"open", "folder", "file", "save", "search", "filter", "device",
    "prefix", "number", "match", "laptop", "undo", "redo", "plan", "play", "python", "command", "copy", "pin", "more",
    "close", "plus", "minus", "check", "not-equal", "arrow-right", "chevron-right", "chevron-down", "drop", "disk",
    "star", "clock", "settings", "error", "warning", "info", "ok", "shield", "tensor", "dict", "list", "object",
    "model", "ema", "optimizer", "counter", "config", "text", "bytes", "link", "view", "repeat", "overview"};

QByteArray drawingOf(Icon icon)
{
    static const bool loaded = (loadResources(), true);
    Q_UNUSED(loaded)
    QFile file(
        QLatin1String(":/pthfinder/icons/") + QLatin1String(kNames.at(std::size_t(icon))) + QLatin1String(".svg"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QColor colorOf(IconTint tint, const Theme& theme)
{
    switch (tint) {
    case IconTint::Muted:
        return theme.muted;
    case IconTint::Text:
        return theme.text;
    case IconTint::Accent:
        return theme.accent;
    case IconTint::OnAccent:
        return theme.onAccent;
    case IconTint::Success:
        return theme.success.color;
    case IconTint::Warning:
        return theme.warning.color;
    case IconTint::Error:
        return theme.error.color;
    case IconTint::Danger:
        return theme.danger.color;
    case IconTint::Info:
        return theme.info.color;
    }
    return theme.muted;
}

/// Asks the theme at every paint, so that icons made at start follow a change of theme.
class ThemedIconEngine final : public QIconEngine {
public:
    ThemedIconEngine(Icon icon, IconTint tint)
        : m_icon(icon)
        , m_tint(tint)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        paintIcon(*painter, m_icon, rect, color(mode));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        return iconPixmap(m_icon, color(mode), qMin(size.width(), size.height()), 1.0);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State /*state*/, qreal scale) override
    {
        // size is in device pixels already, for a device with that ratio.
        QPixmap pixmap = iconPixmap(m_icon, color(mode), qMin(size.width(), size.height()), 1.0);
        pixmap.setDevicePixelRatio(scale);
        return pixmap;
    }
    bool isNull() override { return false; }
    QIconEngine* clone() const override { return new ThemedIconEngine(m_icon, m_tint); }

private:
    QColor color(QIcon::Mode mode) const
    {
        const Theme& theme = themeOf(nullptr);
        return mode == QIcon::Disabled ? theme.disabled : colorOf(m_tint, theme);
    }

    Icon m_icon;
    IconTint m_tint;
};

} // namespace

QIcon themedIcon(Icon icon, IconTint tint)
{
    return QIcon(new ThemedIconEngine(icon, tint));
}

QPixmap iconPixmap(Icon icon, const QColor& color, int size, qreal devicePixelRatio)
{
    const QString key =
        QStringLiteral("pthf-%1-%2-%3-%4").arg(int(icon)).arg(color.rgba(), 0, 16).arg(size).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) {
        return pixmap;
    }
    QByteArray drawing = drawingOf(icon);
    drawing.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    const int side = qMax(1, qRound(size * devicePixelRatio));
    pixmap = QPixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(drawing).render(&painter, QRectF(0, 0, side, side));
    painter.end();
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void paintIcon(QPainter& painter, Icon icon, const QRectF& where, const QColor& color)
{
    const int size = int(qMin(where.width(), where.height()));
    const qreal ratio = painter.device()->devicePixelRatio();
    const QPointF corner(qRound(where.center().x() - size / 2.0), qRound(where.center().y() - size / 2.0));
    painter.drawPixmap(corner, iconPixmap(icon, color, size, ratio));
}

Icon iconOf(Role role) noexcept
{
    switch (role) {
    case Role::Model:
        return Icon::Model;
    case Role::Ema:
        return Icon::Ema;
    case Role::Optimizer:
        return Icon::Optimizer;
    case Role::Scheduler:
        return Icon::Clock;
    case Role::Scaler:
        return Icon::Number;
    case Role::Rng:
        return Icon::Repeat;
    case Role::Counter:
        return Icon::Counter;
    case Role::Metric:
        return Icon::Star;
    case Role::Config:
        return Icon::Config;
    case Role::Other:
        return Icon::Dict;
    }
    return Icon::Dict;
}

Icon iconOf(Severity severity) noexcept
{
    switch (severity) {
    case Severity::Info:
        return Icon::Info;
    case Severity::Warning:
        return Icon::Warning;
    case Severity::Error:
        return Icon::Error;
    case Severity::Danger:
        return Icon::Shield;
    }
    return Icon::Info;
}

IconTint tintOf(Severity severity) noexcept
{
    switch (severity) {
    case Severity::Info:
        return IconTint::Info;
    case Severity::Warning:
        return IconTint::Warning;
    case Severity::Error:
        return IconTint::Error;
    case Severity::Danger:
        return IconTint::Danger;
    }
    return IconTint::Info;
}

QIcon applicationIcon()
{
    loadResources();
    return QIcon(QStringLiteral(":/pthfinder/icons/pthfinder.svg"));
}

} // namespace pthf

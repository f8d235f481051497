// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/theme.h"

#include <cmath>

#include "core/types/device.h"

namespace pthf {

namespace {

QColor rgb(unsigned value)
{
    return QColor::fromRgb(0xFF000000U | value);
}

Theme makeLight()
{
    Theme theme;
    theme.kind = ThemeKind::Light;
    theme.window = rgb(0xF2F3F6);
    theme.base = rgb(0xFFFFFF);
    theme.alternate = rgb(0xF7F8FA);
    theme.raised = rgb(0xFFFFFF);
    theme.text = rgb(0x1A1E26);
    theme.muted = rgb(0x596270);
    theme.disabled = rgb(0x8A93A1);
    theme.accent = rgb(0x2F55D4);
    theme.onAccent = rgb(0xFFFFFF);
    theme.selection = rgb(0xDDE6FB);
    theme.inactiveSelection = rgb(0xE6E9EF);
    theme.hover = rgb(0xEDF0F5);
    theme.border = rgb(0xDCE0E6);
    theme.strongBorder = rgb(0xB4BBC7);
    theme.fieldBorder = rgb(0x828B98);
    theme.success = {rgb(0x166B39), rgb(0xE3F3E9)};
    theme.warning = {rgb(0x8A5A00), rgb(0xFBF0D9)};
    theme.error = {rgb(0xB3261E), rgb(0xFBE6E4)};
    theme.danger = {rgb(0x9B1150), rgb(0xF9E3EC)};
    theme.info = {rgb(0x2F55D4), rgb(0xE6ECFC)};
    theme.added = rgb(0x14663A);
    theme.removed = rgb(0xA3342C);
    theme.bar = rgb(0x6D8CDF);
    theme.track = rgb(0xE6E9EF);
    theme.matchMark = rgb(0xFFE9A8);
    theme.cpu = rgb(0x5B6472);
    theme.cuda = {rgb(0x3040F6), rgb(0x99450E), rgb(0xA842B9), rgb(0x1F8C60), rgb(0x5B2BCF), rgb(0x771014),
        rgb(0x3A6894), rgb(0x657D2E)};
    theme.mps = rgb(0xBF2883);
    theme.otherDevice = rgb(0x596270);
    return theme;
}

Theme makeDark()
{
    Theme theme;
    theme.kind = ThemeKind::Dark;
    theme.window = rgb(0x1F2229);
    theme.base = rgb(0x17191E);
    theme.alternate = rgb(0x1B1E24);
    theme.raised = rgb(0x2A2E37);
    theme.text = rgb(0xE4E7EC);
    theme.muted = rgb(0x9DA6B3);
    theme.disabled = rgb(0x6C7584);
    theme.accent = rgb(0x7CA2FF);
    theme.onAccent = rgb(0x0F1420);
    theme.selection = rgb(0x2A3A5E);
    theme.inactiveSelection = rgb(0x2A2F39);
    theme.hover = rgb(0x23272F);
    theme.border = rgb(0x31363F);
    theme.strongBorder = rgb(0x4B525F);
    theme.fieldBorder = rgb(0x717A89);
    theme.success = {rgb(0x5CC98A), rgb(0x1C3227)};
    theme.warning = {rgb(0xE3B24D), rgb(0x362C17)};
    theme.error = {rgb(0xFF8A80), rgb(0x3D2323)};
    theme.danger = {rgb(0xFF8FC0), rgb(0x3B1E2D)};
    theme.info = {rgb(0x8FB1FF), rgb(0x202C48)};
    theme.added = rgb(0x6FD69B);
    theme.removed = rgb(0xFF9A91);
    theme.bar = rgb(0x6A8AD8);
    theme.track = rgb(0x2A2F39);
    theme.matchMark = rgb(0x4A4320);
    theme.cpu = rgb(0x9AA4B2);
    theme.cuda = {rgb(0x3088FA), rgb(0xF48B16), rgb(0xED9CFB), rgb(0x40D990), rgb(0x9682D1), rgb(0xE45E55),
        rgb(0x9DDEF5), rgb(0x9DD958)};
    theme.mps = rgb(0xE0C6BF);
    theme.otherDevice = rgb(0x9DA6B3);
    return theme;
}

/// Black on white or white on black; borders as strong as the text, no tints. Marks keep their colours.
Theme makeHighContrast(Theme theme, ThemeKind kind)
{
    theme.kind = kind;
    const QColor ground = theme.isDark() ? rgb(0x000000) : rgb(0xFFFFFF);
    const QColor ink = theme.isDark() ? rgb(0xFFFFFF) : rgb(0x000000);
    for (QColor* role : {&theme.window, &theme.base, &theme.alternate, &theme.raised, &theme.selection,
             &theme.inactiveSelection, &theme.hover, &theme.track, &theme.matchMark}) {
        *role = ground;
    }
    for (QColor* role : {&theme.text, &theme.muted, &theme.border, &theme.strongBorder, &theme.fieldBorder}) {
        *role = ink;
    }
    for (Tinted* role : {&theme.success, &theme.warning, &theme.error, &theme.danger, &theme.info}) {
        role->tint = ground;
    }
    return theme;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

/// Relative luminance as WCAG 2 defines it.
double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

const Theme& Theme::of(ThemeKind kind)
{
    static const Theme light = makeLight();
    static const Theme dark = makeDark();
    static const Theme contrast = makeHighContrast(light, ThemeKind::HighContrast);
    static const Theme contrastDark = makeHighContrast(dark, ThemeKind::HighContrastDark);
    switch (kind) {
    case ThemeKind::Light:
        return light;
    case ThemeKind::Dark:
        return dark;
    case ThemeKind::HighContrast:
        return contrast;
    case ThemeKind::HighContrastDark:
        return contrastDark;
    }
    return light;
}

QPalette Theme::palette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, alternate);
    palette.setColor(QPalette::Button, raised);
    palette.setColor(QPalette::ToolTipBase, raised);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText, QPalette::ToolTipText,
             QPalette::BrightText, QPalette::HighlightedText}) {
        palette.setColor(role, text);
    }
    palette.setColor(QPalette::PlaceholderText, muted);
    palette.setColor(QPalette::Link, accent);
    palette.setColor(QPalette::LinkVisited, accent);
    palette.setColor(QPalette::Highlight, selection);
    palette.setColor(QPalette::Inactive, QPalette::Highlight, inactiveSelection);
    // Fusion derives bevels from these; what it still draws itself stays within the theme.
    palette.setColor(QPalette::Light, raised);
    palette.setColor(QPalette::Midlight, hover);
    palette.setColor(QPalette::Mid, border);
    palette.setColor(QPalette::Dark, strongBorder);
    palette.setColor(QPalette::Shadow, strongBorder);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText, QPalette::HighlightedText,
             QPalette::PlaceholderText}) {
        palette.setColor(QPalette::Disabled, role, disabled);
    }
    return palette;
}

const Tinted& Theme::severity(Severity severity) const noexcept
{
    switch (severity) {
    case Severity::Info:
        return info;
    case Severity::Warning:
        return warning;
    case Severity::Error:
        return error;
    case Severity::Danger:
        return danger;
    }
    return info;
}

DeviceMark Theme::deviceMark(std::string_view tag) const
{
    const Device device = parseDevice(tag);
    if (device.type == "cpu") {
        return {MarkForm::Square, cpu};
    }
    if (device.type == "cuda") {
        return {MarkForm::Disc, cuda.at(device.index.value_or(0) % cuda.size())};
    }
    if (device.type == "mps") {
        return {MarkForm::Diamond, mps};
    }
    return {device.type == "meta" ? MarkForm::Ring : MarkForm::Triangle, otherDevice};
}

QColor Theme::chipGround(const QColor& mark) const
{
    if (isHighContrast()) {
        return base;
    }
    return mark.isValid() ? mixed(mark, base, 0.13) : inactiveSelection;
}

QColor mixed(const QColor& over, const QColor& under, double share)
{
    const auto channel = [share](int top, int bottom) { return qRound(top * share + bottom * (1.0 - share)); };
    return {channel(over.red(), under.red()), channel(over.green(), under.green()), channel(over.blue(), under.blue())};
}

double contrastRatio(const QColor& one, const QColor& other)
{
    const double first = luminance(one);
    const double second = luminance(other);
    return (qMax(first, second) + 0.05) / (qMin(first, second) + 0.05);
}

} // namespace pthf

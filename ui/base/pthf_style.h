// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

#include "ui/base/theme.h"

namespace pthf {

/// Flat over Fusion: no gradients, no bevels, every colour from a Theme, every height from the font. Make one, give it
/// to QApplication::setStyle, and change the theme with applyTheme.
class PthfStyle final : public QProxyStyle {
    Q_OBJECT

public:
    explicit PthfStyle(ThemeKind kind = ThemeKind::Light);

    const Theme& theme() const noexcept { return *m_theme; }
    /// Takes the theme's colours for everything, the application's palette too; everything is painted anew.
    void applyTheme(ThemeKind kind);

    void polish(QWidget* widget) override;
    using QProxyStyle::polish;
    void unpolish(QWidget* widget) override;
    using QProxyStyle::unpolish;
    QPalette standardPalette() const override { return m_theme->palette(); }

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
        const QWidget* widget = nullptr) const override;
    int pixelMetric(
        PixelMetric metric, const QStyleOption* option = nullptr, const QWidget* widget = nullptr) const override;
    int styleHint(StyleHint hint, const QStyleOption* option = nullptr, const QWidget* widget = nullptr,
        QStyleHintReturn* returned = nullptr) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
        const QWidget* widget = nullptr) const override;
    QRect subElementRect(
        SubElement element, const QStyleOption* option, const QWidget* widget = nullptr) const override;

private:
    // Each draws what is its own and says whether it did.
    bool drawPanel(
        PrimitiveElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget) const;
    bool drawIndicator(
        PrimitiveElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget) const;
    bool drawLabel(ControlElement element, const QStyleOption& option, QPainter& painter, const QWidget* widget) const;
    bool drawBarPart(ControlElement element, const QStyleOption& option, QPainter& painter) const;

    const Theme* m_theme;
};

/// The theme that a widget is painted with; of the application's style for null, light where the style is not ours.
const Theme& themeOf(const QWidget* widget);

} // namespace pthf

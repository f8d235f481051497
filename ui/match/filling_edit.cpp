// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/match/filling_edit.h"

#include <algorithm>
#include <array>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

#include "ui/base/metrics.h"

namespace pthf {

namespace {

/// One of torch's fillings, with the names that torch.nn.init gives its numbers; empty: it has no such number.
struct Filling {
    InitialKind kind;
    const char* name;
    const char* first;
    const char* second;
    double firstAtStart;
    double secondAtStart;
};

constexpr std::array<Filling, 9> kFillings{{{InitialKind::Zeros, "zeros", "", "", 0, 0},
    {InitialKind::Ones, "ones", "", "", 0, 0}, {InitialKind::Constant, "constant", "val", "", 0.5, 0},
    {InitialKind::Normal, "normal", "mean", "std", 0, 0.02}, {InitialKind::Uniform, "uniform", "a", "b", -0.1, 0.1},
    {InitialKind::KaimingUniform, "kaiming_uniform", "a", "", 2.2360679774997898, 0},
    {InitialKind::KaimingNormal, "kaiming_normal", "a", "", 0, 0},
    {InitialKind::XavierUniform, "xavier_uniform", "gain", "", 1, 0},
    {InitialKind::XavierNormal, "xavier_normal", "gain", "", 1, 0}}};

const Filling& fillingOf(InitialKind kind)
{
    for (const Filling& filling : kFillings) {
        if (filling.kind == kind) {
            return filling;
        }
    }
    return kFillings.front();
}

QString written(double number)
{
    return QString::number(number, 'g', QLocale::FloatingPointShortest);
}

} // namespace

FillingEdit::FillingEdit(QWidget* parent)
    : QWidget(parent)
    , m_kind(new QComboBox(this))
    , m_numbers(new QWidget(this))
{
    const Metrics metrics(this);
    m_kind->setObjectName(QStringLiteral("fillingKind"));
    m_kind->setAccessibleName(tr("Filled with"));
    for (const Filling& filling : kFillings) {
        m_kind->addItem(QString::fromLatin1(filling.name), static_cast<int>(filling.kind));
    }
    auto* row = new QHBoxLayout(m_numbers);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics.scaled(6));
    m_first = addNumber("fillingFirst");
    m_second = addNumber("fillingSecond");
    m_seed = addNumber("fillingSeed");
    m_seed.name->setText(QStringLiteral("seed"));
    m_seed.line->setText(QStringLiteral("0"));
    m_seed.line->setAccessibleName(QStringLiteral("seed"));
    m_seed.line->setToolTip(tr("The same seed gives the numbers that torch.manual_seed gives"));
    row->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics.scaled(6));
    layout->addWidget(m_kind, 0, Qt::AlignLeft);
    layout->addWidget(m_numbers);
    connect(m_kind, &QComboBox::activated, this, [this] {
        const Filling& filling = fillingOf(kind());
        m_first.line->setText(written(filling.firstAtStart));
        m_second.line->setText(written(filling.secondAtStart));
        showNumbers();
        Q_EMIT changed();
    });
    showNumbers();
}

FillingEdit::Number FillingEdit::addNumber(const char* objectName)
{
    Number number{new QLabel(m_numbers), new QLineEdit(m_numbers)};
    number.name->setForegroundRole(QPalette::PlaceholderText);
    number.name->setBuddy(number.line);
    number.line->setObjectName(QString::fromLatin1(objectName));
    number.line->setFont(fixedFont(font()));
    m_numbers->layout()->addWidget(number.name);
    m_numbers->layout()->addWidget(number.line);
    connect(number.line, &QLineEdit::textEdited, this, &FillingEdit::changed);
    return number;
}

InitialKind FillingEdit::kind() const
{
    return static_cast<InitialKind>(m_kind->currentData().toInt());
}

/// As wide as the number that it starts with, within reason: sqrt(5) has seventeen digits.
void FillingEdit::fitWidth(const Number& number) const
{
    const auto digits = std::clamp<qsizetype>(number.line->text().size(), 6, 18);
    const int digit = QFontMetrics(number.line->font()).horizontalAdvance(u'0');
    number.line->setFixedWidth(static_cast<int>(digits) * digit + Metrics(this).scaled(20));
}

void FillingEdit::showNumbers()
{
    for (const Number& number : {m_first, m_second, m_seed}) {
        fitWidth(number);
    }
    const Filling& filling = fillingOf(kind());
    const auto name = [](const Number& number, const char* text) {
        const QString shown = QString::fromLatin1(text);
        number.name->setText(shown);
        number.line->setAccessibleName(shown);
        number.name->setVisible(!shown.isEmpty());
        number.line->setVisible(!shown.isEmpty());
    };
    name(m_first, filling.first);
    name(m_second, filling.second);
    name(m_seed, isDrawn(filling.kind) ? "seed" : "");
    m_numbers->setVisible(*filling.first != '\0');
}

void FillingEdit::setValues(const InitialValues& values)
{
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(values.kind)));
    m_first.line->setText(written(values.first));
    m_second.line->setText(written(values.second));
    for (const Number& number : {m_first, m_second}) {
        number.line->setCursorPosition(0); // the front of a long number is what tells it
    }
    m_seed.line->setText(QString::number(values.seed));
    m_fan = values.fan;
    showNumbers();
}

std::optional<InitialValues> FillingEdit::values() const
{
    const Filling& filling = fillingOf(kind());
    bool areRead = true;
    const auto numberOf = [&areRead](const Number& number, const char* name) {
        bool isRead = true;
        const double read = *name == '\0' ? 0.0 : number.line->text().trimmed().toDouble(&isRead);
        areRead = areRead && isRead;
        return read;
    };
    InitialValues values;
    values.kind = filling.kind;
    values.first = numberOf(m_first, filling.first);
    values.second = numberOf(m_second, filling.second);
    values.fan = m_fan;
    if (isDrawn(values.kind)) {
        bool isRead = true;
        values.seed = m_seed.line->text().trimmed().toULongLong(&isRead);
        areRead = areRead && isRead;
    }
    return areRead ? std::optional(values) : std::nullopt;
}

} // namespace pthf

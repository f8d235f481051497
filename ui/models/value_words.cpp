// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/value_words.h"

#include <QCoreApplication>

#include "ui/base/text.h"

namespace pthf {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("pthf::ValueWords", text);
}

} // namespace

QString roleTag(const RoleNode& role)
{
    if (!role.label.empty()) {
        return shownText(role.label);
    }
    switch (role.role) {
    case Role::Model:
        return translated(QT_TRANSLATE_NOOP("pthf::ValueWords", "Model"));
    case Role::Ema:
        return translated(QT_TRANSLATE_NOOP("pthf::ValueWords", "EMA"));
    case Role::Optimizer:
        return translated(QT_TRANSLATE_NOOP("pthf::ValueWords", "Optimizer"));
    case Role::Scheduler:
        return translated(QT_TRANSLATE_NOOP("pthf::ValueWords", "Scheduler"));
    case Role::Scaler:
        return translated(QT_TRANSLATE_NOOP("pthf::ValueWords", "Scaler"));
    case Role::Rng:
        return translated(QT_TRANSLATE_NOOP("pthf::ValueWords", "Random state"));
    case Role::Counter:
    case Role::Metric:
    case Role::Config:
    case Role::Other:
        return {};
    }
    return {};
}

Icon iconOfView(ViewKind kind)
{
    switch (kind) {
    case ViewKind::Tensor:
    case ViewKind::Array:
        return Icon::Tensor;
    case ViewKind::Dict:
        return Icon::Dict;
    case ViewKind::List:
    case ViewKind::Tuple:
    case ViewKind::Set:
        return Icon::List;
    case ViewKind::Object:
    case ViewKind::Global:
        return Icon::Object;
    case ViewKind::Text:
        return Icon::Text;
    case ViewKind::Bytes:
        return Icon::Bytes;
    case ViewKind::None:
    case ViewKind::Bool:
    case ViewKind::Int:
    case ViewKind::Float:
    case ViewKind::Complex:
        return Icon::Number;
    }
    return Icon::Object;
}

QString tensorTypeText(const TensorValue& tensor)
{
    if (tensor.dtype == DType::Unknown && tensor.extras && !tensor.extras->className.empty()) {
        return toQString(tensor.extras->className); // a type that torch does not have: "ggml.Q4_K"
    }
    QString text = toQString(dtypeName(tensor.dtype));
    if (tensor.form != TensorForm::Strided && tensor.form != TensorForm::Quantized) {
        text += u' ' % toQString(tensorFormName(tensor.form));
    }
    return text;
}

QString tensorsText(std::uint64_t count)
{
    return count == 1 ? translated(QT_TRANSLATE_NOOP("pthf::ValueWords", "1 tensor"))
                      : translated(QT_TRANSLATE_NOOP("pthf::ValueWords", "%1 tensors")).arg(shownCount(count));
}

QString countsText(const PlaceSummary& sums)
{
    if (sums.tensors > 0) {
        return tensorsText(sums.tensors);
    }
    if (sums.values == 1) {
        return translated(QT_TRANSLATE_NOOP("pthf::ValueWords", "1 value"));
    }
    return sums.values == 0
        ? translated(QT_TRANSLATE_NOOP("pthf::ValueWords", "empty"))
        : translated(QT_TRANSLATE_NOOP("pthf::ValueWords", "%1 values")).arg(shownCount(sums.values));
}

QString renamedRow(const KeyGroup& group, const std::vector<QString>& newKeys)
{
    QString start; // of every new key, up to where the row's text ends
    for (std::size_t i = 0; i < group.size(); ++i) {
        const std::string_view key = group.member(i).key;
        const QString rest = shownText(key.substr(group.end()));
        const QString newKey = newKeys[i].isEmpty() ? shownText(key) : newKeys[i];
        if (!newKey.endsWith(rest)) {
            return {}; // changes further down, which the rows below tell
        }
        const QString newStart = newKey.chopped(rest.size());
        if (i != 0 && newStart != start) {
            return {};
        }
        start = newStart;
    }
    const std::string_view first = group.member(0).key;
    const QString oldStart = shownText(first.substr(0, group.end()));
    if (start == oldStart) {
        return {};
    }
    const QString above = shownText(first.substr(0, group.begin()));
    if (above.isEmpty()) {
        return start;
    }
    const QString own = shownText(group.text());
    if (start == own || start.endsWith(u'.' % own)) {
        return {}; // the rows above show the change
    }
    return start.startsWith(above) ? start.mid(above.size()) : start;
}

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operations/operation_members.h"

#include <QCoreApplication>

#include "core/plan/plan_json.h"
#include "core/types/dtype.h"
#include "ui/base/text.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(pthf::OperationFields)
};

} // namespace

void OperationMembers::text(FieldWords words, std::string& member, FieldKind kind)
{
    const QStringList typed = pass(std::move(words), kind, {toQString(member)});
    member = typed.isEmpty() ? std::string() : toUtf8(kind == FieldKind::Text ? typed[0] : typed[0].trimmed());
}

void OperationMembers::texts(FieldWords words, std::vector<std::string>& member)
{
    QStringList values;
    for (const std::string& value : member) {
        values.append(toQString(value));
    }
    member.clear();
    for (const QString& value : pass(std::move(words), FieldKind::Globs, values)) {
        member.push_back(toUtf8(value));
    }
}

void OperationMembers::roles(FieldWords words, std::vector<Role>& member)
{
    QStringList values;
    for (const Role role : member) {
        values.append(toQString(roleName(role)));
    }
    member.clear();
    for (const QString& value : pass(std::move(words), FieldKind::Roles, values)) {
        if (const auto role = roleFromName(toUtf8(value))) {
            member.push_back(*role);
        }
    }
}

void OperationMembers::paths(FieldWords words, FieldKind kind, std::vector<KeyPath>& member)
{
    QStringList values;
    for (const KeyPath& path : member) {
        values.append(toQString(pathText(path)));
    }
    const QString label = words.label;
    member.clear();
    for (const QString& value : pass(std::move(words), kind, values)) {
        member.push_back(pathOf(label, value));
    }
}

void OperationMembers::path(FieldWords words, KeyPath& member)
{
    const QString label = words.label;
    const QStringList typed = pass(std::move(words), FieldKind::Path, {toQString(pathText(member))});
    member = pathOf(label, typed.value(0).trimmed());
}

void OperationMembers::pairs(FieldWords words, std::vector<std::pair<std::string, std::string>>& member)
{
    QStringList values;
    for (const auto& [from, to] : member) {
        values.append(toQString(from) % u" => " % toQString(to));
    }
    const QString label = words.label;
    member.clear();
    for (const QString& line : pass(std::move(words), FieldKind::Pairs, values)) {
        QString from;
        QString to;
        if (splitPair(line, from, to)) {
            member.emplace_back(toUtf8(from), toUtf8(to));
        } else {
            fail(Words::tr("%1: “%2” has no =>").arg(label, line));
        }
    }
}

void OperationMembers::flag(FieldWords words, bool& member)
{
    const QString shown = member ? QStringLiteral("true") : QStringLiteral("false");
    member = pass(std::move(words), FieldKind::Flag, {shown}).value(0) == QStringLiteral("true");
}

void OperationMembers::dtype(FieldWords words, DType& member, FieldKind kind)
{
    const QStringList typed = pass(std::move(words), kind, {toQString(dtypeName(member))});
    if (const auto chosen = dtypeFromName(toUtf8(typed.value(0)))) {
        member = *chosen;
    }
}

void OperationMembers::shape(FieldWords words, Dims& member)
{
    const QString label = words.label;
    QString typed = pass(std::move(words), FieldKind::Text, {toQString(shapeText(member))}).value(0).trimmed();
    if (!typed.startsWith(u'[')) {
        typed = u'[' % typed % u']';
    }
    auto shape = shapeFromText(toUtf8(typed));
    if (!shape) {
        return fail(Words::tr("%1: %2").arg(label, Words::tr("a shape is written [1200, 1024]")));
    }
    member = std::move(*shape);
}

void OperationMembers::filling(FieldWords words, InitialValues& member)
{
    const QString label = words.label;
    const QStringList typed = pass(std::move(words), FieldKind::Filling, {toQString(initialValuesText(member))});
    const auto values = parseInitialValues(toUtf8(typed.value(0).trimmed()));
    if (!values) {
        return fail(Words::tr("%1: %2").arg(label, shownText(values.error().message())));
    }
    member = *values;
}

void OperationMembers::method(FieldWords words, Resampling& member)
{
    const QString label = words.label;
    const QString now = toQString(resamplingText(member));
    const QString typed = pass(std::move(words), FieldKind::Text, {now}).value(0).trimmed();
    const auto method = typed.isEmpty() ? Result<Resampling>(Resampling{}) : parseResampling(toUtf8(typed));
    if (!method) {
        return fail(Words::tr("%1: %2").arg(label, shownText(method.error().message())));
    }
    member = *method;
}

void OperationMembers::dimensions(FieldWords words, Transpose& transpose)
{
    const QString label = words.label;
    const QString now = QString::number(transpose.first) % u", " % QString::number(transpose.second);
    const QStringList both = pass(std::move(words), FieldKind::Text, {now}).value(0).split(u',');
    bool isFirst = false;
    bool isSecond = false;
    transpose.first = both.value(0).trimmed().toLongLong(&isFirst);
    transpose.second = both.value(1).trimmed().toLongLong(&isSecond);
    if (!isFirst || !isSecond || both.size() != 2) {
        fail(Words::tr("%1: %2").arg(label, Words::tr("two dimensions are written 0, 1")));
    }
}

void OperationMembers::recipe(Operation& operation)
{
    const QString shown = toQString(operationToJson(operation));
    const QStringList typed = pass({Words::tr("As in a recipe"), {}}, FieldKind::Recipe, {shown});
    const std::string json = R"({"pthfinder_recipe": 1, "operations": [)" + toUtf8(typed.join(u'\n')) + "]}";
    const auto plan = planFromJson(json);
    if (!plan) {
        fail(coreText(plan.error().message()));
    } else if (plan->operations.size() != 1) {
        fail(Words::tr("One operation is asked for"));
    } else {
        operation = plan->operations.front();
    }
}

QStringList OperationMembers::pass(FieldWords words, FieldKind kind, const QStringList& values)
{
    if (m_typed == nullptr) {
        m_fields.push_back({std::move(words.label), kind, std::move(words.hint), values});
        return values;
    }
    const std::size_t number = m_next++;
    return number < m_typed->size() ? (*m_typed)[number].values : values;
}

KeyPath OperationMembers::pathOf(const QString& label, const QString& text)
{
    auto path = parsePath(toUtf8(text));
    if (!path) {
        fail(Words::tr("%1: %2").arg(label, coreText(path.error().message())));
        return {};
    }
    return std::move(path).value();
}

void OperationMembers::fail(const QString& what)
{
    if (!m_error) {
        m_error = Error(ErrorCode::InvalidArgument, toUtf8(what));
    }
}

} // namespace pthf

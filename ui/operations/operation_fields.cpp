// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operations/operation_fields.h"

#include <optional>
#include <utility>

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

const QString& arrow()
{
    static const QString kArrow = QStringLiteral("=>");
    return kArrow;
}

struct FieldWords {
    QString label;
    QString hint;
};

/// Goes over the members of an operation: once to show them, once to take back what was typed.
class Members {
public:
    Members() = default;
    explicit Members(const std::vector<OperationField>& typed)
        : m_typed(&typed)
    {
    }

    std::vector<OperationField> takeFields() { return std::move(m_fields); }
    const std::optional<Error>& error() const noexcept { return m_error; }

    void text(FieldWords words, std::string& member, FieldKind kind = FieldKind::Text)
    {
        const QStringList typed = pass(std::move(words), kind, {toQString(member)});
        member = typed.isEmpty() ? std::string() : toUtf8(kind == FieldKind::Text ? typed[0] : typed[0].trimmed());
    }
    void texts(FieldWords words, std::vector<std::string>& member)
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
    void roles(FieldWords words, std::vector<Role>& member)
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
    void paths(FieldWords words, FieldKind kind, std::vector<KeyPath>& member)
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
    void path(FieldWords words, KeyPath& member)
    {
        const QString label = words.label;
        const QStringList typed = pass(std::move(words), FieldKind::Path, {toQString(pathText(member))});
        member = pathOf(label, typed.value(0).trimmed());
    }
    void pairs(FieldWords words, std::vector<std::pair<std::string, std::string>>& member)
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
    void flag(FieldWords words, bool& member)
    {
        const QString shown = member ? QStringLiteral("true") : QStringLiteral("false");
        member = pass(std::move(words), FieldKind::Flag, {shown}).value(0) == QStringLiteral("true");
    }
    void dtype(FieldWords words, DType& member, FieldKind kind = FieldKind::NumberType)
    {
        const QStringList typed = pass(std::move(words), kind, {toQString(dtypeName(member))});
        if (const auto chosen = dtypeFromName(toUtf8(typed.value(0)))) {
            member = *chosen;
        }
    }
    void shape(FieldWords words, Dims& member)
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
    void filling(FieldWords words, InitialValues& member)
    {
        const QString label = words.label;
        const QStringList typed = pass(std::move(words), FieldKind::Filling, {toQString(initialValuesText(member))});
        const auto values = parseInitialValues(toUtf8(typed.value(0).trimmed()));
        if (!values) {
            return fail(Words::tr("%1: %2").arg(label, shownText(values.error().message())));
        }
        member = *values;
    }
    void method(FieldWords words, Resampling& member)
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
    void dimensions(FieldWords words, Transpose& transpose)
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
    /// For operations that have no words of their own here.
    void recipe(Operation& operation)
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

private:
    /// Shows a member, and answers what was typed for it: in the first round what it is.
    QStringList pass(FieldWords words, FieldKind kind, const QStringList& values)
    {
        if (m_typed == nullptr) {
            m_fields.push_back({std::move(words.label), kind, std::move(words.hint), values});
            return values;
        }
        const std::size_t number = m_next++;
        return number < m_typed->size() ? (*m_typed)[number].values : values;
    }
    KeyPath pathOf(const QString& label, const QString& text)
    {
        auto path = parsePath(toUtf8(text));
        if (!path) {
            fail(Words::tr("%1: %2").arg(label, coreText(path.error().message())));
            return {};
        }
        return std::move(path).value();
    }
    void fail(const QString& what)
    {
        if (!m_error) {
            m_error = Error(ErrorCode::InvalidArgument, toUtf8(what));
        }
    }

    const std::vector<OperationField>* m_typed = nullptr;
    std::size_t m_next = 0;
    std::vector<OperationField> m_fields;
    std::optional<Error> m_error;
};

void inStateDicts(Members& members, StateDictPaths& in)
{
    members.paths({Words::tr("In"), {}}, FieldKind::StateDicts, in);
}

FieldWords globWords()
{
    return {Words::tr("Keys"), QStringLiteral("layer4.*")};
}

// Each operation's members, named once.

void each(Members& members, MapLocation& map)
{
    members.text({Words::tr("Everything to"), Words::tr("keep")}, map.device, FieldKind::Device);
    members.pairs({Words::tr("Device by device"), QStringLiteral("cuda:1 => cuda:0")}, map.table);
    std::vector<std::pair<std::string, std::string>> rules;
    for (MapLocation::Rule& rule : map.rules) {
        rules.emplace_back(std::move(rule.glob), std::move(rule.to));
    }
    members.pairs({Words::tr("By key"), QStringLiteral("encoder.* => cuda:1")}, rules);
    map.rules.clear();
    for (auto& [glob, to] : rules) {
        map.rules.push_back({std::move(glob), std::move(to)});
    }
}

void each(Members& members, RemovePrefix& rule)
{
    members.text({Words::tr("Prefix"), QStringLiteral("module.")}, rule.prefix);
    inStateDicts(members, rule.in);
}

void each(Members& members, AddPrefix& rule)
{
    members.text({Words::tr("Prefix"), QStringLiteral("backbone.")}, rule.prefix);
    inStateDicts(members, rule.in);
}

void each(Members& members, RemoveSegment& rule)
{
    members.text({Words::tr("Segment"), QStringLiteral("_fsdp_wrapped_module")}, rule.segment);
    inStateDicts(members, rule.in);
}

void each(Members& members, RenamePattern& rule)
{
    members.text({Words::tr("Pattern"), QStringLiteral("^encoder\\.(.*)$")}, rule.regex);
    members.text({Words::tr("Becomes"), QStringLiteral("backbone.\\1")}, rule.replacement);
    inStateDicts(members, rule.in);
}

void each(Members& members, RenameTable& table)
{
    members.pairs({Words::tr("Keys"), QStringLiteral("fc.weight => head.weight")}, table.pairs);
    inStateDicts(members, table.in);
}

void each(Members& members, Keep& keep)
{
    members.roles({Words::tr("Roles"), {}}, keep.roles);
    members.texts(globWords(), keep.globs);
}

void each(Members& members, Drop& drop)
{
    members.roles({Words::tr("Roles"), {}}, drop.roles);
    members.paths({Words::tr("Places"), QStringLiteral("optimizer/state")}, FieldKind::Paths, drop.paths);
    members.texts(globWords(), drop.globs);
}

void each(Members& members, Extract& extract)
{
    members.path({Words::tr("Branch"), QStringLiteral("state_dict")}, extract.path);
}

void each(Members& members, Wrap& wrap)
{
    members.text({Words::tr("Key"), QStringLiteral("model")}, wrap.key);
}

void each(Members& members, ToStateDict& convert)
{
    inStateDicts(members, convert.in);
}

void each(Members& members, Cast& cast)
{
    members.dtype({Words::tr("Number type"), {}}, cast.dtype);
    members.text({Words::tr("Keys"), Words::tr("all floating tensors of the models")}, cast.glob);
}

void each(Members& members, SetRequiresGrad& set)
{
    members.text(globWords(), set.glob);
    members.flag({Words::tr("Requires grad"), {}}, set.value);
}

void each(Members& members, SetValue& set)
{
    members.path({Words::tr("Place"), QStringLiteral("epoch")}, set.path);
    members.text({Words::tr("Value"), QStringLiteral("0")}, set.json, FieldKind::Json);
}

FieldWords keyWords()
{
    return {Words::tr("Key"), QStringLiteral("head.weight")};
}

void each(Members& members, SetTensor& set)
{
    members.text(keyWords(), set.key);
    members.text({Words::tr("File"), QStringLiteral("other.pth")}, set.file, FieldKind::File);
    members.path({Words::tr("Tensor in it"), QStringLiteral("model/head.weight")}, set.path);
    inStateDicts(members, set.in);
}

void each(Members& members, InitTensor& init)
{
    members.text(keyWords(), init.key);
    members.shape({Words::tr("Shape"), QStringLiteral("[200, 1024]")}, init.shape);
    members.filling({Words::tr("Filled with"), QStringLiteral("normal(0,0.02,seed=1)")}, init.values);
    members.dtype({Words::tr("Number type"), {}}, init.dtype, FieldKind::ElementType);
    inStateDicts(members, init.in);
}

void each(Members& members, Transpose& transpose)
{
    members.text(globWords(), transpose.glob);
    members.dimensions({Words::tr("Dimensions"), QStringLiteral("0, 1")}, transpose);
}

void each(Members& members, Resize& resize)
{
    members.text(keyWords(), resize.key);
    members.shape({Words::tr("New shape"), QStringLiteral("[1200, 1024]")}, resize.shape);
    members.filling({Words::tr("New room filled with"), QStringLiteral("normal(0,0.02,seed=1)")}, resize.values);
    members.method({Words::tr("Or interpolated"), QStringLiteral("bicubic(prefix=1)")}, resize.resampling);
    inStateDicts(members, resize.in);
}

void each(Members& /*members*/, Compact& /*operation*/) { }
void each(Members& /*members*/, Untie& /*operation*/) { }
void each(Members& /*members*/, MakePortable& /*operation*/) { }
void each(Members& /*members*/, PlainDict& /*operation*/) { }

template<typename T>
concept HasWords = requires(Members& members, T& operation)
{
    each(members, operation);
};

void eachMember(Members& members, Operation& operation)
{
    std::visit(
        [&](auto& kind) {
            if constexpr (HasWords<std::remove_reference_t<decltype(kind)>>) {
                each(members, kind);
            } else {
                members.recipe(operation);
            }
        },
        operation);
}

} // namespace

bool splitPair(const QString& line, QString& from, QString& to)
{
    const qsizetype place = line.indexOf(arrow());
    if (place < 0) {
        return false;
    }
    from = line.left(place).trimmed();
    to = line.mid(place + arrow().size()).trimmed();
    return !from.isEmpty();
}

std::vector<OperationField> fieldsOf(const Operation& operation)
{
    Members members;
    Operation copy = operation;
    eachMember(members, copy);
    return members.takeFields();
}

Result<Operation> withFields(const Operation& operation, const std::vector<OperationField>& fields)
{
    Members members(fields);
    Operation changed = operation;
    eachMember(members, changed);
    if (members.error()) {
        return *members.error();
    }
    return changed;
}

} // namespace pthf

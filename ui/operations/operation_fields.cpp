// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operations/operation_fields.h"

#include <QCoreApplication>

#include "ui/operations/operation_members.h"

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

void inStateDicts(OperationMembers& members, StateDictPaths& in)
{
    members.paths({Words::tr("In"), {}}, FieldKind::StateDicts, in);
}

FieldWords globWords()
{
    return {Words::tr("Keys"), QStringLiteral("layer4.*")};
}

// Each operation's members, named once.

void each(OperationMembers& members, MapLocation& map)
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

void each(OperationMembers& members, RemovePrefix& rule)
{
    members.text({Words::tr("Prefix"), QStringLiteral("module.")}, rule.prefix);
    inStateDicts(members, rule.in);
}

void each(OperationMembers& members, AddPrefix& rule)
{
    members.text({Words::tr("Prefix"), QStringLiteral("backbone.")}, rule.prefix);
    inStateDicts(members, rule.in);
}

void each(OperationMembers& members, RemoveSegment& rule)
{
    members.text({Words::tr("Segment"), QStringLiteral("_fsdp_wrapped_module")}, rule.segment);
    inStateDicts(members, rule.in);
}

void each(OperationMembers& members, RenamePattern& rule)
{
    members.text({Words::tr("Pattern"), QStringLiteral("^encoder\\.(.*)$")}, rule.regex);
    members.text({Words::tr("Becomes"), QStringLiteral("backbone.\\1")}, rule.replacement);
    inStateDicts(members, rule.in);
}

void each(OperationMembers& members, RenameTable& table)
{
    members.pairs({Words::tr("Keys"), QStringLiteral("fc.weight => head.weight")}, table.pairs);
    inStateDicts(members, table.in);
}

void each(OperationMembers& members, Keep& keep)
{
    members.roles({Words::tr("Roles"), {}}, keep.roles);
    members.texts(globWords(), keep.globs);
}

void each(OperationMembers& members, Drop& drop)
{
    members.roles({Words::tr("Roles"), {}}, drop.roles);
    members.paths({Words::tr("Places"), QStringLiteral("optimizer/state")}, FieldKind::Paths, drop.paths);
    members.texts(globWords(), drop.globs);
}

void each(OperationMembers& members, Extract& extract)
{
    members.path({Words::tr("Branch"), QStringLiteral("state_dict")}, extract.path);
}

void each(OperationMembers& members, Wrap& wrap)
{
    members.text({Words::tr("Key"), QStringLiteral("model")}, wrap.key);
}

void each(OperationMembers& members, ToStateDict& convert)
{
    inStateDicts(members, convert.in);
}

void each(OperationMembers& members, Cast& cast)
{
    members.dtype({Words::tr("Number type"), {}}, cast.dtype);
    members.text({Words::tr("Keys"), Words::tr("all floating tensors of the models")}, cast.glob);
}

void each(OperationMembers& members, SetRequiresGrad& set)
{
    members.text(globWords(), set.glob);
    members.flag({Words::tr("Requires grad"), {}}, set.value);
}

void each(OperationMembers& members, SetValue& set)
{
    members.path({Words::tr("Place"), QStringLiteral("epoch")}, set.path);
    members.text({Words::tr("Value"), QStringLiteral("0")}, set.json, FieldKind::Json);
}

FieldWords keyWords()
{
    return {Words::tr("Key"), QStringLiteral("head.weight")};
}

void each(OperationMembers& members, SetTensor& set)
{
    members.text(keyWords(), set.key);
    members.text({Words::tr("File"), QStringLiteral("other.pth")}, set.file, FieldKind::File);
    members.path({Words::tr("Tensor in it"), QStringLiteral("model/head.weight")}, set.path);
    inStateDicts(members, set.in);
}

void each(OperationMembers& members, InitTensor& init)
{
    members.text(keyWords(), init.key);
    members.shape({Words::tr("Shape"), QStringLiteral("[200, 1024]")}, init.shape);
    members.filling({Words::tr("Filled with"), QStringLiteral("normal(0,0.02,seed=1)")}, init.values);
    members.dtype({Words::tr("Number type"), {}}, init.dtype, FieldKind::ElementType);
    inStateDicts(members, init.in);
}

void each(OperationMembers& members, Transpose& transpose)
{
    members.text(globWords(), transpose.glob);
    members.dimensions({Words::tr("Dimensions"), QStringLiteral("0, 1")}, transpose);
}

void each(OperationMembers& members, Resize& resize)
{
    members.text(keyWords(), resize.key);
    members.shape({Words::tr("New shape"), QStringLiteral("[1200, 1024]")}, resize.shape);
    members.filling({Words::tr("New room filled with"), QStringLiteral("normal(0,0.02,seed=1)")}, resize.values);
    members.method({Words::tr("Or interpolated"), QStringLiteral("bicubic(prefix=1)")}, resize.resampling);
    inStateDicts(members, resize.in);
}

void each(OperationMembers& /*members*/, Compact& /*operation*/) { }
void each(OperationMembers& /*members*/, Untie& /*operation*/) { }
void each(OperationMembers& /*members*/, MakePortable& /*operation*/) { }
void each(OperationMembers& /*members*/, PlainDict& /*operation*/) { }

template<typename T>
concept HasWords = requires(OperationMembers& members, T& operation)
{
    each(members, operation);
};

void eachMember(OperationMembers& members, Operation& operation)
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
    OperationMembers members;
    Operation copy = operation;
    eachMember(members, copy);
    return members.takeFields();
}

Result<Operation> withFields(const Operation& operation, const std::vector<OperationField>& fields)
{
    OperationMembers members(fields);
    Operation changed = operation;
    eachMember(members, changed);
    if (members.error()) {
        return *members.error();
    }
    return changed;
}

} // namespace pthf

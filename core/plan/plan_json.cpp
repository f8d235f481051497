// SPDX-License-Identifier: Apache-2.0
#include "core/plan/plan_json.h"

#include <array>
#include <functional>

#include "core/base/overloaded.h"
#include "core/plan/recipe_members.h"
#include "core/text/json_writer.h"
#include "core/text/utf8.h"
#include "core/value/path_json.h"

namespace pthf {

namespace {

constexpr std::uint64_t kRecipeVersion = 1;

void writeTexts(JsonWriter& writer, std::string_view name, const std::vector<std::string>& texts)
{
    if (!texts.empty()) {
        writer.key(name).beginArray();
        for (const std::string& text : texts) {
            writer.text(text);
        }
        writer.endArray();
    }
}

void writeRoles(JsonWriter& writer, const std::vector<Role>& roles)
{
    if (!roles.empty()) {
        writer.key("roles").beginArray();
        for (const Role role : roles) {
            writer.text(roleName(role));
        }
        writer.endArray();
    }
}

void writePaths(JsonWriter& writer, std::string_view name, const std::vector<KeyPath>& paths)
{
    if (!paths.empty()) {
        writer.key(name).beginArray();
        for (const KeyPath& path : paths) {
            writePath(writer, path);
        }
        writer.endArray();
    }
}

void writeMap(JsonWriter& writer, const MapLocation& map)
{
    if (!map.device.empty()) {
        writer.member("device", map.device);
    }
    if (!map.table.empty()) {
        writer.key("table").beginArray();
        for (const auto& row : map.table) {
            writer.beginObject().member("from", row.first).member("to", row.second).endObject();
        }
        writer.endArray();
    }
    if (!map.rules.empty()) {
        writer.key("rules").beginArray();
        for (const MapLocation::Rule& rule : map.rules) {
            writer.beginObject().member("glob", rule.glob).member("to", rule.to).endObject();
        }
        writer.endArray();
    }
}

void writePairs(JsonWriter& writer, const RenameTable& table)
{
    writer.key("pairs").beginArray();
    for (const auto& pair : table.pairs) {
        writer.beginArray().text(pair.first).text(pair.second).endArray();
    }
    writer.endArray();
}

void writeDims(JsonWriter& writer, std::string_view name, const Dims& dims)
{
    writer.key(name).beginArray();
    for (const std::int64_t dim : dims) {
        writer.integer(dim);
    }
    writer.endArray();
}

void writeOperation(JsonWriter& writer, const Operation& operation)
{
    writer.beginObject().member("op", operationName(operation));
    const auto in = [&writer](const StateDictPaths& paths) { writePaths(writer, "in", paths); };
    std::visit(Overloaded{[&](const MapLocation& map) { writeMap(writer, map); },
                   [&](const RemovePrefix& rule) {
                       writer.member("prefix", rule.prefix);
                       in(rule.in);
                   },
                   [&](const AddPrefix& rule) {
                       writer.member("prefix", rule.prefix);
                       in(rule.in);
                   },
                   [&](const RemoveSegment& rule) {
                       writer.member("segment", rule.segment);
                       in(rule.in);
                   },
                   [&](const RenamePattern& rule) {
                       writer.member("regex", rule.regex).member("replacement", rule.replacement);
                       in(rule.in);
                   },
                   [&](const RenameTable& table) {
                       writePairs(writer, table);
                       in(table.in);
                   },
                   [&](const Keep& keep) {
                       writeTexts(writer, "globs", keep.globs);
                       writeRoles(writer, keep.roles);
                   },
                   [&](const Drop& drop) {
                       writeTexts(writer, "globs", drop.globs);
                       writeRoles(writer, drop.roles);
                       writePaths(writer, "paths", drop.paths);
                   },
                   [&](const Extract& extract) { writePath(writer.key("path"), extract.path); },
                   [&](const Wrap& wrap) { writer.member("key", wrap.key); },
                   [&](const ToStateDict& convert) { in(convert.in); },
                   [&](const Cast& cast) {
                       writer.member("dtype", dtypeName(cast.dtype));
                       if (!cast.glob.empty()) {
                           writer.member("glob", cast.glob);
                       }
                   },
                   [&](const SetRequiresGrad& set) { writer.member("glob", set.glob).memberBool("value", set.value); },
                   [](const Compact&) {}, [](const Untie&) {}, [](const MakePortable&) {}, [](const PlainDict&) {},
                   [&](const SetValue& set) {
                       writePath(writer.key("path"), set.path);
                       writer.key("value");
                       if (const auto value = Json::parse(set.json)) {
                           writer.value(*value);
                       } else {
                           writer.text(set.json); // no JSON: checkOperation refuses it
                       }
                   },
                   [&](const SetTensor& set) {
                       writer.member("key", set.key).member("file", set.file);
                       writePath(writer.key("path"), set.path);
                       in(set.in);
                   },
                   [&](const InitTensor& init) {
                       writer.member("key", init.key).member("values", initialValuesText(init.values));
                       writeDims(writer, "shape", init.shape);
                       writer.member("dtype", dtypeName(init.dtype));
                       in(init.in);
                   },
                   [&](const Transpose& transpose) {
                       writer.member("glob", transpose.glob);
                       writeDims(writer, "dims", {transpose.first, transpose.second});
                   },
                   [&](const Resize& resize) {
                       writer.member("key", resize.key);
                       writeDims(writer, "shape", resize.shape);
                       if (resize.resampling.kind == ResampleKind::None) {
                           writer.member("values", initialValuesText(resize.values));
                       } else {
                           writer.member("method", resamplingText(resize.resampling));
                       }
                       in(resize.in);
                   }},
        operation);
    writer.endObject();
}

using Reader = Operation (*)(RecipeMembers&);

/// Beside the names of operationName.
const std::array<std::pair<std::string_view, Reader>, std::variant_size_v<Operation>> kReaders{{
    {"map_location",
        [](RecipeMembers& in) -> Operation {
            return MapLocation{in.optionalText("device"), in.deviceTable("table"), in.deviceRules("rules")};
        }},
    {"remove_prefix",
        [](RecipeMembers& in) -> Operation {
            return RemovePrefix{in.text("prefix"), in.paths("in")};
        }},
    {"add_prefix",
        [](RecipeMembers& in) -> Operation {
            return AddPrefix{in.text("prefix"), in.paths("in")};
        }},
    {"remove_segment",
        [](RecipeMembers& in) -> Operation {
            return RemoveSegment{in.text("segment"), in.paths("in")};
        }},
    {"rename_pattern",
        [](RecipeMembers& in) -> Operation {
            return RenamePattern{in.text("regex"), in.text("replacement"), in.paths("in")};
        }},
    {"rename_table",
        [](RecipeMembers& in) -> Operation {
            return RenameTable{in.pairs("pairs"), in.paths("in")};
        }},
    {"keep",
        [](RecipeMembers& in) -> Operation {
            return Keep{in.texts("globs"), in.roles("roles")};
        }},
    {"drop",
        [](RecipeMembers& in) -> Operation {
            return Drop{in.texts("globs"), in.roles("roles"), in.paths("paths")};
        }},
    {"extract", [](RecipeMembers& in) -> Operation { return Extract{in.path("path")}; }},
    {"wrap", [](RecipeMembers& in) -> Operation { return Wrap{in.text("key")}; }},
    {"to_state_dict", [](RecipeMembers& in) -> Operation { return ToStateDict{in.paths("in")}; }},
    {"cast",
        [](RecipeMembers& in) -> Operation {
            return Cast{in.dtype("dtype"), in.optionalText("glob")};
        }},
    {"set_requires_grad",
        [](RecipeMembers& in) -> Operation {
            return SetRequiresGrad{in.text("glob"), in.boolean("value")};
        }},
    {"compact", [](RecipeMembers&) -> Operation { return Compact{}; }},
    {"untie", [](RecipeMembers&) -> Operation { return Untie{}; }},
    {"make_portable", [](RecipeMembers&) -> Operation { return MakePortable{}; }},
    {"plain_dict", [](RecipeMembers&) -> Operation { return PlainDict{}; }},
    {"set_value",
        [](RecipeMembers& in) -> Operation {
            return SetValue{in.path("path"), in.plainJson("value")};
        }},
    {"set_tensor",
        [](RecipeMembers& in) -> Operation {
            return SetTensor{in.text("key"), in.text("file"), in.path("path"), in.paths("in")};
        }},
    {"init_tensor",
        [](RecipeMembers& in) -> Operation {
            return InitTensor{
                in.text("key"), in.initialValues("values"), in.dims("shape"), in.dtype("dtype"), in.paths("in")};
        }},
    {"transpose",
        [](RecipeMembers& in) -> Operation {
            const auto dims = in.twoDims("dims");
            return Transpose{in.text("glob"), dims.first, dims.second};
        }},
    {"resize",
        [](RecipeMembers& in) -> Operation {
            return Resize{
                in.text("key"), in.dims("shape"), in.initialValues("values"), in.paths("in"), in.resampling("method")};
        }},
}};

Result<Operation> operationFromJson(const Json& json, std::size_t number)
{
    const std::string where = "operation " + std::to_string(number);
    if (json.asObject() == nullptr) {
        return Error{ErrorCode::InvalidArgument, where + " has to be an object, found " + std::string(json.kindName())};
    }
    const Json* op = json.find("op");
    if (op == nullptr || op->asText() == nullptr) {
        return Error{ErrorCode::InvalidArgument, where + " has no \"op\" that says what it does"};
    }
    for (const auto& reader : kReaders) {
        if (reader.first == *op->asText()) {
            RecipeMembers members(json, where + " (" + *op->asText() + ")");
            Operation operation = reader.second(members);
            if (const auto error = members.finish()) {
                return *error;
            }
            return operation;
        }
    }
    return Error{
        ErrorCode::InvalidArgument, where + ": there is no operation \"" + displayText(*op->asText(), 80) + "\""};
}

Status checkVersion(const Json& recipe)
{
    const Json* version = recipe.find("pthfinder_recipe");
    if (version == nullptr) {
        return Error{ErrorCode::InvalidArgument, "this is no recipe: it has no member \"pthfinder_recipe\""};
    }
    if (version->asUnsigned() != kRecipeVersion) {
        return Error{ErrorCode::InvalidArgument,
            "this recipe is of version " + version->dump() + ", this program reads version "
                + std::to_string(kRecipeVersion)};
    }
    return Done{};
}

} // namespace

std::string planToJson(const EditPlan& plan)
{
    JsonWriter writer(2);
    writer.beginObject().memberCount("pthfinder_recipe", kRecipeVersion).key("operations").beginArray();
    for (const Operation& operation : plan.operations) {
        writer.raw(operationToJson(operation));
    }
    writer.endArray().endObject();
    return std::move(writer).take() + "\n";
}

std::string operationToJson(const Operation& operation)
{
    JsonWriter writer;
    writeOperation(writer, operation);
    return std::move(writer).take();
}

Result<EditPlan> planFromJson(std::string_view json)
{
    const Json recipe = PTHF_TRY(Json::parse(json));
    if (recipe.asObject() == nullptr) {
        return Error{ErrorCode::InvalidArgument, "a recipe is a JSON object, found " + std::string(recipe.kindName())};
    }
    PTHF_TRY(checkVersion(recipe));
    for (const Json::Member& member : *recipe.asObject()) {
        if (member.name != "pthfinder_recipe" && member.name != "operations") {
            return Error{ErrorCode::InvalidArgument, "a recipe has no member \"" + displayText(member.name, 80) + "\""};
        }
    }
    const Json* operations = recipe.find("operations");
    if (operations == nullptr || operations->asArray() == nullptr) {
        return Error{ErrorCode::InvalidArgument, "the member \"operations\" of a recipe has to be a list"};
    }
    EditPlan plan;
    for (const Json& operation : *operations->asArray()) {
        plan.operations.push_back(PTHF_TRY(operationFromJson(operation, plan.operations.size() + 1)));
    }
    return plan;
}

Result<std::vector<std::pair<std::string, std::string>>> renamePairsFromJson(std::string_view json)
{
    const Json table = PTHF_TRY(Json::parse(json));
    return renamePairs(table, "a table of names");
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/plan/recipe_members.h"

#include <algorithm>
#include <cmath>

#include "core/text/utf8.h"
#include "core/value/path_json.h"

namespace pthf {

const Json* RecipeMembers::find(std::string_view name)
{
    m_known.push_back(name);
    return m_object.find(name);
}

const Json* RecipeMembers::require(std::string_view name)
{
    const Json* json = find(name);
    if (json == nullptr) {
        fail("the member \"" + std::string(name) + "\" is missing");
    }
    return json;
}

const Json::Array* RecipeMembers::list(std::string_view name)
{
    const Json* json = find(name);
    if (json == nullptr) {
        return nullptr;
    }
    const Json::Array* items = json->asArray();
    if (items == nullptr) {
        failKind(name, "a list", *json);
    }
    return items;
}

std::string RecipeMembers::text(std::string_view name)
{
    const Json* json = require(name);
    if (json == nullptr) {
        return {};
    }
    if (json->asText() == nullptr) {
        failKind(name, "a string", *json);
        return {};
    }
    return *json->asText();
}

std::string RecipeMembers::optionalText(std::string_view name)
{
    return m_object.find(name) == nullptr ? std::string{} : text(name);
}

bool RecipeMembers::boolean(std::string_view name)
{
    const Json* json = require(name);
    if (json == nullptr) {
        return false;
    }
    if (json->asBool() == nullptr) {
        failKind(name, "true or false", *json);
        return false;
    }
    return *json->asBool();
}

DType RecipeMembers::dtype(std::string_view name)
{
    const std::string spelled = text(name);
    const auto dtype = dtypeFromName(spelled);
    if (!dtype) {
        fail("\"" + displayText(spelled, 80) + "\" is no number type");
    }
    return dtype.value_or(DType::Float32);
}

KeyPath RecipeMembers::path(std::string_view name)
{
    const Json* json = require(name);
    if (json == nullptr) {
        return {};
    }
    Result<KeyPath> read = pathFromJson(*json);
    if (!read) {
        fail("\"" + std::string(name) + "\": " + read.error().message());
        return {};
    }
    return std::move(read).value();
}

std::string RecipeMembers::plainJson(std::string_view name)
{
    const Json* json = require(name);
    if (json == nullptr) {
        return "null";
    }
    return json->dump();
}

Dims RecipeMembers::dims(std::string_view name)
{
    Dims dims;
    if (require(name) == nullptr) {
        return dims;
    }
    if (const Json::Array* items = list(name)) {
        for (const Json& item : *items) {
            const auto number = item.asInteger();
            if (!number) {
                failKind(name, "a list of integers", item);
                break;
            }
            dims.push_back(*number);
        }
    }
    return dims;
}

std::pair<std::int64_t, std::int64_t> RecipeMembers::twoDims(std::string_view name)
{
    if (find(name) == nullptr) {
        return {0, 1};
    }
    const Dims both = dims(name);
    if (both.size() != 2) {
        fail("\"" + std::string(name) + "\" has to be a list of two dimensions");
        return {0, 1};
    }
    return {both[0], both[1]};
}

Resampling RecipeMembers::resampling(std::string_view name)
{
    if (find(name) == nullptr) {
        return {};
    }
    const auto method = parseResampling(text(name));
    if (!method) {
        fail(method.error().message());
        return {};
    }
    return *method;
}

InitialValues RecipeMembers::initialValues(std::string_view name)
{
    if (find(name) == nullptr) {
        return {};
    }
    const auto values = parseInitialValues(text(name));
    if (!values) {
        fail(values.error().message());
        return {};
    }
    if (std::isnan(values->first)) {
        fail("\"" + std::string(name) + "\": nan is no number to fill with");
        return {};
    }
    return *values;
}

std::vector<std::string> RecipeMembers::texts(std::string_view name)
{
    std::vector<std::string> texts;
    if (const Json::Array* items = list(name)) {
        for (const Json& item : *items) {
            if (item.asText() == nullptr) {
                failKind(name, "a list of strings", item);
                break;
            }
            texts.push_back(*item.asText());
        }
    }
    return texts;
}

std::vector<Role> RecipeMembers::roles(std::string_view name)
{
    std::vector<Role> roles;
    for (const std::string& text : texts(name)) {
        const auto role = roleFromName(text);
        if (!role) {
            fail("there is no role \"" + displayText(text, 80) + "\"");
            break;
        }
        roles.push_back(*role);
    }
    return roles;
}

std::vector<KeyPath> RecipeMembers::paths(std::string_view name)
{
    std::vector<KeyPath> paths;
    if (const Json::Array* items = list(name)) {
        for (const Json& item : *items) {
            Result<KeyPath> read = pathFromJson(item);
            if (!read) {
                fail("\"" + std::string(name) + "\": " + read.error().message());
                break;
            }
            paths.push_back(std::move(read).value());
        }
    }
    return paths;
}

std::vector<std::pair<std::string, std::string>> RecipeMembers::pairs(std::string_view name)
{
    const Json* json = require(name);
    if (json == nullptr) {
        return {};
    }
    auto read = renamePairs(*json, "\"" + std::string(name) + "\"");
    if (!read) {
        fail(read.error().message());
        return {};
    }
    return std::move(read).value();
}

std::optional<std::pair<std::string, std::string>> RecipeMembers::twoTexts(
    const Json& json, std::string_view list, std::string_view first, std::string_view second)
{
    const Json* one = json.find(first);
    const Json* two = json.find(second);
    const bool areBoth = one != nullptr && two != nullptr && one->asText() != nullptr && two->asText() != nullptr;
    if (!areBoth || json.asObject()->size() != 2) {
        fail("\"" + std::string(list) + "\" is a list of {\"" + std::string(first) + "\": …, \"" + std::string(second)
            + "\": …}");
        return std::nullopt;
    }
    return std::pair{*one->asText(), *two->asText()};
}

std::vector<std::pair<std::string, std::string>> RecipeMembers::deviceTable(std::string_view name)
{
    std::vector<std::pair<std::string, std::string>> table;
    if (const Json::Array* items = list(name)) {
        for (const Json& item : *items) {
            auto row = twoTexts(item, name, "from", "to");
            if (!row) {
                break;
            }
            table.push_back(std::move(*row));
        }
    }
    return table;
}

std::vector<MapLocation::Rule> RecipeMembers::deviceRules(std::string_view name)
{
    std::vector<MapLocation::Rule> rules;
    if (const Json::Array* items = list(name)) {
        for (const Json& item : *items) {
            auto rule = twoTexts(item, name, "glob", "to");
            if (!rule) {
                break;
            }
            rules.push_back({std::move(rule->first), std::move(rule->second)});
        }
    }
    return rules;
}

std::optional<Error> RecipeMembers::finish()
{
    for (const Json::Member& member : *m_object.asObject()) {
        if (std::find(m_known.begin(), m_known.end(), member.name) == m_known.end()) {
            fail("it has no member \"" + displayText(member.name, 80) + "\"");
        }
    }
    return m_error;
}

void RecipeMembers::fail(const std::string& what)
{
    if (!m_error) {
        m_error = Error{ErrorCode::InvalidArgument, m_where + ": " + what};
    }
}

void RecipeMembers::failKind(std::string_view name, std::string_view wanted, const Json& found)
{
    fail("\"" + std::string(name) + "\" has to be " + std::string(wanted) + ", found " + std::string(found.kindName()));
}

Result<std::vector<std::pair<std::string, std::string>>> renamePairs(const Json& json, const std::string& where)
{
    const Error mistake{ErrorCode::InvalidArgument, where + R"( has to be {"old": "new", …} or [["old", "new"], …])"};
    std::vector<std::pair<std::string, std::string>> pairs;
    if (const Json::Object* object = json.asObject()) {
        for (const Json::Member& member : *object) {
            if (member.value.asText() == nullptr) {
                return mistake;
            }
            pairs.emplace_back(member.name, *member.value.asText());
        }
        return pairs;
    }
    if (json.asArray() == nullptr) {
        return mistake;
    }
    for (const Json& item : *json.asArray()) {
        const Json::Array* two = item.asArray();
        if (two == nullptr || two->size() != 2 || two->front().asText() == nullptr || two->back().asText() == nullptr) {
            return mistake;
        }
        pairs.emplace_back(*two->front().asText(), *two->back().asText());
    }
    return pairs;
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/plan/operation.h"
#include "core/text/json.h"

namespace pthf {

/// Reads the members of one operation of a recipe. The first mistake is remembered, later reads give empty values, and
/// finish() tells: so an operation is read in one expression.
class RecipeMembers {
public:
    RecipeMembers(const Json& object, std::string where)
        : m_object(object)
        , m_where(std::move(where))
        , m_known{"op"}
    {
    }

    std::string text(std::string_view name);
    std::string optionalText(std::string_view name);
    bool boolean(std::string_view name);
    DType dtype(std::string_view name);
    KeyPath path(std::string_view name);
    /// Any value, as JSON again.
    std::string plainJson(std::string_view name);
    Dims dims(std::string_view name); ///< a list of integers
    std::pair<std::int64_t, std::int64_t> twoDims(std::string_view name); ///< absent: 0 and 1
    InitialValues initialValues(std::string_view name); ///< absent: zeros
    Resampling resampling(std::string_view name); ///< absent: none
    std::vector<std::string> texts(std::string_view name); ///< absent: empty, as all lists here
    std::vector<Role> roles(std::string_view name);
    std::vector<KeyPath> paths(std::string_view name);
    std::vector<std::pair<std::string, std::string>> pairs(std::string_view name);
    std::vector<std::pair<std::string, std::string>> deviceTable(std::string_view name);
    std::vector<MapLocation::Rule> deviceRules(std::string_view name);

    /// What was wrong, if anything: a member missing, unknown, or of the wrong type.
    std::optional<Error> finish();

private:
    const Json* find(std::string_view name);
    const Json* require(std::string_view name);
    const Json::Array* list(std::string_view name);
    std::optional<std::pair<std::string, std::string>> twoTexts(
        const Json& json, std::string_view list, std::string_view first, std::string_view second);
    void fail(const std::string& what);
    void failKind(std::string_view name, std::string_view wanted, const Json& found);

    const Json& m_object;
    std::string m_where;
    std::vector<std::string_view> m_known;
    std::optional<Error> m_error;
};

/// {"old": "new", …} or [["old", "new"], …]; where says what it is in messages.
Result<std::vector<std::pair<std::string, std::string>>> renamePairs(const Json& json, const std::string& where);

} // namespace pthf

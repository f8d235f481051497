// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/limits.h"
#include "core/base/result.h"

namespace pthf {

/// A JSON value that was read: safetensors headers, index files, recipes. Members keep their order. What is written by
/// the million is written with JsonWriter instead.
class Json {
public:
    struct Member;
    using Array = std::vector<Json>;
    using Object = std::vector<Member>;

    Json() = default; ///< null
    template<typename T>
    explicit Json(T value)
        : m_value(std::move(value))
    {
    }

    /// The whole text is one value. Corrupt says what was found and at which byte; keys that stand twice in an object
    /// are Corrupt too, deeper nesting than maxDepth is LimitExceeded.
    static Result<Json> parse(std::string_view text, std::uint32_t maxDepth = Limits{}.maxDepth);

    bool isNull() const noexcept { return m_value.index() == 0; }
    const bool* asBool() const noexcept { return std::get_if<bool>(&m_value); }
    const std::string* asText() const noexcept { return std::get_if<std::string>(&m_value); }
    const Array* asArray() const noexcept { return std::get_if<Array>(&m_value); }
    const Object* asObject() const noexcept { return std::get_if<Object>(&m_value); }
    std::optional<std::int64_t> asInteger() const noexcept; ///< written without point or exponent, and fits
    std::optional<std::uint64_t> asUnsigned() const noexcept; ///< the same, not negative
    std::optional<double> asNumber() const noexcept; ///< any number

    /// The member of an object, or null.
    const Json* find(std::string_view name) const noexcept;
    /// What a member says, for readers to whom a member that is absent and one of another kind are alike.
    std::string textAt(std::string_view name) const; ///< else ""
    bool flagAt(std::string_view name) const noexcept; ///< else false
    const Array& itemsAt(std::string_view name) const noexcept; ///< else none
    /// "null", "bool", "number", "string", "array", "object": for messages.
    std::string_view kindName() const noexcept;

    /// As text again; indent 0 is one line. Never fails: bytes that are no UTF-8 become U+FFFD.
    std::string dump(unsigned indent = 0) const;

private:
    std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, Array, Object> m_value;
};

struct Json::Member {
    std::string name;
    Json value;
};

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/text/json.h"

#include <unordered_set>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/text/json_writer.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// A name that an earlier member has too; null where there is none.
const std::string* repeatedName(const Json::Object& members)
{
    constexpr std::size_t kFew = 8;
    if (members.size() <= kFew) {
        for (std::size_t i = 1; i < members.size(); ++i) {
            for (std::size_t earlier = 0; earlier < i; ++earlier) {
                if (members[i].name == members[earlier].name) {
                    return &members[i].name;
                }
            }
        }
        return nullptr;
    }
    std::unordered_set<std::string_view> names(members.size());
    for (const Json::Member& member : members) {
        if (!names.insert(member.name).second) {
            return &member.name;
        }
    }
    return nullptr;
}

/// Builds our value from nlohmann's events: its parser keeps its own stack and, used this way, throws nothing.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit Builder(std::uint32_t maxDepth)
        : m_maxDepth(maxDepth)
    {
    }

    bool null() override { return put(Json{}); }
    bool boolean(bool value) override { return put(Json(value)); }
    bool number_integer(std::int64_t value) override { return put(Json(value)); }
    bool number_unsigned(std::uint64_t value) override { return put(Json(value)); }
    bool number_float(double value, const std::string& /*text*/) override { return put(Json(value)); }
    // Texts are copied: the parser goes on with the room that it has for them.
    bool string(std::string& value) override { return put(Json(std::string(value))); }
    bool binary(nlohmann::json::binary_t& /*value*/) override { return false; }
    bool start_object(std::size_t /*count*/) override { return open(true); }
    bool start_array(std::size_t /*count*/) override { return open(false); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(std::string& name) override
    {
        m_open.back().members.push_back({name, Json{}});
        return true;
    }

    bool parse_error(
        std::size_t position, const std::string& /*lastToken*/, const nlohmann::json::exception& error) override
    {
        // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing value - what";
        // only the end is worth telling, the place is the error's offset (nlohmann counts from one).
        const std::string_view told = error.what();
        const std::size_t dash = told.find(" - ");
        const std::string_view why = dash == std::string_view::npos ? told : told.substr(dash + 3);
        const std::size_t offset = position == 0 ? 0 : position - 1;
        m_error = Error{
            ErrorCode::Corrupt, "no JSON at byte " + std::to_string(offset) + ": " + displayText(why, 300), offset};
        return false;
    }

    Json takeRoot() { return std::move(m_root); }
    Error error() const { return m_error.value_or(Error{ErrorCode::Corrupt, "no JSON"}); }

private:
    struct Open {
        bool isObject = false;
        Json::Array items;
        Json::Object members; ///< the last one waits for its value
    };

    bool put(Json value)
    {
        if (m_open.empty()) {
            m_root = std::move(value);
        } else if (Open& top = m_open.back(); top.isObject) {
            top.members.back().value = std::move(value);
        } else {
            top.items.push_back(std::move(value));
        }
        return true;
    }

    bool open(bool isObject)
    {
        if (m_open.size() >= m_maxDepth) {
            m_error =
                Error{ErrorCode::LimitExceeded, "JSON nested deeper than " + std::to_string(m_maxDepth) + " levels"};
            return false;
        }
        m_open.emplace_back();
        m_open.back().isObject = isObject;
        return true;
    }

    bool close()
    {
        Open top = std::move(m_open.back());
        m_open.pop_back();
        if (const std::string* name = repeatedName(top.members)) {
            m_error = Error{ErrorCode::Corrupt, "the JSON key \"" + displayText(*name, 120) + "\" stands twice"};
            return false;
        }
        return top.isObject ? put(Json(std::move(top.members))) : put(Json(std::move(top.items)));
    }

    std::uint32_t m_maxDepth;
    std::vector<Open> m_open;
    Json m_root;
    std::optional<Error> m_error;
};

} // namespace

Result<Json> Json::parse(std::string_view text, std::uint32_t maxDepth)
{
    Builder builder(maxDepth);
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) {
        return builder.error();
    }
    return builder.takeRoot();
}

std::optional<std::int64_t> Json::asInteger() const noexcept
{
    if (const auto* value = std::get_if<std::int64_t>(&m_value)) {
        return *value;
    }
    const auto* value = std::get_if<std::uint64_t>(&m_value);
    return value != nullptr && std::in_range<std::int64_t>(*value) ? std::optional(static_cast<std::int64_t>(*value))
                                                                   : std::nullopt;
}

std::optional<std::uint64_t> Json::asUnsigned() const noexcept
{
    if (const auto* value = std::get_if<std::uint64_t>(&m_value)) {
        return *value;
    }
    const auto* value = std::get_if<std::int64_t>(&m_value);
    return value != nullptr && *value >= 0 ? std::optional(static_cast<std::uint64_t>(*value)) : std::nullopt;
}

std::optional<double> Json::asNumber() const noexcept
{
    if (const auto* value = std::get_if<double>(&m_value)) {
        return *value;
    }
    if (const auto* value = std::get_if<std::uint64_t>(&m_value)) {
        return static_cast<double>(*value);
    }
    const auto* value = std::get_if<std::int64_t>(&m_value);
    return value != nullptr ? std::optional(static_cast<double>(*value)) : std::nullopt;
}

const Json* Json::find(std::string_view name) const noexcept
{
    if (const Object* object = asObject()) {
        for (const Member& member : *object) {
            if (member.name == name) {
                return &member.value;
            }
        }
    }
    return nullptr;
}

std::string Json::textAt(std::string_view name) const
{
    const Json* member = find(name);
    const std::string* text = member == nullptr ? nullptr : member->asText();
    return text == nullptr ? std::string() : *text;
}

bool Json::flagAt(std::string_view name) const noexcept
{
    const Json* member = find(name);
    const bool* flag = member == nullptr ? nullptr : member->asBool();
    return flag != nullptr && *flag;
}

const Json::Array& Json::itemsAt(std::string_view name) const noexcept
{
    static const Array kNone;
    const Json* member = find(name);
    const Array* items = member == nullptr ? nullptr : member->asArray();
    return items == nullptr ? kNone : *items;
}

std::string_view Json::kindName() const noexcept
{
    switch (m_value.index()) {
    case 0:
        return "null";
    case 1:
        return "bool";
    case 5:
        return "string";
    case 6:
        return "array";
    case 7:
        return "object";
    default:
        return "number";
    }
}

std::string Json::dump(unsigned indent) const
{
    JsonWriter writer(indent);
    writer.value(*this);
    return std::move(writer).take();
}

} // namespace pthf

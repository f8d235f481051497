// SPDX-License-Identifier: Apache-2.0
#include "core/value/path_json.h"

#include "core/base/checked_math.h"
#include "core/base/overloaded.h"

namespace pthf {

namespace {

constexpr std::int64_t kLargestSafe = std::int64_t{1} << 53U;

bool isSafe(std::int64_t number)
{
    return number <= kLargestSafe && number >= -kLargestSafe;
}

/// An integer that writePath wrote as its digits is an integer again; any other repr is what it says.
KeySegment reprSegment(const std::string& text)
{
    if (const auto path = parsePath(text); path && path->size() == 1) {
        const KeySegment& only = path->front();
        const std::int64_t* number = std::get_if<std::int64_t>(&only.step);
        if ((number != nullptr && !isSafe(*number)) || std::holds_alternative<KeySegment::BigInteger>(only.step)) {
            return only;
        }
    }
    return {KeySegment::Repr{text}};
}

Result<KeySegment> segmentFromJson(const Json& json)
{
    if (const std::string* text = json.asText()) {
        return KeySegment{*text};
    }
    if (const auto number = json.asInteger()) {
        return KeySegment{*number};
    }
    if (const Json::Object* object = json.asObject(); object != nullptr && object->size() == 1) {
        const Json::Member& only = object->front();
        const std::string* text = only.value.asText();
        if (only.name == "attr" && text != nullptr) {
            return KeySegment{KeySegment::Attribute{*text}};
        }
        if (only.name == "repr" && text != nullptr) {
            return reprSegment(*text);
        }
        const auto position = only.value.asUnsigned();
        if (only.name == "arg" && position && checkedNarrow<std::uint32_t>(*position)) {
            return KeySegment{KeySegment::Argument{*checkedNarrow<std::uint32_t>(*position)}};
        }
    }
    return Error{ErrorCode::InvalidArgument,
        "a step of a path is a string, an integer, {\"attr\":…}, {\"arg\":…} or {\"repr\":…}, found " + json.dump()};
}

} // namespace

void writePath(JsonWriter& writer, const KeyPath& path)
{
    const auto object = [&writer](std::string_view name, std::string_view text) {
        writer.beginObject().member(name, text).endObject();
    };
    writer.beginArray();
    for (const KeySegment& segment : path) {
        std::visit(Overloaded{[&writer](const std::string& text) { writer.text(text); },
                       [&](std::int64_t number) {
                           if (isSafe(number)) {
                               writer.integer(number);
                           } else {
                               object("repr", std::to_string(number));
                           }
                       },
                       [&](const KeySegment::Attribute& attribute) { object("attr", attribute.name); },
                       [&writer](const KeySegment::Argument& argument) {
                           writer.beginObject().memberCount("arg", argument.position).endObject();
                       },
                       [&](const KeySegment::Repr& repr) { object("repr", repr.text); },
                       [&](const KeySegment::BigInteger& integer) { object("repr", integer.digits); }},
            segment.step);
    }
    writer.endArray();
}

Result<KeyPath> pathFromJson(const Json& json)
{
    if (const std::string* text = json.asText()) {
        return parsePath(*text);
    }
    const Json::Array* steps = json.asArray();
    if (steps == nullptr) {
        return Error{
            ErrorCode::InvalidArgument, "a path is a list of steps or a string, found " + std::string(json.kindName())};
    }
    KeyPath path;
    for (const Json& step : *steps) {
        path.push_back(PTHF_TRY(segmentFromJson(step)));
    }
    return path;
}

} // namespace pthf

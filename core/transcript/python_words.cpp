// SPDX-License-Identifier: Apache-2.0
#include "core/transcript/python_words.h"

#include "core/base/overloaded.h"
#include "core/plan/key_rule.h"
#include "core/text/json.h"
#include "core/text/utf8.h"

namespace pthf {

std::string pythonText(std::string_view text)
{
    std::string literal = "\"";
    for (std::size_t position = 0; position < text.size();) {
        const Utf8Character character = utf8At(text, position);
        const std::string_view bytes = text.substr(position, character.length);
        if (bytes == "\"" || bytes == "\\") {
            literal += '\\';
        }
        literal += displayText(bytes);
        position += character.length;
    }
    return literal + "\"";
}

std::string pythonExpression(const KeyPath& path)
{
    std::string expression = "checkpoint";
    for (const KeySegment& segment : path) {
        std::visit(Overloaded{[&](const std::string& text) { expression += "[" + pythonText(text) + "]"; },
                       [&](std::int64_t number) { expression += "[" + std::to_string(number) + "]"; },
                       [&](const KeySegment::Attribute& attribute) {
                           expression.insert(0, "vars(");
                           expression += ")[" + pythonText(attribute.name) + "]";
                       },
                       [&](const KeySegment::Argument& argument) {
                           expression += "[" + std::to_string(argument.position) + "]";
                       },
                       [&](const KeySegment::Repr& repr) {
                           // A recipe may come from anyone: its text is read as a literal, never run.
                           expression += R"([__import__("ast").literal_eval()" + pythonText(repr.text) + ")]";
                       },
                       [&](const KeySegment::BigInteger& integer) { expression += "[" + integer.digits + "]"; }},
            segment.step);
    }
    return expression;
}

std::string pythonLiteral(const std::string& json)
{
    const auto value = Json::parse(json);
    if (!value || value->isNull()) {
        return "None";
    }
    if (const bool* truth = value->asBool()) {
        return *truth ? "True" : "False";
    }
    return value->asText() != nullptr ? pythonText(*value->asText()) : value->dump();
}

std::string pythonDevice(const std::string& device)
{
    return device == "auto" ? R"("cuda:0" if torch.cuda.is_available() else "cpu")" : pythonText(device);
}

std::string pythonPrefix(std::string_view text)
{
    return pythonText(std::string(bareSegments(text)) + ".");
}

} // namespace pthf

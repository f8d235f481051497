// SPDX-License-Identifier: Apache-2.0
#include "core/meaning/python_repr.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "core/base/hex.h"
#include "core/meaning/byte_values.h"
#include "core/meaning/known_globals.h"
#include "core/meaning/numpy_values.h"
#include "core/meaning/torch_words.h"
#include "core/text/json_writer.h"
#include "core/text/utf8.h"
#include "core/value/big_integer.h"

namespace pthf {

namespace {

void appendEscaped(std::string& out, char32_t code)
{
    switch (code) {
    case U'\n':
        out += "\\n";
        return;
    case U'\r':
        out += "\\r";
        return;
    case U'\t':
        out += "\\t";
        return;
    default:
        break;
    }
    out += code < 0x100 ? "\\x" : code < 0x10000 ? "\\u" : "\\U";
    appendHex(out, code, code < 0x100 ? 2U : code < 0x10000 ? 4U : 8U);
}

/// Python prefers ' and takes " where the text has ' and no ".
char quoteFor(std::string_view text)
{
    const bool hasSingle = text.find('\'') != std::string_view::npos;
    return hasSingle && text.find('"') == std::string_view::npos ? '"' : '\'';
}

/// A piece of a repr that is still to be written: a literal, or a value.
struct Piece {
    std::string text;
    ValueId value = kNoValue;
};

class ReprWriter {
public:
    ReprWriter(const ValueGraph& graph, std::size_t limit)
        : m_graph(graph)
        , m_limit(limit)
    {
    }

    std::string write(ValueId root)
    {
        m_pending.push_back({{}, root});
        while (!m_pending.empty() && m_characters <= m_limit) {
            const Piece next = std::move(m_pending.back());
            m_pending.pop_back();
            if (next.value == kNoValue) {
                put(next.text);
            } else {
                open(next.value);
            }
        }
        return std::move(m_out);
    }

private:
    void put(std::string_view text)
    {
        std::size_t at = 0;
        for (; at < text.size() && m_characters < m_limit; ++m_characters) {
            const std::size_t length = std::max<std::size_t>(utf8At(text, at).length, 1);
            m_out += text.substr(at, length);
            at += length;
        }
        if (at < text.size()) {
            m_characters = m_limit + 1; // which ends the writing
        }
    }

    void open(ValueId id)
    {
        switch (m_graph.kind(id)) {
        case ValueKind::None:
            return put("None");
        case ValueKind::Bool:
            return put(m_graph.boolValue(id) ? "True" : "False");
        case ValueKind::Int:
            return put(std::to_string(m_graph.intValue(id)));
        case ValueKind::BigInt:
            return put(decimalText(std::as_bytes(std::span(m_graph.text(id)))));
        case ValueKind::Float:
            return put(shortestNumber(m_graph.floatValue(id)));
        case ValueKind::Text:
        case ValueKind::ByteText:
            return put(pythonQuoted(cutUtf8(readableText(m_graph, id), 4 * m_limit)));
        case ValueKind::Bytes:
        case ValueKind::ByteArray:
            return put(pythonBytes(decodedBytesOf(m_graph, id, m_limit)));
        case ValueKind::Global:
            return put(globalText(m_graph, id));
        case ValueKind::Tensor:
            return put("tensor(…)");
        default:
            openContainer(id);
        }
    }

    void openContainer(ValueId id)
    {
        if (std::ranges::find(m_visited, id) != m_visited.end()) {
            return put("…");
        }
        m_visited.push_back(id);
        switch (m_graph.kind(id)) {
        case ValueKind::Tuple:
            return openSequence("(", m_graph.items(id), m_graph.items(id).size() == 1 ? ",)" : ")");
        case ValueKind::List:
            return openSequence("[", m_graph.items(id), "]");
        case ValueKind::Set:
            return m_graph.items(id).empty() ? put("set()") : openSequence("{", m_graph.items(id), "}");
        case ValueKind::FrozenSet:
            return openSequence("frozenset({", m_graph.items(id), "})");
        case ValueKind::Dict:
            return openDictionary(id);
        case ValueKind::Persistent: {
            const ValueId inside = m_graph.persistentId(id);
            return openSequence("<", std::span(&inside, 1), ">");
        }
        default:
            openCall(id);
        }
    }

    void openSequence(std::string_view opening, std::span<const ValueId> items, std::string_view closing)
    {
        put(opening);
        // Every item takes a character at least: more of them than the limit are never seen.
        const std::size_t shown = std::min(items.size(), m_limit + 1);
        m_pending.push_back({std::string(closing), kNoValue});
        for (std::size_t i = shown; i-- > 0;) {
            m_pending.push_back({{}, items[i]});
            if (i > 0) {
                m_pending.push_back({", ", kNoValue});
            }
        }
    }

    void openDictionary(ValueId id)
    {
        const auto entries = m_graph.entries(id);
        put("{");
        const std::size_t shown = std::min(entries.size(), m_limit + 1);
        m_pending.push_back({"}", kNoValue});
        for (std::size_t i = shown; i-- > 0;) {
            m_pending.push_back({{}, entries[i].value});
            m_pending.push_back({": ", kNoValue});
            m_pending.push_back({{}, entries[i].key});
            if (i > 0) {
                m_pending.push_back({", ", kNoValue});
            }
        }
    }

    std::optional<std::complex<double>> complexNumber(const Instance& instance, ValueId id) const
    {
        const auto halves = sequenceItems(m_graph, instance.arguments);
        const auto isFloat = [this](ValueId half) { return m_graph.kind(half) == ValueKind::Float; };
        if (halves.size() != 2 || !isFloat(halves[0]) || !isFloat(halves[1])
            || infoOf(m_graph, id).meaning != Meaning::Complex) {
            return std::nullopt;
        }
        return std::complex<double>(m_graph.floatValue(halves[0]), m_graph.floatValue(halves[1]));
    }

    void openCall(ValueId id)
    {
        if (isBytesLike(m_graph, id)) {
            return put(pythonBytes(decodedBytesOf(m_graph, id, m_limit)));
        }
        if (const auto scalar = numpyScalarOf(m_graph, id); scalar && scalar->value.index() != 0) {
            return put(numpyText(*scalar));
        }
        const Instance& instance = m_graph.instance(id);
        if (const auto number = complexNumber(instance, id)) {
            return put(pythonComplex(*number));
        }
        if (const auto items = setItems(id)) {
            const bool isFrozen = infoOf(m_graph, id).meaning == Meaning::FrozenSet;
            return openSequence(isFrozen ? "frozenset({" : "{", *items, isFrozen ? "})" : "}");
        }
        put(calleeText(id));
        std::vector<ValueId> parts;
        if (instance.arguments != kNoValue && m_graph.kind(instance.arguments) == ValueKind::Tuple) {
            const auto arguments = m_graph.items(instance.arguments);
            const auto shown = static_cast<std::ptrdiff_t>(std::min(arguments.size(), m_limit + 1));
            parts.assign(arguments.begin(), arguments.begin() + shown);
        }
        for (const ValueId part : {instance.keywordArguments, instance.listItems, instance.dictItems, instance.state}) {
            // A value that has lost all its items is one that never was given any.
            const bool isNothing = part == kNoValue || (part == instance.listItems && m_graph.items(part).empty())
                || (part == instance.dictItems && m_graph.entries(part).empty());
            if (!isNothing) {
                parts.push_back(part);
            }
        }
        openSequence("(", parts, ")");
    }

    /// What protocol 2 writes for a set: set([…]), frozenset([…]).
    std::optional<std::span<const ValueId>> setItems(ValueId id) const
    {
        const Meaning meaning = infoOf(m_graph, id).meaning;
        const auto arguments = sequenceItems(m_graph, m_graph.instance(id).arguments);
        const bool isSet = (meaning == Meaning::Set || meaning == Meaning::FrozenSet) && arguments.size() == 1;
        const auto items = isSet ? sequenceItems(m_graph, arguments[0]) : std::span<const ValueId>{};
        return items.empty() ? std::nullopt : std::optional(items);
    }

    std::string calleeText(ValueId id) const
    {
        constexpr std::string_view kBuiltins = "builtins.";
        const ValueId named = classOf(m_graph, id);
        const std::string name = named == kNoValue ? std::string("?") : globalText(m_graph, named);
        return name.starts_with(kBuiltins) ? name.substr(kBuiltins.size()) : name;
    }

    const ValueGraph& m_graph;
    std::size_t m_limit;
    std::size_t m_characters = 0;
    std::string m_out;
    std::vector<Piece> m_pending;
    std::vector<ValueId> m_visited; ///< at most a container a character
};

} // namespace

std::string pythonQuoted(std::string_view utf8)
{
    const char quote = quoteFor(utf8);
    std::string out(1, quote);
    for (std::size_t at = 0; at < utf8.size();) {
        const Utf8Character character = utf8At(utf8, at);
        const std::size_t length = std::max<std::size_t>(character.length, 1);
        if (character.code == U'\\' || character.code == static_cast<unsigned char>(quote)) {
            out += '\\';
            out += utf8[at];
        } else if (!character.isValid || isUnsafeToShow(character.code)) {
            appendEscaped(out, character.code);
        } else {
            out += utf8.substr(at, length);
        }
        at += length;
    }
    out += quote;
    return out;
}

std::string pythonBytes(std::string_view bytes)
{
    const char quote = quoteFor(bytes);
    std::string out = "b";
    out += quote;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\\' || c == quote) {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte >= 0x7F) {
            appendEscaped(out, byte);
        } else {
            out += c;
        }
    }
    out += quote;
    return out;
}

std::string pythonComplex(std::complex<double> value)
{
    const auto part = [](double number) {
        std::string text = shortestNumber(number);
        return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
    };
    const std::string imaginary = part(value.imag());
    const bool isSigned = imaginary.starts_with("-");
    if (value.real() == 0 && !std::signbit(value.real())) {
        return imaginary + "j";
    }
    std::string text = "(";
    text += part(value.real());
    text += isSigned ? "" : "+";
    text += imaginary;
    return text + "j)";
}

std::string numpyText(const NumpyScalar& scalar)
{
    if (const auto* flag = std::get_if<bool>(&scalar.value)) {
        return *flag ? "True" : "False";
    }
    if (const auto* integer = std::get_if<std::int64_t>(&scalar.value)) {
        return std::to_string(*integer);
    }
    if (const auto* count = std::get_if<std::uint64_t>(&scalar.value)) {
        return std::to_string(*count);
    }
    if (!scalar.exact.empty()) {
        return scalar.exact;
    }
    if (const auto* real = std::get_if<double>(&scalar.value)) {
        return shortestNumber(*real);
    }
    if (const auto* complex = std::get_if<std::complex<double>>(&scalar.value)) {
        return pythonComplex(*complex);
    }
    const auto* text = std::get_if<std::string>(&scalar.value);
    return text == nullptr ? std::string{} : pythonQuoted(*text);
}

std::string readableText(const ValueGraph& graph, ValueId text)
{
    const std::string_view stored = graph.text(text);
    if (graph.kind(text) == ValueKind::ByteText && !isValidUtf8(stored)) {
        return utf8FromLatin1(stored);
    }
    return std::string(stored);
}

std::string pythonRepr(const ValueGraph& graph, ValueId id, std::size_t limit)
{
    return ReprWriter(graph, limit).write(id);
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/pickle/python_literal.h"

#include <charconv>
#include <optional>

#include "core/pickle/python_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

using Kind = PythonLiteral::Kind;

class LiteralParser {
public:
    LiteralParser(std::string_view text, std::uint32_t maxDepth)
        : m_text(text)
        , m_maxDepth(maxDepth)
    {
    }

    Result<PythonLiteral> parse()
    {
        PythonLiteral value = PTHF_TRY(parseValue(0));
        skipSpace();
        if (m_at != m_text.size()) {
            return unexpected("the end");
        }
        return value;
    }

private:
    void skipSpace()
    {
        while (m_at < m_text.size() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) {
            ++m_at;
        }
    }

    Error unexpected(std::string_view wanted) const
    {
        const std::string found =
            m_at < m_text.size() ? displayText(m_text.substr(m_at, 20), 40) : std::string("the end");
        return {ErrorCode::Corrupt,
            "expected " + std::string(wanted) + " at character " + std::to_string(m_at) + ", found " + found};
    }

    bool takeWord(std::string_view word)
    {
        if (!m_text.substr(m_at).starts_with(word)) {
            return false;
        }
        m_at += word.size();
        return true;
    }

    /// Recursion is bounded by maxDepth.
    Result<PythonLiteral> parseValue(std::uint32_t depth)
    {
        if (depth > m_maxDepth) {
            return Error{ErrorCode::LimitExceeded, "more than " + std::to_string(m_maxDepth) + " levels of brackets"};
        }
        skipSpace();
        if (m_at == m_text.size()) {
            return unexpected("a value");
        }
        switch (m_text[m_at]) {
        case '(':
            return parseItems(Kind::Tuple, ')', depth);
        case '[':
            return parseItems(Kind::List, ']', depth);
        case '{':
            return parseItems(Kind::Dict, '}', depth);
        default:
            return parsePlain();
        }
    }

    Result<PythonLiteral> parsePlain()
    {
        PythonLiteral value;
        if (takeWord("None")) {
            return value;
        }
        if (const bool isTrue = takeWord("True"); isTrue || takeWord("False")) {
            value.kind = Kind::Bool;
            value.number = isTrue ? 1 : 0;
            return value;
        }
        const std::string_view rest = m_text.substr(m_at);
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value.number);
        if (error == std::errc{}) {
            value.kind = Kind::Int;
            m_at += static_cast<std::size_t>(end - rest.data());
            takeWord("L");
            return value;
        }
        return parseText();
    }

    Result<PythonLiteral> parseText()
    {
        const std::size_t begin = m_at;
        static_cast<void>(takeWord("u") || takeWord("b")); // Python 2 writes u'…'
        const char quote = m_at < m_text.size() ? m_text[m_at] : '\0';
        if (quote != '\'' && quote != '"') {
            m_at = begin;
            return unexpected("a value");
        }
        const std::size_t open = m_at++;
        while (m_at < m_text.size() && m_text[m_at] != quote) {
            m_at += m_text[m_at] == '\\' ? std::size_t{2} : std::size_t{1};
        }
        if (m_at >= m_text.size()) {
            m_at = m_text.size();
            return unexpected("a closing quote");
        }
        ++m_at;
        const auto text = unquotedBytes(m_text.substr(open, m_at - open));
        if (!text) {
            m_at = begin;
            return unexpected("a string");
        }
        PythonLiteral value;
        value.kind = Kind::Text;
        value.text = *text;
        return value;
    }

    Result<PythonLiteral> parseItems(Kind kind, char close, std::uint32_t depth)
    {
        PythonLiteral value;
        value.kind = kind;
        ++m_at;
        bool hadComma = false;
        while (true) {
            skipSpace();
            if (m_at < m_text.size() && m_text[m_at] == close) {
                ++m_at;
                break;
            }
            if (!value.items.empty() && !hadComma) {
                return unexpected("a comma");
            }
            value.items.push_back(PTHF_TRY(parseValue(depth + 1)));
            if (kind == Kind::Dict) {
                skipSpace();
                if (!takeWord(":")) {
                    return unexpected("a colon");
                }
                value.items.push_back(PTHF_TRY(parseValue(depth + 1)));
            }
            skipSpace();
            hadComma = takeWord(",");
        }
        const bool isBracketed = kind == Kind::Tuple && value.items.size() == 1 && !hadComma;
        if (isBracketed) { // (3) is 3
            PythonLiteral inner = std::move(value.items.front());
            return inner;
        }
        return value;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::uint32_t m_maxDepth;
};

} // namespace

const PythonLiteral* PythonLiteral::find(std::string_view key) const noexcept
{
    for (std::size_t i = 0; kind == Kind::Dict && i + 1 < items.size(); i += 2) {
        if (items[i].kind == Kind::Text && items[i].text == key) {
            return &items[i + 1];
        }
    }
    return nullptr;
}

Result<PythonLiteral> parsePythonLiteral(std::string_view text, std::uint32_t maxDepth)
{
    return LiteralParser(text, maxDepth).parse();
}

ValueId addLiteral(ValueGraph& graph, const PythonLiteral& literal)
{
    std::vector<ValueId> items;
    items.reserve(literal.items.size());
    for (const PythonLiteral& item : literal.items) { // as deep as the parser allowed
        items.push_back(addLiteral(graph, item));
    }
    switch (literal.kind) {
    case Kind::None:
        return graph.addNone();
    case Kind::Bool:
        return graph.addBool(literal.number != 0);
    case Kind::Int:
        return graph.addInt(literal.number);
    case Kind::Text:
        return graph.addText(literal.text);
    case Kind::Tuple:
        return graph.addSequence(ValueKind::Tuple, items);
    case Kind::List:
        return graph.addSequence(ValueKind::List, items);
    case Kind::Dict: {
        const ValueId dict = graph.addDict();
        graph.appendPairs(dict, items);
        return dict;
    }
    }
    return graph.addNone();
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "tests/support/graph_text.h"

#include <bit>
#include <cstdio>
#include <unordered_map>
#include <variant>
#include <vector>

#include "core/base/byte_reader.h"
#include "core/value/big_integer.h"

namespace pthf::tests {

namespace {

std::string quotedText(std::string_view text)
{
    std::string out = "'";
    for (const char letter : text) {
        const auto code = static_cast<unsigned char>(letter);
        if (code < 0x20 || letter == '\'' || letter == '\\' || code == 0x7F) {
            char escape[8];
            static_cast<void>(std::snprintf(escape, sizeof(escape), "\\x%02x", code));
            out += escape;
        } else {
            out += letter;
        }
    }
    return out + "'";
}

std::string latin1AsUtf8(std::string_view bytes)
{
    std::string out;
    for (const char letter : bytes) {
        const auto code = static_cast<unsigned char>(letter);
        if (code >= 0x80) {
            out += static_cast<char>(0xC0U | (code >> 6U));
        }
        out += static_cast<char>(code >= 0x80 ? 0x80U | (code & 0x3FU) : code);
    }
    return out;
}

class Teller {
public:
    Teller(const ValueGraph& graph, GraphWords words)
        : m_graph(graph)
        , m_words(words)
    {
    }

    std::string tell(ValueId root)
    {
        m_waiting.emplace_back(root);
        while (!m_waiting.empty()) {
            const Piece piece = std::move(m_waiting.back());
            m_waiting.pop_back();
            if (const auto* text = std::get_if<std::string>(&piece)) {
                m_out += *text;
            } else {
                tellValue(std::get<ValueId>(piece));
            }
        }
        return std::move(m_out);
    }

private:
    using Piece = std::variant<std::string, ValueId>;

    /// Whether the value was told before; else it gets the next number.
    bool isKnown(ValueId id)
    {
        const auto [place, isNew] = m_numbers.try_emplace(id, m_next);
        if (!isNew) {
            m_out += '@' + std::to_string(place->second);
            return true;
        }
        ++m_next;
        return false;
    }

    void say(std::vector<Piece> pieces)
    {
        m_waiting.insert(
            m_waiting.end(), std::make_move_iterator(pieces.rbegin()), std::make_move_iterator(pieces.rend()));
    }

    static void separate(std::vector<Piece>& pieces, std::size_t first)
    {
        if (pieces.size() > first) {
            pieces.emplace_back(", ");
        }
    }

    void tellItems(ValueId id, const std::string& open, const std::string& close)
    {
        std::vector<Piece> pieces{open};
        for (const ValueId item : m_graph.items(id)) {
            separate(pieces, 1);
            pieces.emplace_back(item);
        }
        pieces.emplace_back(close);
        say(std::move(pieces));
    }

    void tellEntries(ValueId id)
    {
        std::vector<Piece> pieces{std::string("{")};
        for (const Entry& entry : m_graph.entries(id)) {
            separate(pieces, 1);
            pieces.emplace_back(entry.key);
            pieces.emplace_back(": ");
            pieces.emplace_back(entry.value);
        }
        pieces.emplace_back("}");
        say(std::move(pieces));
    }

    void tellInstance(ValueId id)
    {
        const Instance& instance = m_graph.instance(id);
        const bool hasKeywords = instance.keywordArguments != kNoValue;
        const bool isWritten = m_words == GraphWords::AsWritten && hasKeywords;
        std::vector<Piece> pieces;
        if (m_graph.kind(id) == ValueKind::Object && !isWritten) {
            pieces.emplace_back("new ");
        }
        if (isWritten) {
            ++m_next; // of the tuple of class, arguments and keyword arguments
            pieces.emplace_back("copy_reg.__newobj_ex__(");
            pieces.emplace_back(instance.callee);
            pieces.emplace_back(", ");
        } else {
            pieces.emplace_back(instance.callee);
        }
        pieces.emplace_back(instance.arguments);
        if (hasKeywords) {
            pieces.emplace_back(isWritten ? ", " : "**");
            pieces.emplace_back(instance.keywordArguments);
        }
        pieces.emplace_back(isWritten ? ")" : "");
        const std::pair<const char*, ValueId> parts[] = {
            {"+", instance.listItems}, {"|", instance.dictItems}, {"<-", instance.state}};
        for (const auto& part : parts) {
            if (part.second != kNoValue) {
                pieces.emplace_back(part.first);
                pieces.emplace_back(part.second);
            }
        }
        say(std::move(pieces));
    }

    void tellGlobal(ValueId id)
    {
        const std::string_view name = m_graph.globalName(id);
        const std::size_t dot = name.find('.');
        if (m_words == GraphWords::AsTheyAre || dot == std::string_view::npos) {
            m_out += std::string(m_graph.globalModule(id)) + '.' + std::string(name);
            return;
        }
        if (isKnown(id)) {
            return;
        }
        std::string told = std::string(m_graph.globalModule(id)) + '.' + std::string(name.substr(0, dot));
        std::size_t calls = 1; // the outermost call is this value; each has a tuple of its own
        std::string_view rest = name.substr(dot + 1);
        while (true) {
            const std::size_t next = rest.find('.');
            told = "__builtin__.getattr(" + told + ", " + quotedText(rest.substr(0, next)) + ')';
            if (next == std::string_view::npos) {
                break;
            }
            rest = rest.substr(next + 1);
            ++calls;
        }
        m_next += 2 * calls - 1;
        m_out += told;
    }

    void tellBytes(ValueId id)
    {
        const bool isArray = m_graph.kind(id) == ValueKind::ByteArray;
        if (m_words == GraphWords::AsTheyAre) {
            m_out += (isArray ? "bytearray b" : "b") + quotedText(m_graph.text(id));
            return;
        }
        if (isKnown(id)) {
            return;
        }
        const std::string encoded = "_codecs.encode(" + quotedText(latin1AsUtf8(m_graph.text(id))) + ", 'latin1')";
        m_next += isArray ? 3 : 1;
        m_out += isArray ? "__builtin__.bytearray(" + encoded + ")" : encoded;
    }

    void tellSet(ValueId id)
    {
        const std::string name = m_graph.kind(id) == ValueKind::Set ? "set" : "frozenset";
        if (m_words == GraphWords::AsTheyAre) {
            tellItems(id, name + "{", "}");
            return;
        }
        m_next += 2; // a tuple with a list
        tellItems(id, "__builtin__." + name + "([", "])");
    }

    void tellContainer(ValueId id)
    {
        switch (m_graph.kind(id)) {
        case ValueKind::List:
            return tellItems(id, "[", "]");
        case ValueKind::Tuple:
            return tellItems(id, "(", ")");
        case ValueKind::Set:
        case ValueKind::FrozenSet:
            return tellSet(id);
        case ValueKind::Dict:
            return tellEntries(id);
        case ValueKind::Persistent:
            return say({std::string("persistent "), m_graph.persistentId(id)});
        default:
            return tellInstance(id);
        }
    }

    void tellValue(ValueId id)
    {
        switch (m_graph.kind(id)) {
        case ValueKind::None:
            m_out += "None";
            return;
        case ValueKind::Bool:
            m_out += m_graph.boolValue(id) ? "True" : "False";
            return;
        case ValueKind::Int:
            m_out += std::to_string(m_graph.intValue(id));
            return;
        case ValueKind::BigInt:
            m_out += decimalText(asBytes(m_graph.text(id)));
            return;
        case ValueKind::Float: {
            char text[40];
            static_cast<void>(std::snprintf(text, sizeof(text), "%.17gf", m_graph.floatValue(id)));
            m_out += text;
            return;
        }
        case ValueKind::Text:
            m_out += quotedText(m_graph.text(id));
            return;
        case ValueKind::ByteText:
            m_out += "old" + quotedText(m_graph.text(id));
            return;
        case ValueKind::Bytes:
        case ValueKind::ByteArray:
            return tellBytes(id);
        case ValueKind::Global:
            return tellGlobal(id);
        case ValueKind::Tensor:
            m_out += "tensor " + std::to_string(m_graph.tensorNumber(id));
            return;
        default:
            break;
        }
        if (m_graph.kind(id) == ValueKind::Tuple && m_graph.items(id).empty()) {
            m_out += "()"; // Python has but one
        } else if (!isKnown(id)) {
            tellContainer(id);
        }
    }

    const ValueGraph& m_graph;
    GraphWords m_words;
    std::string m_out;
    std::vector<Piece> m_waiting;
    std::unordered_map<ValueId, std::size_t> m_numbers;
    std::size_t m_next = 0;
};

} // namespace

std::string graphText(const ValueGraph& graph, ValueId root, GraphWords words)
{
    return Teller(graph, words).tell(root);
}

} // namespace pthf::tests

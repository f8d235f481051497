// SPDX-License-Identifier: Apache-2.0
#include "core/reference/names_text.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "core/base/limits.h"
#include "core/reference/text_scan.h"
#include "core/text/json.h"

namespace pthf {

namespace {

bool isDigits(std::string_view word) noexcept
{
    return !word.empty() && word.find_first_not_of("0123456789.,:") == std::string_view::npos;
}

bool hasLetter(std::string_view word) noexcept
{
    return std::ranges::any_of(word, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    });
}

/// Headings of tables, and what stands around names without being one.
bool isHeading(std::string_view word) noexcept
{
    constexpr std::array<std::string_view, 24> kHeadings{"name", "names", "key", "keys", "parameter", "parameters",
        "param", "params", "path", "shape", "size", "dtype", "type", "tensor", "layer", "module", "OrderedDict", "dict",
        "odict_keys", "dict_keys", "list", "total", "trainable", "torch.Size"};
    std::string lower(word);
    std::ranges::transform(
        lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return std::ranges::find(kHeadings, lower) != kHeadings.end()
        || std::ranges::find(kHeadings, word) != kHeadings.end();
}

/// Words that stand behind a name and tell something else of it.
bool isAside(std::string_view word) noexcept
{
    constexpr std::array<std::string_view, 10> kAsides{
        "cpu", "mps", "meta", "True", "False", "Parameter", "Tensor", "tensor", "requires_grad", "None"};
    return std::ranges::find(kAsides, word) != kAsides.end() || word.starts_with("cuda");
}

class Reader {
public:
    explicit Reader(std::string_view text)
        : m_scan(text)
        , m_text(text)
    {
    }

    NamesText read()
    {
        while (!m_scan.isAtEnd() && m_names.keys.size() <= Limits{}.maxRecords) {
            readNext();
        }
        endLine();
        return std::move(m_names);
    }

private:
    void readNext()
    {
        const char c = m_scan.peek();
        if (c == '\n') {
            m_scan.skip();
            endLine();
        } else if (c == ' ' || c == '\t' || c == '\r') {
            m_scan.skip();
        } else if (c == '#' && m_isLineStart) {
            readComment();
        } else if (c == '\'' || c == '"') {
            readQuoted();
        } else if (auto sizes = m_scan.shape()) {
            m_isLineStart = false;
            takeShape(std::move(*sizes));
        } else {
            readWord();
        }
    }

    void endLine()
    {
        // A sentence is no name: "storage has wrong size".
        constexpr std::uint32_t kWordsOfSentence = 3;
        if (m_isWordLine && m_hasName && !m_hasShape && !m_isRepeated && m_wordsBehind >= kWordsOfSentence) {
            m_seen.erase(m_names.keys.back().key);
            m_names.keys.pop_back();
            m_hasName = false;
        }
        m_wordsBehind = 0;
        m_names.linesLeftOut += !m_isLineStart && !m_hasName ? 1U : 0U;
        m_isLineStart = true;
        m_hasName = false;
        m_isAfterHeading = false;
        m_isWordLine = false;
    }

    void readComment()
    {
        const std::size_t end = std::min(m_text.find('\n', m_scan.position()), m_text.size());
        const std::string_view line = m_text.substr(m_scan.position(), end - m_scan.position());
        constexpr std::string_view kModel = "# model: ";
        if (line.starts_with(kModel) && m_names.className.empty()) {
            TextScan word(line.substr(kModel.size()));
            m_names.className = std::string(word.word());
        }
        m_scan.moveTo(end);
    }

    void readQuoted()
    {
        m_isLineStart = false;
        auto text = m_scan.quoted();
        if (!text) {
            m_scan.skip();
        } else if (const auto dtype = m_hasName ? dtypeFromWord(*text) : std::nullopt) {
            takeDtype(*dtype);
        } else if (!text->empty() && !m_isWordLine) {
            addName(*text);
        }
    }

    void readWord()
    {
        const std::string_view word = m_scan.word();
        if (word.empty()) {
            m_scan.skip();
            return;
        }
        m_isAfterHeading = isHeading(word) && (m_isLineStart || m_isAfterHeading);
        m_isLineStart = false;
        std::string_view bare = word;
        while (bare.ends_with(':') || bare.ends_with('-') || bare.ends_with('`')) {
            bare.remove_suffix(1);
        }
        while (bare.starts_with('`')) { // code, in Markdown
            bare.remove_prefix(1);
        }
        if (m_hasName) {
            if (const auto dtype = dtypeFromWord(bare)) {
                takeDtype(*dtype);
            } else if (hasLetter(bare) && !isAside(bare)) {
                ++m_wordsBehind;
            }
            return;
        }
        // A number in front counts lines; a word in brackets belongs to Python ("OrderedDict([(").
        const bool isCall = m_scan.peek() == '(' || (m_scan.peek() == '[' && isHeading(bare));
        if (isDigits(bare) || isCall || isAside(bare) || !hasLetter(bare) || m_isAfterHeading || dtypeFromWord(bare)) {
            return;
        }
        m_isWordLine = true;
        addName(std::string(bare));
    }

    void addName(std::string name)
    {
        m_hasName = true;
        m_hasShape = false;
        m_isRepeated = name.size() > Limits{}.maxNameBytes || !m_seen.insert(name).second;
        if (!m_isRepeated) {
            KeyEntry entry;
            entry.key = std::move(name);
            m_names.keys.push_back(std::move(entry));
        }
    }

    void takeShape(Dims sizes)
    {
        if (m_hasName && !m_hasShape && !m_isRepeated) {
            m_names.keys.back().shape = std::move(sizes);
        }
        m_hasShape = true;
    }

    void takeDtype(DType dtype)
    {
        if (!m_isRepeated && !m_names.keys.back().dtype) {
            m_names.keys.back().dtype = dtype;
        }
    }

    TextScan m_scan;
    std::string_view m_text;
    NamesText m_names;
    std::unordered_set<std::string> m_seen;
    bool m_isLineStart = true;
    bool m_hasName = false; ///< in this line, or since the last quoted one
    bool m_hasShape = false;
    bool m_isRepeated = false;
    bool m_isAfterHeading = false; ///< all words of the line so far were headings
    bool m_isWordLine = false; ///< its name was not in quotes
    std::uint32_t m_wordsBehind = 0; ///< behind the name, and neither a shape nor a number type
};

std::optional<Dims> shapeOf(const Json& json)
{
    const Json::Array* sizes = json.asArray();
    if (sizes == nullptr) {
        return std::nullopt;
    }
    Dims dims;
    for (const Json& size : *sizes) {
        const auto value = size.asInteger();
        if (!value || *value < 0) {
            return std::nullopt;
        }
        dims.push_back(*value);
    }
    return dims;
}

KeyEntry describedBy(const Json& json)
{
    KeyEntry entry;
    const Json* shape = json.find("shape");
    entry.shape = shapeOf(shape == nullptr ? json : *shape);
    const Json* dtype = json.find("dtype");
    if (dtype != nullptr && dtype->asText() != nullptr) {
        entry.dtype = dtypeFromWord(*dtype->asText());
    }
    return entry;
}

/// The last segment of a path, or a name.
std::string nameOf(const Json& item)
{
    if (item.asText() != nullptr) {
        return *item.asText();
    }
    for (const char* member : {"key", "name", "path"}) {
        const Json* named = item.find(member);
        if (named == nullptr) {
            continue;
        }
        const Json::Array* path = named->asArray();
        const Json* last = path == nullptr ? named : (path->empty() ? nullptr : &path->back());
        if (last != nullptr && last->asText() != nullptr) {
            return *last->asText();
        }
    }
    return {};
}

KeyList keysOfMembers(const Json::Object& members)
{
    KeyList keys;
    for (const Json::Member& member : members) {
        if (!member.name.empty() && member.name != "__metadata__") {
            KeyEntry entry = describedBy(member.value);
            entry.key = member.name;
            keys.push_back(std::move(entry));
        }
    }
    return keys;
}

NamesText namesOfJson(const Json& root)
{
    NamesText names;
    const Json* weightMap = root.find("weight_map");
    const Json& top = weightMap != nullptr && weightMap->asObject() != nullptr ? *weightMap : root;
    if (const Json::Object* members = top.asObject()) {
        names.keys = keysOfMembers(*members);
    } else if (const Json::Array* items = top.asArray()) {
        for (const Json& item : *items) {
            const Json* type = item.find("type"); // of pthf ls --json
            if (type != nullptr && type->asText() != nullptr && *type->asText() != "tensor") {
                continue;
            }
            const Json::Array* pair = item.asArray();
            const bool isPair = pair != nullptr && pair->size() >= 2 && (*pair)[0].asText() != nullptr;
            KeyEntry entry = describedBy(isPair ? (*pair)[1] : item);
            entry.key = isPair ? *(*pair)[0].asText() : nameOf(item);
            if (!entry.key.empty()) {
                names.keys.push_back(std::move(entry));
            }
        }
    }
    return names;
}

/// `pthf ls` shows paths: what stands before the last slash of all of them is no part of the names.
void dropCommonFolder(KeyList& keys)
{
    const std::size_t slash = keys.front().key.rfind('/');
    if (slash == std::string::npos) {
        return;
    }
    const std::string folder = keys.front().key.substr(0, slash + 1);
    const auto isBelow = [&folder](const KeyEntry& entry) {
        return entry.key.size() > folder.size() && entry.key.starts_with(folder);
    };
    if (std::ranges::all_of(keys, isBelow)) {
        for (KeyEntry& entry : keys) {
            entry.key.erase(0, folder.size());
        }
    }
}

/// Where most names come with shapes, a word without a shape and without a dot is a word ("Total"), and what begins
/// with
/// @ is an attribute that `pthf ls` listed.
void dropWords(NamesText& names)
{
    const auto shaped =
        std::ranges::count_if(names.keys, [](const KeyEntry& entry) { return entry.shape.has_value(); });
    if (static_cast<std::size_t>(shaped) * 2 > names.keys.size()) {
        names.linesLeftOut += std::erase_if(names.keys, [](const KeyEntry& entry) {
            return !entry.shape && (entry.key.find('.') == std::string::npos || entry.key.starts_with('@'));
        });
    }
}

} // namespace

Result<NamesText> parseNames(std::string_view text)
{
    const std::string plain = withoutColours(text);
    const std::size_t first = plain.find_first_not_of(" \t\r\n");
    NamesText names;
    if (first != std::string::npos && (plain[first] == '{' || plain[first] == '[')) {
        if (const auto json = Json::parse(plain)) {
            names = namesOfJson(*json);
        }
    }
    if (names.keys.empty()) {
        names = Reader(plain).read();
    }
    if (!names.keys.empty()) {
        dropCommonFolder(names.keys);
        dropWords(names);
    }
    if (names.keys.empty()) {
        return Error{ErrorCode::InvalidArgument,
            "no names of tensors are found in the text: a line each is expected, with the shape behind it, as in "
            "\"conv1.weight [64, 3, 7, 7]\""};
    }
    if (names.keys.size() > Limits{}.maxRecords) {
        return Error{
            ErrorCode::LimitExceeded, "more than " + std::to_string(Limits{}.maxRecords) + " names are in the text"};
    }
    return names;
}

std::string_view namesSnippet() noexcept
{
    return "print('# model:', type(model).__name__)\n"
           "for name, value in model.state_dict().items(): print(name, list(getattr(value, 'shape', [])), "
           "getattr(value, 'dtype', ''))\n";
}

} // namespace pthf

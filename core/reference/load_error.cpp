// SPDX-License-Identifier: Apache-2.0
// The wordings, each with where it comes from:
//
//   Error(s) in loading state_dict for Net:            torch/nn/modules/module.py load_state_dict
//       Missing key(s) in state_dict: "a", "b".
//       Unexpected key(s) in state_dict: "c".
//       size mismatch for d: copying a param with shape torch.Size([2]) from checkpoint, the shape in current model is
//       torch.Size([3]).
//       While copying the parameter named "e", whose dimensions in the model are … and whose dimensions in the
//       checkpoint are …
//       While copying the parameter named "f", expected torch.Tensor … but received <class 'dict'>
//   size mismatch for d: copying a param of torch.Size([3]) from checkpoint, where the shape is torch.Size([2]) in
//       current model.                                 torch 0.4: the two shapes the wrong way round
//   unexpected key "c" in state_dict                   torch ≤ 0.3, also with single quotes within
//   missing keys in state_dict: "{'a', 'b'}"           torch ≤ 0.3
//   <All keys …>, _IncompatibleKeys(missing_keys=['a'], unexpected_keys=['c'])
//   unexpected key in source state_dict: c, d          mmcv.runner.load_state_dict
//   missing keys in source state_dict: a, b
//   The checkpoint state_dict contains keys that are not used by the model: \n c \n d.{weight, bias}     fvcore
//   Some model parameters or buffers are not found in the checkpoint: \n a
//   Some weights of the model checkpoint at X were not used when initializing Net: ['c']         transformers
//   Some weights of Net were not initialized from the model checkpoint at X and are newly initialized: ['a']
//   - d: found shape torch.Size([2]) in the checkpoint and torch.Size([3]) in the model instantiated
#include "core/reference/load_error.h"

#include <algorithm>
#include <array>

#include "core/base/limits.h"
#include "core/reference/text_scan.h"

namespace pthf {

namespace {

enum class Said : std::uint8_t {
    ClassName,
    MissingQuoted,
    UnexpectedQuoted,
    MissingPlain,
    UnexpectedPlain,
    MissingLines,
    UnexpectedLines,
    UnexpectedOne,
    Mismatch,
    Copying,
    FoundShape
};

struct Wording {
    std::string_view words;
    Said said;
};

// Longer ones stand before those that they contain.
constexpr std::array<Wording, 18> kWordings{{
    {"Error(s) in loading state_dict for ", Said::ClassName},
    {"Missing key(s) in state_dict:", Said::MissingQuoted},
    {"Unexpected key(s) in state_dict:", Said::UnexpectedQuoted},
    {"missing keys in source state_dict:", Said::MissingPlain},
    {"unexpected key in source state_dict:", Said::UnexpectedPlain},
    {"missing keys in state_dict:", Said::MissingQuoted},
    {"unexpected key ", Said::UnexpectedOne},
    {"missing_keys=[", Said::MissingQuoted},
    {"unexpected_keys=[", Said::UnexpectedQuoted},
    {"are newly initialized: [", Said::MissingQuoted},
    {"were not used when initializing ", Said::UnexpectedQuoted},
    {"contains keys that are not used by the model:", Said::UnexpectedLines},
    {"contain keys that are not used by the model:", Said::UnexpectedLines},
    {"are not found in the checkpoint:", Said::MissingLines},
    {"is not found in the checkpoint:", Said::MissingLines},
    {"size mismatch for ", Said::Mismatch},
    {"While copying the parameter named ", Said::Copying},
    {": found shape ", Said::FoundShape},
}};

/// Where each wording stands in the text, in order; one pass.
std::vector<std::pair<std::size_t, const Wording*>> findWordings(std::string_view text)
{
    std::vector<std::pair<std::size_t, const Wording*>> found;
    constexpr std::string_view kFirst = "EMUmuaiscWw:";
    for (std::size_t at = text.find_first_of(kFirst); at != std::string_view::npos;
         at = text.find_first_of(kFirst, at + 1)) {
        const std::string_view rest = text.substr(at);
        const auto* wording =
            std::ranges::find_if(kWordings, [rest](const Wording& each) { return rest.starts_with(each.words); });
        if (wording != kWordings.end()) {
            found.emplace_back(at, wording);
            at += wording->words.size() - 1;
        }
    }
    return found;
}

/// A key and two shapes: what one sentence of torch is made of.
constexpr std::size_t kMaxSentence = 16'384;

/// Terminals break long lines: any run of blanks and line breaks is one blank.
std::string withoutBreaks(std::string_view text)
{
    std::string line;
    for (const char c : text) {
        const bool isBlank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!isBlank || line.empty() || line.back() != ' ') {
            line += isBlank ? ' ' : c;
        }
    }
    return line;
}

class Reader {
public:
    explicit Reader(std::string_view text)
        : m_text(text)
    {
    }

    LoadError read()
    {
        const auto found = findWordings(m_text);
        for (std::size_t i = 0; i < found.size(); ++i) {
            const std::size_t begin = found[i].first + found[i].second->words.size();
            const std::size_t end = i + 1 < found.size() ? found[i + 1].first : m_text.size();
            m_isLast = i + 1 == found.size();
            readOne(*found[i].second, found[i].first, m_text.substr(begin, end - begin));
        }
        return std::move(m_error);
    }

private:
    void readOne(const Wording& wording, std::size_t start, std::string_view part)
    {
        switch (wording.said) {
        case Said::ClassName:
            m_error.className = std::string(part.substr(0, part.find_first_of(": \n")));
            break;
        case Said::MissingQuoted:
            readQuoted(part, m_error.missing);
            break;
        case Said::UnexpectedQuoted:
            readQuoted(part, m_error.unexpected);
            break;
        case Said::MissingPlain:
            readPlain(part, m_error.missing);
            break;
        case Said::UnexpectedPlain:
            readPlain(part, m_error.unexpected);
            break;
        case Said::MissingLines:
            readLines(part, m_error.missing);
            break;
        case Said::UnexpectedLines:
            readLines(part, m_error.unexpected);
            break;
        case Said::UnexpectedOne:
            readUnexpected(part);
            break;
        case Said::Mismatch:
            readMismatch(part);
            break;
        case Said::Copying:
            readCopying(part);
            break;
        case Said::FoundShape:
            readFoundShape(start, part);
            break;
        }
    }

    void add(std::vector<std::string>& list, std::string key)
    {
        if (!key.empty() && m_keys < Limits{}.maxRecords) {
            ++m_keys;
            list.push_back(std::move(key));
        }
    }

    /// Quoted names behind one another; what stands between them is punctuation.
    void readQuoted(std::string_view part, std::vector<std::string>& list)
    {
        TextScan scan(part);
        // transformers: "… initializing Net: ['a', 'b']"
        if (const std::size_t open = part.find('['); open != std::string_view::npos && part.find('"') > open) {
            scan.moveTo(open + 1);
        }
        // torch 0.3 put a set within quotes: "{'a', 'b'}"
        scan.skipBlank();
        if (scan.take("\"{")) {
            scan.skipBlank();
        }
        while (!scan.isAtEnd()) {
            const char c = scan.peek();
            if (c == '"' || c == '\'') {
                auto key = scan.quoted();
                if (!key) {
                    m_error.isCut = true;
                    return;
                }
                add(list, std::move(*key));
            } else if (c == ',' || c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                scan.skip();
            } else {
                return; // "." or "]" or "}" ends the list
            }
        }
    }

    /// mmcv: names between commas, up to an empty line.
    void readPlain(std::string_view part, std::vector<std::string>& list)
    {
        TextScan scan(part.substr(0, part.find("\n\n")));
        while (!scan.isAtEnd()) {
            scan.skipBlank();
            const std::string_view word = scan.word();
            if (word.empty()) {
                if (scan.isAtEnd() || scan.peek() != ',') {
                    return;
                }
                scan.skip();
            } else {
                add(list, std::string(word));
                scan.skipBlank();
                if (scan.peek() != ',') {
                    return;
                }
            }
        }
    }

    /// fvcore: one name a line, those of a module together: "backbone.bn.{running_mean, running_var}".
    void readLines(std::string_view part, std::vector<std::string>& list)
    {
        for (std::size_t at = part.find('\n'); at != std::string_view::npos && at + 1 < part.size();) {
            const std::size_t end = std::min(part.find('\n', at + 1), part.size());
            std::string_view line = part.substr(at + 1, end - at - 1);
            at = end == part.size() ? std::string_view::npos : end;
            line.remove_prefix(std::min(line.find_first_not_of(" \t\r-*"), line.size()));
            line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
            const std::size_t brace = line.find(".{");
            const std::string_view name = line.substr(0, std::min(brace, line.find(' ')));
            if (name.empty() || (brace == std::string_view::npos && name.size() != line.size())) {
                return; // a sentence: the list is over
            }
            if (brace == std::string_view::npos) {
                add(list, std::string(name));
            } else {
                addGroup(line.substr(0, brace), line.substr(brace + 2), list);
            }
        }
    }

    void addGroup(std::string_view module, std::string_view names, std::vector<std::string>& list)
    {
        TextScan scan(names);
        while (!scan.isAtEnd() && scan.peek() != '}') {
            const std::string_view name = scan.word();
            if (!name.empty() && module.size() <= Limits{}.maxNameBytes) {
                add(list, std::string(module) + '.' + std::string(name));
            } else {
                scan.skip();
            }
        }
    }

    /// torch ≤ 0.3: KeyError: 'unexpected key "c" in state_dict'
    void readUnexpected(std::string_view part)
    {
        TextScan scan(part);
        auto key = scan.quoted();
        if (key && part.substr(scan.position()).starts_with(" in state_dict")) {
            add(m_error.unexpected, std::move(*key));
        }
    }

    static std::optional<Dims> shapeBehind(std::string_view part, std::string_view words)
    {
        const std::size_t at = part.find(words);
        if (at == std::string_view::npos) {
            return std::nullopt;
        }
        TextScan scan(part);
        scan.moveTo(at + words.size());
        scan.skipBlank();
        return scan.shape();
    }

    void addMismatch(std::string key, std::optional<Dims> inFile, std::optional<Dims> inModel)
    {
        if (inFile && inModel && !key.empty() && m_keys < Limits{}.maxRecords) {
            ++m_keys;
            m_error.mismatches.push_back({std::move(key), std::move(*inFile), std::move(*inModel)});
        } else if (m_isLast) {
            m_error.isCut = true;
        }
    }

    void readMismatch(std::string_view all)
    {
        const std::string inOneLine = withoutBreaks(all.substr(0, kMaxSentence));
        const std::string_view part = inOneLine;
        const std::size_t colon = part.find(": copying");
        const std::string_view key = part.substr(0, colon);
        if (colon == std::string_view::npos || key.size() > Limits{}.maxNameBytes) {
            m_error.isCut = m_error.isCut || m_isLast;
            return;
        }
        auto inFile = shapeBehind(part, "a param with shape");
        if (inFile) {
            addMismatch(std::string(key), std::move(inFile), shapeBehind(part, "current model is"));
        } else {
            addMismatch(std::string(key), shapeBehind(part, "where the shape is"), shapeBehind(part, "a param of"));
        }
    }

    void readCopying(std::string_view all)
    {
        const std::string inOneLine = withoutBreaks(all.substr(0, kMaxSentence));
        const std::string_view part = inOneLine;
        TextScan scan(part);
        auto key = scan.quoted();
        std::string name = key ? std::move(*key) : std::string(scan.word());
        if (!name.empty() && part.substr(scan.position()).starts_with(", expected torch.Tensor")) {
            add(m_error.notTensors, std::move(name));
            return;
        }
        addMismatch(std::move(name), shapeBehind(part, "dimensions in the checkpoint are"),
            shapeBehind(part, "dimensions in the model are"));
    }

    /// transformers: "- fc.weight: found shape A in the checkpoint and B in the model instantiated"
    void readFoundShape(std::size_t start, std::string_view part)
    {
        const std::size_t before = m_text.find_last_of(" \n\t", start == 0 ? 0 : start - 1);
        const std::size_t from = before == std::string_view::npos ? 0 : before + 1;
        if (from >= start || start - from > Limits{}.maxNameBytes) {
            return;
        }
        TextScan scan(part);
        scan.skipBlank();
        addMismatch(
            std::string(m_text.substr(from, start - from)), scan.shape(), shapeBehind(part, "in the checkpoint and"));
    }

    std::string_view m_text;
    LoadError m_error;
    std::uint64_t m_keys = 0;
    bool m_isLast = false;
};

} // namespace

bool looksLikeLoadError(std::string_view text) noexcept
{
    constexpr std::array<std::string_view, 11> kWords{"Error(s) in loading state_dict",
        "key(s) in state_dict:", "size mismatch for ",
        "in source state_dict:", "not used by the model:", "not found in the checkpoint:", "missing_keys=[",
        "were not used when initializing", "While copying the parameter named",
        "keys in state_dict:", "unexpected key "};
    return std::ranges::any_of(
        kWords, [text](std::string_view words) { return text.find(words) != std::string_view::npos; });
}

std::optional<LoadError> parseLoadError(std::string_view text)
{
    const std::string plain = withPlainQuotes(withoutColours(text));
    LoadError error = Reader(plain).read();
    return error.isEmpty() ? std::nullopt : std::optional(std::move(error));
}

} // namespace pthf

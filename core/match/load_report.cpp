// SPDX-License-Identifier: Apache-2.0
// torch goes through the modules from the root, children in their order. Each module looks for its own parameters and
// buffers (missing, size mismatch), then at all keys below its own path for those that no child and no parameter of it
// claims (unexpected). The modules are rebuilt here from the model's names: every segment but the last is one.
#include "core/match/load_report.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

#include "core/checkpoint/value_view.h"
#include "core/match/name_changes.h"

namespace pthf {

namespace {

constexpr std::string_view kExtraState = "_extra_state";

struct Module {
    std::string_view path; ///< with its last dot; "" for the root
    std::vector<std::uint32_t> own; ///< the model's keys right below it
    std::vector<std::size_t> children; ///< in their order
    std::vector<std::string_view> extra; ///< the file's unexpected _extra_state
    std::vector<std::string_view> unexpected; ///< other keys of the file that it does not know
};

/// The modules that the model's names speak of, in the order torch visits them.
class ModuleTree {
public:
    explicit ModuleTree(const KeyList& model)
    {
        m_modules.emplace_back();
        m_byPath.emplace(std::string_view(), 0);
        for (std::uint32_t i = 0; i < model.size(); ++i) {
            m_modules[moduleOf(model[i].key)].own.push_back(i);
        }
    }

    /// The innermost module of the model that a key lies in: the one that would find it unexpected.
    Module& owner(std::string_view key)
    {
        std::size_t owner = 0;
        for (std::size_t dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.', dot + 1)) {
            const auto found = m_byPath.find(key.substr(0, dot + 1));
            if (found == m_byPath.end()) {
                break;
            }
            owner = found->second;
        }
        return m_modules[owner];
    }

    template<typename Visit>
    void visit(const Visit& visit) const
    {
        std::vector<std::size_t> waiting{0};
        while (!waiting.empty()) {
            const Module& module = m_modules[waiting.back()];
            waiting.pop_back();
            visit(module);
            waiting.insert(waiting.end(), module.children.rbegin(), module.children.rend());
        }
    }

private:
    std::size_t moduleOf(std::string_view key)
    {
        std::size_t module = 0;
        for (std::size_t dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.', dot + 1)) {
            const std::string_view path = key.substr(0, dot + 1);
            const auto [found, isNew] = m_byPath.try_emplace(path, m_modules.size());
            if (isNew) {
                m_modules[module].children.push_back(found->second);
                m_modules.emplace_back().path = path;
            }
            module = found->second;
        }
        return module;
    }

    std::deque<Module> m_modules;
    std::unordered_map<std::string_view, std::size_t> m_byPath;
};

std::string sizeText(const Dims& shape)
{
    return "torch.Size(" + shapeText(shape) + ')';
}

/// type(value) as Python prints it.
std::string typeText(const Content* content, const KeyEntry& entry)
{
    if (content == nullptr || entry.value == kNoValue) {
        return "<class 'object'>";
    }
    const ValueView view = viewOf(*content, entry.value);
    std::string name = view.typeName;
    if (name == "OrderedDict" || name == "defaultdict" || name == "Counter") {
        name.insert(0, "collections.");
    } else if (view.kind == ViewKind::Array) {
        name = "numpy.ndarray";
    } else if (view.isNumpyScalar) {
        name = "numpy." + view.numpyDtype;
    } else if (view.kind == ViewKind::None) {
        name = "NoneType";
    }
    return "<class '" + name + "'>";
}

/// BatchNorm before version 2 had no num_batches_tracked, and torch adds it to what it loads
/// (torch/nn/modules/batchnorm.py _load_from_state_dict).
class OldBatchNorms {
public:
    OldBatchNorms(const KeyList& model, const LoadContext& context)
    {
        for (const auto& version : context.versions) {
            m_versions.emplace(version.first, version.second);
        }
        for (const KeyEntry& entry : model) {
            if (entry.key.ends_with(kMean)) {
                m_norms.emplace(std::string_view(entry.key).substr(0, entry.key.size() - kMean.size()), true);
            }
        }
    }

    bool adds(std::string_view key) const
    {
        if (!key.ends_with(kTracked)) {
            return false;
        }
        const std::string_view path = key.substr(0, key.size() - kTracked.size());
        const auto version = m_versions.find(path);
        return m_norms.contains(path) && (version == m_versions.end() || version->second < 2);
    }

private:
    static constexpr std::string_view kMean = "running_mean";
    static constexpr std::string_view kTracked = "num_batches_tracked";
    std::unordered_map<std::string_view, std::int64_t> m_versions;
    std::unordered_map<std::string_view, bool> m_norms;
};

std::string quotedList(const std::vector<std::string>& keys)
{
    std::string text;
    for (const std::string& key : keys) {
        text.append(text.empty() ? "\"" : ", \"").append(key).append(1, '"');
    }
    return text;
}

/// As repr() writes a list of strings.
std::string reprOf(const std::vector<std::string>& keys)
{
    std::string text = "[";
    for (const std::string& key : keys) {
        const char quote = key.find('\'') != std::string::npos && key.find('"') == std::string::npos ? '"' : '\'';
        text.append(text.size() == 1 ? "" : ", ").append(1, quote);
        for (const char c : key) {
            if (c == '\\' || c == quote) {
                text += '\\';
            }
            text += c;
        }
        text += quote;
    }
    return text + ']';
}

/// The hook of torch.nn.utils.spectral_norm (torch/nn/utils/spectral_norm.py SpectralNormLoadStateDictPreHook), for
/// state dicts that its own version 1 did not write: it looks for names of torch 0.4 before the module looks for its
/// own.
class OldSpectralNorms {
public:
    OldSpectralNorms(const KeyList& file, const KeyList& model, const LoadContext& context)
    {
        if (std::ranges::none_of(model, [](const KeyEntry& entry) { return entry.key.ends_with(kOriginal); })) {
            return;
        }
        std::unordered_set<std::string_view> inFile;
        std::ranges::transform(file, std::inserter(inFile, inFile.end()), &KeyEntry::key);
        std::unordered_set<std::string_view> inModel;
        std::ranges::transform(model, std::inserter(inModel, inModel.end()), &KeyEntry::key);
        for (const KeyEntry& entry : model) {
            const std::string weight =
                entry.key.substr(0, entry.key.size() - std::min(kOriginal.size(), entry.key.size()));
            const auto version =
                std::ranges::find(context.versions, weight, &std::pair<std::string, std::int64_t>::first);
            const bool isOurs = entry.key.ends_with(kOriginal) && inModel.contains(weight + "_u")
                && inModel.contains(weight + "_v") && (version == context.versions.end() || version->second < 1);
            const bool isWhole = inFile.contains(entry.key) && inFile.contains(weight + "_u");
            if (isOurs && !(isWhole && inFile.contains(weight + "_v") && !inFile.contains(weight))) {
                look(weight, inFile);
            }
        }
    }

    /// Names that the hook finds missing for a weight, by its original's name: told before those of the module.
    const std::vector<std::string>* missingFor(const std::string& original) const
    {
        const auto found = m_missing.find(original);
        return found == m_missing.end() ? nullptr : &found->second;
    }
    /// Whether it makes this name of the model out of others.
    bool makes(const std::string& key) const { return m_made.contains(key); }
    /// Whether it takes this name of the file away.
    bool takes(const std::string& key) const { return m_taken.contains(key); }

private:
    static constexpr std::string_view kOriginal = "_orig";

    void look(const std::string& weight, const std::unordered_set<std::string_view>& inFile)
    {
        std::vector<std::string> missing;
        for (const std::string_view ending : {kOriginal, std::string_view(), std::string_view("_u")}) {
            const std::string name = weight + std::string(ending);
            if (!inFile.contains(name)) {
                missing.push_back(name);
            }
        }
        if (missing.empty()) {
            m_made.insert(weight + "_v");
            m_taken.insert(weight);
        } else {
            m_missing.emplace(weight + std::string(kOriginal), std::move(missing));
        }
    }

    std::unordered_map<std::string, std::vector<std::string>> m_missing;
    std::unordered_set<std::string> m_made;
    std::unordered_set<std::string> m_taken;
};

class Report {
public:
    Report(const KeyList& file, const KeyList& model, const KeyMatch& match, const LoadContext& context)
        : m_file(file)
        , m_model(model)
        , m_context(context)
        , m_tree(model)
        , m_norms(model, context)
        , m_spectral(file, model, context)
    {
        const std::vector<std::uint32_t> taken = LoadHooks(model).targets(namesOf(file));
        m_rows.resize(model.size(), nullptr);
        for (const MatchRow& row : match.rows) {
            if (row.model != MatchRow::kNone) {
                m_rows[row.model] = &row;
            } else if (taken[row.file] == LoadHooks::kNone && !m_spectral.takes(file[row.file].key)) {
                addUnexpected(file[row.file].key);
            }
        }
    }

    LoadReport make(Strict strict)
    {
        m_tree.visit([this](const Module& module) { visit(module); });
        std::vector<std::string> messages;
        if (strict == Strict::Yes && !m_report.missing.empty()) {
            messages.push_back("Missing key(s) in state_dict: " + quotedList(m_report.missing) + ". ");
        }
        if (strict == Strict::Yes && !m_report.unexpected.empty()) {
            messages.push_back("Unexpected key(s) in state_dict: " + quotedList(m_report.unexpected) + ". ");
        }
        std::ranges::move(m_messages, std::back_inserter(messages));
        m_report.loads = messages.empty();
        if (!m_report.loads) {
            m_report.text = "Error(s) in loading state_dict for " + m_context.modelName + ":";
            for (const std::string& message : messages) {
                m_report.text.append("\n\t").append(message);
            }
        } else if (m_report.missing.empty() && m_report.unexpected.empty()) {
            m_report.text = "<All keys matched successfully>";
        } else {
            m_report.text = "_IncompatibleKeys(missing_keys=" + reprOf(m_report.missing)
                + ", unexpected_keys=" + reprOf(m_report.unexpected) + ")";
        }
        return std::move(m_report);
    }

private:
    void addUnexpected(std::string_view key)
    {
        Module& owner = m_tree.owner(key);
        const bool isExtra = key.substr(owner.path.size()) == kExtraState;
        (isExtra ? owner.extra : owner.unexpected).push_back(key);
    }

    void visit(const Module& module)
    {
        for (const std::uint32_t number : module.own) {
            if (const auto* missing = m_spectral.missingFor(m_model[number].key)) {
                m_report.missing.insert(m_report.missing.end(), missing->begin(), missing->end());
            }
        }
        for (const std::uint32_t number : module.own) {
            const MatchRow* row = m_rows[number];
            if (row == nullptr) {
                continue; // a name that the model's list has twice
            }
            const std::string& key = m_model[number].key;
            if (row->state == MatchState::OnlyInModel && !m_norms.adds(key) && !m_spectral.makes(key)) {
                m_report.missing.push_back(key);
            } else if (row->state == MatchState::ShapeDiffers) {
                tellMismatch(*row);
            }
        }
        m_report.unexpected.insert(m_report.unexpected.end(), module.extra.begin(), module.extra.end());
        m_report.unexpected.insert(m_report.unexpected.end(), module.unexpected.begin(), module.unexpected.end());
    }

    void tellMismatch(const MatchRow& row)
    {
        const KeyEntry& file = m_file[row.file];
        const KeyEntry& model = m_model[row.model];
        if (!file.isTensor) {
            m_messages.push_back("While copying the parameter named \"" + model.key
                + "\", expected torch.Tensor or Tensor-like object from checkpoint but received "
                + typeText(m_context.content, file));
        } else if (file.shape && model.shape) {
            m_messages.push_back("size mismatch for " + model.key + ": copying a param with shape "
                + sizeText(*file.shape) + " from checkpoint, the shape in current model is " + sizeText(*model.shape)
                + ".");
        }
    }

    const KeyList& m_file;
    const KeyList& m_model;
    const LoadContext& m_context;
    ModuleTree m_tree;
    OldBatchNorms m_norms;
    OldSpectralNorms m_spectral;
    std::vector<const MatchRow*> m_rows; ///< by model key
    std::vector<std::string> m_messages;
    LoadReport m_report;
};

} // namespace

LoadReport loadReport(
    const KeyList& file, const KeyList& model, const KeyMatch& match, const LoadContext& context, Strict strict)
{
    return Report(file, model, match, context).make(strict);
}

} // namespace pthf

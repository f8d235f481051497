// SPDX-License-Identifier: Apache-2.0
#include "core/plan/name_families.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/text/pattern.h"

namespace pthf {

namespace {

/// A pattern and what replaces it.
using Rule = std::pair<std::string_view, std::string_view>;

struct Family {
    NameFamily name;
    std::string_view sign; ///< no name has it: the family is not there
    std::size_t needed; ///< of the rules: pairs of names go together
    std::array<Rule, 3> rules; ///< none: they depend on the keys
};

constexpr std::string_view kStray = "stray-zero";

// The names: torch/nn/utils/weight_norm.py and spectral_norm.py, torch/nn/utils/parametrizations.py;
// peft/utils/save_and_load.py, which takes the adapter's name out of keys.
constexpr std::array<Family, 9> kFamilies{{
    {{"weight-norm-new", "Rename weight_norm's weight_g and weight_v to parametrizations"}, "_g", 2,
        {{{R"(\.(\w+)_g$)", R"(.parametrizations.\1.original0)"},
            {R"(\.(\w+)_v$)", R"(.parametrizations.\1.original1)"}, {}}}},
    {{"weight-norm-old", "Rename weight_norm's parametrizations to weight_g and weight_v"}, ".original0", 2,
        {{{R"(\.parametrizations\.(\w+)\.original0$)", R"(.\1_g)"},
            {R"(\.parametrizations\.(\w+)\.original1$)", R"(.\1_v)"}, {}}}},
    {{"spectral-norm-new", "Rename spectral_norm's weight_orig to parametrizations"}, "_u", 2,
        {{{R"(\.(\w+)_orig$)", R"(.parametrizations.\1.original)"}, {R"(\.(\w+)_u$)", R"(.parametrizations.\1.0._u)"},
            {R"(\.(\w+)_v$)", R"(.parametrizations.\1.0._v)"}}}},
    {{"spectral-norm-old", "Rename spectral_norm's parametrizations to weight_orig"}, "._u", 2,
        {{{R"(\.parametrizations\.(\w+)\.original$)", R"(.\1_orig)"},
            {R"(\.parametrizations\.(\w+)\.0\._u$)", R"(.\1_u)"},
            {R"(\.parametrizations\.(\w+)\.0\._v$)", R"(.\1_v)"}}}},
    {{"gamma-beta-old", "Rename gamma and beta to weight and bias"}, "gamma", 1,
        {{{R"((^|\.)gamma$)", R"(\1weight)"}, {R"((^|\.)beta$)", R"(\1bias)"}, {}}}},
    {{"gamma-beta-new", "Rename weight and bias of norms to gamma and beta"}, "norm", 1,
        {{{R"(([Nn]orm\w*)\.weight$)", R"(\1.gamma)"}, {R"(([Nn]orm\w*)\.bias$)", R"(\1.beta)"}, {}}}},
    {{"lora-saved", "Take the adapter's name out of LoRA keys", true}, "lora_", 0,
        {{{R"(\.lora_magnitude_vector\.[^.]+\.weight$)", ".lora_magnitude_vector"},
            {R"(\.(lora_embedding_[AB])\.[^.]+$)", R"(.\1)"},
            {R"(\.(lora_[AB])\.[^.]+\.(weight|bias)$)", R"(.\1.\2)"}}}},
    {{"lora-live", "Put the adapter's name \"default\" into LoRA keys", true}, "lora_", 0,
        {{{R"(\.lora_magnitude_vector$)", ".lora_magnitude_vector.default.weight"},
            {R"(\.(lora_embedding_[AB])$)", R"(.\1.default)"},
            {R"(\.(lora_[AB])\.(weight|bias)$)", R"(.\1.default.\2)"}}}},
    {{kStray, "Remove the 0 of a Sequential around a single part", true}, ".0.", 0, {}},
}};

constexpr std::array<NameFamily, kFamilies.size()> kNames = [] {
    std::array<NameFamily, kFamilies.size()> names{};
    for (std::size_t i = 0; i < kFamilies.size(); ++i) {
        names[i] = kFamilies[i].name;
    }
    return names;
}();

bool isFound(std::string_view regex, std::span<const std::string> keys)
{
    const auto pattern = Pattern::compile(regex);
    return pattern && std::ranges::any_of(keys, [&pattern](const std::string& key) {
        const auto found = pattern->isFoundIn(key);
        return found && *found;
    });
}

std::string escaped(std::string_view text)
{
    std::string pattern;
    for (const char c : text) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        pattern += isPlain || static_cast<unsigned char>(c) >= 0x80 ? std::string(1, c) : std::string{'\\', c};
    }
    return pattern;
}

/// Modules below which there is a 0 and nothing else, the outermost ones.
std::vector<std::string> strayZeros(std::span<const std::string> keys)
{
    std::map<std::string, bool> isStray; // by what stands in front, its dot included
    for (const std::string& key : keys) {
        for (std::size_t dot = key.find('.'); dot != std::string::npos; dot = key.find('.', dot + 1)) {
            const std::string_view rest = std::string_view(key).substr(dot + 1);
            const bool isZero = rest.starts_with("0.");
            const auto [place, isNew] = isStray.try_emplace(key.substr(0, dot + 1), isZero);
            place->second = place->second && isZero;
        }
    }
    std::vector<std::string> found;
    for (const auto& [module, is] : isStray) {
        const bool isInner = !found.empty() && module.starts_with(found.back());
        if (is && !isInner) {
            found.push_back(module);
        }
    }
    return found;
}

} // namespace

std::span<const NameFamily> nameFamilies() noexcept
{
    return kNames;
}

const NameFamily* nameFamily(std::string_view id) noexcept
{
    const auto found = std::ranges::find(kNames, id, &NameFamily::id);
    return found == kNames.end() ? nullptr : &*found;
}

std::vector<Operation> familyOperations(
    const NameFamily& family, std::span<const std::string> keys, const StateDictPaths& in)
{
    std::vector<Operation> operations;
    const auto known = std::ranges::find(kFamilies, family.id, [](const Family& each) { return each.name.id; });
    const bool isThere = known != kFamilies.end() && std::ranges::any_of(keys, [known](const std::string& key) {
        return key.find(known->sign) != std::string::npos;
    });
    if (!isThere) {
        return operations;
    }
    if (family.id == kStray) {
        for (const std::string& module : strayZeros(keys)) {
            operations.emplace_back(RenamePattern{"^" + escaped(module) + R"(0\.)", module, in});
        }
        return operations;
    }
    for (std::size_t i = 0; i < known->rules.size(); ++i) {
        const Rule& rule = known->rules[i];
        if (!rule.first.empty() && isFound(rule.first, keys)) {
            operations.emplace_back(RenamePattern{std::string(rule.first), std::string(rule.second), in});
        } else if (i < known->needed) {
            return {};
        }
    }
    return operations;
}

} // namespace pthf

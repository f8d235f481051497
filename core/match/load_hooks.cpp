// SPDX-License-Identifier: Apache-2.0
// torch/nn/utils/parametrizations.py weight_norm: _weight_norm_compat_hook.
#include "core/match/load_hooks.h"

#include <algorithm>
#include <optional>

namespace pthf {

namespace {

constexpr std::string_view kFirst = ".original0";
constexpr std::string_view kFolder = "parametrizations.";

/// Whether a tensor can be the norms of another along one of its dimensions, or the one norm of all of it.
bool isNormOf(const std::optional<Dims>& norm, const std::optional<Dims>& of)
{
    if (!norm || !of || norm->empty()) {
        return true;
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < norm->size() && norm->size() == of->size(); ++i) {
        const bool isKept = (*norm)[i] == (*of)[i] && (*of)[i] != 1;
        kept += isKept ? 1U : 0U;
        if (!isKept && (*norm)[i] != 1) {
            return false;
        }
    }
    return norm->size() == of->size() && kept <= 1;
}

/// "conv." and "weight" of "conv.parametrizations.weight.original0".
struct Parametrized {
    std::string_view module;
    std::string_view parameter;
};

std::optional<Parametrized> parametrizedBy(std::string_view key)
{
    if (!key.ends_with(kFirst)) {
        return std::nullopt;
    }
    key.remove_suffix(kFirst.size());
    const std::size_t dot = key.rfind('.');
    const std::string_view folder = dot == std::string_view::npos ? std::string_view() : key.substr(0, dot + 1);
    const bool isIn =
        folder == kFolder || (folder.ends_with(kFolder) && folder[folder.size() - kFolder.size() - 1] == '.');
    return isIn ? std::optional(Parametrized{folder.substr(0, folder.size() - kFolder.size()), key.substr(dot + 1)})
                : std::nullopt;
}

} // namespace

LoadHooks::LoadHooks(const KeyList& model)
{
    const bool isThere = std::ranges::any_of(model, [](const KeyEntry& entry) { return entry.key.ends_with(kFirst); });
    if (!isThere) {
        return;
    }
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    for (std::uint32_t i = 0; i < model.size(); ++i) {
        numbers.try_emplace(model[i].key, i);
    }
    for (std::uint32_t i = 0; i < model.size(); ++i) {
        const auto weight = parametrizedBy(model[i].key);
        if (!weight || model[i].isNamedOnly) {
            continue;
        }
        const std::string stem = model[i].key.substr(0, model[i].key.size() - 1);
        const auto second = numbers.find(stem + '1');
        if (second == numbers.end() || numbers.contains(stem + '2')
            || !isNormOf(model[i].shape, model[second->second].shape)) {
            continue; // a parametrisation of another kind
        }
        const std::string old = std::string(weight->module).append(weight->parameter);
        m_pairs.push_back({old + "_g", old + "_v", i, second->second});
    }
}

std::vector<std::uint32_t> LoadHooks::targets(std::span<const std::string> names) const
{
    std::vector<std::uint32_t> targets(names.size(), kNone);
    if (isEmpty()) {
        return targets;
    }
    std::unordered_map<std::string_view, std::size_t> numbers;
    for (std::size_t i = 0; i < names.size(); ++i) {
        numbers.try_emplace(names[i], i);
    }
    for (const Pair& pair : m_pairs) {
        const auto g = numbers.find(pair.g);
        const auto v = numbers.find(pair.v);
        if (g != numbers.end() && v != numbers.end()) {
            targets[g->second] = pair.original0;
            targets[v->second] = pair.original1;
        }
    }
    return targets;
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/match/name_changes.h"

#include <unordered_set>

#include "core/base/overloaded.h"
#include "core/plan/key_rule.h"
#include "core/text/glob.h"
#include "core/text/pattern.h"

namespace pthf {

namespace {

using Names = std::vector<std::string>;

template<typename Change>
Names changed(std::span<const std::string> names, const Change& change)
{
    Names after;
    after.reserve(names.size());
    for (const std::string& name : names) {
        auto other = change(name);
        after.push_back(other ? std::move(*other) : name);
    }
    return after;
}

Result<Names> renamed(std::span<const std::string> names, const RenamePattern& rule)
{
    const Pattern pattern = PTHF_TRY(Pattern::compile(rule.regex));
    const Pattern::Replacement replacement = PTHF_TRY(pattern.parseReplacement(rule.replacement));
    Names after;
    after.reserve(names.size());
    for (const std::string& name : names) {
        auto other = pattern.replaceAll(name, replacement);
        if (!other) {
            return other.error();
        }
        after.push_back(*other ? std::move(**other) : name);
    }
    return after;
}

Names renamedByTable(std::span<const std::string> names, const RenameTable& table)
{
    std::unordered_map<std::string_view, const std::string*> to;
    for (const auto& pair : table.pairs) {
        to.try_emplace(pair.first, &pair.second);
    }
    return changed(names, [&to](const std::string& name) -> std::optional<std::string> {
        const auto found = to.find(name);
        return found == to.end() ? std::nullopt : std::optional(*found->second);
    });
}

Names dropped(std::span<const std::string> names, const Drop& drop)
{
    std::unordered_set<std::string_view> paths;
    for (const KeyPath& path : drop.paths) {
        if (!path.empty() && std::holds_alternative<std::string>(path.back().step)) {
            paths.insert(std::get<std::string>(path.back().step));
        }
    }
    return changed(names, [&](const std::string& name) -> std::optional<std::string> {
        bool isDropped = paths.contains(name);
        for (const std::string& glob : drop.globs) {
            isDropped = isDropped || globMatches(glob, name);
        }
        return isDropped ? std::optional(std::string()) : std::nullopt;
    });
}

} // namespace

Result<Names> namesAfter(std::span<const std::string> names, const Operation& operation)
{
    return std::visit(
        Overloaded{[&](const RemovePrefix& rule) -> Result<Names> {
                       return changed(
                           names, [&rule](const std::string& name) { return withoutPrefix(name, rule.prefix); });
                   },
            [&](const AddPrefix& rule) -> Result<Names> {
                return changed(
                    names, [&rule](const std::string& name) { return std::optional(withPrefix(name, rule.prefix)); });
            },
            [&](const RemoveSegment& rule) -> Result<Names> {
                return changed(names, [&rule](const std::string& name) { return withoutSegment(name, rule.segment); });
            },
            [&](const RenamePattern& rule) -> Result<Names> { return renamed(names, rule); },
            [&](const RenameTable& table) -> Result<Names> { return renamedByTable(names, table); },
            [&](const Drop& drop) -> Result<Names> { return dropped(names, drop); },
            [&](const auto&) -> Result<Names> { return Names(names.begin(), names.end()); }},
        operation);
}

Result<Names> namesAfter(Names names, std::span<const Operation> operations)
{
    for (const Operation& operation : operations) {
        names = PTHF_TRY(namesAfter(std::span<const std::string>(names), operation));
    }
    return names;
}

bool hasTwins(std::span<const std::string> names)
{
    std::unordered_set<std::string_view> seen;
    seen.reserve(names.size());
    for (const std::string& name : names) {
        if (!name.empty() && !seen.insert(name).second) {
            return true;
        }
    }
    return false;
}

NameTrial::NameTrial(const KeyList& file, const KeyList& model)
    : m_file(file)
    , m_model(model)
    , m_hooks(model)
{
    m_inModel.reserve(model.size());
    for (std::uint32_t i = 0; i < model.size(); ++i) {
        if (m_inModel.try_emplace(model[i].key, i).second) {
            m_parameters += model[i].elements();
        }
    }
}

std::uint32_t NameTrial::inModel(std::string_view name) const
{
    const auto found = m_inModel.find(name);
    return found == m_inModel.end() ? MatchRow::kNone : found->second;
}

std::vector<std::uint32_t> NameTrial::placesOf(std::span<const std::string> names) const
{
    std::vector<std::uint32_t> places = m_hooks.targets(names);
    std::vector<bool> isMet(m_model.size(), false);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::uint32_t own = names[i].empty() ? MatchRow::kNone : inModel(names[i]);
        if (own != MatchRow::kNone) {
            places[i] = own;
            isMet[own] = true;
        }
    }
    for (std::size_t i = 0; i < names.size() && !m_hooks.isEmpty(); ++i) {
        const bool isOwn = places[i] != MatchRow::kNone && m_model[places[i]].key == names[i];
        if (places[i] != MatchRow::kNone && !isOwn && isMet[places[i]]) {
            places[i] = MatchRow::kNone; // it stands there under its own name as well
        }
    }
    return places;
}

bool NameTrial::fits(std::uint32_t file, std::uint32_t model) const
{
    return m_file[file].isTensor == m_model[model].isTensor && loadsInto(m_file[file].shape, m_model[model].shape);
}

MatchCounts NameTrial::countsOf(std::span<const std::string> names) const
{
    MatchCounts counts;
    const std::vector<std::uint32_t> places = placesOf(names);
    for (std::uint32_t i = 0; i < names.size(); ++i) {
        if (names[i].empty()) {
            continue;
        }
        const std::uint32_t at = places[i];
        if (at == MatchRow::kNone) {
            ++counts.onlyInFile;
        } else if (fits(i, at)) {
            ++counts.same;
            counts.parametersSame += m_model[at].shape ? m_model[at].elements() : m_file[i].elements();
        } else {
            ++counts.shapeDiffers;
            counts.parametersShape += m_model[at].elements();
        }
    }
    const std::uint64_t met = counts.same + counts.shapeDiffers;
    counts.onlyInModel = m_inModel.size() > met ? m_inModel.size() - met : 0;
    const std::uint64_t told = counts.parametersSame + counts.parametersShape;
    counts.parametersMissing = m_parameters > told ? m_parameters - told : 0;
    return counts;
}

Names namesOf(const KeyList& keys)
{
    Names names;
    names.reserve(keys.size());
    for (const KeyEntry& entry : keys) {
        names.push_back(entry.key);
    }
    return names;
}

} // namespace pthf

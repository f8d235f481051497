// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/match/load_hooks.h"
#include "core/match/match_keys.h"
#include "core/plan/operation.h"

namespace pthf {

/// What key operations would make of a list of names, without a document: for trying many of them. They change names as
/// core/edit does, by the same rules; a name that an operation drops becomes empty.
Result<std::vector<std::string>> namesAfter(std::span<const std::string> names, const Operation& operation);
Result<std::vector<std::string>> namesAfter(std::vector<std::string> names, std::span<const Operation> operations);

/// Whether two of the names are one: core/edit would refuse.
bool hasTwins(std::span<const std::string> names);

/// Counts how well names fit a model, again and again.
class NameTrial {
public:
    /// Both outlive it.
    NameTrial(const KeyList& file, const KeyList& model);

    /// Names stand beside the file's keys; empty ones count as dropped.
    MatchCounts countsOf(std::span<const std::string> names) const;
    /// The model's key of that name, or MatchRow::kNone.
    std::uint32_t inModel(std::string_view name) const;
    /// The model's key that each of the names is loaded into, or MatchRow::kNone: that of its name, or the one that
    /// torch takes it for. Names stand beside the file's keys; empty ones count as dropped.
    std::vector<std::uint32_t> placesOf(std::span<const std::string> names) const;
    bool fits(std::uint32_t file, std::uint32_t model) const;

    const KeyList& file() const noexcept { return m_file; }
    const KeyList& model() const noexcept { return m_model; }

private:
    const KeyList& m_file;
    const KeyList& m_model;
    LoadHooks m_hooks;
    std::unordered_map<std::string_view, std::uint32_t> m_inModel;
    std::uint64_t m_parameters = 0; ///< of the model, where its shapes are known
};

/// The keys' names alone.
std::vector<std::string> namesOf(const KeyList& keys);

} // namespace pthf

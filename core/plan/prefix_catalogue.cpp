// SPDX-License-Identifier: Apache-2.0
#include "core/plan/prefix_catalogue.h"

#include <algorithm>
#include <array>
#include <deque>

#include "core/plan/key_rule.h"

namespace pthf {

namespace {

/// A wrapper that puts its attribute's name into every key (USERS 4.1).
struct KnownWrapper {
    std::string_view segment; ///< "module", without its dot
    std::string_view addedBy;
    bool isAnywhere = false; ///< stands inside keys too, once for each wrapped part
};

/// Wrappers whose names no model of its own has; removing them is always right.
constexpr std::array<KnownWrapper, 6> kWrappers{{
    {"_forward_module", "Lightning", false},
    {"_orig_mod", "torch.compile", true},
    {"_fsdp_wrapped_module", "FSDP", true},
    {"_checkpoint_wrapped_module", "activation checkpointing", true},
    {"_fpw_module", "FSDP", true},
    {"module", "DataParallel", false},
}};

constexpr std::array<std::string_view, 16> kCommonFirst{"model", "net", "network", "backbone", "encoder", "student",
    "teacher", "ema_model", "online_encoder", "base_model", "generator", "gnn", "smp_model", "_timm_module", "learner",
    "policy"};

/// More removals than any file needs; keys that repeat one wrapper endlessly end here.
constexpr std::size_t kMostSteps = 16;

std::optional<std::string> without(std::string_view key, std::string_view segment, bool isAnywhere)
{
    return isAnywhere ? withoutSegment(key, segment) : withoutPrefix(key, segment);
}

std::uint64_t countWith(std::span<const std::string_view> keys, std::string_view segment, bool isAnywhere)
{
    return static_cast<std::uint64_t>(std::count_if(keys.begin(), keys.end(),
        [&](std::string_view key) { return isAnywhere ? hasSegment(key, segment) : hasPrefix(key, segment); }));
}

/// Which wrappers stand anywhere in the keys. One pass for all of them: most files have none, and files have many keys.
using Present = std::array<bool, kWrappers.size()>;
Present presentWrappers(std::span<const std::string_view> keys)
{
    Present present{};
    for (const std::string_view key : keys) {
        for (std::size_t begin = 0; begin < key.size();) {
            const std::size_t dot = std::min(key.find('.', begin), key.size());
            // All of them are private names, but DataParallel's.
            if (key[begin] == '_' || key[begin] == 'm') {
                const std::string_view segment = key.substr(begin, dot - begin);
                for (std::size_t i = 0; i < kWrappers.size(); ++i) {
                    present[i] = present[i] || kWrappers[i].segment == segment;
                }
            }
            begin = dot + 1;
        }
    }
    return present;
}

std::optional<UnwrapStep> nextStep(std::span<const std::string_view> keys, const Present& present)
{
    for (std::size_t number = 0; number < kWrappers.size(); ++number) {
        const KnownWrapper& wrapper = kWrappers[number];
        if (!present[number]) {
            continue;
        }
        const std::uint64_t atStart = countWith(keys, wrapper.segment, false);
        const std::uint64_t anywhere = wrapper.isAnywhere ? countWith(keys, wrapper.segment, true) : atStart;
        if (anywhere == 0 || (wrapper.segment == "module" && anywhere * 2 <= keys.size())) {
            continue;
        }
        // A prefix where that says it all: it is what people know, and what torch's own helper removes.
        bool isOnlyPrefix = atStart == anywhere;
        for (std::size_t i = 0; i < keys.size() && wrapper.isAnywhere && isOnlyPrefix; ++i) {
            isOnlyPrefix = withoutPrefix(keys[i], wrapper.segment) == withoutSegment(keys[i], wrapper.segment);
        }
        // torch.optim.swa_utils counts beside the model that it wraps.
        const bool isAveraged = wrapper.segment == "module" && std::ranges::find(keys, "n_averaged") != keys.end();
        const std::string_view addedBy = isAveraged ? "AveragedModel" : wrapper.addedBy;
        return UnwrapStep{std::string(wrapper.segment), addedBy, anywhere, !isOnlyPrefix, true};
    }
    return std::nullopt;
}

std::optional<UnwrapStep> commonFirstStep(std::span<const std::string_view> keys)
{
    if (keys.empty()) {
        return std::nullopt;
    }
    std::string segment(keys.front().substr(0, keys.front().find('.')));
    if (segment == "base_model" && countWith(keys, "base_model.model", false) == keys.size()) {
        segment = "base_model.model"; // peft wraps twice: the tuner, and in it the model
    }
    if (!isCommonFirstSegment(segment.substr(0, segment.find('.'))) || countWith(keys, segment, false) != keys.size()) {
        return std::nullopt;
    }
    return UnwrapStep{segment, "an attribute of the training code", keys.size(), false, false};
}

} // namespace

bool isCommonFirstSegment(std::string_view segment) noexcept
{
    return std::find(kCommonFirst.begin(), kCommonFirst.end(), segment) != kCommonFirst.end();
}

Operation UnwrapStep::operation(StateDictPaths in) const
{
    if (isAnywhere) {
        return RemoveSegment{segment, std::move(in)};
    }
    return RemovePrefix{segment + ".", std::move(in)};
}

std::vector<std::string> unwrapped(std::span<const std::string> keys, const UnwrapStep& step)
{
    std::vector<std::string> left;
    left.reserve(keys.size());
    for (const std::string& key : keys) {
        left.push_back(without(key, step.segment, step.isAnywhere).value_or(key));
    }
    return left;
}

std::vector<UnwrapStep> unwrapSteps(std::span<const std::string_view> keys)
{
    std::vector<UnwrapStep> steps;
    const Present present = presentWrappers(keys);
    std::vector<std::string_view> left(keys.begin(), keys.end());
    std::deque<std::string> made; // keys with a hole in the middle; the others are views of what was given
    while (steps.size() < kMostSteps) {
        auto step = nextStep(left, present);
        if (!step) {
            break;
        }
        for (std::string_view& key : left) {
            if (!step->isAnywhere) {
                key.remove_prefix(hasPrefix(key, step->segment) ? step->segment.size() + 1 : 0);
            } else if (auto shorter = withoutSegment(key, step->segment)) {
                key = made.emplace_back(std::move(*shorter));
            }
        }
        steps.push_back(std::move(*step));
    }
    if (auto step = commonFirstStep(left)) {
        steps.push_back(std::move(*step));
    }
    return steps;
}

std::vector<UnwrapStep> unwrapSteps(std::span<const std::string> keys)
{
    const std::vector<std::string_view> views(keys.begin(), keys.end());
    return unwrapSteps(views);
}

} // namespace pthf

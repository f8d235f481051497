// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <initializer_list>

#include "core/meaning/known_globals.h"
#include "core/meaning/unfold.h"
#include "core/meaning/value_parts.h"
#include "core/roles/roles.h"

// The part of roles.h that tells optimizers and schedulers apart: their state dicts do not say what they are, but their
// keys do (torch/optim/*.py, torch/optim/lr_scheduler.py).

namespace pthf {

namespace {

bool isInstance(const Content& content, ValueId id)
{
    const ValueKind kind = content.graph.kind(id);
    return kind == ValueKind::Call || kind == ValueKind::Object;
}

/// An entry or an attribute: state dicts and pickled objects are read alike.
ValueId memberOf(const Content& content, ValueId id, std::string_view name)
{
    const ValueId entry = childByName(content, id, name);
    return entry != kNoValue || !isInstance(content, id) ? entry : attributeOf(content, id, name);
}

bool hasAll(const Content& content, ValueId id, std::initializer_list<std::string_view> names)
{
    return std::ranges::all_of(names, [&](std::string_view name) { return memberOf(content, id, name) != kNoValue; });
}

struct Rule {
    std::string_view label;
    std::array<std::string_view, 3> keys; ///< all of these are there; "" for none
};

template<std::size_t N>
std::string_view firstMatch(const Content& content, ValueId id, const std::array<Rule, N>& rules)
{
    for (const Rule& rule : rules) {
        const bool matches = std::ranges::all_of(
            rule.keys, [&](std::string_view key) { return key.empty() || memberOf(content, id, key) != kNoValue; });
        if (matches) {
            return rule.label;
        }
    }
    return {};
}

// By the hyper-parameters of a group; the more telling first.
constexpr std::array kOptimizerRules{
    Rule{"SGD", {"momentum", "dampening", "nesterov"}},
    Rule{"NAdam", {"betas", "momentum_decay", ""}},
    Rule{"RMSprop", {"alpha", "centered", ""}},
    Rule{"ASGD", {"lambd", "alpha", "t0"}},
    Rule{"Adadelta", {"rho", "eps", ""}},
    Rule{"Adagrad", {"lr_decay", "eps", ""}},
    Rule{"Rprop", {"etas", "step_sizes", ""}},
    Rule{"LBFGS", {"max_iter", "tolerance_grad", "history_size"}},
    Rule{"Adafactor", {"scale_parameter", "relative_step", ""}},
    Rule{"Prodigy", {"d_coef", "d0", ""}},
    Rule{"Adan", {"betas", "no_prox", ""}},
    Rule{"LAMB", {"betas", "trust_clip", ""}},
    Rule{"Muon", {"momentum", "ns_steps", ""}},
    Rule{"SGD", {"momentum", "nesterov", ""}},
};

constexpr std::array kSchedulerRules{
    Rule{"SequentialLR", {"_schedulers", "_milestones", ""}},
    Rule{"ChainedScheduler", {"_schedulers", "", ""}},
    Rule{"ReduceLROnPlateau", {"patience", "factor", "cooldown"}},
    Rule{"OneCycleLR", {"total_steps", "_schedule_phases", ""}},
    Rule{"OneCycleLR", {"total_steps", "anneal_func", ""}},
    Rule{"OneCycleLR", {"total_steps", "_anneal_func_type", ""}},
    Rule{"CyclicLR", {"total_size", "step_ratio", ""}},
    Rule{"CosineAnnealingWarmRestarts", {"T_0", "T_mult", ""}},
    Rule{"CosineAnnealingLR", {"T_max", "eta_min", ""}},
    Rule{"WarmupMultiStepLR", {"milestones", "warmup_factor", ""}},
    Rule{"MultiStepLR", {"milestones", "gamma", ""}},
    Rule{"StepLR", {"step_size", "gamma", ""}},
    Rule{"LinearLR", {"start_factor", "end_factor", ""}},
    Rule{"PolynomialLR", {"power", "total_iters", ""}},
    Rule{"ConstantLR", {"factor", "total_iters", ""}},
    Rule{"LambdaLR", {"lr_lambdas", "", ""}},
    Rule{"ExponentialLR", {"gamma", "last_epoch", ""}},
};

/// The class's own name, for objects that were pickled whole.
std::string ownClass(const Content& content, ValueId id)
{
    const bool isObject = isInstance(content, id) && partsOf(content, id).kind == ViewKind::Object;
    const ValueId named = isObject ? classOf(content.graph, id) : kNoValue;
    if (named == kNoValue) {
        return {};
    }
    const std::string_view name = content.graph.globalName(named);
    const auto dot = name.rfind('.');
    return std::string(dot == std::string_view::npos ? name : name.substr(dot + 1));
}

/// The first dictionary below state: the slots of one parameter.
ValueId firstSlots(const Content& content, ValueId optimizer)
{
    const ValueId state = memberOf(content, optimizer, "state");
    if (state == kNoValue) {
        return kNoValue;
    }
    const auto slots = childrenOf(content, state);
    return slots.empty() ? kNoValue : slots.front().value;
}

/// Adam and its many relatives, which share betas.
std::string adamLike(const Content& content, ValueId group, ValueId slots)
{
    if (slots != kNoValue && hasAll(content, slots, {"exp_inf"})) {
        return "Adamax";
    }
    const bool hasSecondMoment = slots == kNoValue || hasAll(content, slots, {"exp_avg_sq"});
    if (!hasSecondMoment && memberOf(content, group, "eps") == kNoValue) {
        return "Lion";
    }
    if (!hasSecondMoment) {
        return {};
    }
    const ValueId decoupled = memberOf(content, group, "decoupled_weight_decay");
    if (memberOf(content, group, "amsgrad") == kNoValue) {
        return decoupled == kNoValue ? "Adam" : "RAdam";
    }
    const ValueId decay = memberOf(content, group, "weight_decay");
    const double weightDecay = decay == kNoValue ? 0 : numberOf(content, decay).value_or(0);
    if (decoupled != kNoValue) {
        return boolOf(content, decoupled).value_or(false) ? "AdamW" : "Adam";
    }
    // Before torch 2.6 the two write the same keys; AdamW's weight decay is 0.01 unless told otherwise, Adam's is 0.
    constexpr double kAdamWDefault = 0.01;
    return weightDecay >= kAdamWDefault ? "AdamW" : "Adam";
}

} // namespace

std::string optimizerLabel(const Content& content, ValueId id)
{
    if (auto name = ownClass(content, id); !name.empty()) {
        return name;
    }
    const ValueId groups = memberOf(content, id, "param_groups");
    const auto list = groups == kNoValue ? std::vector<ChildStep>{} : childrenOf(content, groups);
    if (list.empty()) {
        return {};
    }
    const ValueId group = list.front().value;
    const ValueId slots = firstSlots(content, id);
    if (const auto label = firstMatch(content, group, kOptimizerRules); !label.empty()) {
        return std::string(label);
    }
    if (memberOf(content, group, "betas") != kNoValue) {
        return adamLike(content, group, slots);
    }
    return {};
}

std::string schedulerLabel(const Content& content, ValueId id)
{
    if (auto name = ownClass(content, id); !name.empty()) {
        return name;
    }
    return std::string(firstMatch(content, id, kSchedulerRules));
}

} // namespace pthf

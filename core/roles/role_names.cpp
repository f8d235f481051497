// SPDX-License-Identifier: Apache-2.0
#include "core/roles/role_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace pthf {

namespace {

struct Word {
    std::string_view word;
    NameHint hint;
};

// Whole names first: they hold whatever their words say.
constexpr std::array kNames{
    Word{"state_dict", NameHint::Model},
    Word{"model", NameHint::Model},
    Word{"module", NameHint::Model},
    Word{"net", NameHint::Model},
    Word{"weight", NameHint::Model},
    Word{"weights", NameHint::Model},
    Word{"blobs", NameHint::Model},
    Word{"params", NameHint::ModelOrOptions},
    Word{"generator", NameHint::Model},
    Word{"discriminator", NameHint::Model},
    Word{"encoder", NameHint::Model},
    Word{"decoder", NameHint::Model},
    Word{"backbone", NameHint::Model},
    Word{"student", NameHint::Model},
    Word{"teacher", NameHint::Model},
    Word{"network", NameHint::Model},
    Word{"shadow", NameHint::Ema},
    Word{"shadow_params", NameHint::Ema},
    Word{"opt", NameHint::OptimizerOrOptions},
    Word{"optimizer_history", NameHint::Bookkeeping},
    Word{"loops", NameHint::Bookkeeping},
    Word{"callbacks", NameHint::Bookkeeping},
    Word{"extra_state", NameHint::Bookkeeping},
    Word{"message_hub", NameHint::Bookkeeping},
    Word{"train_iterator", NameHint::Bookkeeping},
    Word{"amp", NameHint::Scaler},
    Word{"grad_scaler", NameHint::Scaler},
    Word{"lr", NameHint::Config},
    Word{"t", NameHint::Counter},
    Word{"it", NameHint::Counter},
    Word{"model_name", NameHint::Config},
    Word{"model_args", NameHint::Config},
    Word{"model_config", NameHint::Config},
    Word{"model_type", NameHint::Config},
    Word{"model_version", NameHint::Config},
    Word{"model_kwargs", NameHint::Config},
    Word{"network_config", NameHint::Config},
    Word{"net_config", NameHint::Config},
    Word{"optimizer_name", NameHint::Config},
    Word{"optimizer_config", NameHint::Config},
    Word{"random_seed", NameHint::Config},
    Word{"map", NameHint::Metric}, // mean average precision; "type_map" is none
    Word{"map50", NameHint::Metric},
    Word{"best_map", NameHint::Metric},
    Word{"best_map50", NameHint::Metric},
    Word{"val_map", NameHint::Metric},
};

// Words of a name, strongest first: the first row with a word of the name decides.
constexpr std::array kWords{
    Word{"ema", NameHint::Ema}, Word{"swa", NameHint::Ema}, Word{"averaged", NameHint::Ema}, Word{"rng", NameHint::Rng},
    Word{"random", NameHint::Rng}, Word{"scheduler", NameHint::Scheduler}, Word{"schedulers", NameHint::Scheduler},
    Word{"sched", NameHint::Scheduler}, Word{"schedule", NameHint::Scheduler}, Word{"scaler", NameHint::Scaler},
    Word{"optimizer", NameHint::Optimizer}, Word{"optimizers", NameHint::Optimizer},
    Word{"optimiser", NameHint::Optimizer}, Word{"optim", NameHint::Optimizer}, Word{"version", NameHint::Config},
    Word{"args", NameHint::Config}, Word{"arguments", NameHint::Config}, Word{"cfg", NameHint::Config},
    Word{"config", NameHint::Config}, Word{"configs", NameHint::Config}, Word{"hparams", NameHint::Config},
    Word{"hyper", NameHint::Config}, Word{"hyperparameters", NameHint::Config}, Word{"opts", NameHint::Config},
    Word{"options", NameHint::Config}, Word{"settings", NameHint::Config}, Word{"meta", NameHint::Config},
    Word{"metadata", NameHint::Config}, Word{"arch", NameHint::Config}, Word{"architecture", NameHint::Config},
    Word{"classes", NameHint::Config}, Word{"names", NameHint::Config}, Word{"yaml", NameHint::Config},
    Word{"epoch", NameHint::Counter}, Word{"epochs", NameHint::Counter}, Word{"iteration", NameHint::Counter},
    Word{"iterations", NameHint::Counter}, Word{"iter", NameHint::Counter}, Word{"iters", NameHint::Counter},
    Word{"step", NameHint::Counter}, Word{"steps", NameHint::Counter}, Word{"updates", NameHint::Counter},
    Word{"samples", NameHint::Counter}, Word{"acc", NameHint::Metric}, Word{"acc1", NameHint::Metric},
    Word{"prec1", NameHint::Metric}, Word{"accuracy", NameHint::Metric}, Word{"loss", NameHint::Metric},
    Word{"losses", NameHint::Metric}, Word{"metric", NameHint::Metric}, Word{"metrics", NameHint::Metric},
    Word{"score", NameHint::Metric}, Word{"fitness", NameHint::Metric}, Word{"results", NameHint::Metric},
    Word{"history", NameHint::Metric}, Word{"psnr", NameHint::Metric}, Word{"ssim", NameHint::Metric},
    Word{"iou", NameHint::Metric}, Word{"miou", NameHint::Metric}, Word{"f1", NameHint::Metric},
    Word{"auc", NameHint::Metric}, Word{"fid", NameHint::Metric}, Word{"bleu", NameHint::Metric},
    Word{"perplexity", NameHint::Metric}, Word{"model", NameHint::Model}, Word{"net", NameHint::Model},
    Word{"network", NameHint::Model}, Word{"module", NameHint::Model}, Word{"generator", NameHint::Model},
    Word{"discriminator", NameHint::Model}, Word{"best", NameHint::Metric}, // after the models: "best_model"
};

// The last word of a name that is about options, whatever they are options of: "scheduler_kwargs", "optim_param".
constexpr std::array kOptionWords{
    Word{"args", NameHint::Config},
    Word{"cfg", NameHint::Config},
    Word{"config", NameHint::Config},
    Word{"kwargs", NameHint::Config},
    Word{"param", NameHint::ModelOrOptions},
    Word{"params", NameHint::ModelOrOptions},
};

/// "optimizerG", "state_dict_ema", "best mIoU" in lower-case words; digits at a word's end are dropped ("optim0").
std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words(1);
    bool wasLower = false;
    for (const char c : name) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        const bool isLetter = isUpper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!isLetter || (isUpper && wasLower)) {
            words.emplace_back();
        }
        if (isLetter) {
            words.back() += isUpper ? static_cast<char>(c - 'A' + 'a') : c;
        }
        wasLower = isLetter && !isUpper;
    }
    return words;
}

std::string_view withoutNumber(std::string_view word)
{
    const auto last = word.find_last_not_of("0123456789");
    return last == std::string_view::npos ? word : word.substr(0, last + 1);
}

} // namespace

NameHint hintOfName(std::string_view name)
{
    constexpr std::size_t kLongestName = 64; // longer keys are paths or sentences
    if (name.empty() || name.size() > kLongestName) {
        return NameHint::None;
    }
    std::string lower(name);
    std::ranges::transform(
        lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const auto whole = std::ranges::find(kNames, std::string_view(lower), &Word::word);
    if (whole != kNames.end()) {
        return whole->hint;
    }
    if (lower.find("state_dict") != std::string::npos && lower.find("optim") == std::string::npos
        && lower.find("sched") == std::string::npos && lower.find("ema") == std::string::npos
        && lower.find("scaler") == std::string::npos) {
        return NameHint::Model; // "best_state_dict", "classy_state_dict"
    }
    const auto words = wordsOf(name);
    const bool isEma = std::ranges::find(words, "ema") != words.end(); // "ema_params" are weights
    const auto option = std::ranges::find(kOptionWords, withoutNumber(words.back()), &Word::word);
    if (option != kOptionWords.end() && !isEma) {
        return option->hint;
    }
    for (const Word& known : kWords) {
        const bool isThere = std::ranges::any_of(
            words, [&](const std::string& word) { return word == known.word || withoutNumber(word) == known.word; });
        if (isThere) {
            return known.hint;
        }
    }
    return NameHint::None;
}

} // namespace pthf

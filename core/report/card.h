// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/checkpoint/document.h"
#include "core/checkpoint/tree_index.h"
#include "core/diagnose/finding.h"
#include "core/diagnose/loads_on.h"
#include "core/diagnose/safety.h"
#include "core/diagnose/sizes.h"

namespace pthf {

/// The identification card: what `pthf info` prints and the window shows under its tool bar.
struct Card {
    using Count = TensorCount;

    std::string path;
    std::uint64_t bytes = 0;
    FileKind kind = FileKind::Other;
    std::string what; ///< one sentence
    std::string holds; ///< one sentence: "Training checkpoint: model, Adam optimizer, StepLR scheduler, epoch 12"
    std::uint64_t tensors = 0; ///< leaves of the tree
    std::uint64_t parameters = 0; ///< elements of the model role, ties once
    std::uint64_t trainable = 0; ///< of these, with requires_grad
    std::uint64_t tensorBytes = 0;
    std::uint64_t arrays = 0; ///< numpy arrays inside a pickle, and how many numbers they hold
    std::uint64_t arrayElements = 0;
    std::uint64_t storages = 0;
    std::uint64_t storageBytes = 0;
    std::uint64_t modelBytes = 0; ///< of storages, that the model takes
    std::string detail; ///< who wrote it, and what else is known of the container; may be empty
    std::vector<std::pair<std::string, TensorCount>> devices; ///< cpu first, then by name and number
    std::vector<std::pair<std::string, TensorCount>> dtypes; ///< most bytes first
    std::vector<RoleNode> roles;
    std::vector<std::pair<std::string, std::string>> facts; ///< "epoch" → "12" as JSON values
    WeightsOnlyVerdict weightsOnly;
    std::vector<LoadsOn> loadsOn;
    std::vector<Finding> findings;
};

Card makeCard(const Document& document, const Content& content, const TreeIndex& tree);

/// DESIGN 7's object, on one line, safe UTF-8.
std::string cardToJson(const Card& card, const Content& content, const TreeIndex& tree);
/// For a terminal: a line a fact, then roles, findings and badges.
std::string cardToText(const Card& card, const Content& content, const TreeIndex& tree);

/// The card of a file that could not be opened as a checkpoint: every member of a card, empty, and what the file is
/// instead. With a member "error" unless `kind` is one that was recognised.
std::string unreadableCardToJson(const std::string& path, std::uint64_t bytes, FileKind kind, const Error& error);

/// {"code", "message", "offset", "file"}: the error of every `--json` answer. offset is null where none is known.
std::string errorToJson(const Error& error, std::string_view file);

} // namespace pthf

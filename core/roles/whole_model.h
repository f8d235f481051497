// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/value/content.h"

namespace pthf {

/// One entry of a state dict: dotted key and value (a tensor, or an _extra_state of any kind).
struct StateDictEntry {
    std::string key;
    ValueId value = kNoValue;
    TensorId tensor = kNoTensor;
    bool isBuffer = false; ///< known for whole models only
    ValueId owner = kNoValue; ///< the dictionary that holds it, and where in it: see ChildStep
    std::uint32_t slot = 0;
};

/// Whether a value is a module object: its state has _parameters, _buffers and _modules, or it is an object of a
/// TorchScript class (__torch__…) with a dictionary as state.
bool isWholeModel(const Content& content, ValueId id);

/// What state_dict() of a module object gives, in torch's order and by torch's rules (FORMATS 7): None skipped,
/// non-persistent buffers left out, shared modules and tensors under every name. A module that contains itself is
/// entered once on each path. Of TorchScript objects: tensors and submodules in slot order.
std::vector<StateDictEntry> wholeModelEntries(const Content& content, ValueId module);

/// The entries of a dictionary with text keys whose values are tensors, or of a module object: one face for both.
std::vector<StateDictEntry> entriesOfStateDict(const Content& content, ValueId id);

/// One line of the _metadata that state_dict() attaches: module path and version, pre-order.
struct ModuleVersion {
    std::string path; ///< "" for the root, "layer1.0.bn1"
    std::int64_t version = 1;
    /// Weights that torch.nn.utils.spectral_norm divides by their norm: its hook on state_dict() adds a version of
    /// each.
    std::vector<std::string> spectralNorms = {};
};
std::vector<ModuleVersion> moduleVersions(const Content& content, ValueId module);

/// What a person asks of a whole model besides its tensors.
struct ModelFacts {
    std::string className; ///< "torchvision.models.resnet.ResNet"
    std::uint64_t modules = 0;
    std::uint64_t training = 0; ///< modules with training = True
    std::uint64_t withStateDictHooks = 0; ///< unknown ones: the real state_dict() may differ from ours
};
ModelFacts modelFacts(const Content& content, ValueId module);

} // namespace pthf

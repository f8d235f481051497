// SPDX-License-Identifier: Apache-2.0
#include "core/report/load_recipe.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "core/diagnose/devices_finding.h"
#include "core/diagnose/safety.h"
#include "core/diagnose/wrappers.h"
#include "core/text/json_writer.h"
#include "core/text/utf8.h"
#include "core/types/device.h"

namespace pthf {
namespace {

/// A JSON string is a Python literal too.
std::string pythonQuoted(std::string_view utf8)
{
    return jsonQuoted(utf8);
}

/// The subscripts that lead from what torch.load gives to a value: ["model"]["state_dict"], [0], .attribute.
struct StepText {
    std::string operator()(const std::string& key) const { return '[' + pythonQuoted(key) + ']'; }
    std::string operator()(std::int64_t number) const { return '[' + std::to_string(number) + ']'; }
    std::string operator()(const KeySegment::Attribute& attribute) const { return '.' + displayText(attribute.name); }
    std::string operator()(const KeySegment::Argument& argument) const
    {
        return '[' + std::to_string(argument.position) + ']';
    }
    std::string operator()(const KeySegment::Repr& repr) const { return '[' + displayText(repr.text) + ']'; }
    std::string operator()(const KeySegment::BigInteger& number) const { return '[' + number.digits + ']'; }
};

std::string expressionOf(const Content& content, const TreeIndex& tree, PlaceId place)
{
    std::string text = "checkpoint";
    for (const KeySegment& segment : tree.pathOf(content, place)) {
        text += std::visit(StepText{}, segment.step);
    }
    return text;
}

std::string weightsOnlyArgument(const WeightsOnlyVerdict& verdict)
{
    return verdict.loads ? "weights_only=True" : "weights_only=False";
}

std::string trustComment(const WeightsOnlyVerdict& verdict)
{
    if (verdict.loads) {
        return {};
    }
    const bool isDangerous = std::ranges::any_of(verdict.because, &WeightsOnlyVerdict::Reason::isDangerous);
    return (isDangerous ? "# Dangerous: loading this runs "
                        : "# weights_only=False runs code that the file names, only for files you trust: ")
        + displayText(verdict.because.front().global) + '\n';
}

std::string loadLine(std::string_view path, const WeightsOnlyVerdict& verdict, std::string_view mapLocation)
{
    std::string line = "checkpoint = torch.load(" + pythonQuoted(path);
    if (!mapLocation.empty()) {
        line += ", map_location=" + pythonQuoted(mapLocation);
    }
    return line + ", " + weightsOnlyArgument(verdict) + ")\n";
}

std::string safetensorsRecipe(std::string_view path, std::string_view target)
{
    return "from safetensors.torch import load_file\n\nstate_dict = load_file(" + pythonQuoted(path)
        + ", device=" + pythonQuoted(target) + ")\n\n# model = ...  # the model these weights belong to\n"
        + "model.load_state_dict(state_dict)\nmodel.to(" + pythonQuoted(target) + ").eval()\n";
}

/// Formats that torch.load does not read.
bool isForeign(FileKind kind)
{
    switch (kind) {
    case FileKind::Pickle:
    case FileKind::Npy:
    case FileKind::Npz:
    case FileKind::Gguf:
    case FileKind::KerasH5:
    case FileKind::Torch7:
        return true;
    default:
        return false;
    }
}

/// The way to torch: converted once, and for numpy's files numpy itself.
std::string foreignRecipe(FileKind kind, std::string_view path, std::string_view target)
{
    const std::filesystem::path name(path);
    const std::string converted = name.extension() == ".pth" ? "converted.pth" : name.stem().string() + ".pth";
    std::string text;
    if (kind == FileKind::Npy || kind == FileKind::Npz) {
        text = "import numpy\nimport torch\n\narrays = numpy.load(" + pythonQuoted(path) + ")\n";
        text += kind == FileKind::Npy
            ? "tensor = torch.from_numpy(arrays)\n\n"
            : "state_dict = {name: torch.from_numpy(arrays[name]) for name in arrays.files}\n\n";
        text += "# Or, converted once:\n";
    } else {
        text = "import torch\n\n# torch.load does not read this format; converted once, it does:\n";
    }
    return text + "#   pthf convert " + displayText(path) + ' ' + displayText(converted) + "\ncheckpoint = torch.load("
        + pythonQuoted(converted) + ", map_location=" + pythonQuoted(target) + ", weights_only=True)\n";
}

void addModel(std::string& text, const Content& content, const TreeIndex& tree, std::string_view target)
{
    const auto chosen = std::ranges::find(tree.stateDicts, Role::Model, &StateDict::role);
    const auto model = chosen != tree.stateDicts.end() ? chosen : tree.stateDicts.begin();
    if (model == tree.stateDicts.end()) {
        return;
    }
    const std::string expression = expressionOf(content, tree, model->place);
    if (model->isWholeModel) {
        text += "\n# A whole model: its code has to be importable.\nmodel = " + expression + '\n';
    } else {
        for (const WrapperSuggestion& wrapper : wrapperSuggestions(content, tree)) {
            if (wrapper.stateDict == model->place && wrapper.isCertain) {
                text += "\n# Keys carry " + displayText(wrapper.prefix) + " of " + wrapper.addedBy
                    + ": wrap the model likewise, or remove it from the file.";
            }
        }
        text += "\n# model = ...  # the model these weights belong to\nmodel.load_state_dict(" + expression + ")\n";
    }
    text += "model.to(" + pythonQuoted(target) + ").eval()\n";
}

} // namespace

std::string loadRecipe(const Document& document, const Content& content, const TreeIndex& tree, std::string_view path,
    std::string_view target)
{
    if (document.kind == FileKind::Safetensors && &content == &document.content) {
        return safetensorsRecipe(path, target);
    }
    if (isForeign(document.kind) && &content == &document.content) {
        return foreignRecipe(document.kind, path, target.empty() ? "cpu" : normalizedTarget(target));
    }
    const WeightsOnlyVerdict verdict = weightsOnlyVerdict(document, content, tree);
    std::vector<std::string> devices;
    for (const DeviceUse& use : specialDevices(sizesOf(content, tree).devices)) {
        devices.push_back(use.device);
    }
    const std::string wanted = target.empty() ? "cpu" : normalizedTarget(target);
    const bool isThere = devices.empty() || (devices.size() == 1 && devices.front() == wanted);
    std::string text = "import torch\n\n" + trustComment(verdict);
    if (isThere) {
        text += loadLine(path, verdict, {});
    } else {
        text += "# Where it was saved, with " + devicesText(devices) + ":\n" + loadLine(path, verdict, {});
        text += "# Anywhere else:\n" + loadLine(path, verdict, wanted);
    }
    addModel(text, content, tree, wanted);
    const auto optimizer = std::ranges::find(tree.roles, Role::Optimizer, &RoleNode::role);
    if (optimizer != tree.roles.end()) {
        text += "\n# To go on with the training:\n# optimizer.load_state_dict("
            + expressionOf(content, tree, optimizer->place) + ")\n";
    }
    return text;
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
//
// The source that TorchScript keeps of a class (torch/csrc/jit/serialization/python_print.cpp):
//
//     class Net(Module):
//       __parameters__ = ["weight", "bias", ]
//       __buffers__ = ["running_mean", ]
//       weight : Tensor
//       …
#include "core/roles/script_classes.h"

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "core/meaning/known_globals.h"
#include "core/meaning/torch_words.h"

namespace pthf {

namespace {

/// The texts between quotes of a line.
std::vector<std::string> quotedIn(std::string_view line)
{
    std::vector<std::string> found;
    for (std::size_t open = line.find('"'); open != std::string_view::npos;) {
        const std::size_t close = line.find('"', open + 1);
        if (close == std::string_view::npos) {
            break;
        }
        found.emplace_back(line.substr(open + 1, close - open - 1));
        open = line.find('"', close + 1);
    }
    return found;
}

std::string_view trimmed(std::string_view line)
{
    const std::size_t begin = line.find_first_not_of(' ');
    return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

bool contains(const std::vector<std::string>& names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

void markTensors(Content& content, ValueId object, const ScriptClass& known)
{
    const ValueId state = content.graph.instance(object).state;
    if (state == kNoValue || content.graph.kind(state) != ValueKind::Dict) {
        return;
    }
    for (const Entry& entry : content.graph.entries(state)) {
        const auto name = plainText(content.graph, entry.key);
        const TensorId id = name ? content.tensorAt(entry.value) : kNoTensor;
        if (id == kNoTensor) {
            continue;
        }
        TensorValue& tensor = content.tensor(id);
        if (contains(known.parameters, *name)) {
            tensor.isParameter = true;
        } else if (known.statesBuffers && !contains(known.buffers, *name) && !tensor.extras) {
            auto extras = std::make_shared<TensorExtras>();
            extras->className = std::string(kScriptAttribute);
            tensor.extras = std::move(extras);
        }
    }
}

} // namespace

std::optional<ScriptClass> scriptClassIn(std::string_view source, std::string_view className)
{
    const std::string opening = "class " + std::string(className) + '(';
    std::optional<ScriptClass> found;
    while (!source.empty()) {
        const std::size_t end = std::min(source.find('\n'), source.size());
        const std::string_view line = source.substr(0, end);
        source.remove_prefix(std::min(end + 1, source.size()));
        const std::string_view inner = trimmed(line);
        if (line.starts_with("class ")) {
            if (found) {
                break;
            }
            if (line.starts_with(opening)) {
                found = ScriptClass{};
            }
        } else if (found && inner.starts_with("__parameters__ =")) {
            found->parameters = quotedIn(inner);
        } else if (found && inner.starts_with("__buffers__ =")) {
            found->buffers = quotedIn(inner);
            found->statesBuffers = true;
        } else if (found && inner.starts_with("def ")) {
            break;
        }
    }
    return found;
}

void markScriptTensors(Content& content,
    const std::function<std::optional<ScriptClass>(std::string_view module, std::string_view name)>& classOfName)
{
    std::unordered_map<std::uint32_t, std::optional<ScriptClass>> known; // by global number
    for (std::uint32_t i = 0; i < content.graph.size(); ++i) {
        const ValueId id{i};
        if (content.graph.kind(id) != ValueKind::Object) {
            continue;
        }
        const ValueId named = classOf(content.graph, id);
        if (named == kNoValue || !content.graph.globalModule(named).starts_with("__torch__")) {
            continue;
        }
        const auto [found, isNew] = known.try_emplace(content.graph.globalNumber(named));
        if (isNew) {
            found->second = classOfName(content.graph.globalModule(named), content.graph.globalName(named));
        }
        if (found->second) {
            markTensors(content, id, *found->second);
        }
    }
}

} // namespace pthf

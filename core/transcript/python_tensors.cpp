// SPDX-License-Identifier: Apache-2.0
#include "core/transcript/python_tensors.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/transcript/python_words.h"

namespace pthf {

namespace {

enum class MayAdd : bool { No, Yes };

std::string number(double value)
{
    if (std::isinf(value)) {
        return value < 0 ? R"(float("-inf"))" : R"(float("inf"))";
    }
    std::array<char, 32> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    return {digits.data(), written.ptr};
}

std::string kaiming(const std::string& function, const InitialValues& values)
{
    return function + "(tensor, a=" + number(values.first) + ", mode=\""
        + (values.fan == FanMode::Out ? "fan_out" : "fan_in") + "\")";
}

/// "lambda tensor: torch.nn.init.zeros_(tensor)", and the seed of what is drawn.
std::string fillArguments(const InitialValues& values)
{
    const std::string init = "lambda tensor: torch.nn.init.";
    const std::string seed = ", seed=" + std::to_string(values.seed);
    const std::string two = "(tensor, " + number(values.first) + ", " + number(values.second) + ")" + seed;
    const std::string one = "(tensor, " + number(values.first) + ")";
    switch (values.kind) {
    case InitialKind::Zeros:
        return init + "zeros_(tensor)";
    case InitialKind::Ones:
        return init + "ones_(tensor)";
    case InitialKind::Constant:
        return init + "constant_" + one;
    case InitialKind::Normal:
        return init + "normal_" + two;
    case InitialKind::Uniform:
        return init + "uniform_" + two;
    case InitialKind::KaimingUniform:
        return init + kaiming("kaiming_uniform_", values) + seed;
    case InitialKind::KaimingNormal:
        return init + kaiming("kaiming_normal_", values) + seed;
    case InitialKind::XavierUniform:
        return init + "xavier_uniform_" + one + seed;
    case InitialKind::XavierNormal:
        return init + "xavier_normal_" + one + seed;
    }
    return {};
}

/// A step as something that can stand in brackets: text or a number.
std::string lastStep(const KeySegment& segment)
{
    const std::string expression = pythonExpression({segment}); // checkpoint["x"]
    const std::size_t open = expression.find('[');
    return expression.substr(open + 1, expression.size() - open - 2);
}

/// `places = [(dictionary, key), …]`: where KEY stands.
std::string placesLine(const std::string& key, const StateDictPaths& in, MayAdd mayAdd)
{
    if (key.starts_with('/')) {
        const auto path = parsePath(std::string_view(key).substr(1));
        if (!path || path->empty()) {
            return "places = []\n";
        }
        const KeyPath parent(path->begin(), path->end() - 1);
        const bool isAttribute = std::holds_alternative<KeySegment::Attribute>(path->back().step);
        const std::string holder = pythonExpression(parent);
        return "places = [(" + (isAttribute ? "vars(" + holder + ")" : holder) + ", " + lastStep(path->back()) + ")]\n";
    }
    std::string states;
    for (const KeyPath& path : in) {
        states += (states.empty() ? "states = [" : ", ") + pythonExpression(path);
    }
    states += in.empty() ? "states = [state for _, state in state_dicts(checkpoint)]\n" : "]\n";
    const std::string text = pythonText(key);
    const std::string there = "[(state, " + text + ") for state in states if " + text + " in state]";
    // A key that is nowhere yet is added where it is said, or to the one state dict that there is.
    const std::string all = "[(state, " + text + ") for state in states]";
    return states + "places = " + (mayAdd == MayAdd::No ? there : in.empty() ? there + " or " + all : all) + "\n";
}

std::string putLine(const std::string& make)
{
    return "put(checkpoint, places, lambda tensor: " + make + ")\n";
}

} // namespace

PythonLines pythonLines(const SetTensor& set)
{
    PythonLines lines;
    std::string expression = pythonExpression(set.path);
    constexpr std::string_view kRoot = "checkpoint";
    expression.replace(expression.find(kRoot), kRoot.size(), "other");
    if (set.file.ends_with(".safetensors")) {
        lines.imports.emplace_back("safetensors.torch");
        lines.text = "other = safetensors.torch.load_file(" + pythonText(set.file) + ")\n";
    } else {
        lines.text = "other = torch.load(" + pythonText(set.file) + ", map_location=\"cpu\", weights_only=True)\n";
    }
    lines.text += "new = " + expression + ".detach()\n" + placesLine(set.key, set.in, MayAdd::Yes)
        + putLine("new.clone(memory_format=torch.contiguous_format).to(tensor.device)");
    return lines;
}

PythonLines pythonLines(const InitTensor& init)
{
    return {placesLine(init.key, init.in, MayAdd::Yes)
            + putLine("filled(" + shapeText(init.shape) + ", torch." + std::string(dtypeName(init.dtype)) + ", "
                + fillArguments(init.values) + ").to(tensor.device)"),
        {}};
}

PythonLines pythonLines(const Transpose& transpose)
{
    const auto needed = [](std::int64_t dimension) {
        const std::int64_t known = std::clamp<std::int64_t>(dimension, -64, 64); // checkOperation refuses others
        return known < 0 ? -known : known + 1;
    };
    const std::string both = std::to_string(transpose.first) + ", " + std::to_string(transpose.second);
    return {"places = [(node, key) for path, node in nodes(checkpoint)\n"
            "          for key, value in (node.items() if isinstance(node, dict) else enumerate(node))\n"
            "          if torch.is_tensor(value) and value.dim() >= "
            + std::to_string(std::max(needed(transpose.first), needed(transpose.second)))
            + " and matches(path + (key,), value)]\n"
            + putLine("tensor.transpose(" + both + ").clone(memory_format=torch.contiguous_format)"),
        {}};
}

namespace {

/// ", 1, (14, 14), (16, 24)": what interpolated() is told of prefix and grids, as far as the plan says it.
std::string gridArguments(const Resampling& resampling)
{
    const auto pair = [](const std::optional<Grid>& grid) {
        return grid ? "(" + std::to_string(grid->height) + ", " + std::to_string(grid->width) + ")"
                    : std::string("None");
    };
    std::string text;
    if (resampling.prefix) {
        text += ", prefix=" + std::to_string(*resampling.prefix);
    }
    if (resampling.from) {
        text += ", old=" + pair(resampling.from);
    }
    return resampling.to ? text + ", new=" + pair(resampling.to) : text;
}

} // namespace

PythonLines pythonLines(const Resize& resize)
{
    if (resize.resampling.kind != ResampleKind::None) {
        const std::string mode = resize.resampling.kind == ResampleKind::Bilinear ? "bilinear" : "bicubic";
        return {placesLine(resize.key, resize.in, MayAdd::No)
                + putLine("interpolated(tensor, " + shapeText(resize.shape) + ", \"" + mode + "\""
                    + gridArguments(resize.resampling) + ")"),
            {"math"}, PythonHelper::Interpolated};
    }
    return {placesLine(resize.key, resize.in, MayAdd::No)
            + putLine("resized(tensor, " + shapeText(resize.shape) + ", " + fillArguments(resize.values) + ")"),
        {}};
}

} // namespace pthf

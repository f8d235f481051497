// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/plan/edit_plan.h"

namespace pthf::tests {

inline KeyPath pathOf(const char* text)
{
    auto path = parsePath(text);
    return path ? *path : KeyPath{};
}

/// Every operation at least once, with every member set at least once.
inline std::vector<Operation> everyOperation()
{
    const KeyPath model = pathOf("model");
    return {MapLocation{"cpu", {}, {}}, MapLocation{"", {{"cuda:0", "cuda:1"}, {"cuda:1", "cuda:0"}}, {}},
        MapLocation{"auto", {{"cuda", "cpu"}}, {{"*.bias", "cuda:2"}}}, RemovePrefix{"module.", {}},
        RemovePrefix{"module.", {model, pathOf("ema")}}, AddPrefix{"module", {}}, AddPrefix{"a.b.", {model}},
        RemoveSegment{"_fsdp_wrapped_module", {model}}, RenamePattern{"^layer(\\d+)\\.", "blocks.\\1.", {}},
        RenameTable{{{"a.weight", "b.weight"}, {"b.weight", "a.weight"}}, {model}}, Keep{{"*.weight"}, {}},
        Keep{{}, {Role::Model, Role::Ema}}, Drop{{"head.*", "/optimizer/*"}, {Role::Optimizer}, {pathOf("a/\"0\"/@b")}},
        Extract{pathOf("state_dict")}, Wrap{"state_dict"}, ToStateDict{}, ToStateDict{{model}},
        Cast{DType::Float16, {}}, Cast{DType::BFloat16, "head.*"}, SetRequiresGrad{"*", false},
        SetRequiresGrad{"head.*", true}, Compact{}, Untie{}, MakePortable{}, PlainDict{},
        SetValue{pathOf("epoch"), "12"}, SetValue{pathOf("args/0"), "\"it's\""},
        SetTensor{"fc.weight", "other file.pth", pathOf("model/fc.weight"), {}},
        SetTensor{"/model/fc.bias", "other.safetensors", pathOf("fc.bias"), {model}},
        InitTensor{"head.weight", {InitialKind::Normal, 0, 0.02, FanMode::In, 1}, {200, 1024}, DType::Float32, {}},
        InitTensor{"head=bias", {InitialKind::Constant, 0.5, 0, FanMode::In, 0}, {}, DType::Float16, {model}},
        InitTensor{"w", {InitialKind::KaimingUniform, 2.236, 0, FanMode::Out, 18446744073709551615ULL}, {3, 4, 5},
            DType::BFloat16, {}},
        Transpose{"h.*.weight"}, Transpose{"/model/conv", -1, 2},
        Resize{"wte.weight", {1200, 1024}, {InitialKind::Normal, 0, 0.02, FanMode::In, 1}, {}},
        Resize{"head.bias", {0}, {}, {model, pathOf("ema")}}};
}

} // namespace pthf::tests

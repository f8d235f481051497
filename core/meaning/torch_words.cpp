// SPDX-License-Identifier: Apache-2.0
#include "core/meaning/torch_words.h"

#include <array>

#include "core/meaning/known_globals.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxRank = 64; // c10/core/impl/SizesAndStrides.h knows no limit; numpy's is the next one met

struct NamedLayout {
    std::string_view name;
    int number; ///< c10/core/Layout.h
    TensorForm form;
};

constexpr std::array kLayouts{
    NamedLayout{"strided", 0, TensorForm::Strided},
    NamedLayout{"sparse_coo", 1, TensorForm::SparseCoo},
    NamedLayout{"sparse_csr", 2, TensorForm::SparseCsr},
    NamedLayout{"sparse_csc", 4, TensorForm::SparseCsc},
    NamedLayout{"sparse_bsr", 5, TensorForm::SparseBsr},
    NamedLayout{"sparse_bsc", 6, TensorForm::SparseBsc},
};

std::optional<TensorForm> layoutNamed(std::string_view name)
{
    constexpr std::string_view kTorch = "torch.";
    if (name.starts_with(kTorch)) {
        name.remove_prefix(kTorch.size());
    }
    for (const NamedLayout& layout : kLayouts) {
        if (layout.name == name) {
            return layout.form;
        }
    }
    return std::nullopt;
}

} // namespace

std::span<const ValueId> sequenceItems(const ValueGraph& graph, ValueId id)
{
    if (id == kNoValue) {
        return {};
    }
    const ValueKind kind = graph.kind(id);
    return kind == ValueKind::Tuple || kind == ValueKind::List ? graph.items(id) : std::span<const ValueId>{};
}

std::optional<Dims> dimsOf(const ValueGraph& graph, ValueId id)
{
    std::optional<Dims> dims(std::in_place);
    if (!readDims(graph, id, *dims)) {
        dims.reset();
    }
    return dims;
}

bool readDims(const ValueGraph& graph, ValueId id, Dims& to)
{
    if (id == kNoValue) {
        return false;
    }
    if (graph.kind(id) == ValueKind::Call && infoOf(graph, id).meaning == Meaning::TorchSize) {
        const auto arguments = sequenceItems(graph, graph.instance(id).arguments);
        id = arguments.empty() ? id : arguments[0];
    }
    const ValueKind kind = graph.kind(id);
    if ((kind != ValueKind::Tuple && kind != ValueKind::List) || graph.items(id).size() > kMaxRank) {
        return false;
    }
    to.resize(graph.items(id).size());
    std::int64_t* next = to.data();
    for (const ValueId item : graph.items(id)) {
        if (graph.kind(item) != ValueKind::Int) {
            return false;
        }
        *next++ = graph.intValue(item);
    }
    return true;
}

std::optional<std::int64_t> plainInteger(const ValueGraph& graph, ValueId id)
{
    if (id == kNoValue || graph.kind(id) != ValueKind::Int) {
        return std::nullopt;
    }
    return graph.intValue(id);
}

std::optional<bool> plainFlag(const ValueGraph& graph, ValueId id)
{
    if (id == kNoValue) {
        return std::nullopt;
    }
    switch (graph.kind(id)) {
    case ValueKind::Bool:
        return graph.boolValue(id);
    case ValueKind::Int:
        return graph.intValue(id) != 0;
    default:
        return std::nullopt;
    }
}

std::optional<std::string_view> plainText(const ValueGraph& graph, ValueId id)
{
    if (id == kNoValue || (graph.kind(id) != ValueKind::Text && graph.kind(id) != ValueKind::ByteText)) {
        return std::nullopt;
    }
    return graph.text(id);
}

std::optional<DType> dtypeOfValue(const ValueGraph& graph, ValueId id)
{
    if (id == kNoValue || graph.kind(id) != ValueKind::Global || infoOf(graph, id).meaning != Meaning::TorchDtype) {
        return std::nullopt;
    }
    return dtypeFromName(graph.globalName(id)).value_or(DType::Unknown);
}

std::optional<std::string> deviceOfValue(const ValueGraph& graph, ValueId id)
{
    if (const auto text = plainText(graph, id)) {
        return std::string(*text);
    }
    if (id == kNoValue || graph.kind(id) != ValueKind::Call || infoOf(graph, id).meaning != Meaning::TorchDevice) {
        return std::nullopt;
    }
    const auto arguments = sequenceItems(graph, graph.instance(id).arguments);
    const auto type = arguments.empty() ? std::nullopt : plainText(graph, arguments[0]);
    if (!type) {
        return std::nullopt;
    }
    std::string device(*type);
    const auto number = arguments.size() > 1 ? plainInteger(graph, arguments[1]) : std::nullopt;
    return number ? device + ":" + std::to_string(*number) : device;
}

std::optional<TensorForm> layoutOfValue(const ValueGraph& graph, ValueId id)
{
    if (id == kNoValue) {
        return std::nullopt;
    }
    if (const auto number = plainInteger(graph, id)) {
        for (const NamedLayout& layout : kLayouts) {
            if (layout.number == *number) {
                return layout.form;
            }
        }
        return std::nullopt;
    }
    if (graph.kind(id) == ValueKind::Global) {
        return layoutNamed(graph.globalName(id));
    }
    if (graph.kind(id) != ValueKind::Call || infoOf(graph, id).meaning != Meaning::TorchLayout) {
        return std::nullopt;
    }
    const auto arguments = sequenceItems(graph, graph.instance(id).arguments);
    const auto name = arguments.empty() ? std::nullopt : plainText(graph, arguments[0]);
    return name ? layoutNamed(*name) : std::nullopt;
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include <string_view>

#include "core/meaning/torch_words.h"
#include "core/meaning/value_parts.h"

namespace pthf {

namespace {

using What = ValueParts::What;

} // namespace

std::size_t childCount(const ValueGraph& graph, const ValueParts::Group& group)
{
    switch (group.what) {
    case What::Entries:
    case What::Attributes:
        return graph.entries(group.node).size();
    case What::Pairs:
    case What::Items:
    case What::Arguments:
        return graph.items(group.node).size();
    case What::State:
    case What::Id:
        break;
    }
    return 1;
}

ChildStep childAt(const ValueGraph& graph, const ValueParts::Group& group, std::size_t i)
{
    ChildStep step;
    step.owner = group.node;
    step.slot = static_cast<std::uint32_t>(i);
    step.position = step.slot;
    switch (group.what) {
    case What::Entries:
    case What::Attributes:
        step.kind = group.what == What::Entries ? ChildStep::Kind::Key : ChildStep::Kind::Attribute;
        step.key = graph.entries(group.node)[i].key;
        step.value = graph.entries(group.node)[i].value;
        break;
    case What::Pairs: {
        const auto pair = sequenceItems(graph, graph.items(group.node)[i]);
        step.owner = graph.items(group.node)[i];
        step.slot = 1;
        step.key = pair.size() == 2 ? pair[0] : kNoValue;
        step.value = pair.size() == 2 ? pair[1] : kNoValue;
        break;
    }
    case What::Items:
    case What::Arguments:
        step.kind = group.what == What::Items ? ChildStep::Kind::Position : ChildStep::Kind::Argument;
        step.value = graph.items(group.node)[i];
        break;
    case What::State:
    case What::Id:
        step.kind = group.what == What::State ? ChildStep::Kind::Attribute : ChildStep::Kind::Argument;
        step.owner = kNoValue;
        step.value = group.node;
        break;
    }
    return step;
}

ValueId attributeOf(const Content& content, ValueId object, std::string_view name)
{
    const ValueParts parts = partsOf(content, object);
    for (std::size_t g = 0; g < parts.groupCount; ++g) {
        if (parts.groups[g].what != What::Attributes) {
            continue;
        }
        for (const Entry& entry : content.graph.entries(parts.groups[g].node)) {
            if (plainText(content.graph, entry.key) == name) {
                return entry.value;
            }
        }
    }
    return kNoValue;
}

} // namespace pthf

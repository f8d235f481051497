// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "core/meaning/known_globals.h"
#include "core/meaning/unfold.h"

namespace pthf {

/// What a value unfolds into: how it is shown, and the nodes whose contents are its children, in file order. This is
/// where DESIGN 7's rules stand; unfold.cpp only spells the children out.
struct ValueParts {
    enum class What : std::uint8_t {
        Entries, ///< of a Dict node, under their keys
        Pairs, ///< items of a List or Tuple node that are (key, value) pairs
        Items, ///< of a sequence node, by position
        Arguments, ///< items of a Tuple node, as {"arg":i}
        Attributes, ///< entries of a Dict node, as {"attr":"name"}
        State, ///< the node itself, as {"attr":"__setstate__"}
        Id ///< of a Persistent: the node itself, as {"arg":0}
    };
    struct Group {
        What what = What::Entries;
        ValueId node = kNoValue;
    };

    ViewKind kind = ViewKind::None;
    Meaning meaning = Meaning::Unknown;
    ValueId named = kNoValue; ///< the Global that names the class, where there is one
    ValueId value = kNoValue; ///< the value itself, or what a TorchScript tag stands around

    std::array<Group, 8> groups{};
    std::uint8_t groupCount = 0;

    void add(What what, ValueId node)
    {
        if (node != kNoValue && groupCount < groups.size()) {
            groups[groupCount++] = Group{what, node};
        }
    }
};

ValueParts partsOf(const Content& content, ValueId id);

/// How many children a group has.
std::size_t childCount(const ValueGraph& graph, const ValueParts::Group& group);

/// The child number i of a group; its value is kNoValue for an item of Pairs that is no pair.
ChildStep childAt(const ValueGraph& graph, const ValueParts::Group& group, std::size_t i);

/// An attribute of an object by name (an entry of its state); kNoValue if there is none.
ValueId attributeOf(const Content& content, ValueId object, std::string_view name);

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/problems.h"
#include "core/meaning/torch_rebuild.h"
#include "core/value/content.h"

namespace pthf::tests {

/// Makes the values that a pickle of torch describes, by hand: for tests of whatever gives them a meaning.
class GraphBuilder {
public:
    using Named = std::pair<std::string_view, ValueId>;

    Content content;

    ValueId none() { return content.graph.addNone(); }
    ValueId flag(bool value) { return content.graph.addBool(value); } // NOLINT: the value itself
    ValueId integer(std::int64_t value) { return content.graph.addInt(value); }
    ValueId number(double value) { return content.graph.addFloat(value); }
    ValueId text(std::string_view value) { return content.graph.addText(value); }
    ValueId bytes(std::string_view value);
    ValueId tuple(const std::vector<ValueId>& items) { return content.graph.addSequence(ValueKind::Tuple, items); }
    ValueId list(const std::vector<ValueId>& items) { return content.graph.addSequence(ValueKind::List, items); }
    ValueId integers(const Dims& values); ///< a tuple
    ValueId dict(const std::vector<Named>& entries);
    ValueId dictOf(const std::vector<Entry>& entries) { return content.graph.addDict(entries); }
    ValueId global(std::string_view module, std::string_view name) { return content.graph.addGlobal(module, name); }

    ValueId call(std::string_view module, std::string_view name, const std::vector<ValueId>& arguments = {});
    /// NEWOBJ of a class, then BUILD with a state unless it is kNoValue.
    ValueId object(std::string_view module, std::string_view name, const std::vector<ValueId>& arguments = {},
        ValueId state = kNoValue);
    /// Adds to a call or an object what SETITEMS, APPENDS, BUILD would.
    ValueId withEntries(ValueId instance, const std::vector<Named>& entries);
    ValueId withItems(ValueId instance, const std::vector<ValueId>& items);
    ValueId withState(ValueId instance, ValueId state);

    ValueId orderedDict(const std::vector<Named>& entries);
    /// An OrderedDict with the _metadata attribute that state_dict() attaches.
    ValueId stateDict(const std::vector<Named>& entries);

    /// A persistent id ('storage', torch.<className>, key, device, count).
    ValueId storage(std::string_view key, std::int64_t count, std::string_view className = "FloatStorage",
        std::string_view device = "cpu");
    /// _rebuild_tensor_v2 of contiguous elements over a storage of their own.
    ValueId tensor(const Dims& shape, std::string_view className = "FloatStorage", std::string_view device = "cpu");
    ValueId rebuilt(ValueId storage, std::int64_t offset, const Dims& shape, const Dims& strides);
    ValueId parameter(ValueId tensor);
    /// A module object with the given dictionaries; each is made an OrderedDict.
    ValueId module(std::string_view className, const std::vector<Named>& parameters, const std::vector<Named>& buffers,
        const std::vector<Named>& modules, const std::vector<Named>& attributes = {});

    /// numpy.dtype of a spelling like "f4"; byteOrder is "<", ">" or "|".
    ValueId numpyDtype(std::string_view spelling, std::string_view byteOrder = "<");
    ValueId numpyScalar(std::string_view spelling, std::string_view bytes, std::string_view byteOrder = "<");
    ValueId numpyArray(std::string_view spelling, const Dims& shape, ValueId data);

    /// Makes `root` the root and interprets everything.
    Problems interpret(ValueId root);

private:
    std::int64_t m_nextKey = 0;
};

/// Every storage has a record of its number, with all of its bytes.
class WholeRecords final : public StorageResolver {
public:
    StorageHome homeOf(const StorageReference& reference) override;
    Result<StorageValue> nestedStorage(const Content& content, ValueId bytes) override;
    std::optional<TensorValue> tensorOfId(Content& content, ValueId persistent) override;

    std::vector<std::string> asked; ///< keys, in the order of the asking
};

} // namespace pthf::tests

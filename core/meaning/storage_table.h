// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/problems.h"
#include "core/meaning/known_globals.h"
#include "core/meaning/numpy_values.h"
#include "core/meaning/torch_rebuild.h"
#include "core/value/tensor_phrases.h"

namespace pthf {

/// Where the elements of a tensor's storage begin.
struct StorageStart {
    StorageId storage = kNoStorage;
    std::uint64_t offset = 0; ///< in elements
};

/// The storages of a content, made from the values that name them: persistent ids and streams inside the pickle. For
/// one key the first reference's class and count hold, as in torch.
class StorageTable {
public:
    StorageTable(Content& content, GlobalTable& globals, StorageResolver& resolver, Problems& problems);

    /// The storage that a value names, made and marked on the first ask; kNoStorage where it names none.
    StorageId storageOf(ValueId id);

    /// The storage that a phrase names.
    StorageId storageOf(const TensorPhrase& phrase);

    /// The same for the storage that a tensor is over. torch 0.1.10 to 0.3 wrote views of storages: for a tensor each
    /// is its root, from some element on, so that what shared memory shares it still.
    StorageStart startOf(ValueId id);

    /// The storage that a numpy array of a known dtype is, on a device of its own.
    StorageId arrayStorage(ValueId id, const NumpyArray& array, std::string_view device);

private:
    /// What a storage class says of its elements.
    struct ElementType {
        bool isKnown = false; ///< looked up already
        bool isUntyped = false;
        DType dtype = DType::Unknown;
    };
    struct View; // of the legacy streams of torch 0.1.10 to 0.3
    struct Named;

    const ElementType& elementTypeOf(ValueId className);
    Named readId(ValueId id);
    StorageId persistentStorage(ValueId id);
    StorageId nestedStorage(ValueId id);
    StorageId wholeStorage(const StorageReference& reference);
    bool isWithin(StorageId root, const View& view);
    StorageId viewedStorage(StorageId root, const View& view);
    StorageId add(StorageValue&& value);
    StorageId known(std::string_view key) const;
    void complain(ErrorCode code, std::string message);

    Content* m_content;
    GlobalTable* m_globals;
    StorageResolver* m_resolver;
    Problems* m_problems;
    SharedText m_device; ///< of the storage made last, which most others are on too
    std::vector<ElementType> m_elementTypes; ///< by the number of the class's Global
    std::vector<StorageId> m_byNumber; ///< keys that are small decimal numbers, as torch's are
    std::map<std::string, StorageId, std::less<>> m_byText; ///< all others
    std::map<std::uint32_t, std::uint64_t> m_viewOffsets; ///< of tensors' persistent ids that are views
};

} // namespace pthf

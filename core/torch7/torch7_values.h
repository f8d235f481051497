// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/foreign/foreign_content.h"

namespace pthf {

/// A class of torch's own: what its objects hold.
struct Torch7Class {
    bool isStorage = false;
    bool isCuda = false;
    DType dtype = DType::Float32;
};

/// torch.FloatTensor, torch.CudaStorage, torch.CudaHalfTensor …; nothing for other classes.
std::optional<Torch7Class> torch7Class(std::string_view name, DType longType);

/// An object that was read: a value, or a storage, which has a value only where something other than a tensor names it.
struct Torch7Object {
    ValueId value = kNoValue;
    StorageId storage = kNoStorage;
};

/// What the objects of a torch7 file become: values, storages, and what is to be said of them.
class Torch7Values {
public:
    ValueGraph& graph() noexcept { return m_made.content.graph; }

    /// Lua has one kind of number; whole ones are what Python would make of them.
    ValueId addNumber(double number);
    /// Text where it is UTF-8, else bytes.
    ValueId addString(std::string_view text);
    StorageId addStorage(StorageValue storage);
    /// A tensor over a storage, or over nil, named by its index: Corrupt, without a place, where the object is neither
    /// or has elements of another type.
    Result<ValueId> addTensor(TensorValue tensor, const Torch7Object& over, std::int32_t index);
    /// An OrderedDict of no items with an attribute that says what it is.
    ValueId addNamed(std::string_view attribute, ValueId value);
    /// Lua's code, as such a dictionary.
    ValueId addFunction(std::string_view bytecode);
    /// The entries of a table become the items of a Dict; of two with one key the later one stays.
    void fillTable(ValueId table, std::span<const Entry> entries);
    /// A table becomes the items of what addNamed made, anything else but nil its one item, by that name.
    void fillNamed(ValueId named, ValueId content, std::string_view nameOfOther);
    /// A storage that stands by itself is shown as the tensor of all its elements.
    ValueId valueOf(const Torch7Object& object);

    /// A tensor that was on a GPU was read.
    void countCudaTensor() noexcept { ++m_cudaTensors; }

    /// All of it, once: by the value that holds the others, with the error that ended the reading too early.
    ForeignContent finish(ValueId root, const std::optional<Error>& cut);

private:
    ForeignContent m_made;
    std::uint64_t m_cudaTensors = 0;
    std::uint64_t m_functions = 0;
};

} // namespace pthf

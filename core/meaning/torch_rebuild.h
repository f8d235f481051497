// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/problems.h"
#include "core/base/task.h"
#include "core/value/content.h"
#include "core/value/tensor_phrases.h"

namespace pthf {

/// What a persistent id says of a storage (FORMATS 2.2). Views into the graph: valid until it changes.
struct StorageReference {
    ValueId value = kNoValue; ///< the Persistent
    std::string_view key; ///< decimal where the file has an integer
    std::string_view location; ///< the device tag to the letter
    DType dtype = DType::UInt8;
    bool isUntyped = false;
    std::uint64_t elements = 0;
};

/// Where a storage's bytes lie, as its container knows.
struct StorageHome {
    StoragePlace place;
    bool isBigEndian = false;
};

/// What the room that knows containers tells the interpreter.
class StorageResolver {
public:
    StorageResolver() = default;
    virtual ~StorageResolver() = default;
    StorageResolver(const StorageResolver&) = delete;
    StorageResolver& operator=(const StorageResolver&) = delete;
    StorageResolver(StorageResolver&&) = delete;
    StorageResolver& operator=(StorageResolver&&) = delete;

    /// Called once for each key, at its first reference: whose class and count hold for all later ones, as in torch.
    virtual StorageHome homeOf(const StorageReference& reference) = 0;

    /// The storage in a stream of its own: the bytes given to torch.storage._load_from_bytes. Its key is unique in the
    /// document ("n1:0"). Called once for each such call.
    virtual Result<StorageValue> nestedStorage(const Content& content, ValueId bytes) = 0;

    /// For containers whose ids are not ('storage', …) tuples (tar 0.1.x: the id of a tensor as text). Adds what is
    /// needed to content.storages and gives the tensor; nothing where it knows none.
    virtual std::optional<TensorValue> tensorOfId(Content& content, ValueId persistent) = 0;
};

/// Interprets calls and objects of a graph as tensors and persistent ids as storages (FORMATS 3), and marks them in the
/// content. What does not look as torch would accept it is left an ordinary value, and told as a Problem.
class TensorInterpreter {
public:
    /// The phrases are those of the content's pickle, or null.
    TensorInterpreter(
        Content& content, StorageResolver& resolver, Problems& problems, const TensorPhrases* phrases = nullptr);
    ~TensorInterpreter();
    TensorInterpreter(const TensorInterpreter&) = delete;
    TensorInterpreter& operator=(const TensorInterpreter&) = delete;
    TensorInterpreter(TensorInterpreter&&) = delete;
    TensorInterpreter& operator=(TensorInterpreter&&) = delete;

    /// The tensor that a value is, made on the first ask; kNoTensor where it is none.
    TensorId interpret(ValueId id);
    /// The storage that a value is, likewise.
    StorageId interpretStorage(ValueId id);
    /// Values that hang on the tensors interpreted since the last ask (attributes, hooks): there may be storages in
    /// them.
    std::vector<ValueId> takeAttachments();
    /// In the end: phrases that became tensors are Tensor values of these, all others are spelled out.
    void settlePhrases();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Interprets every value that can be reached from the root without passing through a tensor. Tensors that stand only
/// inside other ones (indices of a sparse tensor, scales of a quantized one) are marked too, as TensorValue::isPart.
/// The tensor inside a Parameter is not: the Parameter's node is the tensor.
///
/// Of a pickle that was read with phrases none are left: plain tensors are Tensor values (as foldTensors makes them),
/// what says more than that is spelled out.
Status interpretAll(Content& content, StorageResolver& resolver, Problems& problems, const Task& task,
    const TensorPhrases* phrases = nullptr);

/// The node of the plain tensor inside a Parameter, a Buffer or a Variable; the value itself for plain ones.
ValueId plainTensorOf(const Content& content, ValueId tensor);

} // namespace pthf

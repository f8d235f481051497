// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/foreign/source_cursor.h"
#include "core/value/content.h"

namespace pthf {

/// How long a `long` of the writing machine was: 4 bytes on 32-bit machines and on Windows.
enum class LongBytes : std::uint8_t { Four = 4, Eight = 8 };

/// The words of a torch7 file, in either of its two spellings, from front to back.
class Torch7Input {
public:
    Torch7Input() = default;
    virtual ~Torch7Input() = default;
    Torch7Input(const Torch7Input&) = delete;
    Torch7Input& operator=(const Torch7Input&) = delete;
    Torch7Input(Torch7Input&&) = delete;
    Torch7Input& operator=(Torch7Input&&) = delete;

    virtual Result<std::int32_t> integer() = 0;
    /// So many longs, as sizes and strides stand together.
    virtual Result<Dims> longs(std::uint32_t count) = 0;
    virtual Result<double> number() = 0;
    virtual Result<std::string> text(std::uint64_t length) = 0;
    /// Where so many elements of a type stand, and passes over them. What the file does not have of them is missing in
    /// place.available. Elements that are text are put into the graph as bytes.
    virtual Result<StoragePlace> elements(ValueGraph& graph, DType dtype, std::uint64_t count) = 0;

    virtual std::uint64_t remaining() const noexcept = 0;
    virtual std::uint64_t offset() const noexcept = 0; ///< absolute
    /// The type of a LongStorage's elements.
    virtual DType longType() const noexcept = 0;
};

std::unique_ptr<Torch7Input> binaryTorch7(const ByteSource& source, LongBytes longBytes);
std::unique_ptr<Torch7Input> asciiTorch7(const ByteSource& source);

/// How a tensor lies in the storage that follows. Corrupt for a number of dimensions that no tensor has.
Result<TensorLayout> readTorch7Layout(Torch7Input& input);
/// A storage of a type, without its key. Corrupt for a number of elements that no storage has.
Result<StorageValue> readTorch7Storage(Torch7Input& input, ValueGraph& graph, DType dtype);

} // namespace pthf

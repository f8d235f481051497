// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/types/dtype.h"
#include "core/types/initial_values.h"
#include "core/types/resampling.h"
#include "core/types/shape.h"
#include "core/value/key_path.h"

namespace pthf {

/// Which state dicts a key operation works on; empty means all of them.
using StateDictPaths = std::vector<KeyPath>;

// The operations that give tensors other numbers. KEY is a whole key of a state dict, in every one of them that has it,
// or, with a leading "/", a PATH from the root. Tensors that were one stay one: what is tied to KEY changes with it.

/// KEY gets the tensor that another file has; a key that is not there yet is added at the end of its state dict.
struct SetTensor {
    std::string key;
    std::string file; ///< opened when the plan is laid over a document
    KeyPath path; ///< of a tensor in it
    StateDictPaths in;
    bool operator==(const SetTensor&) const = default;
};

/// KEY gets a new tensor; a key that is not there yet is added likewise.
struct InitTensor {
    std::string key;
    InitialValues values;
    Dims shape;
    DType dtype = DType::Float32;
    StateDictPaths in;
    bool operator==(const InitTensor&) const = default;
};

/// Two dimensions change places, and the numbers are laid out anew, without gaps.
struct Transpose {
    std::string glob;
    std::int64_t first = 0; ///< as torch counts: -1 is the last
    std::int64_t second = 1;
    bool operator==(const Transpose&) const = default;
};

/// KEY grows or is cut to a shape of as many dimensions. The whole new shape is filled, then what was there is laid
/// over it from the first element on: the same seed gives what torch gives for the whole tensor. Or it is interpolated:
/// numbers that stand on a grid get another grid, and nothing is filled.
struct Resize {
    std::string key;
    Dims shape;
    InitialValues values;
    StateDictPaths in;
    Resampling resampling = {}; ///< none: filled
    bool operator==(const Resize&) const = default;
};

/// A tensor that a plan makes has at most so many bytes.
inline constexpr std::uint64_t kMaxPlannedBytes = std::uint64_t{1} << 44U;

/// What can be said against a shape of that type, "" where nothing can: negative sizes, more bytes than
/// kMaxPlannedBytes.
std::string shapeMistake(const Dims& shape, DType dtype);
/// What can be said against filling tensors of that type and rank.
std::string fillingMistake(const InitialValues& values, DType dtype, std::size_t dimensions);

// As the command line writes them: KEY=FILE#PATH · KEY=normal(0,0.02,seed=1):[200,1024]:float32 ·
// KEY=[1200,1024]:normal(0,0.02,seed=1) · KEY=[1,577,768]:bicubic(prefix=1) · GLOB, or GLOB=>1,2 for other dimensions
// than the first two. What may be left out when reading: the type (float32), the filling of a resized tensor (zeros).
std::string tensorOptionText(const SetTensor& set);
std::string tensorOptionText(const InitTensor& init);
std::string tensorOptionText(const Transpose& transpose);
std::string tensorOptionText(const Resize& resize);
Result<SetTensor> setTensorFromText(std::string_view text);
Result<InitTensor> initTensorFromText(std::string_view text);
Result<Transpose> transposeFromText(std::string_view text);
Result<Resize> resizeFromText(std::string_view text);

/// "[1200, 1024]" and "[1200,1024]", read back.
Result<Dims> shapeFromText(std::string_view text);

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "core/base/limits.h"
#include "core/base/task.h"
#include "core/container/container.h"
#include "core/foreign/foreign_content.h"
#include "core/meaning/numpy_values.h"
#include "core/pickle/python_literal.h"

namespace pthf {

/// The header of an .npy, proven.
struct NpyHeader {
    NumpyDtype type; ///< of one element; kind 'V' for structures
    PythonLiteral descr; ///< as the file has it: '<f4', or a list of fields
    Dims shape;
    bool isFortran = false;
    std::uint64_t elements = 0;
    std::uint64_t bytes = 0; ///< of all elements; 0 for objects, which are a pickle
    std::uint64_t dataOffset = 0;
};

/// An array for numpy alone, as numpy would pickle it.
struct PickledArray {
    Dims shape;
    ValueId dtype = kNoValue; ///< a call of numpy.dtype
    bool isFortran = false;
    ExternalBytes bytes;
};

/// Adds the call that numpy's pickle of an array is, its bytes left where they are.
ValueId addNumpyArray(ValueGraph& graph, const PickledArray& array);

/// Reads the header of an .npy and nothing behind it. An error where it describes no array.
Result<NpyHeader> readNpyHeader(const ByteSource& source, const Limits& limits);

/// An .npy: its array is the root. Arrays of a type that torch has are tensors, others (text, dates, structures) are
/// what numpy's own pickle of them is, with their bytes left in the file; arrays of objects are read from their pickle.
Result<ForeignContent> readNpy(const std::shared_ptr<const ByteSource>& source, const Limits& limits, const Task& task);

/// An .npz: a dictionary of its arrays by their names. One that cannot be read is a Problem.
Result<ForeignContent> readNpz(const Container& zip, const Limits& limits, const Task& task);

} // namespace pthf

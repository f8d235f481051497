// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include <hdf5.h>

namespace pthf::hdf5 {

/// What the elements of a dataset or of an attribute are.
struct ElementType {
    std::string_view className = "other"; ///< HDF5's: "integer", "float", "string", "enum", "compound", …
    std::string_view name; ///< torch's; empty where it has none
    std::size_t bytes = 0; ///< of one element
    bool isBig = false;
};

/// The element type of an open HDF5 type: IEEE floats and bfloat16, integers, and what h5py makes of numpy's bool and
/// complex numbers have a name in torch.
ElementType elementTypeOf(hid_t type);

} // namespace pthf::hdf5

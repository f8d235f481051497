// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "app/hdf5/hdf5_handle.h"

namespace pthf::hdf5 {

struct Opened {
    Handle file; ///< invalid where it is no HDF5 file
    std::string why; ///< then
};

/// Opens the HDF5 file that lies in a range of an open descriptor, for reading: by a driver of ours, since libhdf5's
/// own ones open paths.
Opened openRange(int descriptor, std::uint64_t offset, std::uint64_t length);

} // namespace pthf::hdf5

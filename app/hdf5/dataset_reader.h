// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <hdf5.h>

namespace pthf::hdf5 {

/// Writes the elements of the dataset at an address to a descriptor, in the file's own type, row by row. False where
/// something cannot be read; lastError() says what.
bool streamDataset(hid_t file, std::uint64_t address, int to);

/// All of the bytes, however many calls it takes.
bool writeAll(int to, const void* bytes, std::size_t count);

} // namespace pthf::hdf5

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "core/container/zip_reader.h"
#include "core/sniff/foreign_file.h"

namespace pthf {

/// What a zip is by the names of its records (FORMATS 0): torch.save, TorchScript, package, ..., or something else.
Recognised recogniseZip(const ZipReader& zip);

/// What a zip is that could not be opened, by its front: a checkpoint that was cut short, one that went through a
/// transfer in text mode, several in one file. The kind is TorchZip where salvageZip() may help.
Recognised recogniseBrokenZip(std::span<const std::byte> front, std::uint64_t fileBytes, const Error& error);

/// What a tar is by the names of its members: a checkpoint of torch 0.1, or something else.
Result<Recognised> recogniseTar(const ByteSource& source);

} // namespace pthf

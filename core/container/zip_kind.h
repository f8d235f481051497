// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/container/foreign_file.h"
#include "core/container/zip_reader.h"

namespace pthf {

/// What a zip is by the names of its records (FORMATS 0): torch.save, TorchScript, package, ..., or something else.
Recognised recogniseZip(const ZipReader& zip);

} // namespace pthf

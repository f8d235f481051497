// SPDX-License-Identifier: Apache-2.0
#pragma once

// Optimizers taken apart, for the rooms that may see documents and not meanings (the window among them).
#include "core/roles/optimizer.h" // IWYU pragma: export

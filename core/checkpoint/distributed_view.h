// SPDX-License-Identifier: Apache-2.0
#pragma once

// Tensors of many processes, for the rooms that may see documents and not meanings.
#include "core/meaning/distributed.h" // IWYU pragma: export

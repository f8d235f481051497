// SPDX-License-Identifier: Apache-2.0
#pragma once

// How values are shown and unfolded, for the rooms that may see documents and not meanings (the window among them).
#include "core/meaning/numpy_items.h" // IWYU pragma: export
#include "core/meaning/tensor_attributes.h" // IWYU pragma: export
#include "core/meaning/unfold.h" // IWYU pragma: export
#include "core/roles/facts.h" // IWYU pragma: export

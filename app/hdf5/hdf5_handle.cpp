// SPDX-License-Identifier: Apache-2.0
#include "app/hdf5/hdf5_handle.h"

namespace pthf::hdf5 {

namespace {

herr_t keepFirst(unsigned /*number*/, const H5E_error2_t* error, void* to)
{
    auto& text = *static_cast<std::string*>(to);
    if (text.empty() && error->desc != nullptr) {
        text = error->desc;
    }
    return 0;
}

} // namespace

std::string lastError()
{
    std::string text;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keepFirst, &text);
    return text.empty() ? "libhdf5 gives no reason" : text;
}

} // namespace pthf::hdf5

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <hdf5.h>

namespace pthf::hdf5 {

/// What is in an open file, as one JSON value:
///
///   group    {"kind":"group","name":…,"attributes":[…],"members":[…]}
///   dataset  {"kind":"dataset","name":…,"attributes":[…],"type":{…},"shape":[…],"address":N,"offset":N|null,"bytes":N}
///   other    {"kind":"link","name":…,"what":"a link to another file"}
///
/// An attribute is {"name":…,"value":…}, a type {"class":"float","name":"float32","bytes":4,"order":"little"}; its name
/// is torch's, or empty. offset is that of the first byte where all bytes lie together, unfiltered.
std::string describeFile(hid_t file);

} // namespace pthf::hdf5

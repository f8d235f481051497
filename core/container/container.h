// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/problems.h"
#include "core/io/byte_source.h"
#include "core/types/record_info.h"

namespace pthf {

/// Named records of a file: a zip, a tar. The directory is read when it is opened, payloads only when asked for. Const
/// and safe to use from several threads.
class Container {
public:
    virtual ~Container() = default;

    /// In directory order.
    virtual const std::vector<RecordInfo>& records() const noexcept = 0;
    /// Number of the record with exactly that name, the root folder included.
    virtual std::optional<std::uint32_t> find(std::string_view name) const noexcept = 0;
    /// The record's bytes, inflated on the fly where they are deflated. For stored records this is a RangeSource of the
    /// file, whose baseOffset() is the payload's place. Reads the local header (to find the payload) and nothing else.
    virtual Result<std::shared_ptr<const ByteSource>> open(std::uint32_t record) const = 0;
    /// What the directory itself says is wrong.
    virtual const Problems& problems() const noexcept = 0;
};

} // namespace pthf

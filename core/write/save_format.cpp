// SPDX-License-Identifier: Apache-2.0
#include "core/write/save_format.h"

namespace pthf {

std::string_view saveFormatName(SaveFormat format) noexcept
{
    switch (format) {
    case SaveFormat::Zip:
        return "zip";
    case SaveFormat::Legacy:
        return "legacy";
    case SaveFormat::Safetensors:
        return "safetensors";
    }
    return "zip";
}

std::optional<SaveFormat> saveFormatFromName(std::string_view name) noexcept
{
    for (const SaveFormat format : {SaveFormat::Zip, SaveFormat::Legacy, SaveFormat::Safetensors}) {
        if (saveFormatName(format) == name) {
            return format;
        }
    }
    return std::nullopt;
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"

namespace pthf {

/// One step from a value to a value below it, as people and JSON name it (DESIGN 7).
struct KeySegment {
    struct Attribute { ///< an entry of an object's state: {"attr":"name"}, @name
        std::string name;
        bool operator==(const Attribute&) const = default;
    };
    struct Argument { ///< a constructor argument: {"arg":0}, @#0
        std::uint32_t position = 0;
        bool operator==(const Argument&) const = default;
    };
    struct Repr { ///< any other key, as Python would print it, at most 200 characters: {"repr":"…"}, @="…"
        std::string text;
        bool operator==(const Repr&) const = default;
    };
    struct BigInteger { ///< an integer key beyond int64, in decimal
        std::string digits;
        bool operator==(const BigInteger&) const = default;
    };

    std::variant<std::string, std::int64_t, Attribute, Argument, Repr, BigInteger> step;

    bool operator==(const KeySegment&) const = default;
};

/// From the root of a document to a value.
using KeyPath = std::vector<KeySegment>;

/// As the command line writes it: segments joined by "/", strings quoted as JSON where they would read as something
/// else ("model/module.conv1.weight", "optimizer/state/0/exp_avg", "@_modules/module/@training"). The root is "".
std::string pathText(const KeyPath& path);
std::string segmentText(const KeySegment& segment);

/// The inverse of pathText. A bare integer becomes an integer segment; whoever looks the path up also tries it as text.
/// InvalidArgument says which segment is no good.
Result<KeyPath> parsePath(std::string_view text);

/// The last segment without quoting, for tables and trees: "module.conv1.weight", "0", "@training".
std::string displaySegment(const KeySegment& segment);

} // namespace pthf

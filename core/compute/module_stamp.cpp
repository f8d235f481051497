// SPDX-License-Identifier: Apache-2.0
#include "core/compute/module_stamp.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <vector>

namespace pthf {
namespace {

/// What is read at a time; the stamp may lie across two pieces.
constexpr std::size_t kPieceBytes = std::size_t{1} << 20U;
/// Longest stamp: a handful of short words.
constexpr std::size_t kMaxStampBytes = 512;
constexpr std::size_t kFields = 4;

/// The text after the stamp's beginning, up to its NUL; nothing where the piece does not hold it.
std::optional<std::string> stampIn(std::string_view piece, const std::string& begin)
{
    for (std::size_t at = piece.find(begin); at != std::string_view::npos; at = piece.find(begin, at + 1)) {
        const std::string_view rest = piece.substr(at + begin.size(), kMaxStampBytes);
        const std::size_t end = rest.find('\0');
        const std::string_view text = rest.substr(0, end);
        if (end != std::string_view::npos && std::ranges::count(text, '|') == static_cast<std::ptrdiff_t>(kFields)) {
            return std::string(text);
        }
    }
    return std::nullopt;
}

Result<ModuleStamp> parseStamp(std::string_view text)
{
    std::array<std::string_view, kFields> fields;
    for (std::string_view& field : fields) {
        field = text.substr(0, text.find('|'));
        text.remove_prefix(field.size() + 1);
    }
    ModuleStamp stamp;
    const auto [end, error] =
        std::from_chars(fields[0].data(), fields[0].data() + fields[0].size(), stamp.interfaceNumber);
    if (error != std::errc() || end != fields[0].data() + fields[0].size()) {
        return Error{ErrorCode::Corrupt, "the module's stamp has no interface number"};
    }
    stamp.build = fields[1];
    stamp.libtorch = fields[2];
    stamp.builtFor = fields[3];
    return stamp;
}

} // namespace

Result<ModuleStamp> readModuleStamp(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return Error{ErrorCode::IoFailed, "it cannot be read"};
    }
    const std::string begin = std::string(kStampBegin) + std::string(kStampRest);
    std::vector<char> buffer(kPieceBytes + kMaxStampBytes);
    std::size_t kept = 0;
    while (file) {
        file.read(buffer.data() + kept, static_cast<std::streamsize>(kPieceBytes));
        const std::size_t filled = kept + static_cast<std::size_t>(file.gcount());
        if (const auto text = stampIn({buffer.data(), filled}, begin)) {
            return parseStamp(*text);
        }
        kept = std::min(filled, kMaxStampBytes);
        std::copy_n(buffer.data() + (filled - kept), kept, buffer.data());
    }
    return Error{ErrorCode::Corrupt, "it is not a compute module of Pthfinder"};
}

ModuleStamp expectedStamp()
{
    ModuleStamp stamp;
    stamp.interfaceNumber = kComputeInterface;
    stamp.build = PTHF_COMPUTE_BUILD;
    return stamp;
}

} // namespace pthf

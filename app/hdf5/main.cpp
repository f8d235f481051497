// SPDX-License-Identifier: Apache-2.0
//
// pthf-hdf5 list OFFSET LENGTH            describes the HDF5 file in that range of standard input, as JSON
// pthf-hdf5 read OFFSET LENGTH ADDRESS    writes the bytes of the dataset at that address
//
// Exit status 0, or 1 with {"error":"…"} as the last thing on standard output of list.
#include <charconv>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "app/hdf5/dataset_reader.h"
#include "app/hdf5/description.h"
#include "app/hdf5/json_text.h"
#include "app/hdf5/range_driver.h"

namespace {

using namespace pthf::hdf5;

constexpr int kUsage = 2;
constexpr rlim_t kMemoryBytes = rlim_t{2} << 30U;
constexpr rlim_t kListSeconds = 60;
constexpr rlim_t kReadSeconds = 3600; // a dataset of many gigabytes is decompressed in one go

bool limit(int resource, rlim_t most) // NOLINT: the system's own word for a resource
{
    const rlimit both{most, most};
    return ::setrlimit(static_cast<__rlimit_resource>(resource), &both) == 0;
}

/// From here on the process can read its input, compute, and write its output.
bool enterLimits(bool isList) // NOLINT: which of the two
{
#if !defined(__SANITIZE_ADDRESS__)
    const bool hasMemory = limit(RLIMIT_AS, kMemoryBytes); // a sanitizer reserves more than that for itself
#else
    const bool hasMemory = true;
#endif
    return hasMemory && limit(RLIMIT_CPU, isList ? kListSeconds : kReadSeconds) && limit(RLIMIT_CORE, 0)
        && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NPROC, 0) && limit(RLIMIT_NOFILE, 0)
        && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

std::optional<std::uint64_t> numberOf(const char* text)
{
    std::uint64_t number = 0;
    const char* end = text + std::strlen(text);
    const auto parsed = std::from_chars(text, end, number);
    return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(number) : std::nullopt;
}

int fail(const std::string& why)
{
    std::string json = "{\"error\":";
    appendText(json, why);
    json += "}";
    writeAll(STDOUT_FILENO, json.data(), json.size());
    return 1;
}

} // namespace

int main(int count, char** arguments)
{
    const std::string what = count > 1 ? arguments[1] : "";
    const bool isList = what == "list" && count == 4;
    if (!isList && !(what == "read" && count == 5)) {
        return kUsage;
    }
    const auto offset = numberOf(arguments[2]);
    const auto length = numberOf(arguments[3]);
    const auto address = isList ? std::optional<std::uint64_t>(0) : numberOf(arguments[4]);
    if (!offset || !length || !address) {
        return kUsage;
    }
    if (!enterLimits(isList)) {
        return fail("the limits for reading could not be set");
    }
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    H5PLset_loading_state(0);
    const Opened opened = openRange(STDIN_FILENO, *offset, *length);
    if (!opened.file) {
        return fail(opened.why);
    }
    if (!isList) {
        return streamDataset(opened.file.id(), *address, STDOUT_FILENO) ? 0 : 1;
    }
    const std::string json = describeFile(opened.file.id());
    return writeAll(STDOUT_FILENO, json.data(), json.size()) ? 0 : 1;
}

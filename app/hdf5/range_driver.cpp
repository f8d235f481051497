// SPDX-License-Identifier: Apache-2.0
#include "app/hdf5/range_driver.h"

#include <cerrno>
#include <memory>

#include <unistd.h>

#if H5_VERSION_GE(1, 13, 0)
#include <H5FDdevelop.h>
#endif

namespace pthf::hdf5 {

namespace {

struct Range {
    int descriptor = -1;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

/// What libhdf5 holds of the open file: its own part first.
struct RangeFile {
    H5FD_t common{};
    haddr_t endOfAddresses = 0;
};

/// The one range of this process: a driver's open gets a name and no pointer.
Range& theRange()
{
    static Range range;
    return range;
}

RangeFile* asRange(H5FD_t* file)
{
    return static_cast<RangeFile*>(static_cast<void*>(file));
}

H5FD_t* openFile(const char* /*name*/, unsigned /*flags*/, hid_t /*access*/, haddr_t /*most*/)
{
    auto file = std::make_unique<RangeFile>();
    return &file.release()->common; // closeFile() takes it back
}

herr_t closeFile(H5FD_t* file)
{
    const std::unique_ptr<RangeFile> owned(asRange(file));
    return 0;
}

haddr_t endOfAddresses(const H5FD_t* file, H5FD_mem_t /*type*/)
{
    return static_cast<const RangeFile*>(static_cast<const void*>(file))->endOfAddresses;
}

herr_t setEndOfAddresses(H5FD_t* file, H5FD_mem_t /*type*/, haddr_t address)
{
    asRange(file)->endOfAddresses = address;
    return 0;
}

haddr_t endOfFile(const H5FD_t* /*file*/, H5FD_mem_t /*type*/)
{
    return theRange().length;
}

herr_t readBytes(H5FD_t* /*file*/, H5FD_mem_t /*type*/, hid_t /*transfer*/, haddr_t address, size_t size, void* buffer)
{
    const Range& range = theRange();
    if (address > range.length || size > range.length - address) {
        return -1;
    }
    auto* to = static_cast<unsigned char*>(buffer);
    std::uint64_t at = range.offset + address;
    while (size > 0) {
        const ssize_t got = ::pread(range.descriptor, to, size, static_cast<off_t>(at));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return -1;
        }
        to += got;
        at += static_cast<std::uint64_t>(got);
        size -= static_cast<size_t>(got);
    }
    return 0;
}

herr_t writeNothing(H5FD_t* /*file*/, H5FD_mem_t /*type*/, hid_t /*transfer*/, haddr_t /*address*/, size_t /*size*/,
    const void* /*buffer*/)
{
    return -1;
}

const H5FD_class_t& driverClass()
{
    static const H5FD_class_t made = [] {
        H5FD_class_t driver{};
#if H5_VERSION_GE(1, 13, 0)
        driver.version = H5FD_CLASS_VERSION;
        driver.value = static_cast<H5FD_class_value_t>(512); // from here on numbers are free (H5FDpublic.h)
#endif
        driver.name = "pthf-range";
        driver.maxaddr = (haddr_t{1} << 62U);
        driver.fc_degree = H5F_CLOSE_STRONG;
        driver.open = openFile;
        driver.close = closeFile;
        driver.get_eoa = endOfAddresses;
        driver.set_eoa = setEndOfAddresses;
        driver.get_eof = endOfFile;
        driver.read = readBytes;
        driver.write = writeNothing;
        for (auto& type : driver.fl_map) {
            type = H5FD_MEM_SUPER; // H5FD_FLMAP_SINGLE
        }
        return driver;
    }();
    return made;
}

} // namespace

Opened openRange(int descriptor, std::uint64_t offset, std::uint64_t length)
{
    theRange() = {descriptor, offset, length};
    const hid_t driver = H5FDregister(&driverClass());
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    if (driver < 0 || !access || H5Pset_driver(access.id(), driver, nullptr) < 0) {
        return {{}, lastError()};
    }
    constexpr std::size_t kChunkCache = std::size_t{32} << 20U;
    H5Pset_cache(access.id(), 0, 521, kChunkCache, 1.0);
    Opened opened{{H5Fopen("input", H5F_ACC_RDONLY, access.id()), H5Fclose}, {}};
    if (!opened.file) {
        opened.why = lastError(); // before the next call of libhdf5 forgets it
    }
    return opened;
}

} // namespace pthf::hdf5

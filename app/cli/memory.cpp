// SPDX-License-Identifier: Apache-2.0
#include "app/cli/memory.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace pthf {

void preferHugePages() noexcept
{
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
    constexpr int kPiece = 64 << 20; // more than a description of 20,000 tensors takes
    constexpr std::uintptr_t kHugePage = std::uintptr_t{2} << 20U;
    constexpr std::size_t kFirst = std::size_t{512} << 10U;
    mallopt(M_MMAP_THRESHOLD, 32 << 20); // the largest that glibc takes
    mallopt(M_TRIM_THRESHOLD, 16 * kPiece);
    mallopt(M_TOP_PAD, kPiece);
    // More than the heap has at first, so that it grows, by the piece; volatile, or the compiler takes it for nothing.
    void* volatile first = std::malloc(kFirst);
    std::free(first);
    mallopt(M_TOP_PAD, 128 << 10);

    const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0));
    const std::uintptr_t begin = (end - static_cast<std::uintptr_t>(kPiece) + kHugePage - 1) / kHugePage * kHugePage;
    const std::uintptr_t length = (end - begin) / kHugePage * kHugePage;
    madvise(reinterpret_cast<void*>(begin), length, MADV_HUGEPAGE); // advice: an answer of no is fine
#endif
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
//
// Blocks of ggml (ggml-common.h); d and m are float16, a nibble is four bits, low ones first:
//
//   Q4_0   d | 32 nibbles − 8                       Q8_0   d | 32 int8        Q8_1   d | sum | 32 int8
//   Q4_1   d | m | 32 nibbles                       Q5_*   the same, with 32 fifth bits before the nibbles
//   Q2_K   16 × (scale, minimum) nibbles | 256 × 2 bits | d | m
//   Q3_K   256 high bits | 256 × 2 bits | 16 scales of 6 bits | d
//   Q4_K   d | m | 8 × (scale, minimum) of 6 bits | 256 nibbles            Q5_K   256 fifth bits before the nibbles
//   Q6_K   256 nibbles | 256 × 2 high bits | 16 int8 scales | d            Q8_K   float32 d | 256 int8 | 16 sums
//   TQ1_0  240 + 16 digits of base 3, five or four a byte | d              TQ2_0  256 × 2 bits | d
//   IQ4_NL d | 32 nibbles, into a table             IQ4_XS d | 8 scales of 6 bits | 256 nibbles, into the same table
//   MXFP4  exponent | 32 nibbles, e2m1              NVFP4  4 scales ue4m3 | 64 nibbles, e2m1
//
// Within a group the low halves of its bytes come first, then the high ones.
#include "core/ggml/block_numbers.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "core/base/byte_reader.h"
#include "core/convert/number_kernels.h"

namespace pthf {

namespace {

constexpr std::size_t kSuperBlock = 256;
constexpr std::size_t kGroup = 32;
constexpr std::size_t kSmallGroup = 16;

/// One block, and how its fields are read.
class Block {
public:
    Block(std::span<const std::byte> bytes, bool isBigEndian) noexcept
        : m_bytes(bytes)
        , m_isBigEndian(isBigEndian)
    {
    }

    unsigned byte(std::size_t at) const noexcept { return std::to_integer<unsigned>(m_bytes[at]); }
    unsigned low(std::size_t at) const noexcept { return byte(at) & 0xFU; }
    unsigned high(std::size_t at) const noexcept { return byte(at) >> 4U; }
    unsigned two(std::size_t at, std::size_t shift) const noexcept { return (byte(at) >> shift) & 3U; }
    unsigned bit(std::size_t at, std::size_t shift) const noexcept { return (byte(at) >> shift) & 1U; }
    float int8(std::size_t at) const noexcept { return static_cast<float>(static_cast<std::int8_t>(byte(at))); }
    std::uint16_t u16(std::size_t at) const noexcept
    {
        const auto little = ByteReader::littleAt<std::uint16_t>(m_bytes.subspan(at));
        return m_isBigEndian ? __builtin_bswap16(little) : little;
    }
    float half(std::size_t at) const noexcept
    {
        const std::uint16_t bits = u16(at);
        float number = 0;
        plainKernels().halfToFloat(&bits, &number, 1);
        return number;
    }
    float single(std::size_t at) const noexcept
    {
        const auto little = ByteReader::littleAt<std::uint32_t>(m_bytes.subspan(at));
        return std::bit_cast<float>(m_isBigEndian ? __builtin_bswap32(little) : little);
    }

private:
    std::span<const std::byte> m_bytes;
    bool m_isBigEndian;
};

using Numbers = std::span<float>;

float less(unsigned number, int by) noexcept
{
    return static_cast<float>(static_cast<int>(number) - by);
}

void readQ40(const Block& block, Numbers to) noexcept
{
    const float scale = block.half(0);
    for (std::size_t i = 0; i < kSmallGroup; ++i) {
        to[i] = scale * less(block.low(2 + i), 8);
        to[i + kSmallGroup] = scale * less(block.high(2 + i), 8);
    }
}

void readQ41(const Block& block, Numbers to) noexcept
{
    const float scale = block.half(0);
    const float minimum = block.half(2);
    for (std::size_t i = 0; i < kSmallGroup; ++i) {
        to[i] = scale * static_cast<float>(block.low(4 + i)) + minimum;
        to[i + kSmallGroup] = scale * static_cast<float>(block.high(4 + i)) + minimum;
    }
}

/// The five-bit number at a place of a block whose 32 high bits begin at `bits` and whose nibbles follow them.
unsigned fiveBits(const Block& block, std::size_t bits, std::size_t i) noexcept
{
    const std::size_t nibbles = bits + 4;
    const unsigned nibble = i < kSmallGroup ? block.low(nibbles + i) : block.high(nibbles + i - kSmallGroup);
    return nibble | block.bit(bits + i / 8, i % 8) << 4U;
}

void readQ50(const Block& block, Numbers to) noexcept
{
    const float scale = block.half(0);
    for (std::size_t i = 0; i < kGroup; ++i) {
        to[i] = scale * less(fiveBits(block, 2, i), 16);
    }
}

void readQ51(const Block& block, Numbers to) noexcept
{
    const float scale = block.half(0);
    const float minimum = block.half(2);
    for (std::size_t i = 0; i < kGroup; ++i) {
        to[i] = scale * static_cast<float>(fiveBits(block, 4, i)) + minimum;
    }
}

template<std::size_t First>
void readQ8(const Block& block, Numbers to) noexcept
{
    const float scale = block.half(0);
    for (std::size_t i = 0; i < kGroup; ++i) {
        to[i] = scale * block.int8(First + i);
    }
}

void readQ2K(const Block& block, Numbers to) noexcept
{
    constexpr std::size_t kBits = 16;
    const float scale = block.half(80);
    const float minimum = block.half(82);
    for (std::size_t i = 0; i < kSuperBlock; ++i) {
        const std::size_t group = i / kSmallGroup;
        const float step = scale * static_cast<float>(block.low(group));
        const float offset = minimum * static_cast<float>(block.high(group));
        const unsigned number = block.two(kBits + i / 128 * kGroup + i % kGroup, i / kGroup % 4 * 2);
        to[i] = step * static_cast<float>(number) - offset;
    }
}

void readQ3K(const Block& block, Numbers to) noexcept
{
    constexpr std::size_t kBits = 32;
    constexpr std::size_t kScales = 96;
    const float scale = block.half(108);
    for (std::size_t i = 0; i < kSuperBlock; ++i) {
        const std::size_t group = i / kSmallGroup;
        const unsigned low = group < 8 ? block.low(kScales + group) : block.high(kScales + group - 8);
        const unsigned sixBits = low | block.two(kScales + 8 + group % 4, group / 4 * 2) << 4U;
        const unsigned number = block.two(kBits + i / 128 * kGroup + i % kGroup, i / kGroup % 4 * 2);
        // The high bit is turned round: where it is not set, four is taken off.
        const int offset = block.bit(i % kGroup, i / kGroup) == 0 ? 4 : 0;
        to[i] = scale * less(sixBits, 32) * less(number, offset);
    }
}

struct SixBits {
    float scale = 0;
    float minimum = 0;
};

/// One of the eight pairs in twelve bytes: four whole ones in the low six bits of eight bytes, and four whose high bits
/// stand on top of these.
SixBits sixBitsAt(const Block& block, std::size_t at, std::size_t i) noexcept
{
    if (i < 4) {
        return {static_cast<float>(block.byte(at + i) & 63U), static_cast<float>(block.byte(at + i + 4) & 63U)};
    }
    const unsigned scale = block.low(at + i + 4) | (block.byte(at + i - 4) >> 6U) << 4U;
    const unsigned minimum = block.high(at + i + 4) | (block.byte(at + i) >> 6U) << 4U;
    return {static_cast<float>(scale), static_cast<float>(minimum)};
}

template<bool HasFifth>
void readQ45K(const Block& block, Numbers to) noexcept
{
    constexpr std::size_t kScales = 4;
    constexpr std::size_t kFifth = 16;
    constexpr std::size_t kNibbles = HasFifth ? kFifth + kGroup : kFifth;
    const float scale = block.half(0);
    const float minimum = block.half(2);
    for (std::size_t group = 0; group < kSuperBlock / kGroup; ++group) {
        const SixBits pair = sixBitsAt(block, kScales, group);
        const float step = scale * pair.scale;
        const float offset = minimum * pair.minimum;
        for (std::size_t i = 0; i < kGroup; ++i) {
            const std::size_t at = kNibbles + group / 2 * kGroup + i;
            unsigned number = group % 2 == 0 ? block.low(at) : block.high(at);
            if constexpr (HasFifth) {
                number |= block.bit(kFifth + i, group) << 4U;
            }
            to[group * kGroup + i] = step * static_cast<float>(number) - offset;
        }
    }
}

void readQ6K(const Block& block, Numbers to) noexcept
{
    constexpr std::size_t kBits = 128;
    constexpr std::size_t kScales = 192;
    const float scale = block.half(208);
    for (std::size_t i = 0; i < kSuperBlock; ++i) {
        const std::size_t half = i / 128;
        const std::size_t quarter = i / kGroup % 4;
        const std::size_t at = half * 64 + quarter % 2 * kGroup + i % kGroup;
        const unsigned nibble = quarter < 2 ? block.low(at) : block.high(at);
        const unsigned number = nibble | block.two(kBits + half * kGroup + i % kGroup, quarter * 2) << 4U;
        to[i] = scale * block.int8(kScales + i / kSmallGroup) * less(number, 32);
    }
}

void readQ8K(const Block& block, Numbers to) noexcept
{
    const float scale = block.single(0);
    for (std::size_t i = 0; i < kSuperBlock; ++i) {
        to[i] = scale * block.int8(4 + i);
    }
}

/// The digits of base 3 that `count` bytes hold, the first of each byte before the second: a byte is the digits as a
/// fraction of 256, so multiplying brings the next one up.
std::size_t readDigits(
    const Block& block, std::size_t at, std::size_t count, std::size_t digits, float scale, Numbers to) noexcept
{
    unsigned power = 1;
    for (std::size_t digit = 0; digit < digits; ++digit, power *= 3) {
        for (std::size_t i = 0; i < count; ++i) {
            const unsigned fraction = block.byte(at + i) * power & 0xFFU;
            to[digit * count + i] = scale * less(fraction * 3 >> 8U, 1);
        }
    }
    return digits * count;
}

void readTQ10(const Block& block, Numbers to) noexcept
{
    const float scale = block.half(52);
    std::size_t done = readDigits(block, 0, kGroup, 5, scale, to);
    done += readDigits(block, kGroup, kSmallGroup, 5, scale, to.subspan(done));
    readDigits(block, kGroup + kSmallGroup, 4, 4, scale, to.subspan(done));
}

void readTQ20(const Block& block, Numbers to) noexcept
{
    const float scale = block.half(64);
    for (std::size_t i = 0; i < kSuperBlock; ++i) {
        to[i] = scale * less(block.two(i / 128 * kGroup + i % kGroup, i / kGroup % 4 * 2), 1);
    }
}

// What a nibble stands for (ggml-common.h, kvalues_iq4nl; the second is e2m1 of the OCP microscaling formats, doubled).
constexpr std::array<float, 16> kUneven{-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};
constexpr std::array<float, 16> kE2M1{0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

/// `bytes` bytes: their low nibbles, then their high ones, looked up.
void readLookedUp(const Block& block, std::size_t at, std::size_t bytes, const std::array<float, 16>& table,
    float scale, Numbers to) noexcept
{
    for (std::size_t i = 0; i < bytes; ++i) {
        to[i] = scale * table[block.low(at + i)];
        to[i + bytes] = scale * table[block.high(at + i)];
    }
}

void readIQ4NL(const Block& block, Numbers to) noexcept
{
    readLookedUp(block, 2, kSmallGroup, kUneven, block.half(0), to);
}

void readIQ4XS(const Block& block, Numbers to) noexcept
{
    const float scale = block.half(0);
    const unsigned highBits = block.u16(2);
    for (std::size_t group = 0; group < kSuperBlock / kGroup; ++group) {
        const unsigned low = group % 2 == 0 ? block.low(4 + group / 2) : block.high(4 + group / 2);
        const unsigned sixBits = low | (highBits >> 2 * group & 3U) << 4U;
        readLookedUp(block, 8 + group * kSmallGroup, kSmallGroup, kUneven, scale * less(sixBits, 32),
            to.subspan(group * kGroup, kGroup));
    }
}

void readMxfp4(const Block& block, Numbers to) noexcept
{
    // Half of 2^(e − 127), as the table is doubled.
    readLookedUp(block, 1, kSmallGroup, kE2M1, std::ldexp(1.0F, static_cast<int>(block.byte(0)) - 128), to);
}

void readNvfp4(const Block& block, Numbers to) noexcept
{
    constexpr std::size_t kScales = 4;
    constexpr std::size_t kBytes = 8;
    for (std::size_t group = 0; group < kScales; ++group) {
        const unsigned bits = block.byte(group);
        const unsigned fraction = bits & 7U;
        const int exponent = static_cast<int>(bits >> 3U & 0xFU);
        const float scale = exponent == 0 ? std::ldexp(static_cast<float>(fraction), -9)
                                          : std::ldexp(static_cast<float>(8 + fraction), exponent - 10);
        readLookedUp(block, kScales + group * kBytes, kBytes, kE2M1, bits == 0x7FU ? 0.0F : scale / 2,
            to.subspan(group * 2 * kBytes, 2 * kBytes));
    }
}

struct Reader {
    std::string_view type;
    void (*read)(const Block&, Numbers) noexcept;
};

constexpr std::array kReaders{
    Reader{"Q4_0", readQ40},
    Reader{"Q4_1", readQ41},
    Reader{"Q5_0", readQ50},
    Reader{"Q5_1", readQ51},
    Reader{"Q8_0", readQ8<2>},
    Reader{"Q8_1", readQ8<4>},
    Reader{"Q2_K", readQ2K},
    Reader{"Q3_K", readQ3K},
    Reader{"Q4_K", readQ45K<false>},
    Reader{"Q5_K", readQ45K<true>},
    Reader{"Q6_K", readQ6K},
    Reader{"Q8_K", readQ8K},
    Reader{"TQ1_0", readTQ10},
    Reader{"TQ2_0", readTQ20},
    Reader{"IQ4_NL", readIQ4NL},
    Reader{"IQ4_XS", readIQ4XS},
    Reader{"MXFP4", readMxfp4},
    Reader{"NVFP4", readNvfp4},
};

const Reader* readerOf(const GgmlType& type) noexcept
{
    const auto found = std::ranges::find(kReaders, type.name, &Reader::type);
    return found == kReaders.end() ? nullptr : &*found;
}

} // namespace

bool hasBlockNumbers(const GgmlType& type) noexcept
{
    return readerOf(type) != nullptr;
}

void readBlocks(
    const GgmlType& type, bool isBigEndian, std::span<const std::byte> blocks, std::span<float> numbers) noexcept
{
    const Reader* reader = readerOf(type);
    if (reader == nullptr) {
        return;
    }
    while (blocks.size() >= type.blockBytes && numbers.size() >= type.blockElements) {
        reader->read(Block(blocks.first(type.blockBytes), isBigEndian), numbers.first(type.blockElements));
        blocks = blocks.subspan(type.blockBytes);
        numbers = numbers.subspan(type.blockElements);
    }
}

} // namespace pthf

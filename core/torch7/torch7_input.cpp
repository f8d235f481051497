// SPDX-License-Identifier: Apache-2.0
//
// torch7's DiskFile (torch7/lib/TH/THDiskFile.c) writes numbers in the machine's own form, or in text:
//
//   binary  int: 4 bytes | long: 8 bytes, or 4 | double: 8 bytes | characters: as they are
//   ascii   one write a line, its values separated by spaces: "2 3\n"; characters as they are, then "\n"
//
// A tensor's layout (torch7/Tensor.c): int dimensions | sizes | strides | long offset, from 1.
#include "core/torch7/torch7_input.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <type_traits>
#include <vector>

#include "core/base/byte_writer.h"
#include "core/base/checked_math.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

Error tooLong(std::uint64_t length, std::uint64_t left, std::uint64_t offset)
{
    return {
        ErrorCode::Truncated, "need " + std::to_string(length) + " bytes, " + std::to_string(left) + " left", offset};
}

class BinaryInput final : public Torch7Input {
public:
    BinaryInput(const ByteSource& source, LongBytes longBytes)
        : m_cursor(source)
        , m_longBytes(longBytes)
    {
    }

    Result<std::int32_t> integer() override { return m_cursor.number<std::int32_t>(); }
    Result<double> number() override { return m_cursor.float64(); }
    std::uint64_t remaining() const noexcept override { return m_cursor.remaining(); }
    std::uint64_t offset() const noexcept override { return m_cursor.absoluteOffset(); }
    DType longType() const noexcept override { return m_longBytes == LongBytes::Eight ? DType::Int64 : DType::Int32; }

    Result<Dims> longs(std::uint32_t count) override
    {
        Dims numbers;
        for (std::uint32_t i = 0; i < count; ++i) {
            if (m_longBytes == LongBytes::Eight) {
                numbers.push_back(PTHF_TRY(m_cursor.number<std::int64_t>()));
            } else {
                const auto number = PTHF_TRY(m_cursor.number<std::int32_t>());
                numbers.push_back(number);
            }
        }
        return numbers;
    }

    Result<std::string> text(std::uint64_t length) override
    {
        const std::string_view text = PTHF_TRY(m_cursor.text(length));
        return std::string(text);
    }

    Result<StoragePlace> elements(ValueGraph& /*graph*/, DType dtype, std::uint64_t count) override
    {
        const auto bytes = checkedMultiply(count, dtypeBytes(dtype));
        if (!bytes) {
            return tooLong(count, remaining(), offset());
        }
        StoragePlace place;
        place.kind = StoragePlace::Kind::Range;
        place.offset = m_cursor.offset();
        place.available = std::min(*bytes, remaining());
        PTHF_TRY(m_cursor.skip(place.available));
        return place;
    }

private:
    SourceCursor m_cursor;
    LongBytes m_longBytes;
};

class AsciiInput final : public Torch7Input {
public:
    explicit AsciiInput(const ByteSource& source)
        : m_cursor(source)
    {
    }

    std::uint64_t remaining() const noexcept override { return m_cursor.remaining(); }
    std::uint64_t offset() const noexcept override { return m_cursor.absoluteOffset(); }
    DType longType() const noexcept override { return DType::Int64; }

    Result<std::int32_t> integer() override
    {
        const auto value = PTHF_TRY(word<std::int32_t>());
        PTHF_TRY(endLine());
        return value;
    }

    Result<Dims> longs(std::uint32_t count) override
    {
        Dims numbers;
        for (std::uint32_t i = 0; i < count; ++i) {
            numbers.push_back(PTHF_TRY(word<std::int64_t>()));
        }
        if (count != 0) {
            PTHF_TRY(endLine());
        }
        return numbers;
    }

    Result<double> number() override
    {
        const auto value = PTHF_TRY(word<double>());
        PTHF_TRY(endLine());
        return value;
    }

    Result<std::string> text(std::uint64_t length) override
    {
        std::string text(PTHF_TRY(m_cursor.text(length)));
        if (length != 0) {
            PTHF_TRY(endLine());
        }
        return text;
    }

    Result<StoragePlace> elements(ValueGraph& graph, DType dtype, std::uint64_t count) override
    {
        if (count > remaining()) {
            return tooLong(count, remaining(), offset());
        }
        ByteWriter bytes;
        if (dtypeBytes(dtype) == 1) {
            const std::string characters = PTHF_TRY(text(count));
            bytes.text(characters);
        } else {
            PTHF_TRY(readNumbers(bytes, dtype, count));
        }
        StoragePlace place;
        place.kind = StoragePlace::Kind::Graph;
        place.value = graph.addBytes(bytes.data());
        place.available = bytes.size();
        return place;
    }

private:
    static bool isSpace(std::byte letter) noexcept
    {
        return letter == std::byte{' '} || (letter >= std::byte{'\t'} && letter <= std::byte{'\r'});
    }

    /// The next number; the space in front of it is passed over.
    template<typename T>
    Result<T> word()
    {
        constexpr std::size_t kLongest = 64;
        std::string letters;
        while (letters.size() < kLongest) {
            if (m_cursor.remaining() == 0 && !letters.empty()) {
                break;
            }
            const auto next = PTHF_TRY(m_cursor.peek());
            if (isSpace(next) && !letters.empty()) {
                break;
            }
            PTHF_TRY(m_cursor.skip(1));
            if (!isSpace(next)) {
                letters += static_cast<char>(next);
            }
        }
        T value{};
        const auto [end, error] = std::from_chars(letters.data(), letters.data() + letters.size(), value);
        if (error != std::errc{} || end != letters.data() + letters.size()) {
            return Error{ErrorCode::Corrupt, "expected a number, found " + displayText(letters, 80), offset()};
        }
        return value;
    }

    /// Passes over the line feed behind a write, where there is one.
    Status endLine()
    {
        if (m_cursor.remaining() == 0) {
            return Done{};
        }
        const auto next = PTHF_TRY(m_cursor.peek());
        return next == std::byte{'\n'} ? m_cursor.skip(1) : Status(Done{});
    }

    template<typename T>
    Status appendNumbers(ByteWriter& to, std::uint64_t count)
    {
        for (std::uint64_t i = 0; i < count; ++i) {
            const T value = PTHF_TRY(word<T>());
            if constexpr (std::is_same_v<T, double>) {
                to.u64(std::bit_cast<std::uint64_t>(value));
            } else if constexpr (std::is_same_v<T, float>) {
                to.u32(std::bit_cast<std::uint32_t>(value));
            } else {
                to.little(value);
            }
        }
        return count == 0 ? Status(Done{}) : endLine();
    }

    Status readNumbers(ByteWriter& to, DType dtype, std::uint64_t count)
    {
        switch (dtype) {
        case DType::Float64:
            return appendNumbers<double>(to, count);
        case DType::Float32:
            return appendNumbers<float>(to, count);
        case DType::Int64:
            return appendNumbers<std::int64_t>(to, count);
        case DType::Int32:
            return appendNumbers<std::int32_t>(to, count);
        case DType::Int16:
            return appendNumbers<std::int16_t>(to, count);
        default:
            return Error{ErrorCode::Unsupported,
                "elements of " + std::string(dtypeName(dtype)) + " in text are not known", offset()};
        }
    }

    SourceCursor m_cursor;
};

} // namespace

std::unique_ptr<Torch7Input> binaryTorch7(const ByteSource& source, LongBytes longBytes)
{
    return std::make_unique<BinaryInput>(source, longBytes);
}

std::unique_ptr<Torch7Input> asciiTorch7(const ByteSource& source)
{
    return std::make_unique<AsciiInput>(source);
}

Result<TensorLayout> readTorch7Layout(Torch7Input& input)
{
    constexpr std::int32_t kMaxDims = 64;
    const auto dims = PTHF_TRY(input.integer());
    if (dims < 0 || dims > kMaxDims) {
        return Error{ErrorCode::Corrupt, "a tensor of " + std::to_string(dims) + " dimensions", input.offset()};
    }
    TensorLayout layout;
    layout.shape = PTHF_TRY(input.longs(static_cast<std::uint32_t>(dims)));
    layout.strides = PTHF_TRY(input.longs(static_cast<std::uint32_t>(dims)));
    const Dims offset = PTHF_TRY(input.longs(1));
    if (dims == 0) { // torch7 has no scalars: no dimensions, no elements
        return TensorLayout{{0}, {1}, 0};
    }
    layout.offset = std::max<std::int64_t>(offset[0], 0) - 1;
    return layout;
}

Result<StorageValue> readTorch7Storage(Torch7Input& input, ValueGraph& graph, DType dtype)
{
    constexpr std::int64_t kMost = std::int64_t{1} << 56U; // times 8 bytes still fits
    const Dims count = PTHF_TRY(input.longs(1));
    if (count[0] < 0 || count[0] > kMost) {
        return Error{ErrorCode::Corrupt, "a storage of " + std::to_string(count[0]) + " elements", input.offset()};
    }
    StorageValue storage;
    storage.dtype = dtype;
    storage.elements = static_cast<std::uint64_t>(count[0]);
    storage.place = PTHF_TRY(input.elements(graph, dtype, storage.elements));
    return storage;
}

} // namespace pthf

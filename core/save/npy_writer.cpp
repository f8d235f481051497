// SPDX-License-Identifier: Apache-2.0
#include "core/save/npy_writer.h"

#include <string>
#include <system_error>
#include <vector>

#include "core/base/byte_reader.h"
#include "core/checkpoint/tensor_bytes.h"
#include "core/convert/number_convert.h"
#include "core/io/atomic_file.h"

// numpy/lib/format.py, version 1.0:
//   \x93NUMPY  1 0  length of what follows (2 bytes, little-endian)
//   {'descr': '<f4', 'fortran_order': False, 'shape': (64, 3), }  blanks up to a multiple of 64, newline
//   elements

namespace pthf {
namespace {

constexpr std::string_view kMagic{"\x93NUMPY\x01\x00", 8};
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kLengthBytes = 2;
constexpr std::size_t kMaxHeader = 65'535;

DType writtenType(DType dtype) noexcept
{
    if (!dtypeInfo(dtype).numpy.empty()) {
        return dtype;
    }
    if (dtype == DType::Complex32) {
        return DType::Complex64;
    }
    if (canConvert(dtype, DType::Float32)) {
        return DType::Float32;
    }
    return dtypeBytes(dtype) == 1 ? DType::UInt8 : dtypeBytes(dtype) == 2 ? DType::UInt16 : DType::Int32;
}

std::string headerOf(DType dtype, const Dims& shape)
{
    std::string tuple;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        tuple += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
    }
    tuple += shape.size() == 1 ? "," : "";
    const std::string order = dtypeBytes(dtype) == 1 ? "|" : "<";
    std::string header = "{'descr': '" + order + std::string(dtypeInfo(dtype).numpy)
        + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
    const std::size_t filled = kMagic.size() + kLengthBytes + header.size() + 1;
    header.append((kAlignment - filled % kAlignment) % kAlignment, ' ');
    header += '\n';
    std::string all(kMagic);
    all += static_cast<char>(header.size() & 0xFFU);
    all += static_cast<char>(header.size() >> 8U & 0xFFU);
    return all + header;
}

/// Elements as they are written. Both halves of a complex32 are float16.
std::span<const std::byte> converted(
    DType from, DType to, std::span<const std::byte> block, std::vector<std::byte>& buffer)
{
    if (from == to || !(isFloating(from) || isComplex(from))) {
        return block;
    }
    const DType real = isComplex(from) ? DType::Float16 : from;
    buffer.resize(block.size() / static_cast<std::size_t>(dtypeBytes(real)) * sizeof(float));
    ConvertCounts ignored;
    convertNumbers(real, block, DType::Float32, buffer, ignored);
    return buffer;
}

} // namespace

Result<NpyReceipt> writeNpy(const Document& document, const TensorValue& tensor, const std::filesystem::path& target,
    Overwrite overwrite, const Task& task)
{
    std::error_code ignored;
    if (overwrite == Overwrite::No && std::filesystem::exists(target, ignored)
        && !std::filesystem::is_directory(target, ignored)) {
        return Error{ErrorCode::IoFailed, "there is a file of that name already; --overwrite replaces it"};
    }
    NpyReceipt receipt;
    receipt.dtype = writtenType(tensor.dtype);
    const std::string header = headerOf(receipt.dtype, tensor.layout.shape);
    if (header.size() > kMaxHeader) {
        return Error{ErrorCode::Unsupported,
            std::to_string(tensor.layout.shape.size()) + " dimensions are too many for a numpy file"};
    }
    const std::uint64_t total = tensor.elements() * dtypeBytes(receipt.dtype);
    AtomicFile file = PTHF_TRY(AtomicFile::create(target, header.size() + total));
    PTHF_TRY(file.write(asBytes(header)));
    std::vector<std::byte> buffer;
    const BlockSink sink = [&](std::span<const std::byte> block) -> Status {
        const auto bytes = converted(tensor.dtype, receipt.dtype, block, buffer);
        receipt.bytes += bytes.size();
        task.progress.report(receipt.bytes, total);
        return file.write(bytes);
    };
    PTHF_TRY(readElements(document, tensor, 0, tensor.elements(), sink, task));
    PTHF_TRY(file.commit());
    receipt.bytes += header.size();
    return receipt;
}

} // namespace pthf

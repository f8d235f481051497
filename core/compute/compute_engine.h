// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/task.h"
#include "core/compute/compute_devices.h"
#include "core/compute/compute_values.h"
#include "core/types/initial_values.h"

namespace pthf {

/// Counted up with every change of what stands in this header or in those it shows to the module.
inline constexpr std::uint32_t kComputeInterface = 2;

/// Statistics of one tensor, fed with its elements in order, in blocks of whole little-endian elements.
class StatisticsPass {
public:
    virtual ~StatisticsPass() = default;
    virtual Status add(std::span<const std::byte> block) = 0;
    virtual Result<TensorStatistics> finish() = 0;
};

/// A histogram, fed likewise.
class HistogramPass {
public:
    virtual ~HistogramPass() = default;
    virtual Status add(std::span<const std::byte> block) = 0;
    virtual Result<Histogram> finish() = 0;
};

/// A comparison of two tensors, fed with as many elements of each.
class ComparisonPass {
public:
    virtual ~ComparisonPass() = default;
    virtual Status add(std::span<const std::byte> left, std::span<const std::byte> right) = 0;
    virtual Result<TensorComparison> finish() = 0;
};

/// A tensor that LibTorch's own reader found in a file.
struct WitnessedTensor {
    std::string path; ///< keys, positions and names of attributes joined by "/"
    DType dtype = DType::Unknown;
    Dims shape;
    std::uint64_t bytes = 0; ///< contiguous, little-endian
    std::optional<std::uint32_t>
        crc; ///< CRC-32 of them; none of a sparse, quantized or other tensor without such bytes

    bool operator==(const WitnessedTensor&) const = default;
};

struct WitnessedRecord {
    std::string name;
    std::uint64_t bytes = 0;

    bool operator==(const WitnessedRecord&) const = default;
};

/// Arithmetic and devices: the one door to LibTorch and CUDA, opened by compute_loader. Every function may be called on
/// any thread, and on several at a time; none throws. What LibTorch cannot do is Unsupported, memory that does not
/// suffice OutOfMemory, in words.
class ComputeEngine {
public:
    virtual ~ComputeEngine() = default;

    /// What LibTorch knows of this machine; asked anew each time, so that free memory is current.
    virtual Result<ComputeFacts> facts() = 0;

    /// Of a tensor of any type that is a number, on all cores; quantized ones are dequantised first.
    virtual Result<std::unique_ptr<StatisticsPass>> statistics(DType dtype) = 0;
    /// `bins` from 1 to 65,536. Numbers outside the range are counted beside it.
    virtual Result<std::unique_ptr<HistogramPass>> histogram(DType dtype, HistogramRange range, std::uint32_t bins) = 0;
    virtual Result<std::unique_ptr<ComparisonPass>> comparison(DType left, DType right) = 0;

    /// The bytes of a new contiguous tensor, in blocks, as torch.nn.init fills it after torch.manual_seed.
    virtual Status initialise(const InitialValues& values, DType dtype, std::span<const std::int64_t> shape,
        const BytesSink& sink, const Task& task) = 0;

    /// Numbers of a run of elements of a quantized tensor, which begins with element `first` of the row-major order.
    virtual Result<std::vector<float>> dequantise(
        const QuantizedTensor& tensor, std::uint64_t first, std::span<const std::byte> elements) = 0;
    /// The bytes of a sparse tensor's dense form, of the type of its values; LimitExceeded above so many bytes.
    virtual Result<std::vector<std::byte>> densify(const SparseTensor& tensor, std::uint64_t maxBytes) = 0;

    /// Carries every item to its device, where all of them stay until the last has arrived, and back, and compares the
    /// bytes. Memory of this machine: two blocks. Whatever happens, the devices' memory is given back. Progress counts
    /// bytes there and bytes back.
    virtual Result<TransferReport> transfer(
        const std::vector<TransferItem>& items, const TransferOptions& options, const Task& task) = 0;

    /// The records of a zip file as LibTorch's PyTorchStreamReader lists them.
    virtual Result<std::vector<WitnessedRecord>> witnessRecords(const std::filesystem::path& file) = 0;
    /// The tensors of a zip file as LibTorch's unpickler reads them, wherever they are stored for, in this machine's
    /// memory: from plain dicts, lists and tuples, and from TorchScript's modules, none of whose code is run.
    virtual Result<std::vector<WitnessedTensor>> witnessTensors(
        const std::filesystem::path& file, const Task& task) = 0;
};

} // namespace pthf

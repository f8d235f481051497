// SPDX-License-Identifier: Apache-2.0
#include "core/compute/torch/torch_engine.h"

#include "core/compute/torch/devices.h"
#include "core/compute/torch/display.h"
#include "core/compute/torch/initialise.h"
#include "core/compute/torch/passes.h"
#include "core/compute/torch/transfer.h"
#include "core/compute/torch/witness.h"

namespace pthf::torch_module {

Result<ComputeFacts> TorchEngine::facts()
{
    return gatherFacts();
}

Result<std::unique_ptr<StatisticsPass>> TorchEngine::statistics(DType dtype)
{
    return makeStatistics(dtype);
}

Result<std::unique_ptr<HistogramPass>> TorchEngine::histogram(DType dtype, HistogramRange range, std::uint32_t bins)
{
    return makeHistogram(dtype, range, bins);
}

Result<std::unique_ptr<ComparisonPass>> TorchEngine::comparison(DType left, DType right)
{
    return makeComparison(left, right);
}

Status TorchEngine::initialise(const InitialValues& values, DType dtype, std::span<const std::int64_t> shape,
    const BytesSink& sink, const Task& task)
{
    return torch_module::initialise(values, dtype, shape, sink, task);
}

Result<std::vector<float>> TorchEngine::dequantise(
    const QuantizedTensor& tensor, std::uint64_t first, std::span<const std::byte> elements)
{
    return torch_module::dequantise(tensor, first, elements);
}

Result<std::vector<std::byte>> TorchEngine::densify(const SparseTensor& tensor, std::uint64_t maxBytes)
{
    return torch_module::densify(tensor, maxBytes);
}

Result<TransferReport> TorchEngine::transfer(
    const std::vector<TransferItem>& items, const TransferOptions& options, const Task& task)
{
    return torch_module::transfer(items, options, task);
}

Result<std::vector<WitnessedRecord>> TorchEngine::witnessRecords(const std::filesystem::path& file)
{
    return torch_module::witnessRecords(file);
}

Result<std::vector<WitnessedTensor>> TorchEngine::witnessTensors(const std::filesystem::path& file, const Task& task)
{
    return torch_module::witnessTensors(file, task);
}

} // namespace pthf::torch_module

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compute/compute_engine.h"

namespace pthf::torch_module {

/// LibTorch behind the engine's face. Holds nothing: every call stands for itself.
class TorchEngine final : public ComputeEngine {
public:
    Result<ComputeFacts> facts() override;
    Result<std::unique_ptr<StatisticsPass>> statistics(DType dtype) override;
    Result<std::unique_ptr<HistogramPass>> histogram(DType dtype, HistogramRange range, std::uint32_t bins) override;
    Result<std::unique_ptr<ComparisonPass>> comparison(DType left, DType right) override;
    Status initialise(const InitialValues& values, DType dtype, std::span<const std::int64_t> shape,
        const BytesSink& sink, const Task& task) override;
    Result<std::vector<float>> dequantise(
        const QuantizedTensor& tensor, std::uint64_t first, std::span<const std::byte> elements) override;
    Result<std::vector<std::byte>> densify(const SparseTensor& tensor, std::uint64_t maxBytes) override;
    Result<TransferReport> transfer(
        const std::vector<TransferItem>& items, const TransferOptions& options, const Task& task) override;
    Result<std::vector<WitnessedRecord>> witnessRecords(const std::filesystem::path& file) override;
    Result<std::vector<WitnessedTensor>> witnessTensors(const std::filesystem::path& file, const Task& task) override;
};

} // namespace pthf::torch_module

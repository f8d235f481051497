// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/compute/compute_engine.h"

namespace pthf::tests {

/// A compute engine that says what a test gave it, and Unsupported of everything else.
class FakeEngine : public ComputeEngine {
public:
    ComputeFacts machine;
    std::vector<WitnessedRecord> records;
    std::vector<WitnessedTensor> tensors;
    std::optional<Error> recordsError;
    std::optional<Error> tensorsError;

    Result<ComputeFacts> facts() override { return machine; }
    Result<std::unique_ptr<StatisticsPass>> statistics(DType /*dtype*/) override { return none(); }
    Result<std::unique_ptr<HistogramPass>> histogram(
        DType /*dtype*/, HistogramRange /*range*/, std::uint32_t /*bins*/) override
    {
        return none();
    }
    Result<std::unique_ptr<ComparisonPass>> comparison(DType /*left*/, DType /*right*/) override { return none(); }
    Status initialise(const InitialValues& /*values*/, DType /*dtype*/, std::span<const std::int64_t> /*shape*/,
        const BytesSink& /*sink*/, const Task& /*task*/) override
    {
        return none();
    }
    Result<std::vector<float>> dequantise(
        const QuantizedTensor& /*tensor*/, std::uint64_t /*first*/, std::span<const std::byte> /*elements*/) override
    {
        return none();
    }
    Result<std::vector<std::byte>> densify(const SparseTensor& /*tensor*/, std::uint64_t /*maxBytes*/) override
    {
        return none();
    }
    Result<TransferReport> transfer(
        const std::vector<TransferItem>& /*items*/, const TransferOptions& /*options*/, const Task& /*task*/) override
    {
        return none();
    }
    Result<std::vector<WitnessedRecord>> witnessRecords(const std::filesystem::path& /*file*/) override
    {
        return recordsError ? Result<std::vector<WitnessedRecord>>(*recordsError) : records;
    }
    Result<std::vector<WitnessedTensor>> witnessTensors(
        const std::filesystem::path& /*file*/, const Task& /*task*/) override
    {
        return tensorsError ? Result<std::vector<WitnessedTensor>>(*tensorsError) : tensors;
    }

private:
    static Error none() { return {ErrorCode::Unsupported, "the fake engine cannot do this"}; }
};

} // namespace pthf::tests

// SPDX-License-Identifier: Apache-2.0
#include "core/diagnose/tensor_statistics.h"

#include <algorithm>

#include "core/checkpoint/tensor_bytes.h"

namespace pthf {
namespace {

/// Reads the tensor's bytes, once or twice, and says how far it is.
class Reading {
public:
    Reading(const PlainTensor& plain, unsigned passes, const Task& task)
        : m_plain(plain)
        , m_total(plain.tensor.bytes() * passes)
        , m_task(task)
    {
    }

    Status pass(const BlockSink& sink)
    {
        const TensorValue& tensor = m_plain.tensor;
        return readElements(
            *m_plain.document, tensor, 0, tensor.elements(),
            [&](std::span<const std::byte> block) -> Status {
                PTHF_TRY(sink(block));
                m_done += block.size();
                m_task.progress.report(m_done, m_total);
                return m_task.poll();
            },
            m_task);
    }

private:
    const PlainTensor& m_plain;
    std::uint64_t m_total;
    std::uint64_t m_done = 0;
    const Task& m_task;
};

} // namespace

Result<TensorNumbers> computeNumbers(
    const PlainTensor& plain, ComputeEngine& engine, const NumbersOptions& options, const Task& task)
{
    const DType dtype = plain.tensor.dtype;
    const bool hasHistogram = options.bins != 0 && !isComplex(dtype);
    TensorNumbers numbers;
    const auto statistics = PTHF_TRY(engine.statistics(dtype));
    std::unique_ptr<HistogramPass> histogram;
    if (hasHistogram && options.range) {
        histogram = PTHF_TRY(engine.histogram(dtype, *options.range, options.bins));
    }
    const bool isTwice = hasHistogram && !options.range;
    Reading reading(plain, isTwice ? 2 : 1, task);
    PTHF_TRY(reading.pass([&](std::span<const std::byte> block) -> Status {
        const Status added = statistics->add(block);
        return added && histogram ? histogram->add(block) : added;
    }));
    numbers.statistics = PTHF_TRY(statistics->finish());
    if (isTwice && numbers.statistics.finiteLow) {
        const HistogramRange range{*numbers.statistics.finiteLow, *numbers.statistics.finiteHigh};
        histogram = PTHF_TRY(engine.histogram(dtype, range, options.bins));
        PTHF_TRY(reading.pass([&](std::span<const std::byte> block) { return histogram->add(block); }));
    }
    if (histogram) {
        numbers.histogram = PTHF_TRY(histogram->finish());
    }
    return numbers;
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/compute/torch/transfer.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "core/compute/torch/device_lane.h"
#include "core/compute/torch/devices.h"
#include "core/compute/torch/torch_boundary.h"
#include "core/text/size_text.h"

namespace pthf::torch_module {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// One device with what lies on it.
struct Station {
    explicit Station(c10::Device where)
        : device(where)
        , before(memoryOf(where))
    {
    }

    c10::Device device;
    DeviceTransfer report;
    std::unique_ptr<DeviceLane> lane;
    std::vector<at::Tensor> tensors; ///< one an item, in their order
    std::size_t fetched = 0;
    std::optional<DeviceMemory> before;
};

class Transfer {
public:
    Transfer(const std::vector<TransferItem>& items, const TransferOptions& options, const Task& task)
        : m_items(items)
        , m_options(options)
        , m_task(task)
    {
        for (const TransferItem& item : items) {
            m_total += 2 * item.bytes;
        }
    }
    ~Transfer() { clear(); }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    Transfer(Transfer&&) = delete;
    Transfer& operator=(Transfer&&) = delete;

    Result<TransferReport> run()
    {
        for (const TransferItem& item : m_items) {
            PTHF_TRY(addStation(item.device));
        }
        for (const TransferItem& item : m_items) {
            const auto sent = guarded([&] { return sendItem(item); });
            if (!sent) {
                return placed(sent.error(), item);
            }
        }
        for (Station& station : m_stations) {
            notePeak(station);
        }
        for (const TransferItem& item : m_items) {
            const auto fetched = guarded([&] { return fetchItem(item); });
            if (!fetched) {
                return placed(fetched.error(), item);
            }
        }
        for (Station& station : m_stations) {
            station.report.rateThere = station.lane->rateThere();
            station.report.rateBack = station.lane->rateBack();
            station.report.isPinned = station.lane->isPinned();
            m_report.devices.push_back(station.report);
        }
        return std::move(m_report);
    }

private:
    Status addStation(const std::string& name)
    {
        if (find(name) != nullptr) {
            return Done{};
        }
        const c10::Device device = PTHF_TRY(deviceNamed(name));
        if (device.is_cpu()) {
            return Error{ErrorCode::InvalidArgument, "cpu is where the bytes are; name a device to carry them to"};
        }
        auto lane = guarded([&]() -> Result<std::unique_ptr<DeviceLane>> {
            return {std::make_unique<DeviceLane>(device, m_options.blockBytes)};
        });
        if (!lane) {
            return failedWithin(lane, name);
        }
        Station& station = m_stations.emplace_back(device);
        station.lane = std::move(lane).value();
        station.report.device = name;
        return Done{};
    }

    Station* find(const std::string& name)
    {
        const auto found = std::ranges::find(
            m_stations, name, [](const Station& station) -> const std::string& { return station.report.device; });
        return found == m_stations.end() ? nullptr : &*found;
    }

    static Error placed(const Error& error, const TransferItem& item)
    {
        if (error.code() == ErrorCode::Cancelled) {
            return error;
        }
        return error.within(item.device + ": " + item.name + " (" + sizeText(item.bytes) + ")");
    }

    Status advance(std::uint64_t bytes)
    {
        m_done += bytes;
        m_task.progress.report(m_done, m_total);
        return m_task.poll();
    }

    /// Reads an item's bytes, all of them and no more.
    Status readItem(const TransferItem& item, const BytesSink& sink)
    {
        std::uint64_t read = 0;
        const Status done = item.read([&](std::span<const std::byte> bytes) -> Status {
            read += bytes.size();
            if (read > item.bytes) {
                return Error{ErrorCode::Internal, "more bytes than were announced"};
            }
            // Blocks of a source may be large; a cancel must not wait for them.
            while (!bytes.empty()) {
                const auto part = bytes.first(std::min(bytes.size(), m_options.blockBytes));
                PTHF_TRY(guarded([&] { return sink(part); }));
                PTHF_TRY(advance(part.size()));
                bytes = bytes.subspan(part.size());
            }
            return Done{};
        });
        if (!done) {
            return done;
        }
        if (read != item.bytes) {
            return Error{
                ErrorCode::Truncated, std::to_string(read) + " of " + std::to_string(item.bytes) + " bytes came"};
        }
        return Done{};
    }

    Status sendItem(const TransferItem& item)
    {
        PTHF_TRY(m_task.poll());
        Station& station = *find(item.device);
        const auto start = Clock::now();
        station.tensors.push_back(station.lane->allocate(item.bytes));
        station.lane->beginSending(station.tensors.back());
        PTHF_TRY(readItem(item, [&](std::span<const std::byte> bytes) -> Status {
            station.lane->send(bytes);
            return Done{};
        }));
        station.lane->endSending();
        station.report.secondsThere += secondsSince(start);
        station.report.bytes += item.bytes;
        ++station.report.items;
        return Done{};
    }

    Status fetchItem(const TransferItem& item)
    {
        PTHF_TRY(m_task.poll());
        Station& station = *find(item.device);
        const auto start = Clock::now();
        bool isEqual = true;
        station.lane->beginFetching(station.tensors[station.fetched++]);
        PTHF_TRY(readItem(item, [&](std::span<const std::byte> bytes) -> Status {
            isEqual = station.lane->matches(bytes) && isEqual;
            return Done{};
        }));
        station.lane->endFetching();
        station.report.secondsBack += secondsSince(start);
        m_report.comparedBytes += item.bytes;
        if (!isEqual) {
            m_report.differing.push_back(item.name);
        }
        return Done{};
    }

    /// Everything lies there now. What the device has less than before may be more than the tensors: back ends round.
    static void notePeak(Station& station)
    {
        station.report.peakBytes = station.report.bytes;
        const std::optional<DeviceMemory> now = memoryOf(station.device);
        if (station.before && now && now->freeBytes < station.before->freeBytes) {
            station.report.peakBytes = std::max(station.report.peakBytes, station.before->freeBytes - now->freeBytes);
        }
    }

    void clear()
    {
        for (Station& station : m_stations) {
            station.lane.reset(); // waits
            static_cast<void>(guarded([&]() -> Status {
                station.tensors.clear();
                releaseStore(station.device.type());
                return Done{};
            }));
        }
    }

    const std::vector<TransferItem>& m_items;
    const TransferOptions& m_options;
    const Task& m_task;
    std::vector<Station> m_stations;
    TransferReport m_report;
    std::uint64_t m_done = 0;
    std::uint64_t m_total = 0;
};

} // namespace

Result<TransferReport> transfer(
    const std::vector<TransferItem>& items, const TransferOptions& options, const Task& task)
{
    if (options.blockBytes == 0) {
        return Error{ErrorCode::InvalidArgument, "blocks of no bytes carry nothing"};
    }
    return Transfer(items, options, task).run();
}

} // namespace pthf::torch_module

// SPDX-License-Identifier: Apache-2.0
#include "core/prove/device_forecast.h"

#include <algorithm>
#include <string_view>

#include "core/text/size_text.h"
#include "core/types/device.h"

namespace pthf {
namespace {

constexpr std::string_view kCpu = "cpu";
constexpr DType kOffered = DType::BFloat16;

std::uint64_t castBytesOf(const StorageValue& storage) noexcept
{
    const bool isWider = isFloating(storage.dtype) && dtypeBytes(storage.dtype) > dtypeBytes(kOffered);
    return isWider ? storage.elements * dtypeBytes(kOffered) : storage.bytes();
}

std::string namesText(const ComputeFacts& machine)
{
    std::string text(kCpu);
    for (const DeviceFacts& device : machine.devices) {
        text += ", " + device.device;
    }
    return text;
}

const DeviceFacts* factsOf(const std::string& device, const ComputeFacts& machine)
{
    const auto found = std::ranges::find(machine.devices, device, &DeviceFacts::device);
    return found == machine.devices.end() ? nullptr : &*found;
}

} // namespace

std::string forecastText(const DeviceForecast& forecast)
{
    std::string text = "needs " + sizeText(forecast.bytes);
    if (forecast.freeBytes) {
        text += " of " + sizeText(*forecast.freeBytes) + " free";
    }
    text += " on " + forecast.device;
    if (forecast.offer) {
        text += "; as " + std::string(dtypeName(forecast.offer->dtype)) + ' ' + sizeText(forecast.castBytes);
    }
    return text;
}

Result<std::string> deviceOnMachine(const std::string& device, const ComputeFacts& machine)
{
    const Device asked = parseDevice(device);
    for (const DeviceFacts& facts : machine.devices) {
        const Device here = parseDevice(facts.device);
        const bool isMeant = asked.index ? facts.device == device : here.type == asked.type && facts.isCurrent;
        if (isMeant) {
            return facts.device;
        }
    }
    return Error{ErrorCode::Unsupported,
        "there is no " + device + " here, only " + namesText(machine)
            + (machine.note.empty() ? "" : ": " + machine.note)};
}

std::string deviceOfStorage(const PlannedDocument& planned, StorageId storage, const std::string& device)
{
    if (!planned.storages[index(storage)].isUsed) {
        return {};
    }
    const std::string tag = device.empty() ? planned.content.storage(storage).device.string() : device;
    return parseDevice(tag).type == kCpu ? std::string() : tag;
}

Result<std::vector<DeviceForecast>> forecastDevices(
    const PlannedDocument& planned, const std::string& device, const ComputeFacts& machine)
{
    std::vector<DeviceForecast> forecasts;
    for (std::size_t i = 0; i < planned.storages.size(); ++i) {
        const auto id = static_cast<StorageId>(i);
        const std::string target = deviceOfStorage(planned, id, device);
        if (target.empty()) {
            continue;
        }
        const std::string name = PTHF_TRY(deviceOnMachine(target, machine));
        auto forecast = std::ranges::find(forecasts, name, &DeviceForecast::device);
        if (forecast == forecasts.end()) {
            forecasts.push_back({});
            forecast = std::prev(forecasts.end());
            forecast->device = name;
            forecast->freeBytes = factsOf(name, machine)->freeBytes;
        }
        ++forecast->storages;
        forecast->bytes += planned.content.storage(id).bytes();
        forecast->castBytes += castBytesOf(planned.content.storage(id));
    }
    if (forecasts.empty()) {
        return Error{ErrorCode::InvalidArgument,
            parseDevice(device).type == kCpu ? "cpu is where the bytes are; name a device to carry them to"
                                             : "nothing of this goes to a device: every tensor is for the cpu"};
    }
    for (DeviceForecast& forecast : forecasts) {
        if (!forecast.fits() && forecast.castBytes <= *forecast.freeBytes) {
            forecast.offer = Cast{kOffered, "/*"};
        }
    }
    return forecasts;
}

} // namespace pthf

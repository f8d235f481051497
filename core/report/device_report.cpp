// SPDX-License-Identifier: Apache-2.0
#include "core/report/device_report.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/plan/plan_json.h"
#include "core/text/json_writer.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {
namespace {

std::string rateText(double rate)
{
    std::array<char, 32> digits{};
    const auto written =
        std::to_chars(digits.data(), digits.data() + digits.size(), rate, std::chars_format::fixed, rate < 10 ? 2 : 1);
    return std::string(digits.data(), written.ptr) + " GB/s";
}

void writeCount(JsonWriter& json, std::string_view name, const std::optional<std::uint64_t>& count)
{
    json.key(name);
    count ? json.safeCount(*count) : json.null();
}

void writeDevice(JsonWriter& json, const DeviceFacts& device)
{
    json.beginObject().member("device", device.device).member("name", device.name);
    json.member("capability", device.capability);
    writeCount(json, "memory_bytes", device.totalBytes);
    writeCount(json, "free_bytes", device.freeBytes);
    json.memberBool("current", device.isCurrent).endObject();
}

void writeModules(JsonWriter& json, const MachineReport& machine)
{
    json.member("folder", machine.folder).key("modules").beginArray();
    for (std::size_t i = 0; i < machine.modules.size(); ++i) {
        const ModuleCandidate& module = machine.modules[i];
        json.beginObject().member("file", module.path.filename().string()).member("libtorch", module.stamp.libtorch);
        json.member("built_for", module.stamp.builtFor).memberBool("chosen", machine.chosen == i);
        json.member("refusal", module.refusal.value_or(std::string())).endObject();
    }
    json.endArray();
}

std::string modulesText(const MachineReport& machine)
{
    std::string text;
    for (std::size_t i = 0; i < machine.modules.size(); ++i) {
        const ModuleCandidate& module = machine.modules[i];
        text += "module " + displayText(module.path.filename().string());
        text +=
            module.stamp.libtorch.empty() ? "" : "  LibTorch " + module.stamp.libtorch + ", " + module.stamp.builtFor;
        text += module.refusal ? ": " + displayText(*module.refusal) : machine.chosen == i ? "  (in use)" : "";
        text += '\n';
    }
    return text;
}

const DeviceTransfer* transferOf(const DeviceProof& proof, const std::string& device)
{
    if (!proof.report) {
        return nullptr;
    }
    const auto found = std::ranges::find(proof.report->devices, device, &DeviceTransfer::device);
    return found == proof.report->devices.end() ? nullptr : &*found;
}

void writeForecast(JsonWriter& json, const DeviceProof& proof, const DeviceForecast& forecast)
{
    json.beginObject().member("device", forecast.device).key("storages").safeCount(forecast.storages);
    json.key("bytes").safeCount(forecast.bytes);
    writeCount(json, "free_bytes", forecast.freeBytes);
    json.memberBool("fits", forecast.fits()).member("text", forecastText(forecast)).key("offer");
    forecast.offer ? json.raw(operationToJson(Operation(*forecast.offer))) : json.null();
    if (const DeviceTransfer* transfer = transferOf(proof, forecast.device)) {
        json.key("peak_bytes").safeCount(transfer->peakBytes).memberBool("pinned", transfer->isPinned);
        json.key("rate_there").safeNumber(transfer->rateThere).key("rate_back").safeNumber(transfer->rateBack);
        json.key("seconds_there").safeNumber(transfer->secondsThere);
        json.key("seconds_back").safeNumber(transfer->secondsBack);
    }
    json.endObject();
}

} // namespace

std::string machineToJson(const MachineReport& machine)
{
    JsonWriter json;
    json.beginObject().member("auto", autoDevice(machine.probe)).memberBool("driver", machine.probe.hasDriver);
    json.member("cuda", machine.probe.driver).key("devices").beginArray();
    json.beginObject().member("device", "cpu").endObject();
    const std::vector<DeviceFacts> devices = devicesOf(machine);
    for (const DeviceFacts& device : devices) {
        writeDevice(json, device);
    }
    json.endArray().member("note", machine.probe.note).key("compute").beginObject();
    if (machine.compute) {
        json.member("libtorch", machine.compute->libtorch).member("built_for", machine.compute->builtFor);
        json.member("runtime", machine.compute->runtime).memberCount("threads", machine.compute->threads);
    }
    writeModules(json, machine);
    json.member("note", machine.compute ? machine.compute->note : machine.note).endObject().endObject();
    return std::move(json).take();
}

std::string machineToText(const MachineReport& machine)
{
    std::string text = "cpu\n";
    for (const DeviceFacts& device : devicesOf(machine)) {
        text += device.device + (device.name.empty() ? "" : "  " + displayText(device.name));
        text += device.capability.empty() ? "" : "  capability " + device.capability;
        text += device.totalBytes ? "  " + sizeText(*device.totalBytes) : "";
        text += device.freeBytes ? ", " + sizeText(*device.freeBytes) + " free" : "";
        text += device.isCurrent ? "  (current)\n" : "\n";
    }
    if (!machine.probe.note.empty()) {
        text += machine.probe.note + '\n';
    }
    if (!machine.probe.driver.empty()) {
        text += "The driver speaks CUDA " + machine.probe.driver + '\n';
    }
    if (machine.compute) {
        const ComputeFacts& compute = *machine.compute;
        text += "LibTorch " + compute.libtorch + (compute.builtFor.empty() ? "" : " for " + compute.builtFor) + ", "
            + countOf(compute.threads, "thread") + '\n';
        text += compute.note.empty() ? "" : compute.note + '\n';
    } else {
        text += machine.note + '\n';
    }
    // A single one that is used has nothing to tell.
    text += machine.modules.size() == 1 && machine.chosen ? "" : modulesText(machine);
    return text + "--map-location auto means " + autoDevice(machine.probe) + " here\n";
}

std::string proofToJson(const DeviceProof& proof)
{
    JsonWriter json;
    json.beginObject().memberBool("proved", proof.isProved());
    json.memberBool("fits", std::ranges::all_of(proof.forecasts, &DeviceForecast::fits)).key("devices").beginArray();
    for (const DeviceForecast& forecast : proof.forecasts) {
        writeForecast(json, proof, forecast);
    }
    json.endArray().key("compared_bytes").safeCount(proof.report ? proof.report->comparedBytes : 0);
    json.key("differing").beginArray();
    if (proof.report) {
        for (const std::string& name : proof.report->differing) {
            json.text(name);
        }
    }
    json.endArray().endObject();
    return std::move(json).take();
}

std::string proofToText(const DeviceProof& proof)
{
    std::string text;
    for (const DeviceForecast& forecast : proof.forecasts) {
        const DeviceTransfer* transfer = transferOf(proof, forecast.device);
        if (transfer == nullptr) {
            text += forecastText(forecast) + (forecast.fits() ? "\n" : ": it does not fit, nothing was carried\n");
            continue;
        }
        text += forecast.device + ": " + countOf(transfer->items, "storage") + ", " + sizeText(transfer->bytes) + ", "
            + rateText(transfer->rateThere) + " there, " + rateText(transfer->rateBack) + " back, at most "
            + sizeText(transfer->peakBytes) + " taken" + (transfer->isPinned ? "" : ", blocks not page-locked") + '\n';
    }
    if (!proof.report) {
        return text;
    }
    for (const std::string& name : proof.report->differing) {
        text += "  came back changed: " + displayText(name) + '\n';
    }
    return text + sizeText(proof.report->comparedBytes) + " compared, "
        + (proof.report->isEqual() ? "all equal\n" : "not all equal\n");
}

} // namespace pthf

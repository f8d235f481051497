// SPDX-License-Identifier: Apache-2.0
#include "core/diagnose/devices_finding.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/types/device.h"

namespace pthf {
namespace {

/// cpu, then the others by type and number.
bool comesBefore(const Device& a, const Device& b)
{
    const auto rank = [](const Device& device) {
        return std::make_tuple(device.type != "cpu", device.type, device.index.value_or(0), device.index.has_value());
    };
    return rank(a) < rank(b);
}

std::string lowered(std::string_view text)
{
    std::string lower(text);
    for (char& letter : lower) {
        if (letter >= 'A' && letter <= 'Z') {
            letter = static_cast<char>(letter - 'A' + 'a');
        }
    }
    return lower;
}

/// torch restores "cpu" and "meta" by equality only (torch/serialization.py _cpu_deserialize, _meta_deserialize).
bool isMisspelledCpu(std::string_view tag)
{
    const std::string type = lowered(parseDevice(tag).type);
    return tag != "cpu" && type == "cpu";
}

bool isEverywhere(std::string_view tag)
{
    return tag == "cpu" || tag == "meta";
}

Finding missingDevicesFinding(const std::vector<DeviceUse>& uses)
{
    std::vector<std::string> devices;
    std::uint64_t tensors = 0;
    bool areGpus = true;
    for (const DeviceUse& use : uses) {
        devices.push_back(use.device);
        tensors += use.tensors;
        areGpus = areGpus && parseDevice(use.device).type == "cuda";
    }
    const bool isOne = devices.size() == 1;
    Finding finding;
    finding.id = "devices";
    finding.severity = Severity::Error;
    finding.text = "Without " + devicesText(devices) + " torch.load fails: " + countOf(tensors, "tensor")
        + (tensors == 1 ? " is" : " are") + " stored for " + (isOne ? "this " : "these ") + (areGpus ? "GPU" : "device")
        + (isOne ? "" : "s");
    MapLocation toCpu;
    toCpu.device = "cpu";
    finding.fix.emplace_back(std::move(toCpu));
    finding.fixLabel = "Move to cpu";
    return finding;
}

Finding misspelledFinding(const DeviceUse& use)
{
    Finding finding;
    finding.id = "device-tag";
    finding.severity = Severity::Error;
    finding.text = "No torch.load restores the tag " + displayText(use.device) + " of " + countOf(use.tensors, "tensor")
        + ": only cpu, to the letter, is the CPU";
    MapLocation map;
    map.table.emplace_back(use.device, "cpu");
    finding.fix.emplace_back(std::move(map));
    finding.fixLabel = "Write cpu";
    return finding;
}

} // namespace

void sortDevices(std::vector<DeviceUse>& devices)
{
    std::ranges::stable_sort(devices, [](const DeviceUse& a, const DeviceUse& b) {
        return comesBefore(parseDevice(a.device), parseDevice(b.device));
    });
}

std::vector<DeviceUse> specialDevices(const std::vector<DeviceUse>& devices)
{
    std::vector<DeviceUse> special;
    std::ranges::remove_copy_if(
        devices, std::back_inserter(special), [](const DeviceUse& use) { return isEverywhere(use.device); });
    return special;
}

std::string devicesText(const std::vector<std::string>& devices)
{
    std::vector<Device> sorted;
    for (const std::string& device : devices) {
        sorted.push_back(parseDevice(device));
    }
    std::ranges::sort(sorted, comesBefore);
    std::vector<std::string> words;
    for (std::size_t i = 0; i < sorted.size();) {
        std::size_t last = i;
        while (last + 1 < sorted.size() && sorted[last].index && sorted[last + 1].type == sorted[i].type
            && sorted[last + 1].index == *sorted[last].index + 1) {
            ++last;
        }
        std::string word = displayText(sorted[i].text());
        if (last > i) {
            word += "–" + std::to_string(*sorted[last].index);
        }
        words.push_back(std::move(word));
        i = last + 1;
    }
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        text += i == 0 ? "" : i + 1 == words.size() ? " and " : ", ";
        text += words[i];
    }
    return text;
}

std::vector<Finding> deviceFindings(const std::vector<DeviceUse>& devices)
{
    std::vector<Finding> findings;
    std::vector<DeviceUse> missing;
    for (const DeviceUse& use : specialDevices(devices)) {
        if (isMisspelledCpu(use.device)) {
            findings.push_back(misspelledFinding(use));
        } else {
            missing.push_back(use);
        }
    }
    if (!missing.empty()) {
        findings.insert(findings.begin(), missingDevicesFinding(missing));
    }
    return findings;
}

} // namespace pthf

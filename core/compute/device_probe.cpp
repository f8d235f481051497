// SPDX-License-Identifier: Apache-2.0
#include "core/compute/device_probe.h"

#include <array>
#include <cstddef>
#include <memory>
#include <optional>

#include <dlfcn.h>

namespace pthf {
namespace {

// The part of the driver's interface that is asked (cuda.h, CUDA Driver API 4.0 and later): its headers need the CUDA
// Toolkit, which a laptop does not have, and these five have never changed.
constexpr int kSuccess = 0;
constexpr int kNoDevice = 100; // CUDA_ERROR_NO_DEVICE
using Init = int (*)(unsigned int flags);
using DriverVersion = int (*)(int* version);
using DeviceCount = int (*)(int* count);
using DeviceHandle = int (*)(int* device, int ordinal);
using DeviceName = int (*)(char* name, int length, int device);
using DeviceMemory = int (*)(std::size_t* bytes, int device);

/// libcuda.so.1, held open while it exists.
class DriverLibrary {
public:
    static std::optional<DriverLibrary> open()
    {
        void* handle = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
        if (handle == nullptr) {
            return std::nullopt;
        }
        return DriverLibrary(handle);
    }

    template<typename Function>
    Function find(const char* name) const
    {
        // POSIX promises that a function's address survives the way through void*.
        return reinterpret_cast<Function>(dlsym(m_handle.get(), name));
    }

private:
    struct Close {
        void operator()(void* handle) const noexcept { dlclose(handle); }
    };
    explicit DriverLibrary(void* handle)
        : m_handle(handle)
    {
    }

    std::unique_ptr<void, Close> m_handle;
};

std::string versionText(int version)
{
    // cuDriverGetVersion: 1000 × major + 10 × minor
    return std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
}

std::string failure(const char* what, int code)
{
    return std::string("the NVIDIA driver answers ") + what + " with error " + std::to_string(code);
}

void listGpus(const DriverLibrary& driver, int count, MachineDevices& machine)
{
    const auto handleOf = driver.find<DeviceHandle>("cuDeviceGet");
    const auto nameOf = driver.find<DeviceName>("cuDeviceGetName");
    const auto memoryOf = driver.find<DeviceMemory>("cuDeviceTotalMem_v2");
    for (int ordinal = 0; ordinal < count; ++ordinal) {
        GpuDevice gpu;
        int device = 0;
        if (handleOf != nullptr && handleOf(&device, ordinal) == kSuccess) {
            std::array<char, 256> name{};
            if (nameOf != nullptr && nameOf(name.data(), static_cast<int>(name.size()) - 1, device) == kSuccess) {
                gpu.name = name.data();
            }
            std::size_t bytes = 0;
            if (memoryOf != nullptr && memoryOf(&bytes, device) == kSuccess) {
                gpu.memoryBytes = bytes;
            }
        }
        machine.gpus.push_back(std::move(gpu));
    }
}

} // namespace

MachineDevices probeDevices()
{
    MachineDevices machine;
    const std::optional<DriverLibrary> driver = DriverLibrary::open();
    if (!driver) {
        machine.note = "no NVIDIA driver (libcuda.so.1) on this machine";
        return machine;
    }
    machine.hasDriver = true;
    const auto versionOf = driver->find<DriverVersion>("cuDriverGetVersion");
    int version = 0;
    if (versionOf != nullptr && versionOf(&version) == kSuccess) {
        machine.driver = versionText(version);
    }
    const auto init = driver->find<Init>("cuInit");
    const auto countOf = driver->find<DeviceCount>("cuDeviceGetCount");
    if (init == nullptr || countOf == nullptr) {
        machine.note = "libcuda.so.1 is there, but is not NVIDIA's driver";
        return machine;
    }
    if (const int code = init(0); code != kSuccess) {
        machine.note = code == kNoDevice ? "the NVIDIA driver finds no GPU" : failure("cuInit", code);
        return machine;
    }
    int count = 0;
    if (const int code = countOf(&count); code != kSuccess) {
        machine.note = failure("cuDeviceGetCount", code);
        return machine;
    }
    listGpus(*driver, count, machine);
    if (machine.gpus.empty()) {
        machine.note = "the NVIDIA driver finds no GPU";
    }
    return machine;
}

std::string autoDevice(const MachineDevices& machine)
{
    return machine.gpus.empty() ? "cpu" : "cuda:0";
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/compute/torch/devices.h"

#include <utility>

#include <ATen/Parallel.h>
#include <c10/core/Allocator.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#if __has_include(<c10/core/CachingDeviceAllocator.h>)
#include <c10/core/CachingDeviceAllocator.h>
#endif
#ifdef PTHF_CUDA
#include <c10/core/DeviceGuard.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <cuda_runtime_api.h>
#endif

#include "core/compute/device_probe.h"
#include "core/compute/torch/torch_boundary.h"
#include "core/types/device.h"

namespace pthf::torch_module {
namespace {

bool isGuarded(c10::DeviceType type)
{
    return c10::isValidDeviceType(type) && type != c10::DeviceType::CPU && type != c10::DeviceType::Meta
        && c10::impl::hasDeviceGuardImpl(type);
}

/// Whether LibTorch's allocators say how much memory there is: from 2.9 on, for back ends that derive from this class.
template<typename Allocator>
std::optional<DeviceMemory> askAllocator(Allocator* allocator, c10::DeviceIndex device)
{
    if constexpr (requires { allocator->getMemoryInfo(device); }) {
        const auto [freeBytes, totalBytes] = allocator->getMemoryInfo(device);
        return DeviceMemory{freeBytes, totalBytes};
    } else {
        return std::nullopt;
    }
}

std::optional<DeviceMemory> genericMemory(c10::Device device)
{
    c10::Allocator* allocator = c10::GetAllocator(device.type());
    if (const auto* reports = dynamic_cast<const ReportsMemory*>(allocator)) {
        return reports->memory(device.index());
    }
#if __has_include(<c10/core/CachingDeviceAllocator.h>)
    if (auto* caching = dynamic_cast<c10::DeviceAllocator*>(allocator)) {
        return askAllocator(caching, device.index());
    }
#endif
    return std::nullopt;
}

#ifdef PTHF_CUDA

std::string cudaVersion(int version)
{
    return std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
}

std::string whyNoCuda(cudaError_t answer, int driver, int runtime)
{
    if (driver == 0) {
        return "no NVIDIA driver on this machine";
    }
    if (answer == cudaErrorInsufficientDriver) {
        return "the NVIDIA driver is too old: it speaks CUDA " + cudaVersion(driver) + ", this LibTorch needs "
            + cudaVersion(runtime);
    }
    if (answer == cudaErrorNoDevice) {
        return "the NVIDIA driver finds no GPU";
    }
    return std::string("CUDA answers: ") + cudaGetErrorString(answer);
}

void addCuda(ComputeFacts& facts)
{
    int driver = 0;
    int runtime = 0;
    int devices = 0;
    cudaDriverGetVersion(&driver);
    cudaRuntimeGetVersion(&runtime);
    const cudaError_t answer = cudaGetDeviceCount(&devices);
    facts.runtime = cudaVersion(runtime);
    facts.driver = driver == 0 ? std::string() : cudaVersion(driver);
    if (answer != cudaSuccess || devices == 0) {
        facts.note = whyNoCuda(answer == cudaSuccess ? cudaErrorNoDevice : answer, driver, runtime);
    }
    // The error is looked at; LibTorch's next call must not meet it again.
    (void)cudaGetLastError();
}

std::optional<DeviceMemory> cudaMemory(c10::Device device)
{
    const c10::DeviceGuard guard(device);
    std::size_t freeBytes = 0;
    std::size_t totalBytes = 0;
    if (cudaMemGetInfo(&freeBytes, &totalBytes) != cudaSuccess) {
        (void)cudaGetLastError();
        return std::nullopt;
    }
    return DeviceMemory{freeBytes, totalBytes};
}

void describeCuda(int index, DeviceFacts& facts)
{
    cudaDeviceProp properties{};
    if (cudaGetDeviceProperties(&properties, index) == cudaSuccess) {
        facts.name = static_cast<const char*>(properties.name);
        facts.capability = std::to_string(properties.major) + "." + std::to_string(properties.minor);
    }
}

#else

void addCuda(ComputeFacts& facts)
{
    const MachineDevices machine = probeDevices();
    facts.driver = machine.driver;
    const std::string built = "LibTorch " + facts.libtorch + " is built without CUDA";
    if (machine.gpus.empty()) {
        facts.note = built + ", and there is " + machine.note;
    } else {
        facts.note = built + "; the driver reports " + std::to_string(machine.gpus.size())
            + (machine.gpus.size() == 1 ? " GPU" : " GPUs") + ", which a module built against a CUDA LibTorch reaches";
    }
}

#endif

DeviceFacts describe(c10::Device device, bool isCurrent)
{
    DeviceFacts facts;
    facts.device = device.str();
    facts.isCurrent = isCurrent;
    if (const std::optional<DeviceMemory> memory = memoryOf(device)) {
        facts.freeBytes = memory->freeBytes;
        facts.totalBytes = memory->totalBytes;
    }
#ifdef PTHF_CUDA
    if (device.type() == c10::DeviceType::CUDA) {
        describeCuda(device.index(), facts);
    }
#endif
    return facts;
}

void addDevices(c10::DeviceType type, ComputeFacts& facts)
{
    const c10::impl::VirtualGuardImpl backend(type);
    const c10::DeviceIndex devices = backend.deviceCount();
    const c10::DeviceIndex current = devices > 0 ? backend.getDevice().index() : c10::DeviceIndex{0};
    for (c10::DeviceIndex i = 0; i < devices; ++i) {
        facts.devices.push_back(describe(c10::Device(type, i), i == current));
    }
}

std::string devicesText(const ComputeFacts& facts)
{
    std::string text = "cpu";
    for (const DeviceFacts& device : facts.devices) {
        text += ", " + device.device;
    }
    return text;
}

} // namespace

std::optional<DeviceMemory> memoryOf(c10::Device device)
{
#ifdef PTHF_CUDA
    if (device.type() == c10::DeviceType::CUDA) {
        return cudaMemory(device);
    }
#endif
    const auto memory = guarded([device]() -> Result<std::optional<DeviceMemory>> { return genericMemory(device); });
    return memory ? *memory : std::nullopt;
}

void releaseStore(c10::DeviceType type)
{
#ifdef PTHF_CUDA
    if (type == c10::DeviceType::CUDA) {
        c10::cuda::CUDACachingAllocator::emptyCache();
        return;
    }
#endif
#if __has_include(<c10/core/CachingDeviceAllocator.h>)
    if (auto* caching = dynamic_cast<c10::DeviceAllocator*>(c10::GetAllocator(type))) {
        caching->emptyCache();
    }
#else
    static_cast<void>(type); // earlier LibTorch has no word for it
#endif
}

Result<ComputeFacts> gatherFacts()
{
    return guarded([]() -> Result<ComputeFacts> {
        ComputeFacts facts;
        facts.libtorch = PTHF_LIBTORCH_VERSION;
        facts.builtFor = std::string(PTHF_BUILT_FOR) == "cpu" ? std::string() : std::string(PTHF_BUILT_FOR);
        facts.threads = static_cast<std::uint32_t>(at::get_num_threads());
        addCuda(facts);
        for (int i = 0; i < c10::COMPILE_TIME_MAX_DEVICE_TYPES; ++i) {
            const auto type = static_cast<c10::DeviceType>(i);
            if (isGuarded(type)) {
                addDevices(type, facts);
            }
        }
        if (!facts.devices.empty()) {
            facts.note.clear();
        }
        return facts;
    });
}

Result<c10::Device> deviceNamed(const std::string& text)
{
    return guarded([&]() -> Result<c10::Device> {
        const c10::Device device(text);
        if (device.is_cpu()) {
            return device;
        }
        if (isGuarded(device.type())) {
            const c10::impl::VirtualGuardImpl backend(device.type());
            const c10::DeviceIndex devices = backend.deviceCount();
            const c10::DeviceIndex index =
                device.has_index() || devices == 0 ? device.index() : backend.getDevice().index();
            if (index >= 0 && index < devices) {
                return c10::Device(device.type(), index);
            }
        }
        const ComputeFacts facts = PTHF_TRY(gatherFacts());
        const std::string why = facts.note.empty() ? std::string() : ": " + facts.note;
        return Error{ErrorCode::Unsupported, "there is no " + text + " here, only " + devicesText(facts) + why};
    });
}

} // namespace pthf::torch_module

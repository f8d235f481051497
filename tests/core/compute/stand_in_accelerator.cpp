// SPDX-License-Identifier: Apache-2.0
#include "tests/core/compute/stand_in_accelerator.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <thread>

#include <ATen/EmptyTensor.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/as_strided_native.h>
#include <c10/core/Allocator.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/library.h>

#include "core/compute/torch/devices.h"

namespace pthf::tests {
namespace {

constexpr c10::DeviceType kType = c10::DeviceType::PrivateUse1;
constexpr c10::DeviceIndex kDevices = 2;
constexpr c10::StreamId kStreams = 4; ///< of the pool; 0 is the stream that copies wait for

/// Everything that the accelerator knows. One for the process, as LibTorch's registries are.
struct State {
    std::mutex mutex;
    StandIn behaviour;
    std::array<std::uint64_t, kDevices> allocated{};
    std::uint64_t peak = 0;
    std::uint64_t copies = 0;
    std::uint64_t allocations = 0;
};

State& state()
{
    static State one;
    return one;
}

/// Memory with its size and device before it, so that a deleter, which is a plain function, knows them.
struct Header {
    std::uint64_t bytes = 0;
    c10::DeviceIndex device = 0;
};
constexpr std::size_t kHeader = 64;

void release(void* memory)
{
    auto* start = static_cast<std::byte*>(memory) - kHeader;
    Header header;
    std::memcpy(&header, start, sizeof(header));
    {
        const std::lock_guard lock(state().mutex);
        state().allocated.at(static_cast<std::size_t>(header.device)) -= header.bytes;
    }
    ::operator delete(start, std::align_val_t(kHeader));
}

thread_local c10::DeviceIndex currentDevice = 0;

class StandInAllocator final : public c10::Allocator, public torch_module::ReportsMemory {
public:
    c10::DataPtr allocate(std::size_t bytes) const override
    {
        const c10::DeviceIndex device = currentDevice;
        {
            const std::lock_guard lock(state().mutex);
            auto& allocated = state().allocated.at(static_cast<std::size_t>(device));
            const bool isInPieces = state().allocations++ == state().behaviour.failAtAllocation;
            TORCH_CHECK_WITH(OutOfMemoryError, !isInPieces && bytes <= state().behaviour.memoryBytes - allocated,
                "stand-in out of memory. Tried to allocate ", bytes, " bytes");
            allocated += bytes;
            state().peak = std::max(state().peak, state().allocated[0] + state().allocated[1]);
        }
        auto* start = static_cast<std::byte*>(::operator new(bytes + kHeader, std::align_val_t(kHeader)));
        const Header header{bytes, device};
        std::memcpy(start, &header, sizeof(header));
        void* memory = start + kHeader;
        return {memory, memory, &release, c10::Device(kType, device)};
    }
    c10::DeleterFnPtr raw_deleter() const override { return &release; }

    torch_module::DeviceMemory memory(c10::DeviceIndex device) const override
    {
        const std::lock_guard lock(state().mutex);
        const std::uint64_t total = state().behaviour.memoryBytes;
        return {total - state().allocated.at(static_cast<std::size_t>(device)), total};
    }
};

/// One stream: a thread that does what was enqueued, in order.
class Worker {
public:
    Worker()
        : m_thread([this](const std::stop_token& stop) { work(stop); })
    {
    }

    void enqueue(std::function<void()> job)
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
        m_changed.notify_all();
    }

    /// Waits until everything is done; throws what went wrong since the last time.
    void synchronize()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_jobs.empty(); });
        const std::exception_ptr failed = std::exchange(m_failed, nullptr);
        if (failed) {
            std::rethrow_exception(failed);
        }
    }

private:
    void work(const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        while (m_changed.wait(lock, stop, [this] { return !m_jobs.empty(); })) {
            const std::function<void()> job = m_jobs.front();
            lock.unlock();
            std::exception_ptr failed;
            try {
                job();
            } catch (...) {
                failed = std::current_exception();
            }
            lock.lock();
            m_failed = failed ? failed : m_failed;
            m_jobs.pop_front();
            m_changed.notify_all();
        }
    }

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<std::function<void()>> m_jobs;
    std::exception_ptr m_failed;
    std::jthread m_thread; ///< last: it begins when the rest is there
};

Worker& workerOf(c10::DeviceIndex device, c10::StreamId stream)
{
    static std::mutex mutex;
    static std::map<std::pair<c10::DeviceIndex, c10::StreamId>, std::unique_ptr<Worker>> workers;
    const std::lock_guard lock(mutex);
    auto& worker = workers[{device, stream}];
    if (!worker) {
        worker = std::make_unique<Worker>();
    }
    return *worker;
}

thread_local std::array<c10::StreamId, kDevices> currentStream{};

struct StandInGuard final : public c10::impl::DeviceGuardImplInterface {
    c10::DeviceType type() const override { return kType; }
    c10::Device exchangeDevice(c10::Device device) const override
    {
        const c10::Device old = getDevice();
        currentDevice = device.index();
        return old;
    }
    c10::Device getDevice() const override { return {kType, currentDevice}; }
    void setDevice(c10::Device device) const override { currentDevice = device.index(); }
    void uncheckedSetDevice(c10::Device device) const noexcept override { currentDevice = device.index(); }
    c10::Stream getStream(c10::Device device) const noexcept override
    {
        return c10::Stream(c10::Stream::UNSAFE, device, currentStream[static_cast<std::size_t>(device.index())]);
    }
    c10::Stream getStreamFromGlobalPool(c10::Device device, bool /*isHighPriority*/) const override
    {
        static std::atomic<c10::StreamId> next = 0;
        {
            const std::lock_guard lock(state().mutex);
            TORCH_CHECK(!state().behaviour.refusesStreams, "the stand-in has no streams today");
        }
        return c10::Stream(c10::Stream::UNSAFE, device, 1 + next++ % kStreams);
    }
    c10::Stream exchangeStream(c10::Stream stream) const noexcept override
    {
        const c10::Stream old = getStream(stream.device());
        currentStream[static_cast<std::size_t>(stream.device_index())] = stream.id();
        return old;
    }
    c10::DeviceIndex deviceCount() const noexcept override { return kDevices; }
    void synchronizeStream(const c10::Stream& stream) const override
    {
        workerOf(stream.device_index(), stream.id()).synchronize();
    }
};

void copyNow(std::byte* to, const std::byte* from, std::size_t bytes)
{
    StandIn behaviour;
    std::uint64_t number = 0;
    {
        const std::lock_guard lock(state().mutex);
        behaviour = state().behaviour;
        number = state().copies++;
    }
    std::this_thread::sleep_for(behaviour.delay);
    TORCH_CHECK(number != behaviour.failAtCopy, "stand-in error: the device was lost");
    std::memcpy(to, from, bytes);
    if (number == behaviour.corruptCopy && bytes != 0) {
        to[bytes / 2] ^= std::byte{1};
    }
}

at::Tensor copyFrom(const at::Tensor& from, const at::Tensor& to, bool isAsync)
{
    TORCH_CHECK(
        from.is_contiguous() && to.is_contiguous() && from.nbytes() == to.nbytes(), "the stand-in copies bytes");
    const c10::Device device = from.device().type() == kType ? from.device() : to.device();
    const auto* source = static_cast<const std::byte*>(from.data_ptr());
    auto* target = static_cast<std::byte*>(to.data_ptr());
    const std::size_t bytes = from.nbytes();
    const c10::StreamId stream = currentStream[static_cast<std::size_t>(device.index())];
    if (isAsync && stream != 0) {
        workerOf(device.index(), stream).enqueue([=] { copyNow(target, source, bytes); });
    } else {
        copyNow(target, source, bytes);
    }
    return to;
}

at::Tensor emptyTensor(c10::IntArrayRef size, c10::optional<at::ScalarType> dtype, c10::optional<at::Layout> /*layout*/,
    c10::optional<at::Device> device, c10::optional<bool> /*pinned*/, c10::optional<at::MemoryFormat> format)
{
    const c10::DeviceIndex old = currentDevice;
    currentDevice = device && device->has_index() ? device->index() : old;
    struct Restore {
        c10::DeviceIndex index;
        ~Restore() { currentDevice = index; }
    };
    const Restore restore{old};
    return at::detail::empty_generic(size, c10::GetAllocator(kType), c10::DispatchKeySet(c10::DispatchKey::PrivateUse1),
        dtype.value_or(at::kFloat), format);
}

at::Tensor stridedView(
    const at::Tensor& tensor, c10::IntArrayRef size, c10::IntArrayRef stride, c10::optional<std::int64_t> offset)
{
    return at::native::as_strided_tensorimpl(tensor, size, stride, offset);
}

C10_REGISTER_GUARD_IMPL(PrivateUse1, StandInGuard)

TORCH_LIBRARY_IMPL(aten, PrivateUse1, library)
{
    static StandInAllocator allocator;
    c10::SetAllocator(kType, &allocator);
    library.impl("empty.memory_format", TORCH_FN(emptyTensor));
    library.impl("as_strided", TORCH_FN(stridedView));
    library.impl("_copy_from", TORCH_FN(copyFrom));
}

} // namespace

void setStandIn(const StandIn& behaviour)
{
    const std::lock_guard lock(state().mutex);
    state().behaviour = behaviour;
    state().copies = 0;
    state().allocations = 0;
    state().peak = state().allocated[0] + state().allocated[1];
}

std::uint64_t standInAllocated()
{
    const std::lock_guard lock(state().mutex);
    return state().allocated[0] + state().allocated[1];
}

std::uint64_t standInPeak()
{
    const std::lock_guard lock(state().mutex);
    return state().peak;
}

std::uint64_t standInCopies()
{
    const std::lock_guard lock(state().mutex);
    return state().copies;
}

} // namespace pthf::tests

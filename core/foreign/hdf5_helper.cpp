// SPDX-License-Identifier: Apache-2.0
#include "core/foreign/hdf5_helper.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <mutex>
#include <utility>

#include "core/base/byte_reader.h"

namespace pthf {

class DatasetSource final : public ByteSource {
public:
    DatasetSource(std::shared_ptr<const Hdf5File> file, std::string name, std::uint64_t address, std::uint64_t bytes)
        : m_file(std::move(file))
        , m_name(std::move(name))
        , m_address(address)
        , m_bytes(bytes)
    {
    }

    std::uint64_t size() const noexcept override { return m_bytes; }
    std::string name() const override { return m_name; }

    Status readAt(std::uint64_t offset, std::span<std::byte> to) const override
    {
        PTHF_TRY(checkRange(*this, offset, to.size()));
        const std::scoped_lock lock(m_mutex);
        if (!m_process || offset < m_position) {
            m_process = PTHF_TRY(m_file->start({"read", std::to_string(m_address)}));
            m_position = 0;
        }
        constexpr std::uint64_t kSkipped = 65'536;
        std::vector<std::byte> skipped(static_cast<std::size_t>(std::min(offset - m_position, kSkipped)));
        while (m_position < offset) {
            const auto part = std::span(skipped).first(
                static_cast<std::size_t>(std::min<std::uint64_t>(offset - m_position, skipped.size())));
            PTHF_TRY(readOn(part));
        }
        return readOn(to);
    }

private:
    Status readOn(std::span<std::byte> to) const
    {
        while (!to.empty()) {
            const auto got = m_process->read(to);
            if (!got || *got == 0) {
                m_process.reset();
                return got ? Error{ErrorCode::Corrupt,
                           "libhdf5 gives " + std::to_string(m_position) + " of " + std::to_string(m_bytes)
                               + " bytes: the dataset is damaged, or filtered in a way that it does not know"}
                           : got.error();
            }
            m_position += *got;
            to = to.subspan(*got);
        }
        return Done{};
    }

    std::shared_ptr<const Hdf5File> m_file;
    std::string m_name;
    std::uint64_t m_address;
    std::uint64_t m_bytes;
    mutable std::mutex m_mutex; ///< guards what follows
    mutable std::unique_ptr<HelperProcess> m_process;
    mutable std::uint64_t m_position = 0;
};

Result<std::shared_ptr<const Hdf5File>> Hdf5File::open(
    std::shared_ptr<const ByteSource> source, const std::filesystem::path& helper, const Limits& limits)
{
    InputDescriptor input = PTHF_TRY(InputDescriptor::make(source, limits.maxInflatedBytes));
    return std::shared_ptr<const Hdf5File>(new Hdf5File(std::move(source), helper, std::move(input)));
}

Hdf5File::Hdf5File(std::shared_ptr<const ByteSource> source, std::filesystem::path helper, InputDescriptor input)
    : m_source(std::move(source))
    , m_helper(std::move(helper))
    , m_input(std::move(input))
{
}

Result<std::unique_ptr<HelperProcess>> Hdf5File::start(std::vector<std::string> arguments) const
{
    constexpr std::chrono::seconds kPatience{60};
    const std::array where{std::to_string(m_input.offset()), std::to_string(m_source->size())};
    arguments.insert(arguments.begin() + 1, where.begin(), where.end());
    return HelperProcess::start(m_helper, arguments, m_input, kPatience);
}

Result<std::string> Hdf5File::list(const Limits& limits, const Task& task) const
{
    const auto process = PTHF_TRY(start({"list"}));
    std::string text;
    std::vector<std::byte> block(65'536);
    while (true) {
        const std::size_t got = PTHF_TRY(process->read(block, task.stop));
        if (got == 0) {
            return text;
        }
        text += asText(std::span(block).first(got));
        if (text.size() > limits.maxHeaderBytes) {
            return Error{ErrorCode::LimitExceeded,
                "what is in the file takes more than " + std::to_string(limits.maxHeaderBytes) + " bytes to say"};
        }
    }
}

std::shared_ptr<const ByteSource> Hdf5File::dataset(
    std::shared_ptr<const Hdf5File> file, std::string name, std::uint64_t address, std::uint64_t bytes)
{
    return std::make_shared<DatasetSource>(std::move(file), std::move(name), address, bytes);
}

} // namespace pthf

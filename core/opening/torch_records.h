// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/container/container.h"

namespace pthf {

/// The records of an archive of torch's by the names they have below its root folder: of a zip, or of a folder that one
/// was unpacked to. The container outlives it.
class TorchRecords {
public:
    TorchRecords(const Container& container, std::string rootFolder)
        : m_container(&container)
        , m_rootFolder(std::move(rootFolder))
    {
    }

    const std::vector<RecordInfo>& records() const noexcept { return m_container->records(); }
    const std::string& rootFolder() const noexcept { return m_rootFolder; }
    std::optional<std::uint32_t> findInRoot(std::string_view name) const
    {
        return m_container->find(m_rootFolder.empty() ? std::string(name) : m_rootFolder + '/' + std::string(name));
    }
    /// The whole name for records outside of the root folder.
    std::string_view nameInRoot(std::uint32_t record) const noexcept
    {
        const std::string_view name = records()[record].name;
        const bool isInside = !m_rootFolder.empty() && name.size() > m_rootFolder.size()
            && name.starts_with(m_rootFolder) && name[m_rootFolder.size()] == '/';
        return isInside ? name.substr(m_rootFolder.size() + 1) : name;
    }
    Result<std::shared_ptr<const ByteSource>> open(std::uint32_t record) const { return m_container->open(record); }

private:
    const Container* m_container;
    std::string m_rootFolder;
};

} // namespace pthf

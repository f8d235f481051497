// SPDX-License-Identifier: Apache-2.0
#include "app/hdf5/dataset_reader.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <vector>

#include <unistd.h>

#include "app/hdf5/hdf5_handle.h"

namespace pthf::hdf5 {

namespace {

constexpr hsize_t kBlockBytes = hsize_t{4} << 20U;

using Sizes = std::array<hsize_t, H5S_MAX_RANK>;

/// Blocks of rows: all sizes behind one dimension whole, some of that one, one of each before it.
class Blocks {
public:
    Blocks(const Sizes& sizes, int rank, hsize_t elementBytes, hsize_t chunkRows)
        : m_sizes(sizes)
        , m_rank(static_cast<std::size_t>(rank))
    {
        hsize_t inner = elementBytes;
        m_split = m_rank;
        while (m_split > 0 && inner <= kBlockBytes) {
            --m_split;
            m_rows = std::max<hsize_t>(1, kBlockBytes / inner);
            inner *= std::max<hsize_t>(m_sizes[m_split], 1);
        }
        if (m_split == 0 && chunkRows > 0 && m_rows > chunkRows) {
            m_rows = m_rows / chunkRows * chunkRows; // a chunk is decompressed once
        }
    }

    bool isOver() const { return m_isOver; }
    const Sizes& start() const { return m_start; }

    /// Sizes of the block that begins at start().
    Sizes count() const
    {
        Sizes count{};
        for (std::size_t i = 0; i < m_rank; ++i) {
            count[i] = i < m_split ? 1 : m_sizes[i];
        }
        if (m_split < m_rank) {
            count[m_split] = std::min(m_rows, m_sizes[m_split] - m_start[m_split]);
        }
        return count;
    }

    void advance()
    {
        for (std::size_t i = std::min(m_split + 1, m_rank); i-- > 0;) {
            m_start[i] += i == m_split ? m_rows : 1;
            if (m_start[i] < m_sizes[i]) {
                return;
            }
            m_start[i] = 0;
        }
        m_isOver = true;
    }

private:
    Sizes m_sizes;
    std::size_t m_rank;
    std::size_t m_split = 0;
    hsize_t m_rows = 1;
    Sizes m_start{};
    bool m_isOver = false;
};

hsize_t chunkRows(hid_t dataset)
{
    const Handle creation(H5Dget_create_plist(dataset), H5Pclose);
    Sizes chunk{};
    const bool isChunked = creation && H5Pget_layout(creation.id()) == H5D_CHUNKED
        && H5Pget_chunk(creation.id(), static_cast<int>(chunk.size()), chunk.data()) > 0;
    return isChunked ? chunk[0] : 0;
}

} // namespace

bool writeAll(int to, const void* bytes, std::size_t count)
{
    const auto* from = static_cast<const char*>(bytes);
    while (count > 0) {
        const ssize_t written = ::write(to, from, count);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        from += written;
        count -= static_cast<std::size_t>(written);
    }
    return true;
}

bool streamDataset(hid_t file, std::uint64_t address, int to)
{
    const Handle dataset(H5Oopen_by_addr(file, address), H5Oclose);
    const bool isDataset = dataset && H5Iget_type(dataset.id()) == H5I_DATASET;
    const Handle type(isDataset ? H5Dget_type(dataset.id()) : -1, H5Tclose);
    const Handle space(isDataset ? H5Dget_space(dataset.id()) : -1, H5Sclose);
    Sizes sizes{};
    const int rank = space ? H5Sget_simple_extent_dims(space.id(), sizes.data(), nullptr) : -1;
    if (!type || rank < 0 || H5Tdetect_class(type.id(), H5T_VLEN) > 0 || H5Tis_variable_str(type.id()) > 0) {
        return false;
    }
    const hsize_t elementBytes = H5Tget_size(type.id());
    if (elementBytes == 0 || elementBytes > kBlockBytes || H5Sget_simple_extent_npoints(space.id()) <= 0) {
        return H5Sget_simple_extent_npoints(space.id()) == 0;
    }
    std::vector<char> bytes;
    for (Blocks blocks(sizes, rank, elementBytes, chunkRows(dataset.id())); !blocks.isOver(); blocks.advance()) {
        const Sizes count = blocks.count();
        hsize_t elements = 1;
        for (int i = 0; i < rank; ++i) {
            elements *= count[static_cast<std::size_t>(i)];
        }
        bytes.resize(elements * elementBytes);
        const Handle memory(H5Screate_simple(1, &elements, nullptr), H5Sclose);
        const bool isChosen = rank == 0
            || H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, blocks.start().data(), nullptr, count.data(), nullptr)
                >= 0;
        if (!memory || !isChosen
            || H5Dread(dataset.id(), type.id(), memory.id(), space.id(), H5P_DEFAULT, bytes.data()) < 0
            || !writeAll(to, bytes.data(), bytes.size())) {
            return false;
        }
    }
    return true;
}

} // namespace pthf::hdf5

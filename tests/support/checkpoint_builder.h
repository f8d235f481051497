// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/types/dtype.h"
#include "core/types/shape.h"
#include "tests/support/zip_builder.h"

namespace pthf::tests {

class PickleEmitter;

/// Makes the bytes of checkpoints that real torch loads, without any of our own writers: a state dict, bare or under a
/// wrapper key, with other values beside it, as a zip, a legacy stream or the pickle alone.
///
///     CheckpointBuilder().tensor("w", DType::Float32, {2, 3}, "cuda:0").value("epoch", 12).wrapper("model").zip();
class CheckpointBuilder {
public:
    using Plain = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string>;

    /// A contiguous tensor with a storage of its own, filled with pattern().
    CheckpointBuilder& tensor(std::string name, DType dtype, Dims shape, std::string device = "cpu");
    /// The same as a torch.nn.Parameter.
    CheckpointBuilder& parameter(std::string name, DType dtype, Dims shape, std::string device = "cpu");
    /// A view of an earlier tensor's storage; offset and strides in elements.
    CheckpointBuilder& view(std::string name, std::string_view of, Dims shape, Dims strides, std::int64_t offset = 0);
    /// A value that is no tensor: beside the state dict where there is a wrapper, else in it.
    CheckpointBuilder& value(std::string name, Plain plain);
    /// Numbers, truth values, None and characters as they are written in a test.
    template<typename T>
    CheckpointBuilder& value(std::string name, T plain)
    {
        if constexpr (std::is_same_v<T, int>) {
            return value(std::move(name), Plain(std::int64_t{plain}));
        } else if constexpr (std::is_same_v<T, const char*>) {
            return value(std::move(name), Plain(std::string(plain)));
        } else {
            return value(std::move(name), Plain(plain));
        }
    }

    CheckpointBuilder& wrapper(std::string key); ///< the state dict stands under that key of a dict
    CheckpointBuilder& prefix(std::string text); ///< goes before every tensor's name: "module."
    CheckpointBuilder& withMetadata(); ///< the OrderedDict has a _metadata attribute, as state_dict() gives it
    CheckpointBuilder& plainDict(); ///< the state dict is a dict
    CheckpointBuilder& protocol(int number); ///< of the pickles, 1 to 5; 2 is what torch writes
    CheckpointBuilder& bigEndian(); ///< the zip's byteorder record says so (the bytes stay as they are)

    CheckpointBuilder& rootFolder(std::string name); ///< "archive" unless said
    CheckpointBuilder& deflated(); ///< every record of the zip
    CheckpointBuilder& withoutCrc();
    CheckpointBuilder& withoutDescriptors();
    CheckpointBuilder& record(std::string name, std::string_view text); ///< another record of the zip, in its root

    /// data.pkl with the persistent ids of zips.
    std::vector<std::byte> pickle() const;
    std::vector<std::byte> zip() const { return zipBuilder().build(); }
    /// The zip before it is built, for tests that add lies to it.
    ZipBuilder zipBuilder() const;
    /// The records of that zip, in order.
    std::vector<ZipItem> zipItems() const;
    std::vector<std::byte> legacy() const;

    /// The bytes of the n-th storage.
    std::vector<std::byte> storageBytes(std::size_t storage) const;
    /// Keys of the storages in the legacy stream, in order of the tensors (the stream has them sorted as text).
    std::string legacyKey(std::size_t storage) const;
    std::size_t storageCount() const noexcept { return m_storages.size(); }

    /// Bytes for count elements: small finite numbers of the type that differ from element to element and by seed.
    static std::vector<std::byte> pattern(DType dtype, std::uint64_t count, std::uint64_t seed);

private:
    enum class Ids : std::uint8_t { Zip, Legacy };
    struct Storage {
        DType dtype = DType::Float32;
        std::uint64_t elements = 0;
        std::string device;
    };
    struct Tensor {
        std::string name;
        std::size_t storage = 0;
        Dims shape;
        Dims strides;
        std::int64_t offset = 0;
        bool isParameter = false;
    };

    CheckpointBuilder& addTensor(std::string name, DType dtype, Dims shape, std::string device, bool isParameter);
    std::vector<std::byte> pickleWith(Ids ids) const;
    void emitStateDict(PickleEmitter& out, Ids ids) const;
    void emitTensor(PickleEmitter& out, const Tensor& tensor, Ids ids) const;
    void emitStorage(PickleEmitter& out, std::size_t number, Ids ids) const;
    void emitPlainValues(PickleEmitter& out) const;
    void emitMetadata(PickleEmitter& out) const;

    std::vector<Storage> m_storages;
    std::vector<Tensor> m_tensors;
    std::vector<std::pair<std::string, Plain>> m_values;
    std::vector<std::pair<std::string, std::string>> m_records;
    std::optional<std::string> m_wrapper;
    std::string m_prefix;
    std::string m_rootFolder = "archive";
    int m_protocol = 2;
    bool m_hasMetadata = false;
    bool m_isPlainDict = false;
    bool m_isBigEndian = false;
    bool m_isDeflated = false;
    bool m_hasCrc = true;
    bool m_hasDescriptors = true;
};

} // namespace pthf::tests

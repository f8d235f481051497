// SPDX-License-Identifier: Apache-2.0
#include "tests/support/checkpoint_builder.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <numeric>

#include "core/base/byte_writer.h"
#include "tests/support/pickle_emitter.h"

namespace pthf::tests {

namespace {

void emitPlain(PickleEmitter& out, const CheckpointBuilder::Plain& plain)
{
    switch (plain.index()) {
    case 0:
        out.none();
        break;
    case 1:
        out.boolean(std::get<1>(plain));
        break;
    case 2:
        out.integer(std::get<2>(plain));
        break;
    case 3:
        out.number(std::get<3>(plain));
        break;
    default:
        out.text(std::get<4>(plain));
    }
}

void emitOrderedDict(PickleEmitter& out)
{
    out.global("collections", "OrderedDict");
    out.emptyTuple();
    out.reduce();
}

/// torch.save writes the dtypes that have no storage class of their own as bytes and _rebuild_tensor_v3.
bool isUntyped(DType dtype)
{
    return dtypeInfo(dtype).storageClass.empty();
}

std::vector<std::byte> magicPickle(int protocol)
{
    using namespace std::string_view_literals;
    PickleEmitter out(protocol);
    out.bigInteger("\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19"sv, "119547037146038801333356"sv);
    return out.finish();
}

std::vector<std::byte> versionPickle(int protocol)
{
    PickleEmitter out(protocol);
    out.integer(1001);
    return out.finish();
}

std::vector<std::byte> systemPickle(int protocol)
{
    PickleEmitter out(protocol);
    out.emptyDict();
    out.mark();
    out.text("protocol_version");
    out.integer(1001);
    out.text("little_endian");
    out.boolean(true);
    out.text("type_sizes");
    out.emptyDict();
    out.mark();
    out.text("short");
    out.integer(2);
    out.text("int");
    out.integer(4);
    out.text("long");
    out.integer(4);
    out.setItems();
    out.setItems();
    return out.finish();
}

std::vector<std::byte> keysPickle(int protocol, const std::vector<std::string>& keys)
{
    PickleEmitter out(protocol);
    out.emptyList();
    if (!keys.empty()) {
        out.mark();
        for (const std::string& key : keys) {
            out.text(key);
        }
        out.appends();
    }
    return out.finish();
}

} // namespace

CheckpointBuilder& CheckpointBuilder::tensor(std::string name, DType dtype, Dims shape, std::string device)
{
    return addTensor(std::move(name), dtype, std::move(shape), std::move(device), false);
}

CheckpointBuilder& CheckpointBuilder::parameter(std::string name, DType dtype, Dims shape, std::string device)
{
    return addTensor(std::move(name), dtype, std::move(shape), std::move(device), true);
}

CheckpointBuilder& CheckpointBuilder::addTensor(
    std::string name, DType dtype, Dims shape, std::string device, bool isParameter)
{
    Tensor tensor;
    tensor.name = std::move(name);
    tensor.storage = m_storages.size();
    tensor.strides = contiguousStrides(shape);
    tensor.isParameter = isParameter;
    m_storages.push_back({dtype, elementCount(shape).value_or(0), std::move(device)});
    tensor.shape = std::move(shape);
    m_tensors.push_back(std::move(tensor));
    return *this;
}

CheckpointBuilder& CheckpointBuilder::view(
    std::string name, std::string_view of, Dims shape, Dims strides, std::int64_t offset)
{
    const auto base = std::ranges::find(m_tensors, of, &Tensor::name);
    if (base == m_tensors.end()) {
        std::abort();
    }
    const std::size_t storage = base->storage;
    m_tensors.push_back({std::move(name), storage, std::move(shape), std::move(strides), offset, false});
    return *this;
}

CheckpointBuilder& CheckpointBuilder::value(std::string name, Plain plain)
{
    m_values.emplace_back(std::move(name), std::move(plain));
    return *this;
}

CheckpointBuilder& CheckpointBuilder::wrapper(std::string key)
{
    m_wrapper = std::move(key);
    return *this;
}

CheckpointBuilder& CheckpointBuilder::prefix(std::string text)
{
    m_prefix = std::move(text);
    return *this;
}

CheckpointBuilder& CheckpointBuilder::withMetadata()
{
    m_hasMetadata = true;
    return *this;
}

CheckpointBuilder& CheckpointBuilder::plainDict()
{
    m_isPlainDict = true;
    return *this;
}

CheckpointBuilder& CheckpointBuilder::protocol(int number)
{
    m_protocol = number;
    return *this;
}

CheckpointBuilder& CheckpointBuilder::bigEndian()
{
    m_isBigEndian = true;
    return *this;
}

CheckpointBuilder& CheckpointBuilder::rootFolder(std::string name)
{
    m_rootFolder = std::move(name);
    return *this;
}

CheckpointBuilder& CheckpointBuilder::deflated()
{
    m_isDeflated = true;
    return *this;
}

CheckpointBuilder& CheckpointBuilder::withoutCrc()
{
    m_hasCrc = false;
    return *this;
}

CheckpointBuilder& CheckpointBuilder::withoutDescriptors()
{
    m_hasDescriptors = false;
    return *this;
}

CheckpointBuilder& CheckpointBuilder::record(std::string name, std::string_view text)
{
    m_records.emplace_back(std::move(name), text);
    return *this;
}

std::vector<std::byte> CheckpointBuilder::pickle() const
{
    return pickleWith(Ids::Zip);
}

std::vector<std::byte> CheckpointBuilder::pickleWith(Ids ids) const
{
    PickleEmitter out(m_protocol);
    if (!m_wrapper) {
        emitStateDict(out, ids);
        return out.finish();
    }
    out.emptyDict();
    out.mark();
    out.text(*m_wrapper);
    emitStateDict(out, ids);
    emitPlainValues(out);
    out.setItems();
    return out.finish();
}

void CheckpointBuilder::emitPlainValues(PickleEmitter& out) const
{
    for (const auto& named : m_values) {
        out.text(named.first);
        emitPlain(out, named.second);
    }
}

void CheckpointBuilder::emitStateDict(PickleEmitter& out, Ids ids) const
{
    if (m_isPlainDict) {
        out.emptyDict();
    } else {
        emitOrderedDict(out);
    }
    out.mark();
    for (const Tensor& tensor : m_tensors) {
        out.text(m_prefix + tensor.name);
        emitTensor(out, tensor, ids);
    }
    if (!m_wrapper) {
        emitPlainValues(out);
    }
    out.setItems();
    if (m_hasMetadata && !m_isPlainDict) {
        emitMetadata(out);
    }
}

void CheckpointBuilder::emitMetadata(PickleEmitter& out) const
{
    out.emptyDict();
    out.mark();
    out.text("_metadata");
    emitOrderedDict(out);
    out.mark();
    out.text(m_prefix.substr(0, m_prefix.find_last_of('.')));
    out.emptyDict();
    out.mark();
    out.text("version");
    out.integer(1);
    out.setItems();
    out.setItems();
    out.setItems();
    out.build();
}

void CheckpointBuilder::emitTensor(PickleEmitter& out, const Tensor& tensor, Ids ids) const
{
    const DType dtype = m_storages[tensor.storage].dtype;
    const bool isV3 = isUntyped(dtype);
    if (tensor.isParameter) {
        out.global("torch._utils", "_rebuild_parameter");
        out.mark();
    }
    out.global("torch._utils", isV3 ? "_rebuild_tensor_v3" : "_rebuild_tensor_v2");
    out.mark();
    emitStorage(out, tensor.storage, ids);
    out.integer(tensor.offset);
    out.tupleOf(tensor.shape);
    out.tupleOf(tensor.strides);
    out.boolean(false);
    emitOrderedDict(out);
    if (isV3) {
        out.global("torch", dtypeName(dtype));
    }
    out.tuple();
    out.reduce();
    if (tensor.isParameter) {
        out.boolean(true);
        emitOrderedDict(out);
        out.tuple();
        out.reduce();
    }
}

void CheckpointBuilder::emitStorage(PickleEmitter& out, std::size_t number, Ids ids) const
{
    const Storage& storage = m_storages[number];
    const bool isBytes = isUntyped(storage.dtype);
    out.mark();
    out.text("storage");
    if (isBytes) {
        out.global("torch.storage", "UntypedStorage");
    } else {
        out.global("torch", dtypeInfo(storage.dtype).storageClass);
    }
    out.text(ids == Ids::Zip ? std::to_string(number) : legacyKey(number));
    out.text(storage.device);
    out.integer(static_cast<std::int64_t>(storage.elements * (isBytes ? dtypeBytes(storage.dtype) : 1)));
    if (ids == Ids::Legacy) {
        out.none();
    }
    out.tuple();
    out.persistentId();
}

std::vector<ZipItem> CheckpointBuilder::zipItems() const
{
    std::vector<ZipItem> items;
    const auto add = [&](const std::string& name, std::vector<std::byte> bytes) {
        ZipItem item;
        item.name = m_rootFolder + "/" + name;
        item.bytes = std::move(bytes);
        item.isDeflated = m_isDeflated;
        item.hasCrc = m_hasCrc;
        item.hasDescriptor = m_hasDescriptors;
        items.push_back(std::move(item));
    };
    const auto addText = [&](const std::string& name, std::string_view text) {
        const auto bytes = asBytes(text);
        add(name, {bytes.begin(), bytes.end()});
    };
    add("data.pkl", pickle());
    addText("byteorder", m_isBigEndian ? "big" : "little");
    for (std::size_t i = 0; i < m_storages.size(); ++i) {
        add("data/" + std::to_string(i), storageBytes(i));
    }
    addText("version", "3\n");
    for (const auto& named : m_records) {
        addText(named.first, named.second);
    }
    return items;
}

ZipBuilder CheckpointBuilder::zipBuilder() const
{
    ZipBuilder builder;
    for (ZipItem& item : zipItems()) {
        builder.add(std::move(item));
    }
    return builder;
}

std::vector<std::byte> CheckpointBuilder::legacy() const
{
    std::vector<std::size_t> order(m_storages.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [this](std::size_t number) { return legacyKey(number); });
    std::vector<std::string> keys;
    for (const std::size_t number : order) {
        keys.push_back(legacyKey(number));
    }

    ByteWriter out;
    out.bytes(magicPickle(m_protocol));
    out.bytes(versionPickle(m_protocol));
    out.bytes(systemPickle(m_protocol));
    out.bytes(pickleWith(Ids::Legacy));
    out.bytes(keysPickle(m_protocol, keys));
    for (const std::size_t number : order) {
        const Storage& storage = m_storages[number];
        out.u64(storage.elements * (isUntyped(storage.dtype) ? dtypeBytes(storage.dtype) : 1));
        out.bytes(storageBytes(number));
    }
    return std::move(out).take();
}

std::vector<std::byte> CheckpointBuilder::storageBytes(std::size_t storage) const
{
    return pattern(m_storages[storage].dtype, m_storages[storage].elements, storage);
}

std::string CheckpointBuilder::legacyKey(std::size_t storage) const
{
    // Real keys are addresses; these fall as the storages rise, so that the sorted order is not the tensors' order.
    return std::to_string(94'000'000'000'000U - 64 * storage);
}

std::vector<std::byte> CheckpointBuilder::pattern(DType dtype, std::uint64_t count, std::uint64_t seed)
{
    ByteWriter out;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t small = (i + 7 * seed) % 97;
        switch (dtype) {
        case DType::Float64:
            out.u64(std::bit_cast<std::uint64_t>(static_cast<double>(small) / 4 - 8));
            break;
        case DType::Float32:
            out.u32(std::bit_cast<std::uint32_t>(static_cast<float>(small) / 4 - 8));
            break;
        case DType::Float16:
            out.u16(static_cast<std::uint16_t>(0x3C00U + small));
            break;
        case DType::BFloat16:
            out.u16(static_cast<std::uint16_t>(0x3F80U + small % 64));
            break;
        case DType::Bool:
            out.u8(static_cast<std::uint8_t>(small % 2));
            break;
        default:
            out.u8(static_cast<std::uint8_t>(small % 64));
            out.fill(static_cast<std::size_t>(dtypeBytes(dtype) - 1), std::byte{0});
        }
    }
    return std::move(out).take();
}

} // namespace pthf::tests

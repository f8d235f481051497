// SPDX-License-Identifier: Apache-2.0
#include "core/meaning/storage_table.h"

#include <algorithm>

#include "core/base/checked_math.h"
#include "core/meaning/byte_values.h"
#include "core/meaning/torch_words.h"

// Persistent ids (torch/serialization.py persistent_id):
//   zip      ('storage', torch.FloatStorage, '0', 'cuda:0', 1000)
//   legacy   ('storage', torch.FloatStorage, '94012', 'cpu', 1000, None | (view key, offset, size))
//   package  the first, with an integer key

namespace pthf {

struct StorageTable::View {
    std::string key;
    std::uint64_t offset = 0; ///< in elements of the root
    std::uint64_t elements = 0;
};

struct StorageTable::Named {
    StorageId root = kNoStorage;
    std::optional<View> view;
};

namespace {

constexpr std::size_t kTag = 0;
constexpr std::size_t kClass = 1;
constexpr std::size_t kKey = 2;
constexpr std::size_t kLocation = 3;
constexpr std::size_t kCount = 4;
constexpr std::size_t kView = 5;

/// A key as text: as the graph holds it, or spelled into `made` where the file has an integer.
std::string_view keyText(const ValueGraph& graph, ValueId id, std::string& made)
{
    if (const auto text = plainText(graph, id)) {
        return *text;
    }
    const auto number = plainInteger(graph, id);
    made = number ? std::to_string(*number) : std::string{};
    return made;
}

std::optional<std::uint64_t> count(const ValueGraph& graph, ValueId id)
{
    const auto number = plainInteger(graph, id);
    return number ? checkedNarrow<std::uint64_t>(*number) : std::nullopt;
}

/// "0", "12": a decimal number as Python writes it, below a hundred million.
std::optional<std::size_t> smallNumber(std::string_view key)
{
    constexpr std::size_t kMaxDigits = 8;
    if (key.empty() || key.size() > kMaxDigits || (key[0] == '0' && key.size() > 1)) {
        return std::nullopt;
    }
    std::size_t number = 0;
    for (const char digit : key) {
        if (digit < '0' || digit > '9') {
            return std::nullopt;
        }
        number = number * 10 + static_cast<std::size_t>(digit - '0');
    }
    return number;
}

} // namespace

StorageTable::StorageTable(Content& content, GlobalTable& globals, StorageResolver& resolver, Problems& problems)
    : m_content(&content)
    , m_globals(&globals)
    , m_resolver(&resolver)
    , m_problems(&problems)
{
}

StorageId StorageTable::storageOf(ValueId id)
{
    if (id == kNoValue) {
        return kNoStorage;
    }
    const StorageId known = m_content->storageAt(id);
    if (known != kNoStorage) {
        return known;
    }
    StorageId made = kNoStorage;
    if (m_content->graph.kind(id) == ValueKind::Persistent) {
        made = persistentStorage(id);
    } else if (m_globals->calleeMeaning(id) == Meaning::LoadFromBytes) {
        made = nestedStorage(id);
    }
    if (made != kNoStorage) {
        m_content->markStorage(id, made);
    }
    return made;
}

StorageId StorageTable::storageOf(const TensorPhrase& phrase)
{
    const ValueGraph& graph = m_content->graph;
    const ElementType& type = elementTypeOf(phrase.storageClass);
    return wholeStorage({.value = phrase.value,
        .key = graph.text(phrase.key),
        .location = graph.text(phrase.device),
        .dtype = type.dtype,
        .isUntyped = type.isUntyped,
        .elements = phrase.elements});
}

const StorageTable::ElementType& StorageTable::elementTypeOf(ValueId className)
{
    const std::size_t number = m_content->graph.globalNumber(className);
    if (number >= m_elementTypes.size()) {
        m_elementTypes.resize(number + 1);
    }
    ElementType& type = m_elementTypes[number];
    if (!type.isKnown) {
        const auto dtype = dtypeFromStorageClass(m_content->graph.globalName(className));
        type.isKnown = true;
        type.isUntyped = !dtype && m_globals->of(className).meaning == Meaning::StorageClass;
        type.dtype = dtype.value_or(type.isUntyped ? DType::UInt8 : DType::Unknown);
    }
    return type;
}

StorageStart StorageTable::startOf(ValueId id)
{
    if (id == kNoValue || m_content->graph.kind(id) != ValueKind::Persistent) {
        return {storageOf(id), 0};
    }
    if (const StorageId known = m_content->storageAt(id); known != kNoStorage) {
        const auto offset = m_viewOffsets.find(index(id));
        return {known, offset == m_viewOffsets.end() ? 0 : offset->second};
    }
    const Named named = readId(id);
    if (named.root == kNoStorage) {
        return {};
    }
    m_content->markStorage(id, named.root);
    if (!named.view || !isWithin(named.root, *named.view)) {
        return {named.root, 0};
    }
    m_viewOffsets.emplace(index(id), named.view->offset);
    return {named.root, named.view->offset};
}

StorageId StorageTable::persistentStorage(ValueId id)
{
    const Named named = readId(id);
    return named.root != kNoStorage && named.view ? viewedStorage(named.root, *named.view) : named.root;
}

StorageTable::Named StorageTable::readId(ValueId id)
{
    const ValueGraph& graph = m_content->graph;
    const auto parts = sequenceItems(graph, graph.persistentId(id));
    if (parts.size() <= kCount || plainText(graph, parts[kTag]).value_or("") != "storage") {
        return {};
    }
    const ValueId className = classOf(graph, parts[kClass]);
    const auto elements = count(graph, parts[kCount]);
    std::string spelled;
    const std::string_view key = keyText(graph, parts[kKey], spelled);
    const auto location = plainText(graph, parts[kLocation]);
    if (className == kNoValue || !elements || key.empty() || !location) {
        complain(ErrorCode::Corrupt, "a storage's id needs a class, a key, a device and an element count");
        return {};
    }
    const ElementType& type = elementTypeOf(className);
    Named named{wholeStorage({.value = id,
                    .key = key,
                    .location = *location,
                    .dtype = type.dtype,
                    .isUntyped = type.isUntyped,
                    .elements = *elements}),
        std::nullopt};
    const auto viewParts = parts.size() > kView ? sequenceItems(graph, parts[kView]) : std::span<const ValueId>{};
    if (viewParts.size() == 3) {
        named.view = View{std::string(keyText(graph, viewParts[0], spelled)), count(graph, viewParts[1]).value_or(0),
            count(graph, viewParts[2]).value_or(0)};
    }
    return named;
}

StorageId StorageTable::wholeStorage(const StorageReference& reference)
{
    const StorageId found = known(reference.key);
    if (found != kNoStorage) {
        return found;
    }
    if (reference.dtype == DType::Unknown) {
        complain(ErrorCode::Unsupported,
            "storage " + std::string(reference.key) + " has a class of unknown element type, taken as bytes");
    }
    const auto bytes = checkedMultiply(reference.elements, dtypeBytes(reference.dtype));
    if (!bytes || !checkedNarrow<std::int64_t>(*bytes)) {
        complain(ErrorCode::Corrupt,
            "storage " + std::string(reference.key) + " claims " + std::to_string(reference.elements)
                + " elements, more than any file can hold");
        return kNoStorage;
    }
    const StorageHome home = m_resolver->homeOf(reference);
    StorageValue storage;
    storage.key = std::string(reference.key);
    storage.dtype = reference.dtype;
    storage.isUntyped = reference.isUntyped;
    storage.isBigEndian = home.isBigEndian;
    if (m_device != reference.location) {
        m_device = SharedText(reference.location);
    }
    storage.device = m_device;
    storage.elements = reference.elements;
    storage.place = home.place;
    return add(std::move(storage));
}

bool StorageTable::isWithin(StorageId root, const View& view)
{
    const StorageValue& whole = m_content->storage(root);
    if (view.offset <= whole.elements && view.elements <= whole.elements - view.offset) {
        return true;
    }
    complain(ErrorCode::Corrupt,
        "view " + view.key + " of storage " + whole.key + " reaches to element " + std::to_string(view.offset) + " + "
            + std::to_string(view.elements) + ", the storage has " + std::to_string(whole.elements));
    return false;
}

StorageId StorageTable::viewedStorage(StorageId root, const View& view)
{
    const StorageId found = view.key.empty() ? root : known(view.key);
    if (found != kNoStorage) {
        return found;
    }
    if (!isWithin(root, view)) {
        return root;
    }
    const StorageValue& whole = m_content->storage(root);
    StorageValue storage = whole;
    const std::uint64_t skipped = view.offset * dtypeBytes(whole.dtype);
    storage.key = view.key;
    storage.elements = view.elements;
    storage.place.offset += skipped;
    storage.place.available =
        std::min(storage.bytes(), whole.place.available - std::min(whole.place.available, skipped));
    return add(std::move(storage));
}

StorageId StorageTable::nestedStorage(ValueId id)
{
    const auto arguments = sequenceItems(m_content->graph, m_content->graph.instance(id).arguments);
    if (arguments.size() != 1) {
        return kNoStorage;
    }
    auto storage = m_resolver->nestedStorage(*m_content, arguments[0]);
    if (!storage) {
        complain(storage.error().code(), "a storage inside the pickle: " + storage.error().message());
        return kNoStorage;
    }
    return add(std::move(*storage));
}

StorageId StorageTable::arrayStorage(ValueId id, const NumpyArray& array, std::string_view device)
{
    std::string key = "array" + std::to_string(index(id)); // no key of a container, which are decimal
    const StorageId found = known(key);
    if (found != kNoStorage) {
        return found;
    }
    StorageValue storage;
    storage.key = std::move(key);
    storage.dtype = array.type.dtype.value_or(DType::UInt8);
    storage.isBigEndian = array.type.isBigEndian;
    storage.device = device;
    const std::uint64_t bytes = byteCountOf(m_content->graph, array.data).value_or(0);
    storage.elements = bytes / dtypeBytes(storage.dtype);
    storage.place.kind = StoragePlace::Kind::Graph;
    storage.place.value = array.data;
    storage.place.available = bytes;
    return add(std::move(storage));
}

StorageId StorageTable::add(StorageValue&& value)
{
    const StorageId id{static_cast<std::uint32_t>(m_content->storages.size())};
    if (const auto number = smallNumber(value.key); number && *number < m_content->graph.size()) {
        if (*number >= m_byNumber.size()) {
            m_byNumber.resize(std::max(2 * m_byNumber.size(), *number + 1), kNoStorage);
        }
        m_byNumber[*number] = id;
    } else {
        m_byText.emplace(value.key, id);
    }
    m_content->storages.push_back(std::move(value));
    return id;
}

StorageId StorageTable::known(std::string_view key) const
{
    const auto number = smallNumber(key);
    if (number && *number < m_byNumber.size() && m_byNumber[*number] != kNoStorage) {
        return m_byNumber[*number];
    }
    const auto found = m_byText.find(key);
    return found == m_byText.end() ? kNoStorage : found->second;
}

void StorageTable::complain(ErrorCode code, std::string message)
{
    m_problems->add(code == ErrorCode::Unsupported ? Severity::Warning : Severity::Error, code, std::move(message));
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
//
// torch7/File.lua, writeObject: an int for the type, then
//
//   0 nil | 1 number: double | 2 string: int length, characters | 5 boolean: int
//   3 table: int index; if new: int count, then key and value objects
//   4 torch object: int index; if new: "V 1" and the class name as strings (or the class name alone), then its own
//   words 6 function: int length, bytecode, object of upvalues | 7, 8 the same with an index
//
//   torch.FloatTensor   int dimensions | sizes | strides | long offset, from 1 | object: the storage, or nil
//   torch.FloatStorage  long elements | elements
//   tds.Hash            long count, then key and value objects (torch/tds, hash.lua; older ones are named tds_hash)
//   tds.Vec             long count, then objects (vec.lua)
//   tds.AtomicCounter   long
//   any other class     one object, a table of its fields
//
// An index that was seen before is the same object again. Objects stand in objects, so a stack of unfinished ones is
// kept.
#include "core/foreign/torch7.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/foreign/source_cursor.h"
#include "core/foreign/torch7_input.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/value/dict_keys.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxDepth = 10'000;
constexpr std::int32_t kMaxDims = 64;
constexpr std::uint32_t kPollEvery = 4096;

enum class ObjectType : std::int32_t {
    Nil,
    Number,
    String,
    Table,
    Torch,
    Boolean,
    Function,
    LegacyRecursiveFunction,
    RecursiveFunction
};

/// What a class of torch's own holds.
struct TorchClass {
    bool isStorage = false;
    bool isCuda = false;
    DType dtype = DType::Float32;
};

/// torch.FloatTensor, torch.CudaStorage, torch.CudaHalfTensor …; nothing for other classes.
std::optional<TorchClass> torchClass(std::string_view name, DType longType)
{
    if (!name.starts_with("torch.")) {
        return std::nullopt;
    }
    name.remove_prefix(6);
    TorchClass made;
    made.isStorage = name.ends_with("Storage");
    if (!made.isStorage && !name.ends_with("Tensor")) {
        return std::nullopt;
    }
    name.remove_suffix(made.isStorage ? 7 : 6);
    made.isCuda = name.starts_with("Cuda");
    name.remove_prefix(made.isCuda ? 4 : 0);
    if (name.empty() && made.isCuda) {
        return made; // torch.CudaTensor is of floats
    }
    if (name == "Long") {
        made.dtype = longType;
        return made;
    }
    const auto dtype = dtypeFromStorageClass(std::string(name) + "Storage");
    constexpr std::array<std::string_view, 7> kNames{"Double", "Float", "Half", "Int", "Short", "Char", "Byte"};
    if (!dtype || std::ranges::find(kNames, name) == kNames.end()) {
        return std::nullopt;
    }
    made.dtype = *dtype;
    return made;
}

/// An object that was read: a value, or a storage, which has a value only where something other than a tensor names it.
struct Object {
    ValueId value = kNoValue;
    StorageId storage = kNoStorage;
};

/// An object that waits for objects in it.
struct Unfinished {
    enum class Kind : std::uint8_t { Table, Class, Tensor, Function };
    Kind kind = Kind::Table;
    ValueId value = kNoValue; ///< of Table: its Dict; of Class and Function: its OrderedDict
    std::uint32_t left = 1; ///< of Table: entries that are not read yet
    ValueId key = kNoValue; ///< of Table: whose value comes next
    bool isVector = false; ///< of Table: its keys are 1, 2, …, and are not written
    std::vector<Entry> entries; ///< of Table
    std::unique_ptr<TensorValue> tensor;
    std::int32_t index = 0; ///< of Tensor
};

class Torch7Reader {
public:
    Torch7Reader(Torch7Input& input, const Limits& limits, const Task& task)
        : m_input(input)
        , m_limits(limits)
        , m_task(task)
    {
    }

    /// The error that ended the reading too early is kept in cut().
    Result<ForeignContent> read()
    {
        std::uint32_t steps = 0;
        while (m_root == kNoValue) {
            if (++steps % kPollEvery == 0) {
                PTHF_TRY(m_task.poll());
            }
            const Status stepped = step();
            if (!stepped && (stepped.error().code() != ErrorCode::Truncated || m_stack.empty())) {
                return stepped.error();
            }
            if (!stepped) {
                m_cut = stepped.error();
                finishAll();
            }
        }
        m_t7.content.root = m_root;
        tell();
        return std::move(m_t7);
    }

    const std::optional<Error>& cut() const noexcept { return m_cut; }

private:
    ValueGraph& graph() noexcept { return m_t7.content.graph; }

    Error corrupt(std::string what) const { return {ErrorCode::Corrupt, std::move(what), m_input.offset()}; }

    /// Reads one object, or the front of one that then waits.
    Status step()
    {
        if (graph().size() > m_limits.maxGraphNodes || m_stack.size() > kMaxDepth) {
            return Error{ErrorCode::LimitExceeded,
                m_stack.size() > kMaxDepth ? "tables more than " + std::to_string(kMaxDepth) + " deep"
                                           : "more than " + std::to_string(m_limits.maxGraphNodes) + " values",
                m_input.offset()};
        }
        const auto type = PTHF_TRY(m_input.integer());
        switch (static_cast<ObjectType>(type)) {
        case ObjectType::Nil:
            return deliver({graph().addNone(), kNoStorage});
        case ObjectType::Number: {
            const double number = PTHF_TRY(m_input.number());
            return deliver({addNumber(number), kNoStorage});
        }
        case ObjectType::String: {
            const std::string text = PTHF_TRY(readString());
            return deliver({addString(text), kNoStorage});
        }
        case ObjectType::Boolean: {
            const auto flag = PTHF_TRY(m_input.integer());
            return deliver({graph().addBool(flag != 0), kNoStorage});
        }
        case ObjectType::Function:
            return beginFunction();
        case ObjectType::Table:
        case ObjectType::Torch:
        case ObjectType::LegacyRecursiveFunction:
        case ObjectType::RecursiveFunction:
            return readIndexed(static_cast<ObjectType>(type));
        }
        return corrupt("object type " + std::to_string(type) + " is not known");
    }

    Status readIndexed(ObjectType type)
    {
        const auto index = PTHF_TRY(m_input.integer());
        const auto known = m_objects.find(index);
        if (known != m_objects.end()) {
            return deliver(known->second);
        }
        if (type == ObjectType::Table) {
            return beginTable(index);
        }
        return type == ObjectType::Torch ? beginTorch(index) : beginFunction(index);
    }

    /// Lua has one kind of number; whole ones are what Python would make of them.
    ValueId addNumber(double number)
    {
        constexpr double kLargest = 9'007'199'254'740'992.0; // 2^53
        const bool isWhole = std::trunc(number) == number && std::abs(number) <= kLargest;
        const bool isMinusZero = number == 0 && std::signbit(number);
        return isWhole && !isMinusZero ? graph().addInt(static_cast<std::int64_t>(number)) : graph().addFloat(number);
    }

    ValueId addString(const std::string& text)
    {
        return isValidUtf8(text) ? graph().addText(text) : graph().addBytes(asBytes(text));
    }

    Result<std::string> readString()
    {
        const auto length = PTHF_TRY(m_input.integer());
        if (length < 0 || static_cast<std::uint64_t>(length) > m_limits.maxHeaderBytes) {
            return corrupt("a string of " + std::to_string(length) + " characters");
        }
        return m_input.text(static_cast<std::uint64_t>(length));
    }

    Status beginTable(std::int32_t index)
    {
        const auto count = PTHF_TRY(m_input.integer());
        constexpr std::uint64_t kLeastEntry = 4; // "0\n0\n"
        if (count < 0 || static_cast<std::uint64_t>(count) > m_input.remaining() / kLeastEntry) {
            return Error{count < 0 ? ErrorCode::Corrupt : ErrorCode::Truncated,
                "a table of " + std::to_string(count) + " entries, " + std::to_string(m_input.remaining())
                    + " bytes left",
                m_input.offset()};
        }
        Unfinished table;
        table.value = graph().addDict();
        table.left = static_cast<std::uint32_t>(count);
        m_objects[index] = {table.value, kNoStorage};
        if (count == 0) {
            return deliver({table.value, kNoStorage});
        }
        m_stack.push_back(std::move(table));
        return Done{};
    }

    Status beginTorch(std::int32_t index)
    {
        std::string name = PTHF_TRY(readString());
        if (name.starts_with("V ")) {
            name = PTHF_TRY(readString());
        }
        const auto known = torchClass(name, m_input.longType());
        if (!known) {
            PTHF_TRY(beginClass(index, name));
            return beginContent(name);
        }
        m_cudaObjects += known->isCuda && !known->isStorage ? 1U : 0U;
        return known->isStorage ? readStorage(index, known->dtype) : beginTensor(index, known->dtype);
    }

    Status readStorage(std::int32_t index, DType dtype)
    {
        const Dims count = PTHF_TRY(m_input.longs(1));
        constexpr std::int64_t kMost = std::int64_t{1} << 56U; // times 8 bytes still fits
        if (count[0] < 0 || count[0] > kMost) {
            return corrupt("a storage of " + std::to_string(count[0]) + " elements");
        }
        StorageValue storage;
        storage.key = std::to_string(index);
        storage.dtype = dtype;
        storage.elements = static_cast<std::uint64_t>(count[0]);
        storage.place = PTHF_TRY(m_input.elements(graph(), dtype, storage.elements));
        const StorageId id{static_cast<std::uint32_t>(m_t7.content.storages.size())};
        m_t7.content.storages.push_back(std::move(storage));
        m_objects[index] = {kNoValue, id};
        return deliver({kNoValue, id});
    }

    Status beginTensor(std::int32_t index, DType dtype)
    {
        const auto dims = PTHF_TRY(m_input.integer());
        if (dims < 0 || dims > kMaxDims) {
            return corrupt("a tensor of " + std::to_string(dims) + " dimensions");
        }
        Unfinished waiting;
        waiting.kind = Unfinished::Kind::Tensor;
        waiting.index = index;
        waiting.tensor = std::make_unique<TensorValue>();
        TensorLayout& layout = waiting.tensor->layout;
        waiting.tensor->dtype = dtype;
        layout.shape = PTHF_TRY(m_input.longs(static_cast<std::uint32_t>(dims)));
        layout.strides = PTHF_TRY(m_input.longs(static_cast<std::uint32_t>(dims)));
        const Dims offset = PTHF_TRY(m_input.longs(1));
        if (dims == 0) { // torch7 has no scalars: no dimensions, no elements
            layout.shape = {0};
            layout.strides = {1};
        }
        layout.offset = dims == 0 ? 0 : std::max<std::int64_t>(offset[0], 0) - 1;
        m_stack.push_back(std::move(waiting));
        return Done{};
    }

    /// An OrderedDict with an attribute, which its items are given to later.
    ValueId addNamed(std::string_view attribute, ValueId value)
    {
        const ValueId name = graph().addText(attribute);
        return addOrderedDict(graph(), m_t7.problems, {}, std::array{Entry{name, value}});
    }

    Status beginClass(std::int32_t index, std::string_view name)
    {
        Unfinished waiting;
        waiting.kind = Unfinished::Kind::Class;
        waiting.value = addNamed("torch_class", addString(std::string(name)));
        m_objects[index] = {waiting.value, kNoStorage};
        m_stack.push_back(std::move(waiting));
        return Done{};
    }

    /// The words of a class that has its own; those of all others are an object, which the next step reads.
    Status beginContent(std::string_view name)
    {
        const bool isVector = name == "tds.Vec" || name == "tds_vec";
        const bool isHash = name == "tds.Hash" || name == "tds_hash";
        if (!isVector && !isHash && name != "tds.AtomicCounter") {
            return Done{};
        }
        const Dims number = PTHF_TRY(m_input.longs(1));
        if (!isVector && !isHash) {
            return deliver({graph().addInt(number[0]), kNoStorage});
        }
        constexpr std::uint64_t kLeastObject = 2; // "0\n"
        if (number[0] < 0 || static_cast<std::uint64_t>(number[0]) > m_input.remaining() / kLeastObject) {
            return Error{number[0] < 0 ? ErrorCode::Corrupt : ErrorCode::Truncated,
                displayText(name, 100) + " of " + std::to_string(number[0]) + " entries, "
                    + std::to_string(m_input.remaining()) + " bytes left",
                m_input.offset()};
        }
        Unfinished table;
        table.value = graph().addDict();
        table.left =
            static_cast<std::uint32_t>(std::min<std::int64_t>(number[0], std::numeric_limits<std::uint32_t>::max()));
        table.isVector = isVector;
        if (table.left == 0) {
            return deliver({table.value, kNoStorage});
        }
        m_stack.push_back(std::move(table));
        return Done{};
    }

    Status beginFunction(std::optional<std::int32_t> index = std::nullopt)
    {
        const std::string code = PTHF_TRY(readString());
        Unfinished waiting;
        waiting.kind = Unfinished::Kind::Function;
        waiting.value = addNamed("lua_bytecode", graph().addBytes(asBytes(code)));
        if (index) {
            m_objects[*index] = {waiting.value, kNoStorage};
        }
        ++m_functions;
        m_stack.push_back(std::move(waiting));
        return Done{};
    }

    /// Gives an object to whoever waits for it, and what that finishes to whoever waits for that.
    Status deliver(Object object)
    {
        while (!m_stack.empty()) {
            Unfinished& waiting = m_stack.back();
            if (waiting.kind == Unfinished::Kind::Table && !isTableFull(waiting, object)) {
                return Done{};
            }
            const Unfinished finished = std::move(m_stack.back());
            m_stack.pop_back();
            object = PTHF_TRY(finish(finished, object));
        }
        m_root = valueOf(object);
        return Done{};
    }

    /// Puts a key or a value into a table.
    bool isTableFull(Unfinished& table, const Object& object)
    {
        if (table.isVector) {
            table.key = graph().addInt(static_cast<std::int64_t>(table.entries.size()) + 1);
        } else if (table.key == kNoValue) {
            table.key = valueOf(object);
            return false;
        }
        table.entries.push_back({table.key, valueOf(object)});
        table.key = kNoValue;
        return --table.left == 0;
    }

    /// A storage that stands by itself is shown as the tensor of all its elements.
    ValueId valueOf(const Object& object)
    {
        if (object.storage == kNoStorage) {
            return object.value;
        }
        const StorageValue& storage = m_t7.content.storage(object.storage);
        TensorValue tensor;
        tensor.dtype = storage.dtype;
        tensor.layout = {{static_cast<std::int64_t>(storage.elements)}, {1}, 0};
        return addView(m_t7.content, object.storage, std::move(tensor));
    }

    Result<Object> finish(const Unfinished& waiting, const Object& object)
    {
        switch (waiting.kind) {
        case Unfinished::Kind::Table:
            finishTable(waiting);
            return Object{waiting.value, kNoStorage};
        case Unfinished::Kind::Class:
        case Unfinished::Kind::Function:
            finishClass(waiting, valueOf(object));
            return Object{waiting.value, kNoStorage};
        case Unfinished::Kind::Tensor:
            break;
        }
        return finishTensor(waiting, object);
    }

    void finishTable(const Unfinished& table)
    {
        graph().setEntries(table.value, table.entries);
        DictKeys(graph()).mergeRepeated(table.value);
    }

    /// The fields of an object are the items of its dictionary; what is no table is one item.
    void finishClass(const Unfinished& waiting, ValueId content)
    {
        Instance instance = graph().instance(waiting.value);
        const ValueKind kind = graph().kind(content);
        if (kind == ValueKind::Dict) {
            instance.dictItems = graph().entries(content).empty() ? kNoValue : content;
        } else if (kind != ValueKind::None) {
            const std::string_view name = waiting.kind == Unfinished::Kind::Function ? "upvalues" : "content";
            const ValueId key = graph().addText(name);
            instance.dictItems = graph().addDict(std::array{Entry{key, content}});
        }
        graph().setInstance(waiting.value, instance);
    }

    Result<Object> finishTensor(const Unfinished& waiting, const Object& object)
    {
        StorageId storage = object.storage;
        if (storage == kNoStorage) {
            if (graph().kind(object.value) != ValueKind::None) {
                return corrupt("a tensor over something that is no storage");
            }
            StorageValue none;
            none.key = "none:" + std::to_string(waiting.index);
            none.dtype = waiting.tensor->dtype;
            storage = StorageId{static_cast<std::uint32_t>(m_t7.content.storages.size())};
            m_t7.content.storages.push_back(std::move(none));
        }
        TensorValue tensor = std::move(*waiting.tensor);
        if (m_t7.content.storage(storage).dtype != tensor.dtype) {
            return corrupt("a tensor over a storage of another type");
        }
        const Object made{addView(m_t7.content, storage, std::move(tensor)), kNoStorage};
        m_objects[waiting.index] = made;
        return made;
    }

    /// Where the file ends too early, what waits has what it got until then.
    void finishAll()
    {
        Object object{graph().addNone(), kNoStorage};
        for (bool isInnermost = true; !m_stack.empty(); isInnermost = false) {
            Unfinished waiting = std::move(m_stack.back());
            m_stack.pop_back();
            const bool isTable = waiting.kind == Unfinished::Kind::Table;
            if (isTable && (waiting.isVector ? !isInnermost : waiting.key != kNoValue)) {
                isTableFull(waiting, object);
            }
            const auto finished = finish(waiting, object);
            object = finished ? *finished : Object{graph().addNone(), kNoStorage};
        }
        m_root = valueOf(object);
    }

    void tell()
    {
        if (m_cut) {
            m_t7.problems.add(Severity::Error, ErrorCode::Truncated, "the file ends too early: " + m_cut->message(), {},
                m_cut->offset());
        }
        if (m_cudaObjects != 0) {
            m_t7.problems.add(Severity::Info, ErrorCode::Unsupported,
                countOf(m_cudaObjects, "tensor")
                    + " were on a GPU when they were saved (torch.CudaTensor); the file does "
                      "not say on which, and here they are on the cpu");
        }
        if (m_functions != 0) {
            m_t7.problems.add(Severity::Warning, ErrorCode::Unsupported,
                countOf(m_functions, "Lua function") + " stand in the file as bytecode; they are kept and never run");
        }
    }

    Torch7Input& m_input;
    const Limits& m_limits;
    const Task& m_task;
    std::unordered_map<std::int32_t, Object> m_objects; ///< by index
    std::vector<Unfinished> m_stack;
    ValueId m_root = kNoValue;
    std::optional<Error> m_cut;
    std::uint64_t m_cudaObjects = 0;
    std::uint64_t m_functions = 0;
    ForeignContent m_t7;
};

/// What one way of spelling words gave.
struct Attempt {
    Result<ForeignContent> read;
    bool isExact = false; ///< nothing was missing, and nothing was left over
};

Attempt readWith(Torch7Input& input, std::string what, const Limits& limits, const Task& task)
{
    Torch7Reader reader(input, limits, task);
    Attempt attempt{reader.read()};
    if (attempt.read) {
        attempt.read->what = std::move(what);
        attempt.isExact = !reader.cut() && input.remaining() == 0;
    }
    return attempt;
}

} // namespace

Result<ForeignContent> readTorch7(const ByteSource& source, const Limits& limits, const Task& task)
{
    SourceCursor front(source);
    const auto first = PTHF_TRY(front.peek());
    if (first >= std::byte{'0'} && first <= std::byte{'9'}) {
        const auto ascii = asciiTorch7(source);
        return readWith(*ascii, "torch7 file (Lua Torch, ascii)", limits, task).read;
    }
    const auto eight = binaryTorch7(source, LongBytes::Eight);
    Attempt attempt = readWith(*eight, "torch7 file (Lua Torch, binary)", limits, task);
    if (attempt.isExact) {
        return std::move(attempt.read);
    }
    const auto four = binaryTorch7(source, LongBytes::Four);
    Attempt again = readWith(*four, "torch7 file (Lua Torch, binary, longs of 4 bytes)", limits, task);
    return again.isExact ? std::move(again.read) : std::move(attempt.read);
}

} // namespace pthf

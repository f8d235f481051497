// SPDX-License-Identifier: Apache-2.0
//
// torch7/File.lua, writeObject: an int for the type, then
//
//   0 nil | 1 number: double | 2 string: int length, characters | 5 boolean: int
//   3 table: int index; if new: int count, then key and value objects
//   4 torch object: int index; if new: "V 1" and the class name as strings (or the class name alone), then its own
//   words 6 function: int length, bytecode, object of upvalues | 7, 8 the same with an index
//
//   torch.FloatTensor   its layout | object: the storage, or nil
//   torch.FloatStorage  long elements | elements
//   tds.Hash            long count, then key and value objects (torch/tds, hash.lua; older ones are named tds_hash)
//   tds.Vec             long count, then objects (vec.lua)
//   tds.AtomicCounter   long
//   any other class     one object, a table of its fields
//
// An index that was seen before is the same object again. Objects stand in objects, so a stack of unfinished ones is
// kept.
#include "core/torch7/torch7.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/foreign/source_cursor.h"
#include "core/text/utf8.h"
#include "core/torch7/torch7_input.h"
#include "core/torch7/torch7_values.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxDepth = 10'000;
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
        return m_values.finish(m_root, m_cut);
    }

    const std::optional<Error>& cut() const noexcept { return m_cut; }

private:
    ValueGraph& graph() noexcept { return m_values.graph(); }

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
            return deliver({m_values.addNumber(number), kNoStorage});
        }
        case ObjectType::String: {
            const std::string text = PTHF_TRY(readString());
            return deliver({m_values.addString(text), kNoStorage});
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
        const std::int64_t count = PTHF_TRY(m_input.integer());
        constexpr std::uint64_t kLeastEntry = 4; // "0\n0\n"
        PTHF_TRY(checkRoom("a table", count, kLeastEntry));
        Unfinished table;
        table.value = graph().addDict();
        m_objects[index] = {table.value, kNoStorage};
        return beginEntries(std::move(table), count);
    }

    /// Whether so many entries of at least so many bytes can follow.
    Status checkRoom(const std::string& what, std::int64_t count, std::uint64_t leastBytes) const
    {
        if (count >= 0 && static_cast<std::uint64_t>(count) <= m_input.remaining() / leastBytes) {
            return Done{};
        }
        return Error{count < 0 ? ErrorCode::Corrupt : ErrorCode::Truncated,
            what + " of " + std::to_string(count) + " entries, " + std::to_string(m_input.remaining()) + " bytes left",
            m_input.offset()};
    }

    /// A table waits for its entries, where it has any.
    Status beginEntries(Unfinished table, std::int64_t count)
    {
        if (count == 0) {
            return deliver({table.value, kNoStorage});
        }
        table.left =
            static_cast<std::uint32_t>(std::min<std::int64_t>(count, std::numeric_limits<std::uint32_t>::max()));
        m_stack.push_back(std::move(table));
        return Done{};
    }

    Status beginTorch(std::int32_t index)
    {
        std::string name = PTHF_TRY(readString());
        if (name.starts_with("V ")) {
            name = PTHF_TRY(readString());
        }
        const auto known = torch7Class(name, m_input.longType());
        if (!known) {
            PTHF_TRY(beginClass(index, name));
            return beginContent(name);
        }
        if (known->isCuda && !known->isStorage) {
            m_values.countCudaTensor();
        }
        return known->isStorage ? readStorage(index, known->dtype) : beginTensor(index, known->dtype);
    }

    Status readStorage(std::int32_t index, DType dtype)
    {
        StorageValue storage = PTHF_TRY(readTorch7Storage(m_input, graph(), dtype));
        storage.key = std::to_string(index);
        const StorageId id = m_values.addStorage(std::move(storage));
        m_objects[index] = {kNoValue, id};
        return deliver({kNoValue, id});
    }

    Status beginTensor(std::int32_t index, DType dtype)
    {
        Unfinished waiting;
        waiting.kind = Unfinished::Kind::Tensor;
        waiting.index = index;
        waiting.tensor = std::make_unique<TensorValue>();
        waiting.tensor->dtype = dtype;
        waiting.tensor->layout = PTHF_TRY(readTorch7Layout(m_input));
        m_stack.push_back(std::move(waiting));
        return Done{};
    }

    Status beginClass(std::int32_t index, std::string_view name)
    {
        Unfinished waiting;
        waiting.kind = Unfinished::Kind::Class;
        waiting.value = m_values.addNamed("torch_class", m_values.addString(name));
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
        PTHF_TRY(checkRoom(displayText(name, 100), number[0], kLeastObject));
        Unfinished table;
        table.value = graph().addDict();
        table.isVector = isVector;
        return beginEntries(std::move(table), number[0]);
    }

    Status beginFunction(std::optional<std::int32_t> index = std::nullopt)
    {
        const std::string code = PTHF_TRY(readString());
        Unfinished waiting;
        waiting.kind = Unfinished::Kind::Function;
        waiting.value = m_values.addFunction(code);
        if (index) {
            m_objects[*index] = {waiting.value, kNoStorage};
        }
        m_stack.push_back(std::move(waiting));
        return Done{};
    }

    /// Gives an object to whoever waits for it, and what that finishes to whoever waits for that.
    Status deliver(Torch7Object object)
    {
        while (!m_stack.empty()) {
            Unfinished& waiting = m_stack.back();
            if (waiting.kind == Unfinished::Kind::Table && !isTableFull(waiting, object)) {
                return Done{};
            }
            Unfinished finished = std::move(m_stack.back());
            m_stack.pop_back();
            object = PTHF_TRY(finish(finished, object));
        }
        m_root = m_values.valueOf(object);
        return Done{};
    }

    /// Puts a key or a value into a table.
    bool isTableFull(Unfinished& table, const Torch7Object& object)
    {
        if (table.isVector) {
            table.key = graph().addInt(static_cast<std::int64_t>(table.entries.size()) + 1);
        } else if (table.key == kNoValue) {
            table.key = m_values.valueOf(object);
            return false;
        }
        table.entries.push_back({table.key, m_values.valueOf(object)});
        table.key = kNoValue;
        return --table.left == 0;
    }

    Result<Torch7Object> finish(Unfinished& waiting, const Torch7Object& object)
    {
        switch (waiting.kind) {
        case Unfinished::Kind::Table:
            m_values.fillTable(waiting.value, waiting.entries);
            break;
        case Unfinished::Kind::Class:
            m_values.fillNamed(waiting.value, m_values.valueOf(object), "content");
            break;
        case Unfinished::Kind::Function:
            m_values.fillNamed(waiting.value, m_values.valueOf(object), "upvalues");
            break;
        case Unfinished::Kind::Tensor: {
            const auto tensor = m_values.addTensor(std::move(*waiting.tensor), object, waiting.index);
            if (!tensor) {
                return corrupt(tensor.error().message());
            }
            m_objects[waiting.index] = {*tensor, kNoStorage};
            return Torch7Object{*tensor, kNoStorage};
        }
        }
        return Torch7Object{waiting.value, kNoStorage};
    }

    /// Where the file ends too early, what waits has what it got until then.
    void finishAll()
    {
        Torch7Object object{graph().addNone(), kNoStorage};
        for (bool isInnermost = true; !m_stack.empty(); isInnermost = false) {
            Unfinished waiting = std::move(m_stack.back());
            m_stack.pop_back();
            const bool isTable = waiting.kind == Unfinished::Kind::Table;
            if (isTable && (waiting.isVector ? !isInnermost : waiting.key != kNoValue)) {
                isTableFull(waiting, object);
            }
            const auto finished = finish(waiting, object);
            object = finished ? *finished : Torch7Object{graph().addNone(), kNoStorage};
        }
        m_root = m_values.valueOf(object);
    }

    Torch7Input& m_input;
    const Limits& m_limits;
    const Task& m_task;
    std::unordered_map<std::int32_t, Torch7Object> m_objects; ///< by index
    std::vector<Unfinished> m_stack;
    ValueId m_root = kNoValue;
    std::optional<Error> m_cut;
    Torch7Values m_values;
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

// SPDX-License-Identifier: Apache-2.0
// numpy/core/src/multiarray/descriptor.c arraydescr_reduce: state (3, '|', subdtype, names, {name: (dtype, offset[,
// title])}, itemsize, alignment, flags), where subdtype is (dtype, shape) of a field that is an array. An npy header
// has
// [('x', '<f4'), ('y', '<i4', (2,)), ('z', [('a', '<f4')])], one field after the other (numpy/lib/format.py).
#include "core/meaning/numpy_fields.h"

#include "core/base/checked_math.h"
#include "core/meaning/known_globals.h"
#include "core/meaning/torch_words.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxFields = 1'000;
constexpr std::size_t kMaxSteps = 4 * kMaxFields;
constexpr std::size_t kSubtype = 2;
constexpr std::size_t kNames = 3;
constexpr std::size_t kFields = 4;

/// A field that is still to be looked at: what describes its type, and of a list's entry its own shape.
struct Waiting {
    std::string name;
    std::uint64_t offset = 0;
    ValueId type = kNoValue;
    Dims shape;
};

bool isDtype(const ValueGraph& graph, ValueId id)
{
    const bool isInstance = graph.kind(id) == ValueKind::Call || graph.kind(id) == ValueKind::Object;
    return isInstance && infoOf(graph, id).meaning == Meaning::NumpyDtype;
}

class FieldReader {
public:
    FieldReader(const ValueGraph& graph, NumpyDtype& to)
        : m_graph(graph)
        , m_to(to)
    {
    }

    bool run(ValueId dtype)
    {
        m_waiting.push_back({{}, 0, dtype, {}});
        for (std::size_t steps = 0; !m_waiting.empty(); ++steps) {
            if (steps > kMaxSteps) {
                return false; // a structure within itself
            }
            Waiting next = std::move(m_waiting.back());
            m_waiting.pop_back();
            if (!take(next) || m_fields.size() > kMaxFields || m_waiting.size() > kMaxFields) {
                return false;
            }
        }
        m_to.itemBytes = m_to.itemBytes == 0 ? m_end : m_to.itemBytes;
        m_to.fields = std::move(m_fields);
        return true;
    }

private:
    bool take(Waiting& next)
    {
        if (m_graph.kind(next.type) == ValueKind::List) {
            return next.shape.empty() && takeList(next);
        }
        if (!isDtype(m_graph, next.type)) {
            const auto spelling = plainText(m_graph, next.type);
            const auto type = spelling ? parseNumpyDtype(*spelling) : std::nullopt;
            return type && add(next, *type);
        }
        const Instance& instance = m_graph.instance(next.type);
        const auto arguments = sequenceItems(m_graph, instance.arguments);
        if (!arguments.empty() && m_graph.kind(arguments[0]) == ValueKind::List) {
            next.type = arguments[0];
            return takeList(next);
        }
        const auto state = sequenceItems(m_graph, instance.state);
        if (state.size() > kFields && m_graph.kind(state[kFields]) == ValueKind::Dict) {
            return takeState(next, state);
        }
        if (state.size() > kSubtype && m_graph.kind(state[kSubtype]) == ValueKind::Tuple) {
            return takeArray(next, state[kSubtype]);
        }
        const auto type = bareNumpyDtypeOf(m_graph, next.type);
        return type && add(next, *type);
    }

    /// Entries of an npy header: one begins where the one before it ends.
    bool takeList(const Waiting& parent)
    {
        const auto entries = m_graph.items(parent.type);
        for (std::size_t i = entries.size(); i-- > 0;) {
            const auto parts = sequenceItems(m_graph, entries[i]);
            const auto name = parts.size() < 2 ? std::nullopt : plainText(m_graph, parts[0]);
            const auto shape = parts.size() < 3 ? std::optional(Dims()) : dimsOf(m_graph, parts[2]);
            if (!name || !shape) {
                return false;
            }
            m_waiting.push_back({inside(parent, *name), kFollows, parts[1], *shape});
        }
        return true;
    }

    bool takeState(const Waiting& parent, std::span<const ValueId> state)
    {
        if (!parent.shape.empty()) {
            return false; // an array of structures within one
        }
        const auto names = sequenceItems(m_graph, state[kNames]);
        for (std::size_t i = names.size(); i-- > 0;) {
            const auto name = plainText(m_graph, names[i]);
            const ValueId described = name ? fieldNamed(state[kFields], *name) : kNoValue;
            const auto parts = described == kNoValue ? std::span<const ValueId>() : sequenceItems(m_graph, described);
            const auto offset = parts.size() < 2 ? std::nullopt : plainInteger(m_graph, parts[1]);
            if (!offset || *offset < 0) {
                return false;
            }
            m_waiting.push_back(
                {inside(parent, *name), parent.offset + static_cast<std::uint64_t>(*offset), parts[0], {}});
        }
        return !names.empty();
    }

    bool takeArray(Waiting& next, ValueId subtype)
    {
        const auto parts = sequenceItems(m_graph, subtype);
        const auto shape = parts.size() < 2 ? std::nullopt : dimsOf(m_graph, parts[1]);
        if (!shape || !next.shape.empty()) {
            return false;
        }
        m_waiting.push_back({std::move(next.name), next.offset, parts[0], *shape});
        return true;
    }

    bool add(Waiting& field, const NumpyDtype& type)
    {
        const auto count = elementCount(field.shape);
        const auto bytes = count ? checkedMultiply(*count, type.itemBytes) : std::nullopt;
        const std::uint64_t begin = field.offset == kFollows ? m_end : field.offset;
        const auto end = bytes ? checkedAdd(begin, *bytes) : std::nullopt;
        if (!end || type.itemBytes == 0 || type.kind == 'O') {
            return false;
        }
        m_end = *end;
        const bool isPadding = field.name.empty() || field.name.ends_with('.'); // of an npy header
        if (!isPadding) {
            m_fields.push_back({std::move(field.name), begin, std::move(field.shape), type});
        }
        return true;
    }

    ValueId fieldNamed(ValueId fields, std::string_view name) const
    {
        for (const Entry& entry : m_graph.entries(fields)) {
            if (plainText(m_graph, entry.key) == name) {
                return entry.value;
            }
        }
        return kNoValue;
    }

    static std::string inside(const Waiting& parent, std::string_view name)
    {
        return parent.name.empty() ? std::string(name) : parent.name + '.' + std::string(name);
    }

    static constexpr std::uint64_t kFollows = UINT64_MAX;
    const ValueGraph& m_graph;
    NumpyDtype& m_to;
    std::vector<Waiting> m_waiting; ///< the next one last
    std::vector<NumpyField> m_fields;
    std::uint64_t m_end = 0; ///< of the field before
};

} // namespace

void addNumpyFields(const ValueGraph& graph, ValueId dtype, NumpyDtype& to)
{
    FieldReader(graph, to).run(dtype);
}

} // namespace pthf

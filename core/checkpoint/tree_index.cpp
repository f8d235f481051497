// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/tree_index.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/roles/roles.h"

namespace pthf {

namespace {

// Deeper than any wrapper of a checkpoint (state_dict in module in model in a list): below, nothing has a role.
constexpr std::uint32_t kRoleDepth = 4;
constexpr std::size_t kMaxLeaves = 50'000'000;
constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t kPollEvery = 4'096;

/// The walk's own stack: a container whose children are being visited.
struct Frame {
    PlaceId place{};
    std::vector<ChildStep> children;
    std::size_t next = 0;
    std::uint32_t roleNumber = kNever; ///< of the role that everything below belongs to
    std::string_view outer; ///< nearest text key above the children
};

class Walk {
public:
    Walk(const Content& content, const Task& task)
        : m_content(content)
        , m_task(task)
        , m_firstPlace(content.graph.size(), kNever)
    {
    }

    Result<TreeIndex> run()
    {
        if (m_content.root == kNoValue) {
            return std::move(m_index);
        }
        ChildStep root;
        root.value = m_content.root;
        visit(PlaceId{0}, root, kNever, {}, 0);
        std::uint64_t steps = 0;
        while (!m_stack.empty()) {
            if (++steps % kPollEvery == 0) {
                PTHF_TRY(m_task.poll());
                if (m_index.leaves.size() > kMaxLeaves) {
                    return Error{
                        ErrorCode::LimitExceeded, "the tree has more than " + std::to_string(kMaxLeaves) + " leaves"};
                }
            }
            step();
        }
        return std::move(m_index);
    }

private:
    void step()
    {
        Frame& frame = m_stack.back();
        if (frame.next == frame.children.size()) {
            m_stack.pop_back();
            return;
        }
        const ChildStep child = frame.children[frame.next++];
        visit(frame.place, child, frame.roleNumber, frame.outer, static_cast<std::uint32_t>(m_stack.size()));
    }

    /// Gives a value its place; opens it when it is a container seen for the first time.
    void visit(
        PlaceId parent, const ChildStep& step, std::uint32_t roleNumber, std::string_view outer, std::uint32_t depth)
    {
        const auto place = PlaceId{static_cast<std::uint32_t>(m_index.places.size())};
        m_index.places.push_back({parent, step});
        const std::string_view name = nameOf(step);
        if (roleNumber == kNever && depth <= kRoleDepth) {
            roleNumber = giveRole(place, step.value, name, outer);
        }

        const TensorId tensor = m_content.tensorAt(step.value);
        if (tensor != kNoTensor) {
            m_index.leaves.push_back({place, tensor, place, false});
            count(roleNumber, m_content.tensor(tensor).bytes());
            return;
        }
        if (!hasChildren(m_content, step.value)) {
            m_index.leaves.push_back({place, kNoTensor, place, false});
            return;
        }
        std::uint32_t& first = m_firstPlace[index(step.value)];
        if (first != kNever) {
            m_index.leaves.push_back({place, kNoTensor, PlaceId{first}, true});
            return;
        }
        first = index(place);
        Frame frame;
        frame.place = place;
        frame.children = childrenOf(m_content, step.value);
        frame.roleNumber = roleNumber;
        frame.outer = name.empty() ? outer : name;
        m_stack.push_back(std::move(frame));
    }

    std::uint32_t giveRole(PlaceId place, ValueId value, std::string_view name, std::string_view outer)
    {
        const auto guess = roleOf(m_content, value, name, outer);
        if (!guess) {
            return kNever;
        }
        if (guess->isStateDict) {
            m_index.stateDicts.push_back({place, value, guess->role, guess->isWholeModel});
        }
        RoleNode node;
        node.place = place;
        node.value = value;
        node.role = guess->role;
        node.label = guess->label;
        node.isCopy = guess->isCopy;
        m_index.roles.push_back(std::move(node));
        return static_cast<std::uint32_t>(m_index.roles.size() - 1);
    }

    void count(std::uint32_t roleNumber, std::uint64_t bytes)
    {
        if (roleNumber != kNever) {
            RoleNode& role = m_index.roles[roleNumber];
            ++role.tensors;
            role.bytes += std::min(bytes, std::numeric_limits<std::uint64_t>::max() - role.bytes);
        }
    }

    /// The text key or attribute a value stands under; "" for positions and arguments.
    std::string_view nameOf(const ChildStep& step) const
    {
        const bool isNamed = step.kind == ChildStep::Kind::Key || step.kind == ChildStep::Kind::Attribute;
        return isNamed && step.key != kNoValue ? textOf(m_content, step.key).value_or(std::string_view{})
                                               : std::string_view{};
    }

    const Content& m_content;
    const Task& m_task;
    TreeIndex m_index;
    std::vector<Frame> m_stack;
    std::vector<std::uint32_t> m_firstPlace; ///< by ValueId: where a container stood first
};

} // namespace

KeyPath TreeIndex::pathOf(const Content& content, PlaceId place) const
{
    KeyPath path;
    for (; index(place) != 0; place = places[index(place)].parent) {
        path.push_back(segmentOf(content, places[index(place)].step));
    }
    std::ranges::reverse(path);
    return path;
}

std::string TreeIndex::pathTextOf(const Content& content, PlaceId place) const
{
    return pathText(pathOf(content, place));
}

Result<TreeIndex> indexTree(const Content& content, const Task& task)
{
    return Walk(content, task).run();
}

std::vector<StateDictEntry> stateDictEntries(const Content& content, const StateDict& stateDict)
{
    return entriesOfStateDict(content, stateDict.value);
}

} // namespace pthf

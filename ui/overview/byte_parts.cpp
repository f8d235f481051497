// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/byte_parts.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>

#include <QCoreApplication>

#include "core/checkpoint/optimizer_view.h"
#include "core/diagnose/sizes.h"
#include "ui/base/plot_colors.h"
#include "ui/base/text.h"
#include "ui/models/key_groups.h"
#include "ui/models/value_words.h"

namespace pthf {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(pthf::ByteParts)
};

constexpr std::size_t kPollEvery = 4096;
constexpr std::uint64_t kSlotsAlike = 4096;
constexpr std::size_t kSlotFills = PlotColors::kOtherFill - PlotColors::kFirstSlotFill;

/// Tensors that make a part of the picture.
struct Part {
    QString label;
    QString path; ///< before the keys, in tool tips
    std::size_t fill = PlotColors::kOtherFill;
    PlaceId place{};
    DottedKeys keys;
    bool isSlot = false; ///< of an optimizer
};

class Builder {
public:
    explicit Builder(const OpenedDocument& opened)
        : m_opened(opened)
        , m_content(opened.document->content)
        , m_roles(rolesOfLeaves(opened.tree))
    {
    }

    Result<std::vector<TreemapNode>> byRole(const Task& task);
    /// By what a leaf's tensor is called: its type, its device.
    template<typename NameOf>
    Result<std::vector<TreemapNode>> by(NameOf nameOf, const Task& task);

private:
    const RoleNode* roleAbove(PlaceId place) const;
    std::string keyBelow(PlaceId place, PlaceId owner) const;
    void nameStates();
    void colorSlots();
    Part& partOf(const Leaf& leaf, const RoleNode* role);
    TreemapNode nodeOf(Part& part) const; ///< takes its keys
    TreemapNode nodeOf(const KeyGroup& group, const Part& part, int depth) const;
    std::uint64_t bytesAt(PlaceId place) const { return m_opened.sumsAt(place).bytes; }
    QString toolTip(const QString& path, std::uint64_t tensors, std::uint64_t bytes) const;

    const OpenedDocument& m_opened;
    const Content& m_content;
    std::vector<Role> m_roles;
    std::vector<Part> m_parts; ///< in the order of their first tensors
    std::map<QString, std::size_t> m_partAt;
    std::map<ValueId, std::string> m_stateNames; ///< the parameter that an optimizer's state belongs to
};

const RoleNode* Builder::roleAbove(PlaceId place) const
{
    for (PlaceId at = place;; at = m_opened.tree.places[index(at)].parent) {
        if (const RoleNode* role = m_opened.roleAt(at)) {
            return role;
        }
        if (index(at) == 0) {
            return nullptr;
        }
    }
}

std::string Builder::keyBelow(PlaceId place, PlaceId owner) const
{
    std::string key;
    for (PlaceId at = place; at != owner && index(at) != 0; at = m_opened.tree.places[index(at)].parent) {
        const std::string segment = displaySegment(segmentOf(m_content, m_opened.tree.places[index(at)].step));
        key = key.empty() ? segment : segment + "." + key;
    }
    return key;
}

void Builder::nameStates()
{
    std::vector<StateDictEntry> entries;
    const auto model = std::ranges::find(m_opened.tree.stateDicts, Role::Model, &StateDict::role);
    if (model != m_opened.tree.stateDicts.end()) {
        entries = stateDictEntries(m_content, *model);
    }
    for (const RoleNode& role : m_opened.tree.roles) {
        const auto facts = role.role == Role::Optimizer ? optimizerOf(m_content, role.value, entries) : std::nullopt;
        if (!facts) {
            continue;
        }
        for (const OptimizerSlot& slotFacts : facts->slots) {
            if (slotFacts.state != kNoValue && !slotFacts.name.empty()) {
                m_stateNames.emplace(slotFacts.state, slotFacts.name);
            }
        }
    }
}

Part& Builder::partOf(const Leaf& leaf, const RoleNode* role)
{
    const bool isOptimizer = role != nullptr && role->role == Role::Optimizer;
    const Place& place = m_opened.tree.places[index(leaf.place)];
    QString label = role == nullptr ? Words::tr("Other") : roleTag(*role);
    const QString path = role == nullptr ? QString() : toQString(m_opened.tree.pathTextOf(m_content, role->place));
    if (label.isEmpty()) {
        label = path;
    }
    if (isOptimizer) {
        label += QLatin1Char(' ') + toQString(displaySegment(segmentOf(m_content, place.step)));
    }
    const auto [at, isNew] = m_partAt.try_emplace(path + QLatin1Char('\n') + label, m_parts.size());
    if (isNew) {
        Part part{label, path, PlotColors::kOtherFill, role == nullptr ? leaf.place : role->place, {}};
        if (role != nullptr && (role->role == Role::Model || role->role == Role::Ema)) {
            part.fill = PlotColors::kModelFill;
        }
        part.isSlot = isOptimizer;
        m_parts.push_back(std::move(part));
    }
    return m_parts[at->second];
}

Result<std::vector<TreemapNode>> Builder::byRole(const Task& task)
{
    nameStates();
    std::size_t walked = 0;
    for (const Leaf& leaf : m_opened.tree.leaves) {
        if (walked++ % kPollEvery == 0) {
            PTHF_TRY(task.poll());
        }
        if (leaf.tensor == kNoTensor) {
            continue;
        }
        const RoleNode* role = roleAbove(leaf.place);
        Part& part = partOf(leaf, role);
        const PlaceId owner = role == nullptr ? PlaceId{} : role->place;
        const PlaceId parent = m_opened.tree.places[index(leaf.place)].parent;
        const auto name = m_stateNames.find(m_opened.tree.places[index(parent)].step.value);
        part.keys.add(name == m_stateNames.end() ? keyBelow(leaf.place, owner) : name->second, leaf.place);
    }
    colorSlots();
    std::vector<TreemapNode> nodes;
    for (Part& part : m_parts) {
        PTHF_TRY(task.poll());
        nodes.push_back(nodeOf(part));
    }
    return nodes;
}

/// The slots' fills in order of their bytes: a counter of a few bytes, which is not seen, takes none from the others.
void Builder::colorSlots()
{
    std::vector<std::pair<std::uint64_t, Part*>> slotParts;
    for (Part& part : m_parts) {
        std::uint64_t bytes = 0;
        for (std::size_t i = 0; i < part.keys.size(); ++i) {
            bytes += bytesAt(part.keys[i].place);
        }
        if (part.isSlot) {
            slotParts.emplace_back(bytes, &part);
        }
    }
    // Slots that are alike are a few bytes apart at most: they keep the file's order.
    std::ranges::stable_sort(slotParts,
        [](const auto& one, const auto& other) { return one.first / kSlotsAlike > other.first / kSlotsAlike; });
    for (std::size_t i = 0; i < slotParts.size(); ++i) {
        slotParts[i].second->fill = PlotColors::kFirstSlotFill + i % kSlotFills;
    }
}

template<typename NameOf>
Result<std::vector<TreemapNode>> Builder::by(NameOf nameOf, const Task& task)
{
    std::size_t walked = 0;
    for (const Leaf& leaf : m_opened.tree.leaves) {
        if (walked++ % kPollEvery == 0) {
            PTHF_TRY(task.poll());
        }
        if (leaf.tensor == kNoTensor) {
            continue;
        }
        const QString name = nameOf(m_content.tensor(leaf.tensor));
        const auto [at, isNew] = m_partAt.try_emplace(name, m_parts.size());
        if (isNew) {
            m_parts.push_back({name, name, m_parts.size() % (PlotColors::kOtherFill + 1), leaf.place, {}});
        }
        m_parts[at->second].keys.add(keyBelow(leaf.place, PlaceId{}), leaf.place);
    }
    std::vector<TreemapNode> nodes;
    for (Part& part : m_parts) {
        PTHF_TRY(task.poll());
        nodes.push_back(nodeOf(part));
    }
    std::ranges::stable_sort(nodes, std::greater<>(), &TreemapNode::bytes);
    return nodes;
}

QString Builder::toolTip(const QString& path, std::uint64_t tensors, std::uint64_t bytes) const
{
    const std::uint64_t whole = std::max<std::uint64_t>(1, m_opened.card.tensorBytes);
    return path % QLatin1Char('\n') % tensorsText(tensors) % QStringLiteral(", ") % shownSize(bytes) % QLatin1Char('\n')
        % Words::tr("%1 of the tensors").arg(percentText(static_cast<double>(bytes) / static_cast<double>(whole)));
}

TreemapNode Builder::nodeOf(Part& part) const
{
    const std::size_t tensors = part.keys.size();
    TreemapNode node{part.label, {}, {}, 0, part.fill, index(part.place), {}};
    for (const KeyGroup& group : KeyGroup::top(std::move(part.keys))) {
        node.children.push_back(nodeOf(group, part, 1));
        node.bytes += node.children.back().bytes;
    }
    node.detail = shownSize(node.bytes);
    node.toolTip = toolTip(part.label, tensors, node.bytes);
    return node;
}

TreemapNode Builder::nodeOf(const KeyGroup& group, const Part& part, int depth) const
{
    constexpr int kDeepest = 2; // what the picture shows
    TreemapNode node;
    node.fill = part.fill;
    const std::string_view text = group.text();
    const bool isFirst = depth == 1;
    node.label = shownText(text.substr(group.mutedLength() < text.size() ? group.mutedLength() : 0));
    node.label = isFirst ? node.label : QLatin1Char('.') + node.label;
    for (std::size_t i = 0; i < group.size(); ++i) {
        node.bytes += bytesAt(group.member(i).place);
    }
    node.detail = shownSize(node.bytes);
    node.target = index(group.member(0).place);
    const QString key = shownText(group.member(0).key.substr(0, group.end()));
    node.toolTip = toolTip(part.path.isEmpty() ? key : part.path % QLatin1Char('/') % key, group.size(), node.bytes);
    if (group.isGroup() && depth < kDeepest) {
        for (const KeyGroup& child : group.children()) {
            node.children.push_back(nodeOf(child, part, depth + 1));
        }
    }
    return node;
}

} // namespace

Result<std::vector<TreemapNode>> bytePartsOf(const OpenedDocument& opened, ByteParts parts, const Task& task)
{
    Builder builder(opened);
    const Content& content = opened.document->content;
    switch (parts) {
    case ByteParts::RoleAndLayer:
        return builder.byRole(task);
    case ByteParts::Type:
        return builder.by([](const TensorValue& tensor) { return tensorTypeText(tensor); }, task);
    case ByteParts::Device:
        return builder.by([&content](const TensorValue& tensor) { return shownText(content.deviceOf(tensor)); }, task);
    }
    return std::vector<TreemapNode>{};
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/diff/diff_documents.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <unordered_map>

#include "core/checkpoint/value_view.h"
#include "core/diff/same_leaf.h"

namespace pthf {

namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kPollEvery = 4'096;

std::string valueTextOf(const DiffSide& side, const Leaf& leaf)
{
    const Content& content = side.document.content;
    const ValueId value = side.tree.places[index(leaf.place)].step.value;
    if (leaf.isReference) {
        return "same as " + side.tree.pathTextOf(content, leaf.first);
    }
    return viewOf(content, value).typeName + ' ' + leafText(content, value);
}

void putA(DiffRow& row, const DiffSide& side, const LeafName& name)
{
    const Leaf& leaf = side.tree.leaves[name.leaf];
    row.pathA = name.path;
    row.tensorA = leaf.tensor;
    row.valueA = leaf.tensor == kNoTensor ? valueTextOf(side, leaf) : std::string();
}

void putB(DiffRow& row, const DiffSide& side, const LeafName& name)
{
    const Leaf& leaf = side.tree.leaves[name.leaf];
    row.pathB = name.path;
    row.tensorB = leaf.tensor;
    row.valueB = leaf.tensor == kNoTensor ? valueTextOf(side, leaf) : std::string();
}

void compare(DiffRow& row, const DiffSide& a, const DiffSide& b)
{
    row.isRenamed = row.pathA != row.pathB;
    if (row.tensorA == kNoTensor || row.tensorB == kNoTensor) {
        row.isValueOther = row.valueA != row.valueB || row.tensorA != row.tensorB;
    } else {
        const TensorValue& here = a.document.content.tensor(row.tensorA);
        const TensorValue& there = b.document.content.tensor(row.tensorB);
        row.isShapeOther = here.layout.shape != there.layout.shape;
        row.isDtypeOther = here.dtype != there.dtype || here.form != there.form;
        row.isDeviceOther = a.document.content.deviceOf(here) != b.document.content.deviceOf(there);
    }
    const bool isOther = row.isShapeOther || row.isDtypeOther || row.isDeviceOther || row.isValueOther;
    row.kind = isOther ? DiffRow::Kind::Changed : DiffRow::Kind::Same;
}

/// One leaf of one side.
struct SideLeaf {
    const DiffSide& side;
    std::uint32_t leaf = 0;

    const Leaf& get() const { return side.tree.leaves[leaf]; }
    ValueId value() const { return side.tree.places[index(get().place)].step.value; }
};

/// Plain values that look alike may differ in what a row does not show of them.
Status compareWhole(DiffRow& row, const SideLeaf& a, const SideLeaf& b)
{
    const bool isPlain =
        row.tensorA == kNoTensor && row.tensorB == kNoTensor && !a.get().isReference && !b.get().isReference;
    if (isPlain && !row.isValueOther) {
        row.isValueOther =
            !PTHF_TRY(isSameLeaf(a.side.document.content, a.value(), b.side.document.content, b.value()));
        row.kind = row.isValueOther ? DiffRow::Kind::Changed : row.kind;
    }
    return Done{};
}

/// Whether a path leads into what a format keeps beside the content: a state dict's module versions, a header's texts.
bool isBesideContent(std::string_view path, std::string_view segment)
{
    const std::size_t place = path.find(segment);
    return place != std::string_view::npos && (place == 0 || path[place - 1] == '/');
}

/// A side that has none of it at all is of a format, or of a hand, that leaves it out: no difference of content.
void leaveOutOneSided(DocumentDiff& diff, std::string_view segment)
{
    const auto isOn = [&](const std::string& path) { return isBesideContent(path, segment); };
    const bool isInA = std::ranges::any_of(diff.rows, [&](const DiffRow& row) { return isOn(row.pathA); });
    const bool isInB = std::ranges::any_of(diff.rows, [&](const DiffRow& row) { return isOn(row.pathB); });
    if (isInA == isInB) {
        return;
    }
    std::erase_if(diff.rows, [&](const DiffRow& row) { return isOn(row.path()); });
    const std::string name(segment.substr(1, segment.size() - 2));
    diff.notes.push_back("only " + std::string(isInA ? "the first" : "the second") + " has " + name
        + ", which is left out of the comparison");
}

} // namespace

Result<DocumentDiff> diffDocuments(const DiffSide& a, const DiffSide& b, const Task& task)
{
    NamedLeaves named = nameLeaves(a, b);
    std::unordered_map<std::string_view, std::uint32_t> inB;
    inB.reserve(named.b.size());
    for (std::uint32_t i = 0; i < named.b.size(); ++i) {
        inB.try_emplace(named.b[i].common, i);
    }
    std::vector<std::uint32_t> partners(named.a.size(), kNone);
    std::vector<bool> isMet(named.b.size(), false);
    for (std::uint32_t i = 0; i < named.a.size(); ++i) {
        const auto found = inB.find(named.a[i].common);
        if (found != inB.end() && !isMet[found->second]) {
            partners[i] = found->second;
            isMet[found->second] = true;
        }
    }
    DocumentDiff diff;
    diff.notes = std::move(named.notes);
    std::uint32_t next = 0;
    const auto addOnlyInB = [&](std::uint32_t end) {
        for (; next < end; ++next) {
            if (!isMet[next]) {
                DiffRow row;
                row.kind = DiffRow::Kind::OnlyInB;
                putB(row, b, named.b[next]);
                diff.rows.push_back(std::move(row));
            }
        }
    };
    for (std::uint32_t i = 0; i < named.a.size(); ++i) {
        if (i % kPollEvery == 0) {
            PTHF_TRY(task.poll());
        }
        DiffRow row;
        putA(row, a, named.a[i]);
        if (partners[i] == kNone) {
            row.kind = DiffRow::Kind::OnlyInA;
        } else {
            addOnlyInB(partners[i]);
            putB(row, b, named.b[partners[i]]);
            compare(row, a, b);
            PTHF_TRY(compareWhole(row, {a, named.a[i].leaf}, {b, named.b[partners[i]].leaf}));
        }
        diff.rows.push_back(std::move(row));
    }
    addOnlyInB(static_cast<std::uint32_t>(named.b.size()));
    for (const std::string_view segment : {"@_metadata/", "@__metadata__/"}) {
        leaveOutOneSided(diff, segment);
    }
    diff.counts = countsOf(diff.rows);
    return diff;
}

DiffCounts countsOf(const std::vector<DiffRow>& rows)
{
    DiffCounts counts;
    for (const DiffRow& row : rows) {
        counts.same += row.kind == DiffRow::Kind::Same ? 1U : 0U;
        counts.changed += row.kind == DiffRow::Kind::Changed ? 1U : 0U;
        counts.onlyInA += row.kind == DiffRow::Kind::OnlyInA ? 1U : 0U;
        counts.onlyInB += row.kind == DiffRow::Kind::OnlyInB ? 1U : 0U;
        counts.renamed += row.isRenamed ? 1U : 0U;
        counts.compared += row.values ? 1U : 0U;
    }
    return counts;
}

std::string_view diffKindName(DiffRow::Kind kind) noexcept
{
    switch (kind) {
    case DiffRow::Kind::Same:
        return "same";
    case DiffRow::Kind::Changed:
        return "changed";
    case DiffRow::Kind::OnlyInA:
        return "only_in_a";
    case DiffRow::Kind::OnlyInB:
        return "only_in_b";
    }
    return "same";
}

} // namespace pthf

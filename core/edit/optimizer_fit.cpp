// SPDX-License-Identifier: Apache-2.0
#include "core/edit/optimizer_fit.h"

#include <algorithm>

#include "core/roles/optimizer.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// What an optimizer keeps for a parameter, held against what the parameter became.
class OptimizerFit {
public:
    OptimizerFit(EditDraft& draft, const TreeIndex& sourceTree)
        : m_draft(draft)
        , m_source(draft.source().content)
        , m_tree(sourceTree)
        , m_reachable(draft.reachableValues())
    {
    }

    void note()
    {
        std::vector<StateDictEntry> parameters;
        for (const StateDict& dict : m_tree.stateDicts) {
            if (dict.role == Role::Model) {
                parameters = stateDictEntries(m_source, dict);
                break;
            }
        }
        for (const RoleNode& role : m_tree.roles) {
            const auto facts =
                role.role == Role::Optimizer ? optimizerOf(m_source, role.value, parameters) : std::nullopt;
            for (std::size_t i = 0; facts && i < facts->slots.size(); ++i) {
                weigh(facts->slots[i], parameters);
            }
        }
        if (m_count != 0) {
            m_draft.problems.add(Severity::Warning, ErrorCode::InvalidArgument,
                m_first + (m_count == 1 ? "" : " (and " + std::to_string(m_count - 1) + " more like it)")
                    + ": after load_state_dict the optimizer's step() would fail; leave it out (--drop-role optimizer) "
                      "or build it anew");
        }
    }

private:
    bool isThere(ValueId id) const { return index(id) < m_reachable.size() && m_reachable[index(id)]; }

    void weigh(const OptimizerSlot& slot, const std::vector<StateDictEntry>& parameters)
    {
        const auto parameter = std::ranges::find(parameters, slot.name, &StateDictEntry::key);
        const bool isKnown = !slot.name.empty() && parameter != parameters.end() && parameter->tensor != kNoTensor;
        if (!isKnown || slot.state == kNoValue || !isThere(parameter->value)) {
            return;
        }
        const Content& now = m_draft.content;
        const TensorId after = now.tensorAt(parameter->value);
        const Dims& before = m_source.tensor(parameter->tensor).layout.shape;
        if (after == kNoTensor || now.tensor(after).layout.shape == before) {
            return;
        }
        for (const ChildStep& step : childrenOf(m_source, slot.state)) {
            const TensorId kept = isThere(step.value) ? now.tensorAt(step.value) : kNoTensor;
            if (kept != kNoTensor && now.tensor(kept).layout.shape == before && !before.empty()) {
                tell(displayText(displaySegment(segmentOf(m_source, step)), 60) + " of the optimizer is "
                    + shapeText(before) + " for " + displayText(slot.name, 120) + ", which is "
                    + shapeText(now.tensor(after).layout.shape) + " now");
            }
        }
    }

    void tell(std::string what)
    {
        if (m_count++ == 0) {
            m_first = std::move(what);
        }
    }

    EditDraft& m_draft;
    const Content& m_source;
    const TreeIndex& m_tree;
    std::vector<bool> m_reachable;
    std::uint64_t m_count = 0;
    std::string m_first;
};

} // namespace

Status noteOptimizerFit(EditDraft& draft, const TreeIndex& sourceTree)
{
    PTHF_TRY(draft.task().poll());
    if (draft.hasNewShapes) {
        OptimizerFit(draft, sourceTree).note();
    }
    return Done{};
}

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/optimizer_view.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include <QCoreApplication>

#include "core/checkpoint/value_view.h"
#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/text.h"
#include "ui/delegates/changed_cell_delegate.h"
#include "ui/delegates/name_delegate.h"
#include "ui/delegates/size_bar_delegate.h"
#include "ui/widgets/tree_view.h"

namespace pthf {

namespace {

constexpr std::uint32_t kPollEvery = 4096;
constexpr int kShapeWidth = 136;
constexpr int kStateWidth = 190;
constexpr int kBytesWidth = 126;
constexpr int kLeastName = 200; ///< with less, other columns give way
constexpr int kBytesWithoutBar = 78;

/// Places by the value that stands there first.
using Places = std::unordered_map<std::uint32_t, PlaceId>;

std::optional<PlaceId> placeOf(const Places& places, ValueId value)
{
    const auto found = places.find(index(value));
    return found == places.end() ? std::nullopt : std::optional(found->second);
}

QString namingText(SlotNaming naming)
{
    // The context in full: lupdate does not see here that the class is of a namespace.
    switch (naming) {
    case SlotNaming::Stated:
        return QCoreApplication::translate("pthf::OptimizerView", "named in the file");
    case SlotNaming::Inferred:
        return QCoreApplication::translate("pthf::OptimizerView", "by order, shapes agree");
    case SlotNaming::None:
        return QCoreApplication::translate("pthf::OptimizerView", "names not known");
    }
    return {};
}

/// The plain values of a group: everything but the list of its parameters.
std::vector<std::pair<QString, QString>> settingsOf(const Content& content, ValueId group)
{
    std::vector<std::pair<QString, QString>> settings;
    for (const ChildStep& step : childrenOf(content, group)) {
        const QString name = shownText(displaySegment(segmentOf(content, step)));
        if (name == QLatin1String("params") || name == QLatin1String("param_names")) {
            continue;
        }
        QString text = shownText(leafText(content, step.value, 80));
        if (hasChildren(content, step.value)) { // betas
            QStringList parts;
            for (const ChildStep& part : childrenOf(content, step.value)) {
                parts.append(shownText(leafText(content, part.value, 40)));
            }
            text = parts.join(QStringLiteral(", "));
        }
        settings.emplace_back(name, text);
    }
    return settings;
}

OptimizerLines::Line lineOf(const Content& content, const OptimizerSlot& slotFacts, const Places& places,
    const std::map<std::string, ValueId>& parameters)
{
    OptimizerLines::Line line;
    line.name = slotFacts.name.empty()
        ? OptimizerView::tr("parameter %1").arg(shownText(leafText(content, slotFacts.key, 80)))
        : shownText(slotFacts.name);
    line.naming = namingText(slotFacts.naming);
    if (slotFacts.like != kNoTensor) {
        line.shape = shownShape(content.tensor(slotFacts.like).layout.shape);
    }
    QStringList names;
    if (slotFacts.state != kNoValue) {
        for (const ChildStep& step : childrenOf(content, slotFacts.state)) {
            names.append(shownText(displaySegment(segmentOf(content, step))));
            const TensorId tensor = content.tensorAt(step.value);
            line.bytes += tensor == kNoTensor ? 0 : content.tensor(tensor).bytes();
        }
        line.place = placeOf(places, slotFacts.state);
    }
    line.state = names.join(QStringLiteral(", "));
    if (const auto parameter = parameters.find(slotFacts.name); parameter != parameters.end()) {
        if (const auto place = placeOf(places, parameter->second)) {
            line.place = place;
        }
    }
    return line;
}

/// The rows of the optimizers of a document, told cell by cell.
class Rows {
public:
    explicit Rows(std::vector<OptimizerLines> optimizers)
        : m_optimizers(std::move(optimizers))
    {
        for (const OptimizerLines& optimizer : m_optimizers) {
            std::size_t parameters = 0;
            for (const OptimizerLines::Group& group : optimizer.groups) {
                addGroup(group);
                parameters += group.lines.size();
            }
            m_sentences.append(
                OptimizerView::tr("%1: %2 parameters in %3, %4; %5")
                    .arg(optimizer.label.isEmpty() ? OptimizerView::tr("Optimizer") : optimizer.label,
                        shownCount(parameters),
                        OptimizerView::tr("%n groups", nullptr, static_cast<int>(optimizer.groups.size())),
                        shownSize(optimizer.bytes), optimizer.naming));
        }
    }

    int groups() const { return static_cast<int>(m_groups.size()); }
    int rows(int group) const { return static_cast<int>(at(group).group->lines.size()); }
    QString summary() const
    {
        return m_sentences.isEmpty() ? OptimizerView::tr("There is no optimizer in this file")
                                     : m_sentences.join(QLatin1Char('\n'));
    }

    QVariant data(int group, int row, int column, int role) const
    {
        const Top& top = at(group);
        const OptimizerLines::Line* line = row < 0 ? nullptr : &top.group->lines[static_cast<std::size_t>(row)];
        const std::uint64_t bytes = line == nullptr ? top.bytes : line->bytes;
        switch (role) {
        case kPlaceRole: {
            const auto place = line == nullptr ? top.group->place : line->place;
            return place ? QVariant(index(*place)) : QVariant();
        }
        case IsStrongRole:
            return line == nullptr && column == OptimizerView::Parameter;
        case IsMutedRole:
            return line == nullptr && column != OptimizerView::Bytes;
        case IsFixedFontRole:
            return line != nullptr && column != OptimizerView::Bytes;
        case IconRole:
            return column == OptimizerView::Parameter
                ? QVariant(static_cast<int>(line == nullptr ? Icon::Optimizer : Icon::Tensor))
                : QVariant();
        case ShareRole:
            return static_cast<double>(bytes) / static_cast<double>(m_largest);
        case Qt::TextAlignmentRole:
            return column == OptimizerView::Bytes ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
        case Qt::ToolTipRole:
            return column != OptimizerView::Parameter ? QVariant(textAt(top, line, bytes, column))
                : line == nullptr ? QVariant(QString(top.title % QStringLiteral(" · ") % top.settings))
                                  : QVariant(QString(line->name % QStringLiteral(", ") % line->naming));
        case Qt::DisplayRole:
        case CopyRole:
            return textAt(top, line, bytes, column);
        default:
            return {};
        }
    }

private:
    struct Top {
        const OptimizerLines::Group* group = nullptr;
        QString title;
        QString settings;
        std::uint64_t bytes = 0;
    };

    const Top& at(int group) const { return m_groups[static_cast<std::size_t>(group)]; }

    void addGroup(const OptimizerLines::Group& group)
    {
        QStringList words;
        for (const auto& [name, text] : group.settings) {
            const bool isOff = text == QLatin1String("False") || text == QLatin1String("None");
            if (!isOff) { // switches that are off would push out what was chosen
                words.append(name % QLatin1Char(' ') % text);
            }
        }
        Top top{&group, group.title, words.join(QStringLiteral(" · ")), 0};
        for (const OptimizerLines::Line& line : group.lines) {
            top.bytes += line.bytes;
        }
        m_largest = std::max(m_largest, top.bytes);
        m_groups.push_back(std::move(top));
    }

    static QString textAt(const Top& top, const OptimizerLines::Line* line, std::uint64_t bytes, int column)
    {
        if (column == OptimizerView::Bytes) {
            return shownSize(bytes);
        }
        if (line == nullptr) {
            return column == OptimizerView::Parameter ? top.title
                : column == OptimizerView::Shape
                ? OptimizerView::tr("%1 parameters").arg(shownCount(top.group->lines.size()))
                : top.settings;
        }
        return column == OptimizerView::Parameter ? line->name
            : column == OptimizerView::Shape      ? line->shape
                                                  : line->state;
    }

    std::vector<OptimizerLines> m_optimizers;
    std::vector<Top> m_groups; ///< of all optimizers, one after the other
    QStringList m_sentences;
    std::uint64_t m_largest = 1;
};

} // namespace

Result<std::vector<OptimizerLines>> optimizersOf(const OpenedDocument& opened, const Task& task)
{
    const Content& content = opened.document->content;
    std::vector<OptimizerLines> optimizers;
    const bool hasOptimizer =
        std::ranges::any_of(opened.tree.roles, [](const RoleNode& role) { return role.role == Role::Optimizer; });
    if (!hasOptimizer) {
        return optimizers;
    }
    Places places;
    for (std::uint32_t i = 0; i < opened.tree.places.size(); ++i) {
        if (i % kPollEvery == 0) {
            PTHF_TRY(task.poll());
        }
        places.emplace(index(opened.tree.places[i].step.value), PlaceId{i});
    }
    std::vector<StateDictEntry> entries;
    const auto model = std::ranges::find(opened.tree.stateDicts, Role::Model, &StateDict::role);
    if (model != opened.tree.stateDicts.end()) {
        entries = stateDictEntries(content, *model);
    }
    std::map<std::string, ValueId> parameters;
    for (const StateDictEntry& entry : entries) {
        parameters.emplace(entry.key, entry.value);
    }
    for (const RoleNode& role : opened.tree.roles) {
        const auto facts = role.role == Role::Optimizer ? optimizerOf(content, role.value, entries) : std::nullopt;
        if (!facts) {
            continue;
        }
        OptimizerLines lines{shownText(facts->label), namingText(facts->naming), {}, 0};
        for (std::size_t i = 0; i < facts->groups.size(); ++i) {
            lines.groups.push_back({OptimizerView::tr("Group %1").arg(i), settingsOf(content, facts->groups[i].value),
                {}, placeOf(places, facts->groups[i].value)});
        }
        std::uint32_t walked = 0;
        for (const OptimizerSlot& slotFacts : facts->slots) {
            if (walked++ % kPollEvery == 0) {
                PTHF_TRY(task.poll());
            }
            if (slotFacts.group < lines.groups.size()) {
                lines.groups[slotFacts.group].lines.push_back(lineOf(content, slotFacts, places, parameters));
                lines.bytes += lines.groups[slotFacts.group].lines.back().bytes;
            }
        }
        optimizers.push_back(std::move(lines));
    }
    return optimizers;
}

OptimizerView::OptimizerView(JobRunner& runner, QWidget* parent)
    : OutlineView(runner, QStringLiteral("optimizerView"), parent)
{
    TreeView& rows = *view();
    rows.setAccessibleName(tr("Parameters of the optimizer"));
    rows.setItemDelegateForColumn(Parameter, new NameDelegate(&rows));
    rows.setItemDelegateForColumn(Shape, new ChangedCellDelegate(&rows));
    rows.setItemDelegateForColumn(State, new ChangedCellDelegate(&rows));
    rows.setItemDelegateForColumn(Bytes, new SizeBarDelegate(&rows));
    setYielding(kLeastName, {{Bytes, kBytesWithoutBar}, {State, 0}});
}

void OptimizerView::fill()
{
    using RowsPtr = std::shared_ptr<const Rows>;
    const OpenedPtr document = opened();
    compute<RowsPtr>(
        tr("Taking the optimizer apart"),
        [document](const Task& task) -> Result<RowsPtr> {
            return std::make_shared<const Rows>(PTHF_TRY(optimizersOf(*document, task)));
        },
        [this](const RowsPtr& rows) {
            Outline outline;
            outline.titles = {tr("Parameter"), tr("Shape"), tr("State"), tr("Size")};
            outline.numbers = Bytes;
            outline.groups = rows->groups();
            outline.rows = [rows](int group) { return rows->rows(group); };
            outline.data = [rows](int group, int row, int column, int role) {
                return rows->data(group, row, column, role);
            };
            showOutline(std::move(outline), rows->summary());
            setWidths({kShapeWidth, kStateWidth, kBytesWidth});
            if (rows->groups() == 1) {
                view()->expandAll();
            }
        });
}

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operations/row_offers.h"

#include <algorithm>
#include <utility>

#include <QAbstractItemModel>
#include <QCoreApplication>
#include <QRegularExpression>

#include "core/checkpoint/value_view.h"
#include "core/text/json.h"
#include "core/text/json_writer.h"
#include "ui/base/item_roles.h"
#include "ui/base/text.h"
#include "ui/models/plan_model.h"

namespace pthf {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(pthf::RowOffers)
};

using Rows = std::vector<ChosenRow>;

/// The path of a row that came from a tree index: it parses.
KeyPath pathOf(const QString& text)
{
    auto path = parsePath(toUtf8(text));
    return path ? std::move(path).value() : KeyPath{};
}

bool holdsTensors(const ChosenRow& row)
{
    return row.kind != ChosenRow::Kind::Value;
}

bool isState(const ChosenRow& row)
{
    return row.kind == ChosenRow::Kind::StateDict || row.kind == ChosenRow::Kind::WholeModel;
}

/// One operation for each row's glob.
template<typename Make>
std::vector<Operation> forEachGlob(const Rows& rows, Make make)
{
    std::vector<Operation> operations;
    for (const ChosenRow& row : rows) {
        operations.push_back(make(toUtf8(row.glob)));
    }
    return operations;
}

Drop dropOf(const Rows& rows)
{
    Drop drop;
    for (const ChosenRow& row : rows) {
        if (row.kind == ChosenRow::Kind::Group) {
            drop.globs.push_back(toUtf8(row.glob));
        } else {
            drop.paths.push_back(pathOf(row.path));
        }
    }
    return drop;
}

Keep keepOf(const Rows& rows)
{
    Keep keep;
    for (const ChosenRow& row : rows) {
        keep.globs.push_back(toUtf8(row.glob));
    }
    return keep;
}

MapLocation rulesOf(const Rows& rows, const std::string& device)
{
    MapLocation map;
    for (const ChosenRow& row : rows) {
        map.rules.push_back({toUtf8(row.glob), device});
    }
    return map;
}

constexpr int kValueColumn = 2; ///< of the tree: shape or value

/// What a value cell says, as JSON: numbers and constants as they are, all else as a string.
QString jsonOf(const QString& shown)
{
    if (shown == QStringLiteral("True") || shown == QStringLiteral("False")) {
        return shown.toLower();
    }
    if (shown == QStringLiteral("None")) {
        return QStringLiteral("null");
    }
    const std::string text = toUtf8(shown);
    if (Json::parse(text)) {
        return shown;
    }
    JsonWriter writer;
    writer.text(text);
    return toQString(std::move(writer).take());
}

QString counted(const Rows& rows, const QString& one, const QString& many)
{
    return rows.size() == 1 ? one.arg(shownText(rows.front().name)) : many.arg(shownCount(rows.size()));
}

void offerParts(const Rows& rows, std::vector<RowOffer>& offers)
{
    offers.push_back({QStringLiteral("drop"), counted(rows, Words::tr("Drop %1"), Words::tr("Drop %1 rows")),
        Icon::Drop, {dropOf(rows)}, false});
    if (std::ranges::all_of(rows, holdsTensors)) {
        offers.push_back(
            {QStringLiteral("keep"), counted(rows, Words::tr("Keep only %1"), Words::tr("Keep only these %1 rows")),
                Icon::Model, {keepOf(rows)}, false});
    }
}

void offerNumbers(const Rows& rows, std::vector<RowOffer>& offers)
{
    if (!std::ranges::all_of(rows, holdsTensors)) {
        return;
    }
    offers.push_back({QStringLiteral("toCpu"), Words::tr("Move to cpu"), Icon::Device, {rulesOf(rows, "cpu")}, false});
    offers.push_back({QStringLiteral("toDevice"), Words::tr("Move to another device…"), Icon::Device,
        {rulesOf(rows, "cuda:0")}, true});
    const auto casts = [&](DType dtype) {
        return forEachGlob(rows, [dtype](std::string glob) -> Operation { return Cast{dtype, std::move(glob)}; });
    };
    if (rows.size() == 1) {
        offers.push_back({QStringLiteral("cast"), Words::tr("Cast…"), Icon::Number, casts(DType::Float16), true});
    } else {
        for (const DType dtype : {DType::Float16, DType::BFloat16, DType::Float32}) {
            offers.push_back({QLatin1String("cast_") + toQString(dtypeName(dtype)),
                Words::tr("Cast to %1").arg(toQString(dtypeName(dtype))), Icon::Number, casts(dtype), false});
        }
    }
    const auto gradients = [&](bool value) {
        return forEachGlob(rows, [value](std::string glob) -> Operation {
            return SetRequiresGrad{std::move(glob), value};
        });
    };
    offers.push_back({QStringLiteral("freeze"), Words::tr("Freeze"), Icon::Optimizer, gradients(false), false});
    offers.push_back({QStringLiteral("unfreeze"), Words::tr("Unfreeze"), Icon::Optimizer, gradients(true), false});
}

/// Other numbers for one tensor.
void offerTensors(const ChosenRow& row, std::vector<RowOffer>& offers)
{
    if (row.kind != ChosenRow::Kind::Tensor) {
        return;
    }
    const bool isKey = !row.key.isEmpty() && !row.key.startsWith(u'/');
    const std::string key = isKey ? toUtf8(row.key) : "/" + toUtf8(row.path);
    const StateDictPaths in = isKey ? StateDictPaths{pathOf(row.stateDict)} : StateDictPaths{};
    if (row.shape.size() >= 2) {
        const bool isMatrix = row.shape.size() == 2;
        offers.push_back({QStringLiteral("transpose"), isMatrix ? Words::tr("Transpose") : Words::tr("Transpose…"),
            iconOf(Transpose{}), {Transpose{toUtf8(row.glob)}}, !isMatrix});
    }
    if (!row.shape.empty()) {
        offers.push_back(
            {QStringLiteral("resize"), Words::tr("Resize…"), iconOf(Resize{}), {Resize{key, row.shape, {}, in}}, true});
    }
    offers.push_back({QStringLiteral("initialise"), Words::tr("Initialise…"), iconOf(InitTensor{}),
        {InitTensor{key, {}, row.shape, row.dtype, in}}, true});
    offers.push_back({QStringLiteral("replace"), Words::tr("Replace from file…"), iconOf(SetTensor{}),
        {SetTensor{key, {}, pathOf(row.path), in}}, true});
}

void offerKeys(const ChosenRow& row, std::vector<RowOffer>& offers)
{
    const StateDictPaths in{pathOf(isState(row) ? row.path : row.stateDict)};
    if (isState(row)) {
        offers.push_back({QStringLiteral("removePrefix"), Words::tr("Remove a prefix here…"), Icon::Prefix,
            {RemovePrefix{{}, in}}, true});
        offers.push_back(
            {QStringLiteral("addPrefix"), Words::tr("Add a prefix here…"), Icon::Prefix, {AddPrefix{{}, in}}, true});
    } else if (row.kind == ChosenRow::Kind::Group && !row.key.isEmpty()) {
        const QString pattern = u'^' % QRegularExpression::escape(row.key) % u"\\.";
        offers.push_back({QStringLiteral("rename"), Words::tr("Rename…"), Icon::Prefix,
            {RenamePattern{toUtf8(pattern), toUtf8(row.key) + ".", in}}, true});
    } else if (row.kind == ChosenRow::Kind::Tensor && !row.key.isEmpty()) {
        const std::string key = toUtf8(row.key);
        offers.push_back(
            {QStringLiteral("rename"), Words::tr("Rename…"), Icon::Prefix, {RenameTable{{{key, key}}, in}}, true});
    }
}

void offerForm(const ChosenRow& row, std::vector<RowOffer>& offers)
{
    const KeyPath path = pathOf(row.path);
    const bool isBranch = row.kind == ChosenRow::Kind::Container || isState(row);
    if (isBranch && !path.empty()) {
        offers.push_back({QStringLiteral("extract"), Words::tr("Make %1 the whole file").arg(shownText(row.name)),
            Icon::Object, {Extract{path}}, false});
    }
    if (row.kind == ChosenRow::Kind::WholeModel) {
        offers.push_back({QStringLiteral("stateDict"), Words::tr("Turn into a state dict"), Icon::Dict,
            {ToStateDict{{path}}}, false});
    }
    if (row.kind == ChosenRow::Kind::Value && !path.empty()) {
        offers.push_back({QStringLiteral("setValue"), Words::tr("Set the value…"), Icon::Counter,
            {SetValue{path, toUtf8(row.value)}}, true});
    }
}

} // namespace

ChosenRow chosenRow(const OpenedDocument& opened, const QModelIndex& index)
{
    ChosenRow row;
    const QModelIndex first = index.siblingAtColumn(0);
    const auto place = PlaceId{first.data(PlaceRole).toUInt()};
    row.name = first.data(CopyRole).toString();
    row.path = first.data(PathRole).toString();
    row.glob = first.data(GlobRole).toString();
    if (const QVariant start = first.data(KeyStartRole); start.isValid()) {
        row.kind = ChosenRow::Kind::Group;
        row.key = start.toString();
        row.stateDict = row.path;
        return row;
    }
    const Place& here = opened.tree.places[pthf::index(place)];
    if (const StateDict* stateDict = opened.stateDictAt(place)) {
        row.kind = stateDict->isWholeModel ? ChosenRow::Kind::WholeModel : ChosenRow::Kind::StateDict;
        return row;
    }
    const Leaf* leaf = opened.leafAt(place);
    if (leaf == nullptr) {
        row.kind = ChosenRow::Kind::Container;
        return row;
    }
    if (leaf->tensor == kNoTensor) {
        row.value = jsonOf(first.siblingAtColumn(kValueColumn).data(CopyRole).toString());
        return row;
    }
    row.kind = ChosenRow::Kind::Tensor;
    const TensorValue& tensor = opened.document->content.tensor(leaf->tensor);
    row.shape = tensor.layout.shape;
    row.dtype = tensor.dtype;
    const StateDict* owner = opened.stateDictAt(here.parent);
    if (owner != nullptr && !owner->isWholeModel) {
        const Content& content = opened.document->content;
        row.key = toQString(displaySegment(segmentOf(content, here.step)));
        row.stateDict = toQString(opened.tree.pathTextOf(content, here.parent));
    }
    return row;
}

std::vector<RowOffer> offersFor(const std::vector<ChosenRow>& rows)
{
    std::vector<RowOffer> offers;
    if (rows.empty()) {
        return offers;
    }
    if (rows.size() == 1) {
        offerForm(rows.front(), offers);
        offerKeys(rows.front(), offers);
    }
    offerNumbers(rows, offers);
    if (rows.size() == 1) {
        offerTensors(rows.front(), offers);
    }
    const bool isRoot = std::ranges::any_of(
        rows, [](const ChosenRow& row) { return row.path.isEmpty() && row.kind != ChosenRow::Kind::Group; });
    if (!isRoot) {
        offerParts(rows, offers);
    }
    return offers;
}

} // namespace pthf

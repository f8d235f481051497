// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tensor_rows.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "core/types/dtype.h"
#include "ui/session/path_speller.h"

namespace pthf {

namespace {

constexpr int kPollEvery = 4'096;

/// Rows with what they are sorted by: pairs in one array sort several times faster than rows whose keys are looked up.
template<typename Key>
using Keyed = std::vector<std::pair<Key, int>>;

template<typename KeyOf>
Status sortBy(std::vector<int>& rows, Direction direction, const Task& task, KeyOf keyOf)
{
    Keyed<decltype(keyOf(0))> keyed;
    keyed.reserve(rows.size());
    for (const int row : rows) {
        if (row % kPollEvery == 0) {
            PTHF_TRY(task.poll());
        }
        keyed.emplace_back(keyOf(row), row);
    }
    if (direction == Direction::Up) {
        std::sort(keyed.begin(), keyed.end());
    } else {
        std::sort(keyed.begin(), keyed.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? b.first < a.first : a.second < b.second; });
    }
    std::ranges::transform(keyed, rows.begin(), [](const auto& row) { return row.second; });
    return task.poll();
}

/// By their paths, which lie one after the other for as long as this takes.
Status sortByPath(const TensorRows& rows, std::vector<int>& chosen, Direction direction, const Task& task)
{
    PathSpeller paths(rows.opened->document->content, rows.opened->tree);
    QString all;
    std::vector<std::pair<qsizetype, qsizetype>> places(static_cast<std::size_t>(rows.size()));
    for (const int row : chosen) {
        if (row % kPollEvery == 0) {
            PTHF_TRY(task.poll());
        }
        const QString& path = paths.pathOf(rows.lineAt(row).place);
        places[static_cast<std::size_t>(row)] = {all.size(), path.size()};
        all += path;
    }
    return sortBy(chosen, direction, task, [&](int row) {
        const auto place = places[static_cast<std::size_t>(row)];
        return QStringView(all).mid(place.first, place.second);
    });
}

/// Names of few kinds: ordered once, and compared as numbers.
template<typename NameOf>
Status sortByName(std::vector<int>& rows, Direction direction, const Task& task, NameOf nameOf)
{
    std::vector<std::string> names;
    std::string_view last;
    for (const int row : rows) {
        if (const std::string_view name = nameOf(row); name != last) {
            const auto place = std::ranges::lower_bound(names, name);
            if (place == names.end() || *place != name) {
                names.insert(place, std::string(name));
            }
            last = name;
        }
    }
    return sortBy(
        rows, direction, task, [&](int row) { return std::ranges::lower_bound(names, nameOf(row)) - names.begin(); });
}

Result<ChosenRows> matchingRows(const TensorRows& rows, const TensorQuery& query, const Task& task)
{
    ChosenRows chosen;
    if (rows.size() == 0) {
        return chosen;
    }
    const Content& content = rows.opened->document->content;
    PathSpeller paths(content, rows.opened->tree);
    const QString unasked;
    for (int row = 0; row < rows.size(); ++row) {
        if (row % kPollEvery == 0) {
            PTHF_TRY(task.poll());
        }
        const TensorValue& tensor = rows.tensorAt(row);
        const QString& path = query.asksPath() ? paths.pathOf(rows.lineAt(row).place) : unasked;
        if (query.matches({path, tensor, content.deviceOf(tensor), rows.sharersAt(row) > 1})) {
            chosen.rows.push_back(row);
            chosen.bytes += tensor.bytes();
        }
    }
    return chosen;
}

Status sortRows(
    const TensorRows& rows, std::vector<int>& chosen, TensorOrder order, Direction direction, const Task& task)
{
    switch (order) {
    case TensorOrder::File:
        return Done{};
    case TensorOrder::Key:
        return sortByPath(rows, chosen, direction, task);
    case TensorOrder::Type:
        return sortByName(chosen, direction, task, [&](int row) { return dtypeName(rows.tensorAt(row).dtype); });
    case TensorOrder::Elements:
        return sortBy(chosen, direction, task, [&](int row) { return rows.tensorAt(row).elements(); });
    case TensorOrder::Bytes:
        return sortBy(chosen, direction, task, [&](int row) { return rows.tensorAt(row).bytes(); });
    case TensorOrder::Device:
        return sortByName(chosen, direction, task,
            [&](int row) { return rows.opened->document->content.deviceOf(rows.tensorAt(row)); });
    case TensorOrder::Storage:
        return sortBy(chosen, direction, task, [&](int row) { return index(rows.tensorAt(row).storage); });
    }
    return Done{};
}

} // namespace

TensorRows::TensorRows(OpenedPtr document)
    : opened(std::move(document))
{
    const Content& content = opened->document->content;
    std::vector<int> counts(content.storages.size());
    for (const TensorLine& line : opened->tensors) {
        if (const StorageId storage = content.tensor(line.tensor).storage; storage != kNoStorage) {
            ++counts[index(storage)];
        }
    }
    sharers = std::make_shared<const std::vector<int>>(std::move(counts));
}

int TensorRows::sharersAt(int row) const
{
    const StorageId storage = tensorAt(row).storage;
    return storage == kNoStorage ? 1 : (*sharers)[index(storage)];
}

Result<ChosenRows> chooseRows(
    const TensorRows& rows, const TensorQuery& query, TensorOrder order, Direction direction, const Task& task)
{
    ChosenRows chosen = PTHF_TRY(matchingRows(rows, query, task));
    PTHF_TRY(sortRows(rows, chosen.rows, order, direction, task));
    return chosen;
}

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/search_results_model.h"

#include <utility>

#include "core/checkpoint/value_view.h"
#include "ui/base/icons.h"
#include "ui/base/item_roles.h"
#include "ui/base/text.h"
#include "ui/models/value_words.h"

namespace pthf {

SearchResultsModel::SearchResultsModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void SearchResultsModel::setHits(const OpenedPtr& opened, SearchHits hits, const QString& text)
{
    beginResetModel();
    m_opened = opened;
    m_hits = std::move(hits);
    m_text = text;
    endResetModel();
}

void SearchResultsModel::clear()
{
    setHits({}, {}, {});
}

int SearchResultsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hits.hits.size());
}

QVariant SearchResultsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const SearchHit& hit = m_hits.hits[static_cast<std::size_t>(index.row())];
    const Content& content = m_opened->document->content;
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
    case Qt::ToolTipRole: {
        QString text = shownText(m_opened->tree.pathTextOf(content, hit.place));
        if (hit.isInValue) {
            const ValueId value = m_opened->tree.places[pthf::index(hit.place)].step.value;
            text += QStringLiteral(" = ") % shownText(leafText(content, value));
        }
        return text;
    }
    case MatchesRole: {
        const auto at = data(index, Qt::DisplayRole).toString().lastIndexOf(m_text, -1, Qt::CaseInsensitive);
        return at < 0 ? QVariant()
                      : QVariant::fromValue(QList<TextRange>{{static_cast<int>(at), static_cast<int>(m_text.size())}});
    }
    case IconRole:
        return static_cast<int>(
            iconOfView(viewOf(content, m_opened->tree.places[pthf::index(hit.place)].step.value).kind));
    case IsFixedFontRole:
        return true;
    default:
        return {};
    }
}

} // namespace pthf

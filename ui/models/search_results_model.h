// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include "core/checkpoint/document_search.h"
#include "ui/session/opened_document.h"

namespace pthf {

/// What a search found: a path a row, with the value where that is what holds the text.
class SearchResultsModel final : public QAbstractListModel {
    Q_OBJECT

public:
    explicit SearchResultsModel(QObject* parent = nullptr);

    void setHits(const OpenedPtr& opened, SearchHits hits, const QString& text);
    void clear();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    PlaceId placeAt(int row) const { return m_hits.hits[static_cast<std::size_t>(row)].place; }
    /// All that were found, listed or not.
    std::uint64_t total() const noexcept { return m_hits.total; }

private:
    OpenedPtr m_opened;
    SearchHits m_hits;
    QString m_text;
};

} // namespace pthf

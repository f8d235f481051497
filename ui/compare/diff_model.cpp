// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/diff_model.h"

#include <QLocale>

#include "ui/base/item_roles.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

QString changeText(const DiffRow& row)
{
    switch (row.kind) {
    case DiffRow::Kind::OnlyInA:
        return DiffModel::tr("only here");
    case DiffRow::Kind::OnlyInB:
        return DiffModel::tr("only there");
    case DiffRow::Kind::Same:
        return row.isRenamed ? DiffModel::tr("renamed") : row.values ? DiffModel::tr("equal") : DiffModel::tr("same");
    case DiffRow::Kind::Changed:
        break;
    }
    QStringList words;
    if (row.isShapeOther) {
        words.append(DiffModel::tr("shape"));
    }
    if (row.isDtypeOther) {
        words.append(DiffModel::tr("number type"));
    }
    if (row.isDeviceOther) {
        words.append(DiffModel::tr("device"));
    }
    if (row.isValueOther) {
        words.append(row.values ? DiffModel::tr("values") : DiffModel::tr("value"));
    }
    return words.join(QStringLiteral(", "));
}

double figureOf(const ValueDifference& values, int column)
{
    switch (column) {
    case DiffModel::Largest:
        return values.max;
    case DiffModel::Mean:
        return values.mean;
    case DiffModel::Relative:
        return values.relative;
    default:
        return values.cosine;
    }
}

} // namespace

void DiffModel::setComparison(const ComparisonPtr& comparison)
{
    beginResetModel();
    m_comparison = comparison;
    collect();
    endResetModel();
}

void DiffModel::setOnlyChanges(bool isOnly) // NOLINT: a check box
{
    beginResetModel();
    m_isOnlyChanges = isOnly;
    collect();
    endResetModel();
}

void DiffModel::collect()
{
    m_rows.clear();
    if (!m_comparison) {
        return;
    }
    const std::vector<DiffRow>& rows = m_comparison->diff.rows;
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        if (!m_isOnlyChanges || rows[i].kind != DiffRow::Kind::Same || rows[i].isRenamed) {
            m_rows.push_back(i);
        }
    }
}

int DiffModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DiffModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString DiffModel::sideText(const Content& content, TensorId tensor, const std::string& value) const
{
    if (tensor == kNoTensor) {
        return shownText(value);
    }
    const TensorValue& of = content.tensor(tensor);
    return QString(
        toQString(dtypeName(of.dtype)) % u' ' % shownShape(of.layout.shape) % u' ' % shownText(content.deviceOf(of)));
}

QString DiffModel::textOf(const DiffRow& row, int column) const
{
    switch (column) {
    case Path:
        return row.isRenamed && !row.pathA.empty() && !row.pathB.empty()
            ? QString(shownText(row.pathA) % u" → " % shownText(row.pathB))
            : shownText(row.path());
    case Change:
        return changeText(row);
    case Here:
        return row.kind == DiffRow::Kind::OnlyInB
            ? QString()
            : sideText(m_comparison->a->document->content, row.tensorA, row.valueA);
    case There:
        return row.kind == DiffRow::Kind::OnlyInA ? QString()
                                                  : sideText(m_comparison->b->content, row.tensorB, row.valueB);
    default:
        return row.values ? QLocale().toString(figureOf(*row.values, column), 'g', 4) : QString();
    }
}

/// What has not been compared stands behind all that has.
QVariant DiffModel::sortValue(const DiffRow& row, int column)
{
    return row.values ? figureOf(*row.values, column) : column == Cosine ? 2.0 : -1.0;
}

QVariant DiffModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_comparison) {
        return {};
    }
    const DiffRow& row = m_comparison->diff.rows[m_rows[static_cast<std::size_t>(index.row())]];
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
    case Qt::ToolTipRole:
        return textOf(row, index.column());
    case SortRole:
        return index.column() >= Largest ? sortValue(row, index.column()) : QVariant(textOf(row, index.column()));
    case KindRole:
        return static_cast<int>(row.kind);
    case IsFixedFontRole:
        return index.column() != Change;
    case Qt::TextAlignmentRole:
        return index.column() >= Largest ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    default:
        return {};
    }
}

QVariant DiffModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Path:
        return tr("Key");
    case Change:
        return tr("Differs in");
    case Here:
        return tr("Here");
    case There:
        return tr("There");
    case Largest:
        return tr("Largest");
    case Mean:
        return tr("Mean");
    case Relative:
        return tr("Relative");
    case Cosine:
        return tr("Cosine");
    default:
        return {};
    }
}

} // namespace pthf

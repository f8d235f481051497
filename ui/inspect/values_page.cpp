// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/values_page.h"

#include <array>

#include <QVBoxLayout>

#include "core/checkpoint/tensor_bytes.h"
#include "core/numbers/element_value.h"
#include "ui/base/text.h"
#include "ui/inspect/slice_bar.h"

namespace pthf {

namespace {

/// Where a table has no second dimension.
constexpr std::size_t kNoDim = static_cast<std::size_t>(-1);

struct Cells {
    QStringList texts;
};

/// The window of a matrix as texts, row by row.
Result<Cells> readCells(const Document& document, const TensorValue& matrix, const GridWindow& window, const Task& task)
{
    const std::array<SliceTerm, 2> terms{
        SliceTerm{static_cast<std::int64_t>(window.row), static_cast<std::int64_t>(window.rows), 1, false},
        SliceTerm{static_cast<std::int64_t>(window.column), static_cast<std::int64_t>(window.columns), 1, false}};
    const TensorValue part = slicedTensor(matrix, terms);
    const auto size = static_cast<std::size_t>(dtypeBytes(part.dtype));
    Cells cells;
    PTHF_TRY(readElements(
        document, part, 0, part.elements(),
        [&](std::span<const std::byte> block) -> Status {
            for (; !block.empty(); block = block.subspan(size)) {
                cells.texts.append(toQString(elementText(part.dtype, block.first(size))));
            }
            return Done{};
        },
        task));
    return cells;
}

} // namespace

ValuesPage::ValuesPage(JobRunner& runner, QWidget* parent)
    : TensorPage(runner, tr("Values"), Shows::Numbers, parent)
{
    setObjectName(QStringLiteral("valuesPage"));
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_slice = new SliceBar(content);
    m_grid = new CellGrid(content);
    m_grid->setObjectName(QStringLiteral("valuesGrid"));
    m_grid->setAccessibleName(tr("Values of the slice"));
    m_grid->setNaming([this](quint64 row) { return rowName(row); }, [this](quint64 at) { return columnName(at); });
    column->addWidget(m_slice);
    column->addWidget(m_grid, 1);
    setContent(content);
    connect(m_slice, &SliceBar::sliceChanged, this, &ValuesPage::showSlice);
    connect(m_grid, &CellGrid::windowNeeded, this, &ValuesPage::readWindow);
}

void ValuesPage::begin()
{
    if (const QString why = whyNotReadable(); !why.isEmpty()) {
        showNote(why);
        return;
    }
    m_grid->setCharacters(6);
    m_slice->setShape(subject().value().layout.shape);
    showSlice();
}

void ValuesPage::showSlice()
{
    m_terms = m_slice->terms();
    // More than two whole dimensions: the first ones show their first entry.
    std::vector<std::size_t> whole;
    for (std::size_t i = 0; i < m_terms.size(); ++i) {
        if (!m_terms[i].isIndex) {
            whole.push_back(i);
        }
    }
    for (std::size_t i = 0; i + 2 < whole.size(); ++i) {
        m_terms[whole[i]].isIndex = m_terms[whole[i]].count > 0;
        m_terms[whole[i]].count = std::min<std::int64_t>(1, m_terms[whole[i]].count);
    }
    m_part = slicedTensor(subject().value(), m_terms);
    // A run stands in a column of its own, a single number in a cell.
    m_rowDim = whole.size() > 1 ? whole[whole.size() - 2] : whole.empty() ? kNoDim : whole.back();
    m_columnDim = whole.size() > 1 ? whole.back() : kNoDim;
    while (m_part.layout.shape.size() < 2) {
        m_part.layout.shape.push_back(1);
        m_part.layout.strides.push_back(1);
    }
    const auto rows = static_cast<quint64>(m_part.layout.shape[m_part.layout.shape.size() - 2]);
    const auto columns = static_cast<quint64>(m_part.layout.shape.back());
    m_slice->setNote(tr("%1 × %2").arg(shownCount(rows), shownCount(columns)));
    if (m_part.elements() == 0) {
        stopReading();
        m_grid->setSize(0, 0);
        showNote(tr("There is nothing in this slice"));
        return;
    }
    showContent();
    m_grid->setSize(rows, columns);
}

void ValuesPage::readWindow(const GridWindow& window)
{
    const OpenedPtr opened = subject().opened;
    const TensorValue part = m_part;
    read<Cells>(
        JobLane::Look, tr("Reading values"),
        [opened, part, window](const Task& task) { return readCells(*opened->document, part, window, task); },
        [this, window](const Cells& cells) { m_grid->setCells(window, cells.texts); });
}

QString ValuesPage::rowName(quint64 row) const
{
    if (m_rowDim == kNoDim || m_rowDim >= m_terms.size()) {
        return {};
    }
    const SliceTerm& term = m_terms[m_rowDim];
    return QString::number(term.first + static_cast<std::int64_t>(row) * term.step);
}

QString ValuesPage::columnName(quint64 column) const
{
    if (m_columnDim == kNoDim || m_columnDim >= m_terms.size()) {
        return {};
    }
    const SliceTerm& term = m_terms[m_columnDim];
    return QString::number(term.first + static_cast<std::int64_t>(column) * term.step);
}

} // namespace pthf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/bytes_page.h"

#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>

#include "core/checkpoint/tensor_bytes.h"
#include "core/numbers/tensor_slice.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

constexpr quint64 kAcross = 16;
constexpr quint64 kAcrossNarrow = 8;

struct Lines {
    QStringList cells;
};

constexpr quint64 columnsOf(quint64 across)
{
    return across + 1; // and the characters
}

QString hexText(std::byte byte)
{
    return QStringLiteral("%1").arg(std::to_integer<unsigned>(byte), 2, 16, QLatin1Char('0'));
}

/// The window holds whole lines.
Result<Lines> readLines(const Document& document, const TensorValue& bytes, const GridWindow& window, const Task& task)
{
    const quint64 across = window.columns - 1;
    std::vector<std::byte> read;
    PTHF_TRY(readElements(
        document, bytes, window.row * across, window.rows * across,
        [&](std::span<const std::byte> block) -> Status {
            read.insert(read.end(), block.begin(), block.end());
            return Done{};
        },
        task));
    Lines lines;
    for (quint64 row = 0; row < window.rows; ++row) {
        QString words;
        for (quint64 i = 0; i < across; ++i) {
            const auto at = static_cast<std::size_t>(row * across + i);
            lines.cells.append(at < read.size() ? hexText(read[at]) : QString());
            if (at < read.size()) {
                const auto code = std::to_integer<unsigned>(read[at]);
                words += code >= 0x20 && code < 0x7f ? QChar(static_cast<char16_t>(code)) : QLatin1Char('.');
            }
        }
        lines.cells.append(words);
    }
    return lines;
}

} // namespace

BytesPage::BytesPage(JobRunner& runner, QWidget* parent)
    : TensorPage(runner, tr("Bytes"), Shows::Bytes, parent)
{
    setObjectName(QStringLiteral("bytesPage"));
    const Metrics metrics(this);
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_caption = new QLabel(content);
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setFont(smallFont(font()));
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    m_caption->setContentsMargins(metrics.scaled(12), metrics.scaled(8), metrics.scaled(12), metrics.scaled(6));
    m_caption->setWordWrap(true);
    m_grid = new CellGrid(content);
    m_grid->setObjectName(QStringLiteral("bytesGrid"));
    m_grid->setAccessibleName(tr("Bytes of the storage"));
    m_grid->setNaming([this](quint64 row) { return QStringLiteral("%1").arg(row * m_across, 8, 16, QLatin1Char('0')); },
        [this](quint64 at) { return at == m_across ? QString() : QString::number(at, 16); });
    m_grid->setCharacters(2, static_cast<int>(m_across));
    column->addWidget(m_caption);
    column->addWidget(m_grid, 1);
    setContent(content);
    connect(m_grid, &CellGrid::windowNeeded, this, &BytesPage::readWindow);
}

void BytesPage::begin()
{
    const TensorValue& tensor = subject().value();
    if (tensor.storage == kNoStorage) {
        showNote(whyNotReadable());
        return;
    }
    const Content& content = subject().opened->document->content;
    const StorageValue& storage = content.storage(tensor.storage);
    m_bytes = storageBytesOf(content, tensor);
    if (m_bytes.elements() == 0) {
        stopReading();
        showNote(storage.bytes() == 0 ? tr("The storage is empty")
                                      : tr("The file ends before these bytes: nothing of this tensor is stored"));
        return;
    }
    const std::uint64_t first = static_cast<std::uint64_t>(tensor.layout.offset) * dtypeBytes(tensor.dtype);
    QString caption =
        tr("Storage %1, %2; the tensor begins at %3")
            .arg(shownText(storage.key), shownSize(m_bytes.elements()), QStringLiteral("0x%1").arg(first, 0, 16));
    if (storage.place.kind == StoragePlace::Kind::Range) {
        caption += tr(", byte %1 of the file").arg(shownCount(storage.place.offset + first));
    }
    m_caption->setText(caption);
    showContent();
    showFrom(first);
}

void BytesPage::showFrom(quint64 byte)
{
    m_grid->setSize((m_bytes.elements() - 1) / m_across + 1, columnsOf(m_across));
    if (byte < m_bytes.elements() && byte > 0) {
        m_grid->setCurrent(byte / m_across, byte % m_across);
    }
}

void BytesPage::resizeEvent(QResizeEvent* event)
{
    TensorPage::resizeEvent(event);
    fitAcross();
}

/// The characters at the end of the lines are seen without scrolling.
void BytesPage::fitAcross()
{
    const int room = width() - style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const bool isWide = m_grid->widthOf(columnsOf(kAcross), 2, static_cast<int>(kAcross)) <= room;
    const quint64 across = isWide ? kAcross : kAcrossNarrow;
    if (across == m_across) {
        return;
    }
    const quint64 current = m_grid->currentRow() * m_across + m_grid->currentColumn();
    m_across = across;
    m_grid->setCharacters(2, static_cast<int>(across));
    if (m_grid->rows() > 0) {
        showFrom(current);
    }
}

void BytesPage::readWindow(const GridWindow& window)
{
    // Lines are read whole: a part of one would need its characters all the same.
    const GridWindow lines{window.row, 0, window.rows, columnsOf(m_across)};
    const OpenedPtr opened = subject().opened;
    const TensorValue bytes = m_bytes;
    read<Lines>(
        JobLane::Look, tr("Reading bytes"),
        [opened, bytes, lines](const Task& task) { return readLines(*opened->document, bytes, lines, task); },
        [this, lines](const Lines& read) {
            if (lines.columns == columnsOf(m_across)) { // else asked for anew
                m_grid->setCells(lines, read.cells);
            }
        });
}

} // namespace pthf

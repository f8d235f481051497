// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "core/match/suggest.h"

class QAbstractButton;
class QHBoxLayout;
class QToolButton;

namespace pthf {

/// Suggestions as buttons in order of gain, what they do beside their name; applied ones first, to be taken back. What
/// has no room stands in a menu at the end.
class SuggestionStrip final : public QWidget {
    Q_OBJECT

public:
    explicit SuggestionStrip(QWidget* parent = nullptr);

    void setSuggestions(const std::vector<Suggestion>& applied, const std::vector<Suggestion>& offered);

Q_SIGNALS:
    void applyRequested(const pthf::Suggestion& suggestion);
    void takeBackRequested(const pthf::Suggestion& suggestion);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QAbstractButton* addChip(const Suggestion& suggestion, bool isApplied, bool isFirst);
    void fit();
    void request(std::size_t chip);

    struct Chip {
        Suggestion suggestion;
        bool isApplied = false;
        QAbstractButton* button = nullptr;
    };

    QHBoxLayout* m_row = nullptr;
    QToolButton* m_more = nullptr;
    std::vector<Chip> m_chips;
};

} // namespace pthf

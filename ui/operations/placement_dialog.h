// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QDialog>

#include "core/placement/device_rules.h"
#include "ui/session/document_session.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace pthf {

/// Asks which part of the model goes where: equal shares of bytes, one role, or layers by number. The answer is rules
/// of "Move to a device", shown before they are taken.
class PlacementDialog final : public QDialog {
    Q_OBJECT

public:
    /// The session has a document open.
    explicit PlacementDialog(const DocumentSession& session, QWidget* parent = nullptr);

    /// As it is filled in; the mistake where it cannot be done.
    Result<DeviceRules> rules() const;

private:
    void buildPages();
    QLineEdit* addLine(QWidget& page, const QString& label, const QString& text);
    void showAnswer();

    enum Way { Shares, Part, Layers };

    PlannedDocumentPtr m_planned; ///< whose names the rules use
    std::vector<KeyedBytes> m_keys;
    QComboBox* m_way = nullptr;
    QStackedWidget* m_pages = nullptr;
    QLineEdit* m_devices = nullptr;
    QComboBox* m_role = nullptr;
    QLineEdit* m_roleDevice = nullptr;
    QLineEdit* m_layers = nullptr;
    QLineEdit* m_layersDevice = nullptr;
    QLabel* m_answer = nullptr;
    QPushButton* m_accept = nullptr;
};

} // namespace pthf

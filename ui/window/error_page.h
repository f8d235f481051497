// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/base/result.h"

class QLabel;
class QPushButton;

namespace pthf {

/// Why a file did not open: what it means, where, what was expected and found, what to do, and the way on.
class ErrorPage final : public QWidget {
    Q_OBJECT

public:
    explicit ErrorPage(QWidget* parent = nullptr);

    enum class WayBack : std::uint8_t { None, ToDocument };
    void show(const QString& path, const Error& error, WayBack wayBack);

Q_SIGNALS:
    void openRequested();
    void retryRequested(const QString& path);
    void backRequested();

private:
    QString m_path;
    QLabel* m_title = nullptr;
    QLabel* m_file = nullptr;
    QLabel* m_detail = nullptr;
    QLabel* m_advice = nullptr;
    QPushButton* m_back = nullptr;
};

} // namespace pthf

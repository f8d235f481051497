// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <QTest>

// How our types are shown when a comparison fails.

namespace QTest {

template<>
inline char* toString(const std::string& text)
{
    return toString(QString::fromStdString("\"" + text + "\""));
}

} // namespace QTest

// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace pthf {

/// Several lambdas as one visitor: std::visit(Overloaded{[](int) {…}, [](double) {…}}, variant).
template<typename... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template<typename... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

} // namespace pthf

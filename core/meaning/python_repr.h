// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <cstddef>
#include <string>
#include <string_view>

#include "core/meaning/numpy_values.h"
#include "core/value/value_graph.h"

namespace pthf {

/// A str as Python's repr writes it: 'resnet50', "it's", 'line\nbreak'.
std::string pythonQuoted(std::string_view utf8);
/// A bytes object as Python's repr writes it: b'\x00abc'.
std::string pythonBytes(std::string_view bytes);
std::string pythonComplex(std::complex<double> value); ///< (1+2j)

/// A numpy scalar as Python prints its plain value; empty for one that has none.
std::string numpyText(const NumpyScalar& scalar);

/// Text as people read it: Python 2 strings as UTF-8 where they are valid, else latin1.
std::string readableText(const ValueGraph& graph, ValueId text);

/// A value as Python's repr would write it, cut after `limit` characters. Never recurses; a container that is met a
/// second time inside it is "…", and so the work is bounded by the limit, whatever the value shares.
std::string pythonRepr(const ValueGraph& graph, ValueId id, std::size_t limit);

} // namespace pthf

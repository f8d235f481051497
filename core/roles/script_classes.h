// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/value/content.h"

namespace pthf {

/// What the code of a TorchScript class says of its tensors.
struct ScriptClass {
    std::vector<std::string> parameters; ///< __parameters__
    std::vector<std::string> buffers; ///< __buffers__
    bool statesBuffers = false; ///< code of torch before 1.6 has no __buffers__: other tensors are buffers
};

/// Reads the declarations of a class out of the source of its module, which is Python to look at and run by nobody.
/// Nothing where the class does not stand in it.
std::optional<ScriptClass> scriptClassIn(std::string_view source, std::string_view className);

/// The class name of a tensor that is an attribute of a script object, and neither a parameter nor a buffer:
/// state_dict() leaves it out.
inline constexpr std::string_view kScriptAttribute = "torch.jit.Attribute";

/// Marks the tensors of script objects as what their classes say they are. classOf gives the class of a module path
/// ("__torch__.net") and name, and is asked once for each.
void markScriptTensors(Content& content,
    const std::function<std::optional<ScriptClass>(std::string_view module, std::string_view name)>& classOf);

} // namespace pthf

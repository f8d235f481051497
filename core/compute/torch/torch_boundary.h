// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <c10/core/InferenceMode.h>
#include <c10/util/Exception.h>

#include "core/base/result.h"

namespace pthf::torch_module {

/// LibTorch's sentence without its backtrace and without what follows the first line.
inline std::string firstLine(std::string_view text)
{
    return std::string(text.substr(0, text.find('\n')));
}

/// What LibTorch's sentence means for us. It has few kinds of exceptions and many sentences.
inline Error errorOf(std::string_view text)
{
    const std::string line = firstLine(text);
    const auto says = [&line](std::string_view words) { return line.find(words) != std::string::npos; };
    if (says("out of memory") || says("can't allocate memory") || says("not enough memory")) {
        return {ErrorCode::OutOfMemory, line};
    }
    if (says("not implemented") || says("not supported") || says("doesn't support") || says("Could not run")) {
        return {ErrorCode::Unsupported, "LibTorch cannot do this: " + line};
    }
    return {ErrorCode::IoFailed, line};
}

/// Takes LibTorch's warnings, which speak to its programmers, from standard error. What there is to override takes
/// different things in different versions, so its arguments are taken from the class itself.
template<typename... What>
class Silence final : public c10::WarningHandler {
public:
    void process(What... /*what*/) override { }
};
template<typename... What>
Silence<What...> silenceFor(void (c10::WarningHandler::*process)(What...));
using QuietWarnings = decltype(silenceFor(&c10::WarningHandler::process));

/// Runs a function that calls LibTorch, without gradients. It returns a Result, and so does this; what is thrown on the
/// way becomes an Error. The only place of the module that catches.
template<typename Function>
std::invoke_result_t<Function> guarded(Function&& function)
{
    try {
        const c10::InferenceMode noGradients;
        QuietWarnings quiet;
        const PTHF_WARNINGS::WarningHandlerGuard silenced(&quiet);
        return std::forward<Function>(function)();
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "this machine's memory does not suffice"};
    } catch (const c10::OutOfMemoryError& error) {
        return Error{ErrorCode::OutOfMemory, firstLine(error.what_without_backtrace())};
    } catch (const c10::Error& error) {
        return errorOf(error.what_without_backtrace());
    } catch (const std::exception& error) {
        return errorOf(error.what());
    }
}

} // namespace pthf::torch_module

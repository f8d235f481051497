// SPDX-License-Identifier: Apache-2.0
#include "core/pickle/pickle_run.h"

namespace pthf {

std::optional<std::size_t> PickleRun::popMark()
{
    if (marks.empty()) {
        fail(ErrorCode::Corrupt, "no MARK on the stack");
        return std::nullopt;
    }
    const std::size_t height = marks.back();
    marks.pop_back();
    fence = marks.empty() ? 0 : marks.back();
    return height;
}

bool PickleRun::fail(ErrorCode code, const std::string& what)
{
    error = Error{code, place() + ": " + what, input.absolute(opcodePosition)};
    return false;
}

bool PickleRun::failInput()
{
    const Error refused = input.takeError();
    return fail(refused.code(), refused.message());
}

bool PickleRun::failUnderflow(std::size_t count)
{
    return fail(ErrorCode::Corrupt,
        "needs " + std::to_string(count) + " values on the stack, " + std::to_string(stack.size() - fence)
            + (fence == 0 ? " there" : " above the topmost MARK"));
}

std::string PickleRun::place() const
{
    return "opcode " + std::string(opcodeInfo(opcode).name) + " at " + std::to_string(input.absolute(opcodePosition));
}

} // namespace pthf

// SPDX-License-Identifier: Apache-2.0
#include "core/pickle/pickle_run.h"

namespace pthf {

void PickleRun::failNoMark()
{
    fail(ErrorCode::Corrupt, "no MARK on the stack");
}

bool PickleRun::fail(ErrorCode code, std::string_view what)
{
    error = Error{code, place() + ": " + std::string(what), input.absolute(input.opcodePosition())};
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
    return "opcode " + std::string(opcodeInfo(opcode).name) + " at "
        + std::to_string(input.absolute(input.opcodePosition()));
}

} // namespace pthf

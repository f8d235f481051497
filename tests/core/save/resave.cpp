// SPDX-License-Identifier: Apache-2.0
// resave IN OUT zip|legacy [structure]: writes a checkpoint again as it is, and compares all bytes or the structure
// only. For resave_oracle.py.
#include <cstdio>
#include <string_view>

#include "core/opening/open_checkpoint.h"
#include "core/save/save_checkpoint.h"
#include "tests/support/planned.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

Result<Receipt> resave(const char* in, const char* out, std::string_view format, Verification verification)
{
    const DocumentPtr document = PTHF_TRY(openCheckpoint(in, OpenOptions{}, quietTask()));
    SaveOptions options;
    options.target = out;
    options.format = format == "legacy" ? SaveFormat::Legacy : SaveFormat::Zip;
    options.overwrite = Overwrite::Yes;
    options.verification = verification;
    return saveCheckpoint(plannedAsIs(document), options, quietTask());
}

} // namespace

int main(int count, char** arguments)
{
    if (count != 4 && count != 5) {
        return 2;
    }
    const auto saved =
        resave(arguments[1], arguments[2], arguments[3], count == 5 ? Verification::Structure : Verification::Full);
    if (!saved) {
        std::fprintf(stderr, "%s: %s\n", arguments[1], saved.error().message().c_str());
        return saved.error().code() == ErrorCode::Unsupported ? 3 : 1;
    }
    return 0;
}

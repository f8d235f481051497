// SPDX-License-Identifier: Apache-2.0
#include "core/base/problems.h"
#include "core/folders/folder_files.h"
#include "core/folders/shard_index.h"
#include "core/foreign/pt2_config.h"
#include "tests/fuzz/fuzz_input.h"

using namespace pthf;
using namespace pthf::tests;

/// Index files of shards, and the JSON that describes the weights of exported programs.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto index = readShardIndex(*fileOf(data, size), Limits());
    if (index) {
        require(index->files.size() <= index->weights.size());
        for (const std::string& file : index->files) {
            const auto path = fileInside("/folder", file);
            require(!path || path->lexically_normal().string().starts_with("/folder"));
        }
    }
    Problems problems;
    const std::string text(reinterpret_cast<const char*>(data), size); // NOLINT: the fuzzer's own type
    static_cast<void>(readPt2Config(text, problems).has_value());
    return 0;
}

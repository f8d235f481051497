// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

/// The inputs in a folder, by name; nothing where there is none.
std::vector<std::filesystem::path> inputsIn(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> inputs;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.is_regular_file()) {
            inputs.push_back(entry.path());
        }
    }
    std::ranges::sort(inputs);
    return inputs;
}

} // namespace

/// Runs a fuzzer over the files of the folders that are named: what libFuzzer does with them, in every build. Failing
/// is crashing, or having nothing to run.
int main(int count, char** arguments)
{
    std::size_t inputs = 0;
    LLVMFuzzerTestOneInput(nullptr, 0);
    for (int i = 1; i < count; ++i) {
        for (const auto& path : inputsIn(arguments[i])) {
            std::cout << path.filename().string() << std::endl; // flushed: the last name is the one that crashed
            std::ifstream in(path, std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(in), {}};
            LLVMFuzzerTestOneInput(
                static_cast<const std::uint8_t*>(static_cast<const void*>(bytes.data())), bytes.size());
            ++inputs;
        }
    }
    std::cout << inputs << " inputs" << std::endl;
    return inputs == 0 ? 1 : 0;
}

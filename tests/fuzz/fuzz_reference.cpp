// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <string>

#include "core/base/byte_reader.h"
#include "core/match/load_report.h"
#include "core/match/suggest.h"
#include "core/reference/reference.h"
#include "tests/fuzz/fuzz_input.h"

using namespace pthf;
using namespace pthf::tests;

/// Whatever is pasted is read or refused; what was read is matched against itself and against half of itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto read = referenceFromText(asText(std::as_bytes(std::span(data, size))), "pasted text");
    if (!read) {
        require(!read.error().message().empty());
        return 0;
    }
    const Reference reference = completed(*read, read->keys);
    const KeyList& model = reference.keys;
    KeyList file;
    std::set<std::string> names; // a dictionary has no key twice
    for (std::size_t i = 0; i < model.size(); i += 2) {
        const std::string name = (i % 3 == 0 ? "module." : "") + model[i].key;
        if (names.insert(name).second) {
            file.push_back(model[i]);
            file.back().key = name;
        }
    }
    const LoadContext context{reference.modelName(), {}, nullptr};
    require(loadReport(model, model, matchKeys(model, model), context, Strict::Yes).loads || model.empty()
        || read->kind == Reference::Kind::LoadError);
    const KeyMatch match = matchKeys(file, model);
    require(match.counts.inModel() <= model.size() && match.counts.inFile() == file.size());
    for (const Strict strict : {Strict::Yes, Strict::No}) {
        require(!loadReport(file, model, match, context, strict).text.empty());
    }
    const auto suggestions = suggestFor(file, model, {}, fuzzTask());
    require(suggestions.has_value());
    for (const Suggestion& suggestion : *suggestions) {
        require(!suggestion.text.empty() && !suggestion.effect.empty());
    }
    return 0;
}

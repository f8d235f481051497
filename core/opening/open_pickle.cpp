// SPDX-License-Identifier: Apache-2.0
#include "core/foreign/joblib.h"
#include "core/io/byte_source.h"
#include "core/opening/opening.h"

namespace pthf {

Status openPickle(Opening& opening)
{
    Document& document = opening.document;
    const std::shared_ptr<const ByteSource> source = opening.bytes();
    const Limits& limits = opening.options.limits;
    JoblibArrays arrays(source, limits, opening.task);
    auto pickle = PTHF_TRY(readPickle(source, 0, document.content.graph, limits, opening.task, {.interlude = &arrays}));
    document.kind = FileKind::Pickle;
    document.what = "Python pickle (protocol " + std::to_string(pickle.protocol) + "), not made by torch.save"
        + (arrays.count() != 0 ? ", with numpy arrays by joblib" : "");
    document.content.root = pickle.root;
    if (pickle.end < source->size()) {
        document.problems.add(Severity::Info, ErrorCode::Corrupt,
            std::to_string(source->size() - pickle.end) + " bytes follow the end of the pickle", {}, pickle.end);
    }
    keepPickleFacts(document, std::move(pickle));
    for (PickleResult& inner : arrays.takePickles()) {
        keepPickleFacts(document, std::move(inner));
    }
    StorageHomes homes(opening);
    return interpretAll(document.content, homes, document.problems, opening.task);
}

} // namespace pthf

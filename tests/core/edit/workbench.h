// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/edit/planned_document.h"
#include "tests/support/graph_builder.h"
#include "tests/support/qtest_printers.h"

namespace pthf::tests {

/// A document made by hand or opened, its tree, and plans laid over it.
class Workbench {
public:
    GraphBuilder build;

    /// What was built becomes the document.
    void setRoot(ValueId root);
    /// A file of tests/data/fixtures becomes the document.
    void open(std::string_view fixture);

    Result<PlannedDocumentPtr> plan(std::vector<Operation> operations, std::string autoDevice = "cpu") const;
    /// The planned document; aborts the test program with the message where there is none.
    PlannedDocumentPtr planned(std::vector<Operation> operations, std::string autoDevice = "cpu") const;
    /// The message of a plan that cannot work; "" where it can.
    std::string refused(std::vector<Operation> operations) const;

    DocumentPtr document;
    TreeIndex tree;
};

KeyPath pathOf(std::string_view text);

/// Paths of the leaves, one a line, without what stands below @_metadata.
std::string keysOf(const PlannedDocument& planned);
/// "path device" of every tensor, one a line.
std::string devicesOf(const PlannedDocument& planned);
/// "path dtype [shape] device storage offset" of tensors, "path type value" of all else, one a line.
std::string leavesOf(const PlannedDocument& planned);
/// "path version" of what stands in the _metadata of a state dict, one a line.
std::string modulesOf(const PlannedDocument& planned, std::string_view stateDict);
/// Rows that are not Same: "- path", "+ path", "before → after".
std::string changesOf(const Workbench& bench, const PlannedDocument& planned);

/// The content that a pickle of the planned document would be read as: what the graph itself says of tensors, without
/// anything that the plan remembers. Leaves as leavesOf gives them.
std::string rereadLeaves(const PlannedDocument& planned);

} // namespace pthf::tests

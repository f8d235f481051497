// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <system_error>

#include "app/cli/exit_status.h"
#include "app/cli/options.h"
#include "core/checkpoint/tree_index.h"
#include "core/io/file_source.h"
#include "core/report/card.h"
#include "core/report/folder_listing.h"
#include "core/report/markdown_report.h"
#include "core/sniff/sniff.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf::cli {
namespace {

constexpr const char* kInfoHelp =
    "--json prints one object, for several FILEs or a folder an array of them:\n"
    "  {\"file\":{\"path\",\"bytes\"}, \"kind\", \"what\", \"holds\", \"detail\", \"tensors\", \"parameters\", "
    "\"trainable\", "
    "\"tensor_bytes\",\n"
    "   \"storages\", \"storage_bytes\", \"memory\":{\"load\",\"model\"}, "
    "\"devices\":{DEVICE:{\"tensors\",\"bytes\"}}, \"dtypes\":{DTYPE:{…}},\n"
    "   \"roles\":[{\"path\",\"role\",\"label\",\"tensors\",\"bytes\"}], \"facts\":{\"epoch\":12,…},\n"
    "   \"weights_only\":{\"loads\",\"because\":[{\"global\",\"path\"}]},\n"
    "   \"loads_on\":[{\"where\",\"id\",\"yes\",\"why\",\"fix\":[operation]}],\n"
    "   "
    "\"findings\":[{\"id\",\"severity\":\"info|warning|error|danger\",\"text\",\"path\",\"fix\":[operation],\"label\"}]"
    "}\n"
    "A file that cannot be read has a card too: kind \"unreadable\", with a member \"error\". A path is a list of "
    "keys;\n"
    "operations are those of recipes.";

struct InfoArguments {
    enum class Page : std::uint8_t { Card, Markdown };
    std::vector<std::string> inputs;
    Recursive recursive = Recursive::No;
    Page page = Page::Card;
    OutputForm form = OutputForm::Text;
    TextEncoding encoding = TextEncoding::Automatic;
};

std::uint64_t fileBytes(const std::string& input)
{
    std::error_code failed;
    const auto bytes = std::filesystem::file_size(input, failed);
    return failed ? 0 : static_cast<std::uint64_t>(bytes);
}

/// What a file is that does not open as a checkpoint: formats that are not ours to read have a card all the same, what
/// is damaged has none.
FileKind kindOf(const Console& console, const std::string& input, const Error& error)
{
    const bool isForeign = error.code() == ErrorCode::Unsupported;
    auto source = FileSource::open(input);
    if (!source) {
        return isForeign && input == "-" ? FileKind::Other : FileKind::Unreadable;
    }
    SilentProgress progress;
    const auto sniffed = sniff(std::move(source).value(), Limits{}, Task{console.stop(), progress});
    if (!sniffed) {
        return FileKind::Unreadable;
    }
    return sniffed->isCheckpoint() && !isForeign ? FileKind::Unreadable : sniffed->kind;
}

Answer unreadable(const InfoArguments& arguments, const Console& console, const std::string& input, const Error& error)
{
    if (error.code() == ErrorCode::Cancelled || error.code() == ErrorCode::Internal) {
        console.fail(OutputForm::Text, error, input);
        return {errorAnswer(error, input), statusOfOpening(error)};
    }
    const FileKind kind = kindOf(console, input, error);
    const int status = kind == FileKind::Unreadable ? kUnreadable : kDone;
    if (arguments.form == OutputForm::Json) {
        return {unreadableCardToJson(input, fileBytes(input), kind, error), status};
    }
    if (status != kDone) {
        console.fail(OutputForm::Text, error, input);
        return {{}, status};
    }
    return {"File        " + displayText(input) + ", " + sizeText(fileBytes(input)) + "\nWhat        "
            + displayText(error.message()) + '\n',
        status};
}

struct Opened {
    DocumentPtr document;
    TreeIndex tree;
};

Result<Opened> openWithTree(const Console& console, const std::string& input, TextEncoding encoding)
{
    TerminalProgress progress("Opening " + displayText(input));
    const Task task{console.stop(), progress};
    DocumentPtr document = PTHF_TRY(openInput(input, task));
    document = PTHF_TRY(shownAs(document, encoding, task));
    TreeIndex tree = PTHF_TRY(indexTree(document->content, task));
    return Opened{document, std::move(tree)};
}

Card cardOf(const Opened& opened, const std::string& input)
{
    Card card = makeCard(*opened.document, opened.document->content, opened.tree);
    card.path = input;
    return card;
}

Answer answerFor(const InfoArguments& arguments, const Console& console, const std::string& input)
{
    const auto opened = openWithTree(console, input, arguments.encoding);
    if (!opened) {
        return unreadable(arguments, console, input, opened.error());
    }
    const Card card = cardOf(*opened, input);
    const Content& content = opened->document->content;
    if (arguments.page == InfoArguments::Page::Markdown) {
        return {markdownReport(card, content, opened->tree)};
    }
    return {arguments.form == OutputForm::Json ? cardToJson(card, content, opened->tree)
                                               : cardToText(card, content, opened->tree)};
}

/// All cards of a batch, and the highest status.
class Cards {
public:
    explicit Cards(OutputForm form)
        : m_form(form)
    {
    }

    void add(const Answer& answer)
    {
        m_status = std::max(m_status, answer.status);
        if (answer.text.empty()) {
            return;
        }
        if (!m_text.empty()) {
            m_text += m_form == OutputForm::Json ? ",\n" : "\n";
        }
        m_text += answer.text;
    }

    int status() const noexcept { return m_status; }

    enum class Shape : std::uint8_t { One, Array };

    /// With Json and Shape::Array, several cards or those of a folder, the answer is an array.
    int print(const Console& console, Shape shape) const
    {
        const bool isArray = m_form == OutputForm::Json && shape == Shape::Array;
        const std::string text = isArray ? '[' + m_text + ']' : m_text;
        const Status printed = text.empty() ? Status(Done{}) : console.print(text);
        return printed ? m_status : std::max(m_status, statusOfSaving(printed.error()));
    }

private:
    OutputForm m_form;
    std::string m_text;
    int m_status = kDone;
};

void addFromFolder(
    Cards& cards, const InfoArguments& arguments, const Console& console, const std::filesystem::path& file)
{
    if (arguments.form == OutputForm::Text) {
        TerminalProgress progress("Opening " + displayText(file.string()));
        if (const auto row = folderRow(file, OpenOptions{}, Task{console.stop(), progress})) {
            cards.add({folderRowText(*row)});
        }
    } else if (const auto opened = openWithTree(console, file.string(), arguments.encoding)) {
        cards.add({cardToJson(cardOf(*opened, file.string()), opened->document->content, opened->tree)});
    }
}

/// The checkpoints of a folder: what is none is left out.
void addFolder(Cards& cards, const InfoArguments& arguments, const Console& console, const std::string& folder)
{
    SilentProgress silent;
    const FolderDepth depth = arguments.recursive == Recursive::Yes ? FolderDepth::Below : FolderDepth::Here;
    const auto files = checkpointsIn(folder, depth, Task{console.stop(), silent});
    if (!files) {
        cards.add(unreadable(arguments, console, folder, files.error()));
        return;
    }
    for (const std::filesystem::path& file : *files) {
        addFromFolder(cards, arguments, console, file);
        if (console.stop().stop_requested()) {
            cards.add({{}, kCancelled});
            return;
        }
    }
}

int runInfo(const InfoArguments& arguments, const Console& console)
{
    Cards cards(arguments.form);
    const bool isOne = arguments.inputs.size() == 1 && !isFolderOfFiles(arguments.inputs.front());
    for (const std::string& input : arguments.inputs) {
        if (isFolderOfFiles(input)) {
            addFolder(cards, arguments, console, input);
        } else {
            cards.add(answerFor(arguments, console, input));
        }
        if (cards.status() == kCancelled) {
            break;
        }
    }
    return cards.print(console, isOne ? Cards::Shape::One : Cards::Shape::Array);
}

} // namespace

void declareInfo(CLI::App& app, Action& chosen)
{
    auto arguments = std::make_shared<InfoArguments>();
    CLI::App& command =
        *app.add_subcommand("info", "What a file is, what it holds, what is wrong with it, where it loads");
    command.add_option("FILE", arguments->inputs, "Checkpoints, or folders of them")->required();
    addJson(command, arguments->form);
    InfoArguments& to = *arguments;
    command.add_flag_callback(
        "--markdown", [&to] { to.page = InfoArguments::Page::Markdown; },
        "Print a report to paste into an issue, with the memory that training takes");
    addRecursive(command, arguments->recursive);
    addEncoding(command, arguments->encoding);
    command.footer(kInfoHelp);
    runs(command, chosen, arguments, runInfo);
}

} // namespace pthf::cli

// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/exit_status.h"
#include "app/cli/options.h"

namespace pthf::cli {
namespace {

// What shells and man have to know stands in the declarations of the subcommands already: everything here is written
// from them, so that it cannot fall behind.

struct Word {
    std::string text; ///< "--map-location", "convert"
    std::string help; ///< one line
    std::string value; ///< what an option takes; empty for flags and subcommands
};

struct Subcommand {
    Word word;
    std::vector<Word> options;
    std::string usage; ///< positional arguments: "FILE [PATH]"
    std::string footer; ///< several lines
};

std::string firstLine(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

Subcommand subcommandOf(const CLI::App& app)
{
    Subcommand subcommand{{app.get_name(), firstLine(app.get_description()), {}}, {}, {}, app.get_footer()};
    for (const CLI::Option* option : app.get_options()) {
        const bool isFlag = option->get_items_expected_max() == 0;
        if (option->get_positional()) {
            const std::string name = option->get_name(true);
            subcommand.usage += option->get_required() ? ' ' + name : " [" + name + ']';
            subcommand.usage += option->get_items_expected_max() > 1 ? "…" : "";
        }
        for (const std::string& name : option->get_lnames()) {
            subcommand.options.push_back(
                {"--" + name, firstLine(option->get_description()), isFlag ? std::string() : option->get_type_name()});
        }
    }
    return subcommand;
}

std::vector<Subcommand> subcommandsOf(const CLI::App& app)
{
    std::vector<Subcommand> subcommands;
    for (const CLI::App* child : app.get_subcommands([](const CLI::App* candidate) {
             return !candidate->get_group().empty(); // an empty group hides a subcommand from help
         })) {
        subcommands.push_back(subcommandOf(*child));
    }
    return subcommands;
}

std::string replaced(std::string_view text, const std::map<char, std::string>& replacements)
{
    std::string out;
    for (const char letter : text) {
        const auto found = replacements.find(letter);
        out += found == replacements.end() ? std::string(1, letter) : found->second;
    }
    return out;
}

std::string bashScript(const std::vector<Subcommand>& subcommands)
{
    std::string names;
    std::string cases;
    for (const Subcommand& subcommand : subcommands) {
        names += subcommand.word.text + ' ';
        cases += "    " + subcommand.word.text + ") words=\"";
        for (const Word& option : subcommand.options) {
            cases += option.text + ' ';
        }
        cases += "\" ;;\n";
    }
    return "# Completion of pthf for bash\n_pthf() {\n  local current=\"${COMP_WORDS[COMP_CWORD]}\" words\n"
           "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \""
        + names
        + "--help --version\" -- \"$current\"))\n    return\n  fi\n  case \"$current\" in\n  -*)\n"
          "    case \"${COMP_WORDS[1]}\" in\n"
        + cases
        + "    esac\n    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n    ;;\n"
          "  *) compopt -o filenames; COMPREPLY=($(compgen -f -- \"$current\")) ;;\n  esac\n}\ncomplete -F _pthf "
          "pthf\n";
}

std::string zshScript(const std::vector<Subcommand>& subcommands)
{
    const auto quoted = [](const std::string& text) {
        return replaced(text, {{'\'', "'\\''"}, {':', "\\:"}, {'[', "\\["}, {']', "\\]"}});
    };
    std::string names;
    std::string cases;
    for (const Subcommand& subcommand : subcommands) {
        names += "    '" + subcommand.word.text + ':' + quoted(subcommand.word.help) + "'\n";
        cases += "  " + subcommand.word.text + ")\n    _arguments \\\n";
        for (const Word& option : subcommand.options) {
            const std::string value = option.value.empty() ? "" : ":" + quoted(option.value) + ":_files";
            cases += "      '*" + option.text + '[' + quoted(option.help) + ']' + value + "' \\\n";
        }
        cases += "      '*:file:_files' ;;\n";
    }
    return "#compdef pthf\n# Completion of pthf for zsh\n_pthf() {\n  local -a commands\n  commands=(\n" + names
        + "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
          "  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n"
        + cases + "  esac\n}\n_pthf \"$@\"\n";
}

std::string fishScript(const std::vector<Subcommand>& subcommands)
{
    const auto quoted = [](const std::string& text) {
        return '\'' + replaced(text, {{'\'', "\\'"}, {'\\', "\\\\"}}) + '\'';
    };
    std::string script = "# Completion of pthf for fish\n";
    for (const Subcommand& subcommand : subcommands) {
        script += "complete -c pthf -n __fish_use_subcommand -f -a " + subcommand.word.text + " -d "
            + quoted(subcommand.word.help) + '\n';
        for (const Word& option : subcommand.options) {
            script += "complete -c pthf -n '__fish_seen_subcommand_from " + subcommand.word.text + "' -l "
                + option.text.substr(2) + (option.value.empty() ? "" : " -r") + " -d " + quoted(option.help) + '\n';
        }
    }
    return script;
}

/// Text as roff takes it: no line begins with a control character, backslashes and dashes are what they look like.
std::string roff(const std::string& text)
{
    std::string out = replaced(text, {{'\\', "\\e"}, {'-', "\\-"}, {'\n', "\n\\&"}});
    return "\\&" + out;
}

std::string manPage(const CLI::App& app, const std::vector<Subcommand>& subcommands)
{
    std::string page = ".TH PTHF 1 \"\" \"pthf " PTHF_VERSION "\" \"User commands\"\n.SH NAME\npthf \\- look into "
                       "PyTorch checkpoints and write the one you need\n.SH SYNOPSIS\n.B pthf\n.I SUBCOMMAND FILE\n"
                       "[\\fIoptions\\fR]\n.SH DESCRIPTION\n"
        + roff(app.get_description()) + "\n.PP\n" + roff(app.get_footer()) + "\n.SH SUBCOMMANDS\n";
    for (const Subcommand& subcommand : subcommands) {
        page += ".SS pthf " + subcommand.word.text + roff(subcommand.usage) + '\n' + roff(subcommand.word.help) + ".\n";
        for (const Word& option : subcommand.options) {
            page += ".TP\n\\fB" + roff(option.text) + "\\fR " + (option.value.empty() ? "" : roff(option.value)) + '\n'
                + roff(option.help) + '\n';
        }
        if (!subcommand.footer.empty()) {
            page += ".PP\n.nf\n" + roff(subcommand.footer) + "\n.fi\n";
        }
    }
    return page + ".SH SEE ALSO\n.BR pthfinder (1)\n";
}

} // namespace

void declareCompletion(CLI::App& app, Action& chosen)
{
    CLI::App& command = *app.add_subcommand("completion", "Print the completion script of a shell, or the man page");
    command.group(""); // for packaging, and for those who look for it
    const auto form = std::make_shared<std::string>();
    command.add_option("FORM", *form, "bash, zsh, fish or man")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish", "man"}));
    command.callback([&app, &chosen, form] {
        chosen = [&app, form](const Console& console) {
            const std::vector<Subcommand> subcommands = subcommandsOf(app);
            const std::string text = *form == "bash" ? bashScript(subcommands)
                : *form == "zsh"                     ? zshScript(subcommands)
                : *form == "fish"                    ? fishScript(subcommands)
                                                     : manPage(app, subcommands);
            const Status printed = console.print(text);
            return printed ? kDone : statusOfSaving(printed.error());
        };
    });
}

} // namespace pthf::cli

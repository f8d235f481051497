// SPDX-License-Identifier: Apache-2.0
#include "core/reference/other_errors.h"

#include <algorithm>
#include <array>

namespace pthf {

namespace {

/// Words of a message, and what a person should know. The first row that is found in the text holds: the special ones
/// stand before the general ones.
struct KnownError {
    std::string_view words;
    std::string_view meaning;
};

constexpr std::array<KnownError, 40> kKnown{{
    // torch/serialization.py
    {"Attempting to deserialize object on ",
        "the file is tagged for a GPU that the machine does not have: `--map-location cpu` rewrites the tags, "
        "`--map-device cuda:3=cuda:0` one of them"},
    {"don't know how to restore data location of",
        "the file is tagged for a device that this torch does not know: `--map-location cpu` rewrites the tags"},
    {"device module is not registered",
        "the file is tagged for a device whose back end is not installed: `--map-location cpu` rewrites the tags"},
    {"did you mean to use torch.jit.load()",
        "the file is newer than this torch, which is older than 1.6: `--format legacy` writes what it reads"},
    {"maximum supported version for reading is",
        "the file is newer than this torch: `--format legacy`, or a newer torch, reads it"},
    {"Invalid magic number; corrupt file?",
        "the file was not written by torch.save, most often by pickle.dump: `convert FILE OUT` writes it as torch "
        "does"},
    {"mmap can only be used with files saved with",
        "the file has the format of torch before 1.6: `--format zip` writes one that can be mapped"},
    {"looks like a TorchScript archive",
        "the file is a TorchScript program: torch.jit.load reads it, `--state-dict` takes its weights out"},
    {"failed locating file constants.pkl",
        "the file holds weights, no TorchScript program: torch.load reads it, not torch.jit.load; LibTorch takes it "
        "after `--plain-dict`"},
    {"file in archive is not in a subdirectory",
        "the archive was packed again without its folder: `convert FILE OUT` writes it as torch does"},
    {"failed finding central directory",
        "the file is cut short: copy or download it again; `check` says how much is there, `salvage` keeps what is "
        "whole"},
    {"PytorchStreamWriter failed", "the disk was full, or a quota was reached, while the file was written"},
    {"unexpected pos ", "the disk was full, or a quota was reached, while the file was written"},
    {"PytorchStreamReader failed",
        "the file is damaged: copy or download it again; `check` says where, `salvage` keeps what is whole"},
    {"storage has wrong size",
        "the file is damaged: copy or download it again; `check` says where, `salvage` keeps what is whole"},
    {"unexpected EOF, expected", "the file is cut short: copy or download it again; `salvage` keeps what is whole"},
    {"Ran out of input", "the file is empty: whatever wrote it was stopped before the first byte"},
    {"invalid load key, 'v'",
        "the file is most likely a Git LFS pointer: `git lfs pull` in its repository fetches the weights"},
    {"invalid load key, '<'", "the file is most likely a web page: download it again; `info` shows its title"},
    {"invalid load key", "the file is no pickle: `info` says what it is"},
    {"no persistent_load function was specified",
        "the file is torch's own, and was given to pickle.load: torch.load reads it"},
    {"codec can't decode byte",
        "the file holds strings of Python 2: torch.load(…, encoding=\"latin1\") reads it, and any file that `convert` "
        "wrote with --portable"},
    {"numpy._core",
        "the file holds values of numpy 2, and the machine has numpy 1: `--portable` turns them into plain ones"},
    {"Cannot save multiple tensors or storages that view the same data as different types",
        "two tensors read one storage as different types: `--untie` gives each its own"},
    // torch/_weights_only_unpickler.py
    {"Unsupported operand",
        "the file was pickled with a newer protocol than weights_only reads: `convert FILE OUT` writes protocol 2"},
    {"Unsupported global",
        "the file holds more than weights: `--portable` writes a copy that weights_only accepts; `info` lists what "
        "stands in the way"},
    {"Weights only load failed",
        "the file holds more than weights: `--portable` writes a copy that weights_only accepts; `info` lists what "
        "stands in the way"},
    // torch/optim/optimizer.py
    {"different number of parameter groups",
        "the optimizer in the file was made with other parameter groups: `--drop-role optimizer` starts it anew"},
    {"doesn't match the size of optimizer's group",
        "the optimizer in the file was made for other parameters: `--drop-role optimizer` starts it anew"},
    // LibTorch
    {"isGenericDict()", "LibTorch reads no OrderedDict: `--plain-dict` writes plain dictionaries"},
    {"Expected GenericDict but got", "LibTorch reads no OrderedDict: `--plain-dict` writes plain dictionaries"},
    {"Expected state_dict to be dict-like",
        "a whole model was given where its state dict is expected: `--state-dict` writes that"},
    // safetensors
    {"Some tensors share memory",
        "safetensors takes no shared tensors: `--format safetensors` writes one of them and records the others"},
    {"HeaderTooLarge", "the file is no safetensors file: `info` says what it is"},
    {"InvalidHeaderDeserialization", "the file is no safetensors file, or damaged: `info` says what it is"},
    {"MetadataIncompleteBuffer", "the file is cut short: copy or download it again; `salvage` keeps what is whole"},
    // Python
    {"No module named",
        "the file holds objects of classes that are not installed: `--state-dict` takes the weights out of a whole "
        "model, `--portable` makes other objects plain"},
    {"Can't get attribute",
        "the file holds objects of classes that are not there: `--state-dict` takes the weights out of a whole model, "
        "`--portable` makes other objects plain"},
    {"CUDA out of memory",
        "the weights were loaded onto a GPU that has no room for them: `--map-location cpu` tags them for the host"},
    {"KeyError: ",
        "the script asks for a key that is not at the top of the file: `info` lists its parts, `--extract` "
        "and `--wrap` move them"},
}};

} // namespace

std::optional<std::string> meaningOfError(std::string_view text)
{
    const auto* const known = std::ranges::find_if(
        kKnown, [text](const KnownError& error) { return text.find(error.words) != std::string_view::npos; });
    return known == kKnown.end() ? std::nullopt : std::optional(std::string(known->meaning));
}

} // namespace pthf

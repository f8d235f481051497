// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/reference/other_errors.h"
#include "core/reference/reference.h"

using namespace pthf;

/// Messages that people paste and that are not load_state_dict's: what they mean, and what helps.
class TestOtherErrors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMessageIsAnsweredWithWhatHelps_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("word");
        const auto row = [](const char* text, const char* word) {
            QTest::newRow(text) << std::string("Traceback (most recent call last):\n  File \"run.py\", line 3\n") + text
                                << std::string(word);
        };
        row("RuntimeError: Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False. "
            "If you are running on a CPU-only machine, please use torch.load with map_location=torch.device('cpu') to "
            "map your storages to the CPU.",
            "--map-location cpu");
        row("Attempting to deserialize object on CUDA device 3 but torch.cuda.device_count() is 1. Please use "
            "torch.load with map_location to map your storages to an existing device.",
            "--map-device");
        row("don't know how to restore data location of torch.storage.UntypedStorage (tagged with xla:0)",
            "--map-location cpu");
        row("model.pth is a zip archive (did you mean to use torch.jit.load()?)", "--format legacy");
        row("Invalid magic number; corrupt file?", "pickle.dump");
        row("mmap can only be used with files saved with `torch.save(_use_new_zipfile_serialization=True)`",
            "--format zip");
        row("_pickle.UnpicklingError: Weights only load failed. This file can still be loaded, to do so you have two "
            "options\n\tWeightsUnpickler error: Unsupported global: GLOBAL numpy.core.multiarray.scalar",
            "--portable");
        row("WeightsUnpickler error: Unsupported operand 149", "protocol 2");
        row("PytorchStreamReader failed reading zip archive: failed finding central directory", "salvage");
        row("PytorchStreamReader failed locating file constants.pkl: file not found", "torch.load");
        row("PytorchStreamReader failed reading file data/3: file read failed", "damaged");
        row("file in archive is not in a subdirectory: data.pkl", "without its folder");
        row("Attempted to read a PyTorch file with version 10, but the maximum supported version for reading is 6",
            "newer than this torch");
        row("_pickle.UnpicklingError: invalid load key, 'v'.", "git lfs pull");
        row("_pickle.UnpicklingError: invalid load key, '<'.", "web page");
        row("EOFError: Ran out of input", "empty");
        row("RuntimeError: unexpected EOF, expected 8 more bytes. The file might be corrupted.", "cut short");
        row("A load persistent id instruction was encountered, but no persistent_load function was specified.",
            "torch.load");
        row("UnicodeDecodeError: 'ascii' codec can't decode byte 0xe4 in position 0", "Python 2");
        row("ModuleNotFoundError: No module named 'numpy._core'", "numpy 2");
        row("ModuleNotFoundError: No module named 'models'", "--state-dict");
        row("AttributeError: Can't get attribute 'Net' on <module '__main__'>", "--state-dict");
        row("ValueError: loaded state dict has a different number of parameter groups", "--drop-role optimizer");
        row("ValueError: loaded state dict contains a parameter group that doesn't match the size of optimizer's group",
            "--drop-role optimizer");
        row("isGenericDict() INTERNAL ASSERT FAILED Expected GenericDict but got None", "--plain-dict");
        row("TypeError: Expected state_dict to be dict-like, got <class 'models.Net'>.", "--state-dict");
        row("Some tensors share memory, this will lead to duplicate memory on disk", "safetensors");
        row("KeyError: 'state_dict'", "--extract");
    }
    void aMessageIsAnsweredWithWhatHelps()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, word);
        const auto meaning = meaningOfError(text);
        QVERIFY(meaning.has_value());
        QVERIFY2(meaning->find(word) != std::string::npos, meaning->c_str());
        const auto reference = referenceFromText(text, "pasted text");
        QVERIFY(!reference.has_value());
        QCOMPARE(reference.error().code(), ErrorCode::Unsupported);
        QVERIFY(reference.error().message().ends_with(*meaning));
    }

    void aListOfNamesStaysOne()
    {
        const auto reference = referenceFromText("KeyError: log\nconv.weight [3, 4]\nconv.bias [3]\n", "names.txt");
        QVERIFY(reference.has_value());
        QVERIFY(!meaningOfError("conv.weight [3, 4]").has_value());
    }
};

QTEST_GUILESS_MAIN(TestOtherErrors)
#include "tst_other_errors.moc"

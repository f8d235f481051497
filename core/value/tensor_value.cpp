// SPDX-License-Identifier: Apache-2.0
#include "core/value/tensor_value.h"

namespace pthf {

std::string_view storedName(Stored stored) noexcept
{
    switch (stored) {
    case Stored::Whole:
        return "whole";
    case Stored::Partly:
        return "partly";
    case Stored::Lost:
        return "lost";
    }
    return "lost";
}

std::string_view tensorFormName(TensorForm form) noexcept
{
    switch (form) {
    case TensorForm::Strided:
        return "strided";
    case TensorForm::Quantized:
        return "quantized";
    case TensorForm::SparseCoo:
        return "sparse_coo";
    case TensorForm::SparseCsr:
        return "sparse_csr";
    case TensorForm::SparseCsc:
        return "sparse_csc";
    case TensorForm::SparseBsr:
        return "sparse_bsr";
    case TensorForm::SparseBsc:
        return "sparse_bsc";
    case TensorForm::Nested:
        return "nested";
    case TensorForm::Meta:
        return "meta";
    case TensorForm::Wrapper:
        return "wrapper";
    }
    return "strided";
}

} // namespace pthf

"""Arrays by their address, so that one loop can walk any number of them."""

from typing import Any

import numba
import numpy as np
from numba.extending import intrinsic
from numpy.typing import NDArray

from durf.matching.compiled import compiled


def _typed(typing: Any, address: Any) -> Any:
    """Take a number for the address of uint32."""
    pointer: Any = numba.types.CPointer(numba.types.uint32)  # type: ignore[no-untyped-call]

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], context.get_value_type(pointer))

    return pointer(numba.types.int64), generate


_pointer: Any = intrinsic(_typed)
_array_at: Any = numba.carray  # type: ignore[attr-defined]  # numba lists no exports


@compiled
def words_at(address: np.int64, size: np.int64) -> NDArray[np.uint32]:
    """Return the uint32 array that lies at an address; for loops over any number of arrays, which the caller keeps.

    Only within compiled code, and only with what `address_of` gave.
    """
    return _array_at(_pointer(address), size)  # type: ignore[no-any-return]


def address_of(array: NDArray[np.uint32]) -> int:
    """Return where a contiguous array of uint32 lies, for as long as it is kept; raises ValueError for any other."""
    if array.dtype != np.uint32 or not array.flags.c_contiguous:
        raise ValueError("words in one piece are needed")
    return int(array.ctypes.data)

"""Replaces the bodies of wasm functions that no message can reach by a trap, so that wasm-opt drops what only they call.

What is called through a table of methods stays in the wasm whether anybody calls it or not: neither the compiler nor the linker
nor wasm-opt can tell. Three such tables are in every contract:

- `StdError` keeps a `std::backtrace::Backtrace` that can print itself, with a demangler of symbols: 22 KB. On wasm it is always
  disabled, and only `{:?}` of a `StdError` would print it.
- Every error in a box can be printed by `{:?}`; of the two that do more than nothing, a text and serde_json's error, that is 1.4 KB.
  No message of a contract is printed so, and a panic here prints nothing.
- `Deps` has a querier, 10 KB, also where the contract asks nothing.

A stub that is reached all the same traps: the message fails, and nothing is stored or paid.
"""

import re
from collections.abc import Callable

CODE, IMPORT, CUSTOM = 10, 2, 0
STUB = b"\x00\x00\x0b"  # no locals; unreachable; end
# The paths of Rust's symbols: each name after its length. The last crate of a symbol only says who asked for it.
DEMANGLER = re.compile(r"_14rustc_demangle(?!$)")
BACKTRACE = re.compile(r"3std12backtrace_rs|3std9backtrace.*3fmt")
DEBUG = re.compile(r"(10serde_json5error|11StringError).*3fmt5Debug3fmt$")
QUERIER = re.compile(r"15ExternalQuerier.*9raw_query$")


def prints_a_backtrace(name: str) -> bool:
    """Whether the function only serves to print a backtrace; dropping one is something else."""
    return "drop_in_place" not in name and bool(DEMANGLER.search(name) or BACKTRACE.search(name))


def prints_a_boxed_error(name: str) -> bool:
    """Whether the function is `{:?}` of an error in a box; its text is printed by another."""
    return bool(DEBUG.search(name))


def queries(name: str) -> bool:
    """Whether the function is the door to the chain's other state."""
    return bool(QUERIER.search(name))


def stub(module: bytes, is_unused: Callable[[str], bool]) -> tuple[bytes, list[str]]:
    """The module with a trap for a body wherever `is_unused` says so of a function's name, and those names. Needs the name section."""
    sections = list(_sections(module))
    imported = next((_imported_functions(content) for kind, content in sections if kind == IMPORT), 0)
    names = next(filter(None, (_function_names(content) for kind, content in sections if kind == CUSTOM)), {})
    stubbed = {index - imported: name for index, name in names.items() if index >= imported and is_unused(name)}
    parts = [module[:8]]
    for kind, content in sections:
        written = _with_stubs(content, stubbed.keys()) if kind == CODE else content
        parts += [bytes([kind]), _leb(len(written)), written]
    return b"".join(parts), sorted(stubbed.values())


def _with_stubs(code: bytes, stubbed) -> bytes:
    count, at = _read_leb(code, 0)
    bodies = [_leb(count)]
    for index in range(count):
        length, at = _read_leb(code, at)
        body = STUB if index in stubbed else code[at : at + length]
        bodies += [_leb(len(body)), body]
        at += length
    return b"".join(bodies)


def _sections(module: bytes):
    at = 8  # after magic and version
    while at < len(module):
        kind = module[at]
        length, at = _read_leb(module, at + 1)
        yield kind, module[at : at + length]
        at += length


def _imported_functions(content: bytes) -> int:
    """How many functions come first in the numbering. A contract imports nothing else."""
    count, at = _read_leb(content, 0)
    for _ in range(count):
        for _ in ("module", "field"):
            length, at = _read_leb(content, at)
            at += length
        if content[at] != 0:
            raise ValueError("an import that is no function")
        _, at = _read_leb(content, at + 1)
    return count


def _function_names(content: bytes) -> dict[int, str]:
    """Index → symbol; empty unless this is the section that names functions."""
    length, at = _read_leb(content, 0)
    if content[at : at + length] != b"name":
        return {}
    at += length
    while at < len(content):
        kind = content[at]
        length, at = _read_leb(content, at + 1)
        if kind == 1:
            return dict(_names(content, at))
        at += length
    return {}


def _names(content: bytes, at: int):
    count, at = _read_leb(content, at)
    for _ in range(count):
        index, at = _read_leb(content, at)
        length, at = _read_leb(content, at)
        yield index, content[at : at + length].decode()
        at += length


def _read_leb(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _leb(value: int) -> bytes:
    encoded = bytearray()
    while value >= 0x80:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*encoded, value])

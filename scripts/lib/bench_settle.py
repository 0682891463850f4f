"""`scripts/bench settle`: what settlement costs on a chain of its own."""

import argparse
import json
import sys
from pathlib import Path

import bench_chain

SNAPSHOT = Path(__file__).resolve().parent.parent.parent / "benches/settle/snapshot.json"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one object instead of tables")
    parser.add_argument("--refresh", action="store_true", help="write what was measured to benches/settle/snapshot.json")
    parser.add_argument("--unpinned-only", action="store_true", help="leave out the half with pinned codes")
    parser.add_argument("--small", action="store_true", help="leave out trees of more than a thousand leaves")
    parser.add_argument("--prebuilt", action="store_true", help="take artifacts/ as it is instead of building it")
    parser.add_argument("--rpc-port", type=int, default=31657, help="the chain's first port")
    parser.add_argument("--api-port", type=int, default=3417, help="the chain's REST port")


def run(args: argparse.Namespace) -> int:
    contracts = bench_chain.ours(args.prebuilt)
    flags = [flag for flag, wanted in (("--unpinned-only", args.unpinned_only), ("--small", args.small)) if wanted]
    bench_chain.program("settle")  # before the chain begins to make blocks
    with bench_chain.running(contracts, bench_chain.noop(), args.rpc_port, args.api_port) as chain:
        found = bench_chain.measure("settle", chain, *flags)
    sys.stdout.write(json.dumps(found, indent=1) + "\n" if args.json else tables(found))
    if args.refresh:
        SNAPSHOT.write_text(json.dumps(found, indent=1) + "\n")
    return 0


def tables(found: dict) -> str:
    """Roots, claims, committees and disputes as Markdown, each with the unpinned half and then the pinned one."""
    return "\n".join([floors(found), roots(found), claims(found), committee(found), disputes(found)])


def floors(found: dict) -> str:
    words = [f"{row['gas']:,} gas {'with every code pinned' if row['pinned'] else 'with nothing pinned'}" for row in found["floors"]]
    return f"An empty call uses {', '.join(words)}.\n"


def roots(found: dict) -> str:
    rows = [[f"{row['leaves']:,}", row["signers"], row["root_gas"], row["above_floor"], row["pinned"]] for row in found["roots"]]
    return table(["leases", "signatures", "gas of the root", "above an empty call", "pinned"], rows)


def claims(found: dict) -> str:
    rows = [
        [f"{row['leaves']:,}", row["layout"], row["method"], row["batch"], row["gas"], row["gas_per_lease"],
         row["gas_per_lease_above_floor"], row["pinned"]]
        for row in found["claims"]
    ]  # fmt: skip
    heads = ["leases in the tree", "order", "by", "claimed", "gas", "gas a lease, all in", "gas a lease above empty calls", "pinned"]
    return table(heads, rows)


def committee(found: dict) -> str:
    rows = [
        [row["members"], row["signers"], row["gas"], row["verification_only"], row["post_gas"], row["post_above_floor"], row["pinned"]]
        for row in found["committee"]
    ]
    heads = ["members", "signatures", "verification above an empty call", "without bytes and keys", "gas of the root",
             "above an empty call", "pinned"]  # fmt: skip
    return table(heads, rows)


def disputes(found: dict) -> str:
    rows = [
        [row["k"], row["inputs"], row["message_bytes"], row["gas"], row["above_floor"], row["pinned"]] for row in found["disputes"]
    ]
    return table(["length of the dot product", "inputs", "bytes of the message", "gas, all in", "above an empty call", "pinned"], rows)


def table(heads: list[str], rows: list[list]) -> str:
    lines = [f"| {' | '.join(heads)} |", "|" + "---:|" * len(heads)]
    lines += [f"| {' | '.join(map(cell, row))} |" for row in rows]
    return "\n".join(lines) + "\n"


def cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)

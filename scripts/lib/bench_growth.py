"""`scripts/bench growth`: what messages cost as users, positions, leases and grants grow, and by the hops of a swap."""

import argparse
import json
import sys

import bench_chain
from bench_settle import table


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print a list of objects instead of a table")
    parser.add_argument("--most", type=int, default=10_000, help="the largest crowd")
    parser.add_argument("--prebuilt", action="store_true", help="take artifacts/ as it is instead of building it")
    parser.add_argument("--rpc-port", type=int, default=31857, help="the chain's first port")
    parser.add_argument("--api-port", type=int, default=3437, help="the chain's REST port")


def run(args: argparse.Namespace) -> int:
    contracts = bench_chain.ours(args.prebuilt)
    bench_chain.program("growth")  # before the chain begins to make blocks
    with bench_chain.running(contracts, {}, args.rpc_port, args.api_port) as chain:
        found = bench_chain.measure("growth", chain, "--most", str(args.most))
    if args.json:
        print(json.dumps(found, indent=1))
    else:
        sys.stdout.write(by_size(found["others"], "others") + "\n" + by_size(found["hops"], "hops"))
    return 0


def by_size(rows: list[dict], unit: str) -> str:
    """A line for each operation, a column for each size."""
    sizes = sorted({row["size"] for row in rows})
    gas = {(row["operation"], row["size"]): row["gas"] for row in rows}
    operations = dict.fromkeys(row["operation"] for row in rows)
    lines = [[operation, *(gas[operation, size] for size in sizes)] for operation in operations]
    return table(["operation", *(f"{size:,} {unit}" for size in sizes)], lines)

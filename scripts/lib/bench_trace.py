"""`scripts/bench trace`: what each message's gas goes to, beside what the chain measured."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import bench_chain
import bench_peers
import bench_snapshot
import chain_binaries

FLOOR = "noop/empty call"
# The columns of the summary; what is in none of them is the last one.
COLUMNS = {
    "coins": ["coins in", "coins sent"],
    "writes": ["writes", "deletes"],
    "reads": ["reads", "iterator steps"],
    "message": ["message"],
    "answer, events": ["answer", "event attributes"],
    "instructions": ["instructions"],
    "code loads": ["code load"],
}

# Of what the chain measured. A swap without a minimum reads more observations the older its pool, and writes one a minute:
# up to 4.6 % between a pool of a run and one of the trace.
TOLERANCE = 0.06


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print a list of {operation, part, count, bytes, gas}")
    parser.add_argument("--test", action="store_true", help="run the program's own tests instead")
    parser.add_argument("--prebuilt", action="store_true", help="take artifacts/ as it is instead of building it")


def run(args: argparse.Namespace) -> int:
    """Ends with 1 where the snapshot's figure of the same code is not explained to within its tolerance."""
    if args.test:
        return chain_binaries.test_gas_trace()
    contracts = bench_chain.ours(args.prebuilt)
    # The peers' token: pools and grants of both sides are measured with it.
    peers = bench_peers.build(["noop", "cw20-base"])
    parts = trace([*contracts.values(), *peers.values()])
    known = json.loads(bench_snapshot.SNAPSHOT.read_text())
    stale = {name for name, path in contracts.items() if known.get(f"bytes/{name}") != path.stat().st_size}
    print(json.dumps(parts, indent=1, ensure_ascii=False) if args.json else tables(parts, known, stale))
    return unexplained(parts, known, stale)


def trace(files: list[Path]) -> list[dict]:
    program = chain_binaries.gas_trace()
    command = [program.binary, *files]
    return json.loads(subprocess.run(command, env=program.environment(), check=True, stdout=subprocess.PIPE).stdout)


def above_floor(parts: list[dict]) -> dict[str, dict[str, int]]:
    """Operation → part → gas above the same part of an empty call."""
    gas: dict[str, dict[str, int]] = {}
    for row in parts:
        gas.setdefault(row["operation"], {})[row["part"]] = row["gas"]
    floor = gas.pop(FLOOR)
    return {
        operation: {part: found.get(part, 0) - floor.get(part, 0) for part in {**found, **floor}}
        for operation, found in gas.items()
    }


def measured(operation: str, known: dict[str, int]) -> int | None:
    """Above an empty call, on the chain of the snapshot; none where it is not in there."""
    found = known.get(f"gas/{operation}")
    return None if found is None else found - known[f"gas/{FLOOR}"]


def tables(parts: list[dict], known: dict[str, int], stale: set[str]) -> str:
    return "\n".join([summary(parts, known, stale), *details(parts)])


def summary(parts: list[dict], known: dict[str, int], stale: set[str]) -> str:
    heads = ["operation", "above an empty call", *COLUMNS, "rest", "unexplained"]
    lines = [f"| {' | '.join(heads)} |", "|---|" + "---:|" * (len(heads) - 1)]
    for operation, gas in above_floor(parts).items():
        columns = [sum(gas.get(part, 0) for part in names) for names in COLUMNS.values()]
        total = sum(gas.values())
        cells = [operation.replace("/", ": "), *map(bench_snapshot.number, [total, *columns, total - sum(columns)])]
        lines.append(f"| {' | '.join([*cells, remainder(operation, total, known, stale)])} |")
    return "\n".join(lines) + "\n"


def remainder(operation: str, total: int, known: dict[str, int], stale: set[str]) -> str:
    """What the chain charged beyond what was traced; other code cannot be compared."""
    found = measured(operation, known)
    if found is None or operation.split("/")[0] in stale:
        return "–" if found is None else "older code"
    return f"{found - total:,} ({(found - total) / found:.1%})"


def details(parts: list[dict]) -> list[str]:
    """A table for each operation, nothing taken off."""
    blocks = []
    for operation in dict.fromkeys(row["operation"] for row in parts):
        rows = [row for row in parts if row["operation"] == operation]
        lines = [f"**{operation.replace('/', ': ')}**, {sum(row['gas'] for row in rows):,} gas beside signature and account", ""]
        lines += ["| part | count | bytes | gas |", "|---|---:|---:|---:|"]
        lines += [f"| {row['part']} | {row['count']:,} | {row['bytes']:,} | {row['gas']:,} |" for row in rows]
        blocks.append("\n".join(lines) + "\n")
    return blocks


def unexplained(parts: list[dict], known: dict[str, int], stale: set[str]) -> int:
    """1 where the snapshot is of this very code and says something else."""
    failed = 0
    for operation, gas in above_floor(parts).items():
        found, total = measured(operation, known), sum(gas.values())
        if found is None or operation.split("/")[0] in stale:
            continue
        if abs(found - total) > TOLERANCE * found:
            print(f"UNEXPLAINED {operation}: {found:,} measured, {total:,} traced", file=sys.stderr)
            failed = 1
    return failed

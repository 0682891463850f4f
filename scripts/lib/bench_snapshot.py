"""The measured gas and sizes that the repository remembers, and the tables that people read."""

import json
import sys
from pathlib import Path

SNAPSHOT = Path(__file__).resolve().parent.parent.parent / "benches/gas/snapshot.json"
TOLERANCE = 0.03  # of a figure; the same code differs by less than a thousandth from run to run
# What a swap may cost more in another run: a pool writes an observation once a minute and reads those of its last ten.
OBSERVATIONS = 6_800
# Which published contract does what ours does.
PEER_OF = {"governance-token": "cw20-base", "vesting": "cw-vesting", "amm-pool": "astroport-pair"}


def tables(rows: list[dict], sizes: dict[str, dict[str, int]]) -> str:
    """Gas with nothing pinned, gas with everything pinned, and sizes, as Markdown."""
    halves = [half for pinned in (False, True) if (half := [row for row in rows if row["pinned"] == pinned])]
    return "\n".join([*map(gas_table, halves), size_table(sizes)])


def gas_table(rows: list[dict]) -> str:
    title = "Every code pinned" if rows[0]["pinned"] else "Nothing pinned"
    lines = [f"{title}; an empty call uses {rows[0]['floor']:,} gas.\n",
             "| contract | operation | ours | peer | peer's gas | ratio above the floor |",
             "|---|---|---:|---|---:|---:|"]  # fmt: skip
    for row in rows:
        ratio = "–" if row["ratio"] is None else f"{row['ratio']:.3f}"
        cells = [row["contract"], row["operation"], number(row["ours"]), row["peer"] or "–", number(row["peer_gas"]), ratio]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def size_table(sizes: dict[str, dict[str, int]]) -> str:
    """Bytes beside the peer compiled for speed, as it is published, and beside the peer compiled as ours are."""
    lines = ["| wasm | bytes | peer | as published | ratio | compiled as ours | ratio |", "|---|---:|---|---:|---:|---:|---:|"]
    for name, size in sizes["ours"].items():
        peer = PEER_OF.get(name, "–")
        cells = [name, f"{size:,}", peer]
        for kind in ("peers", "small"):
            theirs = sizes[kind].get(peer)
            cells += [number(theirs), f"{size / theirs:.3f}" if theirs else "–"]
        lines.append(f"| {' | '.join(cells)} |")
    for name in sorted(set(sizes["peers"]) - set(PEER_OF.values()) - {"noop"}):
        lines.append(f"| – | – | {name} | {sizes['peers'][name]:,} | – | – | – |")
    return "\n".join(lines) + "\n"


def number(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"


def figures(rows: list[dict], sizes: dict[str, dict[str, int]]) -> dict[str, int]:
    """What is ours: `gas/<contract>/<operation>`, `pinned/…` and `bytes/<contract>`."""
    halves = {False: "gas", True: "pinned"}
    found = {f"{halves[row['pinned']]}/{row['contract']}/{row['operation']}": row["ours"] for row in rows if row["ours"]}
    return found | {f"bytes/{name}": size for name, size in sizes["ours"].items()}


def write(rows: list[dict], sizes: dict[str, dict[str, int]]) -> None:
    SNAPSHOT.write_text(json.dumps(figures(rows, sizes), indent=1, ensure_ascii=False) + "\n")
    print(f"wrote {SNAPSHOT}", file=sys.stderr)


def swaps_of(name: str) -> int:
    """How many swaps the operation of this figure makes."""
    return 2 if "two hops" in name else int("swap" in name)


def check(rows: list[dict], sizes: dict[str, dict[str, int]]) -> int:
    """Print what differs from the snapshot; 1 where a figure rose by more than the tolerance. A new one has nothing to differ from."""
    known, found, failed = json.loads(SNAPSHOT.read_text()), figures(rows, sizes), 0
    for name, value in found.items():
        if name not in known:
            print(f"NEW      {name}: {value:,}; run scripts/bench gas --refresh", file=sys.stderr)
        elif value != known[name]:
            change = value / known[name] - 1
            dearer = value - swaps_of(name) * OBSERVATIONS > known[name] * (1 + TOLERANCE)
            failed |= dearer
            if dearer or abs(change) >= 0.001:
                print(f"{'DEARER  ' if dearer else 'changed '} {name}: {known[name]:,} → {value:,} ({change:+.2%})", file=sys.stderr)
    for name in sorted(set(known) - set(found)):
        print(f"not measured: {name}", file=sys.stderr)
    return int(failed)

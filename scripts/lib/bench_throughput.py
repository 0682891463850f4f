"""`scripts/bench chain`: transactions a second on one validator and on four, as ratios to bank sends."""

import argparse
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import bench_chain
from bench_settle import table


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print a list of objects instead of a table")
    parser.add_argument("--validators", type=int, nargs="+", default=[1, 4], help="a chain of each size, one after the other")
    parser.add_argument("--senders", type=int, default=4_000, help="accounts, each of which sends one transaction in a flood")
    parser.add_argument("--rounds", type=int, default=2, help="floods of each kind")
    parser.add_argument("--prebuilt", action="store_true", help="take artifacts/ as it is instead of building it")
    parser.add_argument("--rpc-port", type=int, default=31957, help="the chain's first port")
    parser.add_argument("--api-port", type=int, default=3447, help="the chain's REST port")


def run(args: argparse.Namespace) -> int:
    contracts = bench_chain.ours(args.prebuilt)
    bench_chain.program("throughput")  # before a chain begins to make blocks
    rows = [row for count in args.validators for row in flooded(args, contracts, count)]
    if args.json:
        print(json.dumps(rows, indent=1))
        return 0
    heads = ["validators", "round", "transactions", "a second", "ratio", "failed", "blocks", "gas a block", "most", "processing", "CPU ms each"]
    sys.stdout.write(table(heads, [line(row) for row in rows]))
    return 0


def line(row: dict) -> list:
    return [
        row["validators"], row["round"], row["kind"], f"{row['per_second']:.0f}", f"{row['ratio']:.2f}", row["failed"], row["blocks"],
        row["gas_per_block"], row["most_gas_in_a_block"], f"{row['processing_share']:.0%}", f"{row['cpu_ms_per_transaction']:.1f}",
    ]  # fmt: skip


def flooded(args: argparse.Namespace, contracts: dict[str, Path], validators: int) -> list[dict]:
    """The rows of one chain."""
    metrics = f"127.0.0.1:{args.rpc_port + 2}"
    with bench_chain.running(contracts, {}, args.rpc_port, args.api_port, validators) as chain:
        tell_metrics(chain, metrics)
        floods = ["--senders", str(args.senders), "--rounds", str(args.rounds)]
        return bench_chain.measure("throughput", chain, "--metrics", metrics, *floods)


def tell_metrics(chain: bench_chain.Running, address: str) -> None:
    """Has the first node tell its metrics, which a node decides when it starts."""
    localnet = [bench_chain.LOCALNET]
    subprocess.run([*localnet, "kill", "0", "--home", chain.home], check=True, stdout=sys.stderr)
    file = chain.home / "node0/config/config.toml"
    text, changed = re.subn(r"(?m)^prometheus = false$", "prometheus = true", file.read_text())
    text, named = re.subn(r'(?m)^prometheus_listen_addr = .*$', f'prometheus_listen_addr = "{address}"', text)
    if (changed, named) != (1, 1):
        raise RuntimeError(f"{file} does not switch its metrics as expected")
    file.write_text(text)
    subprocess.run([*localnet, "start", "0", "--home", chain.home], check=True, stdout=sys.stderr)
    for _ in range(120):
        time.sleep(0.5)
        if subprocess.run([*localnet, "status", "--home", chain.home], check=False, stdout=subprocess.DEVNULL).returncode == 0:
            time.sleep(3)  # until the node makes blocks again
            return
    raise RuntimeError("the first node did not come back")

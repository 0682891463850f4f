"""A fresh chain for one benchmark, always stopped, and the programs of benches/ that measure on it."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import bench_peers

ROOT = Path(__file__).resolve().parent.parent.parent
BENCHES = ROOT / "benches"
LOCALNET = ROOT / "scripts/localnet"


@dataclass(frozen=True)
class Running:
    """A chain that makes blocks, and the folder of wasm."""

    home: Path
    endpoints: Path
    artifacts: Path


def ours(prebuilt: bool) -> dict[str, Path]:
    """Contract → wasm of ours."""
    if not prebuilt:
        subprocess.run([ROOT / "scripts/wasm", "--no-check"], check=True, stdout=sys.stderr)
    return {path.stem.replace("_", "-"): path for path in sorted((ROOT / "artifacts").glob("*.wasm"))}


@contextlib.contextmanager
def running(contracts: dict[str, Path], peers: dict[str, Path], rpc_port: int, api_port: int, validators: int = 1):
    """Starts a chain beside a folder with both sides' wasm; stops and removes both afterwards."""
    with tempfile.TemporaryDirectory(prefix="commonweal-bench-") as scratch:
        artifacts, home = Path(scratch) / "artifacts", Path(scratch) / "chain"
        artifacts.mkdir()
        for name, path in contracts.items():
            shutil.copyfile(path, artifacts / f"{name.replace('-', '_')}.wasm")
        for name, path in peers.items():
            shutil.copyfile(path, artifacts / f"peer_{name.replace('-', '_')}.wasm")
        up = ["up", "--home", home, "--rpc-port", str(rpc_port), "--api-port", str(api_port)]
        up += ["--voting-seconds", "5", "--chain-id", "commonweal-bench-1", "--validators", str(validators)]
        try:
            subprocess.run([LOCALNET, *up], check=True, stdout=sys.stderr)
            yield Running(home, home / "endpoints.json", artifacts)
        finally:
            subprocess.run([LOCALNET, "down", "--home", home], check=False, stdout=sys.stderr)


def program(name: str) -> Path:
    """A program of benches/, built."""
    subprocess.run(["cargo", "build", "--quiet", "-p", name], cwd=BENCHES, check=True)
    return Path(os.environ.get("CARGO_TARGET_DIR", BENCHES / "target")) / "debug" / name


def noop() -> dict[str, Path]:
    """The contract that does nothing, for the floor."""
    return bench_peers.build(["noop"])


def measure(name: str, chain: Running, *arguments: str) -> dict | list:
    """What the program prints, run on a chain."""
    command = [program(name), "--endpoints", chain.endpoints, "--artifacts", chain.artifacts, *arguments]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)

"""The running nodes of a local chain: start, find, ask, stop. A process is ours only if its command line names our home."""

import contextlib
import json
import os
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

from chain_binaries import Program

STOP_SECONDS = 10  # a node that has not ended by then is killed


def start(wasmd: Program, node_home: Path) -> int:
    """Start the node in a session of its own, so that it outlives this script; record and return its process id."""
    command = [str(wasmd.binary), "start", "--home", str(node_home), "--log_no_color"]
    with (node_home / "node.log").open("ab") as log:
        started = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=wasmd.environment(),
            cwd=node_home,
            start_new_session=True,
        )
    (node_home / "pid").write_text(f"{started.pid}\n")
    # Until the kernel has loaded the program its command line reads as empty, and it would pass for someone else's.
    while started.poll() is None and not is_node(started.pid, node_home):
        time.sleep(0.01)
    return started.pid


def pid(node_home: Path) -> int | None:
    """The node's process id while it runs. A recorded id that now belongs to another program is not returned."""
    with contextlib.suppress(FileNotFoundError, ValueError):
        recorded = int((node_home / "pid").read_text())
        if is_node(recorded, node_home):
            return recorded
    return None


def is_node(process: int, node_home: Path) -> bool:
    """True when the process is alive and was started with exactly this home."""
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z" and os.fsencode(node_home) in command and b"start" in command


def strays(home: Path) -> list[tuple[int, Path]]:
    """Nodes under this home by looking at every process, for when a run ended before it could record them."""
    found = []
    for process in (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()):
        with contextlib.suppress(OSError):
            for argument in Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0"):
                node_home = Path(os.fsdecode(argument))
                if argument and node_home.parent == home and node_home.name.startswith("node") and is_node(process, node_home):
                    found.append((process, node_home))
                    break
    return found


def stop(processes: list[tuple[int, Path]]) -> None:
    """End the nodes together; returns when all are gone."""
    for process, node_home in processes:
        send(process, node_home, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while any(is_node(*node) for node in processes):
        if time.monotonic() > deadline:
            for process, node_home in processes:
                send(process, node_home, signal.SIGKILL)
        time.sleep(0.1)


def send(process: int, node_home: Path, number: signal.Signals) -> None:
    """Signal the process if it is still the node it was."""
    if is_node(process, node_home):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, number)


def ask(rpc: str, method: str) -> dict | None:
    """The result of a parameterless RPC call, or None while the node does not answer."""
    try:
        with urllib.request.urlopen(f"http://{rpc}/{method}", timeout=2) as answer:
            return json.load(answer).get("result")
    except (OSError, ValueError):
        return None


def height(rpc: str) -> int | None:
    """The latest committed height, or None while the node does not answer."""
    status = ask(rpc, "status")
    return int(status["sync_info"]["latest_block_height"]) if status else None


def log_tail(node_home: Path, lines: int = 15) -> str:
    with contextlib.suppress(FileNotFoundError):
        return "\n".join((node_home / "node.log").read_text(errors="replace").splitlines()[-lines:])
    return "(no log)"

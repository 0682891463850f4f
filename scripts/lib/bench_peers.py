"""The contracts to compare with, compiled to wasm once with the recipe of scripts/wasm."""

import importlib.machinery
import importlib.util
import os
import subprocess
from pathlib import Path

import build_cache

ROOT = Path(__file__).resolve().parent.parent.parent
# Workspaces of their own, each with its lock: some peers do not compile beside the others.
WORKSPACES = [ROOT / "benches/gas/peers", ROOT / "benches/gas/peers-2023"]
EXPORTS = WORKSPACES[0] / "exports.rs"


def recipe():
    """scripts/wasm as a module: one recipe, so that no difference between the two sides is the compiler's."""
    loader = importlib.machinery.SourceFileLoader("wasm_recipe", str(ROOT / "scripts/wasm"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


def names() -> list[str]:
    """Every peer, sorted."""
    return sorted(path.parent.name for workspace in WORKSPACES for path in workspace.glob("*/Cargo.toml"))


def workspace_of(name: str) -> Path:
    return next(workspace for workspace in WORKSPACES if (workspace / name / "Cargo.toml").is_file())


def build(wanted: list[str] | None = None, small: bool = False) -> dict[str, Path]:
    """Peer → its wasm, from the cache or built now; one that does not compile ends the run with cargo's words.

    They are compiled for speed, as their authors publish them; `small` compiles them as scripts/wasm compiles ours,
    so that sizes can be compared without the compiler's part.
    """
    wasm = recipe()
    wasm.install_toolchain()
    profile = wasm.OPTIMISE if small else []
    return {name: one(wasm, name, profile) for name in wanted or names()}


def one(wasm, name: str, profile: list[str]) -> Path:
    """A peer's wasm under the hash of its sources, the crates locked for it and its tools."""
    workspace = workspace_of(name)
    files = [workspace / "Cargo.toml", EXPORTS, workspace / name / "Cargo.toml", workspace / name / "src/lib.rs"]
    settings = [*wasm.RUSTFLAGS, *wasm.BUILD_STD, *wasm.WASM_OPT, *profile]
    sources = [(str(path.relative_to(WORKSPACES[0].parent)).removeprefix("peers/"), path) for path in files]
    key = build_cache.sha256_files(sources, locked(wasm, name), *settings, *wasm.tool_versions())[:32]
    file = f"{name.replace('-', '_')}.wasm"
    entry = f"peers/{name}-{key}"
    return build_cache.entry(entry, lambda directory: compile_peer(wasm, name, profile, directory / file)) / file


def locked(wasm, name: str) -> str:
    """Every crate that the peer is made of with its version, so that another peer's do not matter."""
    command = [wasm.CARGO, "tree", "--locked", "--package", f"peer-{name}", "--target", wasm.TARGET, "--edges", "no-dev"]
    command += ["--prefix", "none", "--no-dedupe"]
    cwd = workspace_of(name)
    shown = subprocess.run(command, cwd=cwd, env=wasm.environment(cwd), check=True, stdout=subprocess.PIPE, text=True)
    return "\n".join(sorted({line.split(" (/")[0] for line in shown.stdout.splitlines()}))


def compile_peer(wasm, name: str, profile: list[str], output: Path) -> None:
    """Cargo with the peers' release profile and what is set over it, then the same wasm-opt."""
    target_dir = Path(os.environ.get("PEERS_TARGET_DIR", ROOT / "benches/target-wasm"))
    command = [wasm.CARGO, "rustc", "--release", "--locked", "--lib", "--package", f"peer-{name}", "--target", wasm.TARGET]
    command += ["--target-dir", str(target_dir), *wasm.BUILD_STD]
    command += [argument for setting in profile for argument in ("--config", setting)]
    cwd = workspace_of(name)
    subprocess.run(command, cwd=cwd, env=wasm.environment(cwd), check=True)
    built = target_dir / wasm.TARGET / "release" / f"peer_{name.replace('-', '_')}.wasm"
    subprocess.run(["wasm-opt", *wasm.WASM_OPT, str(built), "-o", str(output)], check=True)

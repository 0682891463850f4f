"""Programs built from chain/go.mod: wasmd, and the check of contracts by its engine, each beside the engine's library."""

import os
import platform
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import build_cache

CHAIN = Path(__file__).resolve().parent.parent.parent / "chain"
LIBRARY = {"x86_64": "libwasmvm.x86_64.so", "aarch64": "libwasmvm.aarch64.so"}.get(platform.machine())
# The caller's GOWORK and GOFLAGS could swap the pinned modules for others.
GO_ENVIRONMENT = os.environ | {"CGO_ENABLED": "1", "GOWORK": "off", "GOFLAGS": ""}
FLAGS = ["-mod=readonly", "-trimpath", "-buildvcs=false", "-tags=netgo"]


@dataclass(frozen=True)
class Program:
    """A built program: `directory` holds the binary and the engine's library."""

    directory: Path
    name: str

    @property
    def binary(self) -> Path:
        return self.directory / self.name

    def environment(self) -> dict[str, str]:
        """The copy of the library goes before the one in the module cache, which may be cleaned at any time."""
        return os.environ | {"LD_LIBRARY_PATH": str(self.directory)}

    def run(self, *arguments: str, home: Path, stdin: str | None = None) -> str:
        """Run one command to its end and return its standard output; its error output is in the exception."""
        command = [str(self.binary), *arguments, "--home", str(home)]
        done = subprocess.run(command, env=self.environment(), input=stdin, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{self.name} {' '.join(arguments)} failed:\n{done.stderr.strip()[-2000:]}")
        return done.stdout


def wasmd() -> Program:
    """wasmd of chain/go.mod, built on first use (two to seven minutes on two cores), afterwards from the cache."""
    version = pinned_version("wasmd")
    sdk = "github.com/cosmos/cosmos-sdk/version"
    stamp = f"-s -w -X {sdk}.Name=wasm -X {sdk}.AppName=wasmd -X {sdk}.Version={version}"
    return obtain("wasmd", version, "github.com/CosmWasm/wasmd/cmd/wasmd", [f"-ldflags={stamp}"], [])


def wasm_check() -> Program:
    """The check of contracts by the chain's own engine, built on first use (about half a minute)."""
    return obtain("wasm-check", pinned_version("wasmvm/v3"), "./wasm-check", [], ["wasm-check/main.go"])


def gas_trace() -> Program:
    """What a message's gas goes to, by wasmd's own keepers; built on first use (half a minute beside a built wasmd)."""
    files = sorted(file for file in (CHAIN / "gas-trace").iterdir() if not file.name.endswith("_test.go"))
    sources = [str(file.relative_to(CHAIN)) for file in files]
    return obtain("gas-trace", pinned_version("wasmd"), "./gas-trace", ["-ldflags=-s -w"], sources)


def test_gas_trace() -> int:
    """Its own tests, built as it is; a minute the first time, seconds afterwards."""
    require_go()
    return subprocess.run(["go", "test", *FLAGS, "./gas-trace"], cwd=CHAIN, env=GO_ENVIRONMENT).returncode


def pinned_version(module: str) -> str:
    """The version of a CosmWasm module in chain/go.mod, without the leading v."""
    found = re.search(rf"^(?:require|\t)\s*github\.com/CosmWasm/{module} v(\S+)", (CHAIN / "go.mod").read_text(), re.MULTILINE)
    if not found:
        sys.exit(f"chain/go.mod requires no github.com/CosmWasm/{module}")
    return found[1]


def obtain(name: str, version: str, package: str, flags: list[str], sources: list[str]) -> Program:
    """The program from the cache, under the hash of all it is built from; built when it is not there intact."""
    if LIBRARY is None:
        sys.exit(f"the chain's contract engine has no build for {platform.machine()}")
    pins = [(source, CHAIN / source) for source in ["go.mod", "go.sum", *sources]]
    key = build_cache.sha256_files(pins, platform.machine(), *FLAGS, *flags)[:32]
    directory = build_cache.entry(f"{name}-{version}-{key}", lambda scratch: build(scratch / name, package, flags))
    require_known_library(directory / LIBRARY)
    return Program(directory, name)


def build(output: Path, package: str, flags: list[str]) -> None:
    """`go build` and a copy of the engine's library; the modules are checked against go.sum by Go itself."""
    require_go()
    print(f"building {output.name} once (wasmd takes two to seven minutes)", file=sys.stderr)
    subprocess.run(["go", "build", *FLAGS, *flags, "-o", str(output), package], cwd=CHAIN, env=GO_ENVIRONMENT, check=True)
    engine = ["go", "list", "-mod=readonly", "-m", "-f", "{{.Dir}}", "github.com/CosmWasm/wasmvm/v3"]
    found = subprocess.run(engine, cwd=CHAIN, env=GO_ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True)
    shutil.copyfile(Path(found.stdout.strip()) / "internal/api" / LIBRARY, output.parent / LIBRARY)


def require_go() -> None:
    """Fail early, with what to do, when Go is absent or older than chain/go.mod asks for."""
    wanted = re.search(r"^go (\d+)\.(\d+)", (CHAIN / "go.mod").read_text(), re.MULTILINE)
    needs = f"Go {wanted[1]}.{wanted[2]} or newer (Debian's golang-go is too old: https://go.dev/dl/) and a C compiler"
    if not shutil.which("go"):
        sys.exit(f"no `go` on PATH; the chain needs {needs}")
    shown = subprocess.run(["go", "env", "GOVERSION"], check=True, stdout=subprocess.PIPE, text=True).stdout
    found = re.match(r"go(\d+)\.(\d+)", shown)
    if not found or tuple(map(int, found.groups())) < tuple(map(int, wanted.groups())):
        sys.exit(f"{shown.strip()} is too old; the chain needs {needs}")
    if not (shutil.which("gcc") or shutil.which("cc") or os.environ.get("CC")):
        sys.exit(f"no C compiler; the chain needs {needs}")


def require_known_library(path: Path) -> None:
    """Compare the engine with the hash in the tree: the cache's own seal only shows that nothing changed since the build."""
    lines = (CHAIN / "libwasmvm.sha256").read_text().splitlines()
    known = {name: digest for digest, name in (line.split() for line in lines)}
    found = build_cache.sha256_file(path)
    if found != known[path.name]:
        sys.exit(f"{path} is {found}, chain/libwasmvm.sha256 says {known[path.name]}")

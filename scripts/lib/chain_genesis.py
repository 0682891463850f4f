"""The files of a new chain: one home directory per validator, one genesis for all, every listener on 127.0.0.1."""

import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import build_cache
from chain_binaries import Program

STAKE = "stake"  # the fee and staking denomination
VALIDATOR_FUNDS = 1_000_000_000_000  # base units of STAKE
VALIDATOR_BOND = 500_000_000_000  # base units of STAKE


@dataclass(frozen=True)
class Chain:
    """What a chain is made from. Node i listens on `rpc_port + 10 i`, for its peers one below that, for gRPC one above."""

    home: Path
    chain_id: str
    validators: int
    rpc_port: int
    api_port: int
    block_ms: int
    voting_s: int | None

    def node_home(self, index: int) -> Path:
        return self.home / f"node{index}"

    def rpc(self, index: int) -> str:
        return f"127.0.0.1:{self.rpc_port + 10 * index}"

    def p2p(self, index: int) -> str:
        return f"127.0.0.1:{self.rpc_port + 10 * index - 1}"

    def grpc(self, index: int) -> str:
        return f"127.0.0.1:{self.rpc_port + 10 * index + 1}"

    def ports(self) -> list[int]:
        """Every port the chain listens on."""
        pairs = (address for i in range(self.validators) for address in (self.rpc(i), self.p2p(i), self.grpc(i)))
        return [self.api_port, *(int(address.rsplit(":", 1)[1]) for address in pairs)]


def derive_accounts(wasmd: Program, file: Path) -> tuple[list[dict[str, str]], Path]:
    """The named accounts of an accounts file and a keyring that holds them, derived by wasmd itself.

    Derivation takes a third of a second per account, so the result is cached by the file's content.
    """
    wanted = json.loads(file.read_text())

    def build(directory: Path) -> None:
        accounts = []
        for index, name in enumerate(wanted["names"]):
            path = wanted["path"].format(index=index)
            added = ["keys", "add", name, "--recover", "--hd-path", path, "--keyring-backend", "test", "--output", "json"]
            shown = json.loads(wasmd.run(*added, home=directory, stdin=wanted["mnemonic"] + "\n"))
            accounts.append({"name": name, "path": path, "address": shown["address"]})
        (directory / "accounts.json").write_text(json.dumps(accounts))

    key = build_cache.sha256_files([("accounts", file)], wasmd.directory.name)
    entry = build_cache.entry(f"accounts-{key[:32]}", build)
    return json.loads((entry / "accounts.json").read_text()), entry / "keyring-test"


def create(wasmd: Program, chain: Chain, accounts: list[dict[str, str]], coins: dict[str, str], keyring: Path) -> None:
    """Initialise every node, agree on one genesis, point the nodes at each other."""
    indices = range(chain.validators)
    with ThreadPoolExecutor(max_workers=4) as pool:
        validators = list(pool.map(lambda index: init_node(wasmd, chain, index), indices))
    first = chain.node_home(0)
    funded = [{"address": account["address"], "coins": as_coins(coins)} for account in accounts]
    funded += [{"address": address, "coins": as_coins({STAKE: str(VALIDATOR_FUNDS)})} for address in validators]
    balances = chain.home / "genesis-accounts.json"
    balances.write_text(json.dumps(funded))
    wasmd.run("genesis", "bulk-add-genesis-account", str(balances), home=first)
    edit_genesis(first / "config/genesis.json", chain)
    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(lambda index: sign_genesis(wasmd, chain, index), indices))
    for index in indices[1:]:
        for signed in (chain.node_home(index) / "config/gentx").iterdir():
            shutil.copy(signed, first / "config/gentx")
    wasmd.run("genesis", "collect-gentxs", home=first)
    wasmd.run("genesis", "validate", home=first)
    ids = [wasmd.run("comet", "show-node-id", home=chain.node_home(index)).strip() for index in indices]
    for index in indices:
        if index:
            shutil.copy(first / "config/genesis.json", chain.node_home(index) / "config")
        configure(chain, index, ids)
    shutil.copytree(keyring, first / "keyring-test", dirs_exist_ok=True)


def init_node(wasmd: Program, chain: Chain, index: int) -> str:
    """A fresh node with an operator key of its own; returns the operator's address."""
    home = chain.node_home(index)
    wasmd.run("init", f"node{index}", "--chain-id", chain.chain_id, "--default-denom", STAKE, home=home)
    shown = wasmd.run("keys", "add", "validator", "--keyring-backend", "test", "--output", "json", home=home)
    return json.loads(shown)["address"]


def sign_genesis(wasmd: Program, chain: Chain, index: int) -> None:
    """The node's genesis transaction, made against the shared balances."""
    home = chain.node_home(index)
    if index:
        shutil.copy(chain.node_home(0) / "config/genesis.json", home / "config")
    bond = ["genesis", "gentx", "validator", f"{VALIDATOR_BOND}{STAKE}", "--chain-id", chain.chain_id]
    wasmd.run(*bond, "--keyring-backend", "test", "--ip", "127.0.0.1", home=home)


def edit_genesis(path: Path, chain: Chain) -> None:
    """A validator that is down must come back as one: by default half a minute's absence jails and slashes it."""
    genesis = json.loads(path.read_text())
    slashing = genesis["app_state"]["slashing"]["params"]
    slashing |= {"signed_blocks_window": "1000000", "min_signed_per_window": "0.000001000000000000"}
    slashing |= {"slash_fraction_downtime": "0.000000000000000000"}
    if chain.voting_s is not None:
        governance = genesis["app_state"]["gov"]["params"]
        # The chain insists that an expedited vote is shorter than an ordinary one.
        governance |= {"voting_period": f"{chain.voting_s}s", "expedited_voting_period": f"{chain.voting_s * 500}ms"}
    path.write_text(json.dumps(genesis, indent=1))


def configure(chain: Chain, index: int, ids: list[str]) -> None:
    """config.toml and app.toml of one node."""
    config = chain.node_home(index) / "config"
    others = [i for i in range(chain.validators) if i != index]
    set_toml(config / "config.toml", {
        ("rpc", "laddr"): f"tcp://{chain.rpc(index)}",
        ("rpc", "cors_allowed_origins"): ["*"],
        ("rpc", "pprof_laddr"): "",  # every node would take the same port
        ("rpc", "max_subscriptions_per_client"): 50,
        ("p2p", "laddr"): f"tcp://{chain.p2p(index)}",
        ("p2p", "persistent_peers"): ",".join(f"{ids[i]}@{chain.p2p(i)}" for i in others),
        ("p2p", "allow_duplicate_ip"): True,  # false leaves every node at height 0 without an error
        ("p2p", "addr_book_strict"): False,  # strict refuses loopback addresses
        ("p2p", "pex"): False,  # the peers are known; nothing else is to be dialled
        ("consensus", "timeout_propose"): "1s",  # how long the others wait for a validator that is down
        ("consensus", "timeout_prevote"): "500ms",
        ("consensus", "timeout_precommit"): "500ms",
        ("consensus", "timeout_commit"): f"{chain.block_ms}ms",
        ("consensus", "skip_timeout_commit"): False,  # true makes tens of empty blocks a second
    })  # fmt: skip
    set_toml(config / "app.toml", {
        ("", "minimum-gas-prices"): f"0{STAKE}",
        ("api", "enable"): index == 0,
        ("api", "address"): f"tcp://127.0.0.1:{chain.api_port}",
        ("api", "enabled-unsafe-cors"): True,  # the web page is served from another port
        # A node with neither REST nor gRPC does not serve the transaction service either, so it cannot simulate.
        ("grpc", "enable"): True,
        ("grpc", "address"): chain.grpc(index),
        ("grpc-web", "enable"): False,
    })  # fmt: skip


def set_toml(path: Path, values: dict[tuple[str, str], object]) -> None:
    """Replace existing one-line keys; a key that is not there is an error, since the node would ignore a misspelt one."""
    lines, section, pending = path.read_text().splitlines(), "", dict(values)
    for number, line in enumerate(lines):
        if header := re.match(r"\[+([^\]]+)\]+\s*$", line):
            section = header[1].strip()
        elif (key := re.match(r"([A-Za-z0-9_-]+)\s*=", line)) and (section, key[1]) in pending:
            # JSON's strings, numbers, booleans and flat lists are valid TOML.
            lines[number] = f"{key[1]} = {json.dumps(pending.pop((section, key[1])))}"
    if pending:
        raise RuntimeError(f"{path} has no {sorted(pending)}")
    path.write_text("\n".join(lines) + "\n")


def as_coins(coins: dict[str, str]) -> list[dict[str, str]]:
    """Sorted by denomination, as the bank module demands."""
    return [{"denom": denom, "amount": amount} for denom, amount in sorted(coins.items())]

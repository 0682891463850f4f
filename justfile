# Short names for scripts/: `just` lists them. Every script says with --help or at its top what else it takes.

_list:
    @{{just_executable()}} --list --unsorted

# Every test that needs nothing but Rust; arguments go to cargo test.
test *arguments:
    scripts/test {{arguments}}

# The whole story on a chain in this process.
demo:
    scripts/demo

# The same on real wasmd nodes: just chain-demo --validators 4 --kill-one
chain-demo *arguments:
    scripts/demo --chain wasmd {{arguments}}

# The most dangerous inputs on a real chain.
test-chain:
    scripts/test-chain

# The long random histories.
test-slow histories="10000":
    scripts/test-slow {{histories}}

# Messages, answers and storage of every contract into schema/.
schema:
    scripts/schema

# Formatting, lints, and what may be depended on.
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --locked -- -D warnings
    scripts/deny

# Contracts to artifacts/: just wasm amm-pool oracle
wasm *contracts:
    scripts/wasm {{contracts}}

# Measurements: just bench gas --check
bench *arguments:
    scripts/bench {{arguments}}

# Fuzzing: just fuzz 60 messages
fuzz *arguments:
    scripts/fuzz {{arguments}}

# The crates' documentation to target/doc/, and whether the pages name tests and files that are there.
docs:
    cargo doc --workspace --no-deps --locked
    scripts/check-docs

# Everything a change must pass.
ci:
    .ci/run

//! The contracts on the embedded chain: the only package that may see them.
//!
//! [`World`] is an economy with its committee on any chain; [`Books`] is where its money is.
#![allow(clippy::arithmetic_side_effects)] // amounts and seconds of tests, off chain: overflow checks are on

mod books;
mod once;
mod settlement;
mod world;

pub use books::Books;
pub use settlement::{claim, leaf};
pub use world::{COMMITTEE, GPUS, LEASE_SECONDS, RATE, World, refusal};

use cosmwasm_std::{DepsMut, Empty};
use cw_multi_test::{Contract, ContractWrapper};
use once::once;
use weal_client::{ATOM, CodeRegistry, EmbeddedChain, ONE, USD};

/// Accounts that the embedded chain funds, named as `chain/accounts.json` names them on wasmd.
pub const ACTORS: [&str; 16] = [
    "faucet",
    "operator",
    "provider_liquidity",
    "supplier",
    "borrower",
    "tenant",
    "gpu_one",
    "gpu_two",
    "oracle_one",
    "oracle_two",
    "oracle_three",
    "oracle_four",
    "keeper",
    "grantee",
    "liquidator",
    "spare",
];

/// What each actor begins with of each coin, base units: a million whole ones, as on wasmd.
pub const ENDOWMENT: u128 = 1_000_000 * ONE;

/// A fresh embedded chain with every contract's shipped entry points and the funded actors.
pub fn embedded_chain() -> EmbeddedChain {
    EmbeddedChain::new(codes(), &ACTORS, &[(ENDOWMENT, USD), (ENDOWMENT, ATOM)])
}

/// Contract name → its shipped entry points.
pub fn codes() -> CodeRegistry {
    CodeRegistry::from([
        ("amm-factory", amm_factory as fn() -> Box<dyn Contract<Empty>>),
        ("amm-incentives", amm_incentives),
        ("amm-pool", amm_pool),
        ("amm-router", amm_router),
        ("compute-escrow", compute_escrow),
        ("compute-index", compute_index),
        ("compute-market", compute_market),
        ("compute-registry", compute_registry),
        ("governance-token", governance_token),
        ("lending-market", lending_market),
        ("oracle", oracle),
        ("vesting", vesting),
    ])
}

/// The entry points that the wasm exports, held to [`once`] where they change anything.
macro_rules! entry_points {
    ($name:ident) => {
        fn $name() -> Box<dyn Contract<Empty>> {
            Box::new(wrapped!($name))
        }
    };
}

/// The same of a contract that takes replies.
macro_rules! entry_points_with_reply {
    ($name:ident) => {
        fn $name() -> Box<dyn Contract<Empty>> {
            use ::$name::contract::reply;
            let reply = |deps: DepsMut<'_>, env, answer| {
                once(stringify!($name), deps, |deps| reply(deps, env, answer))
            };
            Box::new(wrapped!($name).with_reply(reply))
        }
    };
}

macro_rules! wrapped {
    ($name:ident) => {{
        use ::$name::contract::{execute, instantiate, migrate, query};
        let execute = |deps: DepsMut<'_>, env, info, message| {
            once(stringify!($name), deps, |deps| execute(deps, env, info, message))
        };
        let instantiate = |deps: DepsMut<'_>, env, info, message| {
            once(stringify!($name), deps, |deps| instantiate(deps, env, info, message))
        };
        ContractWrapper::new(execute, instantiate, query).with_migrate(migrate)
    }};
}

entry_points_with_reply!(amm_factory);
entry_points_with_reply!(amm_incentives);
entry_points!(amm_pool);
entry_points_with_reply!(amm_router);
entry_points!(compute_escrow);
entry_points!(compute_index);
entry_points_with_reply!(compute_market);
entry_points!(compute_registry);
entry_points!(governance_token);
entry_points!(lending_market);
entry_points!(oracle);
entry_points!(vesting);

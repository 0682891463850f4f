//! Scenarios across contracts, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::arithmetic_side_effects, missing_docs)]

mod assets;
mod callers;
mod claims;
mod compute_market;
mod conservation;
mod conservation_liquidity;
mod conservation_orders;
mod dangerous;
mod deployment;
mod disputes;
mod funds;
mod messages;
mod overcharges;
mod services;
mod services_agreement;
mod services_node;
mod signatures;

use scenarios::{Attempt, Ground};
use serde::Serialize;
use weal_client::{Contract, Funds};
use weal_embedded::EmbeddedChain;
use weal_testing::World;

/// Sends a message without coins; it must be refused in exactly these words, and change nothing.
#[track_caller]
fn refuses<E: Serialize, Q>(
    world: &World<'_>,
    signer: &str,
    contract: &Contract<E, Q>,
    msg: &E,
    words: &str,
) {
    refuses_paying(world, signer, contract, msg, (Funds::none(), words));
}

/// The same with coins.
#[track_caller]
fn refuses_paying<E: Serialize, Q>(
    world: &World<'_>,
    signer: &str,
    contract: &Contract<E, Q>,
    msg: &E,
    (funds, words): (Funds, &str),
) {
    let attempt = Attempt::new(signer, contract, msg).unwrap().paying(funds);
    if let Err(failure) = attempt.ensure_refused(world, words) {
        panic!("{failure:#}");
    }
}

fn ground(chain: &EmbeddedChain) -> Ground<'_> {
    Ground::prepare(chain).unwrap()
}

fn address(world: &World<'_>, account: &str) -> String {
    world.chain.address(account).unwrap()
}

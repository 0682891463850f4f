//! The World in which tests play, above the embedded economy.
//!
//! [`World`] is an economy with its committee on any chain; [`Books`] is where its money is; [`embedded_chain`] has every contract
//! over a storage that counts.
#![allow(clippy::arithmetic_side_effects)] // amounts and seconds of tests, off chain: overflow checks are on

mod books;
mod counting;
mod settlement;
mod world;

pub use books::Books;
pub use counting::codes;
pub use settlement::{claim, leaf};
pub use world::{GPUS, LEASE_SECONDS, RATE, World, refusal};

use weal_client::{ATOM, USD};
use weal_embedded::{ACTORS, ENDOWMENT, EmbeddedChain};

/// Returns a fresh embedded chain with funded actors, on which each message may load and save a record only once.
pub fn embedded_chain() -> EmbeddedChain {
    EmbeddedChain::new(codes(), &ACTORS, &[(ENDOWMENT, USD), (ENDOWMENT, ATOM)])
}

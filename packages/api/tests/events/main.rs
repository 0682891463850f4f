//! Every event, byte for byte: indexers read type, keys and values, and a field's name is a key.
#![allow(clippy::unwrap_used, missing_docs)]

mod amm_factory;
mod amm_incentives;
mod amm_pool;
mod amm_router;
mod compute_escrow;
mod compute_index;
mod compute_market;
mod compute_registry;
mod lending_market;
mod oracle;
mod vesting;

use cosmwasm_std::{Addr, Event, Uint128};

fn account(name: &str) -> Addr {
    Addr::unchecked(name)
}

const fn units(amount: u128) -> Uint128 {
    Uint128::new(amount)
}

/// The event is written as `text`: its type, then each attribute as `key=value`.
#[track_caller]
fn same(event: impl Into<Event>, text: &str) {
    let event: Event = event.into();
    let attributes =
        event.attributes.iter().map(|attribute| format!(" {}={}", attribute.key, attribute.value));
    assert_eq!(event.ty + &attributes.collect::<String>(), text);
}

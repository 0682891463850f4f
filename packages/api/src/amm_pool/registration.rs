//! The records by which pools know each other: a raw read, which runs no code, suffices.

use cosmwasm_std::{Addr, QuerierWrapper};
use weal_records::{Item, Map};

/// The account that created a pool; public. Written by the pool's `instantiate`, never again.
pub const FACTORY: Item<Addr> = Item::new(17);

/// Pool → its id, in the contract that created it; public. Written by a creation, never again. A pool reads the record
/// there before it passes anything on.
pub const REGISTERED: Map<Addr, u64> = Map::new(10);

/// True where `pool` stands in the registry of `factory`. One read. An account that is no contract has no pool
/// registered.
pub fn is_registered(querier: &QuerierWrapper<'_>, factory: &Addr, pool: &Addr) -> bool {
    matches!(REGISTERED.may_load_from(querier, factory, pool), Ok(Some(_)))
}

/// True where `pool` takes `next` for the pool after it in a swap: `pool` itself names its factory, and that factory
/// has `next` registered. Two reads.
pub fn passes_on(querier: &QuerierWrapper<'_>, pool: &Addr, next: &Addr) -> bool {
    let factory = FACTORY.may_load_from(querier, pool).ok().flatten();
    factory.is_some_and(|factory| is_registered(querier, &factory, next))
}

//! Which pools pass on to which: records that others read, without a call of any code.

use cosmwasm_std::{Addr, QuerierWrapper};
use weal_records::read_raw;

/// The storage key under which a pool keeps who created it, an address as text.
pub const FACTORY_KEY: &[u8] = b"factory";

/// Where the contract that creates pools keeps, for each that it registers, a value that is not empty: pools read it there
/// before they pass anything on.
pub fn registration_key(pool: &str) -> Vec<u8> {
    [b"registered/", pool.as_bytes()].concat()
}

/// Whether `pool` stands in the registry of `factory`. One read. An account that is no contract has registered none.
pub fn is_registered(querier: &QuerierWrapper<'_>, factory: &Addr, pool: &Addr) -> bool {
    matches!(read_raw(querier, factory, &registration_key(pool.as_str())), Ok(Some(_)))
}

/// Whether `pool` takes `next` for the pool after it in a swap: its own word for its factory, and that factory's for `next`.
/// Two reads.
pub fn passes_on(querier: &QuerierWrapper<'_>, pool: &Addr, next: &Addr) -> bool {
    let text =
        read_raw(querier, pool, FACTORY_KEY).ok().flatten().and_then(|bytes| String::from_utf8(bytes).ok());
    text.is_some_and(|factory| is_registered(querier, &Addr::unchecked(factory), next))
}

//! Every storage key of this contract beside the LP ledger's own (`token_info`, `balance`, `allowance`,
//! `allowance_spender`) and cw2's `contract_info`.
//!
//! Hot records are packed: a number is a byte of length and its bytes without leading zeros, because gas is paid by
//! the byte. Their keys are short for the same reason.

mod config;
mod position;
mod record;
mod roles;

pub(crate) use config::{Config, Curve, Ramp};
pub(crate) use position::{load_position, save_position};
pub(crate) use record::{Clock, Observation, Opening, Record, load_observation};
pub(crate) use roles::{Roles, load_pending, remove_pending, save_pending};

use crate::error::Failure;
use cosmwasm_std::{Addr, Storage, Uint128};
use weal_api::amm_pool::FACTORY_KEY;
use weal_wire::compact::{Reader, Writer};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:amm-pool";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What every trade reads and hardly ever changes: see [`Config`]. Written by `instantiate`, `apply_params`, the pause and
/// the ramp.
const CONFIG: &[u8] = b"config";
/// What the pool holds and its prices so far: see [`Record`]. Written by `instantiate` and every message that trades or
/// moves liquidity (I2 to I4, I12).
const HOLDINGS: &[u8] = b"h";
/// slot, 2 bytes → time, sums and depth at that time, numbers as in [`Record`]. A ring: the oldest is overwritten. Written by what
/// trades, at most once in `OBSERVATION_SPACING` seconds (I12).
const OBSERVATION: &[u8] = b"o";
/// account → its [`weal_amm_math::Position`], where shares season: its numbers in the order of its fields. Written by whatever moves shares (I13).
const POSITION: &[u8] = b"p/";
/// account → the protocol's part of the fees that it has paid, one number per asset in pool order. Written by swaps that ask for it.
const USAGE: &[u8] = b"u/";
/// Who has which power: see [`Roles`]. Written by `instantiate`, the messages of ownership, the pause and `apply_params`.
const ROLES: &[u8] = b"roles";
/// The announced parameters: see [`save_pending`]. Written by `propose_params`; removed by `cancel_params` and `apply_params`.
const PENDING: &[u8] = b"pending";
/// Who created the pool, as text. Written by `instantiate`, never again; read by swaps that go on or are passed on, and by routers.
const FACTORY: &[u8] = FACTORY_KEY;

/// Who created the pool; none of one that was created before this was kept.
pub(crate) fn load_factory(storage: &dyn Storage) -> Option<Addr> {
    // Validated before it was written.
    storage.get(FACTORY).and_then(|bytes| String::from_utf8(bytes).ok()).map(Addr::unchecked)
}

pub(crate) fn save_factory(storage: &mut dyn Storage, factory: &Addr) {
    storage.set(FACTORY, factory.as_bytes());
}

/// What `trader` has paid to the protocol, per asset. Errors: `Corrupt`.
pub(crate) fn load_usage(
    storage: &dyn Storage,
    trader: &Addr,
    assets: usize,
) -> Result<Vec<Uint128>, Failure> {
    match storage.get(&account_key(USAGE, trader)) {
        Some(bytes) => amounts(&mut Reader::new(&bytes), assets),
        None => Ok(vec![Uint128::zero(); assets]),
    }
}

pub(crate) fn save_usage(storage: &mut dyn Storage, trader: &Addr, paid: &[Uint128]) {
    storage.set(&account_key(USAGE, trader), &with_amounts(Writer::default(), paid).finish());
}

fn account_key(prefix: &[u8], account: &Addr) -> Vec<u8> {
    [prefix, account.as_bytes()].concat()
}

fn amounts(reader: &mut Reader<'_>, count: usize) -> Result<Vec<Uint128>, Failure> {
    (0..count).map(|_| Ok(reader.u128()?.into())).collect()
}

fn with_amounts(writer: Writer, amounts: &[Uint128]) -> Writer {
    amounts.iter().fold(writer, |writer, amount| writer.number(amount.u128()))
}

//! Every storage key of this contract beside the LP ledger's own (`token_info`, `balance`, `allowance`,
//! `allowance_spender`) and cw2's `contract_info`.

use crate::ContractError;
use amm_math::{Amplification, Balances};
use api::asset::Token;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Storage, Uint128};
use cw_storage_plus::Item;

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:amm-pool";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What hardly ever changes. Written by `instantiate`; its amplification by `ramp_amp` and `stop_ramp`.
pub(crate) const CONFIG: Item<Config> = Item::new("config");

/// What the pool holds, packed: the reserves in pool order, then the fees held in pool order, each a 16-byte
/// big-endian integer. Written by `instantiate`, `provide`, `swap` and `withdraw` (I2, I3, I4).
const HOLDINGS: &[u8] = b"holdings";
const AMOUNT_BYTES: usize = 16;

/// What hardly ever changes.
#[cw_serde]
pub(crate) struct Config {
    /// Different; their order is the pool's order.
    pub(crate) tokens: Vec<Token>,
    /// The curve.
    pub(crate) curve: Curve,
    /// Basis points of the output, at most 500.
    pub(crate) fee_bps: u16,
    /// May ramp the amplification.
    pub(crate) owner: Addr,
}

/// The curve and its parameters.
#[cw_serde]
pub(crate) enum Curve {
    ConstantProduct {},
    Stableswap {
        /// Of each asset, in pool order.
        decimals: Vec<u8>,
        ramp: Ramp,
    },
}

/// An [`Amplification`] as it is stored.
#[cw_serde]
#[derive(Copy)]
pub(crate) struct Ramp {
    pub(crate) from: u64,
    pub(crate) to: u64,
    pub(crate) starts_at: u64,
    pub(crate) ends_at: u64,
}

impl From<Amplification> for Ramp {
    fn from(value: Amplification) -> Self {
        let Amplification { from, to, starts_at, ends_at } = value;
        Self { from, to, starts_at, ends_at }
    }
}

impl From<Ramp> for Amplification {
    fn from(value: Ramp) -> Self {
        let Ramp { from, to, starts_at, ends_at } = value;
        Self { from, to, starts_at, ends_at }
    }
}

/// Errors: `CorruptHoldings` unless there is one reserve and one fee for each of `assets` assets.
pub(crate) fn load_holdings(storage: &dyn Storage, assets: usize) -> Result<Balances, ContractError> {
    let bytes = storage.get(HOLDINGS).unwrap_or_default();
    let (amounts, rest) = bytes.as_chunks::<AMOUNT_BYTES>();
    let amounts: Vec<Uint128> = amounts.iter().map(|chunk| u128::from_be_bytes(*chunk).into()).collect();
    match amounts.split_at_checked(assets) {
        Some((reserves, fees)) if rest.is_empty() && fees.len() == assets => {
            Ok(Balances { reserves: reserves.into(), fees: fees.into() })
        }
        _ => Err(ContractError::CorruptHoldings { found: bytes.len() }),
    }
}

pub(crate) fn save_holdings(storage: &mut dyn Storage, holdings: &Balances) {
    let amounts = holdings.reserves.iter().chain(&holdings.fees);
    let bytes: Vec<u8> = amounts.flat_map(|amount| amount.to_be_bytes()).collect();
    storage.set(HOLDINGS, &bytes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockStorage;

    fn amounts(values: [u128; 2]) -> Vec<Uint128> {
        values.map(Uint128::new).into()
    }

    #[test]
    fn the_layout_is_the_documented_one() {
        let holdings = Balances { reserves: amounts([1, 2]), fees: amounts([3, u128::MAX]) };
        let mut storage = MockStorage::new();
        save_holdings(&mut storage, &holdings);
        let bytes = storage.get(b"holdings").unwrap();
        assert_eq!(bytes.len(), 64);
        assert_eq!((bytes[15], bytes[31], bytes[47]), (1, 2, 3));
        assert_eq!(bytes[48..], [0xff; 16]);
        assert_eq!(load_holdings(&storage, 2).unwrap(), holdings);
    }

    #[test]
    fn a_record_of_another_length_is_refused() {
        let mut storage = MockStorage::new();
        let missing = load_holdings(&storage, 2);
        assert!(matches!(missing, Err(ContractError::CorruptHoldings { found: 0 })));
        for found in [32usize, 48, 63, 65, 80] {
            storage.set(b"holdings", &vec![1; found]);
            let refused = load_holdings(&storage, 2);
            assert!(matches!(refused, Err(ContractError::CorruptHoldings { found: f }) if f == found));
        }
    }
}

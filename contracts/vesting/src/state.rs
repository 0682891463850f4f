//! Every storage key of this contract beside cw2's `contract_info`.

use crate::grant::Grant;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Empty, Uint128};
use cw_storage_plus::{Item, Map};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:vesting";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The settings. Written by `instantiate`.
pub(crate) const CONFIG: Item<Config> = Item::new("config");
/// The newest grant's number, from 1; zero before the first. Written by `create_grants`.
pub(crate) const GRANT_COUNT: Item<u64> = Item::new("grant_count");
/// Number → terms and status. Written by `create_grants` and `cancel` (I1).
pub(crate) const GRANTS: Map<u64, Grant> = Map::new("grants");
/// (Recipient, number) → present. Written by `create_grants`.
pub(crate) const GRANTS_BY_RECIPIENT: Map<(&Addr, u64), Empty> = Map::new("grants__recipient");
/// Number → paid so far, base units; absent for zero. Written by `claim`, apart from the terms because it is
/// what a claim changes (I1).
pub(crate) const CLAIMED: Map<u64, Uint128> = Map::new("claimed");
/// Token, by [`crate::owed::key`] → owed in it, base units. Written by every movement (I2).
pub(crate) const OWED: Map<&str, Uint128> = Map::new("owed");

/// The settings.
#[cw_serde]
pub(crate) struct Config {
    /// Named for later settings; has no power.
    pub(crate) owner: Addr,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The class behind two maps under one prefix: no stored key can begin with another's namespace.
    #[test]
    fn storage_namespaces_differ() {
        let prefix = |namespace: &str| {
            let length = u16::try_from(namespace.len()).unwrap().to_be_bytes();
            [&length[..], namespace.as_bytes()].concat()
        };
        let items = [CONFIG.as_slice(), GRANT_COUNT.as_slice(), b"contract_info"].map(<[u8]>::to_vec);
        let maps = ["grants", "grants__recipient", "claimed", "owed"].map(prefix);
        assert!(GRANTS.key(1).starts_with(&maps[0]) && OWED.key("n").starts_with(&maps[3]));
        let keys: Vec<Vec<u8>> = items.into_iter().chain(maps).collect();
        for (i, one) in keys.iter().enumerate() {
            for (j, other) in keys.iter().enumerate() {
                assert!(i == j || !other.starts_with(one), "{one:?} begins {other:?}");
            }
        }
    }
}

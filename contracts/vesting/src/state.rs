//! Everything that this contract stores beside cw2's `contract_info`.

use cosmwasm_std::{Addr, Uint128};
use weal_api::asset::Token;
use weal_api::vesting::Schedule;
use weal_records::{Account, Item, Map, Mark, Packed};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:vesting";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

weal_records::layout! {
    /// The settings. Written by `instantiate`.
    pub(crate) const CONFIG: Item<Config> = Item::new(1);
    /// (Grant, part) → that part of the grant: 0 its terms, written by `create_grants` and never again; 1 its claims,
    /// written by `claim`; 2 its end, written by `cancel` (I1). The parts lie beside each other, so that one range
    /// reads all of a grant.
    pub(crate) const GRANTS: Map<(u64, u8), Part> = Map::new(2);
    /// (Recipient, grant) → a mark: the grant is the recipient's. Written by `create_grants`.
    pub(crate) const GRANTS_OF: Map<(Account, u64), Mark> = Map::new(3);
}

/// The settings.
#[derive(Clone, Debug, Packed)]
pub(crate) struct Config {
    /// The owner: named for later settings, it has no power.
    pub(crate) owner: Addr,
}

/// One part of a grant. A write costs by the byte, so a part that changes lies apart from the terms.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) enum Part {
    /// The terms.
    Terms(Terms),
    /// The sum paid so far, base units, above zero.
    Claimed(Uint128),
    /// The end of a cancelled grant.
    Ended(Ended),
}

/// The terms of a grant.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Terms {
    /// The account that is paid.
    pub(crate) recipient: Account,
    /// The token of the grant.
    pub(crate) token: Token,
    /// The whole amount, base units, above zero.
    pub(crate) amount: Uint128,
    /// The schedule, checked.
    pub(crate) schedule: Schedule,
    /// The account that paid, and alone may cancel.
    pub(crate) grantor: Account,
    /// True where the grantor may cancel.
    pub(crate) cancellable: bool,
}

/// The end of a cancelled grant.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Ended {
    /// The amount that had vested, base units.
    pub(crate) vested: Uint128,
    /// The time of the cancellation, Unix seconds.
    pub(crate) at: u64,
}

//! Grants that vest: messages, answers and events.

use crate::asset::{AssetInfo, Token};
use crate::cw20::Cw20ReceiveMsg;
use cosmwasm_schema::QueryResponses;
use cosmwasm_std::{Addr, Uint128};

mod handle;

pub use handle::VestingContract;
pub use weal_vesting_math::Schedule;

/// Creates the contract. Anyone may; no funds; emits nothing.
#[weal_wire::message]
pub struct InstantiateMsg {
    /// Shown by `Config`. Has no power over any grant.
    pub owner: String,
}

/// Migrates from an earlier version of the same contract.
#[weal_wire::message]
pub struct MigrateMsg {}

/// Messages of the contract.
#[weal_wire::message]
pub enum ExecuteMsg {
    /// Creates grants, numbered upwards in the order of the list. Anyone may, and becomes their grantor.
    /// Funds: one coin of exactly the sum of the amounts; for a cw20 token see `Receive`. Emits
    /// `grant_created` for each.
    CreateGrants {
        /// The grants, 1 to 50. The same recipient may stand several times: each is a grant of its own.
        grants: Vec<GrantSpec>,
    },
    /// A cw20 token's `Send` with a [`Cw20HookMsg`]. Called by the token; no funds.
    Receive(Cw20ReceiveMsg),
    /// Pays the claimable amount to the grant's recipient, whoever calls. No funds. Emits `grant_claimed`.
    Claim {
        /// The grant's number.
        grant_id: u64,
    },
    /// Ends a cancellable grant before its end: the vested part stays claimable, the rest returns. The grantor may,
    /// once; no funds. Emits `grant_cancelled`.
    Cancel {
        /// The grant's number.
        grant_id: u64,
    },
}

/// Messages that the `msg` of a cw20 `Send` to this contract may hold.
#[weal_wire::message]
pub enum Cw20HookMsg {
    /// The same as [`ExecuteMsg::CreateGrants`]; the sender of the tokens becomes the grantor, and the amount sent must
    /// be the sum of the amounts.
    CreateGrants {
        /// The grants, 1 to 50.
        grants: Vec<GrantSpec>,
    },
}

/// One grant to create.
#[weal_wire::message]
pub struct GrantSpec {
    /// The account that is paid.
    pub recipient: String,
    /// The amount granted, base units, above zero.
    pub amount: Uint128,
    /// The schedule of vesting. It may have begun already, must end after this block and within 100 years of it.
    pub schedule: Schedule,
    /// True where the grantor may take back the unvested part.
    pub cancellable: bool,
}

/// Queries of the contract. A page has 10 rows unless `limit` says otherwise, at most 30.
#[weal_wire::message]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The settings.
    #[returns(ConfigResponse)]
    Config {},
    /// A grant and where its money stands in this block.
    #[returns(GrantResponse)]
    Grant {
        /// The grant's number.
        grant_id: u64,
    },
    /// Every grant, by number.
    #[returns(GrantsResponse)]
    Grants {
        /// The number before the first row.
        start_after: Option<u64>,
        /// Rows.
        limit: Option<u32>,
    },
    /// One recipient's grants, by number.
    #[returns(GrantsResponse)]
    GrantsOf {
        /// The recipient.
        recipient: String,
        /// The number before the first row.
        start_after: Option<u64>,
        /// Rows.
        limit: Option<u32>,
    },
    /// The amount that `Claim` would pay in this block, to the unit.
    #[returns(ClaimableResponse)]
    Claimable {
        /// The grant's number.
        grant_id: u64,
    },
    /// The amounts owed for the grants of a page, token by token. Added up over all pages: at least this much must be
    /// in the contract's account.
    #[returns(HoldingsResponse)]
    Holdings {
        /// The number before the first grant: `next` of the page before.
        start_after: Option<u64>,
        /// Grants of the page.
        limit: Option<u32>,
    },
}

/// The settings.
#[weal_wire::record]
pub struct ConfigResponse {
    /// The account named as owner when the contract was created.
    pub owner: Addr,
    /// Grants created so far; the newest has this number.
    pub grant_count: u64,
    /// The most grants in one message.
    pub max_grants_per_message: u32,
}

/// The state of a grant with the money of that state.
#[weal_wire::record]
pub enum Status {
    /// The grant vests, or has vested in full, as scheduled.
    Active {},
    /// The grant vests no more.
    Cancelled {
        /// The recipient's for good, claimed or not; base units.
        vested: Uint128,
        /// The unvested part that went back to the grantor, base units.
        returned: Uint128,
        /// The time of the cancelling, Unix seconds.
        at: u64,
    },
}

/// A grant and its money: `claimed + claimable + unvested`, and `returned` of a cancelled one, is `amount`.
#[weal_wire::record]
pub struct GrantResponse {
    /// The grant's number, from 1.
    pub grant_id: u64,
    /// The account that paid for the grant, and alone may cancel it.
    pub grantor: Addr,
    /// The account that is paid.
    pub recipient: Addr,
    /// The grant's token.
    pub token: AssetInfo,
    /// The amount granted, base units.
    pub amount: Uint128,
    /// The schedule of vesting.
    pub schedule: Schedule,
    /// The time at which everything has vested unless the grant is cancelled before, Unix seconds.
    pub ends_at: u64,
    /// True where the grantor may take back the unvested part.
    pub cancellable: bool,
    /// Active or cancelled.
    pub status: Status,
    /// The amount earned by now, base units.
    pub vested: Uint128,
    /// The amount paid by now, base units.
    pub claimed: Uint128,
    /// The amount earned and not yet paid, base units.
    pub claimable: Uint128,
    /// The amount not yet earned, base units; zero once cancelled.
    pub unvested: Uint128,
}

/// A page of grants.
#[weal_wire::record]
pub struct GrantsResponse {
    /// Rows, by number.
    pub grants: Vec<GrantResponse>,
}

/// The amount that a claim would pay.
#[weal_wire::record]
pub struct ClaimableResponse {
    /// The account that would be paid.
    pub recipient: Addr,
    /// The grant's token.
    pub token: AssetInfo,
    /// The claimable amount, base units; where it is zero `Claim` is refused.
    pub claimable: Uint128,
}

/// The amounts owed for the grants of a page.
#[weal_wire::record]
pub struct HoldingsResponse {
    /// One row for each token of these grants: native ones first, each kind by name.
    pub holdings: Vec<Holding>,
    /// `start_after` of the next page; none after the last.
    pub next: Option<u64>,
}

/// The amount owed in one token.
#[weal_wire::record]
pub struct Holding {
    /// The token.
    pub token: AssetInfo,
    /// The sum of these grants less what was claimed and returned, base units; at most 2^128 − 1.
    pub owed: Uint128,
}

/// A grant was created and paid for.
#[weal_wire::event]
pub struct GrantCreated {
    pub grant_id: u64,
    /// Account that paid.
    pub grantor: Addr,
    /// Account that will be paid.
    pub recipient: Addr,
    pub token: Token,
    /// Amount granted, base units.
    pub amount: Uint128,
    /// Second in which everything has vested, Unix time.
    pub ends_at: u64,
    /// True if the grantor may cancel.
    pub cancellable: bool,
}

/// A recipient was paid.
#[weal_wire::event]
pub struct GrantClaimed {
    pub grant_id: u64,
    pub recipient: Addr,
    pub token: Token,
    /// Amount paid now, base units.
    pub paid: Uint128,
    /// Amount paid in all afterwards, base units.
    pub claimed: Uint128,
}

/// A grant vests no more.
#[weal_wire::event]
pub struct GrantCancelled {
    pub grant_id: u64,
    /// Account that cancelled.
    pub grantor: Addr,
    pub recipient: Addr,
    pub token: Token,
    /// Amount that is the recipient's for good, base units.
    pub vested: Uint128,
    /// Amount that is the grantor's again, base units.
    pub returned: Uint128,
    /// Amount that is the recipient's and not yet paid, base units.
    pub claimable: Uint128,
}

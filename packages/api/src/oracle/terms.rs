//! The terms under which a committee serves.

use crate::asset::Asset;
use cosmwasm_std::Uint128;

/// The least time between the proposal of a committee and its taking over, seconds: an hour.
pub const MIN_ROTATION_DELAY_SECONDS: u64 = 3_600;
/// The longest any term may be, seconds: 60 days.
pub const MAX_TERM_SECONDS: u64 = 5_184_000;
/// The most that a finder is awarded of what it finds, basis points: whoever reports itself loses half.
pub const MAX_FINDER_SHARE_BPS: u64 = 5_000;

/// Bonds and rotation. They never change.
#[weal_wire::message]
pub struct CommitteeTerms {
    /// The least time from the proposal of a committee to its taking over, seconds: 3,600 to 5,184,000.
    pub rotation_delay_seconds: u64,
    /// The time for which a replaced committee's roots are taken for epochs that began under it, seconds: up to
    /// 5,184,000.
    pub handover_seconds: u64,
    /// The terms of bonds; left out for no bonds, and then no member may mark an appraisal down alone.
    pub bond: Option<BondTerms>,
}

/// Terms of the members' bonds.
#[weal_wire::message]
pub struct BondTerms {
    /// The bond that an operator needs to register a key; above zero.
    pub minimum: Asset,
    /// The time for which a bond stays after its operator has left, seconds: up to 5,184,000. A bond stays for the
    /// handover and the time to overturn where one of those is longer.
    pub unbonding_seconds: u64,
    /// The account that is awarded what a slash leaves after the finder's share: a fund for those whom a root can harm.
    /// Never an operator.
    pub insurance: String,
    /// The finder's share of a slash, basis points: up to 5,000.
    pub finder_share_bps: u64,
    /// The stake that a member pledges for a mark-down of its own, base units: above zero, up to the minimum.
    pub mark_down_stake: Uint128,
    /// The time in which the quorum may overturn a mark-down, seconds: 1 to 5,184,000.
    pub overturn_seconds: u64,
}

impl Default for CommitteeTerms {
    /// Terms with a day's delay, a day's handover and no bonds.
    fn default() -> Self {
        Self { rotation_delay_seconds: 86_400, handover_seconds: 86_400, bond: None }
    }
}

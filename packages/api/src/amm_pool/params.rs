//! What of a pool can change, and within which limits.

use weal_records::Packed;

/// How long announced parameters wait, seconds: a day, in which an LP can leave.
pub const PARAMS_DELAY: u64 = 86_400;
/// How long after that they can be applied, seconds: a week. Later nobody expects them any more.
pub const PARAMS_LIFETIME: u64 = 604_800;
/// The longest seasoning, blocks: about a week of blocks of six seconds.
pub const MAX_SEASONING_BLOCKS: u32 = 100_000;
/// The largest part of a fee that can go to the protocol, basis points.
pub const MAX_PROTOCOL_SHARE_BPS: u16 = 2_500;
/// The longest pause of swaps, and the shortest time between two, seconds.
pub const MAX_PAUSE_SECONDS: u64 = 604_800;

/// The parameters of a pool.
#[weal_wire::record]
#[derive(Copy, Eq, Packed)]
pub struct Params {
    /// Of each swap's output, basis points, at most [`super::MAX_FEE_BPS`].
    pub fee_bps: u16,
    /// For how many blocks new shares earn no fees if they leave, at most [`MAX_SEASONING_BLOCKS`]; 0 for none, and
    /// then no positions are kept.
    pub seasoning_blocks: u32,
    /// Whether no trade gets a better price than at the opening of its block. Needs a seasoning, and a recipient of what it withholds.
    pub sandwich_bound: bool,
    /// The protocol's part of each fee, basis points, at most [`MAX_PROTOCOL_SHARE_BPS`]. Needs a recipient.
    pub protocol_share_bps: u16,
    /// What is added to the fee of trades away from the mean price; none by default.
    pub directional: Option<Directional>,
}

/// A surcharge for trades that move the price away from its own mean, with the distance at which the block opened. Pools
/// of two assets only. Both zero for none.
#[weal_wire::message]
#[derive(Copy, Eq, Packed)]
pub struct Directional {
    /// Part of the distance that is charged, basis points, at most 10,000.
    pub alpha_bps: u16,
    /// The most that is charged, basis points, at most 100.
    pub cap_bps: u16,
}

/// Parameters to change; what is left out stays.
#[weal_wire::message]
#[derive(Default)]
pub struct ParamsChange {
    /// As in [`Params`].
    pub fee_bps: Option<u16>,
    /// As in [`Params`].
    pub seasoning_blocks: Option<u32>,
    /// As in [`Params`].
    pub sandwich_bound: Option<bool>,
    /// As in [`Params`].
    pub protocol_share_bps: Option<u16>,
    /// Who gets the protocol's part of the fees and what the bound withholds: nobody who trades or provides here.
    pub protocol_recipient: Option<String>,
    /// Who may pause swaps.
    pub guardian: Option<String>,
    /// As in [`Params`]; both zero to charge none any more.
    pub directional: Option<Directional>,
}

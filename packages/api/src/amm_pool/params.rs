//! The parts of a pool that can change, and the limits of each change.

use weal_records::Packed;

/// The wait of announced parameters, seconds: a day, in which an LP can leave.
pub const PARAMS_DELAY: u64 = 86_400;
/// The time after that wait in which announced parameters can be applied, seconds: a week, after which nobody need
/// expect them.
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
    /// The fee on each swap's output, basis points, at most [`super::MAX_FEE_BPS`].
    pub fee_bps: u16,
    /// The blocks for which new shares earn no fees if they leave, at most [`MAX_SEASONING_BLOCKS`]; 0 for none, and
    /// then no positions are kept.
    pub seasoning_blocks: u32,
    /// True where no trade gets a better price than at the opening of its block. Needs a seasoning, and a recipient of
    /// what the bound withholds.
    pub sandwich_bound: bool,
    /// The protocol's part of each fee, basis points, at most [`MAX_PROTOCOL_SHARE_BPS`]. Needs a recipient.
    pub protocol_share_bps: u16,
    /// The surcharge on trades that move the price away from the mean; none by default.
    pub directional: Option<DynamicFee>,
}

/// A surcharge for trades that move the price away from its own mean, with the distance at which the block opened. Pools
/// of two assets only. Both zero for none.
#[weal_wire::message]
#[derive(Copy, Eq, Packed)]
pub struct DynamicFee {
    /// Part of the distance that is charged, basis points, at most 10,000.
    pub alpha_bps: u16,
    /// The most that is charged, basis points, at most 100.
    pub cap_bps: u16,
}

/// Parameters to change; what is left out stays.
#[weal_wire::message]
#[derive(Default)]
pub struct ParamsChange {
    /// The new fee, as in [`Params`].
    pub fee_bps: Option<u16>,
    /// The new seasoning, as in [`Params`].
    pub seasoning_blocks: Option<u32>,
    /// True to apply the opening bound, as in [`Params`].
    pub sandwich_bound: Option<bool>,
    /// The protocol's new part of each fee, as in [`Params`].
    pub protocol_share_bps: Option<u16>,
    /// The account that gets the protocol's part of the fees and what the bound withholds: nobody who trades or
    /// provides here.
    pub protocol_recipient: Option<String>,
    /// The account that may pause swaps.
    pub guardian: Option<String>,
    /// The new surcharge, as in [`Params`]; both fields zero to charge none any more.
    pub directional: Option<DynamicFee>,
}

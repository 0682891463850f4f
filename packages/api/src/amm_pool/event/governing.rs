//! Facts about the pool's parameters, its powers and what the protocol gets.

use super::joined;
use crate::amm_pool::{DynamicFee, Params};
use cosmwasm_std::{Addr, Event, Uint128};

/// Somebody gave to the LPs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Donated {
    /// Who paid.
    pub donor: Addr,
    /// Denomination or contract address.
    pub token: String,
    /// Base units.
    pub amount: Uint128,
    /// Fees held for the LPs, after.
    pub fees_held: Vec<Uint128>,
}

/// The protocol's part of the fees was paid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtocolFeesClaimed {
    /// Who got it.
    pub recipient: Addr,
    /// Of each asset.
    pub amounts: Vec<Uint128>,
}

/// Other parameters will hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParamsProposed {
    /// All of them.
    pub params: Params,
    /// From when on they can be applied, Unix seconds.
    pub effective_at: u64,
    /// Last second at which they can.
    pub expires_at: u64,
}

/// The announced parameters will not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParamsCancelled;

/// Other parameters hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParamsApplied {
    /// All of them.
    pub params: Params,
    /// The new version.
    pub version: u32,
}

/// Swaps are stopped until then; now, where a pause was ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwapsPaused {
    /// Who did it.
    pub by: Addr,
    /// Unix seconds.
    pub until: u64,
}

/// Somebody may accept the ownership, or nobody any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnershipProposed {
    /// Who.
    pub new_owner: Option<Addr>,
}

/// The pool has another owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnershipAccepted {
    /// Who.
    pub owner: Addr,
}

fn with_params(event: Event, params: Params) -> Event {
    let event = event
        .add_attribute("fee_bps", params.fee_bps.to_string())
        .add_attribute("seasoning_blocks", params.seasoning_blocks.to_string())
        .add_attribute("sandwich_bound", params.sandwich_bound.to_string())
        .add_attribute("protocol_share_bps", params.protocol_share_bps.to_string());
    match params.directional {
        Some(DynamicFee { alpha_bps, cap_bps }) => event
            .add_attribute("alpha_bps", alpha_bps.to_string())
            .add_attribute("cap_bps", cap_bps.to_string()),
        None => event,
    }
}

impl From<Donated> for Event {
    fn from(fact: Donated) -> Self {
        Event::new("donated")
            .add_attribute("donor", fact.donor)
            .add_attribute("token", fact.token)
            .add_attribute("amount", fact.amount)
            .add_attribute("fees_held", joined(&fact.fees_held))
    }
}

impl From<ProtocolFeesClaimed> for Event {
    fn from(fact: ProtocolFeesClaimed) -> Self {
        Event::new("protocol_fees_claimed")
            .add_attribute("recipient", fact.recipient)
            .add_attribute("amounts", joined(&fact.amounts))
    }
}

impl From<ParamsProposed> for Event {
    fn from(fact: ParamsProposed) -> Self {
        with_params(Event::new("params_proposed"), fact.params)
            .add_attribute("effective_at", fact.effective_at.to_string())
            .add_attribute("expires_at", fact.expires_at.to_string())
    }
}

impl From<ParamsCancelled> for Event {
    fn from(_: ParamsCancelled) -> Self {
        Event::new("params_cancelled")
    }
}

impl From<ParamsApplied> for Event {
    fn from(fact: ParamsApplied) -> Self {
        with_params(Event::new("params_applied"), fact.params)
            .add_attribute("version", fact.version.to_string())
    }
}

impl From<SwapsPaused> for Event {
    fn from(fact: SwapsPaused) -> Self {
        Event::new("swaps_paused").add_attribute("by", fact.by).add_attribute("until", fact.until.to_string())
    }
}

impl From<OwnershipProposed> for Event {
    fn from(fact: OwnershipProposed) -> Self {
        Event::new("ownership_proposed")
            .add_attribute("new_owner", fact.new_owner.map(String::from).unwrap_or_default())
    }
}

impl From<OwnershipAccepted> for Event {
    fn from(fact: OwnershipAccepted) -> Self {
        Event::new("ownership_accepted").add_attribute("owner", fact.owner)
    }
}

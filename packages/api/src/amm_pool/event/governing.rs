//! Events about the pool's parameters, its powers and what the protocol gets.

use crate::amm_pool::{DynamicFee, Params};
use cosmwasm_std::{Addr, Uint128};
use weal_wire::event::Attributes;

/// Somebody gave to the LPs.
#[weal_wire::event]
pub struct Donated {
    pub donor: Addr,
    /// Denomination or contract address.
    pub token: String,
    /// Amount given, base units.
    pub amount: Uint128,
    /// Fees held for the LPs, after.
    pub fees_held: Vec<Uint128>,
}

/// The protocol's part of the fees was paid out.
#[weal_wire::event]
pub struct ProtocolFeesClaimed {
    pub recipient: Addr,
    /// Amounts paid, base units in the pool's order.
    pub amounts: Vec<Uint128>,
}

/// Other parameters will hold.
#[weal_wire::event]
pub struct ParamsProposed {
    /// Parameters that hold then, whether they change or not.
    #[event(with = "add_params")]
    pub params: Params,
    /// First second in which they can be applied, Unix time.
    pub effective_at: u64,
    /// Last second in which they can be applied, Unix time.
    pub expires_at: u64,
}

/// The announced parameters will not hold.
#[weal_wire::event]
#[derive(Copy)]
pub struct ParamsCancelled;

/// Other parameters hold.
#[weal_wire::event]
pub struct ParamsApplied {
    /// Parameters that hold now, whether they changed or not.
    #[event(with = "add_params")]
    pub params: Params,
    /// Version of the parameters after.
    pub version: u32,
}

/// Swaps are stopped for a while, or a pause of them was ended.
#[weal_wire::event]
pub struct SwapsPaused {
    /// Account that began or ended the pause.
    pub by: Addr,
    /// End of the pause, Unix seconds; not after the second of the event where a pause was ended.
    pub until: u64,
}

/// Somebody may accept the ownership, or nobody any more.
#[weal_wire::event]
pub struct OwnershipProposed {
    /// Account that may accept; empty in the event for nobody.
    #[event(none = "")]
    pub new_owner: Option<Addr>,
}

/// The pool has another owner.
#[weal_wire::event]
pub struct OwnershipAccepted {
    pub owner: Addr,
}

fn add_params(params: Params, attributes: &mut Attributes) {
    attributes.add("fee_bps", params.fee_bps);
    attributes.add("seasoning_blocks", params.seasoning_blocks);
    attributes.add("sandwich_bound", params.sandwich_bound);
    attributes.add("protocol_share_bps", params.protocol_share_bps);
    if let Some(DynamicFee { alpha_bps, cap_bps }) = params.directional {
        attributes.add("alpha_bps", alpha_bps);
        attributes.add("cap_bps", cap_bps);
    }
}

//! The rest of a message: one plan, each part of which begins in the reply to the one before it.

use crate::ContractError;
use crate::balance::Held;
use crate::pool::Step;
use crate::route::Leg;
use cosmwasm_std::{Addr, CosmosMsg, SubMsg, Uint128};

/// Reply id of every call whose answer matters.
pub(crate) const GO_ON: u64 = 1;

/// The rest of a message. Travels in the payload of its next call; nothing of it is stored.
///
/// A balance in it is read when the call that it measures is the very next to go, and nothing else goes with that call: whatever of
/// the same token lies here for a later leg is in it before and after.
#[weal_wire::record]
pub(crate) struct Plan {
    /// Payment that the answer measures.
    pub(crate) awaited: Awaited,
    /// Legs still to be sold, in this order; each amount lies in the router.
    pub(crate) legs: Vec<Leg>,
    /// Account that gets the output of every leg, from its last pool itself.
    pub(crate) recipient: Addr,
    /// Bound that the last pool of a leg is told; none for the pools' own default bounds, all along the leg.
    pub(crate) min_receive: Option<Uint128>,
    /// Check after the last leg.
    pub(crate) end: Option<End>,
}

/// Payment that the call under way makes.
#[weal_wire::record]
pub(crate) enum Awaited {
    /// The legs sent pay the recipient: nothing is measured.
    Output {},
    /// The pool pays the router, which goes on with it.
    Payment {
        /// Pool that pays.
        pool: Addr,
        /// One part for each token that it pays.
        parts: Vec<Part>,
    },
    /// A pool takes a deposit; what it leaves over is the payer's.
    LeftOver {
        /// Account whose deposit it is.
        payer: Addr,
        /// Balance of each asset of the pool, once, less the deposit itself.
        held: Vec<Held>,
    },
}

/// Token on its way to the router, and how it goes on from there.
#[weal_wire::record]
pub(crate) struct Part {
    /// The token, with what the router has of it without the part.
    pub(crate) held: Held,
    /// The pools that it still goes through; it goes to the recipient where there is none.
    pub(crate) steps: Vec<Step>,
}

/// Bound that is held when every leg is sold, and the deposit that follows it.
#[weal_wire::record]
pub(crate) struct End {
    /// The recipient's balance before the message.
    pub(crate) held: Held,
    /// The fewest base units that it must have grown by.
    pub(crate) required: Uint128,
    /// The pool that what came goes into, of a zap whose recipient is the router.
    pub(crate) deposit: Option<Deposit>,
}

/// A deposit of what the swaps before it pay.
#[weal_wire::record]
pub(crate) struct Deposit {
    pub(crate) pool: Addr,
    pub(crate) payer: Addr,
    pub(crate) recipient: Addr,
    pub(crate) min_shares: Uint128,
}

impl Plan {
    /// `legs` to `recipient`, one after the other.
    pub(crate) fn new(
        legs: Vec<Leg>,
        recipient: Addr,
        min_receive: Option<Uint128>,
        end: Option<End>,
    ) -> Self {
        Self { awaited: Awaited::Output {}, legs, recipient, min_receive, end }
    }

    /// `call`, and in its answer the rest of the plan.
    pub(crate) fn after(self, call: CosmosMsg) -> Result<SubMsg, ContractError> {
        Ok(SubMsg::reply_on_success(call, GO_ON).with_payload(weal_wire::to_binary(&self)?))
    }
}

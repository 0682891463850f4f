//! Events of the factory, one struct each, with the state after them.

use super::{CreationFee, KindConfig, PoolRecord};
use crate::amm_pool::PoolKind;
use crate::asset::Token;
use cosmwasm_std::{Addr, Event, Uint128};

/// A pool exists and is listed.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolRegistered {
    /// Entry in the factory's list.
    pub record: PoolRecord,
    /// Assets of the record, checked.
    pub tokens: Vec<Token>,
    /// Account that created the pool.
    pub creator: Addr,
}

impl From<PoolRegistered> for Event {
    fn from(fact: PoolRegistered) -> Self {
        let assets: Vec<String> = fact.tokens.iter().map(Token::to_string).collect();
        let event = Event::new("pool_registered")
            .add_attribute("id", fact.record.id.to_string())
            .add_attribute("pool", fact.record.pool)
            .add_attribute("kind", fact.record.kind)
            .add_attribute("assets", assets.join(","))
            .add_attribute("fee_bps", fact.record.fee_bps.to_string())
            .add_attribute("creator", fact.creator);
        let PoolKind::Stableswap { amp, decimals } = fact.record.curve else { return event };
        let decimals: Vec<String> = decimals.iter().map(u8::to_string).collect();
        event.add_attribute("amp", amp.to_string()).add_attribute("decimals", decimals.join(","))
    }
}

/// The first deposit is made; what the pool did not take went back.
#[weal_wire::event]
pub struct UnusedReturned {
    pub pool: Addr,
    pub recipient: Addr,
    /// Amounts returned, base units in the pool's order; zeros as a rule.
    pub amounts: Vec<Uint128>,
}

/// A kind is as it was asked to be.
#[derive(Clone, Debug, PartialEq)]
pub struct KindUpdated {
    /// Settings of the kind after the change.
    pub kind: KindConfig,
}

impl From<KindUpdated> for Event {
    fn from(fact: KindUpdated) -> Self {
        let creation = match fact.kind.creation {
            super::Creation::Open => "open",
            super::Creation::OwnerOnly => "owner_only",
            super::Creation::Closed => "closed",
        };
        Event::new("kind_updated")
            .add_attribute("kind", fact.kind.kind)
            .add_attribute("code_id", fact.kind.code_id.to_string())
            .add_attribute("creation", creation)
            .add_attribute("max_fee_bps", fact.kind.max_fee_bps.to_string())
            .add_attribute("migratable", fact.kind.migratable.to_string())
            .add_attributes(
                fact.kind
                    .amp
                    .iter()
                    .flat_map(|amp| [("min_amp", amp.min.to_string()), ("max_amp", amp.max.to_string())]),
            )
    }
}

/// The creation fee changed.
#[derive(Clone, Debug, PartialEq)]
pub struct CreationFeeUpdated {
    /// Fee after the change; none where creating is free.
    pub creation_fee: Option<CreationFee>,
}

impl From<CreationFeeUpdated> for Event {
    fn from(fact: CreationFeeUpdated) -> Self {
        let event = Event::new("creation_fee_updated");
        match fact.creation_fee {
            None => event.add_attribute("amount", "0"),
            Some(fee) => {
                let asset = match fee.asset.info {
                    crate::asset::AssetInfo::Native { denom } => denom,
                    crate::asset::AssetInfo::Cw20 { contract_addr } => contract_addr,
                };
                event
                    .add_attribute("amount", fee.asset.amount)
                    .add_attribute("asset", asset)
                    .add_attribute("recipient", fee.recipient)
            }
        }
    }
}

/// A native asset has so many decimals.
#[weal_wire::event]
pub struct DecimalsSet {
    pub denom: String,
    /// Decimals of the asset; empty in the event where they were taken back.
    #[event(none = "")]
    pub decimals: Option<u8>,
}

/// The owner named the next one.
#[weal_wire::event]
pub struct OwnershipProposed {
    /// Account that still owns the factory.
    pub owner: Addr,
    /// Account that may accept; empty in the event where the proposal was withdrawn.
    #[event(none = "")]
    pub pending_owner: Option<Addr>,
}

/// The factory has a new owner.
#[weal_wire::event]
pub struct OwnershipAccepted {
    pub owner: Addr,
}

/// Another account may pause creations.
#[weal_wire::event]
pub struct GuardianUpdated {
    /// Account that may pause; empty in the event for nobody.
    #[event(none = "")]
    pub guardian: Option<Addr>,
}

/// No pools of a kind are created for a while.
#[weal_wire::event]
pub struct CreationPaused {
    /// Name of the kind.
    pub kind: String,
    /// End of the pause, Unix seconds.
    pub until: u64,
}

/// Pools of a kind are created again.
#[weal_wire::event]
pub struct CreationResumed {
    /// Name of the kind.
    pub kind: String,
}

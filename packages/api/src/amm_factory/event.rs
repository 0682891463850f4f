//! Facts of the factory, one struct each, with the state after them. On chain the type is prefixed with `wasm-`.

use super::{CreationFee, KindConfig, PoolRecord};
use crate::amm_pool::PoolKind;
use crate::asset::Token;
use cosmwasm_std::{Addr, Event, Uint128};

/// A pool exists and is listed.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolRegistered {
    /// What is listed.
    pub record: PoolRecord,
    /// The same assets, checked.
    pub tokens: Vec<Token>,
    /// Who created it.
    pub creator: Addr,
}

/// The first deposit is made; what the pool did not take went back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedReturned {
    /// The pool.
    pub pool: Addr,
    /// Who got it.
    pub recipient: Addr,
    /// Base units in the pool's order; zeros as a rule.
    pub amounts: Vec<Uint128>,
}

/// A kind is as it was asked to be.
#[derive(Clone, Debug, PartialEq)]
pub struct KindUpdated {
    /// As it is now.
    pub kind: KindConfig,
}

/// The creation fee changed.
#[derive(Clone, Debug, PartialEq)]
pub struct CreationFeeUpdated {
    /// None where creating is free.
    pub creation_fee: Option<CreationFee>,
}

/// A native asset has so many decimals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecimalsSet {
    /// The denomination.
    pub denom: String,
    /// None where it was taken back.
    pub decimals: Option<u8>,
}

/// The owner named the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnershipProposed {
    /// Who is still the owner.
    pub owner: Addr,
    /// Who may accept; none where the proposal was withdrawn.
    pub pending_owner: Option<Addr>,
}

/// The factory has a new owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnershipAccepted {
    /// The new owner.
    pub owner: Addr,
}

/// Another may pause creations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuardianUpdated {
    /// None for nobody.
    pub guardian: Option<Addr>,
}

/// No pools of a kind are created for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreationPaused {
    /// The kind's name.
    pub kind: String,
    /// When it ends, Unix seconds.
    pub until: u64,
}

/// Pools of a kind are created again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreationResumed {
    /// The kind's name.
    pub kind: String,
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

impl From<UnusedReturned> for Event {
    fn from(fact: UnusedReturned) -> Self {
        let amounts: Vec<String> = fact.amounts.iter().map(Uint128::to_string).collect();
        Event::new("unused_returned")
            .add_attribute("pool", fact.pool)
            .add_attribute("recipient", fact.recipient)
            .add_attribute("amounts", amounts.join(","))
    }
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

impl From<DecimalsSet> for Event {
    fn from(fact: DecimalsSet) -> Self {
        let decimals = fact.decimals.map_or_else(String::new, |decimals| decimals.to_string());
        Event::new("decimals_set").add_attribute("denom", fact.denom).add_attribute("decimals", decimals)
    }
}

impl From<OwnershipProposed> for Event {
    fn from(fact: OwnershipProposed) -> Self {
        let pending_owner = fact.pending_owner.map(|account| account.to_string()).unwrap_or_default();
        Event::new("ownership_proposed")
            .add_attribute("owner", fact.owner)
            .add_attribute("pending_owner", pending_owner)
    }
}

impl From<OwnershipAccepted> for Event {
    fn from(fact: OwnershipAccepted) -> Self {
        Event::new("ownership_accepted").add_attribute("owner", fact.owner)
    }
}

impl From<GuardianUpdated> for Event {
    fn from(fact: GuardianUpdated) -> Self {
        let guardian = fact.guardian.map(|account| account.to_string()).unwrap_or_default();
        Event::new("guardian_updated").add_attribute("guardian", guardian)
    }
}

impl From<CreationPaused> for Event {
    fn from(fact: CreationPaused) -> Self {
        Event::new("creation_paused")
            .add_attribute("kind", fact.kind)
            .add_attribute("until", fact.until.to_string())
    }
}

impl From<CreationResumed> for Event {
    fn from(fact: CreationResumed) -> Self {
        Event::new("creation_resumed").add_attribute("kind", fact.kind)
    }
}

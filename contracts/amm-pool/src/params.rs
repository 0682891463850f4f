//! The parameters that can change, and their limits.

use crate::error::{ContractError, Failure};
use cosmwasm_std::{Addr, Api};
use weal_amm_math::directional_fee::DirectionalFee;
use weal_api::amm_pool::{
    DynamicFee, MAX_FEE_BPS, MAX_PROTOCOL_SHARE_BPS, MAX_SEASONING_BLOCKS, Params, ParamsChange,
};
use weal_fixed_point::Bps;

/// The number of assets of a pool with a directional fee, which knows one price and its inverse.
const DIRECTIONAL_ASSETS: usize = 2;

/// The parameters of a pool that names none.
pub(crate) const DEFAULTS: Params = Params {
    fee_bps: 0,
    seasoning_blocks: 0,
    sandwich_bound: false,
    protocol_share_bps: 0,
    directional: None,
};

/// Parameters, and the roles that change with them.
pub(crate) struct Change {
    pub(crate) params: Params,
    pub(crate) guardian: Option<Addr>,
    pub(crate) protocol_recipient: Option<Addr>,
}

impl Change {
    /// Returns these parameters with what `change` names changed. Errors: `Std` for no address, `FixedPoint`,
    /// `SeasoningTooLong`, `BoundWithoutSeasoning`, `NoProtocolRecipient`, `Math` for a surcharge beyond its limits.
    pub(crate) fn with(self, api: &dyn Api, change: ParamsChange) -> Result<Self, Failure> {
        let Params { fee_bps, seasoning_blocks, sandwich_bound, protocol_share_bps, directional } =
            self.params;
        let params = Params {
            fee_bps: change.fee_bps.unwrap_or(fee_bps),
            seasoning_blocks: change.seasoning_blocks.unwrap_or(seasoning_blocks),
            sandwich_bound: change.sandwich_bound.unwrap_or(sandwich_bound),
            protocol_share_bps: change.protocol_share_bps.unwrap_or(protocol_share_bps),
            directional: change.directional.or(directional).filter(charges),
        };
        let named = |account: Option<String>, before: Option<Addr>| match account {
            Some(account) => api.addr_validate(&account).map(Some),
            None => Ok(before),
        };
        let guardian = named(change.guardian, self.guardian)?;
        let protocol_recipient = named(change.protocol_recipient, self.protocol_recipient)?;
        let changed = Self { params, guardian, protocol_recipient };
        changed.ensure_possible()?;
        Ok(changed)
    }

    /// Refuses a directional fee in a pool of other than two assets. Errors: `DirectionalNeedsTwoAssets`.
    pub(crate) fn ensure_for(&self, assets: usize) -> Result<(), Failure> {
        if self.params.directional.is_some() && assets != DIRECTIONAL_ASSETS {
            return Err(ContractError::DirectionalNeedsTwoAssets { found: assets }.into());
        }
        Ok(())
    }

    fn ensure_possible(&self) -> Result<(), Failure> {
        let params = self.params;
        Bps::at_most(params.fee_bps, MAX_FEE_BPS)?;
        Bps::at_most(params.protocol_share_bps, MAX_PROTOCOL_SHARE_BPS)?;
        let (found, max) = (params.seasoning_blocks, MAX_SEASONING_BLOCKS);
        if found > max {
            return Err(ContractError::SeasoningTooLong { found, max }.into());
        }
        if params.sandwich_bound && found == 0 {
            return Err(ContractError::BoundWithoutSeasoning.into());
        }
        if let Some(terms) = params.directional {
            DirectionalFee::new(terms.alpha_bps, terms.cap_bps)?;
        }
        let is_owed = params.protocol_share_bps > 0 || params.sandwich_bound;
        if is_owed && self.protocol_recipient.is_none() {
            return Err(ContractError::NoProtocolRecipient.into());
        }
        Ok(())
    }
}

/// A surcharge of nothing is none.
fn charges(terms: &DynamicFee) -> bool {
    terms.alpha_bps > 0 && terms.cap_bps > 0
}

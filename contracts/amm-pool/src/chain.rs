//! Pools that the output of a swap goes on through, and whether they can be trusted with it.

use crate::error::{ContractError, Failure};
use crate::execute::SwapOrder;
use crate::state::FACTORY;
use cosmwasm_std::{Addr, CosmosMsg, Deps, StdResult, Uint128};
use weal_api::amm_pool::{Hop, MAX_FURTHER_HOPS, is_registered};
use weal_api::asset::{AssetInfo, Token};
use weal_contract_kit::payment::Payment;

/// The pool that a swap pays, and what it is told.
pub(crate) struct Onward {
    pub(crate) pool: Addr,
    swap: Message,
}

/// The one message that is sent here, with the same form among the pool's messages and among its cw20 hooks. A field
/// left out is `None`.
#[weal_wire::message]
enum Message {
    Swap {
        #[serde(skip_serializing_if = "Option::is_none")]
        ask: Option<AssetInfo>,
        #[serde(skip_serializing_if = "Option::is_none")]
        min_receive: Option<Uint128>,
        #[serde(skip_serializing_if = "Option::is_none")]
        max_impact_bps: Option<u16>,
        recipient: Addr,
        #[serde(skip_serializing_if = "Option::is_none")]
        max_fee_bps: Option<u16>,
        #[serde(skip_serializing_if = "Option::is_none")]
        record_usage: Option<bool>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        then: Vec<Hop>,
        #[serde(skip_serializing_if = "Option::is_none")]
        trader: Option<Addr>,
    },
}

impl Onward {
    /// Takes the swap that follows this pool's out of `order`, for `recipient`; `None` for a swap that ends here. The
    /// deadline does not go along, since every hop is at the same second. Errors: `TooManyHops`, `UnknownPool`, `Std`
    /// for no address.
    pub(crate) fn after(
        deps: Deps,
        order: &mut SwapOrder,
        trader: &Addr,
        recipient: &Addr,
    ) -> Result<Option<Self>, Failure> {
        let mut then = order.then.take().unwrap_or_default();
        let found = then.len();
        if found > MAX_FURTHER_HOPS {
            return Err(ContractError::TooManyHops { found, max: MAX_FURTHER_HOPS }.into());
        }
        if found == 0 {
            return Ok(None);
        }
        let Hop { pool, ask } = then.remove(0);
        let pool = deps.api.addr_validate(&pool)?;
        ensure_registered(deps, &pool)?;
        let record_usage = order.terms.record_usage.filter(|is_recorded| *is_recorded);
        let swap = Message::Swap {
            ask,
            min_receive: order.min_receive,
            max_impact_bps: order.max_impact_bps,
            recipient: recipient.clone(),
            max_fee_bps: order.terms.max_fee_bps,
            record_usage,
            then,
            // To be believed costs the next pool two reads: only where it matters who paid.
            trader: record_usage.map(|_| trader.clone()),
        };
        Ok(Some(Self { pool, swap }))
    }

    /// Returns the message that sells `amount` at the next pool.
    pub(crate) fn message(&self, token: &Token, amount: Uint128) -> StdResult<CosmosMsg> {
        token.pay(&self.pool, amount, &self.swap, &self.swap)
    }
}

/// Makes the payment the trader's whom a registered pool names. Errors: `UnknownPool`, `Std` for no address.
pub(crate) fn on_behalf(deps: Deps, payment: &mut Payment, trader: Option<&str>) -> Result<(), Failure> {
    if let Some(trader) = trader {
        ensure_registered(deps, &payment.payer)?;
        payment.payer = deps.api.addr_validate(trader)?;
    }
    Ok(())
}

/// Refuses a pool that this pool's factory has not registered: one read of the factory's registry. A pool without a
/// factory knows no other. Errors: `UnknownPool`.
fn ensure_registered(deps: Deps, pool: &Addr) -> Result<(), Failure> {
    match FACTORY.may_load(deps.storage)? {
        Some(factory) if is_registered(&deps.querier, &factory, pool) => Ok(()),
        _ => Err(ContractError::UnknownPool { pool: pool.clone() }.into()),
    }
}

//! Pools that the output of a swap goes on through, and whether they can be trusted with it.

use crate::error::{ContractError, Failure};
use crate::state::FACTORY;
use cosmwasm_std::{Addr, CosmosMsg, Deps, StdResult, Uint128};
use weal_api::amm_pool::{Hop, MAX_FURTHER_HOPS, SwapOrder, is_registered};
use weal_api::asset::Token;
use weal_contract_kit::payment::Payment;

/// The pool that a swap pays, and what it is told.
pub(crate) struct Onward {
    pub(crate) pool: Addr,
    swap: Message,
}

/// The one of the pool's messages, and of its cw20 hooks, that is sent here: it has the same form in both.
#[weal_wire::message]
enum Message {
    Swap(SwapOrder),
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
        let record_usage = order.record_usage.filter(|is_recorded| *is_recorded);
        let swap = Message::Swap(SwapOrder {
            ask,
            min_receive: order.min_receive,
            max_impact_bps: order.max_impact_bps,
            recipient: Some(recipient.to_string()),
            max_fee_bps: order.max_fee_bps,
            record_usage,
            then: (!then.is_empty()).then_some(then),
            // To be believed costs the next pool two reads: only where it matters who paid.
            trader: record_usage.map(|_| trader.to_string()),
            ..SwapOrder::default()
        });
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

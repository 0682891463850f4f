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
    /// What comes after this pool, for `recipient`; none of a swap that ends here. The deadline does not go along: it is one
    /// second everywhere. Errors: `TooManyHops`, `UnknownPool`, `Std` for no address.
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

    /// Sells `amount` there.
    pub(crate) fn message(&self, token: &Token, amount: Uint128) -> StdResult<CosmosMsg> {
        token.pay(&self.pool, amount, &self.swap, &self.swap)
    }
}

/// The payment as the trader's that a registered pool names. Errors: `UnknownPool`, `Std` for no address.
pub(crate) fn on_behalf(deps: Deps, payment: &mut Payment, trader: Option<&str>) -> Result<(), Failure> {
    if let Some(trader) = trader {
        ensure_registered(deps, &payment.payer)?;
        payment.payer = deps.api.addr_validate(trader)?;
    }
    Ok(())
}

/// One read of the registry of the pool's own factory. Where that is none, nothing is found. Errors: `UnknownPool`.
fn ensure_registered(deps: Deps, pool: &Addr) -> Result<(), Failure> {
    match FACTORY.may_load(deps.storage)? {
        Some(factory) if is_registered(&deps.querier, &factory, pool) => Ok(()),
        _ => Err(ContractError::UnknownPool { pool: pool.clone() }.into()),
    }
}

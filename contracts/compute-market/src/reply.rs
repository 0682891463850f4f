//! The escrow's answer to an award, and what follows from it.

use crate::ContractError;
use crate::error::OwnAct;
use crate::holdings::{credit, load_holdings};
use crate::order::Order;
use crate::orders::{close, load_order, remove_bid, save_standing};
use crate::state::{HOLDINGS, PARTIES};
use cosmwasm_std::{Addr, Deps, DepsMut, Env, Reply, Response, Storage, SubMsgResult, Uint128, from_json};
use weal_api::compute_escrow::{OfferResponse, ProviderResponse, QueryMsg};
use weal_api::compute_market::{
    AwardDeferred, AwardRefused, BidPassed, OrderAwarded, OrderStatus, RevealedBid, TURN_SECONDS,
};

/// The answer to `OpenAgreedLease`; the payload is the order's number.
pub(crate) const AWARD: u64 = 1;

/// Awards the order, or deals with the best bid that the escrow refused. Errors: `UnknownReply`.
pub(crate) fn reply(deps: DepsMut, env: &Env, reply: Reply) -> Result<Response, ContractError> {
    if reply.id != AWARD {
        return Err(ContractError::UnknownReply { id: reply.id });
    }
    let order_id: u64 = from_json(&reply.payload)?;
    let order = load_order(deps.storage, order_id)?;
    // The award chose it in this message; no bid can have changed since.
    let Some((provider, bid)) = order.best() else {
        return Err(ContractError::OrderClosed { order_id });
    };
    match reply.result {
        SubMsgResult::Ok(_) => awarded(deps.storage, order_id, order, provider, bid),
        SubMsgResult::Err(reason) => {
            Refused { order_id, order, provider, bid, reason }.answer(deps, env.block.time.seconds())
        }
    }
}

/// Ends an order whose lease is open: everybody gets back what is theirs, the tenant also what silent bidders left.
fn awarded(
    storage: &mut dyn Storage,
    order_id: u64,
    mut order: Order,
    provider: Addr,
    bid: RevealedBid,
) -> Result<Response, ContractError> {
    let cost = Order::cost(&order.terms, bid.rate)?;
    let (deposit, mut tenant_credit) = (order.deposit, order.deposit.checked_sub(cost)?);
    let (mut holdings, mut bids) = (load_holdings(storage)?, Uint128::zero());
    for bidder in &order.bids {
        bids = bids.checked_add(order.bid_deposit)?;
        match bidder.revealed {
            Some(_) => credit(storage, &mut holdings, &bidder.provider, order.bid_deposit)?,
            None => tenant_credit = tenant_credit.checked_add(order.bid_deposit)?,
        }
    }
    order.status =
        OrderStatus::Awarded { provider: provider.clone(), offer_id: bid.offer_id, rate: bid.rate };
    close(storage, order_id, &mut order)?;
    holdings.orders = holdings.orders.checked_sub(deposit)?;
    holdings.bids = holdings.bids.checked_sub(bids)?;
    credit(storage, &mut holdings, &order.tenant, tenant_credit)?;
    HOLDINGS.save(storage, &holdings);

    let RevealedBid { offer_id, rate } = bid;
    Ok(Response::new().add_event(OrderAwarded { order_id, provider, offer_id, rate, cost, tenant_credit }))
}

/// A best bid whose award the escrow refused.
struct Refused {
    order_id: u64,
    order: Order,
    provider: Addr,
    bid: RevealedBid,
    /// The chain's reason.
    reason: String,
}

impl Refused {
    /// Takes the deposit of a bidder whose own act is to blame. Any other refusal gives the bid a turn, in which a
    /// refusal changes nothing: a rival that holds the bidder's GPUs for a moment wins nothing. After the turn the bid
    /// is passed over and has its deposit back.
    fn answer(self, deps: DepsMut, now: u64) -> Result<Response, ContractError> {
        if let Some(act) = self.own_act(deps.as_ref())? {
            return self.forfeit(deps.storage, act);
        }
        match self.order.turn_until {
            None => self.defer(deps.storage, now),
            Some(turn_until) if now < turn_until => {
                let Self { order_id, provider, reason, .. } = self;
                Err(ContractError::TurnNotOver { order_id, provider, turn_until, now, reason })
            }
            Some(_) => self.pass(deps.storage),
        }
    }

    /// The bidder's act that makes the lease impossible; `None` where nothing shows that there was one. A live offer's
    /// provider is registered, and its terms are those of the reveal.
    fn own_act(&self, deps: Deps) -> Result<Option<OwnAct>, ContractError> {
        let (escrow, offer_id) = (PARTIES.load(deps.storage)?.escrow.0, self.bid.offer_id);
        // An escrow that does not answer proves nothing against a bidder.
        let offer = weal_wire::ask::<OfferResponse>(&deps.querier, &escrow, &QueryMsg::Offer { offer_id });
        if offer.is_ok_and(|offer| !offer.live) {
            return Ok(Some(OwnAct::OfferRetired { offer_id }));
        }
        let query = QueryMsg::Provider { provider: self.provider.to_string() };
        let bonded = weal_wire::ask::<ProviderResponse>(&deps.querier, &escrow, &query);
        let short = bonded.ok().filter(|provider| provider.bond < provider.required_bond);
        Ok(short.map(|provider| OwnAct::BondShort { found: provider.bond, required: provider.required_bond }))
    }

    /// Removes a bid that its bidder has made impossible since it promised: its deposit is the tenant's.
    fn forfeit(self, storage: &mut dyn Storage, act: OwnAct) -> Result<Response, ContractError> {
        let (forfeited, tenant) = (self.order.bid_deposit, self.order.tenant.clone());
        let (order_id, offer_id, provider) = (self.order_id, self.bid.offer_id, self.provider.clone());
        self.remove(storage, &tenant)?;
        let reason = act.to_string();
        Ok(Response::new().add_event(AwardRefused { order_id, provider, offer_id, forfeited, reason }))
    }

    /// Begins the bid's turn.
    fn defer(mut self, storage: &mut dyn Storage, now: u64) -> Result<Response, ContractError> {
        let turn_until = now.saturating_add(TURN_SECONDS);
        self.order.turn_until = Some(turn_until);

        save_standing(storage, self.order_id, &self.order, self.order.bids.len())?;

        let (order_id, offer_id, reason) = (self.order_id, self.bid.offer_id, self.reason);
        let deferred = AwardDeferred { order_id, provider: self.provider, offer_id, turn_until, reason };
        Ok(Response::new().add_event(deferred))
    }

    /// Passes over a bid whose turn went by: its deposit is the bidder's again.
    fn pass(self, storage: &mut dyn Storage) -> Result<Response, ContractError> {
        let (returned, provider) = (self.order.bid_deposit, self.provider.clone());
        let (order_id, offer_id, reason) = (self.order_id, self.bid.offer_id, self.reason.clone());
        self.remove(storage, &provider)?;
        Ok(Response::new().add_event(BidPassed { order_id, provider, offer_id, returned, reason }))
    }

    /// Takes the bid off the order and credits its deposit to `heir`; the next one has no turn yet.
    fn remove(mut self, storage: &mut dyn Storage, heir: &Addr) -> Result<(), ContractError> {
        let deposit = self.order.bid_deposit;
        let left = self.order.bids.len().checked_sub(1);
        let left = left.ok_or(ContractError::Invariant { what: "the number of bids" })?;
        let mut holdings = load_holdings(storage)?;
        holdings.bids = holdings.bids.checked_sub(deposit)?;
        self.order.turn_until = None;

        remove_bid(storage, self.order_id, &self.provider);
        save_standing(storage, self.order_id, &self.order, left)?;
        credit(storage, &mut holdings, heir, deposit)?;
        HOLDINGS.save(storage, &holdings);
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::parties::Parties;
    use cosmwasm_std::testing::{MockQuerier, mock_dependencies};
    use cosmwasm_std::{ContractResult, SystemResult, WasmQuery, to_json_binary};
    use weal_api::asset::Token;
    use weal_api::compute_escrow::{ComputeEscrowContract, OfferTerms};
    use weal_api::compute_market::OrderTerms;

    fn provider(bond: u128) -> ProviderResponse {
        ProviderResponse {
            provider: Addr::unchecked("provider"),
            name: None,
            endpoint: String::new(),
            bond: bond.into(),
            live_offers: 1,
            open_leases: 0,
            registered_at: 0,
            required_bond: 1_000u128.into(),
            locked_until: 0,
            open_requests: 0,
        }
    }

    /// The act that the market finds where the escrow answers so; it answers nothing where `bond` is `None`.
    fn own_act(live: bool, bond: Option<u128>) -> Option<OwnAct> {
        let mut deps = mock_dependencies();
        let offer = OfferResponse {
            offer_id: 7,
            provider: Addr::unchecked("provider"),
            terms: OfferTerms::default(),
            gpus_in_use: 8,
            live,
        };
        let mut querier = MockQuerier::new(&[]);
        querier.update_wasm(move |query| {
            let WasmQuery::Smart { msg, .. } = query else { unreachable!() };
            let answer = match (from_json(msg), bond) {
                (_, None) => ContractResult::Err("the escrow is out of order".into()),
                (Ok(QueryMsg::Offer { .. }), _) => ContractResult::Ok(to_json_binary(&offer).unwrap()),
                (_, Some(bond)) => ContractResult::Ok(to_json_binary(&provider(bond)).unwrap()),
            };
            SystemResult::Ok(answer)
        });
        deps.querier = querier;
        let escrow = ComputeEscrowContract(Addr::unchecked("escrow"));
        let token = Token::Native("uusd".into());
        let parties = Parties { escrow, registry: None, token, bid_deposit: Uint128::one() };
        PARTIES.save(&mut deps.storage, &parties);
        let order = Order {
            tenant: Addr::unchecked("tenant"),
            terms: OrderTerms {
                sku: String::new(),
                gpus: 1,
                seconds: 1,
                max_rate: Uint128::one(),
                regions: vec![],
                requirements: vec![],
                bid_seconds: 60,
                reveal_seconds: 60,
            },
            deposit: Uint128::one(),
            bid_deposit: Uint128::one(),
            bids_until: 0,
            reveals_until: 0,
            turn_until: None,
            status: OrderStatus::Open {},
            bids: vec![],
        };
        let bid = RevealedBid { offer_id: 7, rate: Uint128::one() };
        let reason = String::new();
        let refused = Refused { order_id: 1, order, provider: Addr::unchecked("provider"), bid, reason };
        refused.own_act(deps.as_ref()).unwrap()
    }

    /// A deposit is forfeited for a retired offer and a short bond, and for nothing that cannot be shown.
    #[test]
    fn only_a_retired_offer_or_a_short_bond_is_the_bidders_own_act() {
        assert_eq!(own_act(true, Some(1_000)), None);
        let short = OwnAct::BondShort { found: 999u128.into(), required: 1_000u128.into() };
        assert_eq!(own_act(true, Some(999)), Some(short));
        assert_eq!(own_act(false, Some(1_000)), Some(OwnAct::OfferRetired { offer_id: 7 }));
        assert_eq!((own_act(true, None), own_act(false, None)), (None, None));
    }
}

//! The histories' acts at the compute market and the index.

use super::conservation::{ACTORS, Done, Play, chosen};
use cosmwasm_std::{Addr, Binary, Uint128};
use weal_api::compute_escrow::RATE_SCALE;
use weal_api::compute_index::ExecuteMsg as IndexMsg;
use weal_api::compute_market::{BidOpening, ExecuteMsg, OrderTerms};
use weal_client::{Funds, H100, ONE, USD};
use weal_testing::{LEASE_SECONDS, RATE};

impl Play<'_> {
    fn compute_market(&self, signer: &str, msg: &ExecuteMsg, funds: Funds) -> Done {
        Ok(Some(self.world.economy.compute_market.pay(self.world.chain, signer, msg, &funds)?))
    }

    /// An order for one GPU; one time in four it has a base unit too few.
    pub(super) fn order(&self, actor: usize, amount: u128) -> Done {
        let terms = OrderTerms {
            sku: H100.into(),
            gpus: 1,
            seconds: LEASE_SECONDS,
            max_rate: Uint128::new(RATE),
            regions: vec![],
            requirements: vec![],
            bid_seconds: 60,
            reveal_seconds: 60,
        };
        let cost = (RATE * u128::from(LEASE_SECONDS)).div_ceil(RATE_SCALE);
        let deposit = cost - u128::from(amount.is_multiple_of(4));
        let done =
            self.compute_market(ACTORS[actor], &ExecuteMsg::OpenOrder(terms), Funds::one(deposit, USD))?;
        self.orders.set(self.orders.get() + 1);
        Ok(done)
    }

    fn opening(&self, amount: u128) -> BidOpening {
        let (order_id, offer_id) = (chosen(amount, self.orders.get()), self.offer_id);
        BidOpening { order_id, offer_id, rate: Uint128::new(RATE * 9 / 10), salt: Binary::from([7; 32]) }
    }

    /// A bid by the provider of the one offer.
    pub(super) fn bid(&self, amount: u128) -> Done {
        let (chain, opening) = (self.world.chain, self.opening(amount));
        let market = Addr::unchecked(&self.world.economy.compute_market.address);
        let provider = Addr::unchecked(chain.address("gpu_one")?);
        let commitment = Binary::from(opening.commitment(chain.chain_id(), &market, &provider));
        let place = ExecuteMsg::PlaceBid { order_id: opening.order_id, commitment };
        self.compute_market("gpu_one", &place, Funds::one(10 * ONE, USD))
    }

    pub(super) fn reveal(&self, amount: u128) -> Done {
        self.compute_market("gpu_one", &ExecuteMsg::RevealBid(self.opening(amount)), Funds::none())
    }

    pub(super) fn award(&self, amount: u128) -> Done {
        let order_id = chosen(amount, self.orders.get());
        self.compute_market("keeper", &ExecuteMsg::AwardOrder { order_id }, Funds::none())
    }

    pub(super) fn cancel_order(&self, actor: usize, amount: u128) -> Done {
        let order_id = chosen(amount, self.orders.get());
        self.compute_market(ACTORS[actor], &ExecuteMsg::CancelOrder { order_id }, Funds::none())
    }

    /// The bidder's or an actor's.
    pub(super) fn take_credit(&self, actor: usize, amount: u128) -> Done {
        let account = if amount.is_multiple_of(2) { "gpu_one" } else { ACTORS[actor] };
        self.compute_market(account, &ExecuteMsg::ClaimCredit {}, Funds::none())
    }

    pub(super) fn record(&self, amount: u128) -> Done {
        let record = IndexMsg::Record { lease_ids: vec![self.lease_id(amount)?] };
        Ok(Some(self.world.economy.index.execute(self.world.chain, "keeper", &record)?))
    }
}

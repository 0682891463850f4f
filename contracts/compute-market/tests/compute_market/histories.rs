//! Random histories: the market's books are exact after every step.

use crate::suite::{BID_DEPOSIT, DENOM, DEPOSIT, RATE, Suite, reveal, terms};
use cosmwasm_std::{StdResult, coins};
use proptest::collection::vec;
use proptest::prelude::*;
use weal_api::compute_escrow::{ExecuteMsg as EscrowMsg, LeaseRequest, LeaseResponse};
use weal_api::compute_market::{
    ExecuteMsg, HoldingsResponse, OrderResponse, OrderStatus, OrdersResponse, QueryMsg,
};

#[derive(Clone, Debug)]
enum Step {
    Open,
    Bid { order: u64, provider: usize, rate: u128 },
    Replace { order: u64, provider: usize, rate: u128 },
    Reveal { order: u64, provider: usize, rate: u128 },
    Award { order: u64 },
    Cancel { order: u64 },
    Claim { account: usize },
    OrderOfABidder { provider: usize },
    Take { account: usize, offer: u64 },
    GiveBack { lease: u64 },
    Retire { offer: u64 },
    Wait { seconds: u64 },
}

fn step() -> impl Strategy<Value = Step> {
    let bid = || (1u64..4, 0usize..4, RATE - 2..RATE + 1);
    prop_oneof![
        2 => Just(Step::Open),
        4 => bid().prop_map(|(order, provider, rate)| Step::Bid { order, provider, rate }),
        1 => bid().prop_map(|(order, provider, rate)| Step::Replace { order, provider, rate }),
        6 => bid().prop_map(|(order, provider, rate)| Step::Reveal { order, provider, rate }),
        3 => (1u64..4).prop_map(|order| Step::Award { order }),
        1 => (1u64..4).prop_map(|order| Step::Cancel { order }),
        2 => (0usize..5).prop_map(|account| Step::Claim { account }),
        1 => (0usize..4).prop_map(|provider| Step::OrderOfABidder { provider }),
        2 => (0usize..6, 1u64..5).prop_map(|(account, offer)| Step::Take { account, offer }),
        2 => (1u64..6).prop_map(|lease| Step::GiveBack { lease }),
        1 => (1u64..5).prop_map(|offer| Step::Retire { offer }),
        5 => prop_oneof![Just(300u64), Just(600), Just(3_600), 1u64..900].prop_map(|seconds| Step::Wait { seconds }),
    ]
}

/// The money outside the market: the balances of everybody else, base units.
fn outside(suite: &Suite) -> u128 {
    let accounts = [&suite.tenant, &suite.stranger, &suite.escrow];
    accounts.into_iter().chain(&suite.providers).map(|account| suite.balance(account)).sum()
}

fn run(suite: &mut Suite, step: Step) {
    let (tenant, stranger) = (suite.tenant.clone(), suite.stranger.clone());
    let deposit = coins(BID_DEPOSIT, DENOM);
    let _ = match step {
        Step::Open => suite.execute(&tenant, &ExecuteMsg::OpenOrder(terms()), &coins(DEPOSIT, DENOM)),
        Step::Bid { order, provider, rate } => {
            let commitment = suite.sealed(order, provider, rate);
            let sender = suite.providers[provider].clone();
            suite.execute(&sender, &ExecuteMsg::PlaceBid { order_id: order, commitment }, &deposit)
        }
        Step::Replace { order, provider, rate } => {
            let commitment = suite.sealed(order, provider, rate);
            let sender = suite.providers[provider].clone();
            suite.execute(&sender, &ExecuteMsg::PlaceBid { order_id: order, commitment }, &[])
        }
        Step::Reveal { order, provider, rate } => {
            let sender = suite.providers[provider].clone();
            suite.execute(&sender, &reveal(order, provider as u64 + 1, rate), &[])
        }
        Step::Award { order } => suite.execute(&stranger, &ExecuteMsg::AwardOrder { order_id: order }, &[]),
        Step::Cancel { order } => suite.execute(&tenant, &ExecuteMsg::CancelOrder { order_id: order }, &[]),
        Step::Claim { account } => {
            let sender = suite.providers.get(account).unwrap_or(&tenant).clone();
            suite.execute(&sender, &ExecuteMsg::ClaimCredit {}, &[])
        }
        Step::OrderOfABidder { provider } => {
            let sender = suite.providers[provider].clone();
            suite.execute(&sender, &ExecuteMsg::OpenOrder(terms()), &coins(DEPOSIT, DENOM))
        }
        // The stranger, the tenant and the bidders themselves.
        Step::Take { account, offer } => {
            let accounts = [&stranger, &tenant].into_iter().chain(&suite.providers).cloned();
            let sender = accounts.collect::<Vec<_>>()[account].clone();
            let lease = EscrowMsg::OpenLease(LeaseRequest::new(offer, 7, 3_600));
            suite.escrow_run(&sender, &lease, &coins(100_000, DENOM))
        }
        Step::GiveBack { lease: lease_id } => {
            let lease = weal_api::compute_escrow::QueryMsg::Lease { lease_id };
            let lease: StdResult<LeaseResponse> = suite.app.wrap().query_wasm_smart(&suite.escrow, &lease);
            let sender = lease.map_or(stranger, |lease| lease.tenant);
            let _ = suite.escrow_run(&sender, &EscrowMsg::StopLease { lease_id }, &[]);
            suite.escrow_run(&sender, &EscrowMsg::Refund { lease_id, depositor: None }, &[])
        }
        Step::Retire { offer: offer_id } => {
            let sender = suite.providers[offer_id as usize - 1].clone();
            suite.escrow_run(&sender, &EscrowMsg::RetireOffer { offer_id }, &[])
        }
        Step::Wait { seconds } => {
            suite.advance(seconds);
            return;
        }
    };
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    /// I1, I2: the market holds what it owes, and no money appears or is lost.
    #[test]
    fn money_is_conserved_after_every_step(steps in vec(step(), 1..40)) {
        let mut suite = Suite::new();
        let all = outside(&suite);
        for step in steps {
            run(&mut suite, step);
            let (holdings, balance) = (suite.holdings(), suite.balance(&suite.market));
            let orders: OrdersResponse = suite.query(&QueryMsg::Orders { start_after: None, limit: Some(30) });
            let open = |order: &&OrderResponse| order.status == OrderStatus::Open {};
            let deposits: u128 = orders.orders.iter().filter(open).map(|order| order.deposit.u128()).sum();
            let bids: usize = orders.orders.iter().filter(open).map(|order| order.bids.len()).sum();
            let accounts = std::iter::once(&suite.tenant).chain(&suite.providers);
            let credits: u128 = accounts.map(|account| suite.credit(account)).sum();
            prop_assert_eq!(holdings.orders.u128(), deposits);
            prop_assert_eq!(holdings.bids.u128(), bids as u128 * BID_DEPOSIT);
            prop_assert_eq!(holdings.credits.u128(), credits);
            prop_assert_eq!(balance, deposits + bids as u128 * BID_DEPOSIT + credits);
            prop_assert_eq!(outside(&suite) + balance, all);
        }
        everybody_is_paid(&mut suite);
    }
}

/// Every history can end: with a call an hour every order does, and nothing stays behind.
fn everybody_is_paid(suite: &mut Suite) {
    suite.advance(900);
    for _ in 0..2 * 4 + 1 {
        for order_id in 1..40 {
            let stranger = suite.stranger.clone();
            let _ = suite.execute(&stranger, &ExecuteMsg::AwardOrder { order_id }, &[]);
        }
        suite.advance(3_600);
    }
    for account in std::iter::once(&suite.tenant).chain(&suite.providers).cloned().collect::<Vec<_>>() {
        let _ = suite.execute(&account, &ExecuteMsg::ClaimCredit {}, &[]);
    }
    assert_eq!((suite.balance(&suite.market), suite.holdings()), (0, HoldingsResponse::default()));
}

/// 32 in the fast path; `PROPTEST_CASES` for more.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(32)
}

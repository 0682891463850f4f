//! Credits that the contract computes from the uptime attested.

use super::suite::{DENOM, Epoch, Suite, WINDOW, assert_event, cases, leaf, terms};
use compute_escrow::{ContractError, LeaseError};
use cosmwasm_std::{Uint128, coins};
use proptest::collection::vec;
use proptest::prelude::*;
use weal_api::compute_escrow::{
    ClaimableResponse, ExecuteMsg, LeaseRequest, LeaseStatus, OfferTerms, QueryMsg, SlaTerms,
};
use weal_attestation::SettlementLeaf;

/// 99 % promised; a shortfall costs twice its part, a fifth at most; a tenth dearer.
fn promise() -> SlaTerms {
    SlaTerms { uptime_bps: 9_900, credit_bps: 20_000, credit_cap_bps: 2_000, premium_bps: 1_000 }
}

/// Two GPUs of offer 2 with its SLA: 5.5 units a second for ten minutes, without a protocol fee.
fn running() -> (Suite, u64) {
    let mut suite = Suite::empty(|msg| msg.protocol_fee_bps = 0);
    let (provider, tenant) = (suite.provider.clone(), suite.tenant.clone());
    suite.register(&provider);
    suite.publish(&provider, terms());
    suite.publish(&provider, OfferTerms { sla: Some(promise()), ..terms() });
    let lease_id = suite.open_as(&tenant, request(), 3_300);
    (suite, lease_id)
}

fn request() -> LeaseRequest {
    LeaseRequest { sla: true, ..LeaseRequest::new(2, 2, 600) }
}

fn attest(suite: &mut Suite, charge: u128, uptime_seconds: u64) -> Epoch {
    let now = suite.now();
    suite.attest(&[SettlementLeaf { uptime_seconds, ..leaf(1, charge, now) }])
}

/// 594 seconds are promised of 600; 564 were served, so 30 are missing: 2 × 30 / 600 of 3,300 is 330.
#[test]
fn the_last_claim_pays_the_charge_less_the_credit_and_the_rest_goes_back() {
    let (mut suite, lease_id) = running();
    let (provider, tenant, stranger) = (suite.provider.clone(), suite.tenant.clone(), suite.stranger.clone());
    let (paid, spent) = (suite.balance(&provider), suite.balance(&tenant));
    suite.advance(300);
    let half = attest(&mut suite, 1_650, 300);
    suite.advance(WINDOW);
    suite.run(&stranger, &ExecuteMsg::Claim(half.claim(0)));
    // A fifth of 1,650 is held back.
    assert_eq!(suite.balance(&provider) - paid, 1_320);
    assert_eq!(suite.lease(lease_id).credited, None);
    suite.advance(240);
    let last = attest(&mut suite, 3_300, 564);
    suite.advance(WINDOW);
    let claimable: ClaimableResponse = suite.query(&QueryMsg::Claimable(last.claim(0)));
    assert_eq!((claimable.paid.u128(), claimable.claimed.u128()), (1_650, 2_970));

    let claimed = suite.run(&stranger, &ExecuteMsg::Claim(last.claim(0)));

    assert_event(
        &claimed,
        "wasm-sla_settled",
        &[
            ("lease_id", "1"),
            ("uptime_seconds", "564"),
            ("promised_seconds", "594"),
            ("charge", "3300"),
            ("credit", "330"),
        ],
    );
    assert_eq!(suite.balance(&provider) - paid, 2_970);
    assert_eq!(suite.lease(lease_id).credited, Some(Uint128::new(330)));
    // At once: the settlement period is not over.
    suite.refund(lease_id, None);
    assert_eq!(suite.balance(&tenant) - spent, 330);
    let settled = LeaseStatus::Settled { paid: Uint128::new(2_970), refunded: Uint128::new(330) };
    assert_eq!(suite.lease(lease_id).status, settled);
}

/// (uptime, credit): boundaries of the promise and of the cap.
#[test]
fn credits_start_below_the_promise_and_stop_at_the_cap() {
    for (uptime, credit) in [(600, 0), (594, 0), (593, 11), (534, 660), (533, 660), (0, 660), (u64::MAX, 0)] {
        let (mut suite, lease_id) = running();
        let stranger = suite.stranger.clone();
        suite.advance(600);
        let last = attest(&mut suite, 3_300, uptime);
        suite.advance(WINDOW);
        suite.run(&stranger, &ExecuteMsg::Claim(last.claim(0)));
        let lease = suite.lease(lease_id);
        assert_eq!((lease.credited, lease.claimed.u128()), (Some(Uint128::new(credit)), 3_300 - credit));
    }
}

/// The last claim may move no money: what was held back is the credit exactly. It sets the rest free all the same.
#[test]
fn a_last_claim_that_pays_nothing_still_settles() {
    let (mut suite, lease_id) = running();
    let (tenant, stranger) = (suite.tenant.clone(), suite.stranger.clone());
    let (paid, spent) = (suite.balance(&suite.provider), suite.balance(&tenant));
    suite.advance(600);
    let end = suite.now();
    let early = suite.attest_until(&[leaf(lease_id, 3_294, end - 1)], end - 1);
    let last = attest(&mut suite, 3_294, 0);
    suite.advance(WINDOW);
    for epoch in [early, last] {
        suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(0)));
        assert_eq!(suite.balance(&suite.provider) - paid, 2_635);
    }
    assert_eq!(suite.lease(lease_id).credited, Some(Uint128::new(659)));
    suite.refund(lease_id, None);
    assert_eq!(suite.balance(&tenant) - spent, 665);
}

/// The last claim is final: no leaf, earlier or later, is paid after it, and `claim_many` passes such a leaf over.
#[test]
fn nothing_is_claimed_after_the_last_claim() {
    let (mut suite, lease_id) = running();
    let stranger = suite.stranger.clone();
    suite.advance(600);
    let low = attest(&mut suite, 3_000, 0);
    let high = attest(&mut suite, 3_300, 600);
    suite.advance(WINDOW);
    suite.run(&stranger, &ExecuteMsg::ClaimMany(low.claim_many(&[0])));
    assert_eq!(suite.lease(lease_id).claimed.u128(), 2_400);
    let nothing = ContractError::NothingToClaim { charge: Uint128::new(3_300), claimed: Uint128::new(2_400) };
    suite.assert_refused(&stranger, &ExecuteMsg::Claim(high.claim(0)), &[], &nothing);
    let none = ContractError::NothingToClaimOfMany { leaves: 1 };
    suite.assert_refused(&stranger, &ExecuteMsg::ClaimMany(high.claim_many(&[0])), &[], &none);
    suite.refund(lease_id, None);
    assert_eq!(suite.holdings().deposits.u128(), 0);
}

/// 23: a leaf that says it reaches the end before the end has come is not the last one.
#[test]
fn a_leaf_from_the_future_is_not_the_last() {
    let (mut suite, lease_id) = running();
    let (stranger, end) = (suite.stranger.clone(), suite.now() + 600);
    suite.advance(500);
    let early = suite.attest_until(&[leaf(lease_id, 2_750, end)], suite.now());
    suite.advance(WINDOW);
    suite.run(&stranger, &ExecuteMsg::Claim(early.claim(0)));
    let lease = suite.lease(lease_id);
    assert_eq!((lease.claimed.u128(), lease.credited), (2_200, None));
}

/// 18: a committee that stays silent after the end leaves the part held back to the tenant.
#[test]
fn what_was_held_back_goes_to_the_tenant_where_nobody_attests_the_end() {
    let (mut suite, lease_id) = running();
    let stranger = suite.stranger.clone();
    suite.advance(500);
    let early = attest(&mut suite, 2_750, 500);
    suite.advance(WINDOW);
    suite.run(&stranger, &ExecuteMsg::Claim(early.claim(0)));
    let settles_at = suite.lease(lease_id).settles_at;
    suite.advance(settles_at - suite.now());
    suite.refund(lease_id, None);
    let settled = LeaseStatus::Settled { paid: Uint128::new(2_200), refunded: Uint128::new(1_100) };
    assert_eq!(suite.lease(lease_id).status, settled);
}

#[test]
fn a_promise_that_is_not_offered_cannot_be_bought() {
    let mut suite = Suite::new();
    let tenant = suite.tenant.clone();
    let asks = ExecuteMsg::OpenLease(LeaseRequest { offer_id: 1, ..request() });
    let refused = LeaseError::NoSla { offer_id: 1 };
    suite.assert_refused(&tenant, &asks, &coins(3_300, DENOM), &refused.into());
}

/// One that is offered costs nothing where it was not asked for.
#[test]
fn a_lease_without_the_sla_pays_the_plain_rate_and_gets_no_credit() {
    let (mut suite, _) = running();
    let (tenant, stranger) = (suite.tenant.clone(), suite.stranger.clone());
    let plain = suite.open_as(&tenant, LeaseRequest::new(2, 2, 600), 3_000);
    suite.advance(600);
    let epoch = suite.attest(&[SettlementLeaf { uptime_seconds: 0, ..leaf(plain, 3_000, suite.now()) }]);
    suite.advance(WINDOW);
    suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(0)));
    let lease = suite.lease(plain);
    assert_eq!((lease.claimed.u128(), lease.sla, lease.credited), (3_000, None, None));
}

proptest! {
    #![proptest_config(cases(24))]

    /// 11, I5.
    #[test]
    fn an_sla_lease_pays_the_same_at_any_partition(
        rate in 1u128..1 << 44, bps in 0u16..=500, up in 0u64..=600, cuts in vec(1u64..600, 0..6),
        uptime_bps in 1u16..=10_000, credit_bps in 1u16..=50_000, credit_cap_bps in 1u16..=5_000,
    ) {
        let run = |cuts: &[u64]| {
            let mut suite = Suite::empty(|msg| {
                msg.protocol_fee_bps = bps;
                msg.challenge_window_seconds = 0;
            });
            let (provider, tenant) = (suite.provider.clone(), suite.tenant.clone());
            suite.register(&provider);
            let sla = Some(SlaTerms { uptime_bps, credit_bps, credit_cap_bps, premium_bps: 7 });
            suite.publish(&provider, OfferTerms { rate: Uint128::new(rate), sla, ..terms() });
            let request = LeaseRequest { offer_id: 1, ..request() };
            let lease_id = suite.open_as(&tenant, request, 100_000);
            let (start, before, spent) = (suite.now(), suite.balance(&provider), suite.balance(&tenant));
            for at in cuts {
                suite.advance(start + at - suite.now());
                let accrued = suite.lease(lease_id).accrued.u128();
                let last = attest(&mut suite, accrued, up.min(*at));
                let claimed = suite.execute(&tenant, &ExecuteMsg::Claim(last.claim(0)), &[]);
                // The last one settles whatever it pays.
                assert!(claimed.is_ok() || *at < 600);
            }
            suite.refund(lease_id, None);
            (suite.balance(&provider) - before, suite.balance(&tenant) - spent, suite.holdings())
        };
        let mut partition = cuts;
        partition.push(600);
        partition.sort_unstable();
        partition.dedup();
        prop_assert_eq!(run(&partition), run(&[600]));
    }
}

//! The calculator: what matches, in which order, and that its figure is what execution charges.

use crate::suite::{DENOM, RATE, Suite, offer};
use cosmwasm_std::{Uint128, coins};
use weal_api::compute_escrow::{
    ExecuteMsg as EscrowMsg, LeaseKind, LeaseRequest, LeaseResponse, OfferTerms, QueryMsg as EscrowQuery,
    SlaTerms, VolumeTier,
};
use weal_api::compute_market::{BestOffersResponse, OfferFilter, OfferOrder, QueryMsg};

fn filter() -> OfferFilter {
    OfferFilter { gpus: 2, seconds: 3_600, ..OfferFilter::default() }
}

fn found(suite: &Suite, filter: OfferFilter) -> Vec<u64> {
    let best: BestOffersResponse = suite.query(&QueryMsg::BestOffers(filter));
    best.offers.iter().map(|quoted| quoted.offer.offer_id).collect()
}

/// Four offers: 1 plain; 2 cheaper, dirtier, elsewhere; 3 with an SLA; 4 with a tier and an interruptible discount.
fn suite() -> Suite {
    let mut suite = Suite::without_offers();
    let sla = SlaTerms { uptime_bps: 9_990, credit_bps: 10_000, credit_cap_bps: 2_000, premium_bps: 500 };
    let offers = [
        offer(),
        OfferTerms {
            rate: Uint128::new(RATE - 5),
            region: "us-east".into(),
            grams_co2_per_kwh: 400,
            ..offer()
        },
        OfferTerms { rate: Uint128::new(RATE + 5), sla: Some(sla), latency_p95_ms: 40, ..offer() },
        OfferTerms {
            rate: Uint128::new(RATE + 9),
            sku: "a100".into(),
            volume_tiers: vec![VolumeTier { gpu_seconds: 7_200, discount_bps: 1_000 }],
            interruptible_discount_bps: Some(5_000),
            ..offer()
        },
    ];
    for (provider, terms) in suite.providers.clone().iter().zip(offers) {
        suite.publish(provider, terms);
    }
    suite
}

#[test]
fn the_cheapest_comes_first_discounts_included() {
    let suite = suite();
    assert_eq!(found(&suite, filter()), [4, 2, 1, 3]);
    assert_eq!(found(&suite, OfferFilter { order_by: OfferOrder::Carbon, ..filter() }), [4, 1, 3, 2]);
}

#[test]
fn every_filter_leaves_out_what_does_not_match() {
    let suite = suite();
    let cases = [
        (OfferFilter { sku: Some("a100".into()), ..filter() }, vec![4]),
        (OfferFilter { regions: vec!["us-east".into()], ..filter() }, vec![2]),
        (OfferFilter { max_grams_co2_per_kwh: Some(399), ..filter() }, vec![4, 1, 3]),
        (OfferFilter { sla: true, ..filter() }, vec![3]),
        (OfferFilter { min_uptime_bps: Some(9_990), ..filter() }, vec![3]),
        (OfferFilter { min_uptime_bps: Some(9_991), ..filter() }, vec![]),
        (OfferFilter { max_latency_p95_ms: Some(40), ..filter() }, vec![3]),
        (OfferFilter { max_latency_p95_ms: Some(39), ..filter() }, vec![]),
        (OfferFilter { kind: LeaseKind::Interruptible, ..filter() }, vec![4]),
        (OfferFilter { max_rate: Some(Uint128::new(RATE)), ..filter() }, vec![4, 2, 1]),
        (OfferFilter { gpus: 9, ..filter() }, vec![]),
        (OfferFilter { seconds: 7_201, ..filter() }, vec![]),
        (OfferFilter { seconds: 59, ..filter() }, vec![]),
    ];
    for (case, (filter, expected)) in cases.into_iter().enumerate() {
        assert_eq!(found(&suite, filter), expected, "case {case}");
    }
}

#[test]
fn offers_that_are_taken_or_retired_are_left_out() {
    let mut suite = suite();
    let (tenant, first) = (suite.tenant.clone(), suite.providers[0].clone());
    let lease = EscrowMsg::OpenLease(LeaseRequest::new(2, 7, 3_600));
    suite.escrow_run(&tenant, &lease, &coins(100_000, DENOM)).unwrap();
    suite.escrow_run(&first, &EscrowMsg::RetireOffer { offer_id: 1 }, &[]).unwrap();
    assert_eq!(found(&suite, filter()), [4, 3]);
    // One GPU for an hour is below the fourth offer's volume tier.
    assert_eq!(found(&suite, OfferFilter { gpus: 1, ..filter() }), [2, 3, 4]);
}

#[test]
fn pages_cover_every_offer_once() {
    let suite = suite();
    let (mut seen, mut start_after) = (vec![], None);
    loop {
        let page = OfferFilter { start_after, limit: Some(3), ..filter() };
        let best: BestOffersResponse = suite.query(&QueryMsg::BestOffers(page));
        seen.extend(best.offers.iter().map(|quoted| quoted.offer.offer_id));
        start_after = best.next;
        if start_after.is_none() {
            break;
        }
    }
    seen.sort_unstable();
    assert_eq!(seen, [1, 2, 3, 4]);
}

#[test]
fn the_figure_is_what_execution_charges() {
    for (kind, sla) in
        [(LeaseKind::Reserved, false), (LeaseKind::Interruptible, false), (LeaseKind::Reserved, true)]
    {
        let mut suite = suite();
        let tenant = suite.tenant.clone();
        let best: BestOffersResponse =
            suite.query(&QueryMsg::BestOffers(OfferFilter { kind, sla, ..filter() }));
        for quoted in best.offers {
            let request = LeaseRequest { kind, sla, ..LeaseRequest::new(quoted.offer.offer_id, 2, 3_600) };
            let deposit = coins(quoted.quote.deposit.u128(), DENOM);
            suite.escrow_run(&tenant, &EscrowMsg::OpenLease(request), &deposit).unwrap();
            let leases: weal_api::compute_escrow::LeasesResponse =
                suite.escrow_query(&EscrowQuery::Leases { start_after: None, limit: Some(30) });
            let lease_id = leases.leases.last().unwrap().lease_id;
            let lease: LeaseResponse = suite.escrow_query(&EscrowQuery::Lease { lease_id });
            assert_eq!(lease.rate, quoted.quote.rate);
            assert_eq!(lease.runway_until, suite.now() + 3_600);
            suite.advance(3_600);
            let ended: LeaseResponse = suite.escrow_query(&EscrowQuery::Lease { lease_id });
            assert_eq!(ended.accrued, quoted.quote.charge);
        }
    }
}

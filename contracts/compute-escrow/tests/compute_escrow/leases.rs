//! Opening, topping up, stopping, and the second at which a lease ends.

use super::suite::{DENOM, FEE_BPS, PERIOD, RATE, Suite, WINDOW, assert_event, terms};
use compute_escrow::ContractError;
use cosmwasm_std::{Uint128, coins};
use weal_api::compute_escrow::{
    ExecuteMsg, LeaseKind, LeaseRequest, LeaseResponse, LeaseSegment, LeaseStatus, LeasesResponse,
    OfferTerms, QueryMsg, RATE_SCALE,
};
use weal_contract_kit::payment::PaymentError;

fn open(gpus: u32, seconds: u64) -> ExecuteMsg {
    ExecuteMsg::OpenLease(LeaseRequest::new(1, gpus, seconds))
}

#[test]
fn a_lease_opens_at_the_posted_price() {
    let mut suite = Suite::new();
    let (tenant, provider, now) = (suite.tenant.clone(), suite.provider.clone(), suite.now());

    let opened = suite.execute(&tenant, &open(2, 600), &coins(1_000, DENOM)).unwrap();

    let (start, end, runway) = (now.to_string(), (now + 600).to_string(), (now + 200).to_string());
    assert_event(
        &opened,
        "wasm-lease_opened",
        &[
            ("lease_id", "1"),
            ("offer_id", "1"),
            ("tenant", tenant.as_str()),
            ("provider", provider.as_str()),
            ("gpus", "2"),
            ("rate", "2500000000000"),
            ("deposit", "1000"),
            ("starts_at", &start),
            ("agreed_end", &end),
            ("runway_until", &runway),
        ],
    );
    let expected = LeaseResponse {
        lease_id: 1,
        offer_id: 1,
        tenant,
        provider,
        gpus: 2,
        rate: Uint128::new(RATE),
        protocol_fee_bps: FEE_BPS,
        starts_at: now,
        agreed_end: now + 600,
        runway_until: now + 200,
        settles_at: now + 200 + PERIOD,
        challenge_window_seconds: WINDOW,
        deposit: Uint128::new(1_000),
        accrued: Uint128::zero(),
        claimed: Uint128::zero(),
        refundable: Uint128::zero(),
        status: LeaseStatus::Running { held: Uint128::new(1_000) },
        kind: LeaseKind::Reserved,
        notice_given: false,
        schedule: vec![LeaseSegment { from: now, gpus: 2 }],
        sla: None,
        credited: None,
        voided: Uint128::zero(),
    };
    assert_eq!(suite.lease(1), expected);
    assert_eq!(suite.offers()[0].gpus_in_use, 2);
    assert_eq!(suite.holdings().deposits.u128(), 1_000);
    assert_eq!(suite.balance(&suite.escrow), 2_000);
}

#[test]
fn gpus_and_seconds_have_the_offers_limits() {
    let mut suite = Suite::new();
    let tenant = suite.tenant.clone();
    let range = |field, found, min, max| ContractError::OutOfRange { field, found, min, max };
    for (msg, reason) in [
        (open(0, 600), range("gpus", 0, 1, 8)),
        (open(9, 600), range("gpus", 9, 1, 8)),
        (open(1, 59), range("seconds", 59, 60, 3_600)),
        (open(1, 3_601), range("seconds", 3_601, 60, 3_600)),
        (ExecuteMsg::OpenLease(LeaseRequest::new(7, 1, 60)), ContractError::UnknownOffer { offer_id: 7 }),
    ] {
        suite.assert_refused(&tenant, &msg, &coins(100_000, DENOM), &reason);
    }
    for seconds in [60, 3_600] {
        suite.execute(&tenant, &open(1, seconds), &coins(100_000, DENOM)).unwrap();
    }
}

#[test]
fn gpus_in_use_are_not_leased_twice() {
    let mut suite = Suite::new();
    let tenant = suite.tenant.clone();
    let first = suite.open(5, 600, 10_000);
    let taken = ContractError::GpusTaken { offer_id: 1, free: 3, required: 4 };
    suite.assert_refused(&tenant, &open(4, 600), &coins(10_000, DENOM), &taken);
    suite.open(3, 600, 10_000);
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id: first });
    suite.open(5, 600, 10_000);
    assert_eq!(suite.offers()[0].gpus_in_use, 8);
}

/// A lease that nobody has closed keeps its GPUs; anybody may close it in the second it ends.
#[test]
fn a_stranger_frees_the_gpus_of_a_lease_that_ended() {
    let mut suite = Suite::new();
    let (tenant, stranger) = (suite.tenant.clone(), suite.stranger.clone());
    let lease_id = suite.open(8, 60, 1_200);
    suite.advance(60);
    let taken = ContractError::GpusTaken { offer_id: 1, free: 0, required: 1 };
    suite.assert_refused(&tenant, &open(1, 600), &coins(10_000, DENOM), &taken);
    suite.run(&stranger, &ExecuteMsg::Refund { lease_id, depositor: None });
    suite.open(8, 600, 12_000);
}

/// 60 seconds of 2 GPUs at 2.5 are 300; 299 last for 59.
#[test]
fn the_deposit_must_carry_the_shortest_lease() {
    let mut suite = Suite::new();
    let tenant = suite.tenant.clone();
    let reason = ContractError::DepositTooSmall { found: Uint128::new(299), required: Uint128::new(300) };
    suite.assert_refused(&tenant, &open(2, 600), &coins(299, DENOM), &reason);
    let lease_id = suite.open(2, 600, 300);
    assert_eq!(suite.lease(lease_id).runway_until, suite.now() + 60);
}

#[test]
fn a_lease_takes_the_payment_asset_only() {
    let mut suite = Suite::new();
    let tenant = suite.tenant.clone();
    let nothing = PaymentError::NotOneCoin { found: String::new() };
    suite.assert_refused(&tenant, &open(2, 600), &[], &nothing.into());
    let lease_id = suite.open(2, 600, 3_000);
    for msg in [ExecuteMsg::StopLease { lease_id }, ExecuteMsg::Refund { lease_id, depositor: None }] {
        let reason = PaymentError::NotPayable { found: "5uusd".into() };
        suite.assert_refused(&tenant, &msg, &coins(5, DENOM), &reason.into());
    }
}

/// More than the agreed time costs is held and buys nothing.
#[test]
fn a_deposit_above_the_price_does_not_move_the_agreed_end() {
    let mut suite = Suite::new();
    let lease_id = suite.open(2, 600, 10_000);
    let lease = suite.lease(lease_id);
    assert_eq!(lease.runway_until, lease.agreed_end);
    suite.advance(600);
    let lease = suite.lease(lease_id);
    assert_eq!((lease.accrued.u128(), lease.refundable.u128()), (3_000, 7_000));
    assert_eq!(lease.status, LeaseStatus::Expired { held: Uint128::new(10_000) });
}

#[test]
fn anyone_tops_up_a_running_lease() {
    let mut suite = Suite::new();
    let (tenant, stranger) = (suite.tenant.clone(), suite.stranger.clone());
    let lease_id = suite.open(2, 600, 1_000);
    let start = suite.now();
    suite.advance(199);

    let topped = suite.execute(&stranger, &ExecuteMsg::TopUp { lease_id }, &coins(7, DENOM)).unwrap();

    let runway = (start + 201).to_string();
    assert_event(
        &topped,
        "wasm-lease_topped_up",
        &[
            ("lease_id", "1"),
            ("payer", stranger.as_str()),
            ("amount", "7"),
            ("deposit", "1007"),
            ("runway_until", &runway),
        ],
    );
    suite.execute(&stranger, &ExecuteMsg::TopUp { lease_id }, &coins(8, DENOM)).unwrap();
    suite.execute(&tenant, &ExecuteMsg::TopUp { lease_id }, &coins(85, DENOM)).unwrap();
    assert_eq!(suite.query::<u64>(&QueryMsg::RunwayUntil { lease_id }), start + 220);
    let paid: Vec<_> = suite.deposits(lease_id).into_iter().map(|row| (row.payer, row.paid.u128())).collect();
    assert_eq!(paid, [(tenant, 1_085), (stranger, 15)]);
}

/// The last second of a lease takes a top-up, the second of its end does not.
#[test]
fn a_top_up_at_the_end_is_refused_and_one_second_before_works() {
    let mut suite = Suite::new();
    let tenant = suite.tenant.clone();
    let lease_id = suite.open(2, 600, 1_000);
    let start = suite.now();
    suite.advance(199);
    suite.execute(&tenant, &ExecuteMsg::TopUp { lease_id }, &coins(5, DENOM)).unwrap();
    suite.advance(2);
    let ended = ContractError::LeaseEnded { lease_id, ended_at: start + 201 };
    suite.assert_refused(&tenant, &ExecuteMsg::TopUp { lease_id }, &coins(5, DENOM), &ended);
    let unknown = ContractError::UnknownLease { lease_id: 9 };
    suite.assert_refused(&tenant, &ExecuteMsg::TopUp { lease_id: 9 }, &coins(5, DENOM), &unknown);
}

#[test]
fn both_parties_may_stop_a_lease_and_nobody_else() {
    for stopped_by_tenant in [true, false] {
        let mut suite = Suite::new();
        let (tenant, provider, rival) = (suite.tenant.clone(), suite.provider.clone(), suite.rival.clone());
        let lease_id = suite.open(2, 600, 3_000);
        suite.advance(100);
        let stop = ExecuteMsg::StopLease { lease_id };
        let reason = ContractError::NotParty {
            sender: rival.clone(),
            tenant: tenant.clone(),
            provider: provider.clone(),
        };
        suite.assert_refused(&rival, &stop, &[], &reason);

        let sender = if stopped_by_tenant { &tenant } else { &provider };
        let stopped = suite.run(sender, &stop);

        let (now, settles) = (suite.now(), suite.now() + PERIOD);
        assert_event(
            &stopped,
            "wasm-lease_ended",
            &[
                ("lease_id", "1"),
                ("ended_by", sender.as_str()),
                ("ended_at", &now.to_string()),
                ("settles_at", &settles.to_string()),
                ("deposit", "3000"),
                ("claimed", "0"),
            ],
        );
        let lease = suite.lease(lease_id);
        let ended = LeaseStatus::Ended { held: Uint128::new(3_000), refunded: Uint128::zero() };
        assert_eq!((lease.status, lease.accrued.u128(), lease.refundable.u128()), (ended, 500, 2_500));
        assert_eq!(suite.offers()[0].gpus_in_use, 0);
        let twice = ContractError::LeaseEnded { lease_id, ended_at: now };
        suite.assert_refused(&tenant, &stop, &[], &twice);
        suite.assert_refused(&tenant, &ExecuteMsg::TopUp { lease_id }, &coins(5, DENOM), &twice);
    }
}

/// Its end stays what it was; a party frees the GPUs without any payment that could fail.
#[test]
fn a_lease_that_ended_by_itself_is_closed_by_a_stop() {
    let mut suite = Suite::new();
    let tenant = suite.tenant.clone();
    let lease_id = suite.open(2, 600, 1_000);
    let start = suite.now();
    suite.advance(300);
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id });
    let lease = suite.lease(lease_id);
    assert_eq!(
        (lease.runway_until, lease.accrued.u128(), suite.offers()[0].gpus_in_use),
        (start + 200, 1_000, 0)
    );
    let ended = ContractError::LeaseEnded { lease_id, ended_at: start + 200 };
    suite.assert_refused(&tenant, &ExecuteMsg::StopLease { lease_id }, &[], &ended);
}

/// Opened and stopped in one block: no time has passed, nothing is owed.
#[test]
fn a_lease_stopped_in_its_first_second_costs_nothing() {
    let mut suite = Suite::new();
    let tenant = suite.tenant.clone();
    let before = suite.balance(&tenant);
    let lease_id = suite.open(2, 600, 3_000);
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id });
    suite.run(&tenant, &ExecuteMsg::Refund { lease_id, depositor: None });
    assert_eq!(suite.balance(&tenant), before);
    let settled = LeaseStatus::Settled { paid: Uint128::zero(), refunded: Uint128::new(3_000) };
    assert_eq!(suite.lease(lease_id).status, settled);
}

#[test]
fn accrual_follows_the_clock_and_stops_at_the_end() {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    // A third of a unit a second, one GPU.
    let rate = Uint128::new(RATE_SCALE / 3);
    suite.publish(&provider, OfferTerms { rate, ..terms() });
    let tenant = suite.tenant.clone();
    let msg = ExecuteMsg::OpenLease(LeaseRequest::new(2, 1, 300));
    suite.execute(&tenant, &msg, &coins(100, DENOM)).unwrap();
    let accrued = |suite: &Suite| suite.query::<Uint128>(&QueryMsg::Accrued { lease_id: 1 }).u128();
    // (seconds more, accrued): ⌊t × 0.333333333333⌋, so three seconds are not yet a unit.
    for (seconds, expected) in [(0, 0), (3, 0), (1, 1), (146, 49), (1, 50), (149, 99), (1_000, 99)] {
        suite.advance(seconds);
        assert_eq!(accrued(&suite), expected);
    }
}

#[test]
fn leases_are_paged() {
    let mut suite = Suite::new();
    for _ in 0..8 {
        suite.open(1, 600, 1_500);
    }
    let page = |start_after, limit| {
        let page: LeasesResponse = suite.query(&QueryMsg::Leases { start_after, limit });
        page.leases.iter().map(|lease| lease.lease_id).collect::<Vec<_>>()
    };
    assert_eq!(page(None, Some(3)), [1, 2, 3]);
    assert_eq!(page(Some(6), None), [7, 8]);
    let refused = suite.try_query::<LeaseResponse>(&QueryMsg::Lease { lease_id: 9 }).unwrap_err();
    assert!(refused.to_string().contains("there is no lease 9"), "{refused}");
}

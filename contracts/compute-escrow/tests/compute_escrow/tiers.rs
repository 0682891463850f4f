//! The rate of a lease: discounts, premium, limits; leases at a price that a market found; and what readers see of them.

use super::suite::{DENOM, RATE, Suite, WINDOW, cases, leaf, register, terms};
use compute_escrow::{ContractError, LeaseError};
use cosmwasm_std::{Uint128, coins};
use proptest::collection::vec;
use proptest::prelude::*;
use weal_api::compute_escrow::{
    AgreedLease, ConfigChanges, ExecuteMsg, LeaseKind, LeaseRequest, OfferTerms, QueryMsg, QuoteResponse,
    SettledWork, SettledWorkResponse, SlaTerms, VolumeTier, read_market,
};
use weal_attestation::SettlementLeaf;

fn tiers(pairs: &[(u64, u16)]) -> Vec<VolumeTier> {
    let tier = |(gpu_seconds, discount_bps): &(u64, u16)| VolumeTier {
        gpu_seconds: *gpu_seconds,
        discount_bps: *discount_bps,
    };
    pairs.iter().map(tier).collect()
}

fn sla() -> SlaTerms {
    SlaTerms { uptime_bps: 9_900, credit_bps: 10_000, credit_cap_bps: 1_000, premium_bps: 500 }
}

/// Offer 2: 10 % off from 1,200 GPU-seconds, 20 % from 7,200; 40 % off interruptibly; 5 % on for the SLA.
fn suite() -> Suite {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    let offer = OfferTerms {
        volume_tiers: tiers(&[(1_200, 1_000), (7_200, 2_000)]),
        interruptible_discount_bps: Some(4_000),
        sla: Some(sla()),
        ..terms()
    };
    suite.publish(&provider, offer);
    suite
}

fn quote(suite: &Suite, request: LeaseRequest) -> QuoteResponse {
    suite.query(&QueryMsg::Quote(request))
}

/// (GPUs, seconds, rate in thousandths of a unit)
#[test]
fn a_tier_holds_from_its_volume_on() {
    let suite = suite();
    for (gpus, seconds, rate) in [
        (1, 1_199, 2_500),
        (1, 1_200, 2_250),
        (2, 600, 2_250),
        (2, 3_599, 2_250),
        (2, 3_600, 2_000),
        (8, 3_600, 2_000),
    ] {
        let quote = quote(&suite, LeaseRequest::new(2, gpus, seconds));
        assert_eq!(quote.rate.u128(), rate * 1_000_000_000, "{gpus} × {seconds}");
        assert_eq!(
            quote.tier.map(|tier| tier.discount_bps),
            match rate {
                2_500 => None,
                2_250 => Some(1_000),
                _ => Some(2_000),
            }
        );
    }
}

/// 2.5 less 20 % less 40 % plus 5 % is 1.26.
#[test]
fn discounts_and_premium_multiply() {
    let mut suite = suite();
    let tenant = suite.tenant.clone();
    let request =
        LeaseRequest { kind: LeaseKind::Interruptible, sla: true, ..LeaseRequest::new(2, 2, 3_600) };
    let quote = quote(&suite, request.clone());
    assert_eq!((quote.rate.u128(), quote.charge.u128()), (1_260_000_000_000, 9_072));
    assert_eq!((quote.sla, quote.notice_seconds), (Some(sla()), 0));
    let lease_id = suite.open_as(&tenant, request, 9_072);
    let lease = suite.lease(lease_id);
    assert_eq!((lease.rate, lease.kind, lease.sla), (quote.rate, LeaseKind::Interruptible, Some(sla())));
    assert_eq!(lease.runway_until, lease.agreed_end);
}

#[test]
fn a_rate_above_the_tenants_limit_opens_no_lease() {
    let mut suite = suite();
    let tenant = suite.tenant.clone();
    let asks = |max: u128| LeaseRequest { max_rate: Some(Uint128::new(max)), ..LeaseRequest::new(2, 1, 600) };
    let above = LeaseError::RateAboveLimit { found: Uint128::new(RATE), max: Uint128::new(RATE - 1) };
    let open = ExecuteMsg::OpenLease(asks(RATE - 1));
    suite.assert_refused(&tenant, &open, &coins(3_000, DENOM), &above.into());
    suite.open_as(&tenant, asks(RATE), 3_000);
}

#[test]
fn terms_outside_their_limits_are_not_offered() {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    let tiers_of = |pairs: &[(u64, u16)]| OfferTerms { volume_tiers: tiers(pairs), ..terms() };
    let sla_of = |sla| OfferTerms { sla: Some(sla), ..terms() };
    let range = |field, found, min, max| ContractError::OutOfRange { field, found, min, max };
    let ascend = |tier| ContractError::from(LeaseError::TiersNotAscending { tier });
    let month = 30 * 86_400;
    for (offer, reason) in [
        (OfferTerms { notice_seconds: month + 1, ..terms() }, range("notice_seconds", month + 1, 0, month)),
        (OfferTerms { accept_seconds: month + 1, ..terms() }, range("accept_seconds", month + 1, 0, month)),
        (
            OfferTerms { interruptible_discount_bps: Some(9_001), ..terms() },
            range("interruptible_discount_bps", 9_001, 0, 9_000),
        ),
        (tiers_of(&[(0, 1)]), ascend(0)),
        (tiers_of(&[(1, 0)]), ascend(0)),
        (tiers_of(&[(1, 1), (1, 2)]), ascend(1)),
        (tiers_of(&[(1, 1), (2, 1)]), ascend(1)),
        (tiers_of(&[(1, 9_001)]), range("volume_tiers.discount_bps", 9_001, 1, 9_000)),
        (
            tiers_of(&[(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]),
            LeaseError::TooManyTiers { found: 5, max: 4 }.into(),
        ),
        (sla_of(SlaTerms { uptime_bps: 0, ..sla() }), range("sla.uptime_bps", 0, 1, 10_000)),
        (sla_of(SlaTerms { uptime_bps: 10_001, ..sla() }), range("sla.uptime_bps", 10_001, 1, 10_000)),
        (sla_of(SlaTerms { credit_bps: 0, ..sla() }), range("sla.credit_bps", 0, 1, 50_000)),
        (sla_of(SlaTerms { credit_bps: 50_001, ..sla() }), range("sla.credit_bps", 50_001, 1, 50_000)),
        (sla_of(SlaTerms { credit_cap_bps: 0, ..sla() }), range("sla.credit_cap_bps", 0, 1, 5_000)),
        (sla_of(SlaTerms { credit_cap_bps: 5_001, ..sla() }), range("sla.credit_cap_bps", 5_001, 1, 5_000)),
        (sla_of(SlaTerms { premium_bps: 10_001, ..sla() }), range("sla.premium_bps", 10_001, 0, 10_000)),
    ] {
        suite.assert_refused(&provider, &ExecuteMsg::PublishOffer(offer), &[], &reason);
    }
    let widest = OfferTerms {
        notice_seconds: month,
        accept_seconds: month,
        interruptible_discount_bps: Some(9_000),
        volume_tiers: tiers(&[(1, 1), (2, 2), (3, 3), (u64::MAX, 9_000)]),
        sla: Some(SlaTerms {
            uptime_bps: 10_000,
            credit_bps: 50_000,
            credit_cap_bps: 5_000,
            premium_bps: 10_000,
        }),
        ..terms()
    };
    suite.publish(&provider, widest);
}

/// A price that only the premium makes too large for any lease to pay.
#[test]
fn the_dearest_lease_of_an_offer_has_a_price() {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    let rate = Uint128::MAX.checked_div(Uint128::new(8)).unwrap();
    let offer = OfferTerms { rate, min_seconds: 1, max_seconds: 1, ..terms() };
    suite.publish(&provider, offer.clone());
    let dearer = OfferTerms { sla: Some(sla()), ..offer };
    let refused = suite.execute(&provider, &ExecuteMsg::PublishOffer(dearer), &[]).unwrap_err().to_string();
    assert!(
        refused.contains("44662060658373173329567917225419577753 × 8 ÷ 1 is above 2^128 − 1"),
        "{refused}"
    );
}

/// The tests of unknown fields for each message that is new.
#[test]
fn an_unknown_field_is_refused() {
    fn refusal<T: serde::de::DeserializeOwned>(json: &str) -> String {
        cosmwasm_std::from_json::<T>(json.as_bytes()).err().map(|error| error.to_string()).unwrap_or_default()
    }
    let refused = |json: &str| refusal::<ExecuteMsg>(json).contains("unknown ");
    let known = r#"{"open_lease":{"offer_id":1,"gpus":1,"seconds":60,"kind":"interruptible","sla":true}}"#;
    assert!(!refused(known));
    for json in [
        r#"{"open_lease":{"offer_id":1,"gpus":1,"seconds":60,"tip":1}}"#,
        r#"{"open_lease":{"offer_id":1,"gpus":1,"seconds":60,"kind":"spot"}}"#,
        r#"{"open_agreed_lease":{"offer_id":1,"gpus":1,"seconds":60,"rate":"1","tenant":"t","tip":1}}"#,
        r#"{"accept_lease":{"lease_id":1,"tip":1}}"#,
        r#"{"extend_lease":{"lease_id":1,"seconds":1,"tip":1}}"#,
        r#"{"scale_lease":{"lease_id":1,"gpus":1,"tip":1}}"#,
        r#"{"refund":{"lease_id":1,"tip":1}}"#,
    ] {
        assert!(refused(json), "{json}");
    }
    for json in [
        r#"{"uptime_bps":1,"credit_bps":1,"credit_cap_bps":1,"premium_bps":1,"tip":1}"#,
        r#"{"gpu_seconds":1,"discount_bps":1,"tip":1}"#,
    ] {
        assert!(refusal::<SlaTerms>(json).contains("unknown field"), "{json}");
        assert!(refusal::<VolumeTier>(json).contains("unknown field"), "{json}");
    }
}

fn agreed(suite: &Suite, rate: u128) -> AgreedLease {
    AgreedLease {
        offer_id: 2,
        gpus: 2,
        seconds: 600,
        rate: Uint128::new(rate),
        tenant: suite.tenant.to_string(),
        kind: LeaseKind::Reserved,
    }
}

/// The stranger plays the market.
fn with_market() -> Suite {
    let mut suite = suite();
    let owner = suite.owner.clone();
    let changes = ConfigChanges { market: Some(suite.stranger.to_string()), ..ConfigChanges::default() };
    suite.run(&owner, &ExecuteMsg::UpdateConfig(changes));
    suite
}

/// Another contract reads the configuration's own bytes.
#[test]
fn the_market_is_read_from_storage_whatever_else_is_configured() {
    let mut suite = suite();
    let (owner, stranger) = (suite.owner.clone(), suite.stranger.clone());
    let market = |suite: &Suite| read_market(&suite.app.wrap(), &suite.escrow).unwrap();
    assert_eq!(market(&suite), None);
    let changes = ConfigChanges { market: Some(stranger.to_string()), ..ConfigChanges::default() };
    suite.run(&owner, &ExecuteMsg::UpdateConfig(changes));
    assert_eq!(market(&suite), Some(stranger.clone()));
    let changes = ConfigChanges {
        fee_recipient: Some(owner.to_string()),
        min_bond: Some(Uint128::MAX),
        silence_seconds: Some(86_400),
        ..ConfigChanges::default()
    };
    suite.run(&owner, &ExecuteMsg::UpdateConfig(changes));
    assert_eq!(market(&suite), Some(stranger.clone()));
}

#[test]
fn the_market_opens_a_tenants_lease_below_the_offers_price() {
    let mut suite = with_market();
    let (market, tenant) = (suite.stranger.clone(), suite.tenant.clone());
    let before = suite.balance(&tenant);
    // The offer's own rate is 2.25: 1,200 GPU-seconds are a tier.
    let open = ExecuteMsg::OpenAgreedLease(agreed(&suite, 2_000_000_000_000));
    suite.execute(&market, &open, &coins(2_400, DENOM)).unwrap();
    let lease = suite.lease(1);
    assert_eq!((&lease.tenant, lease.rate.u128()), (&tenant, 2_000_000_000_000));
    assert_eq!(lease.runway_until, lease.agreed_end);
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id: 1 });
    suite.refund(1, None);
    assert_eq!(suite.balance(&tenant), before + 2_400);
}

#[test]
fn an_agreed_lease_has_its_limits() {
    let mut suite = with_market();
    let (market, tenant) = (suite.stranger.clone(), suite.tenant.clone());
    let funds = coins(2_700, DENOM);
    let own = Uint128::new(2_250_000_000_000);
    let open = |agreed| ExecuteMsg::OpenAgreedLease(agreed);
    let not_market = LeaseError::NotMarket { sender: tenant.clone(), market: Some(market.clone()) };
    let fair = open(agreed(&suite, own.u128()));
    suite.assert_refused(&tenant, &fair, &funds, &not_market.into());
    let above = LeaseError::RateAboveOffer { found: own + Uint128::one(), max: own };
    let dear = open(agreed(&suite, own.u128() + 1));
    suite.assert_refused(&market, &dear, &funds, &above.into());
    let free = open(agreed(&suite, 0));
    suite.assert_refused(&market, &free, &funds, &ContractError::ZeroRate);
    let small = ContractError::DepositTooSmall { found: Uint128::new(269), required: Uint128::new(270) };
    suite.assert_refused(&market, &fair, &coins(269, DENOM), &small);
    let many = open(AgreedLease { gpus: 9, ..agreed(&suite, 1) });
    let range = ContractError::OutOfRange { field: "gpus", found: 9, min: 1, max: 8 };
    suite.assert_refused(&market, &many, &funds, &range);
    suite.execute(&market, &fair, &funds).unwrap();

    let mut without = self::suite();
    let nobody = LeaseError::NotMarket { sender: market.clone(), market: None };
    without.assert_refused(&market, &fair, &funds, &nobody.into());
}

#[test]
fn settled_work_is_shown_to_those_who_measure_it() {
    let mut suite = suite();
    let (tenant, provider, stranger) = (suite.tenant.clone(), suite.provider.clone(), suite.stranger.clone());
    let start = suite.now();
    let insured = suite.open_as(&tenant, LeaseRequest { sla: true, ..LeaseRequest::new(2, 2, 600) }, 2_835);
    let plain = suite.open(1, 3_600, 9_000);
    suite.advance(600);
    let insured_leaf = SettlementLeaf { uptime_seconds: 534, ..leaf(insured, 2_835, suite.now()) };
    let epoch = suite.attest(&[insured_leaf, leaf(plain, 1_001, suite.now())]);
    suite.advance(WINDOW);
    suite.run(&stranger, &ExecuteMsg::ClaimMany(epoch.claim_many(&[0, 1])));
    suite.run(&provider, &ExecuteMsg::AssignPayout { lease_id: plain, assignee: stranger.to_string() });
    let work = |lease_ids| suite.query::<SettledWorkResponse>(&QueryMsg::SettledWork { lease_ids }).work;
    // 60 seconds short of 594: a tenth of the charge, which is the cap too.
    let expected = SettledWork {
        lease_id: insured,
        tenant: tenant.clone(),
        provider: provider.clone(),
        payee: provider.clone(),
        offer_id: 2,
        sku: "H100-SXM".into(),
        region: "eu-north".into(),
        gpus: 2,
        rate: Uint128::new(2_362_500_000_000),
        claimed: Uint128::new(2_551),
        protocol_fees: Uint128::new(64),
        credited: Uint128::new(284),
        starts_at: start,
        ended_at: Some(start + 600),
        is_settled: true,
        is_closed: false,
    };
    let running = SettledWork {
        lease_id: plain,
        payee: stranger.clone(),
        offer_id: 1,
        gpus: 1,
        rate: Uint128::new(RATE),
        claimed: Uint128::new(1_001),
        protocol_fees: Uint128::new(26),
        credited: Uint128::zero(),
        ended_at: None,
        is_settled: false,
        ..expected.clone()
    };
    assert_eq!(work(vec![plain, insured]), [running, expected]);
    assert_eq!(suite.holdings().fees.u128(), 64 + 26);
    assert_eq!(work(vec![plain; 30]).len(), 30);
    let many = QueryMsg::SettledWork { lease_ids: vec![plain; 31] };
    let refused = suite.try_query::<SettledWorkResponse>(&many).unwrap_err().to_string();
    assert!(refused.contains(&LeaseError::TooManyLeases { found: 31, max: 30 }.to_string()));
    let unknown = QueryMsg::SettledWork { lease_ids: vec![9] };
    let refused = suite.try_query::<SettledWorkResponse>(&unknown).unwrap_err().to_string();
    assert!(refused.contains("there is no lease 9"), "{refused}");
}

proptest! {
    #![proptest_config(cases(24))]

    /// I6 over every option: the quote's deposit buys its seconds, and a full claim moves what was quoted, to the unit.
    /// The slow run asks for a hundred thousand of them (`PROPTEST_CASES`).
    #[test]
    fn a_quote_with_any_options_is_what_execution_charges(
        rate in 1u128..1 << 60, gpus in 1u32..=8, seconds in 60u64..=3_600, bps in 0u16..=500,
        steps in vec((1u64..8_000, 1u16..2_000), 0..=4), discount in 0u16..=9_000, premium in 0u16..=10_000,
        interruptible: bool, insured: bool, notice in 0u64..1_000,
    ) {
        let mut suite = Suite::empty(|msg| msg.protocol_fee_bps = bps);
        let (provider, tenant) = (suite.provider.clone(), suite.tenant.clone());
        suite.execute(&provider, &register(), &coins(1_000, DENOM)).unwrap();
        let (mut volume, mut off) = (0, 0);
        let volume_tiers = steps.iter().map(|(more, discount)| {
            (volume, off) = (volume + more, off + discount);
            VolumeTier { gpu_seconds: volume, discount_bps: off }
        }).collect();
        suite.publish(&provider, OfferTerms {
            rate: Uint128::new(rate),
            volume_tiers,
            interruptible_discount_bps: Some(discount),
            sla: Some(SlaTerms { premium_bps: premium, ..sla() }),
            notice_seconds: notice,
            ..terms()
        });
        let kind = if interruptible { LeaseKind::Interruptible } else { LeaseKind::Reserved };
        let request = LeaseRequest { kind, sla: insured, ..LeaseRequest::new(1, gpus, seconds) };
        let quote = quote(&suite, request.clone());
        let (paid_before, spent_before) = (suite.balance(&provider), suite.balance(&tenant));
        let asks = LeaseRequest { max_rate: Some(quote.rate), ..request };

        let lease_id = suite.open_as(&tenant, asks, quote.deposit.u128());
        prop_assert_eq!(suite.lease(lease_id).rate, quote.rate);
        prop_assert_eq!(suite.lease(lease_id).runway_until, suite.now() + seconds);
        suite.advance(seconds);
        prop_assert_eq!(suite.lease(lease_id).accrued, quote.charge);
        let uptime_seconds = seconds;
        let epoch =
            suite.attest(&[SettlementLeaf { uptime_seconds, ..leaf(lease_id, quote.charge.u128(), suite.now()) }]);
        suite.advance(WINDOW);
        let claimed = suite.execute(&tenant, &ExecuteMsg::Claim(epoch.claim(0)), &[]).is_ok();
        prop_assert!(claimed || quote.charge.is_zero());
        suite.refund(lease_id, None);

        prop_assert_eq!(suite.balance(&provider) - paid_before, quote.provider_payout.u128());
        prop_assert_eq!(suite.holdings().fees, quote.protocol_fee);
        prop_assert_eq!(spent_before - suite.balance(&tenant), quote.charge.u128());
    }
}

//! Registration, bonds and offers.

use super::suite::{BOND, DENOM, Suite, assert_event, attribute, register, terms};
use compute_escrow::ContractError;
use cosmwasm_std::{Uint128, coin, coins};
use weal_api::compute_escrow::{
    ExecuteMsg, LeaseRequest, OfferResponse, OfferTerms, OffersResponse, ProviderResponse, QueryMsg,
};
use weal_contract_kit::payment::PaymentError;
use weal_fixed_point::FixedPointError;

const YEAR: u64 = 366 * 86_400;

fn provider_of(suite: &Suite) -> ProviderResponse {
    suite.query(&QueryMsg::Provider { provider: suite.provider.to_string() })
}

#[test]
fn a_bond_makes_a_provider() {
    let mut suite = Suite::empty(|_| {});
    let (provider, now) = (suite.provider.clone(), suite.now());
    let before = suite.balance(&provider);

    let registered = suite.register(&provider);

    assert_event(
        &registered,
        "wasm-provider_registered",
        &[("provider", provider.as_str()), ("endpoint", "https://north.example"), ("bond", "1000")],
    );
    assert_eq!(suite.balance(&provider), before - BOND);
    assert_eq!(suite.holdings().bonds.u128(), BOND);
    let expected = ProviderResponse {
        provider,
        name: Some("north".into()),
        endpoint: "https://north.example".into(),
        bond: Uint128::new(BOND),
        live_offers: 0,
        open_leases: 0,
        registered_at: now,
        required_bond: Uint128::new(BOND),
        locked_until: 0,
        open_requests: 0,
    };
    assert_eq!(provider_of(&suite), expected);
}

#[test]
fn a_provider_registers_once() {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    let reason = ContractError::AlreadyRegistered { provider: provider.clone() };
    suite.assert_refused(&provider, &register(), &coins(BOND, DENOM), &reason);
}

#[test]
fn a_bond_one_unit_short_is_refused() {
    let mut suite = Suite::new();
    let rival = suite.rival.clone();
    let reason = ContractError::BondTooSmall { found: Uint128::new(BOND - 1), required: Uint128::new(BOND) };
    suite.assert_refused(&rival, &register(), &coins(BOND - 1, DENOM), &reason);
    suite.execute(&rival, &register(), &coins(BOND + 1, DENOM)).unwrap();
    assert_eq!(suite.holdings().bonds.u128(), 2 * BOND + 1);
}

#[test]
fn wrong_missing_and_several_coins_are_refused_as_a_bond() {
    let mut suite = Suite::new();
    let rival = suite.rival.clone();
    let nothing = PaymentError::NotOneCoin { found: String::new() };
    suite.assert_refused(&rival, &register(), &[], &nothing.into());
    suite
        .app
        .init_modules(|router, _, storage| {
            router.bank.init_balance(storage, &rival, vec![coin(5_000, DENOM), coin(5_000, "uatom")])
        })
        .unwrap();
    let wrong = PaymentError::WrongToken { found: "uatom".into(), required: DENOM.into() };
    suite.assert_refused(&rival, &register(), &coins(BOND, "uatom"), &wrong.into());
    let both = [coin(BOND, "uatom"), coin(BOND, DENOM)];
    let reason = PaymentError::NotOneCoin { found: format!("{BOND}uatom,{BOND}{DENOM}") };
    suite.assert_refused(&rival, &register(), &both, &reason.into());
}

#[test]
fn names_and_endpoints_have_lengths() {
    let mut suite = Suite::new();
    let rival = suite.rival.clone();
    let message = |name: usize, endpoint: usize| ExecuteMsg::RegisterProvider {
        name: Some("n".repeat(name)),
        endpoint: "e".repeat(endpoint),
    };
    let too_long = |field, found, min, max| ContractError::TextLength { field, found, min, max };
    for (msg, reason) in [
        (message(65, 1), too_long("name", 65, 0, 64)),
        (message(1, 0), too_long("endpoint", 0, 1, 256)),
        (message(1, 257), too_long("endpoint", 257, 1, 256)),
    ] {
        suite.assert_refused(&rival, &msg, &coins(BOND, DENOM), &reason);
    }
    suite.execute(&rival, &message(64, 256), &coins(BOND, DENOM)).unwrap();
}

#[test]
fn a_bond_comes_back_when_nothing_depends_on_it() {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    let lease_id = suite.open(2, 600, 3_000);
    let in_use = |live_offers, open_leases| ContractError::BondInUse { live_offers, open_leases };

    suite.assert_refused(&provider, &ExecuteMsg::WithdrawBond {}, &[], &in_use(1, 1));
    suite.run(&provider, &ExecuteMsg::RetireOffer { offer_id: 1 });
    suite.assert_refused(&provider, &ExecuteMsg::WithdrawBond {}, &[], &in_use(0, 1));
    suite.advance(600);
    suite.assert_refused(&provider, &ExecuteMsg::WithdrawBond {}, &[], &in_use(0, 1));
    suite.run(&provider, &ExecuteMsg::Refund { lease_id, depositor: None });

    let before = suite.balance(&provider);
    let withdrawn = suite.run(&provider, &ExecuteMsg::WithdrawBond {});
    assert_event(&withdrawn, "wasm-bond_withdrawn", &[("provider", provider.as_str()), ("amount", "1000")]);
    assert_eq!(suite.balance(&provider), before + BOND);
    assert_eq!(suite.holdings().bonds, Uint128::zero());

    let gone = ContractError::UnknownProvider { provider: provider.clone() };
    suite.assert_refused(&provider, &ExecuteMsg::WithdrawBond {}, &[], &gone);
    suite.register(&provider);
}

/// The claim goes to the address in the lease's terms: leaving with the bond loses nothing earned.
#[test]
fn a_provider_that_left_is_still_paid() {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    let lease_id = suite.open(2, 600, 3_000);
    suite.run(&provider, &ExecuteMsg::RetireOffer { offer_id: 1 });
    suite.advance(600);
    suite.run(&provider, &ExecuteMsg::Refund { lease_id, depositor: None });
    suite.run(&provider, &ExecuteMsg::WithdrawBond {});
    let before = suite.balance(&provider);
    suite.settle(lease_id, 3_000);
    assert_eq!(suite.balance(&provider), before + 3_000 - 75);
}

#[test]
fn an_offer_is_published_with_its_terms() {
    let mut suite = Suite::empty(|_| {});
    let provider = suite.provider.clone();
    suite.register(&provider);

    let published = suite.publish(&provider, terms());

    assert_event(
        &published,
        "wasm-offer_published",
        &[
            ("offer_id", "1"),
            ("provider", provider.as_str()),
            ("sku", "H100-SXM"),
            ("gpus", "8"),
            ("region", "eu-north"),
            ("rate", "2500000000000"),
        ],
    );
    let expected = OfferResponse { offer_id: 1, provider, terms: terms(), gpus_in_use: 0, live: true };
    assert_eq!(suite.query::<OfferResponse>(&QueryMsg::Offer { offer_id: 1 }), expected);
    assert_eq!(suite.offers(), [expected]);
    assert_eq!(provider_of(&suite).live_offers, 1);
}

#[test]
fn only_a_registered_provider_publishes() {
    let mut suite = Suite::new();
    let rival = suite.rival.clone();
    let reason = ContractError::UnknownProvider { provider: rival.clone() };
    suite.assert_refused(&rival, &ExecuteMsg::PublishOffer(terms()), &[], &reason);
    let paid = PaymentError::NotPayable { found: "1uusd".into() };
    let provider = suite.provider.clone();
    let msg = ExecuteMsg::PublishOffer(terms());
    suite.assert_refused(&provider, &msg, &coins(1, DENOM), &paid.into());
}

#[test]
fn terms_outside_their_limits_are_refused() {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    let range = |field, found, min, max| ContractError::OutOfRange { field, found, min, max };
    let text = |field, found| ContractError::TextLength { field, found, min: 1, max: 64 };
    let cases: [(OfferTerms, ContractError); 9] = [
        (OfferTerms { sku: String::new(), ..terms() }, text("sku", 0)),
        (OfferTerms { sku: "g".repeat(65), ..terms() }, text("sku", 65)),
        (OfferTerms { region: String::new(), ..terms() }, text("region", 0)),
        (OfferTerms { gpus: 0, ..terms() }, range("gpus", 0, 1, u32::MAX.into())),
        (OfferTerms { max_seconds: 0, ..terms() }, range("max_seconds", 0, 1, YEAR)),
        (OfferTerms { max_seconds: YEAR + 1, ..terms() }, range("max_seconds", YEAR + 1, 1, YEAR)),
        (OfferTerms { min_seconds: 0, ..terms() }, range("min_seconds", 0, 1, 3_600)),
        (OfferTerms { min_seconds: 3_601, ..terms() }, range("min_seconds", 3_601, 1, 3_600)),
        (OfferTerms { rate: Uint128::zero(), ..terms() }, ContractError::ZeroRate),
    ];
    for (terms, reason) in cases {
        suite.assert_refused(&provider, &ExecuteMsg::PublishOffer(terms), &[], &reason);
    }
    suite.publish(&provider, OfferTerms { min_seconds: 1, max_seconds: YEAR, ..terms() });
}

/// Every product of a lease is computable: an offer whose dearest lease is above 2^128 − 1 never exists.
#[test]
fn a_rate_that_could_overflow_a_price_is_refused() {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    let dear = OfferTerms { rate: Uint128::MAX, ..terms() };
    let overflow = FixedPointError::Overflow { a: Uint128::MAX, b: Uint128::new(8), divisor: Uint128::one() };
    suite.assert_refused(&provider, &ExecuteMsg::PublishOffer(dear), &[], &overflow.into());
    let dearest = Uint128::new(u128::MAX / 8);
    suite.publish(&provider, OfferTerms { rate: dearest, ..terms() });
}

#[test]
fn the_sixty_fifth_live_offer_is_refused() {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    for _ in 1..64 {
        suite.publish(&provider, terms());
    }
    let full = ContractError::TooManyOffers { found: 64, max: 64 };
    suite.assert_refused(&provider, &ExecuteMsg::PublishOffer(terms()), &[], &full);
    suite.run(&provider, &ExecuteMsg::RetireOffer { offer_id: 9 });
    let published = suite.publish(&provider, terms());
    assert_eq!(attribute(&published, "wasm-offer_published", "offer_id"), "65");
}

#[test]
fn offers_are_paged() {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    for _ in 1..32 {
        suite.publish(&provider, terms());
    }
    let page = |start_after, limit| {
        let page: OffersResponse = suite.query(&QueryMsg::Offers { start_after, limit });
        page.offers.iter().map(|offer| offer.offer_id).collect::<Vec<_>>()
    };
    assert_eq!(page(None, None), (1..=10).collect::<Vec<_>>());
    assert_eq!(page(Some(30), Some(5)), [31, 32]);
    assert_eq!(page(None, Some(31)).len(), 30);
}

#[test]
fn a_retired_offer_takes_no_lease_and_keeps_those_it_has() {
    let mut suite = Suite::new();
    let (provider, tenant, rival) = (suite.provider.clone(), suite.tenant.clone(), suite.rival.clone());
    let lease_id = suite.open(2, 600, 3_000);
    let retire = ExecuteMsg::RetireOffer { offer_id: 1 };
    let stranger = ContractError::NotProvider { sender: rival.clone(), provider: provider.clone() };
    suite.assert_refused(&rival, &retire, &[], &stranger);

    let retired = suite.run(&provider, &retire);

    assert_event(
        &retired,
        "wasm-offer_retired",
        &[("offer_id", "1"), ("provider", provider.as_str()), ("gpus_in_use", "2")],
    );
    let reason = ContractError::OfferRetired { offer_id: 1 };
    suite.assert_refused(&provider, &retire, &[], &reason);
    let open = ExecuteMsg::OpenLease(LeaseRequest::new(1, 1, 600));
    suite.assert_refused(&tenant, &open, &coins(3_000, DENOM), &reason);
    let unknown = ContractError::UnknownOffer { offer_id: 2 };
    suite.assert_refused(&provider, &ExecuteMsg::RetireOffer { offer_id: 2 }, &[], &unknown);
    suite.execute(&tenant, &ExecuteMsg::TopUp { lease_id }, &coins(5, DENOM)).unwrap();
}

//! Orders and searches that ask for attestations, beside a real registry.

use crate::suite::{
    BID_DEPOSIT, BID_SECONDS, DENOM, DEPOSIT, RATE, REVEAL_SECONDS, Suite, attribute, offer, reveal, terms,
};
use compute_market::{ContractError, Disqualification};
use cosmwasm_std::{Addr, Coin, Uint128, coins};
use cw_multi_test::{ContractWrapper, Executor};
use weal_api::asset::AssetInfo;
use weal_api::compute_market::{BestOffersResponse, ExecuteMsg, OfferFilter, OrderTerms, QueryMsg};
use weal_api::compute_registry::{
    AuditTerms, Claim, ClaimKind, ExecuteMsg as RegistryMsg, InstantiateMsg, Requirement, RevocationReason,
};

/// Bids, reveals, sixteen turns, and the lease: from the order to the lease's latest end.
const LATEST_END: u64 = 600 + 300 + 16 * 3_600 + 3_600;

/// A market with a registry, in which the first two providers are attested to stand in Germany: the first for a year,
/// the second until a second before a lease ordered now would end.
fn suite() -> (Suite, Addr) {
    let mut suite = Suite::without_offers();
    let registry = create_registry(&mut suite);
    suite.create(AssetInfo::native(DENOM), Some(&registry));
    for provider in suite.providers.clone() {
        suite.publish(&provider, offer());
    }
    let auditor = suite.stranger.clone();
    let register = RegistryMsg::RegisterAuditor { name: "auditor".into() };
    run(&mut suite, &registry, &auditor, &register, &coins(1_000, DENOM));
    let approve =
        RegistryMsg::ApproveAuditor { auditor: auditor.to_string(), kinds: vec![ClaimKind::Region] };
    let owner = suite.owner.clone();
    run(&mut suite, &registry, &owner, &approve, &[]);
    let ends_at = suite.now() + LATEST_END;
    for (n, expires_at) in [(0, suite.now() + 360 * 86_400), (1, ends_at - 1)] {
        let attest = RegistryMsg::Attest {
            provider: suite.providers[n].to_string(),
            claim: Claim::Region { code: "eu-de".into() },
            document_hash: [1; 32].into(),
            uri: "https://auditor.example/1".into(),
            expires_at,
        };
        run(&mut suite, &registry, &auditor, &attest, &[]);
    }
    (suite, registry)
}

fn run(suite: &mut Suite, registry: &Addr, sender: &Addr, msg: &RegistryMsg, funds: &[Coin]) {
    suite.app.execute_contract(sender.clone(), registry.clone(), msg, funds).unwrap();
}

fn create_registry(suite: &mut Suite) -> Addr {
    use compute_registry::contract;
    let code = ContractWrapper::new(contract::execute, contract::instantiate, contract::query);
    let code_id = suite.app.store_code(Box::new(code));
    let msg = InstantiateMsg {
        owner: suite.owner.to_string(),
        bond_asset: AssetInfo::native(DENOM),
        treasury: suite.owner.to_string(),
        terms: AuditTerms {
            min_bond: Uint128::new(1_000),
            slash_bps: 5_000,
            reporter_share_bps: 2_000,
            liability_seconds: 86_400,
        },
    };
    let owner = suite.owner.clone();
    suite.app.instantiate_contract(code_id, owner, &msg, &[], "registry", None).unwrap()
}

fn in_germany() -> Vec<Requirement> {
    vec![Requirement::Region { code: "eu-de".into() }]
}

#[test]
fn a_bid_needs_the_attestations_until_the_latest_end_of_the_lease() {
    let mut suite = suite().0;
    let until = suite.now() + LATEST_END;
    let order_id = suite.open(OrderTerms { requirements: in_germany(), ..terms() }, DEPOSIT);
    let reason = ContractError::NotQualified { reason: Disqualification::Unattested { until } };
    for n in [1, 2] {
        let (provider, commitment) = (suite.providers[n].clone(), suite.sealed(order_id, n, RATE));
        let place = ExecuteMsg::PlaceBid { order_id, commitment };
        suite.assert_refused(&provider, &place, &coins(BID_DEPOSIT, DENOM), &reason);
    }
    suite.bid(order_id, 0, RATE);
    suite.advance(BID_SECONDS);
    suite.reveal(order_id, 0, RATE).unwrap();
}

/// A tenant with a friend among the auditors: the deposit of a bidder whose attestation is withdrawn stays the
/// bidder's.
#[test]
fn a_bidder_whose_attestation_is_withdrawn_has_its_deposit_back() {
    let (mut suite, registry) = suite();
    let order_id = suite.open(OrderTerms { requirements: in_germany(), ..terms() }, DEPOSIT);
    suite.bid(order_id, 0, RATE);
    suite.advance(BID_SECONDS);
    let (auditor, until) = (suite.stranger.clone(), suite.now() - BID_SECONDS + LATEST_END);
    let revoke = RegistryMsg::Revoke { attestation_id: 1, reason: RevocationReason::MadeInError };
    run(&mut suite, &registry, &auditor, &revoke, &[]);

    let passed = suite.reveal(order_id, 0, RATE).unwrap();
    let told = |key| attribute(&passed, "wasm-bid_passed", key);
    assert_eq!((told("provider"), told("returned")), (suite.providers[0].to_string(), "500".into()));
    assert_eq!(told("reason"), Disqualification::Unattested { until }.to_string());
    assert_eq!((suite.credit(&suite.tenant), suite.credit(&suite.providers[0])), (0, BID_DEPOSIT));
    assert_eq!((suite.order(order_id).bids.len(), suite.holdings().bids.u128()), (0, 0));
    let again = ContractError::NoBid { order_id, provider: suite.providers[0].clone() };
    let provider = suite.providers[0].clone();
    suite.assert_refused(&provider, &reveal(order_id, 1, RATE), &[], &again);
    suite.advance(REVEAL_SECONDS);
    suite.award(order_id);
    assert_eq!(suite.credit(&suite.tenant), DEPOSIT);
}

#[test]
fn a_search_finds_the_offers_of_attested_providers_only() {
    let mut suite = suite().0;
    let found = |suite: &Suite| {
        let requirements = in_germany();
        let filter = OfferFilter { gpus: 1, seconds: 3_600, requirements, ..OfferFilter::default() };
        let best: BestOffersResponse = suite.query(&QueryMsg::BestOffers(filter));
        best.offers.iter().map(|quoted| quoted.offer.offer_id).collect::<Vec<_>>()
    };
    suite.advance(LATEST_END - 3_601);
    assert_eq!(found(&suite), [1, 2]);
    suite.advance(1);
    assert_eq!(found(&suite), [1]);
}

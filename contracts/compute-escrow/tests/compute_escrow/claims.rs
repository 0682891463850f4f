//! Claims: what a good leaf pays, and every reason a leaf is refused. Default lease: 2 GPUs, 5 a second.

use super::suite::{Suite, WINDOW, assert_event, leaf};
use compute_escrow::ContractError;
use cosmwasm_std::{Addr, Binary, Uint128};
use weal_api::compute_escrow::{ClaimMsg, ClaimableResponse, ExecuteMsg, LeaseStatus, QueryMsg};
use weal_api::oracle::{HashLength, OracleReadError};
use weal_attestation::sum_tree::SumTreeError;

fn refused(suite: &mut Suite, claim: &ClaimMsg, reason: &ContractError) {
    let stranger = suite.stranger.clone();
    let msg = ExecuteMsg::Claim(claim.clone());
    suite.assert_refused(&stranger, &msg, &[], reason);
    let error = suite.try_query::<ClaimableResponse>(&QueryMsg::Claimable(claim.clone())).unwrap_err();
    assert!(error.to_string().contains(&reason.to_string()), "the query says '{error}'");
}

#[test]
fn an_attested_leaf_pays_the_provider_and_the_protocol() {
    let mut suite = Suite::new();
    let (provider, stranger) = (suite.provider.clone(), suite.stranger.clone());
    let lease_id = suite.open(2, 600, 3_000);
    suite.advance(100);
    let epoch = suite.attest(&[leaf(lease_id, 499, suite.now())]);
    suite.advance(WINDOW);
    let before = suite.balance(&provider);
    let claimable: ClaimableResponse = suite.query(&QueryMsg::Claimable(epoch.claim(0)));

    let claimed = suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(0)));

    // 250 bps of 499 are 12.475: 13 for the protocol, 486 for the provider.
    assert_event(
        &claimed,
        "wasm-lease_claimed",
        &[
            ("lease_id", "1"),
            ("epoch", "1"),
            ("provider", provider.as_str()),
            ("payee", provider.as_str()),
            ("charged", "499"),
            ("protocol_fee", "13"),
            ("paid", "486"),
            ("claimed", "499"),
            ("held", "2501"),
        ],
    );
    let amount = Uint128::new;
    let expected = ClaimableResponse {
        charged: amount(499),
        protocol_fee: amount(13),
        paid: amount(486),
        claimed: amount(499),
    };
    assert_eq!(claimable, expected);
    assert_eq!(suite.balance(&provider), before + 486);
    let holdings = suite.holdings();
    assert_eq!((holdings.deposits, holdings.fees), (amount(2_501), amount(13)));
    let lease = suite.lease(lease_id);
    assert_eq!((lease.claimed, lease.status), (amount(499), LeaseStatus::Running { held: amount(2_501) }));
}

#[test]
fn a_later_leaf_pays_what_earlier_claims_left() {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    let lease_id = suite.open(2, 600, 3_000);
    let before = suite.balance(&provider);
    for (charge, paid_so_far) in [(500, 487), (501, 488), (1_000, 975)] {
        suite.advance(100);
        suite.settle(lease_id, charge);
        assert_eq!(suite.balance(&provider) - before, paid_so_far);
    }
}

/// One base unit at 250 bps: the fee rounds up to all of it and nothing is sent, which the bank would refuse.
#[test]
fn a_charge_that_is_all_fee_sends_nothing() {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    let lease_id = suite.open(2, 600, 3_000);
    suite.advance(1);
    let before = suite.balance(&provider);
    suite.settle(lease_id, 1);
    assert_eq!(suite.balance(&provider), before);
    assert_eq!(suite.holdings().fees, Uint128::one());
}

#[test]
fn a_leaf_waits_for_its_challenge_window() {
    let mut suite = Suite::new();
    let lease_id = suite.open(2, 600, 3_000);
    suite.advance(100);
    let epoch = suite.attest(&[leaf(lease_id, 500, suite.now())]);
    let claimable_from = suite.now() + WINDOW;
    suite.advance(WINDOW - 1);
    refused(&mut suite, &epoch.claim(0), &ContractError::ChallengeWindowOpen { epoch: 1, claimable_from });
    suite.advance(1);
    let stranger = suite.stranger.clone();
    suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(0)));
}

#[test]
fn a_leaf_without_a_root_is_refused() {
    let mut suite = Suite::new();
    let lease_id = suite.open(2, 600, 3_000);
    suite.advance(100);
    let epoch = suite.attest(&[leaf(lease_id, 500, suite.now())]);
    suite.advance(WINDOW);
    let claim = ClaimMsg { epoch: 2, ..epoch.claim(0) };
    let reason = OracleReadError::NoSettlement { consumer: suite.escrow.clone(), epoch: 2 };
    refused(&mut suite, &claim, &reason.into());
    let unknown = ClaimMsg { lease_id: 7, ..epoch.claim(0) };
    refused(&mut suite, &unknown, &ContractError::UnknownLease { lease_id: 7 });
}

#[test]
fn malformed_proofs_and_commitments_are_refused() {
    let mut suite = Suite::new();
    let lease_id = suite.open(2, 600, 3_000);
    suite.advance(100);
    let now = suite.now();
    let epoch = suite.attest(&[leaf(lease_id, 500, now), leaf(9, 1, now), leaf(10, 1, now)]);
    suite.advance(WINDOW);
    let good = epoch.claim(0);
    let with_proof = |bytes: Vec<u8>| ClaimMsg { proof: Binary::from(bytes), ..good.clone() };
    for found in [1, 47, 95, 97] {
        refused(&mut suite, &with_proof(vec![0; found]), &SumTreeError::PartialNode { found }.into());
    }
    for found in [0, 1] {
        let reason = SumTreeError::ProofTooShort { found };
        refused(&mut suite, &with_proof(vec![0; found * 48]), &reason.into());
    }
    for unused in [1, 31] {
        let reason = SumTreeError::ProofTooLong { unused };
        refused(&mut suite, &with_proof(vec![0; (unused + 2) * 48]), &reason.into());
    }
    for found in [0, 31, 33] {
        let mut claim = good.clone();
        claim.leaf.output_commitment = Binary::from(vec![0; found]);
        let reason = HashLength { field: "output_commitment", found };
        refused(&mut suite, &claim, &reason.into());
    }
    let outside = ClaimMsg { index: 3, ..good };
    refused(&mut suite, &outside, &SumTreeError::IndexOutsideTree { index: 3, size: 3 }.into());
}

#[test]
fn a_charge_above_the_deposit_is_refused() {
    let mut suite = Suite::new();
    let lease_id = suite.open(2, 600, 1_000);
    suite.ballast();
    suite.advance(600);
    let now = suite.now();
    let epoch = suite.attest(&[leaf(lease_id, 1_001, now), leaf(lease_id, 1_000, now)]);
    suite.advance(WINDOW);
    let reason =
        ContractError::ChargeAboveDeposit { lease_id, found: Uint128::new(1_001), max: Uint128::new(1_000) };
    refused(&mut suite, &epoch.claim(0), &reason);
    let stranger = suite.stranger.clone();
    suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(1)));
}

#[test]
fn a_charge_above_the_price_of_the_time_metered_is_refused() {
    let mut suite = Suite::new();
    let lease_id = suite.open(2, 600, 3_000);
    suite.advance(100);
    let now = suite.now();
    let epoch =
        suite.attest(&[leaf(lease_id, 501, now), leaf(lease_id, 500, now - 1), leaf(lease_id, 500, now)]);
    suite.advance(WINDOW);
    let above = |found, max| ContractError::ChargeAboveElapsed {
        lease_id,
        found: Uint128::new(found),
        max: Uint128::new(max),
    };
    refused(&mut suite, &epoch.claim(0), &above(501, 500));
    refused(&mut suite, &epoch.claim(1), &above(500, 495));
    let stranger = suite.stranger.clone();
    suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(2)));
}

/// Metered before the lease began: no time, no charge.
#[test]
fn a_leaf_metered_before_the_lease_began_pays_nothing() {
    let mut suite = Suite::new();
    let lease_id = suite.open(2, 600, 3_000);
    let start = suite.now();
    suite.advance(100);
    let epoch = suite.attest(&[leaf(lease_id, 1, start - 1), leaf(lease_id, 0, start)]);
    suite.advance(WINDOW);
    let above = ContractError::ChargeAboveElapsed { lease_id, found: Uint128::one(), max: Uint128::zero() };
    refused(&mut suite, &epoch.claim(0), &above);
    let nothing = ContractError::NothingToClaim { charge: Uint128::zero(), claimed: Uint128::zero() };
    refused(&mut suite, &epoch.claim(1), &nothing);
}

#[test]
fn an_earlier_leaf_pays_nothing_after_a_later_one() {
    let mut suite = Suite::new();
    let lease_id = suite.open(2, 600, 3_000);
    suite.advance(50);
    let first = suite.attest(&[leaf(lease_id, 250, suite.now())]);
    suite.advance(50);
    suite.settle(lease_id, 500);
    let nothing = ContractError::NothingToClaim { charge: Uint128::new(250), claimed: Uint128::new(500) };
    refused(&mut suite, &first.claim(0), &nothing);
}

/// A missed epoch loses nothing: the leaf of any later one pays it all.
#[test]
fn one_claim_in_a_leases_life_is_enough() {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    let before = suite.balance(&provider);
    let lease_id = suite.open(2, 600, 3_000);
    for epoch in 1..=5 {
        suite.advance(100);
        suite.attest(&[leaf(lease_id, epoch * 500, suite.now())]);
    }
    suite.advance(100);
    suite.settle(lease_id, 3_000);
    assert_eq!(suite.balance(&provider), before + 3_000 - 75);
    let settled = LeaseStatus::Expired { held: Uint128::zero() };
    assert_eq!(suite.lease(lease_id).status, settled);
}

#[test]
fn protocol_fees_go_to_the_recipient_whoever_asks() {
    let mut suite = Suite::new();
    let (owner, stranger) = (suite.owner.clone(), suite.stranger.clone());
    let send = ExecuteMsg::ClaimProtocolFees {};
    suite.assert_refused(&stranger, &send, &[], &ContractError::NoFees);
    let lease_id = suite.open(2, 600, 3_000);
    suite.advance(100);
    suite.settle(lease_id, 500);
    let before = suite.balance(&owner);

    let sent = suite.run(&stranger, &send);

    assert_event(&sent, "wasm-protocol_fees_claimed", &[("recipient", owner.as_str()), ("amount", "13")]);
    assert_eq!(suite.balance(&owner), before + 13);
    assert_eq!(suite.holdings().fees, Uint128::zero());
    suite.assert_refused(&stranger, &send, &[], &ContractError::NoFees);
}

/// A named recipient is paid instead of the owner.
#[test]
fn a_named_fee_recipient_gets_the_fees() {
    let mut suite = Suite::new();
    let (owner, rival): (Addr, Addr) = (suite.owner.clone(), suite.rival.clone());
    let changes = weal_api::compute_escrow::ConfigChanges {
        fee_recipient: Some(rival.to_string()),
        ..Default::default()
    };
    suite.run(&owner, &ExecuteMsg::UpdateConfig(changes));
    let lease_id = suite.open(2, 600, 3_000);
    suite.advance(100);
    suite.settle(lease_id, 500);
    let before = suite.balance(&rival);
    suite.run(&owner, &ExecuteMsg::ClaimProtocolFees {});
    assert_eq!(suite.balance(&rival), before + 13);
}

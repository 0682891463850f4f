//! Many leases of one provider claimed in one message.

use super::suite::{DENOM, Suite, WINDOW, assert_event, leaf, node, terms};
use compute_escrow::ContractError;
use cosmwasm_std::{Binary, Uint128, coins};
use proptest::collection::vec;
use proptest::prelude::*;
use weal_api::compute_escrow::{
    ClaimManyMsg, ExecuteMsg, LeaseRequest, LeaseStatus, MAX_CLAIMED_LEAVES, OfferTerms, PackedLeavesError,
    pack_leaves,
};
use weal_attestation::SettlementLeaf;
use weal_attestation::sum_tree::SumTreeError;
use weal_wire::compact::Writer;

fn refused(suite: &mut Suite, claims: ClaimManyMsg, reason: &ContractError) {
    let stranger = suite.stranger.clone();
    suite.assert_refused(&stranger, &ExecuteMsg::ClaimMany(claims), &[], reason);
}

/// An escrow with this many leases of one GPU each, at 2.5 base units a second, that have run 100 seconds of their 600.
fn running(leases: u64) -> Suite {
    let mut suite = Suite::new();
    let provider = suite.provider.clone();
    suite.publish(&provider, OfferTerms { gpus: 1_000, ..terms() });
    let tenant = suite.tenant.clone();
    for _ in 0..leases {
        let open = ExecuteMsg::OpenLease(LeaseRequest::new(2, 1, 600));
        suite.execute(&tenant, &open, &coins(1_500, DENOM)).unwrap();
    }
    suite.advance(100);
    suite
}

/// A leaf of each lease, one base unit more from lease to lease.
fn leaves(suite: &Suite, leases: u64) -> Vec<SettlementLeaf> {
    (1..=leases).map(|lease_id| leaf(lease_id, u128::from(lease_id), suite.now())).collect()
}

#[test]
fn a_hundred_leases_are_paid_in_one_transfer() {
    let mut suite = running(100);
    let (provider, stranger) = (suite.provider.clone(), suite.stranger.clone());
    let all = leaves(&suite, 100);
    let epoch = suite.attest(&all);
    suite.advance(WINDOW);
    let (before, held) = (suite.balance(&provider), suite.holdings());
    let indices: Vec<u64> = (0..100).collect();

    let claimed = suite.run(&stranger, &ExecuteMsg::ClaimMany(epoch.claim_many(&indices)));

    // Σ 1…100 = 5,050; ⌈2.5 %⌉ of each charge: forty of 1, forty of 2, twenty of 3.
    assert_event(
        &claimed,
        "wasm-leases_claimed",
        &[
            ("epoch", "1"),
            ("provider", provider.as_str()),
            ("payee", provider.as_str()),
            ("leases", "100"),
            ("charged", "5050"),
            ("protocol_fee", "180"),
            ("paid", "4870"),
        ],
    );
    assert_eq!(claimed.events.iter().filter(|event| event.ty == "transfer").count(), 1);
    assert_eq!(suite.balance(&provider), before + 4_870);
    assert_eq!(suite.holdings().deposits, held.deposits - Uint128::new(5_050));
    assert_eq!(suite.holdings().fees, Uint128::new(180));
    for lease_id in 1..=100 {
        assert_eq!(suite.lease(lease_id).claimed, Uint128::from(lease_id));
    }
}

/// 9: twice in a block, and after some of them were claimed alone: each lease pays once.
#[test]
fn leases_claimed_before_are_passed_over() {
    let mut suite = running(3);
    let (provider, stranger) = (suite.provider.clone(), suite.stranger.clone());
    let all = leaves(&suite, 3);
    let epoch = suite.attest(&all);
    suite.advance(WINDOW);
    let before = suite.balance(&provider);
    suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(1)));
    let claim = ExecuteMsg::ClaimMany(epoch.claim_many(&[0, 1, 2]));
    let claimed = suite.run(&stranger, &claim);
    assert_event(
        &claimed,
        "wasm-leases_claimed",
        &[
            ("epoch", "1"),
            ("provider", provider.as_str()),
            ("payee", provider.as_str()),
            ("leases", "2"),
            ("charged", "4"),
            ("protocol_fee", "2"),
            ("paid", "2"),
        ],
    );
    assert_eq!(suite.balance(&provider), before + 3);
    suite.assert_refused(&stranger, &claim, &[], &ContractError::NothingToClaimOfMany { leaves: 3 });
}

/// A lease that a refund has settled stops no other lease of the message.
#[test]
fn a_settled_lease_is_passed_over() {
    let mut suite = running(2);
    let stranger = suite.stranger.clone();
    let tenant = suite.tenant.clone();
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id: 1 });
    let all = leaves(&suite, 2);
    let epoch = suite.attest(&all);
    suite.advance(super::suite::PERIOD);
    suite.run(&stranger, &ExecuteMsg::Refund { lease_id: 1, depositor: None });
    suite.run(&stranger, &ExecuteMsg::ClaimMany(epoch.claim_many(&[0, 1])));
    assert_eq!(suite.lease(1).claimed, Uint128::zero());
    assert_eq!(suite.lease(2).claimed, Uint128::new(2));
    assert!(matches!(suite.lease(1).status, LeaseStatus::Settled { .. }));
}

#[test]
fn leaves_of_two_providers_are_refused() {
    let mut suite = running(1);
    let (rival, tenant, stranger) = (suite.rival.clone(), suite.tenant.clone(), suite.stranger.clone());
    suite.register(&rival);
    suite.publish(&rival, terms());
    let open = ExecuteMsg::OpenLease(LeaseRequest::new(3, 1, 600));
    suite.execute(&tenant, &open, &coins(1_500, DENOM)).unwrap();
    suite.advance(100);
    let all = leaves(&suite, 2);
    let epoch = suite.attest(&all);
    suite.advance(WINDOW);
    let reason = ContractError::MixedProviders { lease_id: 2, found: 2, required: 1 };
    refused(&mut suite, epoch.claim_many(&[0, 1]), &reason);
    suite.run(&stranger, &ExecuteMsg::ClaimMany(epoch.claim_many(&[1])));
}

/// 9, 10: no two leaves can have one position or one lease, and none can go backwards: the packing has steps only.
#[test]
fn damaged_or_unordered_leaves_are_refused() {
    let mut suite = running(2);
    let now = suite.now();
    let epoch = suite.attest(&leaves(&suite, 2));
    suite.advance(WINDOW);
    let good = epoch.claim_many(&[0, 1]);
    let with = |leaves: Vec<u8>| ClaimManyMsg { leaves: Binary::from(leaves), ..good.clone() };

    let twice = pack_leaves(&[(0, leaf(1, 1, now)), (0, leaf(2, 2, now))]);
    assert_eq!(twice, Err(PackedLeavesError::NotAscending { position: 1 }));
    let one_lease = pack_leaves(&[(0, leaf(1, 1, now)), (1, leaf(1, 2, now))]);
    assert_eq!(one_lease, Err(PackedLeavesError::NotAscending { position: 1 }));

    let beyond = Writer::default().number(7u8).number(u64::MAX).number(1u8).number(0u8).number(0u8);
    let beyond = beyond.number(0u8).number(1u8).number(now).finish();
    let wrapped = [beyond.clone(), beyond].concat();
    let reason = PackedLeavesError::NotAscending { position: 1 };
    refused(&mut suite, with(wrapped), &reason.into());
    let mut cut = good.leaves.to_vec();
    cut.pop();
    let error = suite
        .execute(&suite.stranger.clone(), &ExecuteMsg::ClaimMany(with(cut)), &[])
        .unwrap_err()
        .to_string();
    assert!(error.contains("the packed bytes are damaged 0 bytes before their end"), "{error}");
    refused(&mut suite, with(vec![]), &SumTreeError::NoLeaves.into());

    let many: Vec<_> = (0..=256u64).map(|i| (i, leaf(i + 1, 1, now))).collect();
    let too_many = PackedLeavesError::TooMany { max: MAX_CLAIMED_LEAVES };
    assert_eq!(pack_leaves(&many), Err(too_many.clone()));
    let first = pack_leaves(&many[..256]).unwrap();
    let next = pack_leaves(&[(0, leaf(0, 1, now))]).unwrap();
    refused(&mut suite, with([first, next].concat()), &too_many.into());
}

/// 8: every byte of the proof counts, and so does every byte of the leaves.
#[test]
fn a_forged_proof_or_leaf_is_refused_whichever_byte_was_forged() {
    let mut suite = running(5);
    let epoch = suite.attest(&leaves(&suite, 5));
    suite.advance(WINDOW);
    let good = epoch.claim_many(&[1, 2]);
    let stranger = suite.stranger.clone();
    let before = suite.snapshot();
    for position in 0..good.proof.len() + good.leaves.len() {
        let (mut proof, mut leaves) = (good.proof.to_vec(), good.leaves.to_vec());
        match position.checked_sub(proof.len()) {
            None => proof[position] ^= 1,
            Some(position) => leaves[position] ^= 1,
        }
        let forged = ClaimManyMsg { epoch: 1, proof: proof.into(), leaves: leaves.into() };
        let refused = suite.execute(&stranger, &ExecuteMsg::ClaimMany(forged), &[]).unwrap_err().to_string();
        let reasons =
            ["the proof leads to another root", "add up to more than", "the packed bytes are damaged"];
        assert!(reasons.iter().any(|reason| refused.contains(reason)), "byte {position}: {refused}");
    }
    assert_eq!(suite.snapshot(), before);
    suite.run(&stranger, &ExecuteMsg::ClaimMany(good));
}

/// 26: one leaf above its lease's bounds refuses the message and names the lease; the others can be claimed
/// without it.
#[test]
fn a_leaf_above_a_bound_is_named() {
    let mut suite = running(3);
    let stranger = suite.stranger.clone();
    let now = suite.now();
    let epoch = suite.attest(&[leaf(1, 250, now), leaf(2, 251, now), leaf(3, 250, now)]);
    suite.advance(WINDOW);
    let amount = Uint128::new;
    let above = ContractError::ChargeAboveElapsed { lease_id: 2, found: amount(251), max: amount(250) };
    refused(&mut suite, epoch.claim_many(&[0, 1, 2]), &above);
    suite.run(&stranger, &ExecuteMsg::ClaimMany(epoch.claim_many(&[0, 2])));

    let epoch = suite.attest(&[leaf(1, 1_500, u64::MAX), leaf(3, 1_501, u64::MAX)]);
    suite.advance(WINDOW);
    let above = ContractError::ChargeAboveElapsed { lease_id: 1, found: amount(1_500), max: amount(400) };
    refused(&mut suite, epoch.claim_many(&[0, 1]), &above);
    let above = ContractError::ChargeAboveDeposit { lease_id: 3, found: amount(1_501), max: amount(1_500) };
    refused(&mut suite, epoch.claim_many(&[1]), &above);
}

/// 26: a root signed over another total than its leaves add up to proves nothing.
#[test]
fn a_root_with_another_total_pays_nothing() {
    let mut suite = running(2);
    let escrow = suite.escrow.clone();
    let all = leaves(&suite, 2);
    let (epoch, mut root) = suite.next_root(&escrow, &all, suite.now());
    assert_eq!(root.total_charge, all.iter().map(|leaf| node(leaf).sum).sum::<u128>());
    root.total_charge -= 1;
    suite.post(&escrow, &root, &[0, 1, 2]).unwrap();
    suite.advance(WINDOW);
    refused(&mut suite, epoch.claim_many(&[0, 1]), &SumTreeError::RootMismatch.into());
    refused(&mut suite, epoch.claim_many(&[0]), &SumTreeError::RootMismatch.into());
}

#[test]
fn unknown_fields_of_a_claim_of_many_are_refused() {
    let epoch = r#"{"claim_many":{"epoch":1,"leaves":"","proof":""}}"#;
    let wrong = r#"{"claim_many":{"epoch":1,"leaves":"","proof":"","to":"x"}}"#;
    cosmwasm_std::from_json::<ExecuteMsg>(epoch).unwrap();
    assert!(cosmwasm_std::from_json::<ExecuteMsg>(wrong).unwrap_err().to_string().contains("unknown field"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// I5 for many: whatever is claimed alone, together or again, over two pages of counters, pays the same.
    #[test]
    fn any_partition_of_leases_and_epochs_pays_the_same(groups in vec(vec(0u64..70, 1..12), 0..6)) {
        let mut suite = running(70);
        let (provider, stranger) = (suite.provider.clone(), suite.stranger.clone());
        let before = suite.balance(&provider);
        let first = suite.attest(&leaves(&suite, 70));
        suite.advance(WINDOW);
        for mut group in groups {
            group.sort_unstable();
            group.dedup();
            // Refused only where nothing is left.
            let _ = suite.execute(&stranger, &ExecuteMsg::ClaimMany(first.claim_many(&group)), &[]);
            prop_assert!(group.iter().all(|i| suite.lease(i + 1).claimed == Uint128::from(i + 1)));
        }
        let second: Vec<_> = (1..=70).map(|id| leaf(id, 2 * u128::from(id), suite.now())).collect();
        let second = suite.attest(&second);
        suite.advance(WINDOW);
        let all: Vec<u64> = (0..70).collect();
        suite.run(&stranger, &ExecuteMsg::ClaimMany(second.claim_many(&all)));
        // Fees are ⌈2.5 %⌉ of each lease's own total.
        let fees: u128 = (1..=70u128).map(|id| (2 * id * 250).div_ceil(10_000)).sum();
        prop_assert_eq!(suite.balance(&provider) - before, 70 * 71 - fees);
        prop_assert_eq!(suite.holdings().fees.u128(), fees);
        prop_assert_eq!(suite.holdings().deposits.u128(), 70 * 1_500 - 70 * 71);
    }
}

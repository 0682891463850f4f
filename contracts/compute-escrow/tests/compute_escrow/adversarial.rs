//! Attacks, by their number in the field's list of what went wrong elsewhere.

use super::suite::{DENOM, Epoch, PERIOD, SILENCE, Suite, WINDOW, leaf, node, terms};
use compute_escrow::{ContractError, LeaseError};
use cosmwasm_std::{Addr, Binary, Uint128, coins};
use cw_multi_test::Executor;
use weal_api::compute_escrow::{
    ClaimMsg, ConfigChanges, ExecuteMsg, LeaseStatus, OfferTerms, QueryMsg, RATE_SCALE,
};
use weal_api::oracle::OracleReadError;
use weal_attestation::sum_tree::{SumNode, SumTreeError};
use weal_attestation::{SETTLEMENT_LEAF_BYTES, SettlementLeaf};

fn claim_refused(suite: &mut Suite, claim: ClaimMsg, reason: &ContractError) {
    let stranger = suite.stranger.clone();
    suite.assert_refused(&stranger, &ExecuteMsg::Claim(claim), &[], reason);
}

fn no_root(suite: &Suite, epoch: u64) -> ContractError {
    OracleReadError::NoSettlement { consumer: suite.escrow.clone(), epoch }.into()
}

/// A suite with one lease of 2 GPUs that has run 100 seconds of its 600.
fn running() -> (Suite, u64) {
    let mut suite = Suite::new();
    let lease_id = suite.open(2, 600, 3_000);
    suite.advance(100);
    (suite, lease_id)
}

/// 1: a well-formed signature of the wrong key, over another message or of garbage makes no root.
#[test]
fn a_root_with_wrong_signatures_pays_nothing() {
    let (mut suite, lease_id) = running();
    let (escrow, chain_id) = (suite.escrow.clone(), suite.app.block_info().chain_id);
    let leaves = [leaf(lease_id, 500, suite.now())];
    let (epoch, root) = suite.next_root(&escrow, &leaves, suite.now());
    let mut signatures: Vec<_> =
        (0..3).map(|member| suite.domain_sign(&chain_id, &escrow, &root, member)).collect();
    let good = signatures.clone();

    signatures.swap(0, 1);
    let refused = suite.post_signed(&escrow, &root, &[0, 1, 2], &signatures).unwrap_err().to_string();
    assert!(
        refused.contains("the signatures of members 0b00000000000000000000000000000111 do not all verify"),
        "{refused}"
    );
    let mut other = root.clone();
    other.total_charge += 1;
    let refused = suite.post_signed(&escrow, &other, &[0, 1, 2], &good).unwrap_err().to_string();
    assert!(
        refused.contains("the signatures of members 0b00000000000000000000000000000111 do not all verify"),
        "{refused}"
    );
    let refused = suite.post_signed(&escrow, &root, &[0, 1, 2], &[[0; 64]; 3]).unwrap_err().to_string();
    assert!(
        refused.contains("the signatures of members 0b00000000000000000000000000000111 do not all verify"),
        "{refused}"
    );

    suite.advance(WINDOW);
    let reason = no_root(&suite, 1);
    claim_refused(&mut suite, epoch.claim(0), &reason);
}

/// 2: no signature, f of them, or one counted twice are no quorum.
#[test]
fn a_root_without_a_quorum_pays_nothing() {
    let (mut suite, lease_id) = running();
    let escrow = suite.escrow.clone();
    let (epoch, root) = suite.next_root(&escrow, &[leaf(lease_id, 500, suite.now())], suite.now());
    for members in [&[][..], &[0], &[0, 1], &[0, 1, 1], &[0, 1, 4]] {
        let posted = if members.contains(&4) {
            let chain_id = suite.app.block_info().chain_id;
            let signature = suite.domain_sign(&chain_id, &escrow, &root, 0);
            suite.post_signed(&escrow, &root, members, &[signature; 3])
        } else {
            suite.post(&escrow, &root, members)
        };
        let refused = posted.unwrap_err().to_string();
        let reason = match members {
            [] => "0 distinct members signed, 3 are needed",
            [0] => "1 distinct members signed, 3 are needed",
            [0, 1] => "2 distinct members signed, 3 are needed",
            [0, 1, 1] => "signer 1 appears twice",
            _ => "signer 4 is not in a committee of 4",
        };
        assert!(refused.contains(reason), "{members:?}: {refused}");
    }
    suite.advance(WINDOW);
    let reason = no_root(&suite, 1);
    claim_refused(&mut suite, epoch.claim(0), &reason);
}

/// 6: what was signed for another escrow, another chain or another lease is worth nothing here.
#[test]
fn a_root_for_another_escrow_or_chain_is_refused() {
    let (mut suite, lease_id) = running();
    let (first, other) = (suite.escrow.clone(), second_escrow(&mut suite));
    let leaves = [leaf(lease_id, 500, suite.now())];
    let (epoch, root) = suite.next_root(&other, &leaves, suite.now());
    suite.post(&other, &root, &[0, 1, 2]).unwrap();
    suite.advance(WINDOW);
    let reason = no_root(&suite, 1);
    claim_refused(&mut suite, epoch.claim(0), &reason);

    // The same signatures, shown to the oracle as if they were for the first escrow.
    let chain_id = suite.app.block_info().chain_id;
    let stolen: Vec<_> = (0..3).map(|member| suite.domain_sign(&chain_id, &other, &root, member)).collect();
    let refused = suite.post_signed(&first, &root, &[0, 1, 2], &stolen).unwrap_err().to_string();
    assert!(
        refused.contains("the signatures of members 0b00000000000000000000000000000111 do not all verify"),
        "{refused}"
    );
    let elsewhere: Vec<_> =
        (0..3).map(|member| suite.domain_sign("another-chain", &first, &root, member)).collect();
    let refused = suite.post_signed(&first, &root, &[0, 1, 2], &elsewhere).unwrap_err().to_string();
    assert!(
        refused.contains("the signatures of members 0b00000000000000000000000000000111 do not all verify"),
        "{refused}"
    );
    suite.post(&first, &root, &[0, 1, 2]).unwrap();
}

/// 6, 10: every field of a leaf is bound to its root: the lease, the epoch and each number.
#[test]
fn a_leaf_with_any_field_changed_is_refused() {
    let (mut suite, lease_id) = running();
    let second = suite.open(2, 600, 3_000);
    suite.advance(100);
    let now = suite.now();
    let epoch = suite.attest(&[leaf(lease_id, 500, now), leaf(77, 3, now)]);
    suite.advance(WINDOW);
    suite.attest(&[leaf(77, 5, suite.now()), leaf(77, 6, suite.now())]);
    suite.advance(WINDOW);
    let good = epoch.claim(0);
    let changed = |change: &dyn Fn(&mut ClaimMsg)| {
        let mut claim = good.clone();
        change(&mut claim);
        claim
    };
    for claim in [
        changed(&|claim| claim.lease_id = second),
        changed(&|claim| claim.epoch = 2),
        changed(&|claim| claim.index = 1),
        changed(&|claim| claim.leaf.gpu_seconds += 1),
        changed(&|claim| claim.leaf.uptime_seconds += 1),
        changed(&|claim| claim.leaf.latency_p95_ms += 1),
        changed(&|claim| claim.leaf.output_commitment = Binary::from([1; 32])),
        changed(&|claim| claim.leaf.charge += Uint128::one()),
        changed(&|claim| claim.leaf.metered_until += 1),
        changed(&|claim| claim.proof = Binary::from([0; 48])),
    ] {
        claim_refused(&mut suite, claim, &SumTreeError::RootMismatch.into());
    }
    let stranger = suite.stranger.clone();
    suite.run(&stranger, &ExecuteMsg::Claim(good));
}

/// 7: the first root of an epoch stands, an epoch is not skipped and its chain not broken.
#[test]
fn an_epoch_has_one_root() {
    let (mut suite, lease_id) = running();
    let escrow = suite.escrow.clone();
    let (honest, root) = suite.next_root(&escrow, &[leaf(lease_id, 400, suite.now())], suite.now());
    let (forged, other) = suite.next_root(&escrow, &[leaf(lease_id, 500, suite.now())], suite.now());
    suite.post(&escrow, &root, &[0, 1, 2]).unwrap();
    let refused = suite.post(&escrow, &other, &[1, 2, 3]).unwrap_err().to_string();
    assert!(refused.contains("has another root already"), "{refused}");
    suite.advance(WINDOW);
    let (_, mut skipped) = suite.next_root(&escrow, &[leaf(lease_id, 500, suite.now())], suite.now());
    skipped.epoch += 1;
    let refused = suite.post(&escrow, &skipped, &[0, 1, 2]).unwrap_err().to_string();
    assert!(refused.contains("epoch 3 does not follow the last: 2 is next"), "{refused}");
    let (_, mut forked) = suite.next_root(&escrow, &[leaf(lease_id, 500, suite.now())], suite.now());
    forked.previous_root = [9; 32];
    let refused = suite.post(&escrow, &forked, &[0, 1, 2]).unwrap_err().to_string();
    assert!(refused.contains("the root of epoch 2 follows another root than the last"), "{refused}");

    claim_refused(&mut suite, forged.claim(0), &SumTreeError::RootMismatch.into());
    let stranger = suite.stranger.clone();
    suite.run(&stranger, &ExecuteMsg::Claim(honest.claim(0)));
}

/// 8: a node's preimage is 96 bytes behind its own tag, a leaf is 88 behind another: no node is a leaf, and
/// an odd leaf is not doubled.
#[test]
fn neither_a_node_nor_a_doubled_leaf_can_be_claimed() {
    assert_eq!(SETTLEMENT_LEAF_BYTES, 88);
    let (mut suite, lease_id) = running();
    let now = suite.now();
    let leaves = [leaf(77, 1, now), leaf(78, 1, now), leaf(lease_id, 500, now)];
    let epoch = suite.attest(&leaves);
    suite.advance(WINDOW);
    // The odd third leaf is promoted: its proof is one hash, the node of the first two.
    let good = epoch.claim(2);
    assert_eq!(good.proof.len(), 48);
    let node = SumNode::above(&node(&leaves[0]), &node(&leaves[1])).unwrap().to_bytes();
    assert_eq!(good.proof, Binary::from(node));
    let doubled = ClaimMsg { index: 3, ..good.clone() };
    claim_refused(&mut suite, doubled, &SumTreeError::IndexOutsideTree { index: 3, size: 3 }.into());
    // The position of the node, one level up, with the promoted leaf beside it.
    let raised =
        ClaimMsg { index: 0, proof: Binary::from(super::suite::node(&leaves[2]).to_bytes()), ..good.clone() };
    claim_refused(&mut suite, raised, &SumTreeError::ProofTooShort { found: 1 }.into());
    let longer = ClaimMsg { proof: Binary::from([node, node].concat()), ..good.clone() };
    claim_refused(&mut suite, longer, &SumTreeError::ProofTooLong { unused: 1 }.into());
    let stranger = suite.stranger.clone();
    suite.run(&stranger, &ExecuteMsg::Claim(good));
}

/// 8: a tree of one leaf has an empty proof, and nothing but that leaf is in it.
#[test]
fn a_tree_of_one_holds_one_leaf() {
    let (mut suite, lease_id) = running();
    let epoch = suite.attest(&[leaf(lease_id, 500, suite.now())]);
    suite.advance(WINDOW);
    let mut other = epoch.claim(0);
    other.leaf.charge = Uint128::new(499);
    claim_refused(&mut suite, other, &SumTreeError::RootMismatch.into());
    let elsewhere = ClaimMsg { index: 1, ..epoch.claim(0) };
    claim_refused(&mut suite, elsewhere, &SumTreeError::IndexOutsideTree { index: 1, size: 1 }.into());
    assert!(epoch.claim(0).proof.is_empty());
}

/// 9: a leaf is at one position; the same leaf attested at two pays once.
#[test]
fn a_leaf_at_two_positions_pays_once() {
    let (mut suite, lease_id) = running();
    let now = suite.now();
    let epoch = suite.attest(&[leaf(lease_id, 500, now), leaf(lease_id, 500, now)]);
    suite.advance(WINDOW);
    let stranger = suite.stranger.clone();
    suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(0)));
    let twice = ContractError::NothingToClaim { charge: Uint128::new(500), claimed: Uint128::new(500) };
    claim_refused(&mut suite, epoch.claim(1), &twice);
}

/// 12: opening a second lease of the same tenant and provider moves nothing of the first.
#[test]
fn a_second_lease_loses_no_accrual_of_the_first() {
    let (mut suite, first) = running();
    let before = suite.lease(first);
    let second = suite.open(3, 600, 4_500);
    assert_eq!(suite.lease(first), before);
    suite.advance(100);
    assert_eq!(suite.lease(first).accrued.u128(), 1_000);
    assert_eq!(suite.lease(second).accrued.u128(), 750);
    suite.settle(first, 1_000);
    assert_eq!(suite.lease(second).claimed, Uint128::zero());
    assert_eq!(suite.holdings().deposits.u128(), 3_000 + 4_500 - 1_000);
}

/// 13: everything twice in one block.
#[test]
fn claiming_stopping_and_refunding_twice_in_a_block_pays_once() {
    let (mut suite, lease_id) = running();
    let (tenant, provider) = (suite.tenant.clone(), suite.provider.clone());
    let epoch = suite.attest(&[leaf(lease_id, 500, suite.now())]);
    suite.advance(WINDOW);
    let (earned, spent) = (suite.balance(&provider), suite.balance(&tenant));
    let claim = ExecuteMsg::Claim(epoch.claim(0));
    suite.run(&provider, &claim);
    let twice = ContractError::NothingToClaim { charge: Uint128::new(500), claimed: Uint128::new(500) };
    suite.assert_refused(&provider, &claim, &[], &twice);
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id });
    let refused = suite.execute(&tenant, &ExecuteMsg::StopLease { lease_id }, &[]).unwrap_err().to_string();
    assert!(refused.contains("lease 1 ended at 1571797579"), "{refused}");
    suite.run(&tenant, &ExecuteMsg::Refund { lease_id, depositor: None });
    let refused = suite
        .execute(&tenant, &ExecuteMsg::Refund { lease_id, depositor: None }, &[])
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("of lease 1 can be refunded now: 300 are held for claims until 1571801839"),
        "{refused}"
    );
    assert_eq!(suite.balance(&provider), earned + 487);
    assert_eq!(suite.balance(&tenant), spent + 3_000 - 160 * 5);
}

/// 14: a lease charges nothing after the second its deposit is used up, and nobody owes anything.
#[test]
fn a_lease_ends_in_the_exact_second_its_deposit_is_used_up() {
    let mut suite = Suite::new();
    let stranger = suite.stranger.clone();
    let lease_id = suite.open(2, 600, 1_004);
    suite.ballast();
    let exhausted = suite.now() + 200;
    suite.advance(10_000);
    let lease = suite.lease(lease_id);
    assert_eq!((lease.runway_until, lease.accrued.u128()), (exhausted, 1_000));
    let now = suite.now();
    let epoch = suite.attest(&[leaf(lease_id, 1_001, now), leaf(lease_id, 1_000, now)]);
    suite.advance(WINDOW);
    let above =
        ContractError::ChargeAboveElapsed { lease_id, found: Uint128::new(1_001), max: Uint128::new(1_000) };
    claim_refused(&mut suite, epoch.claim(0), &above);
    suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(1)));
    suite.run(&stranger, &ExecuteMsg::Refund { lease_id, depositor: None });
    let settled = LeaseStatus::Settled { paid: Uint128::new(1_000), refunded: Uint128::new(4) };
    assert_eq!(suite.lease(lease_id).status, settled);
}

/// 15: settling just before a top-up does not end a lease that the top-up would have kept.
#[test]
fn a_claim_just_before_a_top_up_shortens_nothing() {
    let mut suite = Suite::new();
    let (tenant, start) = (suite.tenant.clone(), suite.now());
    let lease_id = suite.open(2, 600, 1_000);
    suite.advance(100);
    let epoch = suite.attest(&[leaf(lease_id, 500, suite.now())]);
    suite.advance(99);
    suite.run(&tenant, &ExecuteMsg::Claim(epoch.claim(0)));
    let refused = suite
        .execute(&tenant, &ExecuteMsg::Refund { lease_id, depositor: None }, &[])
        .unwrap_err()
        .to_string();
    assert!(refused.contains("lease 1 runs until 1571797619"), "{refused}");
    assert_eq!(suite.lease(lease_id).runway_until, start + 200);
    suite.execute(&tenant, &ExecuteMsg::TopUp { lease_id }, &coins(500, DENOM)).unwrap();
    let lease = suite.lease(lease_id);
    assert_eq!(lease.runway_until, start + 300);
    assert_eq!(lease.status, LeaseStatus::Running { held: Uint128::new(1_000) });
}

/// 16: dust is refused; 15 strangers who pay a second each fill the list, yet neither keep the tenant from adding nor
/// from its refund, which is one payment.
#[test]
fn dust_top_ups_cannot_make_a_lease_unrefundable() {
    let (mut suite, lease_id) = running();
    let (tenant, stranger) = (suite.tenant.clone(), suite.stranger.clone());
    let top_up = ExecuteMsg::TopUp { lease_id };
    for seat in 0..16 {
        let griefer = suite.app.api().addr_make(&format!("griefer{seat}"));
        suite.app.send_tokens(stranger.clone(), griefer.clone(), &coins(5, DENOM)).unwrap();
        let dust = LeaseError::TopUpTooSmall { found: Uint128::new(4), required: Uint128::new(5) };
        suite.assert_refused(&griefer, &top_up, &coins(4, DENOM), &dust.into());
        let paid = suite.execute(&griefer, &top_up, &coins(5, DENOM));
        assert_eq!(paid.is_ok(), seat < 15);
    }
    suite.execute(&tenant, &top_up, &coins(5, DENOM)).unwrap();
    suite.run(&tenant, &ExecuteMsg::StopLease { lease_id });
    let before = suite.balance(&tenant);
    let refunded = suite.run(&stranger, &ExecuteMsg::Refund { lease_id, depositor: None });
    assert_eq!(refunded.events.iter().filter(|event| event.ty == "transfer").count(), 1);
    assert_eq!(suite.balance(&tenant), before + 3_005 - 500);
}

/// 18: time alone pays nothing; a silent tenant does not keep the provider from its pay, and a silent
/// provider or committee does not keep the tenant's money.
#[test]
fn neither_stalling_nor_silence_takes_the_other_sides_money() {
    let (mut suite, lease_id) = running();
    let (provider, tenant, stranger) = (suite.provider.clone(), suite.tenant.clone(), suite.stranger.clone());
    let (earned, spent) = (suite.balance(&provider), suite.balance(&tenant));
    let unworked = suite.open(2, 600, 3_000);
    suite.advance(600);
    suite.settle(lease_id, 3_000);
    assert_eq!(suite.balance(&provider), earned + 2_925, "the tenant did nothing");
    suite.advance(PERIOD);
    suite.run(&stranger, &ExecuteMsg::Refund { lease_id: unworked, depositor: None });
    assert_eq!(suite.balance(&provider), earned + 2_925, "no leaf, no pay");
    assert_eq!(suite.balance(&tenant), spent);
}

/// 23: a committee whose clock runs ahead charges no time that has not passed; a repeated block time is
/// harmless.
#[test]
fn time_that_has_not_passed_cannot_be_charged() {
    let mut suite = Suite::empty(|msg| msg.challenge_window_seconds = 0);
    let provider = suite.provider.clone();
    suite.register(&provider);
    suite.publish(&provider, terms());
    let lease_id = suite.open(2, 600, 3_000);
    let now = suite.now();
    let same_second = suite.attest_until(&[leaf(lease_id, 1, now), leaf(lease_id, 0, now)], now);
    let above = ContractError::ChargeAboveElapsed { lease_id, found: Uint128::one(), max: Uint128::zero() };
    claim_refused(&mut suite, same_second.claim(0), &above);

    suite.advance(10);
    // The oracle allows ten seconds of skew: the epoch may end at now + 10, the escrow still counts to now.
    let now = suite.now();
    let ahead = suite.attest_until(&[leaf(lease_id, 100, now + 10), leaf(lease_id, 50, now + 10)], now + 10);
    let above =
        ContractError::ChargeAboveElapsed { lease_id, found: Uint128::new(100), max: Uint128::new(50) };
    claim_refused(&mut suite, ahead.claim(0), &above);
    suite.run(&provider, &ExecuteMsg::Claim(ahead.claim(1)));

    // A leaf may not account for time after its own epoch either.
    suite.advance(100);
    let now = suite.now();
    let epoch = suite.attest_until(&[leaf(lease_id, 550, now)], now - 50);
    let above =
        ContractError::ChargeAboveElapsed { lease_id, found: Uint128::new(550), max: Uint128::new(300) };
    claim_refused(&mut suite, epoch.claim(0), &above);
}

/// 26: leaves that add up to more than the escrow holds pay each lease its own bound at most, in any order.
#[test]
fn overcharging_leaves_take_nothing_from_other_leases() {
    for order in [[0, 1], [1, 0]] {
        let mut suite = Suite::new();
        let (provider, stranger) = (suite.provider.clone(), suite.stranger.clone());
        let greedy = suite.open(2, 600, 3_000);
        let honest = suite.open(2, 600, 3_000);
        suite.ballast();
        suite.advance(600);
        let now = suite.now();
        let epoch = suite.attest(&[leaf(greedy, 6_000, now), leaf(honest, 3_000, now)]);
        suite.advance(WINDOW);
        let before = suite.balance(&provider);
        let [found, max] = [6_000, 3_000].map(Uint128::new);
        let above = ContractError::ChargeAboveDeposit { lease_id: greedy, found, max };
        for index in order {
            if index == 0 {
                claim_refused(&mut suite, epoch.claim(0), &above);
            } else {
                suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(1)));
            }
        }
        assert_eq!(suite.balance(&provider), before + 2_925);
        assert_eq!(suite.holdings().deposits.u128(), 3_000 + 1_000_000);
    }
}

/// 29: fee and windows of a running lease are those of the day it opened.
#[test]
fn a_configuration_change_touches_no_running_lease() {
    let (mut suite, lease_id) = running();
    let (owner, stranger) = (suite.owner.clone(), suite.stranger.clone());
    let before = suite.lease(lease_id);
    let changes = ConfigChanges {
        protocol_fee_bps: Some(500),
        challenge_window_seconds: Some(10 * WINDOW),
        silence_seconds: Some(1),
        min_bond: Some(Uint128::new(1_000_000)),
        fee_recipient: None,
        market: None,
        request_bond: None,
        answer_seconds: None,
    };
    suite.run(&owner, &ExecuteMsg::UpdateConfig(changes));
    assert_eq!(suite.lease(lease_id), before);
    let newer = suite.open(2, 600, 3_000);
    suite.advance(100);
    let now = suite.now();
    let epoch = suite.attest(&[leaf(lease_id, 1_000, now), leaf(newer, 500, now)]);
    suite.advance(WINDOW);
    suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(0)));
    assert_eq!(suite.holdings().fees.u128(), 25);
    let claimable_from = now + 10 * WINDOW;
    let open = ContractError::ChallengeWindowOpen { epoch: 1, claimable_from };
    claim_refused(&mut suite, epoch.claim(1), &open);
    suite.advance(9 * WINDOW);
    suite.run(&stranger, &ExecuteMsg::Claim(epoch.claim(1)));
    assert_eq!(suite.holdings().fees.u128(), 25 + 25);
}

/// Coins sent to the escrow by the bank are nobody's and move nothing.
#[test]
fn a_donation_changes_no_price_and_no_claim() {
    let (mut suite, lease_id) = running();
    let (stranger, escrow) = (suite.stranger.clone(), suite.escrow.clone());
    let (lease, holdings) = (suite.lease(lease_id), suite.holdings());
    suite.app.send_tokens(stranger, escrow, &coins(1_000_000, DENOM)).unwrap();
    assert_eq!((suite.lease(lease_id), suite.holdings()), (lease, holdings));
}

/// A rate far below one unit a second: claimed each second or once, the provider gets the same.
#[test]
fn a_claim_every_second_starves_nobody() {
    let pay = |every: u64| {
        let mut suite = Suite::empty(|_| {});
        let provider = suite.provider.clone();
        suite.register(&provider);
        let rate = Uint128::new(RATE_SCALE * 9 / 10);
        suite.publish(&provider, OfferTerms { rate, ..terms() });
        let lease_id = suite.open(1, 60, 54);
        let start = suite.now();
        let before = suite.balance(&provider);
        let mut epochs: Vec<Epoch> = Vec::new();
        for second in (every..=60).step_by(usize::try_from(every).unwrap()) {
            suite.advance(every);
            epochs.push(suite.attest(&[leaf(lease_id, u128::from(second) * 9 / 10, start + second)]));
        }
        suite.advance(WINDOW);
        for epoch in &epochs {
            let claim = ExecuteMsg::Claim(epoch.claim(0));
            let nothing = epoch.leaves[0].charge == suite.lease(lease_id).claimed.u128();
            let refused = suite.execute(&provider, &claim, &[]).map_err(|refused| refused.to_string());
            let passed_over = refused.is_err_and(|refused| refused.contains("were claimed already"));
            assert_eq!(passed_over, nothing);
        }
        (suite.balance(&provider) - before, suite.holdings().fees.u128())
    };
    assert_eq!(pay(60), (54 - 2, 2));
    assert_eq!(pay(1), pay(60));
    assert_eq!(pay(3), pay(60));
}

#[test]
fn unknown_messages_and_fields_are_refused() {
    let (mut suite, lease_id) = running();
    let (tenant, escrow) = (suite.tenant.clone(), suite.escrow.clone());
    let before = suite.snapshot();
    for msg in [
        serde_json::json!({"stop_lease": {"lease_id": lease_id, "memo": "x"}}),
        serde_json::json!({"instantiate": {}}),
        serde_json::json!({"stop_lease": {"lease_id": -1}}),
        serde_json::json!({"stop_lease": {}}),
    ] {
        let refused =
            suite.app.execute_contract(tenant.clone(), escrow.clone(), &msg, &[]).unwrap_err().to_string();
        assert!(refused.contains("kind: Serialization"), "{refused}");
    }
    assert_eq!(suite.snapshot(), before);
}

/// 30: what people ask of a lease is a query, before any settlement.
#[test]
fn the_time_left_and_the_price_so_far_are_queries() {
    let (suite, lease_id) = running();
    let runway: u64 = suite.query(&QueryMsg::RunwayUntil { lease_id });
    let accrued: Uint128 = suite.query(&QueryMsg::Accrued { lease_id });
    assert_eq!((runway - suite.now(), accrued.u128()), (500, 500));
}

fn second_escrow(suite: &mut Suite) -> Addr {
    let msg = weal_api::compute_escrow::InstantiateMsg {
        owner: suite.owner.to_string(),
        oracle: suite.oracle.to_string(),
        payment_asset: weal_api::asset::AssetInfo::native(DENOM),
        fee_recipient: None,
        min_bond: Uint128::one(),
        protocol_fee_bps: 0,
        challenge_window_seconds: WINDOW,
        silence_seconds: SILENCE,
        registry: None,
        market: None,
        request_bond: None,
        answer_seconds: None,
    };
    let (code, owner) = (suite.escrow_code, suite.owner.clone());
    let second = suite.app.instantiate_contract(code, owner, &msg, &[], "second", None).unwrap();
    // A deposit of its own, so that roots for it are covered.
    for (msg, amount) in [
        (super::suite::register(), 1),
        (ExecuteMsg::PublishOffer(super::suite::terms()), 0),
        (ExecuteMsg::OpenLease(weal_api::compute_escrow::LeaseRequest::new(1, 1, 600)), 1_500),
    ] {
        let funds = if amount == 0 { vec![] } else { coins(amount, DENOM) };
        suite.app.execute_contract(suite.rival.clone(), second.clone(), &msg, &funds).unwrap();
    }
    second
}

/// The leaf's bytes are of fixed width: no two leaves share them.
#[test]
fn a_digit_cannot_move_from_one_field_of_a_leaf_to_the_next() {
    let one = SettlementLeaf { lease_id: 1, gpu_seconds: 23, ..leaf(1, 0, 0) };
    let other = SettlementLeaf { lease_id: 12, gpu_seconds: 3, ..leaf(1, 0, 0) };
    assert_ne!(one.hash(), other.hash());
}

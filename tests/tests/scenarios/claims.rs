//! Claims without a proof, with another's, and above what a lease can owe.

use super::{ground, refuses};
use cosmwasm_std::{Binary, Uint128};
use scenarios::{Ground, SIGNATURES_REFUSED, post_message};
use weal_api::compute_escrow::{ClaimMsg, ExecuteMsg, RATE_SCALE};
use weal_attestation::{Domain, SettlementLeaf};
use weal_client::USD;
use weal_testing::{GPUS, RATE, claim, embedded_chain, leaf};

const ANOTHER_ROOT: &str = "the proof leads to another root";

fn refuses_claim(ground: &Ground<'_>, claim: ClaimMsg, words: &str) {
    refuses(&ground.world, "gpu_two", &ground.world.economy.escrow, &ExecuteMsg::Claim(claim), words);
}

#[test]
fn a_forged_proof_is_refused_whichever_byte_was_forged() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let good = &ground.honest[1];
    for position in 0..good.proof.len() {
        let mut proof = good.proof.to_vec();
        proof[position] ^= 1;
        refuses_claim(&ground, ClaimMsg { proof: Binary::new(proof), ..good.clone() }, ANOTHER_ROOT);
    }
}

#[test]
fn a_proof_of_a_wrong_length_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let good = &ground.honest[1];
    let cases = [
        (0, "the proof ends after 0 nodes, these positions need more"),
        (47, "47 bytes are not whole nodes of 48"),
        (96, "1 nodes of the proof are not used"),
        (33 * 48, "32 nodes of the proof are not used"),
    ];
    for (length, words) in cases {
        let mut proof = good.proof.to_vec();
        proof.resize(length, 0);
        refuses_claim(&ground, ClaimMsg { proof: Binary::new(proof), ..good.clone() }, words);
    }
    let outside = ClaimMsg { index: 2, ..good.clone() };
    refuses_claim(&ground, outside, "leaf 2 is not in a tree of 2");
}

#[test]
fn a_leaf_that_was_changed_in_any_field_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let good = &ground.honest[1];
    let changes: [fn(&mut ClaimMsg); 7] = [
        |claim| claim.leaf.charge += Uint128::one(),
        |claim| claim.leaf.gpu_seconds += 1,
        |claim| claim.leaf.uptime_seconds += 1,
        |claim| claim.leaf.latency_p95_ms += 1,
        |claim| claim.leaf.metered_until -= 1,
        |claim| claim.leaf.output_commitment = Binary::from([1; 32]),
        |claim| claim.index = 0,
    ];
    for change in changes {
        let mut forged = good.clone();
        change(&mut forged);
        refuses_claim(&ground, forged, ANOTHER_ROOT);
    }
}

#[test]
fn a_proof_of_another_lease_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let lease_id = ground.leases[1].lease_id;
    refuses_claim(&ground, ClaimMsg { lease_id, ..ground.honest[0].clone() }, ANOTHER_ROOT);
    let unknown = ClaimMsg { lease_id: 99, ..ground.honest[0].clone() };
    refuses_claim(&ground, unknown, "there is no lease 99");
}

#[test]
fn a_proof_of_another_epoch_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    refuses_claim(&ground, ClaimMsg { epoch: 2, ..ground.honest[1].clone() }, ANOTHER_ROOT);
    let words = format!("the oracle has no settlement of epoch 3 for {}", escrow(&ground));
    refuses_claim(&ground, ClaimMsg { epoch: 3, ..ground.honest[1].clone() }, &words);
}

fn escrow<'g>(ground: &'g Ground<'_>) -> &'g str {
    &ground.world.economy.escrow.address
}

/// A lease of everything that can be had, as a leaf of its own tree.
fn greedy(ground: &Ground<'_>) -> [SettlementLeaf; 1] {
    [leaf(&ground.leases[1], ground.leases[1].deposit.u128())]
}

/// The root is good and posted, for a contract that is not the escrow: its epochs are not the escrow's.
#[test]
fn a_proof_under_a_root_of_another_contract_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let (world, other) = (&ground.world, &ground.world.economy.market.address);
    // A root over any charge finds no escrow behind that contract.
    let root = world.next_root(other, &greedy(&ground), world.now().unwrap()).unwrap();
    let post = post_message(other, &world.sign(&world.domain(other), &root));
    let words = "the leaves charge 19920001 in all, the escrow was ever paid 0";
    refuses(world, "keeper", &world.economy.oracle, &post, words);
    let leaves = [leaf(&ground.leases[1], 0)];
    for epoch in 1..=3 {
        world.wait(1).unwrap();
        let root = world.next_root(other, &leaves, world.now().unwrap()).unwrap();
        world.post(other, &world.sign(&world.domain(other), &root)).unwrap();
        assert_eq!(root.epoch, epoch);
    }
    world.wait(10).unwrap();
    // A tree of one leaf has an empty proof, which fits no position in the escrow's trees of two.
    let words = "the proof ends after 0 nodes, these positions need more";
    refuses_claim(&ground, claim(&leaves, 0, 1).unwrap(), words);
    let words = format!("the oracle has no settlement of epoch 3 for {}", escrow(&ground));
    refuses_claim(&ground, claim(&leaves, 0, 3).unwrap(), &words);
}

/// A root that a committee with the same keys signed on another chain can neither be posted nor claimed here.
#[test]
fn a_proof_under_a_root_of_another_chain_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let world = &ground.world;
    let leaves = greedy(&ground);
    let root = world.next_root(escrow(&ground), &leaves, world.now().unwrap()).unwrap();
    let domain = Domain { chain_id: "commonweal-other-1", ..world.domain(escrow(&ground)) };
    let post = post_message(escrow(&ground), &world.sign(&domain, &root));
    refuses(world, "keeper", &world.economy.oracle, &post, SIGNATURES_REFUSED);
    world.wait(10).unwrap();
    let words = format!("the oracle has no settlement of epoch 3 for {}", escrow(&ground));
    refuses_claim(&ground, claim(&leaves, 0, root.epoch).unwrap(), &words);
}

#[test]
fn a_claim_above_the_deposit_is_refused_whatever_the_committee_signed() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let deposit = ground.leases[0].deposit;
    // 8 GPUs × 3,600 s at 691.666666666667 base units a second, rounded up.
    assert_eq!(deposit, Uint128::new(19_920_001));
    let words = "lease 1: a charge of 19920002 is above the lease's deposit of 19920001";
    refuses_claim(&ground, ground.corrupt[0].clone(), words);
}

/// The boundary to the unit: all of rate × time is paid, one more is not, even where every member signs it.
#[test]
fn a_claim_one_base_unit_above_rate_times_time_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let world = &ground.world;
    let ends_at = world.now().unwrap();
    let most = |lease: usize| {
        let seconds = u128::from(ends_at - ground.leases[lease].starts_at);
        RATE * u128::from(GPUS) * seconds / RATE_SCALE
    };
    let (above, exact) = (most(0) + 1, most(1));
    let leaves = [leaf(&ground.leases[0], above), leaf(&ground.leases[1], exact)];
    let root = world.next_root(escrow(&ground), &leaves, ends_at).unwrap();
    world.post(escrow(&ground), &world.sign(&world.domain(escrow(&ground)), &root)).unwrap();
    world.wait(10).unwrap();
    let words = format!("lease 1: a charge of {above} is above {}, the price of the time metered", most(0));
    refuses_claim(&ground, claim(&leaves, 0, root.epoch).unwrap(), &words);

    let before = world.books().unwrap().of("gpu_two", USD);
    let good = ExecuteMsg::Claim(claim(&leaves, 1, root.epoch).unwrap());
    world.economy.escrow.execute(&chain, "keeper", &good).unwrap();
    let paid = world.books().unwrap().of("gpu_two", USD) - before;
    assert_eq!(paid, exact - exact.div_ceil(100));
}

#[test]
fn a_claim_inside_the_challenge_window_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let (world, leaves) = (&ground.world, [leaf(&ground.leases[1], 2_000)]);
    let posted_at = world.now().unwrap();
    let epoch = world.settle(&leaves).unwrap().epoch;
    let claim = claim(&leaves, 0, epoch).unwrap();
    let claimable_from = posted_at + 5;
    world.chain.wait_until(claimable_from - 1).unwrap();
    let words = format!("leaves of epoch {epoch} can be claimed from {claimable_from}");
    refuses_claim(&ground, claim.clone(), &words);
    world.chain.wait_until(claimable_from).unwrap();
    world.economy.escrow.execute(&chain, "gpu_two", &ExecuteMsg::Claim(claim)).unwrap();
}

#[test]
fn a_claim_made_twice_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    refuses_claim(&ground, ground.honest[0].clone(), "the leaf charges 1000, 1000 were claimed already");
}

#[test]
fn a_leaf_with_an_output_that_the_provider_never_committed_to_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let world = &ground.world;
    let output = [7; 32];
    let leaves = [SettlementLeaf { output_commitment: output, ..leaf(&ground.leases[1], 2_000) }];
    let epoch = world.settle(&leaves).unwrap().epoch;
    world.wait(10).unwrap();
    let (lease_id, found, none) = (ground.leases[1].lease_id, Binary::from(output), Binary::from([0; 32]));
    let words = format!(
        "the leaf of lease {lease_id} in epoch {epoch} carries commitment {found}, recorded is {none}"
    );
    refuses_claim(&ground, claim(&leaves, 0, epoch).unwrap(), &words);
}

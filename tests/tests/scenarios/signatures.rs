//! Stale, foreign and missing signatures.

use super::{ground, refuses};
use cosmwasm_std::{Binary, Uint128};
use keeper::SignedRoot;
use oracle_node::OracleMember;
use scenarios::{Ground, SIGNATURES_REFUSED, post_message};
use weal_api::lending_market::ExecuteMsg as MarketMsg;
use weal_api::oracle::{ExecuteMsg as OracleMsg, Observation};
use weal_attestation::{Domain, MemberKey, PriceObservation, SettlementRoot};
use weal_client::ATOM_FEED;
use weal_testing::embedded_chain;

const MAX_AGE: u64 = 3_600;

fn submit(observations: Vec<Observation>) -> OracleMsg {
    OracleMsg::SubmitPrices { feed: ATOM_FEED.into(), round: 2, observations }
}

/// Round 2 as the first three members see it now.
fn round(ground: &Ground<'_>) -> Vec<Observation> {
    let price = ground.round[0].price;
    let observe = |member: &OracleMember| member.observe(ground.world.chain, ATOM_FEED, 2, price).unwrap();
    ground.world.members[..3].iter().map(observe).collect()
}

/// Round 2, signed in `domain` with `keys`.
fn round_signed(ground: &Ground<'_>, domain: &Domain<'_>, keys: &[MemberKey]) -> OracleMsg {
    let mut observations = round(ground);
    for (observation, key) in observations.iter_mut().zip(keys) {
        let statement = PriceObservation {
            feed: ATOM_FEED,
            round: 2,
            observed_at: observation.observed_at,
            price_atomics: observation.price.atomics().u128(),
        };
        observation.signature = Binary::from(key.sign(domain, &statement));
    }
    submit(observations)
}

fn keys(ground: &Ground<'_>) -> Vec<MemberKey> {
    ground.world.members[..3].iter().map(|member| member.key.clone()).collect()
}

#[test]
fn borrowing_at_a_stale_price_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let (world, expires_at) = (&ground.world, ground.round[0].observed_at + MAX_AGE);
    let borrow = MarketMsg::Borrow { amount: Uint128::one(), recipient: None };
    // In its last second the price still serves.
    world.chain.wait_until(expires_at).unwrap();
    world.economy.market.execute(&chain, "borrower", &borrow).unwrap();
    let words = format!("the price of ATOM/USD expired at {expires_at}, it is {}", expires_at + 1);
    refuses(world, "borrower", &world.economy.market, &borrow, &words);
}

#[test]
fn observations_that_have_grown_too_old_are_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let (world, round) = (&ground.world, round(&ground));
    let observed_at = round[0].observed_at;
    world.chain.wait_until(observed_at + MAX_AGE + 1).unwrap();
    let earliest = observed_at + 1;
    let words = format!("member 0 observed at {observed_at}, before the earliest time allowed, {earliest}");
    refuses(world, "keeper", &world.economy.oracle, &submit(round), &words);
}

#[test]
fn a_price_signed_for_another_chain_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let oracle = &ground.world.economy.oracle;
    let domain = Domain { chain_id: "commonweal-other-1", ..ground.world.domain(&oracle.address) };
    let msg = round_signed(&ground, &domain, &keys(&ground));
    refuses(&ground.world, "keeper", oracle, &msg, SIGNATURES_REFUSED);
}

#[test]
fn a_price_signed_for_another_contract_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let domain = ground.world.domain(&ground.world.economy.escrow.address);
    let msg = round_signed(&ground, &domain, &keys(&ground));
    refuses(&ground.world, "keeper", &ground.world.economy.oracle, &msg, SIGNATURES_REFUSED);
}

#[test]
fn a_price_signed_by_another_committee_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let oracle = &ground.world.economy.oracle;
    let strangers = [101, 102, 103].map(|seed| MemberKey::from_seed([seed; 32]));
    let msg = round_signed(&ground, &ground.world.domain(&oracle.address), &strangers);
    refuses(&ground.world, "keeper", oracle, &msg, SIGNATURES_REFUSED);
}

/// Two members cannot speak for a third, whichever of the three it is.
#[test]
fn a_price_with_one_signature_of_another_member_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let oracle = &ground.world.economy.oracle;
    for victim in 0..3 {
        let mut keys = keys(&ground);
        keys[victim] = ground.world.members[3].key.clone();
        let msg = round_signed(&ground, &ground.world.domain(&oracle.address), &keys);
        refuses(&ground.world, "keeper", oracle, &msg, SIGNATURES_REFUSED);
    }
    let msg = round_signed(&ground, &ground.world.domain(&oracle.address), &keys(&ground));
    oracle.execute(&chain, "keeper", &msg).unwrap();
}

#[test]
fn a_round_of_nobody_of_one_twice_or_of_a_stranger_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let round = round(&ground);
    let mut stranger = round.clone();
    stranger[2].member = 4;
    let twice = vec![round[0].clone(), round[1].clone(), round[1].clone()];
    let cases = [
        (vec![], "0 distinct members signed, 3 are needed"),
        (round[..2].to_vec(), "2 distinct members signed, 3 are needed"),
        (twice, "signer 1 appears twice"),
        (stranger, "signer 4 is not in a committee of 4"),
    ];
    for (observations, words) in cases {
        refuses(&ground.world, "keeper", &ground.world.economy.oracle, &submit(observations), words);
    }
}

fn signed(ground: &Ground<'_>, root: &SettlementRoot) -> SignedRoot {
    ground.world.sign(&ground.world.domain(&ground.world.economy.escrow.address), root)
}

#[test]
fn a_root_of_nobody_of_two_or_of_a_stranger_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let (oracle, escrow) = (&ground.world.economy.oracle, &ground.world.economy.escrow.address);
    let full = signed(&ground, &ground.next_root().unwrap());
    let cases = [
        (vec![], "0 distinct members signed, 3 are needed"),
        (vec![0, 1], "2 distinct members signed, 3 are needed"),
        (vec![0, 1, 4], "signer 4 is not in a committee of 4"),
    ];
    for (members, words) in cases {
        let bytes = full.signatures[..64 * members.len()].to_vec();
        let forged = SignedRoot { members, signatures: Binary::new(bytes), ..full.clone() };
        refuses(&ground.world, "keeper", oracle, &post_message(escrow, &forged), words);
    }
    let short = SignedRoot { signatures: Binary::new(full.signatures[..191].to_vec()), ..full.clone() };
    let words = "191 bytes of signatures, the members named need 192";
    refuses(&ground.world, "keeper", oracle, &post_message(escrow, &short), words);
    ground.world.post(escrow, &full).unwrap();
}

#[test]
fn a_root_of_a_later_committee_is_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let escrow = &ground.world.economy.escrow.address;
    let domain = Domain { committee_epoch: 2, ..ground.world.domain(escrow) };
    let later = ground.world.sign(&domain, &ground.next_root().unwrap());
    let words = "committee 2 signed, the committee is 1";
    let oracle = &ground.world.economy.oracle;
    refuses(&ground.world, "keeper", oracle, &post_message(escrow, &later), words);
    // Said to be of the committee that there is, it is signed by nobody.
    let posing = SignedRoot { committee_epoch: 1, ..later };
    refuses(&ground.world, "keeper", oracle, &post_message(escrow, &posing), SIGNATURES_REFUSED);
}

#[test]
fn a_second_root_for_an_epoch_and_one_out_of_order_are_refused() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let (oracle, escrow) = (&ground.world.economy.oracle, &ground.world.economy.escrow.address);
    let next = ground.next_root().unwrap();
    let other = SettlementRoot { epoch: 2, ..next.clone() };
    let gap = SettlementRoot { epoch: 4, ..next.clone() };
    let unchained = SettlementRoot { previous_root: [9; 32], ..next.clone() };
    let cases = [
        (other, format!("epoch 2 of {escrow} has another root already")),
        (gap, "epoch 4 does not follow the last: 3 is next".into()),
        (unchained, "the root of epoch 3 follows another root than the last".into()),
    ];
    for (root, words) in cases {
        let msg = post_message(escrow, &signed(&ground, &root));
        refuses(&ground.world, "keeper", oracle, &msg, &words);
    }
    let posted = signed(&ground, &next);
    ground.world.post(escrow, &posted).unwrap();
    let words = format!("epoch 3 of {escrow} has this root already");
    refuses(&ground.world, "keeper", oracle, &post_message(escrow, &posted), &words);
}

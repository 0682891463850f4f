//! The packed messages do what the plain ones do.

use super::suite::{FEED, Suite, atomics};
use cosmwasm_std::Binary;
use oracle::ContractError;
use proptest::prelude::*;
use weal_api::oracle::{ExecuteMsg, Observation};
use weal_attestation::QuorumError;

/// The same round as bits and bytes; members ascending.
fn packed(msg: &ExecuteMsg) -> ExecuteMsg {
    let ExecuteMsg::SubmitPrices { feed, round, observations } = msg else { unreachable!() };
    let mut sorted: Vec<&Observation> = observations.iter().collect();
    sorted.sort_by_key(|observation| observation.member);
    let row = |observation: &&Observation| {
        let price = observation.price.atomics().to_be_bytes();
        [&price[..], &observation.observed_at.to_be_bytes(), &observation.signature].concat()
    };
    ExecuteMsg::SubmitRound {
        feed: feed.clone(),
        round: *round,
        signers: sorted.iter().map(|observation| 1 << observation.member).sum(),
        observations: Binary::from(sorted.iter().map(row).collect::<Vec<_>>().concat()),
    }
}

/// The same root with its signers as bits; members must ascend.
fn as_bits(msg: &ExecuteMsg) -> ExecuteMsg {
    let ExecuteMsg::PostSettlement { consumer, committee_epoch, root, members, signatures } = msg.clone()
    else {
        unreachable!()
    };
    let signers = members.iter().map(|member| 1 << member).sum();
    ExecuteMsg::PostRoot { consumer, committee_epoch, root, signers, signatures }
}

#[test]
fn a_packed_round_publishes_what_the_plain_one_does() {
    let (mut plain, mut bits) = (Suite::new(), Suite::new());
    let msg = plain.round(1, &["5", "5.5", "5.2", "5.4"]);
    plain.publish(&msg).unwrap();
    bits.publish(&packed(&msg)).unwrap();
    assert_eq!(plain.snapshot(), bits.snapshot());
    let size = |msg: &ExecuteMsg| cosmwasm_std::to_json_vec(msg).unwrap().len();
    assert_eq!((size(&packed(&msg)), size(&msg)), (551, 684), "a byte costs ten gas");
}

#[test]
fn a_packed_root_stores_what_the_plain_one_does() {
    let (mut plain, mut bits) = (Suite::new(), Suite::new());
    let msg = plain.settlement(&plain.next_root(), &[0, 2, 3]);
    plain.publish(&msg).unwrap();
    bits.publish(&as_bits(&msg)).unwrap();
    assert_eq!(plain.snapshot(), bits.snapshot());
}

/// Attack 5: bits beyond the committee, more or fewer rows than bits, no bits at all.
#[test]
fn bits_beyond_the_committee_and_rows_of_a_wrong_length_are_refused() {
    let mut suite = Suite::new();
    let good = packed(&suite.round(1, &["5"; 4]));
    let ExecuteMsg::SubmitRound { observations: rows, .. } = good.clone() else { unreachable!() };
    let with = |bits: u32, bytes: &[u8]| {
        let observations = Binary::from(bytes);
        ExecuteMsg::SubmitRound { feed: FEED.into(), round: 1, signers: bits, observations }
    };
    for (bits, bytes) in
        [(0b1111u32, &rows[..351]), (0b1111, &rows[..264]), (0b0111, &rows[..]), (0, &rows[..1])]
    {
        let required = 88 * bits.count_ones() as usize;
        let error = ContractError::ObservationsLength { found: bytes.len(), required };
        suite.assert_unpublished(&with(bits, bytes), error);
    }
    suite.assert_unpublished(&with(0, &[]), QuorumError::TooFew { found: 0, required: 3 });
    suite.assert_unpublished(&with(0b11, &rows[..176]), QuorumError::TooFew { found: 2, required: 3 });
    let error = QuorumError::UnknownSigner { index: 31, members: 4 };
    suite.assert_unpublished(&with(0b111 | 1 << 31, &rows), error);

    let root = as_bits(&suite.settlement(&suite.next_root(), &[0, 1, 2]));
    for (bits, error) in [
        (0, ContractError::SignaturesLength { found: 192, required: 0 }),
        (0b1111, ContractError::SignaturesLength { found: 192, required: 256 }),
        (0b1_0011, QuorumError::UnknownSigner { index: 4, members: 4 }.into()),
    ] {
        let mut msg = root.clone();
        let ExecuteMsg::PostRoot { signers, .. } = &mut msg else { unreachable!() };
        *signers = bits;
        suite.assert_unpublished(&msg, error);
    }
    let mut other = root.clone();
    let ExecuteMsg::PostRoot { signers, .. } = &mut other else { unreachable!() };
    *signers = 0b1011;
    let error = suite.publish(&other).unwrap_err().to_string();
    assert!(error.contains("do not all verify"), "another member's bit is not its signature: {error}");
    suite.publish(&root).unwrap();
    suite.publish(&good).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The two forms are accepted or refused alike, with the same state after, for any members and prices.
    #[test]
    fn both_forms_of_a_round_are_one(
        members in prop::sample::subsequence((0usize..7).collect::<Vec<_>>(), 0..=7),
        prices in prop::collection::vec(0u128..2_000, 7),
        ages in prop::collection::vec(prop_oneof![8 => 0u64..60, 1 => 200u64..400], 7),
    ) {
        let (mut plain, mut bits) = (Suite::sized(7), Suite::sized(7));
        let observations = members.iter().map(|member| {
            let price = atomics(prices[*member]).to_string();
            plain.observation(*member, 1, &price, plain.now() - ages[*member])
        }).collect();
        let msg = super::suite::submission(1, observations);
        let results = [plain.publish(&msg), bits.publish(&packed(&msg))];
        prop_assert_eq!(results[0].is_ok(), results[1].is_ok());
        prop_assert_eq!(plain.snapshot(), bits.snapshot());
    }
}

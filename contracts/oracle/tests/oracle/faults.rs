//! Every number of lying and dead members that a committee is built for, with whatever the liars say.

use super::suite::{FEED, Suite, atomics, submission};
use proptest::prelude::*;
use weal_api::oracle::{ExecuteMsg, QueryMsg};

/// Every (lying, dead) that a committee of `n` bears, together at most f.
fn faults(n: usize) -> impl Iterator<Item = (usize, usize)> {
    let f = (n - 1) / 3;
    (0..=f).flat_map(move |lying| (0..=f - lying).map(move |dead| (lying, dead)))
}

/// An order of 31 members, what each says honestly and what each says as a liar.
fn voices() -> impl Strategy<Value = (Vec<usize>, Vec<u128>, Vec<u128>)> {
    let lie =
        prop_oneof![Just(1u128), Just(u128::MAX), 1u128..2_000, any::<u128>().prop_map(|lie| lie.max(1))];
    (
        Just((0..31).collect::<Vec<usize>>()).prop_shuffle(),
        prop::collection::vec(950u128..1_000, 31),
        prop::collection::vec(lie, 31),
    )
}

/// The members that speak, with what each says, and the range of honest values: in a committee of `n` the first of this
/// order are dead and the next lie.
fn said(
    n: usize,
    (lying, dead): (usize, usize),
    (order, honest, lies): &(Vec<usize>, Vec<u128>, Vec<u128>),
) -> (Vec<(usize, u128)>, std::ops::RangeInclusive<u128>) {
    let seats: Vec<usize> = order.iter().copied().filter(|seat| *seat < n).collect();
    let (liars, truthful) = seats[dead..].split_at(lying);
    let values = || truthful.iter().map(|seat| honest[*seat]);
    let spoken = liars.iter().map(|seat| (*seat, lies[*seat]));
    let spoken = spoken.chain(truthful.iter().copied().zip(values())).collect();
    (spoken, values().min().unwrap()..=values().max().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2))]

    /// Attack 21, I3: small, middling and largest committees, every lying and dead up to f, any lies: each round is
    /// published, and both medians lie among the honest prices.
    #[test]
    fn a_feed_bears_every_lying_and_dead_up_to_f(voices in voices()) {
        for n in [4usize, 13, 31] {
            let mut suite = Suite::sized(n);
            for (round, fault) in (1u64..).zip(faults(n)) {
                let (spoken, honest) = said(n, fault, &voices);
                let now = suite.now();
                let observe = |(seat, price): &(usize, u128)| {
                    suite.observation(*seat, round, &atomics(*price).to_string(), now)
                };
                let msg = submission(round, spoken.iter().map(observe).collect());
                suite.publish(&msg).unwrap();
                let price = suite.handle().fresh_price(&suite.app.wrap(), FEED, now).unwrap();
                prop_assert!(honest.contains(&price.low.atomics().u128()), "{n} {fault:?}");
                prop_assert!(honest.contains(&price.high.atomics().u128()), "{n} {fault:?}");
                prop_assert!(price.low <= price.high && price.round == round);
            }
        }
    }

    /// Attack 21, I13: the same of an appraisal, whose value is never above nor below what the honest say.
    #[test]
    fn an_appraisal_bears_every_lying_and_dead_up_to_f(voices in voices()) {
        for n in [4usize, 13, 31] {
            let mut suite = Suite::sized(n);
            super::appraisals::add(&mut suite);
            let (mut least, mut most) = (u128::MAX, 0);
            for (round, fault) in (1u64..).zip(faults(n)) {
                let (spoken, honest) = said(n, fault, &voices);
                let sign = |(seat, value): &(usize, u128)| suite.signed(*seat, round, *value, suite.now());
                let appraisals = spoken.iter().map(sign).collect();
                let asset = super::appraisals::ASSET.to_owned();
                suite.publish(&ExecuteMsg::SubmitAppraisal { asset: asset.clone(), round, appraisals }).unwrap();
                let told: weal_api::oracle::AppraisalResponse = suite.query(&QueryMsg::Appraisal { asset });
                // Rises are slow, so a lower value of an earlier round may still hold it down.
                (least, most) = (least.min(*honest.start()), most.max(*honest.end()));
                prop_assert!((least..=most).contains(&told.value.u128()), "{n} {fault:?}");
                prop_assert!(told.value.u128() <= *honest.end() && told.appraisal.unwrap().round == round, "{n} {fault:?}");
            }
        }
    }
}

/// Attack 21: one fault more than f stops a committee of any of these sizes, and never moves it.
#[test]
fn one_dead_more_than_f_stops_a_round_and_changes_nothing() {
    for n in [4, 13, 31] {
        let mut suite = Suite::sized(n);
        super::appraisals::add(&mut suite);
        let (alive, now) = (n - (n - 1) / 3 - 1, suite.now());
        let error = || weal_attestation::QuorumError::TooFew { found: alive, required: alive + 1 };
        let observations = (0..alive).map(|seat| suite.observation(seat, 1, "5", now)).collect();
        suite.assert_unpublished(&submission(1, observations), error());
        suite.assert_unpublished(&suite.appraise(&vec![5; alive]), error());
    }
}

//! The invariants of `docs/spec/oracle.md` over random histories.

use super::suite::{FEED, MAX_AGE, Suite, atomics, submission};
use proptest::prelude::*;
use std::collections::BTreeSet;
use weal_api::oracle::PriceRecord;
use weal_attestation::SettlementRoot;

/// A round that someone submits: its members, its step above the last round, each observation's age and price, then a
/// wait.
#[derive(Clone, Debug)]
struct Attempt {
    members: Vec<usize>,
    round_step: u64,
    ages: Vec<u64>,
    prices: Vec<u128>,
    wait: u64,
}

fn attempt() -> impl Strategy<Value = Attempt> {
    (
        prop_oneof![
            3 => prop::sample::subsequence(vec![0, 1, 2, 3], 3..=4).prop_shuffle(),
            1 => prop::collection::vec(0usize..5, 2..6),
        ],
        prop_oneof![4 => 1u64..4, 1 => Just(0)],
        prop::collection::vec(prop_oneof![8 => 0u64..40, 1 => 250u64..320], 6),
        prop::collection::vec(prop_oneof![8 => 950u128..1_050, 1 => 0u128..2_000], 6),
        prop_oneof![6 => 1u64..60, 1 => 290u64..400],
    )
        .prop_map(|(members, round_step, ages, prices, wait)| Attempt {
            members,
            round_step,
            ages,
            prices,
            wait,
        })
}

/// The rule in words, apart from the contract's code: whether the round must be accepted.
fn acceptable(attempt: &Attempt, last: Option<&PriceRecord>, now: u64) -> bool {
    let k = attempt.members.len();
    let distinct: BTreeSet<_> = attempt.members.iter().filter(|member| **member < 4).collect();
    let (ages, mut prices) = (&attempt.ages[..k], attempt.prices[..k].to_vec());
    prices.sort_unstable();
    let (oldest, newest) = (ages.iter().max().unwrap(), ages.iter().min().unwrap());
    let near = |from: u128, to: u128| from.abs_diff(to) * 10 <= from;
    let follows = last.is_none_or(|last| {
        let (low, high) = (prices[(k - 1) / 2], prices[k / 2]);
        let is_near = near(last.low.atomics().u128(), low) && near(last.high.atomics().u128(), high);
        now - oldest >= last.observed_at && (now > last.expires_at || is_near)
    });
    let counted = attempt.round_step > 0 && distinct.len() == k && k >= 3;
    counted && follows && prices[0] > 0 && *oldest <= MAX_AGE && oldest - newest <= 60
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// I2, I3, I4 and I6: exactly what the rule allows is stored, and what it refuses changes nothing.
    #[test]
    fn rounds_are_accepted_exactly_by_the_rule(attempts in prop::collection::vec(attempt(), 1..12)) {
        let mut suite = Suite::new();
        for attempt in &attempts {
            let before = suite.price().price;
            let (now, last_round) = (suite.now(), before.as_ref().map_or(0, |price| price.round));
            let round = last_round + attempt.round_step;
            let observations = attempt.members.iter().enumerate().map(|(i, member)| {
                let price = atomics(attempt.prices[i]).to_string();
                let mut observation = suite.observation(member % 4, round, &price, now - attempt.ages[i]);
                observation.member = *member as u8;
                observation
            }).collect();

            let accepted = suite.publish(&submission(round, observations)).is_ok();

            let after = suite.price().price;
            prop_assert_eq!(accepted, acceptable(attempt, before.as_ref(), now), "{:?}", attempt);
            if accepted {
                let (after, k) = (after.unwrap(), attempt.members.len());
                let mut prices = attempt.prices[..k].to_vec();
                prices.sort_unstable();
                prop_assert_eq!(after.low, atomics(prices[(k - 1) / 2]));
                prop_assert_eq!(after.high, atomics(prices[k / 2]));
                prop_assert_eq!(after.observed_at, now - attempt.ages[..k].iter().max().unwrap());
                prop_assert_eq!(after.expires_at, after.observed_at + MAX_AGE);
                let (round, observed_at) = before.map_or((0, 0), |before| (before.round, before.observed_at));
                prop_assert!(after.round > round && after.observed_at >= observed_at);
            } else {
                prop_assert_eq!(after, before);
            }
            suite.advance(attempt.wait);
        }
    }

    /// I5 and I6: the stored epochs are a chain without gap or fork, whatever is tried.
    #[test]
    fn settlements_are_one_chain(tries in prop::collection::vec((0u64..4, 0u8..3, -1i64..2, 1u64..30), 1..14)) {
        let mut suite = Suite::new();
        let mut chain: Vec<SettlementRoot> = vec![];
        for (epoch, link, shift, wait) in tries {
            suite.advance(wait);
            let honest = suite.next_root();
            let root = SettlementRoot {
                epoch: (honest.epoch + epoch).saturating_sub(1),
                previous_root: if link == 0 { [77; 32] } else { honest.previous_root },
                starts_at: honest.starts_at.saturating_add_signed(shift),
                ends_at: suite.now(),
                ..honest.clone()
            };
            let starts_free = chain.is_empty() || root.starts_at == honest.starts_at;
            let sound = root.epoch == honest.epoch && root.previous_root == honest.previous_root
                && starts_free && root.ends_at > root.starts_at;

            let accepted = suite.publish(&suite.settlement(&root, &[3, 1, 0])).is_ok();

            prop_assert_eq!(accepted, sound, "{:?} after {:?}", root, chain.last());
            if accepted {
                chain.push(root);
            }
            let (oracle, wrap) = (suite.handle(), suite.app.wrap());
            prop_assert_eq!(suite.latest().epoch, chain.len() as u64);
            for (i, expected) in chain.iter().enumerate() {
                let record = oracle.settlement(&wrap, &suite.consumer, i as u64 + 1).unwrap();
                prop_assert_eq!(record.root_hash().unwrap(), expected.root);
                prop_assert_eq!(record.starts_at, expected.starts_at);
                let previous = i.checked_sub(1).map_or([0; 32], |i| chain[i].root);
                prop_assert_eq!(expected.previous_root, previous);
                prop_assert!(i == 0 || chain[i - 1].ends_at == record.starts_at);
            }
        }
    }

    /// I2 and I3 for every size of committee: any f members may be silent and another lot may lie.
    #[test]
    fn a_feed_lives_with_f_silent_and_stays_in_range_with_f_liars(
        n in 4usize..=31, silent in any::<bool>(), honest in prop::collection::vec(900u128..1_000, 31), lie in 1u128..5_000,
    ) {
        let suite = &mut Suite::sized(n);
        let f = (n - 1) / 3;
        let members = if silent { n - f } else { n };
        let now = suite.now();
        let price = |member: usize| if member < f { lie } else { honest[member] };
        let observations = (0..members)
            .map(|member| suite.observation(member, 1, &atomics(price(member)).to_string(), now))
            .collect();
        suite.publish(&submission(1, observations)).unwrap();
        let record = suite.handle().fresh_price(&suite.app.wrap(), FEED, now).unwrap();
        let range = &honest[f..members];
        prop_assert!(*range.iter().min().unwrap() <= record.low.atomics().u128());
        prop_assert!(record.low <= record.high);
        prop_assert!(record.high.atomics().u128() <= *range.iter().max().unwrap());
    }
}

/// Attack 21, I3: every size, and of its f bad members every number lying either way, the rest of them dead. The
/// feed lives and stays in the honest range; with one more dead it stops, and no fewer than a quorum move it.
#[test]
fn every_f_of_every_size_dead_or_lying_leaves_the_feed_alive_and_honest() {
    for n in 4..=31usize {
        let mut suite = Suite::sized(n);
        let (f, mut round) = ((n - 1) / 3, 0);
        let honest = |member: usize| 1_000 + member as u128;
        for (lying, lie) in (0..=f).flat_map(|lying| [(lying, 1), (lying, 9_000)]) {
            round += 1;
            let observe = |member: usize| {
                let price = if member < lying { lie } else { honest(member) };
                suite.observation(member, round, &atomics(price).to_string(), suite.now())
            };
            let alive = (0..lying).chain(f..n).map(observe);
            suite.publish(&submission(round, alive.collect())).unwrap();
            let price = suite.price().price.unwrap();
            let range = atomics(honest(f))..=atomics(honest(n - 1));
            assert!(range.contains(&price.low) && range.contains(&price.high), "{n} {lying} {lie}");
        }
        let too_few =
            (f + 1..n).map(|member| suite.observation(member, round + 1, "5", suite.now())).collect();
        let error = weal_attestation::QuorumError::TooFew { found: n - f - 1, required: n - f };
        suite.assert_unpublished(&submission(round + 1, too_few), error);
    }
}

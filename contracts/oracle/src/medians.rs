//! The two middles of a round.

use cosmwasm_std::Decimal;

/// The lower and the upper median; the same for an odd number of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Medians {
    /// The lower median: element ⌊(k − 1) / 2⌋ of the k values in ascending order, from 0.
    pub(crate) low: Decimal,
    /// The upper median: element ⌊k / 2⌋.
    pub(crate) high: Decimal,
}

/// The medians of `values`; `None` without values.
///
/// Where at most f of k ≥ 2f + 1 values are lies, both lie between the least and the greatest honest value,
/// whatever the lies are. Source: docs/spec/oracle.md, I3.
pub(crate) fn medians(mut values: Vec<Decimal>) -> Option<Medians> {
    values.sort_unstable();
    let low = values.len().checked_sub(1)? / 2;
    let high = values.len() / 2;
    Some(Medians { low: *values.get(low)?, high: *values.get(high)? })
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;
    use cosmwasm_std::Uint128;
    use proptest::prelude::*;
    use weal_attestation::Quorum;

    fn decimals(values: &[u128]) -> Vec<Decimal> {
        values.iter().map(|value| Decimal::new(Uint128::new(*value))).collect()
    }

    fn pair(values: &[u128]) -> Option<(u128, u128)> {
        medians(decimals(values)).map(|m| (m.low.atomics().u128(), m.high.atomics().u128()))
    }

    #[test]
    fn the_two_middles_of_an_even_number_differ_and_of_an_odd_number_do_not() {
        assert_eq!(pair(&[]), None);
        assert_eq!(pair(&[7]), Some((7, 7)));
        assert_eq!(pair(&[9, 3]), Some((3, 9)));
        assert_eq!(pair(&[5, 9, 3]), Some((5, 5)));
        assert_eq!(pair(&[5, 9, 3, 7]), Some((5, 7)));
    }

    /// Source: bandprotocol/chain@cb3517b3 x/feeds/types/median_test.go TestMedianWeightedPrice, the case
    /// of equal weights.
    #[test]
    fn equal_weights_give_the_published_median() {
        assert_eq!(pair(&[100, 103, 105, 107, 109]), Some((105, 105)));
    }

    /// A committee, some f of it lying, and how many of the silent are missing from the round.
    fn round() -> impl Strategy<Value = (Quorum, Vec<u128>, Vec<u128>)> {
        (4usize..=31, any::<prop::sample::Index>()).prop_flat_map(|(n, extra)| {
            let quorum = Quorum::of(n).unwrap();
            let size = quorum.required() + extra.index(n - quorum.required() + 1);
            let honest = prop::collection::vec(1_000u128..2_000, size - quorum.faulty());
            let lies = prop::collection::vec(
                prop_oneof![1u128..1_000, 2_000u128..3_000, Just(u128::MAX), 1_000u128..2_000],
                quorum.faulty(),
            );
            (Just(quorum), honest, lies)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        /// I3 for every size, with f lies in a round of the quorum or more.
        #[test]
        fn f_liars_cannot_move_a_median_out_of_the_honest_range((_, honest, lies) in round()) {
            let (min, max) = (*honest.iter().min().unwrap(), *honest.iter().max().unwrap());
            let (low, high) = pair(&[honest, lies].concat()).unwrap();
            prop_assert!(min <= low && low <= high && high <= max);
        }

        /// I3 for every size at once, and in it for every number of liars and of dead that together are at most f: both
        /// medians lie among the honest values, however each liar lies.
        #[test]
        fn every_lying_and_dead_up_to_f_of_every_size_leave_both_medians_honest(
            honest in prop::collection::vec(any::<u128>(), 31), lies in prop::collection::vec(any::<u128>(), 10),
        ) {
            for n in 4..=31usize {
                let quorum = Quorum::of(n).unwrap();
                for lying in 0..=quorum.faulty() {
                    for dead in 0..=quorum.faulty() - lying {
                        let truthful = &honest[..n - lying - dead];
                        let (min, max) = (*truthful.iter().min().unwrap(), *truthful.iter().max().unwrap());
                        let round = [truthful, &lies[..lying]].concat();
                        prop_assert!(round.len() >= quorum.required());
                        let (low, high) = pair(&round).unwrap();
                        prop_assert!(min <= low && low <= high && high <= max, "{n}: {lying} lie, {dead} are dead");
                    }
                }
            }
        }

        /// A round needs more than f + 1 observations: otherwise the liars among them are the lower median.
        #[test]
        fn f_liars_move_the_lower_median_of_f_plus_one_observations(n in 4usize..=31, honest in 1_000u128..2_000) {
            let mut values = vec![1; Quorum::of(n).unwrap().faulty()];
            values.push(honest);
            prop_assert_eq!(pair(&values).unwrap().0, 1);
        }
    }
}

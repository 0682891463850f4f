//! Prices over time: what moves them, what does not, and what binds a swap that names nothing.

use super::suite::{Suite, Terms};
use amm_pool::ContractError;
use cosmwasm_std::{StdResult, Uint128, Uint256, coins};
use weal_api::amm_pool::{ExecuteMsg, QueryMsg, TwapResponse};

const DEEP: [u128; 2] = [1_000_000_000, 4_000_000_000];

fn twap(suite: &Suite, window: u64) -> TwapResponse {
    suite.query(&QueryMsg::Twap { window, min_reserves: None })
}

fn q64(value: u128) -> Uint256 {
    Uint256::from(value) * Uint256::from(1u128 << 64)
}

#[test]
fn an_idle_pool_has_the_price_it_opened_with() {
    let mut suite = Suite::opened(DEEP);
    let early: StdResult<TwapResponse> = suite.try_query(&QueryMsg::Twap { window: 60, min_reserves: None });
    let refused = early.unwrap_err().to_string();
    assert!(refused.contains("the pool is empty"), "{refused}");
    suite.wait(100);
    let answer = twap(&suite, 60);
    assert_eq!((answer.seconds, answer.is_covered, answer.is_reliable), (100, true, true));
    assert_eq!(answer.prices[0].of_first, q64(4));
    assert_eq!(answer.prices[0].geometric, q64(4));
    assert!(!twap(&suite, 101).is_covered);
}

/// Findings: means weighted by trades, moved by dust, or by a block's own trades.
/// (25) A mean that many small trades of one block move (Velocimeter #480; Astroport 8a464dbb).
#[test]
fn trades_inside_a_second_leave_the_mean_as_it_was() {
    let mut suite = Suite::opened(DEEP);
    suite.wait(600);
    let bob = suite.bob.clone();
    let before = twap(&suite, 600).prices;
    for _ in 0..20 {
        suite.sell(&bob, 0, 50_000_000).unwrap();
    }
    assert_eq!(twap(&suite, 600).prices, before);
    // From then on the price counts, for as long as it stands: 600 s at 4 and 600 s at 1.
    suite.wait(600);
    let mean = twap(&suite, 1_200).prices[0].of_first;
    assert!(mean.abs_diff(q64(5) / Uint256::from(2u8)) < q64(1) / Uint256::from(1_000_000u128), "{mean}");
}

#[test]
fn a_donation_does_not_move_the_mean() {
    let mut suite = Suite::opened(DEEP);
    suite.wait(600);
    let before = twap(&suite, 600).prices;
    let (bob, pool) = (suite.bob.clone(), suite.pool.clone());
    cw_multi_test::Executor::send_tokens(&mut suite.app, bob, pool, &coins(900_000_000, "uusd")).unwrap();
    suite.wait(60);
    assert_eq!(twap(&suite, 660).prices, before);
}

#[test]
fn the_ring_forgets_the_oldest_and_grows_for_anyone() {
    let mut suite = Suite::opened(DEEP);
    let bob = suite.bob.clone();
    for _ in 0..40 {
        suite.wait(60);
        suite.sell(&bob, 0, 1_000).unwrap();
    }
    let full = twap(&suite, 60);
    assert_eq!((full.observations, full.capacity), (32, 32));
    assert!(twap(&suite, 31 * 60).is_covered && !twap(&suite, 31 * 60 + 1).is_covered);

    for (capacity, accepted) in [(32, false), (1_441, false), (48, true)] {
        let msg = ExecuteMsg::GrowObservations { capacity };
        assert_eq!(suite.execute(&bob, &msg, &[]).is_ok(), accepted, "{capacity}");
    }
    let reason = ContractError::CapacityOutOfRange { found: 48, above: 48, max: 1_440 };
    suite.assert_refused(reason, |suite| {
        suite.execute(&bob, &ExecuteMsg::GrowObservations { capacity: 48 }, &[])
    });
    for grown in 0..120u64 {
        suite.wait(60);
        suite.sell(&bob, 0, 1_000).unwrap();
        // Every window inside the memory is exact, also while the ring grows and turns.
        let memory = u64::from(twap(&suite, 60).observations - 1) * 60;
        for window in [60, memory / 120 * 60, memory] {
            let answer = twap(&suite, window);
            assert_eq!((answer.seconds, answer.is_covered), (window, window > 0), "{grown} {memory}");
        }
    }
    assert_eq!(twap(&suite, 60).observations, 48);
}

#[test]
fn trades_closer_than_the_spacing_share_an_observation() {
    let mut suite = Suite::opened(DEEP);
    let bob = suite.bob.clone();
    for _ in 0..12 {
        suite.wait(10);
        suite.sell(&bob, 0, 1_000).unwrap();
    }
    assert_eq!(twap(&suite, 60).observations, 3);
}

/// A deposit in the ratio of the holdings pays for no observation, and is no way to change what the time before it counts for.
#[test]
fn a_deposit_sums_the_price_before_it_and_keeps_no_observation() {
    let mut suite = Suite::opened([1_001, 4_000_000]);
    let bob = suite.bob.clone();
    suite.wait(600);
    let before = twap(&suite, 600);
    for _ in 0..50 {
        // A unit of rounding each: two of the first asset for what one and a thousandth are worth.
        suite.provide(&bob, [2, 100_000]).unwrap();
    }
    assert_eq!((twap(&suite, 600).prices, twap(&suite, 600).observations), (before.prices.clone(), 1));
    suite.wait(600);
    // 600 s at the price before, 600 s at that after.
    let [first, second] = suite.reserves();
    let after = Uint256::from(second) * q64(1) / Uint256::from(first);
    let mean = (twap(&suite, 600).prices[0].of_first, before.prices[0].of_first + after);
    assert!(mean.0.abs_diff(mean.1 / Uint256::from(2u8)) <= Uint256::from(1u8), "{mean:?}");
}

/// The older of two observations that are more than a minute apart is found, whichever way it is looked for.
#[test]
fn the_youngest_observation_that_is_old_enough_is_found() {
    for spacing in [60, 61, 75, 119, 120, 121, 300] {
        let mut suite = Suite::opened(DEEP);
        let bob = suite.bob.clone();
        let opened = suite.now();
        for _ in 0..31 {
            suite.wait(spacing);
            suite.sell(&bob, 0, 1_000).unwrap();
        }
        suite.wait(7);
        for window in (1..31 * spacing).step_by(29) {
            let age = suite.now() - opened;
            let youngest = (window.saturating_sub(7)).div_ceil(spacing) * spacing + 7;
            assert!(youngest <= age);
            assert_eq!(twap(&suite, window).seconds, youngest, "{spacing} {window}");
        }
    }
}

#[test]
fn a_shallow_or_idle_pool_says_so() {
    let mut suite = Suite::opened(DEEP);
    suite.wait(86_400);
    for (first, is_deep) in [(DEEP[0], true), (DEEP[0] + 1, false)] {
        let min_reserves = Some(suite.named([first, 1]));
        let answer: TwapResponse = suite.query(&QueryMsg::Twap { window: 600, min_reserves });
        assert_eq!((answer.is_deep, answer.is_reliable, answer.is_stale), (is_deep, is_deep, false));
    }
    suite.wait(1);
    let answer = twap(&suite, 600);
    assert_eq!((answer.is_stale, answer.is_reliable), (true, false));
}

/// A bitcoin with eight decimals against 60,000 of a token with six, and the smallest pool there is: what the rounding of an exit makes
/// of the price holds from then on, and not for the time before it.
#[test]
fn a_withdrawal_sums_the_price_before_it() {
    for open in [[100_000_000, 60_000 * 1_000_000], [1_000, 1_000_000_000_000]] {
        let mut suite = Suite::opened_with(open, |_| {});
        let alice = suite.alice.clone();
        suite.wait(3_600);
        let before = twap(&suite, 600);
        let shares = suite.shares(&alice);
        suite.withdraw(&alice, shares).unwrap();
        let after = twap(&suite, 600);
        assert_eq!(after.prices, before.prices);
        assert!(!after.is_deep && !after.is_reliable, "what is left is no depth: {:?}", suite.reserves());
        // An exit keeps no observation, so that it is no way to fill the ring.
        assert_eq!((after.observations, after.traded_at), (1, before.traded_at));
        suite.wait(300);
        assert_ne!(twap(&suite, 60).prices, before.prices, "the price since");
    }
}

#[test]
fn liquidity_does_not_make_an_idle_price_fresh_nor_a_shallow_one_deep() {
    let mut suite = Suite::opened(DEEP);
    let bob = suite.bob.clone();
    suite.wait(30 * 86_400);
    suite.provide(&bob, [10, 40]).unwrap();
    let answer = twap(&suite, 600);
    assert_eq!((answer.is_stale, answer.is_reliable, answer.is_deep), (true, false, true));

    // Deep since now is not deep for ten minutes; and a trade of units makes a price fresh, but not deep.
    let mut suite = Suite::opened([2_000, 8_000]);
    let bob = suite.bob.clone();
    suite.wait(30 * 86_400);
    suite.sell(&bob, 0, 10).unwrap();
    suite.provide(&bob, DEEP).unwrap();
    for _ in 0..9 {
        suite.wait(60);
        suite.sell(&bob, 0, 1_000).unwrap();
        let answer = twap(&suite, 600);
        assert_eq!((answer.is_stale, answer.is_deep, answer.is_reliable), (false, false, false));
    }
    suite.wait(120);
    let answer = twap(&suite, 600);
    assert!(
        answer.is_deep && answer.is_reliable,
        "the window begins when the liquidity was there: {answer:?}"
    );
}

#[test]
fn a_price_needs_depth_where_nobody_names_one() {
    for (first, is_deep) in [(1_000_000, true), (999_999, false)] {
        let mut suite = Suite::opened([first, 4_000_000]);
        suite.wait(600);
        let answer = twap(&suite, 600);
        assert_eq!((answer.is_deep, answer.is_reliable), (is_deep, is_deep));
        let min_reserves = Some(suite.named([first, 1]));
        let named: TwapResponse = suite.query(&QueryMsg::Twap { window: 600, min_reserves });
        assert_eq!((named.is_deep, named.is_reliable), (true, true));
    }
}

/// A swap that names nothing is bound by the mean of ten minutes: whoever has moved the price in this block finds no
/// one to sell to.
#[test]
fn a_swap_without_bounds_is_refused_far_below_the_mean() {
    let mut suite = Suite::opened(DEEP);
    let (bob, carol) = (suite.bob.clone(), suite.carol.clone());
    suite.wait(599);
    suite.sell(&bob, 0, 60_000_000).unwrap();
    // Not yet ten minutes of memory: the impact alone binds.
    assert!(suite.simulate(0, 1_000_000).unwrap().within_default_impact);
    suite.wait(1);
    let quote = suite.simulate(0, 1_000_000).unwrap();
    assert!(!quote.within_default_impact);
    let found = quote.receive.amount;
    // 95 % of ⌊10^6 × (599 × 4 + 3.55999) ÷ 600⌋ = 3,999,266, less a unit; and of that less the fee, rounded up.
    let required = Uint128::new(3_799_301 - 11_398);
    suite.assert_refused(ContractError::BelowTwap { found, required }, |suite| {
        suite.sell_with(&carol, 0, 1_000_000, &Terms::default())
    });
    let named = Terms { max_impact_bps: Some(500), ..Terms::default() };
    suite.sell_with(&carol, 0, 1_000_000, &named).unwrap();
    // The other way the price is better than the mean.
    suite.sell_with(&carol, 1, 1_000_000, &Terms::default()).unwrap();
}

#[test]
fn a_stableswap_has_a_mean_for_each_asset_and_bounds_between_any_two() {
    let mut suite = Suite::stable_with([1_000_000_000; 3]);
    let bob = suite.bob.clone();
    suite.wait(600);
    let answer = twap(&suite, 600);
    assert_eq!(answer.prices.len(), 2);
    let one = q64(1);
    assert!(answer.prices.iter().all(|price| price.of_first.abs_diff(one) < Uint256::from(1_000u128)));
    // Far out of balance: more than 5 % below the mean.
    let away = Terms { ask: Some(suite.assets[2].clone()), max_impact_bps: Some(10_000), ..Terms::default() };
    suite.sell_with(&bob, 1, 990_000_000, &away).unwrap();
    let unbound = Terms { max_impact_bps: None, ..away };
    let error = suite.sell_with(&bob, 1, 1_000_000, &unbound).unwrap_err().to_string();
    assert!(error.contains("is required by the mean price"), "{error}");
    suite.wait(600);
    let moved = twap(&suite, 600).prices;
    assert!(moved[1].of_first < moved[0].in_first);
}

//! The invariants of `docs/spec/amm-options.md` §2, over histories of deposits, exits, transfers and surcharges.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use amm_math::cover::{
    Cover, CoverError, CoverTerms, CoveredPosition, Exit, ExitOutcome, MAX_COVER_AGE, MIN_COVER_AGE,
};
use amm_math::{LpShares, MathError};
use cosmwasm_std::{Uint128, Uint256};
use proptest::prelude::*;

const DAY: u64 = 86_400;
const START: u64 = 1_700_000_000;

fn terms() -> CoverTerms {
    CoverTerms::new(5_000, 7 * DAY).unwrap()
}

fn amounts<const N: usize>(values: [u128; N]) -> Vec<Uint128> {
    values.map(Uint128::new).to_vec()
}

fn even() -> Vec<Uint256> {
    vec![Uint256::from(1u128 << 64); 2]
}

fn exit(cover: &Cover, position: &CoveredPosition, shares: u128, paid: [u128; 2], now: u64) -> ExitOutcome {
    let (paid, prices) = (amounts(paid), even());
    let leaving = Exit { shares: LpShares::new(shares), amounts: &paid, prices: &prices };
    cover.exited(position, leaving, &terms(), now).unwrap()
}

/// Two positions of 100 shares, the second 10 days after the first, and a reserve of 900 and 0.
fn two() -> (Cover, CoveredPosition, CoveredPosition) {
    let none = CoveredPosition::empty(2);
    let shares = LpShares::new(100);
    let (cover, old) = Cover::empty(2).entered(&none, shares, &amounts([1_000, 1_000]), START).unwrap();
    let (cover, young) = cover.entered(&none, shares, &amounts([1_000, 1_000]), START + 10 * DAY).unwrap();
    let (cover, taken) = cover.fed(0, Uint128::new(1_801), &terms()).unwrap();
    assert_eq!(taken, Uint128::new(900), "half of a surcharge, rounded down");
    (cover, old, young)
}

#[test]
fn the_reserve_is_shared_by_share_seconds() {
    let (cover, old, young) = two();
    let at = START + 20 * DAY; // weights 20 : 10
    assert_eq!(cover.payable(&old, &terms(), at), Ok(amounts([600, 0])));
    assert_eq!(cover.payable(&young, &terms(), at), Ok(amounts([300, 0])));
}

#[test]
fn an_exit_is_paid_its_loss_and_no_more() {
    let (cover, old, _) = two();
    let outcome = exit(&cover, &old, 100, [1_500, 400], START + 20 * DAY);
    assert_eq!(outcome.paid, amounts([100, 0]), "2,000 deposited, 1,900 withdrawn");
    assert_eq!(outcome.cover.reserves, amounts([800, 0]));
    assert_eq!(outcome.position.shares, LpShares::default());
}

#[test]
fn an_exit_is_paid_its_part_of_the_reserve_and_no_more() {
    let (cover, old, young) = two();
    let outcome = exit(&cover, &old, 100, [500, 500], START + 20 * DAY);
    assert_eq!(outcome.paid, amounts([600, 0]));
    assert_eq!(outcome.cover.payable(&young, &terms(), START + 20 * DAY), Ok(amounts([300, 0])));
}

#[test]
fn a_gain_is_paid_nothing_and_leaves_its_part_to_the_others() {
    let (cover, old, young) = two();
    let outcome = exit(&cover, &old, 100, [1_500, 501], START + 20 * DAY);
    assert_eq!((outcome.paid, outcome.loss), (amounts([0, 0]), Uint256::zero()));
    assert_eq!(outcome.cover.payable(&young, &terms(), START + 20 * DAY), Ok(amounts([900, 0])));
}

#[test]
fn a_position_is_covered_from_its_age_on() {
    let (cover, _, young) = two();
    let covered_at = START + 17 * DAY;
    let before = exit(&cover, &young, 100, [500, 500], covered_at - 1);
    assert_eq!(before.paid, amounts([0, 0]));
    assert_eq!(before.cover.reserves, amounts([900, 0]));
    assert!(!exit(&cover, &young, 100, [500, 500], covered_at).paid[0].is_zero());
}

#[test]
fn a_later_deposit_restarts_the_age_of_a_position() {
    let (cover, old, _) = two();
    let now = START + 20 * DAY;
    let (cover, old) = cover.entered(&old, LpShares::new(1), &amounts([10, 10]), now).unwrap();
    assert_eq!(cover.payable(&old, &terms(), now + 7 * DAY - 1), Ok(amounts([0, 0])));
    assert_ne!(cover.payable(&old, &terms(), now + 7 * DAY), Ok(amounts([0, 0])));
}

#[test]
fn a_newcomer_lowers_nothing_that_others_can_be_paid() {
    let (cover, old, young) = two();
    let now = START + 20 * DAY;
    let none = CoveredPosition::empty(2);
    let (crowded, _) = cover.entered(&none, LpShares::new(1 << 100), &amounts([1, 1]), now).unwrap();
    for position in [old, young] {
        assert_eq!(
            crowded.payable(&position, &terms(), now).unwrap(),
            cover.payable(&position, &terms(), now).unwrap()
        );
    }
}

#[test]
fn shares_moved_away_are_paid_nothing_and_weigh_nothing() {
    let (cover, old, young) = two();
    let now = START + 20 * DAY;
    let (cover, left) = cover.forfeited(&old, LpShares::new(100), now).unwrap();
    assert_eq!(cover.reserves, amounts([900, 0]));
    assert_eq!(cover.payable(&left, &terms(), now), Ok(amounts([0, 0])));
    assert_eq!(cover.payable(&young, &terms(), now), Ok(amounts([900, 0])));
}

#[test]
fn a_loss_beyond_what_can_be_counted_pays_nothing_and_still_exits() {
    let none = CoveredPosition::empty(2);
    let most = vec![Uint128::MAX; 2];
    let (cover, old) = Cover::empty(2).entered(&none, LpShares::new(10), &most, START).unwrap();
    let (cover, _) = cover.fed(1, Uint128::new(100), &terms()).unwrap();
    let (paid, prices) = (amounts([1, 1]), vec![Uint256::MAX; 2]);
    let leaving = Exit { shares: LpShares::new(10), amounts: &paid, prices: &prices };
    let outcome = cover.exited(&old, leaving, &terms(), START + 8 * DAY).unwrap();
    assert_eq!((outcome.paid, outcome.cover.shares), (amounts([0, 0]), LpShares::default()));
}

#[test]
fn refusals_say_what_was_wrong() {
    let (cover, old, _) = two();
    let none = CoveredPosition::empty(2);
    let [one, many, zero] = [1, 101, 0].map(LpShares::new);
    let back = CoverError::ClockWentBack { now: START, changed_at: START + 10 * DAY };
    assert_eq!(cover.entered(&none, one, &amounts([1, 1]), START).unwrap_err(), back);
    assert_eq!(cover.payable(&old, &terms(), START).unwrap_err(), back);
    assert_eq!(cover.forfeited(&old, one, START).unwrap_err(), back);
    let insufficient = MathError::InsufficientShares { found: LpShares::new(100), required: many };
    assert_eq!(cover.forfeited(&old, many, START + 10 * DAY), Err(insufficient.into()));
    assert_eq!(cover.forfeited(&old, zero, START + 10 * DAY), Err(MathError::ZeroAmount.into()));
    assert_eq!(
        cover.entered(&none, zero, &amounts([1, 1]), START + 10 * DAY),
        Err(MathError::ZeroAmount.into())
    );
    let wrong = MathError::WrongLength { found: 3, required: 2 };
    assert_eq!(
        cover.entered(&none, one, &amounts([1, 1, 1]), START + 10 * DAY),
        Err(wrong.into()),
        "one amount for each asset"
    );
    let wrong = MathError::WrongLength { found: 2, required: 2 };
    assert_eq!(cover.fed(2, Uint128::one(), &terms()), Err(wrong.into()));
    for found in [MIN_COVER_AGE - 1, MAX_COVER_AGE + 1] {
        assert_eq!(CoverTerms::new(1, found), Err(CoverError::AgeOutOfRange { found }));
    }
    assert!(CoverTerms::new(10_000, MIN_COVER_AGE).is_ok() && CoverTerms::new(0, MAX_COVER_AGE).is_ok());
    assert!(matches!(CoverTerms::new(10_001, MIN_COVER_AGE), Err(CoverError::FixedPoint(_))));
}

/// One message of a history: `account` deposits, exits, moves shares away, or a trade pays a surcharge.
#[derive(Clone, Debug)]
enum Step {
    Enter { account: usize, shares: u128, deposit: [u128; 2] },
    Exit { account: usize, share_bps: u128, kept_bps: u128, price: u128 },
    Forfeit { account: usize, share_bps: u128 },
    Feed { asset: usize, surcharge: u128 },
}

const ACCOUNTS: usize = 5;

fn step() -> impl Strategy<Value = (u64, Step)> {
    let shares = (0u32..100, any::<u128>()).prop_map(|(bits, noise)| (1 << bits) + noise % (1 << bits));
    let enter = (0..ACCOUNTS, shares, [1u128..1 << 80, 1u128..1 << 80])
        .prop_map(|(account, shares, deposit)| Step::Enter { account, shares, deposit });
    let exit = (0..ACCOUNTS, 1u128..=10_000, 0u128..12_000, 1u128..1 << 80)
        .prop_map(|(account, share_bps, kept_bps, price)| Step::Exit { account, share_bps, kept_bps, price });
    let forfeit =
        (0..ACCOUNTS, 1u128..=10_000).prop_map(|(account, share_bps)| Step::Forfeit { account, share_bps });
    let feed = (0usize..2, 0u128..1 << 80).prop_map(|(asset, surcharge)| Step::Feed { asset, surcharge });
    (0..9 * DAY, prop_oneof![3 => enter, 3 => exit, 1 => forfeit, 3 => feed])
}

struct History {
    cover: Cover,
    positions: Vec<CoveredPosition>,
    fed: [u128; 2],
    paid: [u128; 2],
    now: u64,
}

impl History {
    fn new() -> Self {
        let positions = vec![CoveredPosition::empty(2); ACCOUNTS];
        Self { cover: Cover::empty(2), positions, fed: [0; 2], paid: [0; 2], now: START }
    }

    fn apply(&mut self, step: &Step) {
        match *step {
            Step::Enter { account, shares, deposit } => {
                let (shares, deposit) = (LpShares::new(shares), amounts(deposit));
                let entered = self.cover.entered(&self.positions[account], shares, &deposit, self.now);
                (self.cover, self.positions[account]) = entered.unwrap();
            }
            Step::Exit { account, share_bps, kept_bps, price } => {
                self.exit(account, share_bps, kept_bps, price);
            }
            Step::Forfeit { account, share_bps } => {
                let shares = self.part(account, share_bps);
                if !shares.is_zero() {
                    let forfeited = self.cover.forfeited(&self.positions[account], shares, self.now);
                    (self.cover, self.positions[account]) = forfeited.unwrap();
                }
            }
            Step::Feed { asset, surcharge } => {
                let (cover, taken) = self.cover.fed(asset, surcharge.into(), &terms()).unwrap();
                self.cover = cover;
                self.fed[asset] += taken.u128();
            }
        }
    }

    fn part(&self, account: usize, share_bps: u128) -> LpShares {
        let held = self.positions[account].shares.amount();
        LpShares::from(held.multiply_ratio(share_bps, 10_000u128))
    }

    /// The pool pays `kept_bps` of what was deposited for the shares: a loss or a gain.
    fn exit(&mut self, account: usize, share_bps: u128, kept_bps: u128, price: u128) {
        let shares = self.part(account, share_bps);
        if shares.is_zero() {
            return;
        }
        let position = self.positions[account].clone();
        let ratio = |amount: Uint128| {
            amount
                .multiply_ratio(shares.amount(), position.shares.amount())
                .multiply_ratio(kept_bps, 10_000u128)
        };
        let out: Vec<_> = position.entry.iter().copied().map(ratio).collect();
        let prices = vec![Uint256::from(1u128 << 64), Uint256::from(price)];
        let payable = self.cover.payable(&position, &terms(), self.now).unwrap();
        let leaving = Exit { shares, amounts: &out, prices: &prices };
        let outcome = self.cover.exited(&position, leaving, &terms(), self.now).unwrap();

        let value = |of: &[Uint128]| -> Uint256 {
            of.iter().zip(&prices).map(|(amount, price)| Uint256::from(*amount) * price).sum()
        };
        assert!(value(&outcome.paid) <= outcome.loss, "never more than the loss");
        for (asset, paid) in outcome.paid.iter().enumerate() {
            assert!(*paid <= payable[asset], "never more than the part of the reserve");
            self.paid[asset] += paid.u128();
        }
        if value(&outcome.paid) > Uint256::zero() {
            let held = value(&position.entry);
            assert!(value(&out) + value(&outcome.paid) <= held, "never better off than by holding");
            assert!(self.now - position.entered_at >= terms().min_age());
        }
        let others: Vec<_> = (0..ACCOUNTS).filter(|other| *other != account).collect();
        for other in others {
            let before = self.cover.payable(&self.positions[other], &terms(), self.now).unwrap();
            let after = outcome.cover.payable(&self.positions[other], &terms(), self.now).unwrap();
            assert!(
                before.iter().zip(&after).all(|(before, after)| before <= after),
                "an exit takes from nobody"
            );
        }
        (self.cover, self.positions[account]) = (outcome.cover, outcome.position);
    }

    /// What is written in §2.3 of the page.
    fn assert_invariants(&self) {
        let shares: Uint128 = self.positions.iter().map(|position| position.shares.amount()).sum();
        let moment: Uint256 = self.positions.iter().map(|position| position.moment).sum();
        assert_eq!((self.cover.shares.amount(), self.cover.moment), (shares, moment));
        for asset in 0..2 {
            let reserve = self.cover.reserves[asset].u128();
            assert_eq!(reserve + self.paid[asset], self.fed[asset], "nothing minted, nothing borrowed");
            for later in [0, DAY, 400 * DAY] {
                let payable: Uint128 = self
                    .positions
                    .iter()
                    .map(|position| self.cover.payable(position, &terms(), self.now + later).unwrap()[asset])
                    .sum();
                assert!(payable.u128() <= reserve, "{payable} of {reserve}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_reserve_covers_all_that_is_payable(steps in prop::collection::vec(step(), 1..40)) {
        let mut history = History::new();
        for (seconds, step) in &steps {
            history.now += seconds;
            history.apply(step);
            history.assert_invariants();
        }
    }

    /// Whoever leaves first, nobody is paid less than was payable to them, and the reserve suffices for all.
    #[test]
    fn any_order_of_exits_pays_at_least_what_was_payable(
        steps in prop::collection::vec(step(), 1..20), order in Just((0..ACCOUNTS).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mut history = History::new();
        for (seconds, step) in &steps {
            history.now += seconds;
            history.apply(step);
        }
        history.now += 8 * DAY;
        for account in order {
            let position = history.positions[account].clone();
            if position.shares.is_zero() { continue }
            let payable = history.cover.payable(&position, &terms(), history.now).unwrap();
            let reserves = history.cover.reserves.clone();
            // A total loss.
            history.exit(account, 10_000, 0, 1 << 64);
            let worth = |of: &[Uint128]| of.iter().map(|amount| amount.u128()).sum::<u128>();
            let paid: Vec<_> = reserves.iter().zip(&history.cover.reserves).map(|(a, b)| a - b).collect();
            let expected = worth(&payable).min(worth(&position.entry));
            // At most one unit of each asset less, by rounding.
            prop_assert!(worth(&paid) <= expected && worth(&paid) + 2 >= expected);
        }
    }

    /// Entering and leaving at once or in a loop is never paid; the honest holder keeps the whole reserve.
    #[test]
    fn loops_of_entry_and_exit_are_never_paid(
        reserve in 2u128..1 << 80, shares in 1u128..1 << 100, loops in prop::collection::vec(0..7 * DAY, 1..12),
    ) {
        let none = CoveredPosition::empty(2);
        let deposit = amounts([1 << 90, 1 << 90]);
        let (cover, honest) = Cover::empty(2).entered(&none, LpShares::new(1_000), &deposit, START).unwrap();
        let (mut cover, taken) = cover.fed(0, reserve.into(), &terms()).unwrap();
        let mut now = START + 30 * DAY;
        for held in loops {
            let (entered, position) = cover.entered(&none, LpShares::new(shares), &deposit, now).unwrap();
            now += held;
            let outcome = exit(&entered, &position, shares, [0, 0], now);
            prop_assert_eq!(outcome.paid, amounts([0, 0]));
            cover = outcome.cover;
        }
        prop_assert_eq!(cover.payable(&honest, &terms(), now), Ok(vec![taken, Uint128::zero()]));
    }

    /// A position split over many accounts or many exits is paid what one is, but for units of rounding.
    #[test]
    fn splitting_a_position_is_never_paid_more(
        reserve in 2u128..1 << 80, parts in prop::collection::vec(1u128..1 << 60, 1..8),
        other in 1u128..1 << 60, kept_bps in 0u128..10_000,
    ) {
        let none = CoveredPosition::empty(2);
        let whole: u128 = parts.iter().sum();
        let deposit = amounts([whole * 1_000, whole * 1_000]);
        let now = START + 30 * DAY;
        let (cover, _) = Cover::empty(2).entered(&none, LpShares::new(other), &deposit, START).unwrap();
        let (cover, mine) = cover.entered(&none, LpShares::new(whole), &deposit, START + DAY).unwrap();
        let (cover, _) = cover.fed(0, reserve.into(), &terms()).unwrap();
        let out = |shares: u128| [shares * 1_000 * kept_bps / 10_000; 2];
        let at_once = exit(&cover, &mine, whole, out(whole), now).paid[0];
        let (mut split, mut position, mut in_parts) = (cover, mine, Uint128::zero());
        for part in &parts {
            let outcome = exit(&split, &position, *part, out(*part), now);
            in_parts += outcome.paid[0];
            (split, position) = (outcome.cover, outcome.position);
        }
        prop_assert!(in_parts <= at_once + Uint128::new(2 * parts.len() as u128), "{in_parts} {at_once}");
    }
}

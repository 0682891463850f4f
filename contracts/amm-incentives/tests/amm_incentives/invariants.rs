//! The invariants of `docs/spec/amm-incentives.md` §4 over random histories.

use crate::suite::{NOW, SHARES, Suite};
use cosmwasm_std::coin;
use proptest::prelude::*;
use std::collections::BTreeMap;
use weal_api::amm_incentives::{Cw20HookMsg, ExecuteMsg};

#[derive(Clone, Debug)]
enum Step {
    Stake { account: usize, amount: u128 },
    Withdraw { account: usize, amount: u128 },
    Fund { amount: u128, in_gold: bool, delay: u64, seconds: u64 },
    Claim { account: usize, schedule: usize },
    ReturnOrphaned { schedule: usize },
}

fn step() -> impl Strategy<Value = (u64, Step)> {
    let amount = || prop_oneof![1u128..20, 1u128..SHARES];
    let stake = (0usize..2, amount()).prop_map(|(account, amount)| Step::Stake { account, amount });
    let withdraw = (0usize..2, amount()).prop_map(|(account, amount)| Step::Withdraw { account, amount });
    let fund = (1u128..20_000, any::<bool>(), 0u64..50, 1u64..300)
        .prop_map(|(amount, in_gold, delay, seconds)| Step::Fund { amount, in_gold, delay, seconds });
    let claim = (0usize..2, 0usize..8).prop_map(|(account, schedule)| Step::Claim { account, schedule });
    let orphaned = (0usize..8).prop_map(|schedule| Step::ReturnOrphaned { schedule });
    (0u64..60, prop_oneof![3 => stake, 2 => withdraw, 2 => fund, 3 => claim, 1 => orphaned])
}

struct History {
    suite: Suite,
    offset: u64,
    count: u64,
    /// Schedule → what its claims paid to all accounts.
    paid: BTreeMap<u64, u128>,
}

impl History {
    /// A refused message changes nothing: the invariants hold after it as before.
    fn apply(&mut self, seconds: u64, step: &Step) {
        self.offset += seconds;
        self.suite.at(self.offset);
        let accounts = [self.suite.alice.clone(), self.suite.bob.clone()];
        match *step {
            Step::Stake { account, amount } => drop(self.suite.stake(&accounts[account], amount)),
            Step::Withdraw { account, amount } => drop(self.suite.withdraw(&accounts[account], amount)),
            Step::Claim { account, schedule } => {
                let expected = self.claimable(&accounts[account], schedule as u64 + 1);
                let paid = self.suite.claim(&accounts[account], &[schedule as u64 + 1]).is_ok();
                assert_eq!(paid, expected > 0, "a claim pays what the query says");
                *self.paid.entry(schedule as u64 + 1).or_default() += expected;
            }
            Step::ReturnOrphaned { schedule } => drop(self.suite.return_orphaned(schedule as u64 + 1)),
            Step::Fund { amount, in_gold, delay, seconds } => {
                let (funder, gold) = (self.suite.funder.clone(), self.suite.gold.clone());
                let starts = self.offset + delay;
                let period = self.suite.period(starts, starts + seconds);
                let result = if in_gold {
                    self.suite.send(&funder, &gold, amount, &Cw20HookMsg::CreateSchedule(period))
                } else {
                    self.suite.execute(&funder, &ExecuteMsg::CreateSchedule(period), &[coin(amount, "uusd")])
                };
                result.unwrap();
                self.count += 1;
            }
        }
    }

    fn claimable(&self, account: &cosmwasm_std::Addr, schedule_id: u64) -> u128 {
        if schedule_id > self.count { 0 } else { self.suite.claimable(account, schedule_id) }
    }

    fn assert_invariants(&self) {
        let suite = &self.suite;
        let (alice, total) = suite.staked(&suite.alice);
        let (bob, _) = suite.staked(&suite.bob);
        assert_eq!(alice + bob, total);
        assert_eq!(suite.balance(&suite.pool, &suite.incentives), total);
        let (mut uusd, mut gold) = (0, 0);
        for schedule_id in 1..=self.count {
            let schedule = suite.schedule(schedule_id);
            let [amount, paid, returned, orphaned] =
                [schedule.amount, schedule.paid, schedule.orphaned_returned, schedule.orphaned]
                    .map(|value| value.u128());
            assert_eq!(paid, self.paid.get(&schedule_id).copied().unwrap_or_default(), "paid = Σ claims");
            let left = amount - paid - returned;
            let owed: u128 =
                [&suite.alice, &suite.bob].map(|account| suite.claimable(account, schedule_id)).iter().sum();
            assert!(owed + (orphaned - returned) <= left, "what is owed is there: {schedule:?} {owed}");
            match schedule.reward {
                weal_api::asset::AssetInfo::Native { .. } => uusd += left,
                weal_api::asset::AssetInfo::Cw20 { .. } => gold += left,
            }
        }
        assert_eq!(suite.uusd(&suite.incentives), uusd, "paid + orphaned + left = funded");
        assert_eq!(suite.balance(&suite.gold, &suite.incentives), gold);
    }

    /// Long after the last end everybody claims and every orphan returns: of each schedule less than a unit for each
    /// account and one for the funder is left.
    fn close(&mut self) {
        self.offset += 1_000;
        self.suite.at(self.offset);
        for schedule_id in 1..=self.count {
            for account in [self.suite.alice.clone(), self.suite.bob.clone()] {
                let owed = self.suite.claimable(&account, schedule_id);
                assert_eq!(self.suite.claim(&account, &[schedule_id]).is_ok(), owed > 0);
                *self.paid.entry(schedule_id).or_default() += owed;
            }
            drop(self.suite.return_orphaned(schedule_id));
            let schedule = self.suite.schedule(schedule_id);
            let left = schedule.amount - schedule.paid - schedule.orphaned_returned;
            assert!(left.u128() <= 3, "{schedule:?}");
        }
        self.assert_invariants();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn random_histories_pay_out_what_was_funded(steps in prop::collection::vec(step(), 1..30)) {
        let mut history = History { suite: Suite::new(), offset: 0, count: 0, paid: BTreeMap::new() };
        for (seconds, step) in &steps {
            history.apply(*seconds, step);
            history.assert_invariants();
        }
        history.close();
        prop_assert!(history.suite.app.block_info().time.seconds() > NOW);
    }

    /// Amounts at which a unit of rounding weighs most, of a token that keeps no balances.
    #[test]
    fn the_largest_stakes_never_earn_more_than_was_funded(
        first in 1u128..1 << 126, second in 1u128..1 << 126, amount in 1u128 << 100..u128::MAX,
        moments in [0u64..40, 0u64..40, 0u64..40], seconds in 1u64..50,
    ) {
        let mut suite = Suite::new();
        let (alice, bob, pool) = (suite.alice.clone(), suite.bob.clone(), suite.wayward.clone());
        let mut period = suite.period(moments[2], moments[2] + seconds);
        period.pool = pool.to_string();
        let funder = suite.funder.clone();
        suite.send(&funder, &pool, amount, &Cw20HookMsg::CreateSchedule(period)).unwrap();
        let mut stakes = [(moments[0], &alice, first), (moments[1], &bob, second)];
        stakes.sort_by_key(|(moment, ..)| *moment);
        for (moment, account, shares) in stakes {
            suite.at(moment);
            suite.send(account, &pool, shares, &Cw20HookMsg::Stake {}).unwrap();
        }
        suite.at(1_000);
        let owed: Vec<_> = [&alice, &bob].map(|account| suite.claimable(account, 1)).to_vec();
        let orphaned = suite.schedule(1).orphaned.u128();
        let all = owed.iter().try_fold(orphaned, |sum, owed| sum.checked_add(*owed));
        prop_assert!(all.is_some_and(|all| all <= amount), "{owed:?} and {orphaned} of {amount}");
    }

    /// Claiming in every second or once pays the same to the unit.
    #[test]
    fn claiming_often_pays_what_claiming_once_does(
        stakes in [1u128..SHARES, 1u128..SHARES], amount in 1u128..5_000, claims in prop::collection::vec(1u64..40, 0..8),
    ) {
        let paid_after = |claims: &[u64]| {
            let mut suite = Suite::new();
            let (alice, bob, funder) = (suite.alice.clone(), suite.bob.clone(), suite.funder.clone());
            let msg = ExecuteMsg::CreateSchedule(suite.period(5, 105));
            suite.execute(&funder, &msg, &[coin(amount, "uusd")]).unwrap();
            suite.stake(&alice, stakes[0]).unwrap();
            suite.at(3);
            suite.stake(&bob, stakes[1]).unwrap();
            let mut offset = 3;
            for seconds in claims {
                offset += seconds;
                suite.at(offset);
                drop(suite.claim(&alice, &[1]));
            }
            suite.at(offset.max(105));
            drop(suite.claim(&alice, &[1]));
            suite.uusd(&alice)
        };
        prop_assert_eq!(paid_after(&claims), paid_after(&[]));
    }
}

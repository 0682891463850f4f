//! Random histories of three users, a feed and a clock: the invariants of docs/spec/lending-market.md.

use crate::suite::{Kind, MAX_AGE, Suite, WEALTH, rate, units};
use cosmwasm_std::{Decimal, StdResult, Uint128, Uint256};
use cw_multi_test::AppResponse;
use proptest::prelude::*;
use weal_api::lending_market::*;

const NAMES: [&str; 3] = ["alice", "bob", "carol"];

#[derive(Clone, Debug)]
enum Step {
    Supply {
        who: usize,
        amount: u128,
    },
    Withdraw {
        who: usize,
        amount: Option<u128>,
    },
    Pledge {
        who: usize,
        amount: u128,
    },
    Unpledge {
        who: usize,
        amount: Option<u128>,
    },
    Borrow {
        who: usize,
        part: u128,
    },
    Repay {
        who: usize,
        debtor: usize,
        amount: u128,
    },
    Liquidate {
        who: usize,
        borrower: usize,
        amount: u128,
    },
    Price {
        cents: u128,
    },
    Wait {
        seconds: u64,
    },
    Donate {
        amount: u128,
    },
    /// New terms, announced and applied: other rates and another minimum debt.
    Terms {
        base_bps: u64,
        min_debt: u128,
    },
    Tighten {
        max_ltv: u64,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let who = || 0..NAMES.len();
    let amount = || prop_oneof![1..1_000u128, 1_000..2_000_000u128];
    let collateral = || 1..100_000u128;
    prop_oneof![
        3 => (who(), amount()).prop_map(|(who, amount)| Step::Supply { who, amount }),
        2 => (who(), prop::option::of(amount())).prop_map(|(who, amount)| Step::Withdraw { who, amount }),
        3 => (who(), collateral()).prop_map(|(who, amount)| Step::Pledge { who, amount }),
        2 => (who(), prop::option::of(collateral())).prop_map(|(who, amount)| Step::Unpledge { who, amount }),
        4 => (who(), 1..102u128).prop_map(|(who, part)| Step::Borrow { who, part }),
        2 => (who(), who(), amount()).prop_map(|(who, debtor, amount)| Step::Repay { who, debtor, amount }),
        5 => (who(), who(), prop_oneof![amount(), 100_000..2_000_000u128])
            .prop_map(|(who, borrower, amount)| Step::Liquidate { who, borrower, amount }),
        3 => (500..1_100u128).prop_map(|cents| Step::Price { cents }),
        2 => (1..10_000_000u64).prop_map(|seconds| Step::Wait { seconds }),
        1 => amount().prop_map(|amount| Step::Donate { amount }),
        1 => (0..5_000u64, 1..5_000u128).prop_map(|(base_bps, min_debt)| Step::Terms { base_bps, min_debt }),
        1 => (40..71u64).prop_map(|max_ltv| Step::Tighten { max_ltv }),
    ]
}

/// A market and what the outside world knows of it.
struct History {
    suite: Suite,
    price: String,
    donated: u128,
    /// The reserve that the contract should have.
    reserve: ReserveModel,
    /// `(supplied + 1) ÷ (shares + 10^6)` and the borrow index, before the step.
    last: MarketResponse,
}

/// The reserve as the page defines it, kept beside the contract's.
struct ReserveModel {
    /// The reserve, in 10^-18 loan base units.
    value: u128,
    /// The reserve's part of interest since the last movement of the loan asset, in 10^-18.
    part: u128,
    /// The market's debt up to which interest has been shared, loan base units.
    debt: u128,
}

impl ReserveModel {
    const ONE: u128 = 1_000_000_000_000_000_000;

    /// Adds interest since the last look: the growth of the debts with no message in between.
    fn accrue(&mut self, totals: &MarketResponse) {
        self.value += (totals.debt.u128() - self.debt) * self.part;
        self.debt = totals.debt.u128();
    }

    /// Sets the part after a movement: a tenth, and of the rest `reserve ÷ (cash + debt)`, rounded up.
    fn moved(&mut self, totals: &MarketResponse) {
        let owned = totals.cash.u128() + totals.debt.u128();
        let own = (9 * Self::ONE / 10 * totals.reserve.u128()).div_ceil(owned.max(1));
        self.part = Self::ONE / 10 + own;
        self.debt = totals.debt.u128();
    }
}

impl History {
    fn new(kind: Kind) -> Self {
        let mut suite = Suite::of(kind);
        suite.supply("alice", 1_000_000).unwrap();
        for name in ["bob", "carol"] {
            suite.pledge(name, 50_000).unwrap();
            suite.borrow(name, 340_000).unwrap();
        }
        let last = suite.totals();
        let mut reserve = ReserveModel { value: 0, part: 0, debt: 0 };
        reserve.moved(&last);
        Self { suite, price: "10".into(), donated: 0, reserve, last }
    }

    fn is_healthy(&self, who: usize) -> bool {
        !matches!(self.suite.position(NAMES[who]).health, Health::Liquidatable { .. })
    }

    /// Runs a step; returns the loss it booked on suppliers.
    fn run(&mut self, step: &Step) -> Uint128 {
        let healthy: Vec<bool> = (0..NAMES.len()).map(|who| self.is_healthy(who)).collect();
        let suite = &mut self.suite;
        let mut loss = Uint128::zero();
        let outcome = match *step {
            Step::Supply { who, amount } => suite.supply(NAMES[who], amount),
            Step::Withdraw { who, amount } => suite.withdraw(NAMES[who], amount),
            Step::Pledge { who, amount } => suite.pledge(NAMES[who], amount),
            Step::Unpledge { who, amount } => suite.unpledge(NAMES[who], amount),
            Step::Borrow { who, part } => self.borrow(who, part),
            Step::Repay { who, debtor, amount } => suite.repay_for(NAMES[who], NAMES[debtor], amount),
            Step::Liquidate { who, borrower, amount } => {
                loss = self.liquidate(who, borrower, amount);
                return loss;
            }
            Step::Price { cents } => {
                self.price = format!("{}.{:02}", cents / 100, cents % 100);
                return self.refresh();
            }
            Step::Wait { seconds } => {
                suite.advance(seconds);
                return self.refresh();
            }
            Step::Terms { base_bps, min_debt } => {
                let rate = RateParams { base: Decimal::bps(base_bps), ..rate() };
                let risk = RiskParams { min_debt: units(min_debt), ..suite.config().risk };
                suite.change_terms(Some(rate), Some(risk));
                return self.refresh();
            }
            Step::Tighten { max_ltv } => {
                let max_ltv = Some(Decimal::percent(max_ltv));
                let tighten = ExecuteMsg::TightenLimits { max_ltv, supply_cap: None, borrow_cap: None };
                suite.execute("owner", &tighten)
            }
            Step::Donate { amount } => {
                let loan = suite.loan.clone();
                suite.donate(&loan, amount);
                self.donated += amount;
                return loss;
            }
        };
        // I4: whoever acts, nobody who was healthy is now liquidatable at the same price and time.
        if outcome.is_ok() {
            for (who, was_healthy) in healthy.into_iter().enumerate() {
                assert!(!was_healthy || self.is_healthy(who), "{} after {step:?}", NAMES[who]);
            }
        }
        loss
    }

    fn refresh(&mut self) -> Uint128 {
        let price = self.price.clone();
        self.suite.set_price(&price);
        Uint128::zero()
    }

    /// `part` percent of what may be borrowed; 101 is one unit too much.
    fn borrow(&mut self, who: usize, part: u128) -> StdResult<AppResponse> {
        let most = self.suite.position(NAMES[who]).valuation.unwrap().max_borrow.u128();
        if most == 0 || part <= 100 {
            return self.suite.borrow(NAMES[who], most * part / 100);
        }
        let refused = self.suite.borrow(NAMES[who], most + 1);
        let reason = refused.as_ref().unwrap_err().to_string();
        let named = ["the most that the collateral allows", "but the market has"];
        assert!(named.iter().any(|named| reason.contains(named)), "one above {most}: {reason}");
        refused
    }

    /// I11: the quote of an offer is what the message then does, to the unit, or both refuse.
    fn liquidate(&mut self, who: usize, borrower: usize, amount: u128) -> Uint128 {
        // Somebody who can be liquidated, where there is one: most histories would find nobody.
        let unhealthy = (0..NAMES.len()).find(|who| !self.is_healthy(*who));
        let (liquidator, debtor) = (NAMES[who], NAMES[unhealthy.unwrap_or(borrower)]);
        let quote: StdResult<LiquidationQuoteResponse> = self.suite.quote(debtor, Some(amount));
        let before = (self.suite.loan_of(liquidator), self.suite.collateral_of(liquidator));
        let (position, totals) = (self.suite.position(debtor), self.suite.totals());
        let outcome = self.suite.liquidate(liquidator, debtor, amount);
        let quote = match quote {
            Ok(quote) => quote,
            Err(refusal) => {
                let (refusal, found) = (refusal.to_string(), outcome.unwrap_err().to_string());
                let reason = refusal.rsplit("error: ").next().unwrap();
                assert!(found.contains(reason), "quoted '{refusal}', found '{found}'");
                return Uint128::zero();
            }
        };
        outcome.unwrap();
        assert!(matches!(position.health, Health::Liquidatable { .. }));
        let back = if liquidator == debtor { quote.surplus.u128() } else { 0 };
        assert_eq!(self.suite.loan_of(liquidator), before.0 + back - quote.repay.u128());
        assert_eq!(self.suite.collateral_of(liquidator), before.1 + quote.collateral.u128());
        let after = self.suite.position(debtor);
        assert_eq!((after.debt, after.collateral), (quote.debt_after, quote.collateral_after));
        // I6: collateral per debt does not fall, or the position is closed.
        assert!(after.collateral.full_mul(position.debt) >= position.collateral.full_mul(after.debt));
        assert!(quote.bad_debt.is_zero() || after.collateral.is_zero() && after.debt.is_zero());
        // I7: while the collateral covers the debt nobody else pays; I14: a quote of all is never refused.
        let value = position.valuation.unwrap().collateral_value;
        assert!(quote.bad_debt.is_zero() || value < position.debt, "{value} covers {}", position.debt);
        let spent = totals.reserve - self.suite.totals().reserve;
        quote.bad_debt - spent
    }

    /// The reserve is the sum of its parts of all interest, less what it has borne.
    fn assert_reserve(&mut self, step: &Step, before: &MarketResponse) {
        let after = self.suite.totals();
        match step {
            Step::Wait { .. } | Step::Terms { .. } => self.reserve.accrue(&after),
            Step::Liquidate { .. } => {
                self.reserve.value -= (before.reserve - after.reserve).u128() * ReserveModel::ONE;
            }
            _ => {}
        }
        assert_eq!(after.reserve.u128(), self.reserve.value / ReserveModel::ONE, "after {step:?}");
        let moved = |totals: &MarketResponse| (totals.cash, totals.debt_shares, totals.supply_shares);
        if moved(before) != moved(&after) || matches!(step, Step::Terms { .. }) {
            self.reserve.moved(&after);
        }
    }

    fn assert_invariants(&mut self, loss: Uint128) {
        let (suite, totals) = (&self.suite, self.suite.totals());
        self.assert_sums(&totals);
        for name in NAMES {
            if let Health::Liquidatable { .. } = suite.position(name).health {
                let quote = suite.quote(name, None).unwrap();
                assert!(quote.collateral > Uint128::zero());
            }
        }
        // I2: balances are the ledger and donations; what left and came is the cash.
        let held: HoldingsResponse = suite.query(&QueryMsg::Holdings {}).unwrap();
        let (loan, collateral) = (held.holdings[0].amount.u128(), held.holdings[1].amount.u128());
        assert_eq!(suite.balance(&suite.loan, &suite.market), loan + self.donated);
        assert_eq!(suite.balance(&suite.collateral, &suite.market), collateral);
        let users: u128 = NAMES.iter().map(|name| suite.loan_of(name)).sum();
        assert_eq!(users + loan, 3 * WEALTH);
        // I9.
        let ceiling = suite.config().rate.base + Decimal::percent(310);
        assert!(totals.utilisation <= Decimal::one() && totals.borrow_rate <= ceiling);
        // I5: indices never fall but by a booked loss.
        assert!(totals.borrow_index >= self.last.borrow_index);
        let price = |totals: &MarketResponse, lost: Uint128| {
            let assets = Uint256::from(totals.supplied + lost) + Uint256::one();
            (assets, Uint256::from(totals.supply_shares) + Uint256::from(1_000_000u128))
        };
        let (after, before) = (price(&totals, loss), price(&self.last, Uint128::zero()));
        assert!(after.0.full_mul(before.1) >= before.0.full_mul(after.1), "the share price fell");
        self.last = totals;
    }

    /// I18: whatever has happened, and without a price, everybody's money comes out; the reserve stays, and what is
    /// nobody's.
    fn everybody_leaves(&mut self) {
        let suite = &mut self.suite;
        suite.advance(MAX_AGE + 1);
        for name in NAMES {
            let (account, owed) = (suite.account(name), suite.position(name).debt.u128());
            if owed > 0 {
                suite.mint(&suite.loan.clone(), &account, owed);
                suite.repay(name, owed).unwrap();
            }
            let pledged = suite.position(name).collateral.u128();
            if pledged > 0 {
                suite.unpledge(name, None).unwrap();
            }
        }
        let collateral: u128 = NAMES.iter().map(|name| suite.collateral_of(name)).sum();
        assert_eq!(collateral, 3 * WEALTH);
        for name in NAMES {
            let before = suite.supplied(name);
            if before.assets.is_zero() {
                continue;
            }
            assert_eq!(before.withdrawable, before.assets);
            suite.withdraw(name, None).unwrap();
            assert_eq!(suite.supplied(name).shares, units(0));
        }
        let left = suite.totals();
        assert_eq!((left.debt, left.collateral), (units(0), units(0)));
        // A unit of rounding for each of those who left, and the one that was nobody's.
        assert!(left.cash - left.reserve <= units(10), "{left:?}");
    }

    /// I1, I3, I8.
    fn assert_sums(&self, totals: &MarketResponse) {
        let suite = &self.suite;
        let listed: PositionsResponse =
            suite.query(&QueryMsg::Positions { start_after: None, limit: Some(30) }).unwrap();
        let positions = listed.positions;
        assert_eq!(positions.iter().map(|row| row.collateral).sum::<Uint128>(), totals.collateral);
        assert_eq!(positions.iter().map(|row| row.debt_shares).sum::<Uint128>(), totals.debt_shares);
        assert!(positions.iter().map(|row| row.debt).sum::<Uint128>() >= totals.debt);
        let minimum = suite.config().risk.min_debt;
        for row in positions {
            let kept: PositionResponse =
                suite.query(&QueryMsg::Position { account: row.account.clone() }).unwrap();
            assert_eq!(kept.min_debt.is_zero(), row.debt.is_zero());
            let least = kept.min_debt.min(minimum);
            assert!(row.debt.is_zero() || row.debt >= least && !row.collateral.is_zero());
        }
        let supplied = NAMES.map(|name| suite.supplied(name));
        assert_eq!(supplied.iter().map(|row| row.shares).sum::<Uint128>(), totals.supply_shares);
        assert!(supplied.iter().map(|row| row.assets).sum::<Uint128>() <= totals.supplied);
        assert_eq!(totals.supplied + totals.reserve, totals.cash + totals.debt);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn random_histories_keep_every_invariant(
        is_cw20: bool,
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let mut history = History::new(if is_cw20 { Kind::Cw20 } else { Kind::Native });
        for step in &steps {
            let before = history.suite.totals();
            let loss = history.run(step);
            history.assert_reserve(step, &before);
            history.assert_invariants(loss);
        }
        history.everybody_leaves();
    }

    /// I7: whatever one actor does alone with all its accounts, in one block and at one price — borrowing, repaying,
    /// lending, pledging, liquidating itself from another account —, it ends with no more than it had, while its
    /// collateral covers its debts. bob and carol are one actor; both of their loans are unhealthy.
    #[test]
    fn nobody_gains_alone_in_a_block(
        steps in prop::collection::vec(step(), 1..20),
        cents in 705..875u128,
        wait in 1..2_000_000u64,
    ) {
        const OWN: [&str; 2] = ["bob", "carol"];
        let mut history = History::new(Kind::Native);
        history.suite.advance(wait);
        history.price = format!("{}.{:02}", cents / 100, cents % 100);
        history.refresh();
        let wealth = |suite: &Suite| -> i128 {
            OWN.iter().map(|name| {
                let position = suite.position(name);
                let loan = suite.loan_of(name) + suite.supplied(name).assets.u128();
                let collateral = (suite.collateral_of(name) + position.collateral.u128()) * cents;
                i128::try_from(loan * 100 + collateral).unwrap() - i128::try_from(position.debt.u128() * 100).unwrap()
            }).sum()
        };
        let covers = |suite: &Suite, name: &str| {
            let position = suite.position(name);
            position.valuation.unwrap().collateral_value >= position.debt
        };
        prop_assume!(OWN.iter().all(|name| covers(&history.suite, name)));
        let (before, alices) = (wealth(&history.suite), history.suite.supplied("alice").assets);
        for step in &steps {
            let suite = &mut history.suite;
            let _ = match *step {
                Step::Supply { who, amount } => suite.supply(OWN[who % 2], amount),
                Step::Withdraw { who, amount } => suite.withdraw(OWN[who % 2], amount),
                Step::Pledge { who, amount } => suite.pledge(OWN[who % 2], amount),
                Step::Unpledge { who, amount } => suite.unpledge(OWN[who % 2], amount),
                Step::Borrow { who, part } => history.borrow(1 + who % 2, part),
                Step::Repay { who, debtor, amount } => suite.repay_for(OWN[who % 2], OWN[debtor % 2], amount),
                Step::Liquidate { who, borrower, amount } => suite.liquidate(OWN[who % 2], OWN[borrower % 2], amount),
                _ => continue,
            };
            let gained = wealth(&history.suite) - before;
            // Two units of rounding in all: debts are rounded up one by one and all together.
            prop_assert!(gained <= 200, "{} hundredths by {:?}", gained, step);
            prop_assert!(history.suite.supplied("alice").assets >= alices, "{:?}", step);
        }
    }
}

//! LPs who trade around others: with the bound on, a block leaves them no richer than the fees that others paid.
//!
//! Wealth is counted at the price that the block opened with: what an account has in its purse, and its shares at what they are worth
//! with the reserves back at that price, so that slippage which arbitrage takes away again is nobody's gain.
#![allow(clippy::float_arithmetic, clippy::cast_possible_wrap)] // an estimate of wealth, with its error named

use super::invariants::cases;
use super::suite::{RICH, Suite, Terms, USD, all, amounts, bounded, event, treasury};
use amm_pool::ContractError;
use cosmwasm_std::{Addr, Uint128, Uint256};
use cw_multi_test::AppResponse;
use proptest::prelude::*;
use weal_amm_math::{Amplification, Curve, Direction, Stableswap};
use weal_api::amm_pool::{ExecuteMsg, ExplainResponse, PoolKind, QueryMsg};
use weal_api::asset::{Asset, AssetInfo};

const DEEP: u128 = 100_000_000_000;
const AMP: u32 = 100;

fn opened<const N: usize>(reserves: [u128; N], kind: PoolKind) -> Suite {
    let mut suite = Suite::with(|msg| {
        let denoms = [USD, "uatom", "udust"].into_iter().take(N);
        msg.assets = denoms.map(AssetInfo::native).collect();
        msg.kind = kind;
        msg.params = bounded(5);
    });
    let alice = suite.alice.clone();
    suite.provide(&alice, reserves).unwrap();
    suite
}

fn stableswap(assets: usize) -> PoolKind {
    PoolKind::Stableswap { amp: AMP, decimals: vec![6; assets] }
}

fn explain(suite: &Suite, offer: usize, amount: u128) -> ExplainResponse {
    let offer = Asset::new(suite.assets[offer].clone(), amount);
    suite.query(&QueryMsg::Explain { offer, ask: None })
}

/// A pool whose price fell by a fifth in the block before and is brought back in this one: what the bound lets a seller have is a
/// fifth below what the curve would give, and below the mean.
fn recovered() -> Suite {
    let mut suite = opened([DEEP; 2], PoolKind::ConstantProduct {});
    let carol = suite.users()[2].clone();
    suite.wait(1_000);
    suite.sell(&carol, 0, DEEP / 8).unwrap();
    suite.pass(1);
    let [_, y] = suite.reserves();
    suite.sell(&carol, 1, DEEP - y).unwrap();
    suite
}

#[test]
fn a_swap_without_bounds_is_refused_where_what_is_left_after_withholding_is_below_the_floor() {
    let mut suite = recovered();
    let bob = suite.users()[1].clone();
    let victim = 1_000_000_000;
    let told = explain(&suite, 0, victim);
    // 64/81 of the offer at the opening's price; the curve gives 99 % of it.
    assert_eq!((told.receive.amount + told.fee).u128(), 790_123_456);
    assert!(!told.is_accepted && told.receive.amount < told.worst_case.unwrap());
    let required = told.worst_case.unwrap();
    suite.assert_refused(ContractError::BelowTwap { found: told.receive.amount, required }, |suite| {
        suite.sell_with(&bob, 0, victim, &Terms::default())
    });
    // The other way nothing is withheld: dearer than the mean, and the default impact binds as ever.
    let other = explain(&suite, 1, victim);
    assert!(other.is_accepted && other.withheld.is_zero());
    suite.sell_with(&bob, 1, victim, &Terms::default()).unwrap();
}

#[test]
fn a_bound_on_the_impact_counts_what_is_withheld() {
    let mut suite = recovered();
    let bob = suite.users()[1].clone();
    let victim = DEEP / 1_001;
    // 10 bps of the curve, of what is left of it 79.09 %: 2,099 bps less than the price before.
    let told = suite.simulate(0, victim).unwrap();
    assert_eq!((told.price_impact_bps, told.within_default_impact), (2_099, false));
    for max_bps in [10, 2_098] {
        let terms = Terms { max_impact_bps: Some(max_bps), ..Terms::default() };
        suite.assert_refused(ContractError::ImpactAboveMax { found_bps: 2_099, max_bps }, |suite| {
            suite.sell_with(&bob, 0, victim, &terms)
        });
    }
    let terms = Terms { max_impact_bps: Some(2_099), ..Terms::default() };
    suite.sell_with(&bob, 0, victim, &terms).unwrap();
}

/// The attacker sells a reserve and buys it back in one block; a swap of 5·10⁹ got 1.216·10⁹ instead of 4.748·10⁹.
#[test]
fn selling_a_reserve_and_buying_it_back_in_the_block_costs_others_nothing() {
    let churned = |front: u128, terms: &Terms, victim: u128| {
        let mut suite = opened([DEEP; 2], PoolKind::ConstantProduct {});
        let [_, bob, carol] = suite.users();
        suite.wait(1_000);
        if front > 0 {
            suite.sell(&carol, 0, front).unwrap();
            let [_, y] = suite.reserves();
            suite.sell(&carol, 1, DEEP - y).unwrap();
        }
        let told = explain(&suite, 0, victim);
        assert!(told.is_accepted && told.receive.amount >= told.worst_case.unwrap());
        suite.sell_with(&bob, 0, victim, terms).unwrap();
        suite.wallet(&bob)[1] - RICH
    };
    let narrow = Terms { max_impact_bps: Some(10), ..Terms::default() };
    for (terms, victim) in [(Terms::default(), 5_000_000_000), (narrow, DEEP / 1_001)] {
        let honest = churned(0, &terms, victim);
        for front in [DEEP / 10, DEEP, 3 * DEEP] {
            assert!(churned(front, &terms, victim) + 2 >= honest, "{front}");
        }
    }
}

/// Returns carol's wealth at one to one, having sold `front` before bob's `victim`, bought back behind it, left and
/// bought what she lacks.
fn sandwiched(lp: u128, front: u128, victim: u128) -> (i128, u128) {
    let mut suite = opened([DEEP; 2], PoolKind::ConstantProduct {});
    let [_, bob, carol] = suite.users();
    suite.provide(&carol, [lp; 2]).unwrap();
    suite.wait(1_000);
    let before = suite.wallet(&carol);
    if front > 0 {
        suite.sell(&carol, 0, front).unwrap();
    }
    let bought = suite.wallet(&carol)[1] - before[1];
    suite.sell(&bob, 0, victim).unwrap();
    if bought > 0 {
        suite.sell(&carol, 1, bought).unwrap();
    }
    let shares = suite.shares(&carol);
    suite.withdraw(&carol, shares).unwrap();
    let now = suite.wallet(&carol);
    if now[0] < RICH {
        suite.buy(&carol, (1, 0), (RICH - now[0]).min(lp / 50), now[1] - before[1]).ok();
    }
    let wealth: u128 = suite.wallet(&carol).iter().sum();
    (wealth as i128 - 2 * RICH as i128, amounts(&suite.state().protocol_fees).iter().sum())
}

/// A seasoned LP with half the pool made 12.9·10⁶ by trading around a swap of 4·10⁹, a sixth of it or five sixths likewise: every size of
/// front and of liquidity loses against having done nothing, and what the victim lost to the front is the protocol's.
#[test]
fn an_lp_loses_by_trading_around_a_swap_whatever_its_part_of_the_pool() {
    let victim = 4_000_000_000;
    for lp in [DEEP / 5, DEEP, 5 * DEEP] {
        let (nothing, _) = sandwiched(lp, 0, victim);
        assert!(nothing > 0, "an LP earns the fees of others");
        let mut best = i128::MIN;
        for front in [
            10_000_000,
            250_000_000,
            1_000_000_000,
            1_700_000_000,
            3_000_000_000,
            8_000_000_000,
            20_000_000_000,
        ] {
            let (gained, withheld) = sandwiched(lp, front, victim);
            assert!(gained < nothing && withheld > 0, "{lp} {front}: {gained}, nothing {nothing}");
            best = best.max(gained);
        }
        assert!(best < nothing);
    }
}

/// Leaving behind a trade is paid at the opening's price: what slippage has made the pool worth at it is the protocol's.
#[test]
fn who_leaves_in_a_block_of_trades_has_no_part_of_their_slippage() {
    let mut suite = opened([1_000_000; 2], PoolKind::ConstantProduct {});
    let [alice, bob, carol] = suite.users();
    suite.provide(&carol, [1_000_000; 2]).unwrap();
    suite.pass(10);
    suite.sell(&bob, 0, 500_000).unwrap();
    // 2,500,000 and 1,600,000 are worth 4,100,000 at one to one, where they were worth 4,000,000: of 1,000,000 shares 975,609 count.
    let told = amounts(&suite.simulate_withdraw_of(&carol, 1_000_000).unwrap().amounts);
    assert_eq!((told[0], told[1] - 600), (1_219_511, 780_487));
    let response = suite.withdraw(&carol, 1_000_000).unwrap();
    assert_eq!(amounts(&suite.state().protocol_fees), [30_488, 19_512]);
    let said = event(&response, "wasm-liquidity_withdrawn");
    assert_eq!(said.last().unwrap(), &("withheld".into(), "30488,19512".into()));
    // The rest of the pool is as it was: nobody who stays has it either.
    assert_eq!(suite.reserves(), [1_250_001, 800_001]);
    suite.pass(1);
    let shares = suite.shares(&alice);
    let before = suite.wallet(&alice);
    suite.withdraw(&alice, shares).unwrap();
    assert_eq!(suite.wallet(&alice)[0] - before[0], 1_250_001 * 999_000 / 1_000_000, "another block");
}

/// An attacker that moves the price before somebody leaves pays more than it takes; what it takes is the protocol's.
#[test]
fn moving_the_price_before_an_exit_costs_more_than_it_takes() {
    for (lp, front) in
        [(1_000_000, 10_000), (1_000_000, 300_000), (5_000_000, 300_000), (5_000_000, 3_000_000)]
    {
        let mut suite = opened([1_000_000; 2], PoolKind::ConstantProduct {});
        let [alice, _, carol] = suite.users();
        suite.provide(&carol, [lp; 2]).unwrap();
        suite.pass(10);
        let block = Block::of(&suite, &PoolKind::ConstantProduct {});
        let users = [alice.clone(), carol.clone()];
        let (before, alices) = (block.wealth(&suite, &users), suite.wallet(&alice));
        suite.sell(&carol, 0, front).unwrap();
        let bought = suite.wallet(&carol)[1] + lp - RICH;
        suite.withdraw(&alice, 999_000).unwrap();
        let left: u128 = suite.wallet(&alice).iter().zip(alices).map(|(now, then)| now - then).sum();
        suite.sell(&carol, 1, bought).unwrap();
        let won = block.wealth(&suite, &users) - before;
        // What alice has is within the part that the move is of the square of the pool; the attacker pays for it.
        let taken = 1_998_000.0 - left as f64;
        assert!(won < 0.0 && -won > taken, "{lp} {front}: carol {won}, alice {taken}");
    }
}

/// Amounts of up to three assets; those that a pool does not have are left out.
type Amounts = [u128; 3];

/// The asset sold and the asset bought, as turns among the pool's assets.
type Pair = (usize, usize);

#[derive(Clone, Debug)]
enum Act {
    /// A sale by one of the attacker's two accounts.
    Sell(usize, Pair, u128),
    Buy(usize, Pair, u128),
    Provide(usize, Amounts),
    ProvideOne(usize, usize, u128),
    /// Thousandths of what the account has.
    Withdraw(usize, u128),
    WithdrawOne(usize, usize, u128),
    WithdrawExact(usize, Amounts),
    /// Moves shares from one account of the attacker's to the other.
    Transfer(usize, u128),
    /// A swap of somebody else's.
    Victim(Pair, u128),
    VictimProvides(Amounts),
    VictimLeaves(u128),
}

fn act() -> impl Strategy<Value = Act> {
    let amount = || prop_oneof![1u128..1_000, 1u128..2_000_000, 1u128..20_000_000];
    let amounts = move || [amount(), amount(), amount()];
    let (who, side, part) = (|| 1usize..3, || 0usize..6, || 1u128..1_001);
    let pair = || (0usize..6, 0usize..2);
    prop_oneof![
        4 => (who(), pair(), amount()).prop_map(|(a, pair, n)| Act::Sell(a, pair, n)),
        1 => (who(), pair(), amount()).prop_map(|(a, pair, n)| Act::Buy(a, pair, n)),
        1 => (who(), amounts()).prop_map(|(a, n)| Act::Provide(a, n)),
        1 => (who(), side(), amount()).prop_map(|(a, side, n)| Act::ProvideOne(a, side, n)),
        2 => (who(), part()).prop_map(|(a, n)| Act::Withdraw(a, n)),
        1 => (who(), side(), part()).prop_map(|(a, side, n)| Act::WithdrawOne(a, side, n)),
        1 => (who(), amounts()).prop_map(|(a, n)| Act::WithdrawExact(a, n)),
        1 => (who(), part()).prop_map(|(a, n)| Act::Transfer(a, n)),
        4 => (pair(), amount()).prop_map(|(pair, n)| Act::Victim(pair, n)),
        1 => amounts().prop_map(Act::VictimProvides),
        1 => part().prop_map(Act::VictimLeaves),
    ]
}

/// A block of a pool at its opening, which all wealth in it is counted by.
struct Block {
    curve: Option<Stableswap>,
    reserves: Vec<u128>,
    /// The price of each asset in the first.
    prices: Vec<f64>,
}

fn fee_of(response: &AppResponse) -> u128 {
    let said = event(response, "wasm-swapped");
    let found = |key: &str| said.iter().find(|(name, _)| name == key);
    let number = |key: &str| found(key).map_or(0, |(_, value)| value.parse().unwrap());
    number("fee") + number("surplus") - number("protocol_fee")
}

impl Block {
    fn of(suite: &Suite, kind: &PoolKind) -> Self {
        let curve = match kind {
            PoolKind::ConstantProduct {} => None,
            PoolKind::Stableswap { decimals, .. } => {
                Some(Stableswap::new(decimals, Amplification::fixed(AMP).unwrap().at(0)).unwrap())
            }
        };
        let reserves = all(&suite.state().reserves);
        let prices = prices(curve.as_ref(), &reserves).unwrap();
        Self { curve, reserves, prices }
    }

    fn assets(&self) -> usize {
        self.reserves.len()
    }

    fn pair(&self, (offer, turn): Pair) -> Pair {
        let (offer, turn) = (offer % self.assets(), 1 + turn % (self.assets() - 1));
        (offer, (offer + turn) % self.assets())
    }

    fn value(&self, amounts: &[u128]) -> f64 {
        amounts.iter().zip(&self.prices).map(|(amount, price)| *amount as f64 * price).sum()
    }

    /// Returns what one share is worth with the reserves back at the opening's price: the square root of *k*, or *D*,
    /// in proportion; and the fees.
    fn of_share(&self, suite: &Suite) -> f64 {
        let state = suite.state();
        let (now, fees) = (all(&state.reserves), all(&state.fees_held));
        let part = match &self.curve {
            None => {
                let product = |held: &[u128]| held.iter().map(|held| *held as f64).product::<f64>();
                (product(&now) / product(&self.reserves)).sqrt()
            }
            Some(curve) => {
                let d = |held: &[u128]| {
                    let held: Vec<_> = held.iter().copied().map(Uint128::new).collect();
                    float(curve.invariant(&held).unwrap().low)
                };
                d(&now) / d(&self.reserves)
            }
        };
        (self.value(&self.reserves) * part + self.value(&fees)) / state.supply.u128() as f64
    }

    /// Returns what the fees held by a stableswap can be worth above the opening's price, should they join its reserves
    /// now.
    fn revalued(&self, suite: &Suite) -> f64 {
        if self.curve.is_none() {
            return 0.0;
        }
        let state = suite.state();
        let now = prices(self.curve.as_ref(), &all(&state.reserves));
        let moves =
            |now: Vec<f64>| now.iter().zip(&self.prices).map(|(now, then)| now / then).collect::<Vec<_>>();
        let (least, most) = now.map_or((1.0, 1.0), |now| {
            let ends = |(least, most): (f64, f64), moved: f64| (least.min(moved), most.max(moved));
            moves(now).into_iter().fold((1.0, 1.0), ends)
        });
        self.value(&all(&state.fees_held)) * (most / least - 1.0)
    }

    /// Returns the wealth of the attacker's two accounts.
    fn wealth(&self, suite: &Suite, users: &[Addr]) -> f64 {
        let shares: u128 = users[1..].iter().map(|user| suite.shares(user)).sum();
        let purses = users[1..].iter().map(|user| self.value(&suite.wallet_of_all(user)));
        purses.sum::<f64>() + shares as f64 * self.of_share(suite)
    }
}

fn float(value: Uint256) -> f64 {
    value.to_string().parse().unwrap()
}

/// Returns the price of each asset in the first.
fn prices(curve: Option<&Stableswap>, reserves: &[u128]) -> Option<Vec<f64>> {
    let reserves: Vec<_> = reserves.iter().copied().map(Uint128::new).collect();
    let curve = curve.map_or(Curve::ConstantProduct, |curve| Curve::Stableswap(curve.clone()));
    let price = |asset: usize| match asset {
        0 => Some(1.0),
        _ => Some(float(curve.price(&reserves, Direction { offer: asset, ask: 0 }).ok()?) / 2f64.powi(64)),
    };
    (0..reserves.len()).map(price).collect()
}

fn any_price(suite: &Suite, ask: usize) -> Terms {
    Terms { ask: Some(suite.assets[ask].clone()), max_impact_bps: Some(10_000), ..Terms::default() }
}

/// Does it; what others have paid to the LPs by it, at the opening's price.
fn perform(suite: &mut Suite, users: &[Addr], block: &Block, act: &Act) -> f64 {
    let part = |suite: &Suite, user: &Addr, thousandths: u128| suite.shares(user) * thousandths / 1_000;
    let own = |amounts: &Amounts| amounts.iter().copied().take(block.assets()).collect::<Vec<_>>();
    match act {
        Act::Sell(a, pair, n) => {
            let (offer, ask) = block.pair(*pair);
            let terms = any_price(suite, ask);
            drop(suite.sell_with(&users[*a], offer, *n, &terms));
        }
        Act::Buy(a, pair, n) => drop(suite.buy(&users[*a], block.pair(*pair), *n, RICH / 100)),
        Act::Provide(a, n) => drop(suite.provide(&users[*a], own(n))),
        Act::ProvideOne(a, side, n) => drop(suite.provide_one(&users[*a], side % block.assets(), *n, 0)),
        Act::Withdraw(a, n) => {
            let shares = part(suite, &users[*a], *n);
            drop(suite.withdraw(&users[*a], shares));
        }
        Act::WithdrawOne(a, side, n) => {
            let shares = part(suite, &users[*a], *n);
            drop(suite.withdraw_one(&users[*a], side % block.assets(), shares, 0));
        }
        Act::WithdrawExact(a, n) => drop(suite.withdraw_exact(&users[*a], own(n), RICH)),
        Act::Transfer(a, n) => {
            let (recipient, amount) = (users[3 - a].to_string(), part(suite, &users[*a], *n).into());
            drop(suite.execute(&users[*a], &ExecuteMsg::Transfer { recipient, amount }, &[]));
        }
        Act::Victim(pair, n) => {
            let (offer, ask) = block.pair(*pair);
            let terms = any_price(suite, ask);
            let Ok(response) = suite.sell_with(&users[0], offer, *n, &terms) else { return 0.0 };
            return fee_of(&response) as f64 * block.prices[ask];
        }
        // In the ratio of the holdings; of a stableswap it would pay a fee for its imbalance.
        Act::VictimProvides(n) if block.curve.is_none() => drop(suite.provide(&users[0], own(n))),
        Act::VictimProvides(_) => {}
        Act::VictimLeaves(n) => {
            let shares = part(suite, &users[0], *n);
            drop(suite.withdraw(&users[0], shares));
        }
    }
    0.0
}

/// The result of a block for the attacker.
struct Outcome {
    /// The most that its wealth ever was above what it began with and what others had paid in fees.
    won: f64,
    /// The fees that others have paid to all LPs together.
    fees: f64,
    /// The margin that the estimate and the page leave open: units of rounding, and fees that joined the reserves.
    open: f64,
}

/// Everything in one block; then the attacker leaves with all that can leave, and buys back what it lacks.
fn attacked(suite: &mut Suite, kind: &PoolKind, acts: &[Act]) -> Outcome {
    let users = suite.users();
    let block = Block::of(suite, kind);
    let (before, mut fees) = (block.wealth(suite, &users), 0.0);
    let held: Vec<_> = users.iter().map(|user| suite.wallet_of_all(user)).collect();
    let (mut won, mut revalued) = (f64::MIN, block.revalued(suite));
    for act in acts {
        fees += perform(suite, &users, &block, act);
        revalued = block.revalued(suite).max(revalued);
        won = won.max(block.wealth(suite, &users) - before - fees);
    }
    for (user, held) in users.iter().zip(&held).skip(1) {
        let shares = suite.shares(user);
        suite.withdraw(user, shares).ok();
        for (give, want) in
            (0..block.assets()).flat_map(|give| (0..block.assets()).map(move |want| (give, want)))
        {
            let now = suite.wallet_of_all(user);
            let (lacking, spare) =
                (held[want].saturating_sub(now[want]), now[give].saturating_sub(held[give]));
            if give != want && lacking > 0 && spare > 0 {
                suite.buy(user, (give, want), lacking, spare).ok();
            }
        }
        revalued = block.revalued(suite).max(revalued);
        won = won.max(block.wealth(suite, &users) - before - fees);
    }
    // A message rounds by units of either asset, and a floating number by a part of all there is.
    let units = (acts.len() as f64 + 8.0) * 4.0 * block.prices.iter().sum::<f64>() + before * 1e-12;
    Outcome { won, fees, open: units + revalued }
}

fn with_insiders<const N: usize>(open: [u128; N], parts: [u128; 2], kind: PoolKind) -> Suite {
    let mut suite = opened(open, kind);
    let users = suite.users();
    for (user, part) in users[1..].iter().zip(parts) {
        suite.provide(user, open.map(|reserve| reserve * part / 100)).ok();
    }
    // An older pool: fees held before the block.
    for (offer, ask) in [(0, 1), (1, 0)] {
        let terms = any_price(&suite, ask);
        suite.sell_with(&users[0], offer, open[offer] / 50, &terms).unwrap();
    }
    suite.pass(10);
    suite
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(48)))]

    /// I14: whoever they are, one block makes nobody richer at its opening's price than by the fees that others paid in it.
    #[test]
    fn an_lp_wins_nothing_in_a_block_but_the_fees_of_others(
        open in [100_000u128..30_000_000, 100_000u128..30_000_000],
        parts in [0u128..1_000, 0u128..1_000],
        acts in prop::collection::vec(act(), 1..12),
    ) {
        let kind = PoolKind::ConstantProduct {};
        let mut suite = with_insiders(open, parts, kind.clone());
        let Outcome { won, fees, open } = attacked(&mut suite, &kind, &acts);
        prop_assert!(won <= open, "{won} above fees of {fees}, {open} left open");
    }

    #[test]
    fn an_lp_wins_nothing_in_a_block_of_a_stableswap_but_the_fees_of_others(
        open in [1_000_000u128..30_000_000, 1_000_000u128..30_000_000],
        parts in [0u128..1_000, 0u128..1_000],
        acts in prop::collection::vec(act(), 1..12),
    ) {
        let mut suite = with_insiders(open, parts, stableswap(2));
        let Outcome { won, fees, open } = attacked(&mut suite, &stableswap(2), &acts);
        prop_assert!(won <= open, "{won} above fees of {fees}, {open} left open");
    }

    #[test]
    fn an_lp_wins_nothing_in_a_block_among_three_assets_but_the_fees_of_others(
        open in [1_000_000u128..30_000_000, 1_000_000u128..30_000_000, 1_000_000u128..30_000_000],
        parts in [0u128..1_000, 0u128..1_000],
        acts in prop::collection::vec(act(), 1..12),
    ) {
        let mut suite = with_insiders(open, parts, stableswap(3));
        let Outcome { won, fees, open } = attacked(&mut suite, &stableswap(3), &acts);
        prop_assert!(won <= open, "{won} above fees of {fees}, {open} left open");
    }
}

/// Amounts withheld are no LP's, and the protocol's recipient gets them from whoever asks.
#[test]
fn what_is_withheld_is_paid_to_the_protocol() {
    let mut suite = recovered();
    let [alice, bob, _] = suite.users();
    let shares = suite.shares(&alice);
    let before = suite.simulate_withdraw_of(&alice, shares / 2).unwrap().amounts;
    let owed = amounts(&suite.state().protocol_fees);
    let terms = Terms { min_receive: Some(Uint128::one()), ..Terms::default() };
    let told = explain(&suite, 0, 1_000_000);
    suite.sell_with(&bob, 0, 1_000_000, &terms).unwrap();
    assert_eq!(amounts(&suite.state().protocol_fees)[1] - owed[1], told.withheld.u128());
    let after = suite.simulate_withdraw_of(&alice, shares / 2).unwrap().amounts;
    // Its part of the fee and of the trade; nothing of the 209,000 withheld.
    assert!(amounts(&after)[1] <= amounts(&before)[1], "{before:?} {after:?}");
    suite.execute(&bob, &ExecuteMsg::ClaimProtocolFees {}, &[]).unwrap();
    assert_eq!(suite.wallet(&treasury())[1], owed[1] + told.withheld.u128());
}

//! The invariants of `docs/spec/amm-pool.md` §4 over random histories of a stableswap.

use super::invariants::{cases, params};
use super::suite::{RICH, Suite, Terms, USD, all};
use cosmwasm_std::{Addr, Uint256, Uint512};
use proptest::prelude::*;
use weal_amm_math::{Amplification, Stableswap, stableswap::Invariant};
use weal_api::amm_pool::{
    ParamsChange, PoolKind, QueryMsg, SimulateProvideResponse, SimulateWithdrawExactResponse,
};
use weal_api::asset::AssetInfo;

const DECIMALS: [[u8; 3]; 3] = [[6, 6, 6], [6, 7, 8], [18, 6, 12]];
const AMP: u32 = 85;

#[derive(Clone, Debug)]
enum Step {
    Provide(usize, [u128; 3]),
    Swap(usize, (usize, usize), u128),
    Buy(usize, (usize, usize), u128),
    Withdraw(usize, u128),
    WithdrawOne(usize, usize, u128),
    WithdrawExact(usize, [u128; 3]),
    Pass(u64),
}

fn amount() -> impl Strategy<Value = u128> {
    prop_oneof![Just(0u128), 1u128..50, 1u128..10_000, 1u128..500_000_000]
}

fn step() -> impl Strategy<Value = Step> {
    let pair = (0usize..3, 1usize..3).prop_map(|(offer, turn)| (offer, (offer + turn) % 3));
    let who = 0usize..3;
    prop_oneof![
        2 => (who.clone(), [amount(), amount(), amount()]).prop_map(|(a, n)| Step::Provide(a, n)),
        4 => (who.clone(), pair.clone(), amount()).prop_map(|(a, pair, n)| Step::Swap(a, pair, n)),
        2 => (who.clone(), pair, amount()).prop_map(|(a, pair, n)| Step::Buy(a, pair, n)),
        1 => (who.clone(), amount()).prop_map(|(a, n)| Step::Withdraw(a, n)),
        1 => (who.clone(), 0usize..3, amount()).prop_map(|(a, side, n)| Step::WithdrawOne(a, side, n)),
        1 => (who, [amount(), amount(), amount()]).prop_map(|(a, n)| Step::WithdrawExact(a, n)),
        2 => (1u64..15).prop_map(Step::Pass),
    ]
}

fn act(suite: &mut Suite, users: &[Addr], step: &Step) -> bool {
    match step {
        Step::Provide(a, offered) => suite.provide(&users[*a], *offered).is_ok(),
        Step::Swap(a, (offer, ask), n) => {
            let ask = Some(suite.assets[*ask].clone());
            let terms = Terms { ask, max_impact_bps: Some(10_000), ..Terms::default() };
            suite.sell_with(&users[*a], *offer, *n, &terms).is_ok()
        }
        Step::Buy(a, pair, n) => suite.buy(&users[*a], *pair, *n, RICH / 100).is_ok(),
        Step::Withdraw(a, n) => suite.withdraw(&users[*a], *n).is_ok(),
        Step::WithdrawOne(a, side, n) => suite.withdraw_one(&users[*a], *side, *n, 0).is_ok(),
        Step::WithdrawExact(a, wanted) => suite.withdraw_exact(&users[*a], *wanted, u128::MAX).is_ok(),
        Step::Pass(blocks) => {
            suite.pass(*blocks);
            true
        }
    }
}

fn opened(decimals: [u8; 3], fee_bps: u16, open: [u128; 3], params: Option<ParamsChange>) -> Option<Suite> {
    let mut suite = Suite::with(|msg| {
        msg.assets = [USD, "uatom", "udust"].map(AssetInfo::native).to_vec();
        msg.kind = PoolKind::Stableswap { amp: AMP, decimals: decimals.into() };
        (msg.fee_bps, msg.params) = (fee_bps, params);
    });
    let alice = suite.alice.clone();
    // Eighteen decimals of so few units may be below the lock: then there is no pool to look at.
    suite.provide(&alice, open).is_ok().then_some(suite)
}

fn invariant(suite: &Suite, decimals: [u8; 3]) -> (Invariant, u128) {
    let curve = Stableswap::new(&decimals, Amplification::fixed(AMP).unwrap().at(0)).unwrap();
    let state = suite.state();
    let reserves: Vec<_> = state.reserves.iter().map(|asset| asset.amount).collect();
    (curve.invariant(&reserves).unwrap(), state.supply.u128())
}

fn product(d: Uint256, supply: u128) -> Uint512 {
    Uint512::from(d) * Uint512::from(supply)
}

/// Returns what an account would get for a step, by the queries: the changes of its wallet and of its shares; `None`
/// where the step is refused.
fn promised(suite: &Suite, step: &Step) -> Option<(Vec<i128>, i128)> {
    let signed = |values: Vec<u128>, sign: i128| -> Vec<i128> {
        values.into_iter().map(|value| sign * i128::try_from(value).unwrap()).collect()
    };
    let of_pair = |(offer, ask): (usize, usize), paid: u128, got: u128| {
        let mut change = vec![0; 3];
        (change[offer], change[ask]) = (-i128::try_from(paid).unwrap(), i128::try_from(got).unwrap());
        (change, 0)
    };
    match step {
        Step::Provide(_, offered) => {
            let msg = QueryMsg::SimulateProvide { assets: suite.named(*offered) };
            let answer: SimulateProvideResponse = suite.try_query(&msg).ok()?;
            Some((signed(all(&answer.used), -1), i128::try_from(answer.shares.u128()).unwrap()))
        }
        Step::Swap(_, pair, n) => Some(of_pair(*pair, *n, suite.try_simulate_to(pair.0, pair.1, *n).ok()?)),
        Step::Buy(_, pair, n) => {
            let offer = suite.try_reverse_from(pair.0, pair.1, *n).ok()?;
            (offer <= RICH / 100).then(|| of_pair(*pair, offer, *n))
        }
        Step::WithdrawOne(_, side, n) => {
            let answer = suite.simulate_withdraw_one(*side, *n).ok()?;
            Some((signed(all(&answer.amounts), 1), -i128::try_from(*n).unwrap()))
        }
        Step::WithdrawExact(_, wanted) => {
            let msg = QueryMsg::SimulateWithdrawExact { assets: suite.named(*wanted) };
            let answer: SimulateWithdrawExactResponse = suite.try_query(&msg).ok()?;
            Some((signed(wanted.to_vec(), 1), -i128::try_from(answer.shares.u128()).unwrap()))
        }
        Step::Pass(_) => Some((vec![0; 3], 0)),
        Step::Withdraw(a, n) => {
            let answer = suite.simulate_withdraw_of(&suite.users()[*a], *n).ok()?;
            Some((signed(all(&answer.amounts), 1), -i128::try_from(*n).unwrap()))
        }
    }
}

fn who(step: &Step) -> usize {
    match step {
        Step::Provide(a, _)
        | Step::Swap(a, ..)
        | Step::Buy(a, ..)
        | Step::Withdraw(a, _)
        | Step::WithdrawOne(a, ..)
        | Step::WithdrawExact(a, _) => *a,
        Step::Pass(_) => 0,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(24)))]

    /// (2) I1, I2, I4, I8, I9 and I10 after every step of any history.
    #[test]
    fn random_stableswap_histories_keep_every_invariant(
        decimals in prop::sample::select(&DECIMALS[..]),
        fee_bps in prop_oneof![Just(0u16), Just(5), 0u16..=500],
        open in [1_000_000u128..3_000_000_000, 1_000_000u128..3_000_000_000, 1_000_000u128..3_000_000_000],
        params in params(),
        steps in prop::collection::vec(step(), 1..20),
    ) {
        let Some(mut suite) = opened(decimals, fee_bps, open, params) else { return Ok(()) };
        let users = suite.users();
        for step in &steps {
            let user = users[who(step)].clone();
            let (before, snapshot) = (invariant(&suite, decimals), suite.snapshot());
            let (wallet, shares) = (suite.wallet_of_all(&user), suite.shares(&user));
            let promised = promised(&suite, step);
            let accepted = act(&mut suite, &users, step);
            if accepted {
                let (change, minted) = promised.expect("what is accepted was promised");
                let signed = |value: u128| i128::try_from(value).unwrap();
                let now = suite.wallet_of_all(&user);
                let moved: Vec<_> = now.iter().zip(&wallet).map(|(now, then)| signed(*now) - signed(*then)).collect();
                prop_assert_eq!(moved, change, "I8");
                prop_assert_eq!(signed(suite.shares(&user)) - signed(shares), minted, "I8");
            } else {
                prop_assert_eq!(suite.snapshot(), snapshot, "I9");
            }
            let after = invariant(&suite, decimals);
            prop_assert!(product(after.0.high, before.1) >= product(before.0.low, after.1), "I10: {before:?} {after:?}");
            let held: u128 = users.iter().chain([&suite.pool]).map(|account| suite.shares(account)).sum();
            prop_assert_eq!(held, after.1, "I1");
            prop_assert_eq!(suite.wallet_of_all(&suite.pool), suite.holdings_of_all(), "I2");
            prop_assert!(all(&suite.state().reserves).iter().all(|reserve| *reserve > 0) && after.1 >= 1_000, "I4");
        }
    }
}

//! Trades around somebody else's in one block gain nothing with the bound on.

use super::invariants::cases;
use super::suite::{RICH, Suite, Terms, USD, amounts, bounded, event, treasury};
use amm_pool::ContractError;
use cosmwasm_std::{Addr, StdResult, Uint128, coin};
use proptest::prelude::*;
use weal_api::amm_pool::{ExecuteMsg, PARAMS_DELAY, ParamsChange, PoolKind};
use weal_api::asset::AssetInfo;

const DEEP: u128 = RICH;

fn pool(reserves: [u128; 2], kind: PoolKind, is_bounded: bool) -> Suite {
    let mut suite = Suite::opened_with(reserves, |msg| {
        msg.assets = [USD, "uatom"].map(AssetInfo::native).to_vec();
        msg.kind = kind;
        msg.params = if is_bounded { bounded(5) } else { None };
    });
    suite.pass(10);
    suite
}

/// Returns what the attacker has gained of the first asset by front, victim and back, at 1e12 of each and 30 bps.
fn sandwiched(front: u128, victim: u128, is_bounded: bool) -> i128 {
    let mut suite = pool([DEEP, DEEP], PoolKind::ConstantProduct {}, is_bounded);
    let [_, bob, carol] = suite.users();
    suite.sell(&carol, 0, front).unwrap();
    let bought = suite.wallet(&carol)[1] - RICH;
    suite.sell(&bob, 0, victim).unwrap();
    suite.sell(&carol, 1, bought).unwrap();
    i128::try_from(suite.wallet(&carol)[0]).unwrap() - i128::try_from(RICH).unwrap()
}

#[test]
fn a_sandwich_gains_without_the_bound_and_loses_with_it() {
    let (without, with) =
        (sandwiched(50_000_000_000, 50_000_000_000, false), sandwiched(50_000_000_000, 50_000_000_000, true));
    assert_eq!((without / 1_000_000, with / 1_000_000), (4_431, -2_666));
    let (without, with) =
        (sandwiched(20_000_000_000, 10_000_000_000, false), sandwiched(20_000_000_000, 10_000_000_000, true));
    assert!(without > 0 && with < 0, "{without} {with}");
}

#[test]
fn what_is_withheld_goes_to_the_protocol_and_a_quote_says_so() {
    let mut suite = pool([1_000_000, 1_000_000], PoolKind::ConstantProduct {}, true);
    let [_, bob, carol] = suite.users();
    let at_opening = suite.simulate(1, 10_000).unwrap().receive.amount;
    suite.sell(&carol, 0, 100_000).unwrap();
    let fees = suite.fees_held();
    let (quote, before) = (suite.simulate(1, 10_000).unwrap(), suite.wallet(&bob)[0]);
    // One to one before the fee: no more than the opening's price, nor less.
    assert_eq!((quote.receive.amount.u128(), quote.fee.u128()), (9_970, 30));
    let response = suite.sell(&bob, 1, 10_000).unwrap();
    assert_eq!(suite.wallet(&bob)[0] - before, 9_970);
    // Gross 11,968 of 1,100,000 and 909,091 + 10,000; 10,000 of it at the opening's price.
    let owed = amounts(&suite.state().protocol_fees);
    assert_eq!(
        (suite.reserves(), suite.fees_held()[0] - fees[0], owed),
        ([1_088_032, 919_091], 30, [1_968, 0])
    );
    assert_eq!(event(&response, "wasm-swapped").last().unwrap(), &("withheld".into(), "1968".into()));
    suite.execute(&carol, &ExecuteMsg::ClaimProtocolFees {}, &[]).unwrap();
    assert_eq!(suite.wallet(&treasury()), [1_968, 0]);
    // The same direction is the curve's own business.
    let worse = suite.simulate(0, 10_000).unwrap().receive.amount;
    assert!(worse < at_opening);
    suite.pass(1);
    assert!(suite.simulate(1, 10_000).unwrap().receive.amount > at_opening, "another block, another opening");
}

#[test]
fn an_exact_output_costs_what_the_bound_makes_it_cost() {
    let mut suite = pool([1_000_000, 1_000_000], PoolKind::ConstantProduct {}, true);
    let [_, bob, carol] = suite.users();
    suite.sell(&carol, 0, 100_000).unwrap();
    // ⌈10,000 ÷ 0.997⌉ at one to one, though the curve asks for 8,345.
    let cost = suite.reverse(0, 10_000).unwrap().offer.amount.u128();
    assert_eq!(cost, 10_031);
    suite.assert_refused(
        ContractError::AboveMaxOffer { required: cost.into(), found: (cost - 1).into() },
        |suite| suite.buy(&bob, (1, 0), 10_000, cost - 1),
    );
    suite.buy(&bob, (1, 0), 10_000, cost).unwrap();
    assert_eq!(suite.wallet(&bob), [RICH + 10_000, RICH - cost]);
}

/// Returns what carol receives of the first asset for `parts` of the second, sold one after the other.
fn sold_in(suite: &mut Suite, parts: &[u128]) -> u128 {
    let carol = suite.users()[2].clone();
    let before = suite.wallet(&carol)[0];
    for part in parts {
        // A part that buys nothing is kept by the seller.
        suite.sell(&carol, 1, *part).ok();
    }
    suite.wallet(&carol)[0] - before
}

#[test]
fn a_trade_back_in_a_hundred_parts_receives_no_more_than_the_whole() {
    for kind in [PoolKind::ConstantProduct {}, PoolKind::Stableswap { amp: 100, decimals: vec![6; 2] }] {
        let attacked = || {
            let mut suite = pool([1_000_000_000; 2], kind.clone(), true);
            let [_, bob, carol] = suite.users();
            suite.sell(&carol, 0, 50_000_000).unwrap();
            suite.sell(&bob, 0, 50_000_000).unwrap();
            suite
        };
        let whole = sold_in(&mut attacked(), &[40_000_000]);
        let parts = sold_in(&mut attacked(), &[400_000; 100]);
        assert!(parts <= whole && parts + 100 >= whole, "{kind:?}: {parts} in parts, {whole} whole");
    }
}

#[test]
fn exact_outputs_in_parts_cost_no_less_than_the_whole() {
    let attacked = || {
        let mut suite = pool([1_000_000_000; 2], PoolKind::ConstantProduct {}, true);
        let carol = suite.users()[2].clone();
        suite.sell(&carol, 0, 100_000_000).unwrap();
        suite
    };
    let cost = |suite: &mut Suite, wanted: u128, times: usize| {
        let carol = suite.users()[2].clone();
        let before = suite.wallet(&carol)[1];
        (0..times).for_each(|_| drop(suite.buy(&carol, (1, 0), wanted, RICH / 10).unwrap()));
        before - suite.wallet(&carol)[1]
    };
    let (whole, parts) = (cost(&mut attacked(), 50_000_000, 1), cost(&mut attacked(), 500_000, 100));
    assert!(parts >= whole && parts <= whole + 300, "{parts} in parts, {whole} whole");
}

/// Trades that others made and reversed in the block do not lower a price: behind 200,000 sold one paid a third less.
#[test]
fn what_others_sold_and_bought_back_in_the_block_costs_nobody_its_price() {
    let mut suite = pool([1_000_000; 2], PoolKind::ConstantProduct {}, true);
    let carol = suite.users()[2].clone();
    let undisturbed = suite.simulate(1, 10_000).unwrap().receive.amount.u128();
    suite.sell(&carol, 0, 200_000).unwrap();
    let back = 1_000_000 - suite.reserves()[1];
    suite.sell(&carol, 1, back).unwrap();
    // Back but for a unit of rounding, for the seller of the other side.
    assert_eq!(suite.reserves(), [1_000_001, 1_000_000]);
    assert_eq!((undisturbed, suite.simulate(1, 10_000).unwrap().receive.amount.u128()), (9_870, 9_871));
}

#[test]
fn the_bound_needs_a_seasoning_and_a_recipient() {
    let refused = |change: ParamsChange, reason: ContractError| {
        let refused = Suite::try_with(|msg| msg.params = Some(change)).err().unwrap().to_string();
        assert!(refused.ends_with(&reason.to_string()), "{refused}");
    };
    let change = ParamsChange { seasoning_blocks: None, ..bounded(1).unwrap() };
    refused(change, ContractError::BoundWithoutSeasoning);
    let change = ParamsChange { protocol_recipient: None, ..bounded(1).unwrap() };
    refused(change, ContractError::NoProtocolRecipient);
}

/// Anybody applies what was announced, and chooses the moment: behind a victim it frees nobody who has traded before it.
#[test]
fn a_block_keeps_the_bound_that_it_opened_with() {
    let mut suite = pool([DEEP, DEEP], PoolKind::ConstantProduct {}, true);
    let [alice, bob, carol] = suite.users();
    let announce = |suite: &mut Suite, is_on: bool| {
        let change = ParamsChange { sandwich_bound: Some(is_on), ..ParamsChange::default() };
        suite.execute(&alice, &ExecuteMsg::ProposeParams(change), &[]).unwrap();
        suite.wait(PARAMS_DELAY);
    };
    announce(&mut suite, false);
    let before = suite.wallet(&carol);
    suite.sell(&carol, 0, 50_000_000_000).unwrap();
    suite.sell(&bob, 0, 50_000_000_000).unwrap();
    suite.execute(&carol, &ExecuteMsg::ApplyParams {}, &[]).unwrap();
    assert!(!suite.params().params.sandwich_bound);
    let bought = suite.wallet(&carol)[1] - before[1];
    let told = suite.simulate(1, bought).unwrap();
    assert_eq!((told.receive.amount + told.fee).u128(), bought, "one to one, as the block opened");
    suite.pass(1);
    let free = suite.simulate(1, bought).unwrap();
    assert!(free.receive.amount > told.receive.amount, "from the next block on it is off");

    announce(&mut suite, true);
    suite.sell(&bob, 0, 50_000_000_000).unwrap();
    suite.execute(&carol, &ExecuteMsg::ApplyParams {}, &[]).unwrap();
    suite.sell(&bob, 0, 50_000_000_000).unwrap();
    suite.pass(1);
    let opening = suite.simulate(1, 1_000_000).unwrap().receive.amount;
    suite.sell(&bob, 0, 50_000_000_000).unwrap();
    // But for the slope of the first quote.
    assert!(suite.simulate(1, 1_000_000).unwrap().receive.amount <= opening + Uint128::new(2));
}

#[test]
fn liquidity_does_not_leave_in_the_block_in_which_it_came() {
    let mut suite = pool([1_000_000, 1_000_000], PoolKind::ConstantProduct {}, true);
    let [alice, bob, _] = suite.users();
    suite.provide(&bob, [1_000, 1_000]).unwrap();
    suite.pass(1);
    // Somebody else's gift does not hold back what was there before.
    let gift = ExecuteMsg::Provide {
        assets: suite.named([10, 10]),
        min_shares: None,
        recipient: Some(bob.to_string()),
        deadline: None,
    };
    suite.execute(&alice, &gift, &[coin(10, "uatom"), coin(10, USD)]).unwrap();
    let refused = ContractError::TooFresh { found: Uint128::new(1_000), required: Uint128::new(1_001) };
    let told = suite.simulate_withdraw_of(&bob, 1_001).unwrap_err().to_string();
    assert!(told.contains("1001 shares are needed that did not come in this block, but there are"), "{told}");
    suite.assert_refused(refused, |suite| suite.withdraw(&bob, 1_001));
    suite.withdraw(&bob, 1_000).unwrap();
    suite.pass(1);
    suite.withdraw(&bob, 10).unwrap();
}

#[derive(Clone, Debug)]
enum Act {
    /// The attacker's, by one of two accounts.
    Sell(usize, usize, u128),
    Provide(usize, [u128; 2]),
    ProvideOne(usize, usize, u128),
    Withdraw(usize, u128),
    WithdrawOne(usize, usize, u128),
    /// A swap of somebody else's.
    Victim(usize, u128),
}

fn act() -> impl Strategy<Value = Act> {
    let amount = || prop_oneof![1u128..1_000, 1u128..2_000_000, 1u128..20_000_000];
    let who = || 1usize..3;
    prop_oneof![
        3 => (who(), 0usize..2, amount()).prop_map(|(a, side, n)| Act::Sell(a, side, n)),
        1 => (who(), [amount(), amount()]).prop_map(|(a, n)| Act::Provide(a, n)),
        1 => (who(), 0usize..2, amount()).prop_map(|(a, side, n)| Act::ProvideOne(a, side, n)),
        1 => (who(), amount()).prop_map(|(a, n)| Act::Withdraw(a, n)),
        1 => (who(), 0usize..2, amount()).prop_map(|(a, side, n)| Act::WithdrawOne(a, side, n)),
        3 => (0usize..2, amount()).prop_map(|(side, n)| Act::Victim(side, n)),
    ]
}

fn perform(suite: &mut Suite, users: &[Addr], act: &Act) -> StdResult<()> {
    match act {
        Act::Sell(a, side, n) => suite.sell(&users[*a], *side, *n),
        Act::Provide(a, n) => suite.provide(&users[*a], *n),
        Act::ProvideOne(a, side, n) => suite.provide_one(&users[*a], *side, *n, 0),
        Act::Withdraw(a, n) => suite.withdraw(&users[*a], *n),
        Act::WithdrawOne(a, side, n) => suite.withdraw_one(&users[*a], *side, *n, 0),
        Act::Victim(side, n) => {
            suite.sell_with(&users[0], *side, *n, &Terms { max_impact_bps: Some(10_000), ..Terms::default() })
        }
    }
    .map(drop)
}

/// Returns what the attacker's two accounts have of both assets.
fn purse(suite: &Suite, users: &[Addr]) -> [u128; 2] {
    [0, 1].map(|side| users[1..].iter().map(|user| suite.wallet(user)[side]).sum())
}

/// Performs everything in one block; then the attacker takes its liquidity out and, in the same block, buys back what
/// it lacks of either asset. Returns what it has, if it has gained.
fn attacked(suite: &mut Suite, acts: &[Act]) -> Option<[u128; 2]> {
    let users = suite.users();
    let before = purse(suite, &users);
    for act in acts {
        perform(suite, &users, act).ok();
    }
    for user in &users[1..] {
        let shares = suite.shares(user);
        if shares > 0 {
            suite.withdraw(user, shares).ok();
        }
    }
    for side in 0..2 {
        let lacking = before[side].saturating_sub(purse(suite, &users)[side]);
        let spare = purse(suite, &users)[1 - side].saturating_sub(before[1 - side]);
        if lacking > 0 && spare > 0 {
            suite.buy(&users[1], (1 - side, side), lacking, spare).ok();
        }
    }
    let after = purse(suite, &users);
    let gained = after[0] >= before[0] && after[1] >= before[1] && after != before;
    gained.then_some(after)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(48)))]

    #[test]
    fn nobody_gains_around_others_in_one_block(
        open in [100_000u128..30_000_000, 100_000u128..30_000_000],
        acts in prop::collection::vec(act(), 1..12),
    ) {
        let mut suite = pool(open, PoolKind::ConstantProduct {}, true);
        let gained = attacked(&mut suite, &acts);
        prop_assert!(gained.is_none(), "{gained:?}");
    }

    #[test]
    fn nobody_gains_around_others_in_one_block_of_a_stableswap(
        open in [1_000_000u128..30_000_000, 1_000_000u128..30_000_000],
        acts in prop::collection::vec(act(), 1..12),
    ) {
        let kind = PoolKind::Stableswap { amp: 100, decimals: vec![6; 2] };
        let mut suite = pool(open, kind, true);
        let gained = attacked(&mut suite, &acts);
        prop_assert!(gained.is_none(), "{gained:?}");
    }
    /// I6 with the bound on: whatever was traded in the block before, a trade in parts never receives more than whole.
    #[test]
    fn a_trade_in_parts_never_receives_more_than_whole(
        open in [100_000u128..30_000_000, 100_000u128..30_000_000],
        is_stable in any::<bool>(),
        before in prop::collection::vec((0usize..2, 1u128..20_000_000), 0..4),
        parts in prop::collection::vec(prop_oneof![1u128..100, 1u128..500_000], 2..12),
    ) {
        let kind = match is_stable {
            true => PoolKind::Stableswap { amp: 100, decimals: vec![6; 2] },
            false => PoolKind::ConstantProduct {},
        };
        let traded = || {
            let mut suite = pool(open, kind.clone(), true);
            let bob = suite.users()[1].clone();
            for (side, amount) in &before {
                suite.sell(&bob, *side, *amount).ok();
            }
            suite
        };
        let whole = sold_in(&mut traded(), &[parts.iter().sum()]);
        let in_parts = sold_in(&mut traded(), &parts);
        prop_assert!(in_parts <= whole, "{in_parts} in parts, {whole} whole");
    }
}

//! Shares that leave before they have seasoned earn nothing, and nobody else loses by it.

use super::invariants::cases;
use super::suite::{RICH, Suite, USD, seasoned};
use amm_pool::ContractError;
use cosmwasm_std::{Addr, Uint128};
use proptest::prelude::*;
use weal_api::amm_pool::{Cw20HookMsg, ExecuteMsg, PoolKind};
use weal_api::asset::AssetInfo;
use weal_cw20_ledger::Cw20Error;

const BLOCKS: u64 = 10;

fn opened() -> Suite {
    Suite::opened_with([1_000_000_000, 1_000_000_000], |msg| msg.params = seasoned(10))
}

/// The same of a stableswap.
fn opened_stable() -> Suite {
    Suite::opened_with([1_000_000_000, 1_000_000_000], |msg| {
        msg.assets = [USD, "uatom"].map(AssetInfo::native).to_vec();
        msg.kind = PoolKind::Stableswap { amp: 100, decimals: vec![6; 2] };
        msg.params = seasoned(10);
    })
}

fn transfer(recipient: &Addr, amount: u128) -> ExecuteMsg {
    ExecuteMsg::Transfer { recipient: recipient.to_string(), amount: Uint128::new(amount) }
}

fn leave(suite: &mut Suite, account: &Addr) {
    let shares = suite.shares(account);
    suite.withdraw(account, shares).unwrap();
}

#[test]
fn liquidity_that_leaves_too_early_takes_no_part_of_the_fees() {
    for hold in 0..2 * BLOCKS {
        let mut suite = opened();
        let [_, bob, carol] = suite.users();
        suite.provide(&bob, [1_000_000_000, 1_000_000_000]).unwrap();
        suite.sell(&carol, 0, 100_000_000).unwrap();
        suite.pass(hold);
        let fees = suite.fees_held();
        leave(&mut suite, &bob);
        let taken = fees[1] - suite.fees_held()[1];
        assert!(fees[1] > 200_000);
        assert_eq!(taken, if hold < BLOCKS { 0 } else { fees[1] / 2 }, "after {hold} blocks");
    }
}

#[test]
fn of_a_stableswap_it_gets_no_more_than_it_brought() {
    for hold in 0..2 * BLOCKS {
        let mut suite = opened_stable();
        let [_, bob, carol] = suite.users();
        suite.provide(&bob, [1_000_000_000, 1_000_000_000]).unwrap();
        // There and back: a round of the market that leaves nothing but fees.
        suite.sell(&carol, 0, 100_000_000).unwrap();
        let back = suite.wallet(&carol)[1] - RICH;
        suite.sell(&carol, 1, back).unwrap();
        // Fees that join the reserves are fees all the same.
        suite.provide(&carol, [1_000, 0]).unwrap();
        suite.pass(hold);
        leave(&mut suite, &bob);
        let [first, second] = suite.wallet(&bob);
        let (now, before) = (first + second, 2 * RICH);
        assert_eq!(now > before, hold >= BLOCKS, "after {hold} blocks: {now}");
        // Nothing of its own is lost either, but for units of rounding.
        assert!(now + 10 >= before, "after {hold} blocks: {now}");
    }
}

#[test]
fn fees_bought_at_the_entry_come_back() {
    let mut suite = opened();
    let [_, bob, carol] = suite.users();
    suite.sell(&carol, 0, 100_000_000).unwrap();
    suite.pass(1);
    suite.provide(&bob, [1_000_000_000, 1_000_000_000]).unwrap();
    leave(&mut suite, &bob);
    let [first, second] = suite.wallet(&bob);
    assert!(RICH - first <= 2 && RICH - second <= 2, "{first} {second}");
}

#[test]
fn young_shares_do_not_move_and_old_ones_do() {
    let mut suite = opened();
    let [alice, bob, carol] = suite.users();
    suite.pass(BLOCKS);
    suite.execute(&alice, &transfer(&bob, 1_000), &[]).unwrap();
    suite.provide(&bob, [500, 500]).unwrap();
    let refused = |required: u128, seasons_at| ContractError::Unseasoned {
        found: Uint128::new(1_000),
        required: Uint128::new(required),
        seasons_at,
    };
    let at = suite.height() + BLOCKS;
    suite.assert_refused(refused(1_001, at), |suite| suite.execute(&bob, &transfer(&carol, 1_001), &[]));
    suite.assert_refused(refused(1_001, at), |suite| suite.execute(&bob, &transfer(&bob, 1_001), &[]));
    suite.assert_refused(refused(1_500, at), |suite| suite.withdraw_one(&bob, 0, 1_500, 0));
    let (owner, amount) = (bob.to_string(), Uint128::new(1_500));
    let allow = ExecuteMsg::IncreaseAllowance { spender: carol.to_string(), amount, expires: None };
    suite.execute(&bob, &allow, &[]).unwrap();
    let pull = ExecuteMsg::TransferFrom { owner, recipient: carol.to_string(), amount };
    suite.assert_refused(refused(1_500, at), |suite| suite.execute(&carol, &pull, &[]));
    let (pool, hook) =
        (suite.pool.clone(), Cw20HookMsg::Withdraw { min_amounts: None, recipient: None, deadline: None });
    suite.assert_refused(refused(1_500, at), |suite| suite.send(&bob, &pool, 1_500, &hook));
    // More than there is: the ledger's refusal.
    let short =
        Cw20Error::InsufficientBalance { account: bob.clone(), found: amount, required: Uint128::new(1_501) };
    suite.assert_refused(short, |suite| suite.execute(&bob, &transfer(&carol, 1_501), &[]));
    let short =
        Cw20Error::InsufficientBalance { account: bob.clone(), found: amount, required: Uint128::new(1_501) };
    suite.assert_refused(short, |suite| suite.withdraw(&bob, 1_501));

    suite.execute(&bob, &transfer(&carol, 1_000), &[]).unwrap();
    assert_eq!(suite.report(&carol).unseasoned, Uint128::zero(), "what moves has seasoned");
    suite.pass(BLOCKS - 1);
    let refused = suite.execute(&bob, &transfer(&carol, 1), &[]).unwrap_err().to_string();
    assert!(
        refused.contains("shares are needed that have seasoned, but there are 0; all have at height"),
        "{refused}"
    );
    suite.pass(1);
    suite.send(&bob, &pool, 500, &hook).unwrap();
    assert_eq!((suite.shares(&bob), suite.shares(&carol)), (0, 1_000));
}

#[test]
fn a_stranger_does_not_delay_anybody() {
    let mut suite = opened();
    let [_, bob, carol] = suite.users();
    suite.provide(&bob, [1_000_000, 1_000_000]).unwrap();
    let seasons_at = suite.report(&bob).seasons_at.unwrap();
    assert_eq!(seasons_at, suite.height() + BLOCKS);
    suite.pass(BLOCKS - 1);
    for _ in 0..50 {
        let gift = ExecuteMsg::Provide {
            assets: suite.named([1, 1]),
            min_shares: None,
            recipient: Some(bob.to_string()),
            deadline: None,
        };
        suite.execute(&carol, &gift, &cosmwasm_std::coins(1, USD)).unwrap();
    }
    assert_eq!(suite.report(&bob).seasons_at.unwrap(), seasons_at + 1);
    suite.pass(2);
    suite.execute(&bob, &transfer(&carol, 1_000_050), &[]).unwrap();
}

#[test]
fn a_deposit_beside_seasoned_shares_leaves_those_alone() {
    let mut suite = opened();
    let [alice, bob, carol] = suite.users();
    suite.pass(BLOCKS);
    suite.sell(&carol, 0, 100_000_000).unwrap();
    suite.execute(&alice, &transfer(&bob, 100_000_000), &[]).unwrap();
    suite.provide(&bob, [100_000_000, 100_000_000]).unwrap();
    let fees = suite.fees_held()[1];
    let supply = suite.supply();
    suite.withdraw(&bob, 100_000_000).unwrap();
    assert_eq!(fees - suite.fees_held()[1], fees * 100_000_000 / supply);
}

#[test]
fn a_longer_seasoning_does_not_bind_those_who_came_before_it() {
    let mut suite = opened();
    let [alice, bob, _] = suite.users();
    suite.provide(&bob, [1_000_000, 1_000_000]).unwrap();
    let seasons_at = suite.report(&bob).seasons_at;
    let change = seasoned(100_000).unwrap();
    suite.execute(&alice, &ExecuteMsg::ProposeParams(change), &[]).unwrap();
    suite.app.update_block(|block| block.time = block.time.plus_seconds(86_400));
    suite.execute(&bob, &ExecuteMsg::ApplyParams {}, &[]).unwrap();
    assert_eq!(suite.report(&bob).seasons_at, seasons_at);
    suite.pass(BLOCKS);
    suite.execute(&bob, &transfer(&alice, 1_000_000), &[]).unwrap();
}

/// Returns what one account gets for a deposit that leaves early, or several accounts for its parts.
fn received(parts: &[u128], sold: u128, hold: u64) -> u128 {
    let mut suite = opened();
    let users = suite.users();
    let total: u128 = parts.iter().sum();
    for (part, user) in parts.iter().zip(&users[1..]) {
        suite.provide(user, [*part, *part]).unwrap();
    }
    let alice = suite.alice.clone();
    suite.sell(&alice, 0, sold).ok();
    suite.pass(hold);
    for (_, user) in parts.iter().zip(&users[1..]) {
        leave(&mut suite, user);
    }
    users[1..].iter().map(|user| suite.wallet(user)[1]).sum::<u128>() + total - 2 * RICH
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(24)))]

    #[test]
    fn two_accounts_get_no_more_than_one(
        whole in 10_000u128..1_000_000_000, percent in 1u128..100, sold in 1_000u128..900_000_000, hold in 0u64..20,
    ) {
        let part = whole * percent / 100;
        let at_once = received(&[whole], sold, hold);
        let split = received(&[part, whole - part], sold, hold);
        // Shares and what they take round for each account.
        prop_assert!(split <= at_once + 4, "{split} in two, {at_once} at once");
    }

    /// Amounts that young shares leave behind are the others': all of them can be taken out, and nothing more.
    #[test]
    fn nothing_is_lost_where_somebody_leaves_early(
        brought in 10_000u128..1_000_000_000, sold in 1_000u128..900_000_000, hold in 0u64..20,
    ) {
        let mut suite = opened();
        let [alice, bob, carol] = suite.users();
        suite.provide(&bob, [brought, brought]).unwrap();
        suite.sell(&carol, 0, sold).unwrap();
        suite.pass(hold);
        leave(&mut suite, &bob);
        suite.pass(BLOCKS);
        leave(&mut suite, &alice);
        let users = suite.users();
        let held: [u128; 2] = [0, 1].map(|side| users.iter().map(|user| suite.wallet(user)[side]).sum());
        let owed = suite.holdings();
        prop_assert_eq!([held[0] + owed[0], held[1] + owed[1]], [3 * RICH, 3 * RICH]);
        // What stays is the locked shares' part.
        prop_assert!(owed[0] < 3_000 && owed[1] < 3_000, "{owed:?}");
    }
}

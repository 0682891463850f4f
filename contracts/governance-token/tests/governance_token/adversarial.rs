//! Attacks, and the invariants of `docs/spec/governance-token.md` over random histories.

use super::suite::{Suite, allow, transfer};
use cosmwasm_std::{Addr, Uint128, coins};
use cw_multi_test::Executor;
use proptest::prelude::*;
use weal_api::governance_token::ExecuteMsg;

/// The class behind two maps under one prefix: no namespace is another's beginning.
#[test]
fn storage_namespaces_differ() {
    let namespaces = [
        "\u{1}",
        "\u{2}",
        "\u{3}",
        "\u{4}",
        "token_info",
        "minter",
        "marketing_info",
        "logo",
        "contract_info",
    ];
    for (i, one) in namespaces.iter().enumerate() {
        for (j, other) in namespaces.iter().enumerate() {
            assert!(i == j || !other.starts_with(one), "{one} begins {other}");
        }
    }
}

#[test]
fn unknown_messages_and_fields_are_refused() {
    let mut suite = Suite::new();
    let (alice, token) = (suite.alice.clone(), suite.token.clone());
    for (msg, reason) in [
        (
            serde_json::json!({"transfer": {"recipient": suite.bob, "amount": "1", "memo": "x"}}),
            "unknown field `memo`",
        ),
        (serde_json::json!({"instantiate": {}}), "unknown variant `instantiate`"),
        (
            serde_json::json!({"transfer": {"recipient": suite.bob, "amount": "-1"}}),
            "invalid Uint128 in a string: -1",
        ),
    ] {
        let refused =
            suite.app.execute_contract(alice.clone(), token.clone(), &msg, &[]).unwrap_err().to_string();
        assert!(refused.contains(reason), "{refused}");
    }
    assert_eq!(suite.balance(&alice), 1_000);
}

/// Coins sent to the contract by the bank are nobody's and move nothing.
#[test]
fn a_donation_changes_no_balance_and_no_supply() {
    let mut suite = Suite::new();
    let before = suite.snapshot();
    let (alice, token) = (suite.alice.clone(), suite.token.clone());
    suite.app.send_tokens(alice, token, &coins(50, "uusd")).unwrap();
    assert_eq!(suite.snapshot(), before);
}

#[derive(Clone, Debug)]
enum Step {
    Transfer(usize, usize, u128),
    Burn(usize, u128),
    Mint(usize, usize, u128),
    Allow(usize, usize, u128),
    TransferFrom(usize, usize, usize, u128),
}

fn step() -> impl Strategy<Value = Step> {
    let (who, amount) = (0usize..3, 0u128..1_500);
    prop_oneof![
        (who.clone(), who.clone(), amount.clone()).prop_map(|(a, b, n)| Step::Transfer(a, b, n)),
        (who.clone(), amount.clone()).prop_map(|(a, n)| Step::Burn(a, n)),
        (who.clone(), who.clone(), amount.clone()).prop_map(|(a, b, n)| Step::Mint(a, b, n)),
        (who.clone(), who.clone(), amount.clone()).prop_map(|(a, b, n)| Step::Allow(a, b, n)),
        (who.clone(), who.clone(), who, amount).prop_map(|(a, b, c, n)| Step::TransferFrom(a, b, c, n)),
    ]
}

fn message(step: &Step, accounts: &[Addr]) -> (usize, ExecuteMsg) {
    let name = |i: &usize| accounts[*i].to_string();
    match step {
        Step::Transfer(a, b, n) => (*a, transfer(&accounts[*b], *n)),
        Step::Burn(a, n) => (*a, ExecuteMsg::Burn { amount: Uint128::new(*n) }),
        Step::Mint(a, b, n) => (*a, ExecuteMsg::Mint { recipient: name(b), amount: Uint128::new(*n) }),
        Step::Allow(a, b, n) => (*a, allow(&accounts[*b], *n)),
        Step::TransferFrom(a, b, c, n) => {
            let (owner, recipient) = (name(b), name(c));
            (*a, ExecuteMsg::TransferFrom { owner, recipient, amount: Uint128::new(*n) })
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// I1 and I2 after every step of any history; a refused step changes nothing (I4).
    #[test]
    fn the_supply_is_the_sum_of_balances_and_below_the_cap(steps in prop::collection::vec(step(), 1..30)) {
        let mut suite = Suite::new();
        let accounts = [suite.alice.clone(), suite.bob.clone(), suite.minter.clone()];
        for step in &steps {
            let (sender, msg) = message(step, &accounts);
            let before = suite.snapshot();
            let accepted = suite.execute(&accounts[sender], &msg).is_ok();
            let after = suite.snapshot();
            prop_assert_eq!(after.0, after.1.iter().sum::<u128>());
            prop_assert!(after.0 <= 2_000);
            prop_assert!(accepted || after == before);
        }
    }

    /// I3: what a spender moves in all is never above what it was allowed in all.
    #[test]
    fn a_spender_never_moves_more_than_it_was_allowed(
        steps in prop::collection::vec((any::<bool>(), 0u128..300), 1..40),
    ) {
        let mut suite = Suite::new();
        let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
        let (mut allowed, mut moved) = (0, 0);
        for (is_allowance, amount) in steps {
            if is_allowance {
                suite.execute(&alice, &allow(&bob, amount)).unwrap();
                allowed += amount;
            } else {
                let pull = ExecuteMsg::TransferFrom {
                    owner: alice.to_string(), recipient: bob.to_string(), amount: Uint128::new(amount),
                };
                moved += if suite.execute(&bob, &pull).is_ok() { amount } else { 0 };
            }
            prop_assert!(moved <= allowed);
            prop_assert_eq!(suite.balance(&bob), moved);
        }
    }
}

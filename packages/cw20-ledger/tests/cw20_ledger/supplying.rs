//! The supply: made and destroyed by whoever embeds the ledger.

use super::suite::Suite;
use cosmwasm_std::Uint128;
use weal_cw20_ledger::{burn, mint, mint_all};

#[test]
fn what_is_minted_is_the_recipients_and_the_supplys() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let supply = mint(&mut suite.deps.storage, &suite.deps.api, &bob, Uint128::new(30)).unwrap();
    assert_eq!((supply.u128(), suite.supply(), suite.balance(&bob)), (1_030, 1_030, 30));
    let most = Uint128::new(u128::MAX - 1_030);
    let supply = mint(&mut suite.deps.storage, &suite.deps.api, &bob, most).unwrap();
    assert_eq!(supply, Uint128::MAX);
    let refused = mint(&mut suite.deps.storage, &suite.deps.api, &bob, Uint128::one()).unwrap_err();
    assert_eq!(refused.to_string(), format!("{} + 1 is above 2^128 − 1", u128::MAX));
}

#[test]
fn what_is_burnt_is_gone_from_both() {
    let mut suite = Suite::new();
    let alice = suite.alice.clone();
    let supply = burn(&mut suite.deps.storage, &suite.deps.api, &alice, Uint128::new(999)).unwrap();
    assert_eq!((supply.u128(), suite.supply(), suite.balance(&alice)), (1, 1, 1));
    let refused = burn(&mut suite.deps.storage, &suite.deps.api, &alice, Uint128::new(2)).unwrap_err();
    assert_eq!(refused.to_string(), format!("{alice} has 1, 2 are needed"));
    assert_eq!(burn(&mut suite.deps.storage, &suite.deps.api, &alice, Uint128::one()).unwrap().u128(), 0);
}

#[test]
fn first_holders_are_minted_to_in_one_step() {
    let mut suite = Suite::new();
    let (bob, carol) = (suite.bob.clone(), suite.carol.clone());
    let amounts = [(bob.clone(), Uint128::new(7)), (carol.clone(), Uint128::new(8))];
    let supply = mint_all(&mut suite.deps.storage, &suite.deps.api, &amounts).unwrap();
    assert_eq!((supply.u128(), suite.supply()), (1_015, 1_015));
    assert_eq!((suite.balance(&bob), suite.balance(&carol)), (7, 8));
    let amounts = [(bob, Uint128::new(5)), (carol, Uint128::MAX)];
    let refused = mint_all(&mut suite.deps.storage, &suite.deps.api, &amounts).unwrap_err();
    assert_eq!(refused.to_string(), format!("1020 + {} is above 2^128 − 1", u128::MAX));
}

use super::suite::{NOW, PURSE, Suite, events, pairs};
use cosmwasm_std::Uint128;
use weal_api::vesting::{GrantSpec, Status};

fn money(suite: &Suite) -> [u128; 4] {
    let grant = suite.grant(1);
    [grant.vested, grant.claimed, grant.claimable, grant.unvested].map(|n| n.u128())
}

#[test]
fn cancelling_keeps_what_is_vested_and_returns_the_rest() {
    let mut suite = Suite::with_grant();
    let (payer, alice) = (suite.payer.clone(), suite.alice.clone());
    suite.at(50);
    suite.claim(&alice, 1).unwrap();
    suite.at(60);
    let response = suite.cancel(&payer, 1).unwrap();
    let expected = [
        ("grant_id", "1"),
        ("grantor", payer.as_str()),
        ("recipient", alice.as_str()),
        ("token", "uusd"),
        ("vested", "600"),
        ("returned", "400"),
        ("claimable", "100"),
    ];
    assert_eq!(events(&response, "grant_cancelled"), [pairs(&expected)]);
    let status = Status::Cancelled { vested: Uint128::new(600), returned: Uint128::new(400), at: NOW + 60 };
    assert_eq!(suite.grant(1).status, status);
    assert_eq!(money(&suite), [600, 500, 100, 0]);
    assert_eq!(suite.balance(&payer, &suite.uusd()), PURSE - 600);
    assert_eq!((suite.balance(&suite.vesting, &suite.uusd()), suite.owed(&suite.uusd())), (100, 100));
}

#[test]
fn what_was_vested_is_claimed_after_a_cancellation_and_never_grows() {
    let mut suite = Suite::with_grant();
    let (payer, alice) = (suite.payer.clone(), suite.alice.clone());
    suite.at(60);
    suite.cancel(&payer, 1).unwrap();
    suite.at(1_000);
    assert_eq!(money(&suite), [600, 0, 600, 0]);
    suite.claim(&alice, 1).unwrap();
    assert_eq!(suite.balance(&alice, &suite.uusd()), 600);
    suite.assert_refused(|s| s.claim(&alice, 1), "nothing to claim of grant 1: 600 vested and 600 claimed");
    assert_eq!(suite.owed(&suite.uusd()), 0);
}

#[test]
fn before_the_cliff_everything_returns() {
    let mut suite = Suite::with_grant();
    let payer = suite.payer.clone();
    suite.at(39);
    suite.cancel(&payer, 1).unwrap();
    assert_eq!(money(&suite), [0; 4]);
    assert_eq!((suite.balance(&payer, &suite.uusd()), suite.owed(&suite.uusd())), (PURSE, 0));
}

#[test]
fn at_the_cliff_the_backlog_is_kept() {
    let mut suite = Suite::with_grant();
    let payer = suite.payer.clone();
    suite.at(40);
    suite.cancel(&payer, 1).unwrap();
    assert_eq!(money(&suite), [400, 0, 400, 0]);
}

#[test]
fn a_second_before_the_end_something_returns_and_at_the_end_nothing_can() {
    let mut suite = Suite::with_grant();
    let payer = suite.payer.clone();
    suite.at(100);
    let reason = "grant 1 had vested in full at 1700000100";
    suite.assert_refused(|s| s.cancel(&payer, 1), reason);
    suite.at(101);
    suite.assert_refused(|s| s.cancel(&payer, 1), reason);
    suite.at(99);
    suite.cancel(&payer, 1).unwrap();
    assert_eq!(money(&suite), [990, 0, 990, 0]);
}

#[test]
fn only_the_grantor_cancels() {
    let mut suite = Suite::with_grant();
    suite.at(50);
    for stranger in [suite.alice.clone(), suite.bob.clone(), suite.owner.clone()] {
        let reason = format!("{stranger} may not cancel grant 1: its grantor is {}", suite.payer);
        suite.assert_refused(|s| s.cancel(&stranger, 1), &reason);
    }
}

#[test]
fn a_second_cancellation_is_refused_in_the_same_block_and_later() {
    let mut suite = Suite::with_grant();
    let payer = suite.payer.clone();
    suite.at(50);
    suite.cancel(&payer, 1).unwrap();
    suite.assert_refused(|s| s.cancel(&payer, 1), "grant 1 was cancelled at 1700000050");
    suite.at(70);
    suite.assert_refused(|s| s.cancel(&payer, 1), "grant 1 was cancelled at 1700000050");
}

#[test]
fn a_grant_promised_for_good_is_not_cancelled() {
    let mut suite = Suite::new();
    let (payer, spec) = (suite.payer.clone(), GrantSpec { cancellable: false, ..suite.spec() });
    suite.create(&[spec]).unwrap();
    suite.assert_refused(|s| s.cancel(&payer, 1), "grant 1 was created as not cancellable");
}

#[test]
fn claiming_and_cancelling_in_one_block_divide_alike_in_both_orders() {
    let [claim_first, cancel_first] = [true, false].map(|claim_first| {
        let mut suite = Suite::with_grant();
        let (payer, alice) = (suite.payer.clone(), suite.alice.clone());
        suite.at(57);
        if claim_first {
            suite.claim(&alice, 1).unwrap();
            suite.cancel(&payer, 1).unwrap();
        } else {
            suite.cancel(&payer, 1).unwrap();
            suite.claim(&alice, 1).unwrap();
        }
        suite.snapshot()
    });
    assert_eq!(claim_first, cancel_first);
}

#[test]
fn a_cw20_grant_returns_in_its_token_to_who_sent_it() {
    let mut suite = Suite::new();
    let (spec, payer) = (suite.spec(), suite.payer.clone());
    suite.send(&payer, 1_000, &[spec]).unwrap();
    suite.at(70);
    let token = suite.token.clone();
    let reason = format!("{token} may not cancel grant 1");
    suite.assert_refused(|s| s.cancel(&token, 1), &reason);
    suite.cancel(&payer, 1).unwrap();
    assert_eq!(suite.balance(&payer, &suite.cw20()), PURSE - 700);
    assert_eq!((suite.balance(&suite.vesting, &suite.cw20()), suite.owed(&suite.cw20())), (700, 700));
}

/// Create and cancel in one block leaves no money and no right behind.
#[test]
fn a_grant_cancelled_in_the_block_of_its_creation_leaves_nothing() {
    let mut suite = Suite::with_grant();
    let (payer, alice) = (suite.payer.clone(), suite.alice.clone());
    suite.cancel(&payer, 1).unwrap();
    assert_eq!((suite.balance(&suite.vesting, &suite.uusd()), suite.owed(&suite.uusd())), (0, 0));
    suite.at(100);
    suite.assert_refused(|s| s.claim(&alice, 1), "nothing to claim of grant 1: 0 vested and 0 claimed");
}

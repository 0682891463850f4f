use super::suite::{NOW, Suite, events, linear, pairs};
use cosmwasm_std::coins;
use weal_api::vesting::{ExecuteMsg, GrantSpec};

#[test]
fn a_claim_pays_what_has_vested_and_says_so() {
    let mut suite = Suite::with_grant();
    suite.at(55);
    assert_eq!(suite.claimable(1), 550);
    let alice = suite.alice.clone();
    let response = suite.claim(&alice, 1).unwrap();
    let expected = [
        ("grant_id", "1"),
        ("recipient", alice.as_str()),
        ("token", "uusd"),
        ("paid", "550"),
        ("claimed", "550"),
    ];
    assert_eq!(events(&response, "grant_claimed"), [pairs(&expected)]);
    let grant = suite.grant(1);
    let money = [grant.vested, grant.claimed, grant.claimable, grant.unvested].map(|n| n.u128());
    assert_eq!(money, [550, 550, 0, 450]);
    assert_eq!(suite.balance(&alice, &suite.uusd()), 550);
    assert_eq!((suite.balance(&suite.vesting, &suite.uusd()), suite.owed(&suite.uusd())), (450, 450));
}

#[test]
fn every_bend_is_exact_to_the_second() {
    let spec = GrantSpec { schedule: linear(NOW + 10, 40, 100), ..Suite::new().spec() };
    for (offset, expected) in
        [(9, 0), (10, 0), (49, 0), (50, 400), (51, 410), (109, 990), (110, 1_000), (111, 1_000)]
    {
        let mut suite = Suite::new();
        suite.create(std::slice::from_ref(&spec)).unwrap();
        suite.at(offset);
        assert_eq!(suite.claimable(1), expected, "at {offset}");
        let alice = suite.alice.clone();
        assert_eq!(suite.claim(&alice, 1).is_ok(), expected > 0, "at {offset}");
        assert_eq!(suite.balance(&alice, &suite.uusd()), expected, "at {offset}");
    }
}

#[test]
fn a_second_claim_in_the_same_block_is_refused() {
    let mut suite = Suite::with_grant();
    suite.at(40);
    let alice = suite.alice.clone();
    suite.claim(&alice, 1).unwrap();
    let reason = "nothing to claim of grant 1: 400 vested and 400 claimed";
    suite.assert_refused(|s| s.claim(&alice, 1), reason);
}

#[test]
fn before_the_cliff_there_is_nothing_to_claim() {
    let mut suite = Suite::with_grant();
    suite.at(39);
    let alice = suite.alice.clone();
    let reason = "nothing to claim of grant 1: 0 vested and 0 claimed";
    suite.assert_refused(|s| s.claim(&alice, 1), reason);
}

#[test]
fn anyone_may_claim_and_the_money_goes_to_the_recipient_only() {
    let mut suite = Suite::with_grant();
    suite.at(50);
    let (bob, before) = (suite.bob.clone(), suite.balance(&suite.bob, &suite.uusd()));
    suite.claim(&bob, 1).unwrap();
    assert_eq!(suite.balance(&suite.alice, &suite.uusd()), 500);
    assert_eq!(suite.balance(&bob, &suite.uusd()), before);
}

#[test]
fn a_cw20_grant_is_paid_in_its_token() {
    let mut suite = Suite::new();
    let (spec, payer, alice) = (suite.spec(), suite.payer.clone(), suite.alice.clone());
    suite.send(&payer, 1_000, &[spec]).unwrap();
    suite.at(100);
    suite.claim(&alice, 1).unwrap();
    assert_eq!((suite.balance(&alice, &suite.cw20()), suite.balance(&alice, &suite.uusd())), (1_000, 0));
    assert_eq!((suite.balance(&suite.vesting, &suite.cw20()), suite.owed(&suite.cw20())), (0, 0));
}

#[test]
fn an_unknown_grant_is_refused() {
    let mut suite = Suite::with_grant();
    let alice = suite.alice.clone();
    for grant_id in [0, 2, u64::MAX] {
        let reason = format!("there is no grant {grant_id}");
        suite.assert_refused(|s| s.claim(&alice, grant_id), &reason);
        suite.assert_refused(|s| s.cancel(&alice, grant_id), &reason);
    }
}

#[test]
fn claiming_and_cancelling_take_no_funds() {
    let mut suite = Suite::with_grant();
    suite.at(50);
    let payer = suite.payer.clone();
    for msg in [ExecuteMsg::Claim { grant_id: 1 }, ExecuteMsg::Cancel { grant_id: 1 }] {
        let with_coins = |s: &mut Suite| s.execute(&payer, &msg, &coins(1, "uusd"));
        suite.assert_refused(with_coins, "this message takes no funds, but 1uusd was sent");
    }
}

use super::suite::Suite;
use cosmwasm_std::{Uint128, coins};
use weal_api::asset::AssetInfo;
use weal_api::vesting::{
    ClaimableResponse, ConfigResponse, ExecuteMsg, GrantSpec, GrantsResponse, Holding, HoldingsResponse,
    QueryMsg,
};

fn numbers(suite: &Suite, query: &QueryMsg) -> Vec<u64> {
    suite.query::<GrantsResponse>(query).grants.into_iter().map(|grant| grant.grant_id).collect()
}

/// 35 grants: the odd ones for alice, the even ones for bob.
fn many() -> Suite {
    let mut suite = Suite::new();
    let (spec, bob) = (suite.spec(), suite.bob.to_string());
    let of = |i: usize| match i % 2 {
        0 => GrantSpec { amount: Uint128::new(10), ..spec.clone() },
        _ => GrantSpec { amount: Uint128::new(10), recipient: bob.clone(), ..spec.clone() },
    };
    suite.create(&(0..35).map(of).collect::<Vec<_>>()).unwrap();
    suite
}

#[test]
fn all_grants_come_in_pages_of_ten_and_at_most_thirty() {
    let suite = many();
    let page = |start_after, limit| numbers(&suite, &QueryMsg::Grants { start_after, limit });
    assert_eq!(page(None, None), (1..=10).collect::<Vec<_>>());
    assert_eq!(page(Some(10), None), (11..=20).collect::<Vec<_>>());
    assert_eq!(page(None, Some(99)), (1..=30).collect::<Vec<_>>());
    assert_eq!(page(Some(34), None), [35]);
    assert_eq!(page(Some(35), None), [0; 0]);
    assert_eq!(suite.query::<ConfigResponse>(&QueryMsg::Config {}).grant_count, 35);
}

#[test]
fn a_recipient_sees_its_own_grants_only() {
    let suite = many();
    let page = |recipient: &str, start_after, limit| {
        numbers(&suite, &QueryMsg::GrantsOf { recipient: recipient.into(), start_after, limit })
    };
    let (alice, bob) = (suite.alice.as_str(), suite.bob.as_str());
    assert_eq!(page(alice, None, None), (0..10).map(|i| 2 * i + 1).collect::<Vec<_>>());
    assert_eq!(page(alice, Some(31), None), [33, 35]);
    assert_eq!(page(bob, None, Some(2)), [2, 4]);
    assert_eq!(page(bob, Some(4), Some(1)), [6]);
    assert_eq!(page(suite.payer.as_str(), None, None), [0; 0]);
}

#[test]
fn claimable_says_whom_in_what_and_exactly_what_a_claim_then_pays() {
    let mut suite = Suite::with_grant();
    suite.at(73);
    let answer: ClaimableResponse = suite.query(&QueryMsg::Claimable { grant_id: 1 });
    let (recipient, token) = (suite.alice.clone(), suite.uusd());
    assert_eq!(answer, ClaimableResponse { recipient, token, claimable: Uint128::new(730) });
    let alice = suite.alice.clone();
    suite.claim(&alice, 1).unwrap();
    assert_eq!(suite.balance(&alice, &suite.uusd()), 730);
}

#[test]
fn holdings_are_what_the_grants_of_a_page_owe_by_token() {
    let mut suite = Suite::with_grant();
    let (payer, alice, spec) = (suite.payer.clone(), suite.alice.clone(), suite.spec());
    suite.send(&payer, 1_000, std::slice::from_ref(&spec)).unwrap();
    let msg =
        ExecuteMsg::CreateGrants { grants: vec![GrantSpec { amount: Uint128::new(3), ..spec.clone() }] };
    suite.execute(&payer, &msg, &coins(3, "uatom")).unwrap();
    suite.create(&[spec]).unwrap();
    suite.at(60);
    suite.claim(&alice, 1).unwrap();
    suite.cancel(&payer, 4).unwrap();
    suite.claim(&alice, 4).unwrap();
    let page =
        |start_after, limit| suite.query::<HoldingsResponse>(&QueryMsg::Holdings { start_after, limit });
    let holding = |token: AssetInfo, owed: u128| Holding { token, owed: Uint128::new(owed) };
    let (atom, usd, cw20) = (AssetInfo::native("uatom"), suite.uusd(), suite.cw20());
    let holdings = vec![holding(atom.clone(), 3), holding(usd.clone(), 400), holding(cw20.clone(), 1_000)];
    assert_eq!(page(None, None), HoldingsResponse { holdings, next: None });
    let first = HoldingsResponse { holdings: vec![holding(usd.clone(), 400)], next: Some(1) };
    assert_eq!(page(None, Some(1)), first);
    let middle = vec![holding(atom, 3), holding(cw20, 1_000)];
    assert_eq!(page(Some(1), Some(2)), HoldingsResponse { holdings: middle, next: Some(3) });
    let last = HoldingsResponse { holdings: vec![holding(usd, 0)], next: None };
    assert_eq!((page(Some(3), Some(1)), page(Some(3), None)), (last.clone(), last));
    for beyond in [4, 5, u64::MAX] {
        assert_eq!(page(Some(beyond), None), HoldingsResponse { holdings: vec![], next: None });
    }
}

#[test]
fn an_unknown_grant_or_recipient_is_an_error() {
    let suite = Suite::with_grant();
    let ask = |msg: &QueryMsg| {
        suite.app.wrap().query_wasm_smart::<serde_json::Value>(&suite.vesting, msg).unwrap_err().to_string()
    };
    for msg in [QueryMsg::Grant { grant_id: 2 }, QueryMsg::Claimable { grant_id: 2 }] {
        assert!(ask(&msg).contains("there is no grant 2"));
    }
    let recipient = "nobody".to_string();
    ask(&QueryMsg::GrantsOf { recipient, start_after: None, limit: None });
}

use super::suite::Suite;
use api::asset::AssetInfo;
use api::vesting::{
    ClaimableResponse, ConfigResponse, ExecuteMsg, GrantSpec, GrantsResponse, Holding, HoldingsResponse,
    QueryMsg,
};
use cosmwasm_std::{Uint128, coins};

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
fn holdings_are_listed_by_token_in_pages() {
    let mut suite = Suite::with_grant();
    let (payer, spec) = (suite.payer.clone(), suite.spec());
    suite.send(&payer, 1_000, std::slice::from_ref(&spec)).unwrap();
    let msg = ExecuteMsg::CreateGrants { grants: vec![GrantSpec { amount: Uint128::new(3), ..spec }] };
    suite.execute(&payer, &msg, &coins(3, "uatom")).unwrap();
    let holding = |token: AssetInfo, owed: u128| Holding { token, owed: Uint128::new(owed) };
    let all =
        [holding(suite.cw20(), 1_000), holding(AssetInfo::native("uatom"), 3), holding(suite.uusd(), 1_000)];
    assert_eq!(suite.holdings(), all);
    for (start_after, expected) in
        [(None, &all[..1]), (Some(suite.cw20()), &all[1..2]), (Some(suite.uusd()), &all[3..])]
    {
        let page: HoldingsResponse = suite.query(&QueryMsg::Holdings { start_after, limit: Some(1) });
        assert_eq!(page.holdings, expected);
    }
}

#[test]
fn an_unknown_grant_or_token_is_an_error() {
    let suite = Suite::with_grant();
    let ask = |msg: &QueryMsg| {
        suite.app.wrap().query_wasm_smart::<serde_json::Value>(&suite.vesting, msg).unwrap_err().to_string()
    };
    for msg in [QueryMsg::Grant { grant_id: 2 }, QueryMsg::Claimable { grant_id: 2 }] {
        assert!(ask(&msg).contains("there is no grant 2"));
    }
    let start_after = Some(AssetInfo::native("u"));
    assert!(ask(&QueryMsg::Holdings { start_after, limit: None }).contains("'u' is not a denomination"));
    let recipient = "nobody".to_string();
    ask(&QueryMsg::GrantsOf { recipient, start_after: None, limit: None });
}

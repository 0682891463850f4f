//! Attacks that others have suffered, and none that works here. The numbers are those of the project's list of findings.

use super::chained::registered;
use super::malicious::{self, Script};
use super::suite::{DEEP, Order, RICH, Suite, Terms, zap_out};
use amm_router::{ContractError, contract};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{
    Addr, Binary, Coin, Reply, SubMsgResponse, SubMsgResult, Uint128, coin, coins, from_json, to_json_binary,
};
use cw_multi_test::Executor;
use weal_api::amm_pool::{FACTORY, SwapOrder};
use weal_api::amm_router::{Cw20HookMsg, ExecuteMsg, Exit, Hop, InstantiateMsg, QueryMsg, Route, Swap};
use weal_api::asset::{AssetInfo, Token};

/// The lying pool with a hundred thousand of each coin.
fn lying_pool(suite: &mut Suite, script: Script) -> Addr {
    let carol = suite.carol.clone();
    let code = suite.app.store_code(malicious::code());
    let funds = [coin(100_000, "uatom"), coin(100_000, "uusd")];
    suite.app.instantiate_contract(code, carol, &script, &funds, "liar", None).unwrap()
}

fn pays(pay: Vec<Coin>) -> Script {
    Script { pay, call: None, quote: Uint128::new(900_000), assets: vec![], factory: None }
}

/// A route uatom → liar → uusd → pool 1 → one.
fn through(suite: &Suite, liar: &Addr, amount: u128) -> Vec<Route> {
    let last = Hop::new(&suite.pools[1], suite.assets[2].clone());
    vec![Route::new(amount, vec![Hop::new(liar, AssetInfo::native("uusd")), last])]
}

/// (28) Leftovers that anybody could take (Skip, major 3): donations stay where they are whatever is done.
#[test]
fn donations_are_nobodys() {
    let mut suite = Suite::new();
    suite.donate();
    let bob = suite.bob.clone();
    let before = suite.left_behind();
    let orders = [
        ((0, 1_000_000), Order::Swap(vec![suite.route(0, 1_000_000, &[0, 1])], Terms::default())),
        ((2, 1_000_000), Order::ExactOut(suite.hops(2, &[1, 0]), 10_000, Terms::default())),
        ((1, 1_000_000), Order::ZapIn(suite.pools[1].clone(), vec![], Terms::default())),
        ((2, 1_000_000), Order::ZapIn(suite.pools[1].clone(), vec![], Terms::default())),
    ];
    for (payment, order) in orders {
        suite.pay(&bob, payment, &order).unwrap();
        assert_eq!(suite.left_behind(), before);
    }
    let (pool, shares) = (suite.pools[1].clone(), suite.shares(1, &bob));
    let out = zap_out(vec![suite.exit(1, &[])], 1);
    suite.send(&bob, &pool, shares, &out).unwrap();
    assert_eq!(suite.left_behind(), before);
}

/// A pool that quotes much and pays nothing cannot have the next hop paid from what lies in the router.
#[test]
fn a_pool_that_pays_nothing_spends_no_donation() {
    let mut suite = Suite::new();
    suite.donate();
    let bob = suite.bob.clone();
    let liar = lying_pool(&mut suite, pays(vec![]));
    let order = Order::Swap(through(&suite, &liar, 1_000_000), Terms::default());
    let refused = ContractError::NothingReceived { pool: liar, token: Token::Native("uusd".into()) };
    suite.assert_refused(refused, |suite| suite.pay(&bob, (0, 1_000_000), &order));
}

/// One that pays a part moves just that part on: only the caller who named it is worse off.
#[test]
fn a_pool_that_pays_less_than_quoted_harms_its_caller_alone() {
    let mut suite = Suite::new();
    suite.donate();
    let (bob, before) = (suite.bob.clone(), suite.left_behind());
    let liar = lying_pool(&mut suite, pays(coins(10_000, "uusd")));
    let routes = through(&suite, &liar, 1_000_000);
    let bounded = Order::Swap(routes.clone(), Terms { bound: Some(10_001), ..Terms::default() });
    let refused = suite.pay(&bob, (0, 1_000_000), &bounded).unwrap_err().to_string();
    assert!(refused.contains("the swap receives 9969, at least 10001 is required"), "{refused}");
    suite.pay(&bob, (0, 1_000_000), &Order::Swap(routes, Terms::default())).unwrap();
    assert_eq!(suite.left_behind(), before);
    let got = suite.wallet(&bob)[2] - RICH;
    assert!((9_900..10_000).contains(&got), "{got}");
}

/// A last pool that keeps what it was paid: a stated minimum is held by the router, so the coins are the payer's again.
#[test]
fn a_last_pool_that_keeps_the_coins_is_refused_under_a_minimum() {
    let mut suite = Suite::new();
    suite.donate();
    let (bob, before) = (suite.bob.clone(), suite.left_behind());
    let liar = lying_pool(&mut suite, pays(vec![]));
    let last = Hop::new(&liar, AssetInfo::native("uusd"));
    let single = vec![Route::new(1_000_000u128, vec![last.clone()])];
    let two = vec![Route::new(
        1_000_000u128,
        vec![Hop::new(&suite.pools[3], suite.assets[3].clone()), Hop::new(&liar, AssetInfo::native("uusd"))],
    )];
    let split = vec![suite.route(0, 999_999, &[0]), Route::new(1u128, vec![last.clone()])];
    for routes in [single.clone(), two] {
        let bounded = Order::Swap(routes, Terms { bound: Some(1), ..Terms::default() });
        let refused = ContractError::BelowMinReceive { found: Uint128::zero(), required: Uint128::one() };
        suite.assert_refused(refused, |suite| suite.pay(&bob, (0, 1_000_000), &bounded));
    }
    let honest = suite.simulate(0, vec![suite.route(0, 999_999, &[0])]).unwrap().receive.amount;
    let required = honest + Uint128::one();
    let bounded = Order::Swap(split, Terms { bound: Some(required.u128()), ..Terms::default() });
    let refused = ContractError::BelowMinReceive { found: honest, required };
    suite.assert_refused(refused, |suite| suite.pay(&bob, (0, 1_000_000), &bounded));
    // The same of an exact output, whose quote is a lie as well.
    let exact = Order::ExactOut(vec![last], 900_000, Terms::default());
    let refused = ContractError::BelowMinReceive { found: Uint128::zero(), required: Uint128::new(900_000) };
    suite.assert_refused(refused, |suite| suite.pay(&bob, (0, 1_000_000), &exact));
    // Who states nothing has trusted the pools named; nobody else pays for it.
    suite.pay(&bob, (0, 1_000_000), &Order::Swap(single, Terms::default())).unwrap();
    assert_eq!((suite.wallet(&bob)[1], suite.left_behind()), (RICH, before));
}

/// A pool that claims a factory gets the rest of the way along, so that it can keep that too: a minimum is held all the same, and what
/// lies in the router stays. Where the next pool is not of that factory, it is paid as any other, and what it pays is measured.
#[test]
fn a_pool_that_claims_a_factory_is_trusted_no_further() {
    let mut suite = registered();
    suite.donate();
    let (bob, mut left) = (suite.bob.clone(), suite.left_behind());
    let factory = FACTORY.may_load_from(&suite.app.wrap(), &suite.pools[1]).unwrap();
    let liar = lying_pool(&mut suite, Script { factory: factory.clone(), ..pays(coins(10_000, "uusd")) });
    let routes = through(&suite, &liar, 1_000_000);
    let bounded = Order::Swap(routes.clone(), Terms { bound: Some(1), ..Terms::default() });
    let refused = ContractError::BelowMinReceive { found: Uint128::zero(), required: Uint128::one() };
    suite.assert_refused(refused, |suite| suite.pay(&bob, (0, 1_000_000), &bounded));
    // Without one nobody asks what became of it: what it gave the router is a donation.
    suite.pay(&bob, (0, 1_000_000), &Order::Swap(routes, Terms::default())).unwrap();
    left.0[1] += 10_000;
    assert_eq!((suite.wallet(&bob)[2], suite.left_behind()), (RICH, left));

    let stranger = suite.open_pool([1, 2], [DEEP, DEEP]);
    suite.pools[1] = stranger;
    let liar = lying_pool(&mut suite, Script { factory, ..pays(vec![]) });
    let order = Order::Swap(through(&suite, &liar, 1_000_000), Terms::default());
    let refused = ContractError::NothingReceived { pool: liar, token: Token::Native("uusd".into()) };
    suite.assert_refused(refused, |suite| suite.pay(&bob, (0, 1_000_000), &order));
    assert_eq!(suite.wallet(&suite.router), left.0);
}

/// A pool that says it holds an asset twice, so that what comes of it would be counted twice and the second time be paid from
/// what lies in the router.
#[test]
fn a_pool_that_names_an_asset_twice_takes_no_donation() {
    let mut suite = Suite::new();
    suite.donate();
    let (bob, carol) = (suite.bob.clone(), suite.carol.clone());
    let uusd = AssetInfo::native("uusd");
    let script = Script { assets: vec![uusd.clone(), uusd.clone()], ..pays(coins(10, "uusd")) };
    let liar = lying_pool(&mut suite, script);
    let refused = || ContractError::DuplicateAsset { token: Token::Native("uusd".into()) };
    let order = Order::ZapIn(liar.clone(), vec![], Terms::default());
    suite.assert_refused(refused(), |suite| suite.pay(&bob, (1, 1_000), &order));
    // The same as a token whose shares are sent: named twice by the sender, and by the pool alone.
    let twice = vec![Exit::new(uusd.clone(), vec![]), Exit::new(uusd.clone(), vec![])];
    let pool_alone =
        vec![Exit::new(uusd, vec![]), Exit::new(AssetInfo::native("uatom"), suite.hops(0, &[0]))];
    for exits in [twice, pool_alone] {
        let (call, _) = received_call(&suite, &carol, &zap_out(exits, 1));
        let liar = lying_pool(&mut suite, Script { call: Some(call), assets: double(), ..pays(vec![]) });
        suite.assert_refused(refused(), |suite| call_liar(suite, &carol, &liar));
    }
}

fn double() -> Vec<AssetInfo> {
    vec![AssetInfo::native("uusd"), AssetInfo::native("uusd")]
}

/// A token's message to the router when `sender` has sent it a million.
fn received_call(suite: &Suite, sender: &Addr, hook: &Cw20HookMsg) -> ((String, Binary, Vec<Coin>), u128) {
    let receive = weal_api::cw20::Cw20ReceiveMsg {
        sender: sender.to_string(),
        amount: Uint128::new(1_000_000),
        msg: to_json_binary(hook).unwrap(),
    };
    let msg = to_json_binary(&ExecuteMsg::Receive(receive)).unwrap();
    ((suite.router.to_string(), msg, vec![]), 1_000_000)
}

fn call_liar(
    suite: &mut Suite,
    sender: &Addr,
    liar: &Addr,
) -> cosmwasm_std::StdResult<cw_multi_test::AppResponse> {
    let swap = weal_api::amm_pool::ExecuteMsg::Swap(SwapOrder::default());
    suite.app.execute_contract(sender.clone(), liar.clone(), &swap, &[])
}

/// A false LP token that burns nothing and pays nothing, or a part; and a pool that takes a deposit and mints nothing. None
/// moves what is not theirs.
#[test]
fn a_false_pool_zaps_only_what_it_pays() {
    let mut suite = Suite::new();
    suite.donate();
    let (bob, carol, before) = (suite.bob.clone(), suite.carol.clone(), suite.left_behind());
    let uusd = AssetInfo::native("uusd");
    for exits in [vec![Exit::new(uusd.clone(), vec![])], vec![suite.exit(1, &[1])]] {
        let to = if exits[0].hops.is_empty() { Uint128::zero() } else { Uint128::MAX };
        let (call, _) = received_call(&suite, &carol, &zap_out(exits, 1));
        let liar = lying_pool(&mut suite, Script { call: Some(call), assets: double(), ..pays(vec![]) });
        let refused = match to.is_zero() {
            true => ContractError::BelowMinReceive { found: Uint128::zero(), required: Uint128::one() },
            false => {
                ContractError::NothingReceived { pool: liar.clone(), token: Token::Native("uusd".into()) }
            }
        };
        suite.assert_refused(refused, |suite| call_liar(suite, &carol, &liar));
    }
    // A deposit that it keeps, and one of which it gives a part back: that part is the payer's.
    for (pay, kept) in [(vec![], 1_000), (coins(300, "uusd"), 700)] {
        let assets = vec![uusd.clone(), AssetInfo::native("uatom")];
        let liar = lying_pool(&mut suite, Script { assets, ..pays(pay) });
        let had = suite.wallet(&bob)[1];
        suite.pay(&bob, (1, 1_000), &Order::ZapIn(liar, vec![], Terms::default())).unwrap();
        assert_eq!((suite.wallet(&bob)[1], suite.left_behind()), (had - kept, before));
    }
}

/// An exact output that a pool quotes too cheap is refused by the bound of the last pool.
#[test]
fn a_reverse_quote_that_lies_buys_nothing() {
    let mut suite = Suite::new();
    suite.donate();
    let bob = suite.bob.clone();
    let liar = lying_pool(&mut suite, Script { quote: Uint128::one(), ..pays(coins(10_000, "uusd")) });
    let hops = through(&suite, &liar, 1).remove(0).hops;
    let before = (suite.wallet(&bob), suite.left_behind());
    let refused = suite
        .pay(&bob, (0, 1_000_000), &Order::ExactOut(hops, 500_000, Terms::default()))
        .unwrap_err()
        .to_string();
    assert!(refused.contains("the swap receives 9969, at least 500000 is required"), "{refused}");
    assert_eq!((suite.wallet(&bob), suite.left_behind()), before);
}

/// (7) A pool that calls the router again inside its swap: the inner route has only its own payment, and the outer one
/// counts what came to it once.
#[test]
fn a_reentrant_pool_counts_nothing_twice() {
    let mut suite = Suite::new();
    suite.donate();
    let (bob, before) = (suite.bob.clone(), suite.left_behind());
    let inner = ExecuteMsg::Swap(Swap {
        routes: vec![suite.route(0, 50_000, &[0, 1])],
        min_receive: None,
        recipient: Some(bob.to_string()),
        deadline: None,
    });
    let call = (suite.router.to_string(), to_json_binary(&inner).unwrap(), coins(50_000, "uatom"));
    let liar = lying_pool(&mut suite, Script { call: Some(call.clone()), ..pays(vec![]) });
    // What the inner route moves through uusd is gone again when the outer one measures.
    let pool = suite.pools[4].clone();
    let routes = vec![Route::new(
        1_000_000u128,
        vec![Hop::new(&liar, AssetInfo::native("uusd")), Hop::new(pool, suite.assets[3].clone())],
    )];
    let refused = ContractError::NothingReceived { pool: liar, token: Token::Native("uusd".into()) };
    suite.assert_refused(refused, |suite| {
        suite.pay(&bob, (0, 1_000_000), &Order::Swap(routes, Terms::default()))
    });
    // With a payment of its own it goes through, and both routes pay what they should.
    let liar = lying_pool(&mut suite, Script { call: Some(call), ..pays(coins(20_000, "uusd")) });
    let hops =
        vec![Hop::new(&liar, AssetInfo::native("uusd")), Hop::new(&suite.pools[4], suite.assets[3].clone())];
    let order = Order::Swap(vec![Route::new(1_000_000u128, hops)], Terms::default());
    suite.pay(&bob, (0, 1_000_000), &order).unwrap();
    assert_eq!(suite.left_behind(), before);
    let [_, _, inner_got, outer_got] = suite.wallet(&bob).map(|amount| amount.saturating_sub(RICH));
    assert!((49_000..50_000).contains(&inner_got) && (19_900..20_000).contains(&outer_got));
}

/// (7) The same while the payment of another leg, and another part of a pool that was left, lie in the router: the inner message moves
/// what it brought, the legs that wait are sold whole, and what the liar pays is counted once.
#[test]
fn a_reentrant_pool_touches_nothing_that_waits_for_another_leg() {
    let mut suite = Suite::new();
    suite.donate();
    let (alice, bob, before) = (suite.alice.clone(), suite.bob.clone(), suite.left_behind());
    let two = suite.assets[3].clone();
    let inner = ExecuteMsg::Swap(Swap {
        routes: vec![suite.route(0, 50_000, &[0, 1])],
        min_receive: None,
        recipient: Some(bob.to_string()),
        deadline: None,
    });
    let call = (suite.router.to_string(), to_json_binary(&inner).unwrap(), coins(50_000, "uatom"));
    let script = || Script { call: Some(call.clone()), ..pays(coins(20_000, "uusd")) };
    // A split: 700,000 uatom wait for the second leg while the liar has the first.
    let liar = lying_pool(&mut suite, script());
    let crooked = vec![Hop::new(&liar, AssetInfo::native("uusd")), Hop::new(&suite.pools[4], two.clone())];
    let waiting = suite.route(0, 700_000, &[3]);
    let honest = suite.simulate(0, vec![waiting.clone()]).unwrap().receive.amount.u128();
    let first = suite.simulate(1, vec![suite.route(1, 20_000, &[4])]).unwrap().receive.amount.u128();
    let routes = vec![Route::new(1_000_000u128, crooked.clone()), waiting];
    let terms = Terms { bound: Some(honest + first), ..Terms::default() };
    let mut wallet = suite.wallet(&bob);
    suite.pay(&bob, (0, 1_700_000), &Order::Swap(routes, terms)).unwrap();
    let after = suite.wallet(&bob);
    wallet[0] -= 1_700_000;
    wallet[3] += honest + first;
    assert_eq!(
        ([after[0], after[1], after[3]], suite.left_behind()),
        ([wallet[0], wallet[1], wallet[3]], before)
    );
    assert!((49_000..50_000).contains(&(after[2] - wallet[2])));

    // A pool that is left: its uusd wait for the second way while the liar has its uatom, and pays in uusd.
    let liar = lying_pool(&mut suite, script());
    let crooked = vec![Hop::new(&liar, AssetInfo::native("uusd")), Hop::new(&suite.pools[4], two)];
    let exits = vec![Exit::new(AssetInfo::native("uatom"), crooked), suite.exit(1, &[1, 2])];
    let (pool, mut wallet) = (suite.pools[0].clone(), suite.wallet(&alice));
    let first = suite.simulate(1, vec![suite.route(1, 20_000, &[4])]).unwrap().receive.amount.u128();
    suite.send(&alice, &pool, 1_000_000, &zap_out(exits, first)).unwrap();
    let after = suite.wallet(&alice);
    let got = after[3] - wallet[3];
    wallet[3] = after[3];
    assert!((first + 980_000..first + 1_010_000).contains(&got), "{got}");
    assert_eq!((after, suite.left_behind()), (wallet, before));
}

/// (28) Self-calls and callbacks that a user sets: there is no message that only the router may send, and an answer to
/// no message is refused.
#[test]
fn an_answer_to_no_message_is_refused() {
    let mut deps = mock_dependencies();
    for id in [0, 2, u64::MAX] {
        #[allow(deprecated)] // the field must be given
        let response = SubMsgResponse { events: vec![], data: None, msg_responses: vec![] };
        let reply = Reply { id, payload: Binary::default(), gas_used: 0, result: SubMsgResult::Ok(response) };
        let error = contract::reply(deps.as_mut(), mock_env(), reply).unwrap_err();
        assert!(matches!(error, ContractError::UnknownReply { id: found } if found == id));
    }
}

/// (8) A stranger's contract that says it has sent tokens pays only in itself.
#[test]
fn a_false_token_buys_nothing_but_with_itself() {
    let mut suite = Suite::new();
    suite.donate();
    let (carol, before) = (suite.carol.clone(), suite.left_behind());
    let routes = vec![suite.route(0, 1_000_000, &[0])];
    let hook = Cw20HookMsg::Swap(Swap { routes, min_receive: None, recipient: None, deadline: None });
    let receive = weal_api::cw20::Cw20ReceiveMsg {
        sender: carol.to_string(),
        amount: Uint128::new(1_000_000),
        msg: to_json_binary(&hook).unwrap(),
    };
    let refused = suite.execute(&carol, &ExecuteMsg::Receive(receive), &[]).unwrap_err().to_string();
    assert!(refused.contains("type: cw_multi_test::wasm::ContractData"), "{refused}");
    assert_eq!((suite.wallet(&carol), suite.left_behind()), ([RICH; 4], before));
}

#[test]
fn unknown_fields_are_refused() {
    from_json::<InstantiateMsg>(b"{}").unwrap();
    let refused = from_json::<InstantiateMsg>(br#"{"x":1}"#).unwrap_err().to_string();
    assert!(refused.contains("unknown field `x`"), "{refused}");
    from_json::<ExecuteMsg>(br#"{"zap_in":{"pool":"p","min_shares":"1"}}"#).unwrap();
    let refused = from_json::<ExecuteMsg>(br#"{"zap_in":{"pool":"p","min_shares":"1","x":1}}"#)
        .unwrap_err()
        .to_string();
    assert!(refused.contains("unknown field `x`"), "{refused}");
    let refused = from_json::<QueryMsg>(br#"{"config":{"x":1}}"#).unwrap_err().to_string();
    assert!(refused.contains("unknown field `x`"), "{refused}");
    let refused = from_json::<Route>(br#"{"amount":"1","hops":[],"x":1}"#).unwrap_err().to_string();
    assert!(refused.contains("unknown field `x`"), "{refused}");
    let hop = br#"{"pool":"p","ask":{"native":{"denom":"uusd"}},"x":1}"#;
    assert!(from_json::<Hop>(hop).unwrap_err().to_string().contains("unknown field"));
    let refused =
        from_json::<Exit>(br#"{"asset":{"native":{"denom":"u"}},"hops":[],"x":1}"#).unwrap_err().to_string();
    assert!(refused.contains("unknown field `x`"), "{refused}");
    from_json::<Cw20HookMsg>(br#"{"zap_out":{"exits":[],"min_receive":"1"}}"#).unwrap();
    // (28) No place for a call that the router would make for its user.
    for field in ["callback", "msg", "contract"] {
        for order in [r#""swap":{"routes":[]"#, r#""zap_out":{"exits":[],"min_receive":"1""#] {
            let hook = format!(r#"{{{order},"{field}":"x"}}}}"#);
            let error = from_json::<Cw20HookMsg>(hook).unwrap_err().to_string();
            assert!(error.contains("unknown field"), "{error}");
        }
    }
}

#[test]
fn only_an_earlier_version_of_this_contract_is_migrated() {
    let mut deps = mock_dependencies();
    let sender = deps.api.addr_make("owner");
    let paid = message_info(&sender, &coins(1, "uusd"));
    let refused =
        contract::instantiate(deps.as_mut(), mock_env(), paid, InstantiateMsg {}).unwrap_err().to_string();
    assert!(refused.contains("this message takes no funds, but 1uusd was sent"), "{refused}");
    contract::instantiate(deps.as_mut(), mock_env(), message_info(&sender, &[]), InstantiateMsg {}).unwrap();
    assert_eq!(cw2::get_contract_version(&deps.storage).unwrap().contract, "commonweal:amm-router");
    let own = env!("CARGO_PKG_VERSION");
    let name = "commonweal:amm-router";
    for (contract, version, accepted) in [
        (name, own, true),
        (name, "0.0.1", true),
        (name, "99.0.0", false),
        (name, "0.0.1-rc1", false),
        ("other", "0.0.1", false),
    ] {
        cw2::set_contract_version(&mut deps.storage, contract, version).unwrap();
        let info = cosmwasm_std::MigrateInfo { sender: sender.clone(), old_migrate_version: None };
        let migrated =
            contract::migrate(deps.as_mut(), mock_env(), weal_api::amm_router::MigrateMsg {}, info);
        let found = cw2::get_contract_version(&deps.storage).unwrap();
        match migrated {
            Ok(_) => assert!(accepted && found.contract == name && found.version == own),
            Err(ContractError::CannotMigrate { contract: refused, version: at }) => {
                assert!(!accepted && (refused.as_str(), at.as_str()) == (contract, version));
                assert_eq!((found.contract.as_str(), found.version.as_str()), (contract, version));
            }
            Err(other) => panic!("{other}"),
        }
    }
}

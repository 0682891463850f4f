use super::suite::{NOW, PURSE, Suite, code, events, linear, pairs};
use cosmwasm_std::{Uint128, coin, coins};
use cw_multi_test::Executor;
use weal_api::vesting::{
    ConfigResponse, Cw20HookMsg, ExecuteMsg, GrantResponse, GrantSpec, InstantiateMsg, MigrateMsg, QueryMsg,
    Status,
};

const CENTURY: u64 = 100 * 365 * 86_400;

#[test]
fn a_grant_is_created_out_of_native_coins() {
    let mut suite = Suite::new();
    let spec = suite.spec();
    let response = suite.create(&[spec]).unwrap();
    let expected = [
        ("grant_id", "1"),
        ("grantor", suite.payer.as_str()),
        ("recipient", suite.alice.as_str()),
        ("token", "uusd"),
        ("amount", "1000"),
        ("ends_at", "1700000100"),
        ("cancellable", "true"),
    ];
    assert_eq!(events(&response, "grant_created"), [pairs(&expected)]);
    let expected = GrantResponse {
        grant_id: 1,
        grantor: suite.payer.clone(),
        recipient: suite.alice.clone(),
        token: suite.uusd(),
        amount: Uint128::new(1_000),
        schedule: linear(NOW, 40, 100),
        ends_at: NOW + 100,
        cancellable: true,
        status: Status::Active {},
        vested: Uint128::zero(),
        claimed: Uint128::zero(),
        claimable: Uint128::zero(),
        unvested: Uint128::new(1_000),
    };
    assert_eq!(suite.grant(1), expected);
    assert_eq!(suite.balance(&suite.payer, &suite.uusd()), PURSE - 1_000);
    assert_eq!((suite.balance(&suite.vesting, &suite.uusd()), suite.owed(&suite.uusd())), (1_000, 1_000));
}

#[test]
fn a_list_is_numbered_in_its_order_and_the_next_list_goes_on() {
    let mut suite = Suite::new();
    let (spec, bob) = (suite.spec(), suite.bob.clone());
    let to_bob = GrantSpec { recipient: bob.to_string(), amount: Uint128::new(7), ..spec.clone() };
    let response = suite.create(&[spec.clone(), to_bob]).unwrap();
    let numbers: Vec<_> =
        events(&response, "grant_created").into_iter().map(|fact| fact[0].1.clone()).collect();
    assert_eq!((numbers, suite.owed(&suite.uusd())), (vec!["1".to_owned(), "2".into()], 1_007));
    suite.create_by(&bob, &[spec]).unwrap();
    let found: Vec<_> =
        suite.grants().into_iter().map(|g| (g.grant_id, g.recipient, g.grantor, g.amount.u128())).collect();
    let (alice, payer) = (suite.alice.clone(), suite.payer.clone());
    let expected =
        [(1, alice.clone(), payer.clone(), 1_000), (2, bob.clone(), payer, 7), (3, alice, bob, 1_000)];
    assert_eq!(found, expected);
}

/// A recipient named twice gets two grants that are both paid for, never one counted twice.
#[test]
fn the_same_recipient_may_stand_twice_and_each_grant_is_its_own() {
    let mut suite = Suite::new();
    let spec = suite.spec();
    suite.create(&[spec.clone(), spec]).unwrap();
    suite.at(100);
    let alice = suite.alice.clone();
    suite.claim(&alice, 1).unwrap();
    assert_eq!((suite.claimable(1), suite.claimable(2)), (0, 1_000));
    assert_eq!(suite.owed(&suite.uusd()), 1_000);
}

#[test]
fn a_grant_is_created_out_of_cw20_tokens_and_their_sender_is_the_grantor() {
    let mut suite = Suite::new();
    let (spec, payer) = (suite.spec(), suite.payer.clone());
    let response = suite.send(&payer, 1_000, &[spec]).unwrap();
    let fact = &events(&response, "grant_created")[0];
    assert_eq!(fact[1], ("grantor".into(), payer.to_string()));
    assert_eq!(fact[3], ("token".into(), suite.token.to_string()));
    let grant = suite.grant(1);
    assert_eq!((grant.token, grant.grantor), (suite.cw20(), payer));
    assert_eq!((suite.balance(&suite.vesting, &suite.cw20()), suite.owed(&suite.cw20())), (1_000, 1_000));
    assert_eq!(suite.owed(&suite.uusd()), 0);
}

#[test]
fn a_payment_one_unit_off_the_sum_is_refused_in_both_directions() {
    let mut suite = Suite::new();
    let (payer, spec) = (suite.payer.clone(), suite.spec());
    let grants = [spec.clone(), spec];
    for paid in [1_999, 2_001] {
        let reason = format!("the grants add up to 2000, but {paid} was paid");
        let msg = ExecuteMsg::CreateGrants { grants: grants.to_vec() };
        suite.assert_refused(|s| s.execute(&payer, &msg, &coins(paid, "uusd")), &reason);
        suite.assert_refused(|s| s.send(&payer, paid, &grants), &reason);
    }
}

#[test]
fn none_or_several_coins_are_refused() {
    let mut suite = Suite::new();
    let (payer, msg) = (suite.payer.clone(), ExecuteMsg::CreateGrants { grants: vec![suite.spec()] });
    let two = [coin(1, "uatom"), coin(1_000, "uusd")];
    suite.assert_refused(|s| s.execute(&payer, &msg, &[]), "exactly one coin above zero is needed");
    suite.assert_refused(|s| s.execute(&payer, &msg, &two), "exactly one coin above zero is needed");
}

#[test]
fn a_list_holds_one_to_fifty_grants() {
    let mut suite = Suite::new();
    let (payer, spec) = (suite.payer.clone(), GrantSpec { amount: Uint128::one(), ..suite.spec() });
    let empty = ExecuteMsg::CreateGrants { grants: vec![] };
    let reason = "0 grants in one message, 1 to 50 are taken";
    suite.assert_refused(|s| s.execute(&payer, &empty, &coins(1, "uusd")), reason);
    suite.assert_refused(|s| s.create(&vec![spec.clone(); 51]), "51 grants in one message");
    suite.create(&vec![spec; 50]).unwrap();
    assert_eq!(suite.grants().len(), 50);
}

#[test]
fn a_zero_amount_is_refused_beside_a_paid_one() {
    let mut suite = Suite::new();
    let spec = suite.spec();
    let zero = GrantSpec { amount: Uint128::zero(), ..spec.clone() };
    let reason = format!("the grant for {} is of zero", suite.alice);
    suite.assert_refused(|s| s.create(&[spec, zero]), &reason);
}

#[test]
fn amounts_that_overflow_are_refused() {
    let mut suite = Suite::new();
    let (payer, most) = (suite.payer.clone(), GrantSpec { amount: Uint128::MAX, ..suite.spec() });
    let msg = ExecuteMsg::CreateGrants { grants: vec![most.clone(), most] };
    let reason = "the grants add up to more than 2^128 − 1";
    suite.assert_refused(|s| s.execute(&payer, &msg, &coins(1, "uusd")), reason);
}

#[test]
fn a_schedule_without_meaning_is_refused() {
    let mut suite = Suite::new();
    for (schedule, reason) in [
        (linear(NOW, 0, 0), "a schedule of no duration vests nothing"),
        (linear(NOW, 101, 100), "a cliff of 101 s is longer than the schedule of 100 s"),
        (linear(u64::MAX, 0, 1), "ends above 2^64 − 1"),
    ] {
        let spec = GrantSpec { schedule, ..suite.spec() };
        suite.assert_refused(|s| s.create(&[spec]), reason);
    }
}

#[test]
fn a_grant_may_have_begun_but_must_end_in_the_next_hundred_years() {
    let mut suite = Suite::new();
    let with =
        |suite: &Suite, start, duration| GrantSpec { schedule: linear(start, 0, duration), ..suite.spec() };
    for (start, duration) in [(NOW - 100, 100), (NOW, CENTURY + 1), (NOW * 1_000, 100)] {
        let spec = with(&suite, start, duration);
        let reason = format!(
            "the grant ends at {}, which must be from {} to {}",
            start + duration,
            NOW + 1,
            NOW + CENTURY
        );
        suite.assert_refused(|s| s.create(&[spec]), &reason);
    }
    let (begun, longest) = (with(&suite, NOW - 99, 100), with(&suite, NOW, CENTURY));
    suite.create(&[begun, longest]).unwrap();
    assert_eq!((suite.claimable(1), suite.claimable(2)), (990, 0));
}

#[test]
fn a_recipient_that_is_no_address_or_this_contract_is_refused() {
    let mut suite = Suite::new();
    let upper = suite.alice.to_string().to_uppercase();
    for (recipient, reason) in [
        (String::new(), "parse failed"),
        (upper, "address not normalized"),
        ("osmo1qqqq".into(), "invalid checksum"),
        ("w".repeat(300), "parse failed"),
    ] {
        let spec = GrantSpec { recipient, ..suite.spec() };
        let before = suite.snapshot();
        let refused = suite.create(&[spec]).unwrap_err().to_string();
        assert!(refused.contains(reason), "{refused}");
        assert_eq!(suite.snapshot(), before);
    }
    let itself = GrantSpec { recipient: suite.vesting.to_string(), ..suite.spec() };
    suite.assert_refused(|s| s.create(&[itself]), "this contract cannot be the recipient of a grant");
}

#[test]
fn a_cw20_send_with_another_message_or_native_coins_beside_it_is_refused() {
    let mut suite = Suite::new();
    let (payer, vesting) = (suite.payer.clone(), suite.vesting.clone());
    let send = weal_api::cw20::Cw20ExecuteMsg::Send {
        contract: vesting.to_string(),
        amount: Uint128::new(5),
        msg: b"{\"claim\":{\"grant_id\":1}}".into(),
    };
    let token = suite.token.clone();
    let sent = |s: &mut Suite| s.app.execute_contract(payer.clone(), token, &send, &[]);
    suite.assert_refused(sent, "unknown variant");
    let msg =
        cosmwasm_std::to_json_binary(&Cw20HookMsg::CreateGrants { grants: vec![suite.spec()] }).unwrap();
    let receive = ExecuteMsg::Receive(weal_api::cw20::Cw20ReceiveMsg {
        sender: payer.to_string(),
        amount: Uint128::new(1_000),
        msg,
    });
    let with_coins = |s: &mut Suite| s.execute(&payer, &receive, &coins(1, "uusd"));
    suite.assert_refused(with_coins, "this message takes no funds");
}

#[test]
fn instantiation_names_the_owner_and_takes_no_funds() {
    let mut suite = Suite::new();
    let expected = ConfigResponse { owner: suite.owner.clone(), grant_count: 0, max_grants_per_message: 50 };
    assert_eq!(suite.query::<ConfigResponse>(&QueryMsg::Config {}), expected);
    let (payer, code_id) = (suite.payer.clone(), suite.code_id);
    for (owner, funds, reason) in [
        (suite.owner.to_string(), coins(1, "uusd"), "this message takes no funds"),
        ("nobody".into(), vec![], "parse failed"),
    ] {
        let msg = InstantiateMsg { owner };
        let refused = suite.app.instantiate_contract(code_id, payer.clone(), &msg, &funds, "v", None);
        let refused = refused.unwrap_err().to_string();
        assert!(refused.contains(reason), "{refused}");
    }
}

#[test]
fn only_the_admin_migrates_and_the_same_version_changes_nothing() {
    let mut suite = Suite::with_grant();
    let (owner, alice, vesting) = (suite.owner.clone(), suite.alice.clone(), suite.vesting.clone());
    let next = suite.app.store_code(code());
    let refused =
        suite.app.migrate_contract(alice, vesting.clone(), &MigrateMsg {}, next).unwrap_err().to_string();
    assert!(refused.contains("Only admin can migrate contract"), "{refused}");
    let before = suite.snapshot();
    suite.app.migrate_contract(owner, vesting, &MigrateMsg {}, next).unwrap();
    assert_eq!(suite.snapshot(), before);
}

#[test]
fn a_state_of_before_the_first_golden_release_is_refused_and_left_as_it_was() {
    let mut suite = Suite::with_grant();
    let (owner, vesting) = (suite.owner.clone(), suite.vesting.clone());
    let next = suite.app.store_code(code());
    {
        let mut storage: Box<dyn cosmwasm_std::Storage + '_> = suite.app.contract_storage_mut(&vesting);
        cw2::set_contract_version(storage.as_mut(), "commonweal:vesting", "0.1.0").unwrap();
    }
    let before = suite.app.dump_wasm_raw(&vesting);
    let refused = suite.app.migrate_contract(owner, vesting.clone(), &MigrateMsg {}, next).unwrap_err();
    let reason =
        "Cannot migrate from version 0.1.0: its records are not read, only those from version 0.2.0 on";
    assert!(refused.to_string().contains(reason), "{refused}");
    assert_eq!(suite.app.dump_wasm_raw(&vesting), before);
}

/// The parts of a grant lie under keys of their own, so that a claim writes 16 bytes and a cancellation 22.
#[test]
fn a_claim_and_a_cancellation_write_a_record_each_and_leave_the_terms() {
    let mut suite = Suite::with_grant();
    let raw = |suite: &Suite, part: u8| {
        let key = [&[2, 0, 8][..], &1u64.to_be_bytes(), &[part]].concat();
        suite.app.wrap().query_wasm_raw(&suite.vesting, key).unwrap()
    };
    let terms = raw(&suite, 0).unwrap();
    assert_eq!((raw(&suite, 1), raw(&suite, 2)), (None, None));
    suite.at(55);
    let (alice, payer) = (suite.alice.clone(), suite.payer.clone());
    suite.claim(&alice, 1).unwrap();
    // 550: the third of Claimed's bytes is (550 − 184) mod 256.
    assert_eq!((raw(&suite, 1), raw(&suite, 2)), (Some(vec![1, 185, 110]), None));
    suite.at(60);
    suite.execute(&payer, &ExecuteMsg::Cancel { grant_id: 1 }, &[]).unwrap();
    let end = [&[2, 185, 160, 243][..], &u32::try_from(NOW + 60).unwrap().to_be_bytes()].concat();
    assert_eq!((raw(&suite, 1), raw(&suite, 2)), (Some(vec![1, 185, 110]), Some(end)));
    assert_eq!(raw(&suite, 0), Some(terms));
}

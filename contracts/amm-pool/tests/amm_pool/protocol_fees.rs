//! The protocol's part of the fees, the record of who paid it, and gifts to the LPs.

use super::suite::{RICH, Suite, USD, amounts, event, pairs, treasury};
use amm_pool::ContractError;
use cosmwasm_std::{Addr, Uint128, coins};
use weal_amm_math::MathError;
use weal_api::amm_pool::{Cw20HookMsg, ExecuteMsg, ParamsChange, QueryMsg, SwapOrder, UsageOfResponse};
use weal_api::asset::{AssetInfo, Token};
use weal_contract_kit::payment::PaymentError;

fn shared(share: u16) -> Suite {
    Suite::opened_with([1_000_000_000, 1_000_000_000], |msg| {
        msg.params = Some(ParamsChange {
            protocol_share_bps: Some(share),
            protocol_recipient: Some(treasury().to_string()),
            ..ParamsChange::default()
        });
    })
}

fn swap(record_usage: Option<bool>) -> ExecuteMsg {
    ExecuteMsg::Swap(SwapOrder { max_impact_bps: Some(10_000), record_usage, ..SwapOrder::default() })
}

fn usage(suite: &Suite, trader: &Addr) -> [u128; 2] {
    let answer: UsageOfResponse = suite.query(&QueryMsg::UsageOf { trader: trader.to_string() });
    amounts(&answer.paid)
}

#[test]
fn a_part_of_each_fee_is_the_protocols_and_anybody_pays_it_out() {
    let mut suite = shared(2_000);
    let [_, bob, carol] = suite.users();
    let claim = ExecuteMsg::ClaimProtocolFees {};
    suite.assert_refused(ContractError::NothingToClaim, |suite| suite.execute(&carol, &claim, &[]));
    let response = suite.execute(&bob, &swap(None), &coins(100_000_000, USD)).unwrap();
    // Gross 90,909,090, fee ⌈272,727.27⌉, of which a fifth: ⌊54,545.6⌋.
    assert_eq!(
        (suite.fees_held(), amounts(&suite.state().protocol_fees)),
        ([0, 272_728 - 54_545], [0, 54_545])
    );
    assert_eq!(event(&response, "wasm-swapped").last().unwrap(), &("protocol_fee".into(), "54545".into()));
    assert_eq!(suite.wallet(&bob)[1] - RICH, 90_909_090 - 272_728);
    assert_eq!(suite.wallet(&suite.pool), suite.holdings(), "owed, though no LP's");

    // No LP can withdraw it, and a deposit does not buy it.
    let (reserves, fees) = (suite.reserves(), suite.fees_held());
    let promised = amounts(&suite.simulate_withdraw(500_000_000).unwrap().amounts);
    assert_eq!(promised, [reserves[0] / 2, reserves[1] / 2 + fees[1] / 2]);
    let response = suite.execute(&carol, &claim, &[]).unwrap();
    let treasury = treasury();
    let expected = [("recipient", treasury.as_str()), ("amounts", "0,54545")];
    assert_eq!(event(&response, "wasm-protocol_fees_claimed"), pairs(&expected));
    assert_eq!((suite.wallet(&treasury), suite.fees_held()), ([0, 54_545], fees));
    assert_eq!(amounts(&suite.state().protocol_fees), [0, 0]);
    suite.assert_refused(ContractError::NothingToClaim, |suite| suite.execute(&carol, &claim, &[]));
}

#[test]
fn swaps_inside_one_sided_liquidity_pay_the_protocol_too() {
    let mut suite = shared(2_500);
    let [alice, bob, _] = suite.users();
    suite.provide_one(&bob, 0, 100_000_000, 1).unwrap();
    let first = amounts(&suite.state().protocol_fees);
    assert!(first[1] > 30_000 && first[0] == 0, "{first:?}");
    suite.withdraw_one(&alice, 0, 100_000_000, 1).unwrap();
    let second = amounts(&suite.state().protocol_fees);
    assert!(second[0] > 30_000 && second[1] == first[1], "{second:?}");
    assert_eq!(suite.wallet(&suite.pool), suite.holdings());
}

#[test]
fn who_asks_for_it_has_what_it_paid_recorded() {
    let mut suite = shared(2_000);
    let [_, bob, carol] = suite.users();
    suite.execute(&bob, &swap(None), &coins(100_000_000, USD)).unwrap();
    suite.execute(&bob, &swap(Some(false)), &coins(100_000_000, USD)).unwrap();
    assert_eq!(usage(&suite, &bob), [0, 0]);
    let before = amounts(&suite.state().protocol_fees)[1];
    suite.execute(&bob, &swap(Some(true)), &coins(100_000_000, USD)).unwrap();
    let paid = amounts(&suite.state().protocol_fees)[1] - before;
    assert_eq!((usage(&suite, &bob), usage(&suite, &carol)), ([0, paid], [0, 0]));
    let AssetInfo::Cw20 { contract_addr } = suite.assets[1].clone() else { panic!("a cw20") };
    let hook = Cw20HookMsg::Swap(SwapOrder {
        max_impact_bps: Some(10_000),
        record_usage: Some(true),
        ..SwapOrder::default()
    });
    suite.send(&bob, &Addr::unchecked(contract_addr), 50_000_000, &hook).unwrap();
    assert_eq!(usage(&suite, &bob), [amounts(&suite.state().protocol_fees)[0], paid]);
    // Nothing is paid, nothing is recorded.
    let mut free = Suite::opened([1_000_000, 1_000_000]);
    free.execute(&bob, &swap(Some(true)), &coins(10_000, USD)).unwrap();
    assert_eq!(usage(&free, &bob), [0, 0]);
}

#[test]
fn a_gift_goes_to_the_fees_of_the_lps() {
    let mut suite = Suite::opened([1_000_000, 1_000_000]);
    let [alice, bob, _] = suite.users();
    let give = ExecuteMsg::Donate {};
    let response = suite.execute(&bob, &give, &coins(5_000, USD)).unwrap();
    let expected = [("donor", bob.as_str()), ("token", USD), ("amount", "5000"), ("fees_held", "5000,0")];
    assert_eq!(event(&response, "wasm-donated"), pairs(&expected));
    let AssetInfo::Cw20 { contract_addr } = suite.assets[1].clone() else { panic!("a cw20") };
    suite.send(&bob, &Addr::unchecked(contract_addr), 7_000, &Cw20HookMsg::Donate {}).unwrap();
    assert_eq!((suite.reserves(), suite.fees_held()), ([1_000_000; 2], [5_000, 7_000]));
    let before = suite.wallet(&alice);
    suite.withdraw(&alice, 999_000).unwrap();
    let after = suite.wallet(&alice);
    assert_eq!([after[0] - before[0], after[1] - before[1]], [999_000 + 4_995, 999_000 + 6_993]);
    let unknown = ContractError::UnknownAsset { token: Token::Native("udust".into()) };
    suite.assert_refused(unknown, |suite| suite.execute(&bob, &give, &coins(1, "udust")));
    let none = PaymentError::NotOneCoin { found: String::new() };
    suite.assert_refused(none, |suite| suite.execute(&bob, &give, &[]));
    let mut empty = Suite::new();
    empty.assert_refused(MathError::EmptyPool, |suite| suite.execute(&bob, &give, &coins(1, USD)));
}

#[test]
fn without_a_share_the_event_says_nothing_of_it() {
    let mut suite = Suite::opened([1_000_000, 1_000_000]);
    let bob = suite.bob.clone();
    let response = suite.execute(&bob, &swap(None), &coins(10_000, USD)).unwrap();
    assert!(event(&response, "wasm-swapped").iter().all(|(key, _)| key != "protocol_fee"));
    let refused = ContractError::NoProtocolRecipient;
    suite.assert_refused(refused, |suite| suite.execute(&bob, &ExecuteMsg::ClaimProtocolFees {}, &[]));
    assert_eq!(Uint128::zero(), suite.state().protocol_fees[0].amount);
}

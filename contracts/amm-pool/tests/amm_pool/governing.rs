//! The powers to change the pool, and the time that everybody else has to leave.

use super::suite::{RICH, Suite, Terms, USD, event, pairs, treasury};
use amm_pool::ContractError;
use cosmwasm_std::{Addr, StdResult, Uint128, coins};
use cw_multi_test::AppResponse;
use weal_amm_math::MathError;
use weal_api::amm_pool::{
    Cw20HookMsg, ExactOutOrder, ExecuteMsg, MAX_PAUSE_SECONDS, MAX_SEASONING_BLOCKS, PARAMS_DELAY,
    PARAMS_LIFETIME, ParamsChange, PoolKind, SwapOrder,
};
use weal_api::asset::AssetInfo;
use weal_fixed_point::FixedPointError;

fn fee(fee_bps: u16) -> ParamsChange {
    ParamsChange { fee_bps: Some(fee_bps), ..ParamsChange::default() }
}

fn propose(suite: &mut Suite, sender: &Addr, change: ParamsChange) -> StdResult<AppResponse> {
    suite.execute(sender, &ExecuteMsg::ProposeParams(change), &[])
}

fn apply(suite: &mut Suite, sender: &Addr) -> StdResult<AppResponse> {
    suite.execute(sender, &ExecuteMsg::ApplyParams {}, &[])
}

fn not_owner(suite: &Suite) -> ContractError {
    ContractError::NotOwner { sender: suite.bob.clone(), owner: suite.alice.clone() }
}

/// A pool that bob may pause.
fn guarded() -> Suite {
    Suite::opened_with([1_000_000, 1_000_000], |msg| {
        let bob = cosmwasm_std::testing::MockApi::default().with_prefix("wasm").addr_make("bob");
        msg.params = Some(ParamsChange { guardian: Some(bob.to_string()), ..ParamsChange::default() });
    })
}

#[test]
fn a_fee_changes_a_day_after_it_was_announced_by_anybody() {
    let mut suite = Suite::opened([1_000_000, 1_000_000]);
    let [alice, bob, _] = suite.users();
    let announced = propose(&mut suite, &alice, fee(100)).unwrap();
    let effective_at = suite.now() + PARAMS_DELAY;
    let at = effective_at.to_string();
    let until = (effective_at + PARAMS_LIFETIME).to_string();
    let expected = [
        ("fee_bps", "100"),
        ("seasoning_blocks", "0"),
        ("sandwich_bound", "false"),
        ("protocol_share_bps", "0"),
        ("effective_at", at.as_str()),
        ("expires_at", until.as_str()),
    ];
    assert_eq!(event(&announced, "wasm-params_proposed"), pairs(&expected));
    assert_eq!((suite.config().fee_bps, suite.params().pending.unwrap().params.fee_bps), (30, 100));

    suite.wait(PARAMS_DELAY - 1);
    let early = ContractError::ParamsTooSoon { effective_at, now: effective_at - 1 };
    suite.assert_refused(early, |suite| apply(suite, &bob));
    suite.wait(1);
    let applied = apply(&mut suite, &bob).unwrap();
    assert_eq!(event(&applied, "wasm-params_applied").last().unwrap(), &("version".into(), "2".into()));
    assert_eq!((suite.config().fee_bps, suite.params().version, suite.params().pending), (100, 2, None));
    suite.assert_refused(ContractError::NothingPending, |suite| apply(suite, &bob));
}

#[test]
fn only_the_owner_announces_and_takes_back() {
    let mut suite = Suite::opened([1_000_000, 1_000_000]);
    let [alice, bob, _] = suite.users();
    let refused = not_owner(&suite);
    suite.assert_refused(refused, |suite| propose(suite, &bob, fee(10)));
    let cancel = ExecuteMsg::CancelParams {};
    suite.assert_refused(ContractError::NothingPending, |suite| suite.execute(&alice, &cancel, &[]));
    propose(&mut suite, &alice, fee(10)).unwrap();
    let refused = not_owner(&suite);
    suite.assert_refused(refused, |suite| suite.execute(&bob, &cancel, &[]));
    suite.execute(&alice, &cancel, &[]).unwrap();
    suite.wait(PARAMS_DELAY);
    suite.assert_refused(ContractError::NothingPending, |suite| apply(suite, &alice));
    // A second announcement replaces the first, and its delay begins anew.
    propose(&mut suite, &alice, fee(10)).unwrap();
    suite.wait(PARAMS_DELAY / 2);
    propose(&mut suite, &alice, fee(20)).unwrap();
    suite.wait(PARAMS_DELAY / 2);
    let refused = apply(&mut suite, &alice).unwrap_err().to_string();
    assert!(refused.contains("the parameters can be applied at 1572013419, it is 1571970219"), "{refused}");
    suite.wait(PARAMS_DELAY / 2);
    apply(&mut suite, &alice).unwrap();
    assert_eq!(suite.config().fee_bps, 20);
}

#[test]
fn parameters_have_limits() {
    let mut suite = Suite::opened([1_000_000, 1_000_000]);
    let alice = suite.alice.clone();
    let none = ParamsChange::default;
    let share = |share| ParamsChange {
        protocol_share_bps: Some(share),
        protocol_recipient: Some(treasury().to_string()),
        ..none()
    };
    let season = |blocks| ParamsChange { seasoning_blocks: Some(blocks), ..none() };
    let above = |found, max| ContractError::from(FixedPointError::BpsAboveMaximum { found, max });
    let long = (MAX_SEASONING_BLOCKS + 1, MAX_SEASONING_BLOCKS);
    for (change, reason) in [
        (fee(501), above(501, 500)),
        (share(2_501), above(2_501, 2_500)),
        (ParamsChange { protocol_recipient: None, ..share(1) }, ContractError::NoProtocolRecipient),
        (season(long.0), ContractError::SeasoningTooLong { found: long.0, max: long.1 }),
        (ParamsChange { sandwich_bound: Some(true), ..none() }, ContractError::BoundWithoutSeasoning),
        (ParamsChange { sandwich_bound: Some(true), ..season(1) }, ContractError::NoProtocolRecipient),
    ] {
        suite.assert_refused(reason, |suite| propose(suite, &alice, change));
    }
    for change in [fee(500), fee(0), share(2_500), season(long.1)] {
        propose(&mut suite, &alice, change).unwrap();
    }
}

/// An announcement that nobody expects any more holds no more: not for an applier who waits for the worst moment.
#[test]
fn announced_parameters_expire_a_week_after_they_could_be_applied() {
    let announced = || {
        let mut suite = Suite::opened([1_000_000, 1_000_000]);
        let alice = suite.alice.clone();
        propose(&mut suite, &alice, fee(100)).unwrap();
        suite.wait(PARAMS_DELAY + PARAMS_LIFETIME);
        suite
    };
    let mut suite = announced();
    let [alice, bob, _] = suite.users();
    assert_eq!(suite.params().pending.unwrap().expires_at, suite.now());
    apply(&mut suite, &bob).unwrap();
    assert_eq!(suite.config().fee_bps, 100);

    let mut suite = announced();
    suite.wait(1);
    let expires_at = suite.now() - 1;
    for applier in [&alice, &bob] {
        let late = ContractError::ParamsExpired { expires_at, now: expires_at + 1 };
        suite.assert_refused(late, |suite| apply(suite, applier));
    }
    // The owner can announce again, and waits again.
    propose(&mut suite, &alice, fee(50)).unwrap();
    suite.wait(PARAMS_DELAY);
    apply(&mut suite, &bob).unwrap();
    assert_eq!((suite.config().fee_bps, suite.params().version), (50, 2));
}

/// (32) An operator's swing against takers (Curve StableSwap-NG PR 77: 89 basis points out of `min_dy` alone).
#[test]
fn a_swap_that_names_its_terms_is_not_made_under_others() {
    let mut suite = Suite::opened([1_000_000, 1_000_000]);
    let [alice, bob, _] = suite.users();
    propose(&mut suite, &alice, fee(500)).unwrap();
    let swap = |max_fee_bps, params_version| {
        ExecuteMsg::Swap(SwapOrder {
            min_receive: Some(Uint128::one()),
            max_fee_bps,
            params_version,
            ..SwapOrder::default()
        })
    };
    let pay = coins(1_000, USD);
    suite.execute(&bob, &swap(Some(30), Some(1)), &pay).unwrap();
    suite.assert_refused(ContractError::FeeAboveMax { found_bps: 30, max_bps: 29 }, |suite| {
        suite.execute(&bob, &swap(Some(29), None), &pay)
    });
    suite.wait(PARAMS_DELAY);
    apply(&mut suite, &bob).unwrap();
    suite.assert_refused(ContractError::FeeAboveMax { found_bps: 500, max_bps: 30 }, |suite| {
        suite.execute(&bob, &swap(Some(30), None), &pay)
    });
    suite.assert_refused(ContractError::OtherParams { found: 2, required: 1 }, |suite| {
        suite.execute(&bob, &swap(None, Some(1)), &pay)
    });
    let hook = Cw20HookMsg::SwapExactOut(ExactOutOrder {
        params_version: Some(1),
        ..ExactOutOrder::of(weal_api::asset::Asset::new(AssetInfo::native(USD), 100u128))
    });
    let AssetInfo::Cw20 { contract_addr } = suite.assets[1].clone() else { panic!("a cw20") };
    let token = Addr::unchecked(contract_addr);
    suite.assert_refused(ContractError::OtherParams { found: 2, required: 1 }, |suite| {
        suite.send(&bob, &token, 1_000, &hook)
    });
    suite.execute(&bob, &swap(Some(500), Some(2)), &pay).unwrap();
}

/// (27) An ownership that moves wrongly freezes pools elsewhere: here two steps, and nothing but announcements hangs on it.
#[test]
fn the_ownership_moves_in_two_steps() {
    let mut suite = Suite::opened([1_000_000, 1_000_000]);
    let [alice, bob, carol] = suite.users();
    let accept = ExecuteMsg::AcceptOwnership {};
    let to = |new_owner: Option<&Addr>| ExecuteMsg::TransferOwnership {
        new_owner: new_owner.map(Addr::to_string),
    };
    let refused = not_owner(&suite);
    suite.assert_refused(refused, |suite| suite.execute(&bob, &to(Some(&bob)), &[]));
    suite.execute(&alice, &to(Some(&bob)), &[]).unwrap();
    assert_eq!(suite.params().pending_owner, Some(bob.clone()));
    let refused = ContractError::NotPendingOwner { sender: carol.clone() };
    suite.assert_refused(refused, |suite| suite.execute(&carol, &accept, &[]));
    suite.execute(&alice, &to(None), &[]).unwrap();
    let refused = ContractError::NotPendingOwner { sender: bob.clone() };
    suite.assert_refused(refused, |suite| suite.execute(&bob, &accept, &[]));
    suite.execute(&alice, &to(Some(&bob)), &[]).unwrap();
    suite.execute(&bob, &accept, &[]).unwrap();
    assert_eq!((suite.params().owner, suite.params().pending_owner), (bob.clone(), None));
    let refused = propose(&mut suite, &alice, fee(1)).unwrap_err().to_string();
    assert!(refused.contains("is not the owner"), "{refused}");
    propose(&mut suite, &bob, fee(1)).unwrap();
    suite.sell(&carol, 0, 1_000).unwrap();
}

/// (4) A pool that cannot be stopped while it is drained (Balancer V2, 2025-11-03): this one can, and the way out stays open.
#[test]
fn a_pause_stops_trades_and_nothing_else_and_ends_by_itself() {
    let mut suite = guarded();
    let [alice, bob, carol] = suite.users();
    let until = suite.now() + 1_000;
    let pause = |seconds| ExecuteMsg::PauseSwaps { seconds };
    let paused = suite.execute(&bob, &pause(1_000), &[]).unwrap();
    let at = until.to_string();
    assert_eq!(event(&paused, "wasm-swaps_paused"), pairs(&[("by", bob.as_str()), ("until", at.as_str())]));
    suite.wait(999);
    let refused = || ContractError::SwapsPaused { until };
    suite.assert_refused(refused(), |suite| suite.sell(&carol, 0, 1_000));
    suite.assert_refused(refused(), |suite| suite.sell(&carol, 1, 1_000));
    suite.assert_refused(refused(), |suite| suite.buy(&carol, (0, 1), 1_000, 2_000));
    suite.assert_refused(refused(), |suite| suite.provide_one(&carol, 0, 1_000, 1));
    suite.assert_refused(refused(), |suite| suite.withdraw_one(&alice, 0, 1_000, 1));
    suite.provide(&carol, [1_000, 1_000]).unwrap();
    suite.withdraw(&carol, 1_000).unwrap();
    suite
        .execute(&alice, &ExecuteMsg::Transfer { recipient: bob.to_string(), amount: 5u128.into() }, &[])
        .unwrap();
    suite.wait(1);
    suite.sell(&carol, 0, 1_000).unwrap();

    let possible_at = until + MAX_PAUSE_SECONDS;
    let now = suite.now();
    suite.assert_refused(ContractError::PauseTooSoon { now, possible_at }, |suite| {
        suite.execute(&bob, &pause(1), &[])
    });
    suite.wait(possible_at - now);
    suite.execute(&bob, &pause(MAX_PAUSE_SECONDS), &[]).unwrap();
    // The owner can end it; that is no licence for another.
    suite.execute(&alice, &ExecuteMsg::ResumeSwaps {}, &[]).unwrap();
    suite.sell(&carol, 0, 1_000).unwrap();
    let refused = suite.execute(&bob, &pause(1), &[]).unwrap_err().to_string();
    assert!(refused.contains("a pause can begin at 1573612819, it is 1572403219"), "{refused}");
}

#[test]
fn only_the_guardian_pauses_and_not_for_long() {
    let mut suite = guarded();
    let [alice, bob, carol] = suite.users();
    let pause = |seconds| ExecuteMsg::PauseSwaps { seconds };
    for sender in [&alice, &carol] {
        let refused = ContractError::NotGuardian { sender: sender.clone() };
        suite.assert_refused(refused, |suite| suite.execute(sender, &pause(1), &[]));
    }
    let refused = ContractError::NotGuardian { sender: carol.clone() };
    suite.assert_refused(refused, |suite| suite.execute(&carol, &ExecuteMsg::ResumeSwaps {}, &[]));
    for found in [0, MAX_PAUSE_SECONDS + 1] {
        let refused = ContractError::PauseOutOfRange { found, max: MAX_PAUSE_SECONDS };
        suite.assert_refused(refused, |suite| suite.execute(&bob, &pause(found), &[]));
    }
    let mut nobody = Suite::opened([1_000_000, 1_000_000]);
    let refused = nobody.execute(&bob, &pause(1), &[]).unwrap_err().to_string();
    assert!(refused.contains("is not the guardian"), "{refused}");
}

#[test]
fn a_paused_stableswap_takes_deposits_in_its_ratio_only() {
    let mut suite = Suite::opened_with([1_000_000, 1_000_000], |msg| {
        msg.assets = [USD, "uatom"].map(AssetInfo::native).to_vec();
        msg.kind = PoolKind::Stableswap { amp: 100, decimals: vec![6; 2] };
        msg.params = Some(ParamsChange { guardian: Some(msg.owner.clone()), ..ParamsChange::default() });
    });
    let [alice, bob, _] = suite.users();
    suite.execute(&alice, &ExecuteMsg::PauseSwaps { seconds: 60 }, &[]).unwrap();
    suite.assert_refused(MathError::ZeroAmount, |suite| suite.provide(&bob, [1_000, 0]));
    let promised = suite.simulate_provide([1_000, 400]).unwrap();
    suite.provide(&bob, [1_000, 400]).unwrap();
    assert_eq!((suite.wallet(&bob), suite.shares(&bob)), ([RICH - 400; 2], promised.shares.u128()));
    suite.wait(60);
    suite.provide(&bob, [1_000, 0]).unwrap();
    let swap = Terms { max_impact_bps: Some(10_000), ..Terms::default() };
    suite.sell_with(&bob, 0, 1_000, &swap).unwrap();
}

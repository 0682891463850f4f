//! Plain numbers: they are those of the message.

use super::suite::{RICH, Suite, Terms, USD, bounded, treasury};
use amm_pool::ContractError;
use cosmwasm_std::{StdResult, Uint256};
use weal_api::amm_pool::{DepthResponse, ExplainResponse, ParamsChange, PoolKind, QueryMsg};
use weal_api::asset::{Asset, AssetInfo};

fn explain(suite: &Suite, offer: usize, amount: u128) -> ExplainResponse {
    let offer = Asset::new(suite.assets[offer].clone(), amount);
    suite.query(&QueryMsg::Explain { offer, ask: None })
}

fn depth(suite: &Suite, offer: usize, bps: u16) -> StdResult<DepthResponse> {
    suite.try_query(&QueryMsg::Depth { offer: suite.assets[offer].clone(), ask: None, bps })
}

#[test]
fn what_is_explained_is_what_happens() {
    let mut suite = Suite::opened_with([1_000_000_000, 2_000_000_000], |msg| {
        msg.params = Some(ParamsChange {
            protocol_share_bps: Some(1_000),
            protocol_recipient: Some(treasury().to_string()),
            ..bounded(5).unwrap()
        });
    });
    let bob = suite.bob.clone();
    suite.pass(1);
    let told = explain(&suite, 0, 10_000_000);
    assert_eq!((told.worst_case, told.params_version, told.is_accepted), (None, 1, true));
    // Gross 19,801,980; fee ⌈59,405.94⌉, a tenth of it the protocol's.
    assert_eq!((told.fee.u128(), told.protocol_fee.u128(), told.withheld.u128()), (59_406, 5_940, 0));
    assert_eq!((told.pay.amount.u128(), told.price_impact_bps), (10_000_000, 100));
    suite.sell_with(&bob, 0, 10_000_000, &Terms::default()).unwrap();
    assert_eq!(suite.wallet(&bob)[1] - RICH, told.receive.amount.u128());
    // Back in the same block: the bound withholds.
    let told = explain(&suite, 1, 19_742_574);
    // At the opening's price 9,871,287 before the fee; the curve gives 9,970,296 − units.
    assert_eq!((told.receive.amount + told.fee).u128(), 9_871_287);
    assert!(told.withheld.u128() > 99_000, "{told:?}");
    let before = suite.wallet(&bob)[0];
    suite.sell_with(&bob, 1, 19_742_574, &Terms::default()).unwrap();
    assert_eq!(suite.wallet(&bob)[0] - before, told.receive.amount.u128());
}

#[test]
fn the_worst_case_is_what_the_default_bounds_let_through() {
    let mut suite = Suite::opened([1_000_000_000, 1_000_000_000]);
    let [alice, bob, _] = suite.users();
    suite.wait(700);
    // 95 % of 10,000,000 less a unit, less the fee of that.
    let told = explain(&suite, 0, 10_000_000);
    assert_eq!(told.worst_case.unwrap().u128(), 9_499_999 - 28_500);
    // Push the price until such a swap just passes, and then until it does not.
    let (required, mut worst) = (told.worst_case.unwrap(), told.receive.amount);
    let refused = loop {
        suite.sell(&alice, 0, 1_000_000).unwrap();
        let now = explain(&suite, 0, 10_000_000);
        if !now.is_accepted {
            break now.receive.amount;
        }
        assert!(now.receive.amount < worst, "the loop ends: each sale makes the price worse");
        worst = now.receive.amount;
    };
    assert!(
        refused < required && required <= worst && worst.u128() < 9_500_000,
        "{refused} {required} {worst}"
    );
    suite.assert_refused(ContractError::BelowTwap { found: refused, required }, |suite| {
        suite.sell_with(&bob, 0, 10_000_000, &Terms::default())
    });
}

#[test]
fn the_depth_is_the_least_that_moves_the_price_so_far() {
    for kind in [PoolKind::ConstantProduct {}, PoolKind::Stableswap { amp: 100, decimals: vec![6; 2] }] {
        let suite = Suite::opened_with([1_000_000_000, 1_000_000_000], |msg| {
            msg.assets = [USD, "uatom"].map(AssetInfo::native).to_vec();
            msg.kind = kind.clone();
        });
        for bps in [1, 100, 1_900, 5_000] {
            let told = depth(&suite, 0, bps).unwrap();
            let target = told.price.multiply_ratio(10_000 - bps, 10_000u16);
            assert!(told.price_after <= target, "{bps}");
            // Within a millionth of it, as no less would do.
            assert!(told.price_after.checked_add(Uint256::from(1u128 << 46)).unwrap() >= target, "{bps}");
            let received = suite.simulate(0, told.offer.amount.u128()).unwrap().receive;
            assert_eq!(told.receive, received);
        }
        for found in [0, 10_000] {
            let error = depth(&suite, 0, found).unwrap_err().to_string();
            assert!(error.contains(&ContractError::MoveOutOfRange { found }.to_string()), "{error}");
        }
    }
    // x(1 ÷ √(1 − 0.19) − 1) of 10^9.
    let suite = Suite::opened([1_000_000_000, 1_000_000_000]);
    assert_eq!(depth(&suite, 0, 1_900).unwrap().offer.amount.u128(), 111_111_112);
    let refused = depth(&Suite::new(), 0, 100).unwrap_err().to_string();
    assert!(refused.contains("the pool is empty"), "{refused}");
}

use super::suite::{RICH, Suite, USD, event};
use amm_pool::ContractError;
use cosmwasm_std::{Uint128, coins};
use weal_amm_math::MathError;
use weal_api::amm_pool::{ExactOutOrder, ExecuteMsg};
use weal_api::asset::{Asset, Token};

const DEEP: [u128; 2] = [30_000_000_000, 20_000_000_000];

#[test]
fn exactly_what_is_asked_is_paid_and_the_rest_comes_back() {
    for (offer, ask) in [(0, 1), (1, 0)] {
        let mut suite = Suite::opened(DEEP);
        let bob = suite.bob.clone();
        let quoted = suite.reverse(ask, 12_345_678).unwrap();
        let response = suite.buy(&bob, (offer, ask), 12_345_678, 1_000_000_000).unwrap();
        let wallet = suite.wallet(&bob);
        assert_eq!(RICH - wallet[offer], quoted.offer.amount.u128());
        assert_eq!(wallet[ask] - RICH, 12_345_678);
        assert_eq!(suite.wallet(&suite.pool), suite.holdings());
        let swapped = event(&response, "wasm-swapped");
        assert_eq!(swapped[3], ("offered".into(), quoted.offer.amount.to_string()));
        assert_eq!(swapped[4], ("received".into(), "12345678".into()));
    }
}

/// Surplus units, where one unit of the offer buys several and so more than was asked, stay with the LPs.
#[test]
fn units_that_nobody_asked_for_are_the_lps() {
    let mut suite = Suite::opened([1_000_000, 1_000_000_000]);
    let bob = suite.bob.clone();
    suite.buy(&bob, (0, 1), 1, 1).unwrap();
    assert_eq!(suite.wallet(&bob), [RICH - 1, RICH + 1]);
    // Gross ⌊10^9 ÷ 1,000,001⌋ = 999, all but one unit of it the LPs'.
    assert_eq!((suite.reserves(), suite.fees_held()), ([1_000_001, 999_999_001], [0, 998]));
}

#[test]
fn what_was_paid_is_the_most_it_costs() {
    for (offer, ask) in [(0, 1), (1, 0)] {
        let mut suite = Suite::opened(DEEP);
        let bob = suite.bob.clone();
        let required = suite.reverse(ask, 5_000_000).unwrap().offer.amount;
        let found = required - Uint128::one();
        suite.assert_refused(ContractError::AboveMaxOffer { required, found }, |suite| {
            suite.buy(&bob, (offer, ask), 5_000_000, found.u128())
        });
        suite.buy(&bob, (offer, ask), 5_000_000, required.u128()).unwrap();
    }
}

#[test]
fn an_output_that_cannot_be_is_refused() {
    let mut suite = Suite::opened(DEEP);
    let bob = suite.bob.clone();
    let all = MathError::AboveReserve { required: 20_060_180_542u128.into(), reserve: DEEP[1].into() };
    suite.assert_refused(all, |suite| suite.buy(&bob, (0, 1), DEEP[1], RICH));
    suite.assert_refused(MathError::ZeroAmount, |suite| suite.buy(&bob, (0, 1), 0, 5));
    let same = ContractError::DuplicateAsset { token: Token::Native(USD.into()) };
    suite.assert_refused(same, |suite| suite.buy(&bob, (0, 0), 5, 5_000));
}

#[test]
fn impact_and_deadline_bind_only_where_they_are_named() {
    let mut suite = Suite::opened(DEEP);
    let (bob, now) = (suite.bob.clone(), suite.now());
    let ask = Asset::new(suite.assets[1].clone(), 2_000_000_000u128);
    let msg = |max_impact_bps, deadline| {
        ExecuteMsg::SwapExactOut(ExactOutOrder { max_impact_bps, deadline, ..ExactOutOrder::of(ask.clone()) })
    };
    let funds = coins(10_000_000_000, USD);
    // ⌈2·10^9 ÷ 0.997⌉ of 2·10^10: 10.03 %.
    let above = ContractError::ImpactAboveMax { found_bps: 1_004, max_bps: 1_003 };
    suite.assert_refused(above, |suite| suite.execute(&bob, &msg(Some(1_003), None), &funds));
    let late = ContractError::DeadlinePassed { deadline: now - 1, now };
    suite.assert_refused(late, |suite| suite.execute(&bob, &msg(None, Some(now - 1)), &funds));
    suite.execute(&bob, &msg(Some(1_004), Some(now)), &funds).unwrap();
}

#[test]
fn an_unknown_field_is_refused() {
    let known = r#"{"swap_exact_out":{"ask":{"info":{"native":{"denom":"uusd"}},"amount":"5"}}}"#;
    assert!(serde_json::from_str::<ExecuteMsg>(known).is_ok());
    for unknown in [
        r#"{"swap_exact_out":{"ask":{"info":{"native":{"denom":"uusd"}},"amount":"5"},"max_offer":"9"}}"#,
        r#"{"provide_one":{"min_shares":"5","assets":[]}}"#,
        r#"{"withdraw_one":{"shares":"5","asset":{"native":{"denom":"uusd"}},"min_receive":"1","max":"1"}}"#,
        r#"{"withdraw_exact":{"assets":[],"max_shares":"5","min":"5"}}"#,
        r#"{"ramp_amp":{"amp":5,"ends_at":5,"starts_at":5}}"#,
        r#"{"stop_ramp":{"now":true}}"#,
    ] {
        let refused = serde_json::from_str::<ExecuteMsg>(unknown).unwrap_err().to_string();
        assert!(refused.contains("unknown field"), "{unknown}: {refused}");
    }
}

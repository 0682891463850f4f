//! A swap in plain numbers.

use super::suite::{DEEP, Order, RICH, Suite, Terms};
use cosmwasm_std::Uint128;
use weal_api::amm_router::{ExplainResponse, QueryMsg};
use weal_api::asset::AssetInfo;

#[test]
fn a_swap_is_explained_in_plain_numbers() {
    let suite = Suite::new();
    let explain = |tolerance_bps| {
        let (offer, routes) = (suite.assets[0].clone(), vec![suite.route(0, DEEP / 100, &[0, 1])]);
        suite.query::<ExplainResponse>(&QueryMsg::Explain { offer, routes, tolerance_bps }).unwrap()
    };
    let told = explain(None);
    assert_eq!(
        (told.you_pay.info.clone(), told.you_pay.amount.u128()),
        (suite.assets[0].clone(), 10_000_000)
    );
    // 9,871,287 after the first pool, 9,745,511 after the second.
    let first = told.routes[0].hops[0].receive.amount.u128();
    let gross = 1_000_000_000u128 * 10_000_000 / 1_010_000_000;
    assert_eq!(first, gross - (gross * 30).div_ceil(10_000));
    let gross = 1_000_000_000 * first / (1_000_000_000 + first);
    let got = gross - (gross * 30).div_ceil(10_000);
    assert_eq!((told.you_get.info.clone(), told.you_get.amount.u128()), (suite.assets[2].clone(), got));
    assert_eq!(told.worst_case.amount.u128(), (got * 9_950).div_ceil(10_000));
    // Two fees of 30 and two impacts of 100 and 98: a little less than the sums, rounded up.
    assert_eq!((told.fee_bps, told.price_impact_bps), (60, 198));
    assert!(told.within_default_impact);
    // Each hop tells its own: 9,900,991 gross and 1 % of depth in the first pool.
    let hop = &told.routes[0].hops[0];
    assert_eq!((hop.fee.u128(), hop.price_impact_bps), (29_703, 100));
    let AssetInfo::Cw20 { contract_addr } = &suite.assets[2] else { unreachable!("a cw20") };
    assert_eq!(told.texts, [format!("uatom → uusd → {contract_addr}")]);
    assert_eq!(told.most_you_pay, told.you_pay);
    // What would come back without fees is 1 ÷ 0.997² as much, to the parts per million of their rounding.
    let exact = got * 1_000_000 / 994_009 - got;
    assert_eq!(told.fee.info, told.you_get.info);
    assert!((exact..exact + 3).contains(&told.fee.amount.u128()), "{} {exact}", told.fee.amount);
    assert_eq!(explain(Some(0)).worst_case, told.you_get);
    assert!(explain(Some(10_000)).worst_case.amount.is_zero());
}

/// Two equal routes lose what one of them loses.
#[test]
fn routes_are_weighed_by_what_they_sell() {
    let suite = Suite::new();
    let explain = |routes| {
        let offer = suite.assets[1].clone();
        suite.query::<ExplainResponse>(&QueryMsg::Explain { offer, routes, tolerance_bps: None }).unwrap()
    };
    let one = explain(vec![suite.route(1, 1_000_000, &[0, 3])]);
    let two = explain(vec![suite.route(1, 1_000_000, &[0, 3]), suite.route(1, 1_000_000, &[1, 2])]);
    assert_eq!((one.fee_bps, one.price_impact_bps), (two.fee_bps, two.price_impact_bps));
    assert_eq!(two.you_get.amount.u128(), 2 * one.you_get.amount.u128());
    assert!(one.fee_bps > 0 && one.price_impact_bps > 0);
}

/// The most that an exact output may cost is enough to send, and what is not needed comes back.
#[test]
fn an_exact_output_is_explained_in_plain_numbers() {
    let mut suite = Suite::new();
    let bob = suite.bob.clone();
    let hops = suite.hops(0, &[0, 1]);
    let explain = |tolerance_bps| {
        let (offer, receive) = (suite.assets[0].clone(), Uint128::new(5_000_000));
        let query = QueryMsg::ExplainExactOut { offer, hops: hops.clone(), receive, tolerance_bps };
        suite.query::<ExplainResponse>(&query).unwrap()
    };
    let told = explain(None);
    assert!((5_000_000..=5_000_002).contains(&told.you_get.amount.u128()));
    assert_eq!(told.worst_case.amount.u128(), 5_000_000);
    let (pay, most) = (told.you_pay.amount.u128(), told.most_you_pay.amount.u128());
    assert_eq!(most, pay * 10_050 / 10_000);
    assert_eq!((told.fee_bps, told.price_impact_bps), (60, 102));
    assert_eq!(explain(Some(0)).most_you_pay, told.you_pay);
    suite.pay(&bob, (0, most), &Order::ExactOut(hops, 5_000_000, Terms::default())).unwrap();
    assert_eq!(suite.wallet(&bob)[0], RICH - pay);
}

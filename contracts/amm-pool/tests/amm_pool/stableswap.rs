use super::suite::{RICH, Suite, USD, all, event, pairs, provide};
use amm_pool::ContractError;
use cosmwasm_std::{StdResult, Uint128, coin};
use cw_multi_test::AppResponse;
use weal_amm_math::MathError;
use weal_api::amm_pool::{
    ExecuteMsg, InstantiateMsg, PoolKind, QueryMsg, SimulateProvideResponse, SimulateWithdrawExactResponse,
};
use weal_api::asset::{Asset, AssetInfo};
use weal_api::cw20::TokenInfoResponse;

const DAY: u64 = 86_400;
/// A thousand tokens of each.
const EVEN: [u128; 3] = [1_000_000_000; 3];

fn ask(suite: &Suite, position: usize) -> super::suite::Terms {
    super::suite::Terms { ask: Some(suite.assets[position].clone()), ..Default::default() }
}

/// Source of the figure: astroport-fi/astroport-core@a6d1c041f4bb contracts/pair_stable/tests/stablepool_tests.rs
/// provide_and_withdraw_no_fee.
#[test]
fn three_assets_open_a_pool_with_the_published_shares() {
    let suite = Suite::stable_with([100_000_000; 3]);
    assert_eq!(suite.shares(&suite.alice), 299_999_000);
    assert_eq!(suite.shares(&suite.pool), 1_000);
    assert_eq!(suite.query::<TokenInfoResponse>(&QueryMsg::TokenInfo {}).decimals, 6);
    let config = suite.config();
    assert_eq!(config.kind, PoolKind::Stableswap { amp: 100, decimals: vec![6; 3] });
    assert_eq!(config.amplification.unwrap().now, 10_000);
}

/// Source of the figure: White-Whale-Defi-Platform/white-whale-core@f423770cf1ff
/// terraswap_pair/src/tests/stableswap.rs does_calculate_y_value.
#[test]
fn a_swap_receives_the_published_amount_less_the_fee() {
    let mut suite = Suite::with(|msg| {
        msg.assets = [USD, "uatom"].map(AssetInfo::native).to_vec();
        msg.kind = PoolKind::Stableswap { amp: 100, decimals: vec![6, 6] };
        msg.fee_bps = 5;
    });
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.provide(&alice, [100_000_000_000; 2]).unwrap();
    suite.sell(&bob, 0, 100_000_000).unwrap();
    // 99,999,009 less ⌈49,999.5⌉.
    assert_eq!(suite.wallet(&bob), [RICH - 100_000_000, RICH + 99_949_009]);
    assert_eq!(suite.reserves(), [100_100_000_000, 99_900_000_991]);
    assert_eq!(suite.fees_held(), [0, 50_000]);
}

#[test]
fn among_three_assets_the_one_to_buy_is_named() {
    let mut suite = Suite::stable_with(EVEN);
    let bob = suite.bob.clone();
    suite.assert_refused(ContractError::AmbiguousAsset { assets: 3 }, |suite| suite.sell(&bob, 0, 5_000));
    let terms = ask(&suite, 2);
    suite.sell_with(&bob, 0, 5_000_000, &terms).unwrap();
    let wallet = suite.wallet_of_all(&bob);
    assert_eq!((wallet[0], wallet[1]), (RICH - 5_000_000, RICH));
    assert!(wallet[2] > RICH + 4_990_000 && wallet[2] < RICH + 5_000_000);
}

#[test]
fn any_ratio_is_taken_and_an_asset_left_out_is_zero() {
    let mut suite = Suite::stable_with(EVEN);
    let bob = suite.bob.clone();
    let assets = vec![Asset::new(AssetInfo::native("udust"), 100_000_000u128)];
    let promised = suite
        .query::<SimulateProvideResponse>(&QueryMsg::SimulateProvide { assets: assets.clone() })
        .shares
        .u128();
    suite.execute(&bob, &provide(assets), &[coin(100_000_000, "udust")]).unwrap();
    let shares = suite.shares(&bob);
    assert_eq!(shares, promised);
    // Less than in the ratio of the pool, by the price and the fee.
    assert!(shares > 99_900_000 && shares < 99_990_000, "{shares}");
    assert_eq!(suite.wallet_of_all(&suite.pool), [1_000_000_000, 1_000_000_000, 1_100_000_000]);

    suite.provide(&bob, [5_000_000, 70_000_000, 1]).unwrap();
    suite.assert_refused(MathError::ZeroAmount, |suite| suite.provide(&bob, [0, 0, 0]));
    let mut empty = Suite::stable();
    empty.assert_refused(MathError::ZeroAmount, |suite| suite.provide(&bob, [5_000_000, 5_000_000, 0]));
}

#[test]
fn shares_go_out_by_one_asset_or_by_exact_amounts() {
    let mut suite = Suite::stable_with(EVEN);
    let (alice, before) = (suite.alice.clone(), suite.wallet_of_all(&suite.alice));
    let one = all(&suite.simulate_withdraw_one(1, 300_000_000).unwrap().amounts);
    assert!(one[1] < 300_000_000 && one[1] > 299_000_000 && one[0] + one[2] == 0, "{one:?}");
    let (found, required) = (Uint128::new(one[1]), Uint128::new(one[1] + 1));
    suite.assert_refused(ContractError::BelowMinReceive { found, required }, |suite| {
        suite.withdraw_one(&alice, 1, 300_000_000, one[1] + 1)
    });
    suite.withdraw_one(&alice, 1, 300_000_000, one[1]).unwrap();
    assert_eq!(suite.wallet_of_all(&alice)[1] - before[1], one[1]);

    let wanted = [50_000_000, 0, 20_000_000];
    let quoted: SimulateWithdrawExactResponse =
        suite.query(&QueryMsg::SimulateWithdrawExact { assets: suite.named(wanted) });
    let (found, max) = (quoted.shares, quoted.shares - Uint128::one());
    suite.assert_refused(ContractError::AboveMaxShares { found, max }, |suite| {
        suite.withdraw_exact(&alice, wanted, max.u128())
    });
    let shares = suite.shares(&alice);
    suite.withdraw_exact(&alice, wanted, found.u128()).unwrap();
    let now = suite.wallet_of_all(&alice);
    assert_eq!((now[0] - before[0], now[2] - before[2]), (50_000_000, 20_000_000));
    assert_eq!(shares - suite.shares(&alice), found.u128());
    assert_eq!(suite.wallet_of_all(&suite.pool), suite.holdings_of_all());
}

/// The fees held join the reserves when liquidity moves the ratio; a balanced withdrawal leaves them where they are.
#[test]
fn fees_held_join_the_reserves_with_a_one_sided_deposit() {
    let mut suite = Suite::stable_with(EVEN);
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    let terms = ask(&suite, 1);
    suite.sell_with(&bob, 0, 100_000_000, &terms).unwrap();
    let fees = all(&suite.state().fees_held);
    assert!(fees[1] > 49_000 && fees[0] + fees[2] == 0, "{fees:?}");
    suite.withdraw(&alice, 1_000_000).unwrap();
    assert!(all(&suite.state().fees_held)[1] > 49_000);
    suite.provide_one(&bob, 2, 1_000_000, 1).unwrap();
    assert_eq!(all(&suite.state().fees_held), [0, 0, 0]);
    assert_eq!(suite.wallet_of_all(&suite.pool), suite.holdings_of_all());
}

#[test]
fn exact_outputs_are_exact_among_three_assets() {
    let mut suite = Suite::stable_with(EVEN);
    let bob = suite.bob.clone();
    suite.buy(&bob, (2, 0), 33_333_333, 40_000_000).unwrap();
    let wallet = suite.wallet_of_all(&bob);
    assert_eq!(wallet[0], RICH + 33_333_333);
    let paid = RICH - wallet[2];
    assert!(paid > 33_333_333 && paid < 33_400_000, "{paid}");
}

#[test]
fn what_is_no_stableswap_is_refused() {
    let refused = |change: &dyn Fn(&mut InstantiateMsg), reason: ContractError| {
        let kind = |msg: &mut InstantiateMsg| {
            msg.kind = PoolKind::Stableswap { amp: 100, decimals: vec![6, 18] };
            change(msg);
        };
        let error = Suite::try_with(kind).err().unwrap().to_string();
        assert!(error.contains(&reason.to_string()), "expected '{reason}', found '{error}'");
    };
    let kind = |amp: u32, decimals: &[u8]| PoolKind::Stableswap { amp, decimals: decimals.into() };
    Suite::with(|msg| msg.kind = kind(100_000, &[6, 18]));
    refused(&|msg| msg.kind = kind(0, &[6, 18]), MathError::AmpOutOfRange { found: 0, max: 100_000 }.into());
    let above = MathError::AmpOutOfRange { found: 100_001, max: 100_000 };
    refused(&|msg| msg.kind = kind(100_001, &[6, 18]), above.into());
    let many = MathError::TooManyDecimals { found: 19, max: 18 };
    refused(&|msg| msg.kind = kind(100, &[19, 18]), many.into());
    refused(&|msg| msg.kind = kind(100, &[6]), ContractError::WrongAssetCount { found: 2, required: 1 });
    let five = [USD, "uatom", "udust", "uone", "utwo"].map(AssetInfo::native);
    let wrong = MathError::WrongLength { found: 5, required: 4 };
    refused(&|msg| (msg.assets, msg.kind) = (five.to_vec(), kind(100, &[6; 5])), wrong.into());
    let error = Suite::try_with(|msg| msg.kind = kind(100, &[6, 6])).err().unwrap().to_string();
    assert!(error.contains("has 18 decimals, not 6"), "{error}");
}

fn ramp(suite: &mut Suite, amp: u32, ends_at: u64) -> StdResult<AppResponse> {
    let owner = suite.alice.clone();
    suite.execute(&owner, &ExecuteMsg::RampAmp { amp, ends_at }, &[])
}

/// (24) An amplification changed too fast (Hydration).
#[test]
fn the_owner_ramps_the_amplification_within_its_limits() {
    let mut suite = Suite::stable_with(EVEN);
    let (bob, now) = (suite.bob.clone(), suite.now());
    let msg = ExecuteMsg::RampAmp { amp: 250, ends_at: now + DAY };
    let reason = ContractError::NotOwner { sender: bob.clone(), owner: suite.alice.clone() };
    suite.assert_refused(reason, |suite| suite.execute(&bob, &msg, &[]));
    let short = MathError::RampTooShort { found: DAY - 1, required: DAY };
    suite.assert_refused(short, |suite| ramp(suite, 250, now + DAY - 1));
    let steep = MathError::RampTooSteep { from: 10_000, to: 100_100 };
    suite.assert_refused(steep, |suite| ramp(suite, 1_001, now + DAY));
    let response = ramp(&mut suite, 250, now + DAY).unwrap();
    let (starts, ends) = (now.to_string(), (now + DAY).to_string());
    let expected = [("from", "10000"), ("to", "25000"), ("starts_at", &starts), ("ends_at", &ends)];
    assert_eq!(event(&response, "wasm-amp_ramped"), pairs(&expected));

    let early = suite.simulate_to(0, 1, 300_000_000);
    suite.wait(DAY / 2);
    assert_eq!(suite.config().amplification.unwrap().now, 17_500);
    assert_eq!(suite.config().kind, PoolKind::Stableswap { amp: 175, decimals: vec![6; 3] });
    assert!(suite.simulate_to(0, 1, 300_000_000) > early, "a higher amplification has a flatter price");
    let soon = MathError::RampTooSoon { now: now + DAY / 2, possible_at: now + DAY };
    suite.assert_refused(soon, |suite| ramp(suite, 300, now + 9 * DAY));
    let alice = suite.alice.clone();
    suite.execute(&alice, &ExecuteMsg::StopRamp {}, &[]).unwrap();
    suite.wait(10 * DAY);
    assert_eq!(suite.config().amplification.unwrap().now, 17_500);
}

#[test]
fn a_constant_product_has_nothing_to_ramp() {
    let mut suite = Suite::opened([5_000, 5_000]);
    let ends_at = suite.now() + DAY;
    suite.assert_refused(ContractError::StableswapOnly, |suite| ramp(suite, 250, ends_at));
}

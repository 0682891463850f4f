//! The cover of impermanent loss, where the pool has it on.

mod histories;

use super::suite::{Suite, USD, amounts, event, treasury};
use amm_math::cover::CoverError;
use amm_pool::ContractError;
use api::amm_pool::{
    CoverOfResponse, CoverTerms, Cw20HookMsg, Directional, ExecuteMsg, PARAMS_DELAY, ParamsChange, PoolKind,
    QueryMsg,
};
use api::asset::AssetInfo;
use cosmwasm_std::{Addr, StdResult, Uint128, coin};
use cw_multi_test::AppResponse;
use fixed_point::FixedPointError;

pub(super) const DAY: u64 = 86_400;
pub(super) const DEEP: u128 = 1_000_000_000;

/// The whole distance from the mean is charged, up to 100 bps, and half of that goes to the cover, which pays after a day.
pub(super) fn covered() -> ParamsChange {
    ParamsChange {
        directional: Some(Directional { alpha_bps: 10_000, cap_bps: 100 }),
        cover: Some(CoverTerms { share_bps: 5_000, min_age: DAY }),
        ..ParamsChange::default()
    }
}

/// A pool of two natives that alice has opened ten minutes ago.
pub(super) fn pool(change: impl FnOnce(&mut ParamsChange)) -> Suite {
    let mut params = covered();
    change(&mut params);
    let mut suite = Suite::opened_with([DEEP; 2], |msg| {
        (msg.assets, msg.params) = ([USD, "uatom"].map(AssetInfo::native).to_vec(), Some(params));
    });
    suite.wait(700);
    suite
}

impl Suite {
    pub(super) fn cover_of(&self, owner: &Addr) -> CoverOfResponse {
        self.query(&QueryMsg::CoverOf { owner: owner.to_string() })
    }

    fn reserve(&self) -> [u128; 2] {
        amounts(&self.cover_of(&self.alice).reserve)
    }
}

/// Carol pushes the price of the first asset down, in trades that pay the surcharge, and bob's loss and the reserve grow.
fn push(suite: &mut Suite, times: usize) {
    let carol = suite.carol.clone();
    for _ in 0..times {
        suite.sell(&carol, 0, DEEP / 20).unwrap();
        suite.pass(60);
    }
}

/// Bob has deposited as much as alice, the price has moved and the mean has followed; `age` seconds after his deposit.
fn lossy(age: u64) -> Suite {
    let mut suite = pool(|_| {});
    let bob = suite.bob.clone();
    suite.provide(&bob, [DEEP; 2]).unwrap();
    push(&mut suite, 12);
    suite.wait(age - 12 * 60);
    suite
}

fn attribute(response: &AppResponse, ty: &str, key: &str) -> Option<String> {
    let found = event(response, ty);
    found.into_iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

#[test]
fn a_part_of_each_surcharge_feeds_the_reserve_and_nothing_else_does() {
    for protocol_share_bps in [0, 2_500] {
        let mut suite = pool(|params| {
            params.protocol_share_bps = Some(protocol_share_bps);
            params.protocol_recipient = Some(treasury().to_string());
        });
        let (bob, mut expected) = (suite.bob.clone(), [0; 2]);
        for (side, amount) in [(0, 50_000_000), (0, 30_000_001), (1, 10_000_003), (0, 1)] {
            suite.pass(1);
            let before = suite.fees_held();
            let owed = amounts(&suite.state().protocol_fees);
            let Ok(response) = suite.sell(&bob, side, amount) else { continue };
            let read = |key| {
                attribute(&response, "wasm-swapped", key).map_or(0, |text| text.parse::<u128>().unwrap())
            };
            let (received, fee, cover) = (read("received"), read("fee"), read("cover_fee"));
            let base = ((received + fee) * 30).div_ceil(10_000);
            assert_eq!(cover, (fee - base) / 2, "half of what is above the fee, rounded down");
            let protocol = (fee - cover) * u128::from(protocol_share_bps) / 10_000;
            assert_eq!(read("protocol_fee"), protocol, "a part of the rest");
            expected[1 - side] += cover;
            assert_eq!(suite.reserve(), expected);
            assert_eq!(suite.fees_held()[1 - side] - before[1 - side], fee - cover - protocol);
            assert_eq!(amounts(&suite.state().protocol_fees)[1 - side] - owed[1 - side], protocol);
            assert_eq!(suite.holdings(), suite.wallet(&suite.pool));
        }
        assert!(expected[1] > 0 && expected[0] == 0, "a trade back pays no surcharge");
    }
}

#[test]
fn a_loss_is_paid_with_the_withdrawal_as_the_query_says() {
    let mut suite = lossy(2 * DAY);
    let bob = suite.bob.clone();
    let (told, shares, before) = (suite.cover_of(&bob), suite.shares(&bob), suite.wallet(&bob));
    let by_pool = amounts(&suite.simulate_withdraw(shares).unwrap().amounts);
    let paid = amounts(&told.paid);
    assert!(paid[1] > 0 && paid <= amounts(&told.payable) && told.shares.u128() == shares);
    let response = suite.withdraw(&bob, shares).unwrap();
    let after = suite.wallet(&bob);
    assert_eq!([0, 1].map(|i| after[i] - before[i]), [0, 1].map(|i| by_pool[i] + paid[i]));
    let reserve = [0, 1].map(|i| amounts(&told.reserve)[i] - paid[i]);
    assert_eq!(suite.reserve(), reserve);
    let joined = |pair: [u128; 2]| Some(format!("{},{}", pair[0], pair[1]));
    assert_eq!(attribute(&response, "wasm-cover_left", "paid"), joined(paid));
    assert_eq!(attribute(&response, "wasm-cover_left", "reserve"), joined(reserve));
    assert_eq!(attribute(&response, "wasm-cover_left", "shares"), Some(shares.to_string()));
    assert_eq!(attribute(&response, "wasm-liquidity_withdrawn", "amounts"), joined(by_pool));
    assert_eq!(suite.holdings(), suite.wallet(&suite.pool));
    let gone = suite.cover_of(&bob);
    assert_eq!((gone.shares.u128(), gone.covered_at, amounts(&gone.paid)), (0, None, [0; 2]));
}

#[test]
fn a_withdrawal_to_one_asset_is_paid_in_both() {
    let mut suite = lossy(2 * DAY);
    let (bob, shares) = (suite.bob.clone(), suite.shares(&suite.bob));
    let (paid, before) = (amounts(&suite.cover_of(&bob).paid), suite.wallet(&bob));
    let by_pool = amounts(&suite.simulate_withdraw_one(0, shares).unwrap().amounts);
    suite.withdraw_one(&bob, 0, shares, 0).unwrap();
    let after = suite.wallet(&bob);
    assert_eq!([0, 1].map(|i| after[i] - before[i]), [0, 1].map(|i| by_pool[i] + paid[i]));
    assert_eq!(suite.holdings(), suite.wallet(&suite.pool));
}

#[test]
fn nothing_is_paid_before_the_age_and_everything_from_it_on() {
    for (age, is_paid) in [(DAY - 1, false), (DAY, true)] {
        let mut suite = lossy(age);
        let (bob, shares, reserve) = (suite.bob.clone(), suite.shares(&suite.bob), suite.reserve());
        assert_eq!(suite.cover_of(&bob).covered_at, Some(suite.now() + DAY - age));
        suite.withdraw(&bob, shares).unwrap();
        assert_eq!(suite.reserve() != reserve, is_paid, "{age}");
    }
}

#[test]
fn a_strangers_deposit_is_not_covered_and_restarts_no_age() {
    let mut suite = lossy(2 * DAY);
    let (bob, carol) = (suite.bob.clone(), suite.carol.clone());
    let before = suite.cover_of(&bob);
    let reserves = suite.reserves();
    let assets = suite.named(reserves.map(|reserve| reserve / 100));
    let msg = ExecuteMsg::Provide {
        assets: assets.clone(),
        min_shares: None,
        recipient: Some(bob.to_string()),
        deadline: None,
    };
    let mut funds = Suite::funds(&assets);
    funds.sort_by(|one, other| one.denom.cmp(&other.denom));
    suite.execute(&carol, &msg, &funds).unwrap();
    let msg = ExecuteMsg::ProvideOne {
        min_shares: Uint128::zero(),
        recipient: Some(bob.to_string()),
        deadline: None,
    };
    suite.execute(&carol, &msg, &[coin(1_000_000, USD)]).unwrap();
    let after = suite.cover_of(&bob);
    assert!(suite.shares(&bob) > before.shares.u128());
    assert_eq!(
        (after.shares, after.entry, after.covered_at),
        (before.shares, before.entry, before.covered_at)
    );
}

#[test]
fn a_deposit_by_one_asset_is_covered_at_what_its_shares_are_paid_at_once() {
    let mut suite = pool(|_| {});
    let bob = suite.bob.clone();
    let response = suite.provide_one(&bob, 0, 2_000_000, 0).unwrap();
    let shares = suite.shares(&bob);
    let (told, at_once) = (suite.cover_of(&bob), amounts(&suite.simulate_withdraw(shares).unwrap().amounts));
    let entry = amounts(&told.entry);
    // Each part of a withdrawal is rounded down by itself.
    assert!((0..2).all(|i| (at_once[i]..=at_once[i] + 1).contains(&entry[i])), "{entry:?} {at_once:?}");
    let expected = Some(format!("{},{}", entry[0], entry[1]));
    assert_eq!(attribute(&response, "wasm-cover_entered", "entry"), expected);
    assert_eq!(attribute(&response, "wasm-cover_entered", "shares"), Some(shares.to_string()));
    suite.wait(2 * DAY);
    assert_eq!(amounts(&suite.cover_of(&bob).paid), [0; 2], "what it cost to come is no impermanent loss");
}

#[test]
fn a_deposit_away_from_the_mean_or_before_there_is_one_is_not_covered() {
    let mut suite = pool(|_| {});
    let (alice, bob, carol) = (suite.alice.clone(), suite.bob.clone(), suite.carol.clone());
    assert_eq!(suite.cover_of(&alice).shares.u128(), 0, "the first deposit makes its own price");
    suite.sell(&carol, 0, DEEP / 100).unwrap();
    suite.provide(&bob, [DEEP; 2]).unwrap();
    assert_eq!(suite.cover_of(&bob).shares.u128(), 0, "the price is 2 % below the mean");
    suite.wait(700);
    let uncovered = suite.shares(&bob);
    suite.provide(&bob, [DEEP; 2]).unwrap();
    assert_eq!(suite.cover_of(&bob).shares.u128(), suite.shares(&bob) - uncovered);
}

#[test]
fn shares_that_move_are_covered_no_more() {
    let mut suite = lossy(2 * DAY);
    let (bob, carol, pool) = (suite.bob.clone(), suite.carol.clone(), suite.pool.clone());
    let (shares, reserve) = (suite.shares(&bob), suite.reserve());
    let transfer =
        |to: &Addr, amount: u128| ExecuteMsg::Transfer { recipient: to.to_string(), amount: amount.into() };
    suite.execute(&bob, &transfer(&bob, shares), &[]).unwrap();
    assert_eq!(suite.cover_of(&bob).shares.u128(), shares, "nothing has moved");
    let response = suite.execute(&bob, &transfer(&carol, shares / 4), &[]).unwrap();
    assert_eq!(attribute(&response, "wasm-cover_left", "paid"), Some("0,0".into()));
    let left = shares - shares / 4;
    assert_eq!((suite.cover_of(&bob).shares.u128(), suite.cover_of(&carol).shares.u128()), (left, 0));
    // A spender moves some, and some leave by way of the pool.
    let spender = carol.to_string();
    let allow = ExecuteMsg::IncreaseAllowance { spender, amount: Uint128::new(shares), expires: None };
    suite.execute(&bob, &allow, &[]).unwrap();
    let (owner, recipient) = (bob.to_string(), carol.to_string());
    let amount = Uint128::new(shares / 4);
    suite.execute(&carol, &ExecuteMsg::TransferFrom { owner, recipient, amount }, &[]).unwrap();
    let hook = Cw20HookMsg::Withdraw { min_amounts: None, recipient: None, deadline: None };
    suite.send(&bob, &pool, shares / 4, &hook).unwrap();
    assert_eq!(suite.cover_of(&bob).shares.u128(), left - 2 * (shares / 4));
    assert_eq!(suite.reserve(), reserve);
    // What carol got is not covered, what bob still has is.
    let carols = suite.shares(&carol);
    suite.withdraw(&carol, carols).unwrap();
    assert_eq!(suite.reserve(), reserve);
    let (rest, payable) = (suite.shares(&bob), suite.cover_of(&bob).payable);
    assert!(amounts(&payable)[1] > 0);
    suite.withdraw(&bob, rest).unwrap();
    assert_ne!(suite.reserve(), reserve);
    assert_eq!(suite.holdings(), suite.wallet(&suite.pool));
}

/// The price is moved in the block of the exit: bob would lose more at it, but he is paid by the mean.
#[test]
fn a_price_moved_for_the_exit_pays_no_more() {
    let mut suite = lossy(2 * DAY);
    let (bob, carol) = (suite.bob.clone(), suite.carol.clone());
    let before = amounts(&suite.cover_of(&bob).paid);
    for side in [0, 1] {
        suite.sell(&carol, side, DEEP / 4).unwrap();
        let moved = amounts(&suite.cover_of(&bob).paid);
        assert!(moved[0] <= before[0] + 1 && moved[1] <= before[1] + 1, "{moved:?} {before:?}");
    }
}

#[test]
fn exits_in_parts_are_paid_what_one_is_but_units() {
    let mut whole = lossy(2 * DAY);
    let (bob, shares) = (whole.bob.clone(), whole.shares(&whole.bob));
    let start = whole.reserve();
    whole.withdraw(&bob, shares).unwrap();
    let mut parts = lossy(2 * DAY);
    for part in [shares / 3, shares / 7, shares / 2, shares - shares / 3 - shares / 7 - shares / 2] {
        parts.withdraw(&bob, part).unwrap();
    }
    let (one, many) = (whole.reserve(), parts.reserve());
    assert!(start[1] > one[1]);
    assert!((0..2).all(|i| many[i].abs_diff(one[i]) <= 4 * 4), "{one:?} {many:?}");
}

#[test]
fn a_pool_without_the_option_keeps_nothing_for_it() {
    let mut suite = Suite::opened([DEEP; 2]);
    let bob = suite.bob.clone();
    suite.wait(700);
    suite.provide(&bob, [DEEP; 2]).unwrap();
    suite.sell(&bob, 0, DEEP / 50).unwrap();
    let error = suite.try_query::<CoverOfResponse>(&QueryMsg::CoverOf { owner: bob.to_string() });
    assert!(error.unwrap_err().to_string().contains(&ContractError::NoCover.to_string()));
    for key in [b"cover".to_vec(), [b"e/", bob.as_bytes()].concat()] {
        assert_eq!(suite.app.wrap().query_wasm_raw(&suite.pool, key).unwrap(), None);
    }
}

fn try_with(kind: PoolKind, change: impl FnOnce(&mut ParamsChange)) -> StdResult<Suite> {
    let mut params = covered();
    change(&mut params);
    Suite::try_with(|msg| {
        msg.assets = [USD, "uatom"].map(AssetInfo::native).to_vec();
        (msg.kind, msg.params) = (kind, Some(params));
    })
}

#[test]
fn terms_that_a_cover_cannot_have_are_refused() {
    let refused = |kind: PoolKind, change: fn(&mut ParamsChange), reason: ContractError| {
        let error = try_with(kind, change).map(drop).unwrap_err().to_string();
        assert!(error.ends_with(&reason.to_string()), "expected '{reason}', found '{error}'");
    };
    let product = PoolKind::ConstantProduct {};
    let stable = PoolKind::Stableswap { amp: 100, decimals: vec![6; 2] };
    refused(stable, |_| {}, ContractError::CoverNeedsConstantProduct);
    refused(product.clone(), |params| params.directional = None, ContractError::CoverWithoutSurcharge);
    let short = |params: &mut ParamsChange| params.cover.as_mut().unwrap().min_age = DAY - 1;
    refused(product.clone(), short, CoverError::AgeOutOfRange { found: DAY - 1 }.into());
    let long = |params: &mut ParamsChange| params.cover.as_mut().unwrap().min_age = 31_536_001;
    refused(product.clone(), long, CoverError::AgeOutOfRange { found: 31_536_001 }.into());
    let high = |params: &mut ParamsChange| params.cover.as_mut().unwrap().share_bps = 10_001;
    let above = FixedPointError::BpsAboveMaximum { found: 10_001, max: 10_000 };
    refused(product.clone(), high, CoverError::from(above).into());
    let whole =
        |params: &mut ParamsChange| params.cover = Some(CoverTerms { share_bps: 10_000, min_age: DAY });
    try_with(product.clone(), whole).unwrap();
    let none = |params: &mut ParamsChange| {
        (params.directional, params.cover) = (None, Some(CoverTerms { share_bps: 0, min_age: DAY }));
    };
    try_with(product, none).unwrap();
}

/// Announces and, a day later, applies.
fn change_params(suite: &mut Suite, change: ParamsChange) -> AppResponse {
    let alice = suite.alice.clone();
    suite.execute(&alice, &ExecuteMsg::ProposeParams(change), &[]).unwrap();
    suite.wait(PARAMS_DELAY);
    suite.execute(&alice, &ExecuteMsg::ApplyParams {}, &[]).unwrap()
}

#[test]
fn it_can_be_switched_on_a_day_later_and_covers_what_comes_from_then_on() {
    let mut suite = pool(|params| params.cover = None);
    let (alice, bob) = (suite.alice.clone(), suite.bob.clone());
    suite.provide(&bob, [DEEP; 2]).unwrap();
    push(&mut suite, 3);
    let before = (suite.state(), suite.holdings());
    let response = change_params(&mut suite, covered());
    assert_eq!(attribute(&response, "wasm-params_applied", "cover_share_bps"), Some("5000".into()));
    assert_eq!(attribute(&response, "wasm-params_applied", "cover_min_age"), Some("86400".into()));
    assert_eq!((suite.state(), suite.holdings()), before);
    assert_eq!((suite.cover_of(&bob).shares.u128(), suite.reserve()), (0, [0; 2]));
    let reserves = suite.reserves();
    let had = suite.shares(&bob);
    suite.provide(&bob, reserves).unwrap();
    assert_eq!(suite.cover_of(&bob).shares.u128(), suite.shares(&bob) - had);
    push(&mut suite, 3);
    assert!(suite.reserve()[1] > 0);
    // Of a part of nothing it is fed no more; a change that does not name it leaves it, and it pays on.
    let stopped = ParamsChange {
        directional: Some(Directional { alpha_bps: 0, cap_bps: 0 }),
        cover: Some(CoverTerms { share_bps: 0, min_age: DAY }),
        ..ParamsChange::default()
    };
    change_params(&mut suite, stopped);
    change_params(&mut suite, ParamsChange { fee_bps: Some(40), ..ParamsChange::default() });
    let reserve = suite.reserve();
    push(&mut suite, 3);
    assert_eq!(suite.reserve(), reserve);
    suite.assert_refused(ContractError::CoverWithoutSurcharge, |suite| {
        let cover = Some(CoverTerms { share_bps: 1, min_age: DAY });
        suite.execute(
            &alice,
            &ExecuteMsg::ProposeParams(ParamsChange { cover, ..ParamsChange::default() }),
            &[],
        )
    });
    suite.wait(DAY);
    let (paid, shares) = (amounts(&suite.cover_of(&bob).paid), suite.shares(&bob));
    assert!(paid[1] > 0);
    suite.withdraw(&bob, shares).unwrap();
    assert_eq!(suite.reserve(), [0, 1].map(|i| reserve[i] - paid[i]));
    assert_eq!(suite.holdings(), suite.wallet(&suite.pool));
}

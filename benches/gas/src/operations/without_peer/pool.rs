//! The messages of a pool beside plain swaps, balanced deposits and withdrawals.

use crate::ledger::Ledger;
use crate::stage::{Builder, OPERATOR, RESERVE, Stage, coins};
use cosmwasm_std::Uint128;
use weal_api::amm_pool::{
    DynamicFee, ExactOutOrder, ExecuteMsg, Hop, InstantiateMsg, ParamsChange, PoolKind, ProvideOneOrder,
    QueryMsg, SimulateProvideResponse, SwapOrder, TwapResponse,
};
use weal_api::asset::{Asset, AssetInfo};
use weal_client::{ATOM, AmmPool, Chain, Funds, ONE, USD};

const CONTRACT: &str = "amm-pool";
/// Sold in a swap: a thousandth of a percent of the reserve.
const SOLD: u128 = ONE;
/// The least that an order accepts, or the most that it pays, beside the amount sold or bought: two hundredths, the
/// fees included.
const LEAST: u128 = SOLD * 97 / 100;
const MOST: u128 = SOLD * 102 / 100;
const FEE_BPS: u16 = 30;
/// The account that funds the pools and trades with them.
pub(super) const LIQUIDITY: &str = "provider_liquidity";

/// Pools of the same assets with the same reserves.
pub(super) struct Pools {
    /// Swapped in at the beginning of a round only, so that a price observation is due then.
    calm: AmmPool,
    pub(super) product: AmmPool,
    pub(super) stable: AmmPool,
    directional: AmmPool,
}

impl Pools {
    pub(super) fn build(builder: &Builder<'_>) -> anyhow::Result<Self> {
        let stable = PoolKind::Stableswap { amp: 100, decimals: vec![6, 6] };
        let directional = Some(DynamicFee { alpha_bps: 10_000, cap_bps: 100 });
        let directional = ParamsChange { directional, ..Default::default() };
        Ok(Self {
            calm: pool(builder, PoolKind::ConstantProduct {}, None)?,
            product: pool(builder, PoolKind::ConstantProduct {}, None)?,
            stable: pool(builder, stable, None)?,
            directional: pool(builder, PoolKind::ConstantProduct {}, Some(directional))?,
        })
    }
}

fn pool(builder: &Builder<'_>, kind: PoolKind, params: Option<ParamsChange>) -> anyhow::Result<AmmPool> {
    let assets = [AssetInfo::native(ATOM), AssetInfo::native(USD)];
    let message = InstantiateMsg {
        assets: assets.to_vec(),
        kind,
        fee_bps: FEE_BPS,
        lp_name: None,
        lp_symbol: None,
        owner: builder.chain.address(OPERATOR)?,
        params,
    };
    let pool = AmmPool::at(builder.create(CONTRACT, &serde_json::to_value(message)?)?);
    let provide = ExecuteMsg::Provide { assets: vec![], min_shares: None, recipient: None, deadline: None };
    pool.pay(builder.chain, LIQUIDITY, &provide, &coins(&assets, RESERVE))?;
    Ok(pool)
}

pub(super) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let pools = &stage.without_peer.pools;
    let mut row = |operation, pool: &AmmPool, message: &ExecuteMsg, funds: &Funds| {
        let used = stage.pay(LIQUIDITY, &pool.address, message, funds)?;
        ledger.ours(CONTRACT, operation, used);
        anyhow::Ok(())
    };
    let (atom, shares) = (Funds::one(SOLD, ATOM), Uint128::new(SOLD));
    // A minute has passed since the round before: the first writes a price observation, the second does not.
    row("swap, minimum named", &pools.calm, &swap(None), &atom)?;
    row("swap again within the minute, minimum named", &pools.calm, &swap(None), &atom)?;
    row("swap, directional fee", &pools.directional, &swap(None), &atom)?;
    row("swap again within the minute, directional fee", &pools.directional, &swap(None), &atom)?;
    // Whatever observation is due here is written before the rows that could be dearer for it.
    pools.product.pay(stage.chain, LIQUIDITY, &swap(None), &atom)?;
    row("swap exact out", &pools.product, &swap_exact_out(), &Funds::one(MOST, USD))?;
    let (recipient, deadline) = (None, None);
    let provide =
        ExecuteMsg::ProvideOne(ProvideOneOrder { min_shares: Uint128::new(1), recipient, deadline });
    row("provide one asset", &pools.product, &provide, &Funds::one(alone(stage)?, ATOM))?;
    row("withdraw to one asset", &pools.product, &withdraw_one(shares), &Funds::none())?;
    pools.stable.pay(stage.chain, LIQUIDITY, &swap(None), &atom)?;
    row("withdraw exact, stable", &pools.stable, &withdraw_exact(), &Funds::none())?;
    let transfer = ExecuteMsg::Transfer { recipient: stage.address("spare")?, amount: shares };
    row("transfer of shares", &pools.product, &transfer, &Funds::none())?;
    row("donate", &pools.product, &ExecuteMsg::Donate {}, &atom)?;
    let grow = ExecuteMsg::GrowObservations { capacity: capacity(stage)? + 1 };
    row("grow observations", &pools.product, &grow, &Funds::none())
}

pub(super) fn swap(then: Option<Vec<Hop>>) -> ExecuteMsg {
    ExecuteMsg::Swap(SwapOrder { min_receive: Some(Uint128::new(LEAST)), then, ..SwapOrder::default() })
}

fn swap_exact_out() -> ExecuteMsg {
    ExecuteMsg::SwapExactOut(ExactOutOrder::of(Asset {
        info: AssetInfo::native(ATOM),
        amount: Uint128::new(SOLD),
    }))
}

fn withdraw_one(shares: Uint128) -> ExecuteMsg {
    let (asset, min_receive) = (AssetInfo::native(USD), Uint128::new(1));
    ExecuteMsg::WithdrawOne { shares, asset, min_receive, recipient: None, deadline: None }
}

fn withdraw_exact() -> ExecuteMsg {
    let each = |denom| Asset { info: AssetInfo::native(denom), amount: Uint128::new(SOLD) };
    ExecuteMsg::WithdrawExact {
        assets: vec![each(ATOM), each(USD)],
        max_shares: Uint128::new(3 * SOLD),
        recipient: None,
        deadline: None,
    }
}

/// Returns an amount that can be deposited alone and leaves over a rest of one asset, as nearly every amount does:
/// another coin in the rest costs another 16,000.
fn alone(stage: &Stage<'_>) -> anyhow::Result<u128> {
    rest_of_one(|amount| {
        let asset = Asset { info: AssetInfo::native(ATOM), amount: Uint128::new(amount) };
        let query = QueryMsg::SimulateProvideOne { asset };
        let answer: SimulateProvideResponse = stage.without_peer.pools.product.query(stage.chain, &query)?;
        Ok(answer.refunded)
    })
}

/// The first amount from what is sold on whose deposit leaves over one asset.
pub(super) fn rest_of_one(rest: impl Fn(u128) -> anyhow::Result<Vec<Asset>>) -> anyhow::Result<u128> {
    // Near amounts leave over alike.
    for amount in (SOLD..2 * SOLD).step_by(4_999) {
        if rest(amount)?.iter().filter(|asset| !asset.amount.is_zero()).count() == 1 {
            return Ok(amount);
        }
    }
    anyhow::bail!("every deposit leaves over nothing, or both assets")
}

/// Observations that the product pool keeps, or will.
fn capacity(stage: &Stage<'_>) -> anyhow::Result<u16> {
    let query = QueryMsg::Twap { window: 60, min_reserves: None };
    let answer: TwapResponse = stage.without_peer.pools.product.query(stage.chain, &query)?;
    Ok(answer.capacity)
}

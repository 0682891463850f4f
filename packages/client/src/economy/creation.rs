//! The message that creates each contract.

use super::{ATOM, ATOM_FEED, DeploymentTerms, H100, ONE, POOL_CREATION_FEE, USD};
use cosmwasm_std::{Decimal, Uint128};
use weal_api::amm_factory::{AmpRange, Creation, CreationFee, KindConfig, NativeDecimals};
use weal_api::amm_pool::PoolKind;
use weal_api::asset::{Asset, AssetInfo};
use weal_api::compute_registry::{AuditTerms, SkuSpec};
use weal_api::cw20::{Cw20Coin, MinterResponse};
use weal_api::lending_market::{BonusParams, RateParams, RiskParams};
use weal_api::oracle::{BondTerms, CommitteeTerms, FeedSpec};

/// The kind of the pool, as the factory calls it.
pub(super) const CONSTANT_PRODUCT: &str = "constant_product";
/// The pool's fee on each swap, basis points.
pub(super) const POOL_FEE_BPS: u16 = 30;

/// A million tokens now, at most ten million ever.
pub(super) fn token(operator: &str) -> weal_api::governance_token::InstantiateMsg {
    weal_api::governance_token::InstantiateMsg {
        name: "Commonweal".into(),
        symbol: "WEAL".into(),
        decimals: 6,
        initial_balances: vec![Cw20Coin { address: operator.into(), amount: Uint128::new(1_000_000 * ONE) }],
        mint: Some(MinterResponse { minter: operator.into(), cap: Some(Uint128::new(10_000_000 * ONE)) }),
        marketing: None,
    }
}

pub(super) fn oracle(operator: &str, operators: Vec<String>) -> weal_api::oracle::InstantiateMsg {
    let feed = FeedSpec {
        name: ATOM_FEED.into(),
        max_age_seconds: 3_600,
        max_deviation_bps: 1_000,
        min_observations: None,
    };
    let terms = CommitteeTerms { bond: Some(member_bond(operator)), ..CommitteeTerms::default() };
    weal_api::oracle::InstantiateMsg { owner: operator.into(), operators, feeds: vec![feed], terms }
}

/// A bond as large as a provider's. It stays two weeks after its operator has left: longer than the handover and any challenge
/// window, so that whoever signed an overcharging root pays for it. What the finder does not get is the operator's, who pays
/// the harmed.
fn member_bond(operator: &str) -> BondTerms {
    BondTerms {
        minimum: Asset::new(AssetInfo::native(USD), 1_000 * ONE),
        unbonding_seconds: 14 * 86_400,
        insurance: operator.into(),
        finder_share_bps: 1_000,
        mark_down_stake: Uint128::new(100 * ONE),
        overturn_seconds: 86_400,
    }
}

/// The factory lets anyone create pools of both kinds, for a fee that the operator gets: enough that a list full of pools that nobody
/// wants is paid for. The operator is their wasm admin, as of every contract here. A stableswap counts by the decimals that stand here or that its cw20 say.
pub(super) fn factory(operator: &str, pool_code: u64) -> weal_api::amm_factory::InstantiateMsg {
    let kind = |name: &str, amp: Option<AmpRange>| KindConfig {
        kind: name.into(),
        code_id: pool_code,
        creation: Creation::Open,
        max_fee_bps: 100,
        migratable: true,
        amp,
    };
    let amp = Some(AmpRange { min: 10, max: 5_000 });
    let six = |denom: &str| NativeDecimals { denom: denom.into(), decimals: 6 };
    let asset = Asset::new(AssetInfo::native(USD), POOL_CREATION_FEE);
    weal_api::amm_factory::InstantiateMsg {
        owner: operator.into(),
        kinds: vec![kind(CONSTANT_PRODUCT, None), kind("stableswap", amp)],
        creation_fee: Some(CreationFee { asset, recipient: operator.into() }),
        decimals: Some(vec![six(ATOM), six(USD)]),
    }
}

/// Returns the pool's assets in the factory's order: natives before cw20.
pub(super) fn pool_assets(token: &str) -> Vec<AssetInfo> {
    vec![AssetInfo::native(USD), AssetInfo::cw20(token)]
}

pub(super) fn pool(token: &str) -> weal_api::amm_factory::ExecuteMsg {
    weal_api::amm_factory::ExecuteMsg::CreatePool {
        kind: PoolKind::ConstantProduct {},
        assets: pool_assets(token),
        fee_bps: POOL_FEE_BPS,
        lp_name: None,
        lp_symbol: None,
    }
}

pub(super) fn market(operator: &str, oracle: &str) -> weal_api::lending_market::InstantiateMsg {
    weal_api::lending_market::InstantiateMsg {
        owner: operator.into(),
        loan_asset: AssetInfo::native(USD),
        collateral_asset: AssetInfo::native(ATOM),
        oracle: oracle.into(),
        price_feed: ATOM_FEED.into(),
        rate: RateParams {
            base: Decimal::percent(1),
            slope1: Decimal::percent(6),
            slope2: Decimal::percent(80),
            optimal_utilisation: Decimal::percent(80),
            reserve_factor: Decimal::percent(10),
        },
        risk: RiskParams {
            max_ltv: Decimal::percent(65),
            liquidation_threshold: Decimal::percent(75),
            bonus: BonusParams { min: Decimal::percent(2), slope: Decimal::one(), max: Decimal::percent(10) },
            target_health: Decimal::percent(115),
            min_debt: Uint128::new(10 * ONE),
            supply_cap: Uint128::new(10_000_000 * ONE),
            borrow_cap: Uint128::new(10_000_000 * ONE),
        },
    }
}

/// An auditor's bond is as large as a provider's; a false attestation costs half of it.
pub(super) fn registry(operator: &str) -> weal_api::compute_registry::InstantiateMsg {
    weal_api::compute_registry::InstantiateMsg {
        owner: operator.into(),
        bond_asset: AssetInfo::native(USD),
        treasury: operator.into(),
        terms: AuditTerms {
            min_bond: Uint128::new(1_000 * ONE),
            slash_bps: 5_000,
            reporter_share_bps: 2_000,
            liability_seconds: 30 * 86_400,
        },
    }
}

/// 80 GB, 1,979 dense INT8 TOPS and 700 W: NVIDIA's H100 Tensor Core GPU datasheet, SXM5 (its 3,958 TOPS are with
/// sparsity).
pub(super) fn h100() -> SkuSpec {
    SkuSpec { name: H100.into(), vram_gb: 80, int8_tops: 1_979, watts: 700 }
}

pub(super) fn index(escrow: &str) -> weal_api::compute_index::InstantiateMsg {
    weal_api::compute_index::InstantiateMsg {
        escrow: escrow.into(),
        provider_cap_bps: 2_000,
        min_providers: 5,
        half_volume: Uint128::new(1_000 * ONE),
    }
}

pub(super) fn compute_market(escrow: &str, registry: &str) -> weal_api::compute_market::InstantiateMsg {
    weal_api::compute_market::InstantiateMsg {
        escrow: escrow.into(),
        registry: Some(registry.into()),
        bid_deposit: Uint128::new(10 * ONE),
    }
}

pub(super) fn escrow(
    operator: &str,
    oracle: &str,
    registry: &str,
    terms: &DeploymentTerms,
) -> weal_api::compute_escrow::InstantiateMsg {
    weal_api::compute_escrow::InstantiateMsg {
        owner: operator.into(),
        oracle: oracle.into(),
        payment_asset: AssetInfo::native(USD),
        fee_recipient: None,
        min_bond: Uint128::new(1_000 * ONE),
        protocol_fee_bps: 100,
        challenge_window_seconds: terms.challenge_window_seconds,
        silence_seconds: terms.silence_seconds,
        registry: Some(registry.into()),
        market: None,
        request_bond: None,
        answer_seconds: Some(terms.answer_seconds),
    }
}

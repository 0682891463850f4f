//! Orders that come with a payment: the same fields in a message, with a native coin, and in a cw20 hook.

use super::Hop;
use crate::asset::{Asset, AssetInfo};
use cosmwasm_std::Uint128;

/// A sale of the payment. Every field may be left out.
///
/// Without `min_receive` and without `max_impact_bps` a price impact above [`DEFAULT_MAX_IMPACT_BPS`](super::DEFAULT_MAX_IMPACT_BPS) is
/// refused, and so is a price as much below the mean of the last [`DEFAULT_TWAP_SECONDS`](super::DEFAULT_TWAP_SECONDS), once the
/// pool has so long a memory. With either of them only the bound that is named is checked.
#[weal_wire::message]
#[derive(Default)]
pub struct SwapOrder {
    /// The asset to buy; of two assets the other one by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<AssetInfo>,
    /// Fewest base units to accept, after the fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_receive: Option<Uint128>,
    /// Most price impact to accept, basis points, before the fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_impact_bps: Option<u16>,
    /// The account that gets the output; the payer by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// Last second (Unix time) at which the order is valid; none by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<u64>,
    /// Highest fee of the pool to accept, basis points; none by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_fee_bps: Option<u16>,
    /// The version of the parameters that the payer has seen; any by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub params_version: Option<u32>,
    /// True if the protocol's part of the fee is added to the payer's record of usage; not by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_usage: Option<bool>,
    /// Pools that the output goes on through, at most [`MAX_FURTHER_HOPS`](super::MAX_FURTHER_HOPS); none by default. Each must be
    /// registered at this pool's factory. The last pool pays the recipient and holds `min_receive`; the impact and the
    /// fee bound hold in each pool, the version in this one. With `min_receive` no pool applies its default bounds, without it
    /// and without an impact each does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<Vec<Hop>>,
    /// The account that a pool which passes its output on trades for; pools of the same factory only. The payer by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trader: Option<String>,
}

impl SwapOrder {
    /// The order that gets at least `min_receive` base units, with the default of every other field.
    ///
    /// ```
    /// use cosmwasm_std::Uint128;
    /// use weal_api::amm_pool::{ExecuteMsg, SwapOrder};
    /// let sale = ExecuteMsg::Swap(SwapOrder::at_least(Uint128::new(990_000)));
    /// let json = weal_wire::to_binary(&sale)?;
    /// assert_eq!(String::from_utf8_lossy(&json), r#"{"swap":{"min_receive":"990000"}}"#);
    /// # Ok::<(), cosmwasm_std::StdError>(())
    /// ```
    pub fn at_least(min_receive: Uint128) -> Self {
        Self { min_receive: Some(min_receive), ..Self::default() }
    }
}

/// A purchase of an exact amount, for at most the payment. Every field but `ask` may be left out: [`Self::of`].
#[weal_wire::message]
pub struct ExactOutOrder {
    /// The asset to buy, base units above zero.
    pub ask: Asset,
    /// Most price impact to accept, basis points, before the fee; no bound but the payment by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_impact_bps: Option<u16>,
    /// The account that gets the output; the payer by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// Last second (Unix time) at which the order is valid; none by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<u64>,
    /// Highest fee of the pool to accept, basis points; none by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_fee_bps: Option<u16>,
    /// The version of the parameters that the payer has seen; any by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub params_version: Option<u32>,
    /// True if the protocol's part of the fee is added to the payer's record of usage; not by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_usage: Option<bool>,
}

impl ExactOutOrder {
    /// The order for `ask` with no bound but the payment.
    pub fn of(ask: Asset) -> Self {
        Self {
            ask,
            max_impact_bps: None,
            recipient: None,
            deadline: None,
            max_fee_bps: None,
            params_version: None,
            record_usage: None,
        }
    }
}

/// A deposit of one asset, the payment.
#[weal_wire::message]
pub struct ProvideOneOrder {
    /// Fewest LP shares to accept: a deposit by one side trades, and a trade needs a bound.
    pub min_shares: Uint128,
    /// The account that gets the shares; the payer by default. What is left over goes to the payer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// Last second (Unix time) at which the order is valid; none by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<u64>,
}

//! The answers to the pool's own queries.

use super::{Params, PoolKind};
use crate::asset::{Asset, AssetInfo};
use cosmwasm_std::{Addr, Int128, Uint128, Uint256};
use weal_records::Packed;

/// The assets, the curve, the fee, the owner and the fixed limits.
#[weal_wire::record]
pub struct ConfigResponse {
    /// The pool's assets, in its order.
    pub assets: Vec<AssetInfo>,
    /// The curve; for a stableswap with the whole part of its amplification now.
    pub kind: PoolKind,
    /// The amplification; none for a constant product.
    pub amplification: Option<AmplificationResponse>,
    /// The fee on each swap's output, basis points.
    pub fee_bps: u16,
    /// Most price impact of a swap that names no bound, basis points.
    pub default_max_impact_bps: u16,
    /// LP shares that nobody can withdraw once the pool has been opened.
    pub locked_shares: Uint128,
    /// The account that may ramp the amplification and announce parameters.
    pub owner: Addr,
}

/// The amplification of a stableswap, in hundredths.
#[weal_wire::record]
pub struct AmplificationResponse {
    /// The amplification at the time of the query.
    pub now: u64,
    /// The amplification at `starts_at` and before.
    pub from: u64,
    /// The amplification at `ends_at` and after.
    pub to: u64,
    /// The start of the last ramp, Unix seconds; 0 for none.
    pub starts_at: u64,
    /// The time at which the ramp ends or was stopped, Unix seconds.
    pub ends_at: u64,
}

/// Reserves, fees and LP supply.
#[weal_wire::record]
pub struct PoolResponse {
    /// The reserves, against which swaps trade; zero before the first deposit.
    pub reserves: Vec<Asset>,
    /// Fees held beside the reserves; a withdrawal takes its share of them too.
    pub fees_held: Vec<Asset>,
    /// The protocol's part of the fees and what the bound withheld, until it is claimed; no LP's.
    pub protocol_fees: Vec<Asset>,
    /// The supply of LP shares, the locked ones included.
    pub supply: Uint128,
}

/// The result of a swap.
#[weal_wire::record]
pub struct SimulateResponse {
    /// The amount received, after the fee.
    pub receive: Asset,
    /// Fee, of the same asset: the LPs' part and the protocol's. What the bound withholds is no fee: `explain` names it.
    pub fee: Uint128,
    /// The price impact: how much worse the swap is than the price before it, basis points, rounded up. The curve and
    /// what the bound withholds.
    pub price_impact_bps: u16,
    /// True where a swap that names no bound would be accepted.
    pub within_default_impact: bool,
}

/// The cost of an exact output.
#[weal_wire::record]
pub struct ReverseSimulateResponse {
    /// The least offer that receives at least what was asked.
    pub offer: Asset,
    /// The amount that this offer receives: what was asked, or a few units more where no offer hits it exactly.
    pub receive: Asset,
    /// The fee, as in [`SimulateResponse`].
    pub fee: Uint128,
    /// The price impact, as in [`SimulateResponse`].
    pub price_impact_bps: u16,
    /// True where a swap that names no bound would be accepted.
    pub within_default_impact: bool,
}

/// The result of a deposit.
#[weal_wire::record]
pub struct SimulateProvideResponse {
    /// LP shares for the depositor.
    pub shares: Uint128,
    /// LP shares locked for good: 1,000 for the first deposit, else zero.
    pub locked: Uint128,
    /// The amounts that the pool takes.
    pub used: Vec<Asset>,
    /// The amounts offered that the pool does not take.
    pub refunded: Vec<Asset>,
}

/// The result of a withdrawal.
#[weal_wire::record]
pub struct SimulateWithdrawResponse {
    /// The amount paid of each asset; zero is possible where a reserve is tiny.
    pub amounts: Vec<Asset>,
}

/// Mean prices, and whether to trust them.
#[weal_wire::record]
pub struct TwapResponse {
    /// One for each asset after the first.
    pub prices: Vec<TwapPrice>,
    /// The length of the window, seconds.
    pub seconds: u64,
    /// `is_covered`, `is_deep` and not `is_stale`: a lender should take no other price.
    pub is_reliable: bool,
    /// True where the pool remembers the whole window; else the window is as long as the memory.
    pub is_covered: bool,
    /// True where the newest observation of a trade is more than a day old; liquidity that comes or goes makes no price
    /// fresh.
    pub is_stale: bool,
    /// True where the reserves are now at least what was asked for, and were so, but for a sixty-fourth at most, at the
    /// window's start.
    pub is_deep: bool,
    /// The newest observation of a trade, Unix seconds: of those within 60 s one is kept.
    pub traded_at: u64,
    /// Observations remembered.
    pub observations: u16,
    /// Observations that will be remembered.
    pub capacity: u16,
}

/// Mean prices of the pool's first asset and another, base units for one base unit, in units of 2^-64.
#[weal_wire::record]
pub struct TwapPrice {
    /// The other asset.
    pub asset: AssetInfo,
    /// Arithmetic mean of the first asset's price in `asset`.
    pub of_first: Uint256,
    /// Arithmetic mean of the price of `asset` in the first.
    pub in_first: Uint256,
    /// Geometric mean of the first asset's price in `asset`, to within 2^-30 of itself.
    pub geometric: Uint256,
}

/// The cost of exact amounts.
#[weal_wire::record]
pub struct SimulateWithdrawExactResponse {
    /// LP shares to burn.
    pub shares: Uint128,
}

/// The pool's debts by its ledger.
#[weal_wire::record]
pub struct HoldingsResponse {
    /// The sum, asset by asset, of everything that the pool owes to anyone: reserves, fees held and the protocol's.
    pub holdings: Vec<Asset>,
}

/// The parameters, and who has which power over them.
#[weal_wire::record]
pub struct ParamsResponse {
    /// The version of the parameters, which rises by one with each change; a swap can name it.
    pub version: u32,
    /// The parameters that hold now.
    pub params: Params,
    /// The account that may announce other parameters.
    pub owner: Addr,
    /// The account that may accept the ownership.
    pub pending_owner: Option<Addr>,
    /// The account that may pause swaps.
    pub guardian: Option<Addr>,
    /// The account that gets the protocol's part of the fees.
    pub protocol_recipient: Option<Addr>,
    /// The end of the pause of swaps, Unix seconds; a time that has passed where there is none.
    pub paused_until: u64,
    /// The earliest start of the next pause, Unix seconds.
    pub pause_possible_at: u64,
    /// The parameters that are announced.
    pub pending: Option<PendingParams>,
}

/// Parameters that will hold.
#[weal_wire::record]
#[derive(Packed)]
pub struct PendingParams {
    /// The complete parameters, those that stay included.
    pub params: Params,
    /// The guardian from then on.
    pub guardian: Option<Addr>,
    /// The account that gets the protocol's part of the fees from then on.
    pub protocol_recipient: Option<Addr>,
    /// The first second at which anyone can apply the parameters (Unix time).
    pub effective_at: u64,
    /// The last second at which anyone can.
    pub expires_at: u64,
}

/// The cost of a position and what has become of it. Values are in base units of the pool's first asset at the pool's
/// price now, rounded down.
#[weal_wire::record]
pub struct PositionReportResponse {
    /// The account's LP shares.
    pub shares: Uint128,
    /// The part of `shares` that earns nothing if it leaves now.
    pub unseasoned: Uint128,
    /// The height at which the unseasoned shares season; none where there are none.
    pub seasons_at: Option<u64>,
    /// The amounts paid in for the shares, less the part of those that left. For shares that came by a transfer, what
    /// they were worth then.
    pub entry: Vec<Asset>,
    /// The amounts that a withdrawal of all shares pays now.
    pub amounts: Vec<Asset>,
    /// Value of `entry`: what holding it would be worth.
    pub hold_value: Uint128,
    /// Value of `amounts`.
    pub value: Uint128,
    /// Value of the fees that a withdrawal would pay, above those bought at the entry.
    pub fees: Uint128,
    /// `fees` − `net`: what moving prices have cost. Below zero by units of rounding, or where liquidity came by one side.
    pub impermanent_loss: Int128,
    /// `value` − `hold_value`.
    pub net: Int128,
}

/// The amounts that a trader has paid to the protocol.
#[weal_wire::record]
pub struct UsageOfResponse {
    /// The amounts, asset by asset.
    pub paid: Vec<Asset>,
}

/// A swap in plain numbers.
#[weal_wire::record]
pub struct ExplainResponse {
    /// The payment.
    pub pay: Asset,
    /// The amount that you get in this block.
    pub receive: Asset,
    /// The least that a swap which names no bound can get, whatever happens before it; none while the pool's memory is
    /// shorter than the default mean.
    pub worst_case: Option<Uint128>,
    /// The fee that you pay, of the asset bought, the protocol's part included.
    pub fee: Uint128,
    /// The fee's rate in this block, basis points: the pool's fee, and a surcharge where the trade widens the distance
    /// from the mean.
    pub fee_bps: u16,
    /// The protocol's part of the fee.
    pub protocol_fee: Uint128,
    /// The amount that the opening bound withholds for the protocol, beside the fee.
    pub withheld: Uint128,
    /// The price impact: how much worse the swap is than the price before it, basis points rounded up. The curve and
    /// what is withheld.
    pub price_impact_bps: u16,
    /// True where a swap that names no bound would be accepted.
    pub is_accepted: bool,
    /// The version of the parameters, to be named by the swap that wants these terms.
    pub params_version: u32,
}

/// A price and what moves it.
#[weal_wire::record]
pub struct DepthResponse {
    /// The least offer that moves the price so far.
    pub offer: Asset,
    /// The amount that this offer would receive.
    pub receive: Asset,
    /// The price now of the asset sold in the one bought, in units of 2^-64.
    pub price: Uint256,
    /// The price after that offer, in the same units.
    pub price_after: Uint256,
}

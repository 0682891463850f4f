//! What the pool's own queries answer.

use super::{Params, PoolKind};
use crate::asset::{Asset, AssetInfo};
use cosmwasm_std::{Addr, Int128, Uint128, Uint256};
use weal_records::Packed;

/// What never changes, and the amplification.
#[weal_wire::record]
pub struct ConfigResponse {
    /// The pool's order.
    pub assets: Vec<AssetInfo>,
    /// The curve; of a stableswap with the whole part of its amplification now.
    pub kind: PoolKind,
    /// Of a stableswap only.
    pub amplification: Option<AmplificationResponse>,
    /// Basis points of each swap's output.
    pub fee_bps: u16,
    /// Most price impact of a swap that names no bound, basis points.
    pub default_max_impact_bps: u16,
    /// LP shares that nobody can withdraw once the pool has been opened.
    pub locked_shares: Uint128,
    /// May ramp the amplification and announce parameters.
    pub owner: Addr,
}

/// The amplification of a stableswap, in hundredths.
#[weal_wire::record]
pub struct AmplificationResponse {
    /// At the time of the query.
    pub now: u64,
    /// At `starts_at` and before.
    pub from: u64,
    /// At `ends_at` and after.
    pub to: u64,
    /// When the last ramp began, Unix seconds; 0 for none.
    pub starts_at: u64,
    /// When it ends or was stopped, Unix seconds.
    pub ends_at: u64,
}

/// Reserves, fees and LP supply.
#[weal_wire::record]
pub struct PoolResponse {
    /// What swaps trade against; zero before the first deposit.
    pub reserves: Vec<Asset>,
    /// Fees held beside the reserves; a withdrawal takes its share of them too.
    pub fees_held: Vec<Asset>,
    /// Protocol's part of the fees and what the bound withheld, until it is claimed; no LP's.
    pub protocol_fees: Vec<Asset>,
    /// All LP shares, the locked ones too.
    pub supply: Uint128,
}

/// What a swap pays.
#[weal_wire::record]
pub struct SimulateResponse {
    /// What comes out, after the fee.
    pub receive: Asset,
    /// Fee, of the same asset: the LPs' part and the protocol's. What the bound withholds is no fee: `explain` names it.
    pub fee: Uint128,
    /// How much worse the swap is than the price before it, basis points, rounded up: the curve and what the bound withholds.
    pub price_impact_bps: u16,
    /// Whether a swap that names no bound would be accepted.
    pub within_default_impact: bool,
}

/// What an exact output costs.
#[weal_wire::record]
pub struct ReverseSimulateResponse {
    /// The least offer that receives at least what was asked.
    pub offer: Asset,
    /// What that offer receives: what was asked, or a few units more where no offer hits it exactly.
    pub receive: Asset,
    /// As in [`SimulateResponse`].
    pub fee: Uint128,
    /// As in [`SimulateResponse`].
    pub price_impact_bps: u16,
    /// As in [`SimulateResponse`].
    pub within_default_impact: bool,
}

/// What a deposit does.
#[weal_wire::record]
pub struct SimulateProvideResponse {
    /// LP shares for the depositor.
    pub shares: Uint128,
    /// LP shares locked for good: 1,000 for the first deposit, else zero.
    pub locked: Uint128,
    /// What the pool takes.
    pub used: Vec<Asset>,
    /// What of the offer it does not take.
    pub refunded: Vec<Asset>,
}

/// What a withdrawal pays.
#[weal_wire::record]
pub struct SimulateWithdrawResponse {
    /// Each asset; an amount of zero is possible where a reserve is tiny.
    pub amounts: Vec<Asset>,
}

/// Mean prices, and whether to trust them.
#[weal_wire::record]
pub struct TwapResponse {
    /// One for each asset after the first.
    pub prices: Vec<TwapPrice>,
    /// How long the window was.
    pub seconds: u64,
    /// `is_covered`, `is_deep` and not `is_stale`: a lender should take no other price.
    pub is_reliable: bool,
    /// Whether the pool remembers the whole window; else it is as long as the memory.
    pub is_covered: bool,
    /// Whether the newest observation of a trade is more than a day old; liquidity that comes or goes makes no price fresh.
    pub is_stale: bool,
    /// Whether the reserves are what was asked for now, and were, but for a sixty-fourth at most, where the window begins.
    pub is_deep: bool,
    /// Newest observation of a trade, Unix seconds: of those within 60 s one is kept.
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

/// What exact amounts cost.
#[weal_wire::record]
pub struct SimulateWithdrawExactResponse {
    /// LP shares to burn.
    pub shares: Uint128,
}

/// What the ledger says the pool owes.
#[weal_wire::record]
pub struct HoldingsResponse {
    /// Per asset the sum of everything the pool owes to anyone: reserves, fees held and the protocol's.
    pub holdings: Vec<Asset>,
}

/// The parameters, and who has which power over them.
#[weal_wire::record]
pub struct ParamsResponse {
    /// Rises by one with each change; a swap can name it.
    pub version: u32,
    /// What holds now.
    pub params: Params,
    /// May announce others.
    pub owner: Addr,
    /// May accept the ownership.
    pub pending_owner: Option<Addr>,
    /// May pause swaps.
    pub guardian: Option<Addr>,
    /// Gets the protocol's part of the fees.
    pub protocol_recipient: Option<Addr>,
    /// Until when swaps are paused, Unix seconds; a time that has passed for not.
    pub paused_until: u64,
    /// When the next pause can begin, Unix seconds.
    pub pause_possible_at: u64,
    /// What is announced.
    pub pending: Option<PendingParams>,
}

/// Parameters that will hold.
#[weal_wire::record]
#[derive(Packed)]
pub struct PendingParams {
    /// All of them.
    pub params: Params,
    /// Who will be the guardian.
    pub guardian: Option<Addr>,
    /// Who will get the protocol's part of the fees.
    pub protocol_recipient: Option<Addr>,
    /// From when on anyone can apply them, Unix seconds.
    pub effective_at: u64,
    /// Last second at which anyone can.
    pub expires_at: u64,
}

/// What a position cost and what it has become. Values are in base units of the pool's first asset at the pool's price
/// now, rounded down.
#[weal_wire::record]
pub struct PositionReportResponse {
    /// LP shares.
    pub shares: Uint128,
    /// Of them those that earn nothing if they leave now.
    pub unseasoned: Uint128,
    /// The height at which those season; none where there are none.
    pub seasons_at: Option<u64>,
    /// What was paid in for the shares, the part of those that left taken off. Of shares that came by a transfer, what
    /// they were worth then.
    pub entry: Vec<Asset>,
    /// What a withdrawal of all pays now.
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

/// What a trader has paid to the protocol.
#[weal_wire::record]
pub struct UsageOfResponse {
    /// Of each asset.
    pub paid: Vec<Asset>,
}

/// A swap in plain numbers.
#[weal_wire::record]
pub struct ExplainResponse {
    /// You pay.
    pub pay: Asset,
    /// You get, in this block.
    pub receive: Asset,
    /// The least that a swap which names no bound can get, whatever happens before it; none while the pool's memory is
    /// shorter than the default mean.
    pub worst_case: Option<Uint128>,
    /// What of the asset bought you pay as a fee, the protocol's part included.
    pub fee: Uint128,
    /// Its rate in this block, basis points: the pool's fee, and a surcharge where the trade widens the distance from the mean.
    pub fee_bps: u16,
    /// The protocol's part of it.
    pub protocol_fee: Uint128,
    /// What the bound of the block's opening withholds beside the fee, for the protocol.
    pub withheld: Uint128,
    /// How much worse the swap is than the price before it, basis points rounded up: the curve and what is withheld.
    pub price_impact_bps: u16,
    /// Whether a swap that names no bound would be accepted.
    pub is_accepted: bool,
    /// To be named by the swap that wants these terms.
    pub params_version: u32,
}

/// A price and what moves it.
#[weal_wire::record]
pub struct DepthResponse {
    /// The least offer that moves the price so far.
    pub offer: Asset,
    /// What it would receive.
    pub receive: Asset,
    /// Of the asset sold in the one bought, 2^-64, now.
    pub price: Uint256,
    /// The same after.
    pub price_after: Uint256,
}

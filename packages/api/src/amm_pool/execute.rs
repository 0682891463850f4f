//! Messages of the pool.

use super::{ExactOutOrder, ParamsChange, ProvideOneOrder, SwapOrder};
use crate::asset::{Asset, AssetInfo};
use crate::cw20::Cw20ReceiveMsg;
use cosmwasm_std::{Binary, Uint128};
use cw_utils::Expiration;

/// Messages of the pool. The cw20 variants move LP shares; no variant burns them, because shares destroyed outside
/// `Withdraw` could bring the supply below the lock.
#[weal_wire::message]
pub enum ExecuteMsg {
    /// Adds liquidity. A constant product takes the assets in the ratio of the holdings (reserves and fees); what
    /// exceeds that ratio is not taken (cw20) or comes back at once (native). A stableswap takes all, in any ratio,
    /// less a fee on what moves the ratio: an asset left out counts as zero. The first deposit sets the price and locks
    /// 1,000 shares for good. Anyone. Funds: exactly the native coins among `assets`; cw20 by an allowance to the pool.
    /// Emits [`LiquidityProvided`](super::LiquidityProvided).
    Provide {
        /// The amounts offered: each asset of the pool once, in any order, base units above zero. Left out: the coins
        /// attached.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        assets: Vec<Asset>,
        /// Fewest LP shares to accept; no bound by default.
        min_shares: Option<Uint128>,
        /// The account that gets the shares; the sender by default. Refunds go to the sender.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Sells the one native coin attached. Anyone. Emits [`Swapped`](super::Swapped).
    Swap(SwapOrder),
    /// Buys exactly `ask` with the one native coin attached, which is the most that it may cost; the rest of the coin comes back to the
    /// payer. Anyone. Emits [`Swapped`](super::Swapped).
    SwapExactOut(ExactOutOrder),
    /// Adds liquidity with the one native coin attached: a constant product sells the part of it that leaves the ratio of
    /// the holdings, a stableswap takes it as it is. Anyone, once the pool has been opened. Emits [`LiquidityProvided`](super::LiquidityProvided)
    /// and, of a constant product, [`Swapped`](super::Swapped).
    ProvideOne(ProvideOneOrder),
    /// Burns the sender's LP shares for the same share of all that the pool holds; where the bound is on, in a block of trades, worth no more
    /// than at the block's opening. LP holders; no funds, no allowance.
    /// Emits [`LiquidityWithdrawn`](super::LiquidityWithdrawn).
    Withdraw {
        /// LP shares, base units, above zero.
        shares: Uint128,
        /// Fewest base units to accept; an asset left out has no bound.
        min_amounts: Option<Vec<Asset>>,
        /// The account that gets the assets; the sender by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Burns the sender's LP shares for one asset. A constant product sells the rest of what `Withdraw` would pay, a
    /// stableswap charges the fee on what moves the ratio. LP holders; no funds. Emits [`LiquidityWithdrawn`](super::LiquidityWithdrawn) and, of a
    /// constant product, [`Swapped`](super::Swapped).
    WithdrawOne {
        /// LP shares, base units, above zero.
        shares: Uint128,
        /// The asset to get.
        asset: AssetInfo,
        /// Fewest base units to accept: the withdrawal of one asset trades, and a trade needs a bound.
        min_receive: Uint128,
        /// The account that gets the asset; the sender by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Pays exactly `assets` for as few of the sender's LP shares as that costs. Stableswap only. LP holders; no funds.
    /// Emits [`LiquidityWithdrawn`](super::LiquidityWithdrawn).
    WithdrawExact {
        /// The amounts to get; an asset left out is zero.
        assets: Vec<Asset>,
        /// Most LP shares to burn.
        max_shares: Uint128,
        /// The account that gets the assets; the sender by default.
        recipient: Option<String>,
        /// Last second (Unix time) at which this is valid; none by default.
        deadline: Option<u64>,
    },
    /// Moves the amplification of a stableswap along a straight line in time. The owner; no funds. Emits [`AmpRamped`](super::AmpRamped).
    RampAmp {
        /// The amplification at the end, 1 to 100,000, at most ten times more or less than now.
        amp: u32,
        /// The end of the ramp (Unix seconds), at least 86,400 seconds from now. A day must have passed since the start
        /// of the last ramp, and that one must be over.
        ends_at: u64,
    },
    /// Makes the pool remember its prices for longer. Anyone; no funds. Emits [`ObservationsGrown`](super::ObservationsGrown).
    GrowObservations {
        /// Observations to keep, more than now, at most [`MAX_OBSERVATIONS`](super::MAX_OBSERVATIONS).
        capacity: u16,
    },
    /// Stops the ramp: the amplification stays what it is now. The owner; no funds. Emits
    /// [`AmpRamped`](super::AmpRamped).
    StopRamp {},
    /// Gives the one native coin attached to the LPs, as a fee. Anyone, once the pool has been opened. Emits [`Donated`](super::Donated).
    Donate {},
    /// Announces other parameters, or another guardian or recipient of the protocol's fees; what is left out stays. The
    /// announcement replaces an earlier one and can take effect after [`PARAMS_DELAY`](super::PARAMS_DELAY) seconds.
    /// The owner; no funds. Emits [`ParamsProposed`](super::ParamsProposed).
    ProposeParams(ParamsChange),
    /// Takes the announcement back. The owner; no funds. Emits [`ParamsCancelled`](super::ParamsCancelled).
    CancelParams {},
    /// Makes the announced parameters the pool's, once their delay is over and for
    /// [`PARAMS_LIFETIME`](super::PARAMS_LIFETIME) seconds. Anyone; no funds. Emits
    /// [`ParamsApplied`](super::ParamsApplied).
    ApplyParams {},
    /// Names the next owner; withdraws the proposal where left out. The owner; no funds. Emits
    /// [`OwnershipProposed`](super::OwnershipProposed).
    TransferOwnership {
        /// The account that may accept; left out to withdraw the proposal.
        new_owner: Option<String>,
    },
    /// Takes the ownership proposed. The proposed owner; no funds. Emits [`OwnershipAccepted`](super::OwnershipAccepted).
    AcceptOwnership {},
    /// Pauses whatever trades, but no balanced deposit and no withdrawal. The pause ends by itself, and another can
    /// begin [`MAX_PAUSE_SECONDS`](super::MAX_PAUSE_SECONDS) after its planned end. The guardian; no funds. Emits
    /// [`SwapsPaused`](super::SwapsPaused).
    PauseSwaps {
        /// The pause's length in seconds, 1 to [`MAX_PAUSE_SECONDS`](super::MAX_PAUSE_SECONDS).
        seconds: u64,
    },
    /// Ends a pause early. The guardian or the owner; no funds. Emits [`SwapsPaused`](super::SwapsPaused).
    ResumeSwaps {},
    /// Pays the protocol's part of the fees, and what the bound withheld, to its recipient. Anyone; no funds. Emits [`ProtocolFeesClaimed`](super::ProtocolFeesClaimed).
    ClaimProtocolFees {},
    /// The call of a cw20 `Send`; its `msg` is a [`Cw20HookMsg`](super::Cw20HookMsg). Token contracts only.
    Receive(Cw20ReceiveMsg),
    /// cw20: moves LP shares of the sender.
    Transfer {
        /// The account that gets the shares.
        recipient: String,
        /// The amount, base units.
        amount: Uint128,
    },
    /// cw20: moves LP shares of the sender to a contract and calls its `receive`.
    Send {
        /// The contract.
        contract: String,
        /// The amount, base units.
        amount: Uint128,
        /// The message that the contract is called with.
        msg: Binary,
    },
    /// cw20: lets `spender` move more of the sender's LP shares.
    IncreaseAllowance {
        /// The account that may spend.
        spender: String,
        /// Base units to add.
        amount: Uint128,
        /// The end of the allowance; unchanged where left out.
        expires: Option<Expiration>,
    },
    /// cw20: lets `spender` move less of the sender's LP shares; an allowance at zero is deleted.
    DecreaseAllowance {
        /// The account that may spend.
        spender: String,
        /// Base units to take away.
        amount: Uint128,
        /// The end of the allowance; unchanged where left out.
        expires: Option<Expiration>,
    },
    /// cw20: moves LP shares of `owner` out of the sender's allowance.
    TransferFrom {
        /// The account whose shares move.
        owner: String,
        /// The account that gets the shares.
        recipient: String,
        /// The amount, base units.
        amount: Uint128,
    },
    /// cw20: `Send` of LP shares of `owner` out of the sender's allowance.
    SendFrom {
        /// The account whose shares move.
        owner: String,
        /// The contract.
        contract: String,
        /// The amount, base units.
        amount: Uint128,
        /// The message that the contract is called with.
        msg: Binary,
    },
}

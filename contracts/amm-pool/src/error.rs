//! The reasons for which the pool refuses a message.

use cosmwasm_std::{Addr, ConversionOverflowError, StdError, Uint128};
use thiserror::Error;
use weal_amm_math::MathError;
use weal_api::asset::{AssetError, Token};
use weal_contract_kit::payment::PaymentError;
use weal_cw20_ledger::Cw20Error;
use weal_fixed_point::FixedPointError;
use weal_records::RecordError;

weal_contract_kit::boxed_failure!(ContractError as Failure:
    StdError,
    Cw20Error,
    PaymentError,
    AssetError,
    MathError,
    FixedPointError,
    RecordError,
    ConversionOverflowError
);

/// Returns whether a trade is refused because it buys nothing.
pub(crate) fn buys_nothing(failure: &ContractError) -> bool {
    matches!(failure, ContractError::Math(MathError::ZeroOutput { .. }))
}

/// Refusals of the pool.
#[derive(Debug, Error)]
pub enum ContractError {
    /// Storage, encoding or an address.
    #[error("{0}")]
    Std(#[from] StdError),
    /// LP balances or allowances.
    #[error(transparent)]
    Ledger(#[from] Cw20Error),
    /// Funds that are not what the message needs.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// The asset does not name a possible token.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// The formulas have no answer.
    #[error(transparent)]
    Math(#[from] MathError),
    /// A fee above the maximum.
    #[error(transparent)]
    FixedPoint(#[from] FixedPointError),
    /// The number of assets differs from the number that the curve is for.
    #[error("this curve is for {required} assets, not {found}")]
    WrongAssetCount {
        /// The number given.
        found: usize,
        /// The number that the curve is for.
        required: usize,
    },
    /// An asset twice: in a new pool, a deposit, a bound, or on both sides of a swap.
    #[error("{token} is named twice")]
    DuplicateAsset {
        /// The asset.
        token: Token,
    },
    /// A pool of its own shares.
    #[error("a pool cannot hold its own LP shares")]
    OwnShares,
    /// The contract does not answer as a cw20.
    #[error("{contract} does not answer as a cw20 token: {reason}")]
    NotAToken {
        /// The contract.
        contract: Addr,
        /// The query's error.
        reason: String,
    },
    /// The asset is not one of this pool's.
    #[error("{token} is not an asset of this pool")]
    UnknownAsset {
        /// The asset that was named or sent.
        token: Token,
    },
    /// A deposit without one of the assets.
    #[error("the deposit has no {token}")]
    MissingAsset {
        /// The asset that is missing.
        token: Token,
    },
    /// A swap among more than two assets that does not say which.
    #[error("there are {assets} assets: the one to trade against must be named")]
    AmbiguousAsset {
        /// The number of the pool's assets.
        assets: usize,
    },
    /// The declared decimals are not the token's.
    #[error("{token} has {found} decimals, not {declared}")]
    WrongDecimals {
        /// The asset.
        token: Token,
        /// The decimals that the message declares.
        declared: u8,
        /// The decimals that the token reports.
        found: u8,
    },
    /// The pool is not a stableswap.
    #[error("this pool is not a stableswap")]
    StableswapOnly,
    /// The sender is not the owner.
    #[error("{sender} is not the owner {owner}")]
    NotOwner {
        /// The account that tried.
        sender: Addr,
        /// The owner.
        owner: Addr,
    },
    /// An exact output costs more than was paid for it.
    #[error("the output costs {required}, but {found} was paid")]
    AboveMaxOffer {
        /// The cost of the output.
        required: Uint128,
        /// The amount paid.
        found: Uint128,
    },
    /// Exact amounts cost more shares than the bound.
    #[error("the withdrawal burns {found} shares, at most {max} are accepted")]
    AboveMaxShares {
        /// The shares that the withdrawal burns.
        found: Uint128,
        /// The most that the message accepts.
        max: Uint128,
    },
    /// A withdrawal paid with something else.
    #[error("a withdrawal takes LP shares of this pool, not {token}")]
    NotLpShares {
        /// The token that called.
        token: Addr,
    },
    /// The deadline has passed.
    #[error("the deadline {deadline} has passed: it is {now}")]
    DeadlinePassed {
        /// The last valid second, Unix seconds.
        deadline: u64,
        /// Block time, seconds.
        now: u64,
    },
    /// The pool cannot be a recipient: what is paid to it is lost.
    #[error("the pool itself cannot be the recipient")]
    OwnRecipient,
    /// The output is below the bound.
    #[error("the swap receives {found}, at least {required} is required")]
    BelowMinReceive {
        /// The output after the fee.
        found: Uint128,
        /// The least that the message accepts.
        required: Uint128,
    },
    /// The price moves more than the bound.
    #[error("the price impact is {found_bps} basis points, at most {max_bps} are accepted")]
    ImpactAboveMax {
        /// The price impact before the fee, rounded up.
        found_bps: u16,
        /// The most that the message accepts.
        max_bps: u16,
    },
    /// A swap without bounds is too far below the mean price.
    #[error("the swap receives {found}, at least {required} is required by the mean price")]
    BelowTwap {
        /// The output after the fee and what the bound withholds.
        found: Uint128,
        /// The least output by the mean price, after the fee.
        required: Uint128,
    },
    /// The ring of observations only grows, up to its cap.
    #[error("{found} observations are not above {above} and at most {max}")]
    CapacityOutOfRange {
        /// The capacity asked for.
        found: u16,
        /// The capacity now.
        above: u16,
        /// The cap.
        max: u16,
    },
    /// The shares are below the bound.
    #[error("the deposit mints {found} shares, at least {required} are required")]
    BelowMinShares {
        /// The shares for the recipient.
        found: Uint128,
        /// The least that the message accepts.
        required: Uint128,
    },
    /// An amount is below its bound.
    #[error("the withdrawal pays {found} of {token}, at least {required} is required")]
    BelowMinAmount {
        /// The asset.
        token: Token,
        /// The amount that would be paid.
        found: Uint128,
        /// The least that the message accepts.
        required: Uint128,
    },
    /// A stored record that is missing or damaged.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A number above 2^128 − 1.
    #[error(transparent)]
    Conversion(#[from] ConversionOverflowError),
    /// Shares that would move before they have seasoned.
    #[error(
        "{required} shares are needed that have seasoned, but there are {found}; all have at height {seasons_at}"
    )]
    Unseasoned {
        /// The seasoned shares that there are.
        found: Uint128,
        /// The shares that are needed.
        required: Uint128,
        /// The height from which on all have seasoned.
        seasons_at: u64,
    },
    /// Shares that would leave in the block in which they came.
    #[error("{required} shares are needed that did not come in this block, but there are {found}")]
    TooFresh {
        /// The shares that did not come in this block.
        found: Uint128,
        /// The shares that are needed.
        required: Uint128,
    },
    /// The guardian has stopped what trades.
    #[error("swaps are paused until {until}")]
    SwapsPaused {
        /// The end of the pause, Unix seconds.
        until: u64,
    },
    /// The fee is more than the payer accepts.
    #[error("the fee is {found_bps} basis points, at most {max_bps} are accepted")]
    FeeAboveMax {
        /// The fee now.
        found_bps: u16,
        /// The most that the payer accepts.
        max_bps: u16,
    },
    /// The parameters are not those that the payer has seen.
    #[error("the parameters have version {found}, not {required}")]
    OtherParams {
        /// The version now.
        found: u32,
        /// The version that the message named.
        required: u32,
    },
    /// The seasoning is too long.
    #[error("a seasoning of {found} blocks is longer than {max}")]
    SeasoningTooLong {
        /// The seasoning asked for.
        found: u32,
        /// The longest.
        max: u32,
    },
    /// A bound without a seasoning would pay what it withholds to those who came for that.
    #[error("the bound of the block's opening needs a seasoning")]
    BoundWithoutSeasoning,
    /// A directional fee knows one price, and so needs a pool of two assets.
    #[error("a directional fee needs a pool of two assets, not {found}")]
    DirectionalNeedsTwoAssets {
        /// Assets of this pool.
        found: usize,
    },
    /// Amounts of the protocol, a part of the fees or what the bound withholds, would be nobody's without a recipient.
    #[error("what is the protocol's needs a recipient")]
    NoProtocolRecipient,
    /// No parameters are announced.
    #[error("no parameters are announced")]
    NothingPending,
    /// The announced parameters must wait.
    #[error("the parameters can be applied at {effective_at}, it is {now}")]
    ParamsTooSoon {
        /// The first second at which the parameters can be applied, Unix seconds.
        effective_at: u64,
        /// The block's time, Unix seconds.
        now: u64,
    },
    /// The announced parameters have waited too long: nobody expects them any more.
    #[error("the parameters could be applied until {expires_at}, it is {now}")]
    ParamsExpired {
        /// The last second at which the parameters could be applied, Unix seconds.
        expires_at: u64,
        /// The block's time, Unix seconds.
        now: u64,
    },
    /// The sender is not the guardian.
    #[error("{sender} is not the guardian")]
    NotGuardian {
        /// The account that tried.
        sender: Addr,
    },
    /// The sender is not the proposed owner.
    #[error("{sender} was not proposed as owner")]
    NotPendingOwner {
        /// The account that tried.
        sender: Addr,
    },
    /// A pause that is none, or lasts too long.
    #[error("a pause lasts 1 to {max} seconds, not {found}")]
    PauseOutOfRange {
        /// The length asked for, seconds.
        found: u64,
        /// The longest.
        max: u64,
    },
    /// The last pause is too recent.
    #[error("a pause can begin at {possible_at}, it is {now}")]
    PauseTooSoon {
        /// The block's time, Unix seconds.
        now: u64,
        /// The first second at which a pause can begin, Unix seconds.
        possible_at: u64,
    },
    /// The protocol has no fees to claim.
    #[error("the protocol has no fees to claim")]
    NothingToClaim,
    /// The pool keeps no positions, as its shares do not season.
    #[error("this pool keeps no positions, because its shares do not season")]
    NoPositions,
    /// A price cannot move by so much.
    #[error("a price moves by 1 to 9,999 basis points, not by {found}")]
    MoveOutOfRange {
        /// The move asked for.
        found: u16,
    },
    /// A swap goes on through too many pools.
    #[error("a swap goes on through at most {max} pools, not {found}")]
    TooManyHops {
        /// Pools named.
        found: usize,
        /// The most.
        max: usize,
    },
    /// The pool is not one of this pool's factory: nothing is passed on to it, and this pool trades for no such caller.
    #[error("{pool} is not registered at this pool's factory")]
    UnknownPool {
        /// The pool that was named, or that passed something on.
        pool: Addr,
    },
}

//! The cw20 standard's wire format: the JSON is that of cw20 2.0, field by field.
//!
//! Written anew because the published crate does not exist for this version of CosmWasm.

use cosmwasm_schema::QueryResponses;
use cosmwasm_std::{Addr, Binary, Uint128};
use cw_utils::Expiration;

/// Messages of a cw20 contract.
#[weal_wire::message]
pub enum Cw20ExecuteMsg {
    /// Moves tokens of the sender.
    Transfer {
        /// The account that gets the tokens.
        recipient: String,
        /// The amount, base units.
        amount: Uint128,
    },
    /// Destroys tokens of the sender.
    Burn {
        /// The amount, base units.
        amount: Uint128,
    },
    /// Moves tokens of the sender to a contract and calls its `receive`.
    Send {
        /// The contract.
        contract: String,
        /// The amount, base units.
        amount: Uint128,
        /// The message that the contract is called with.
        msg: Binary,
    },
    /// Lets `spender` move more of the sender's tokens.
    IncreaseAllowance {
        /// The account that may spend.
        spender: String,
        /// Base units to add.
        amount: Uint128,
        /// The end of the allowance; unchanged where left out.
        expires: Option<Expiration>,
    },
    /// Lets `spender` move less of the sender's tokens; an allowance at zero is deleted.
    DecreaseAllowance {
        /// The account that may spend.
        spender: String,
        /// Base units to take away.
        amount: Uint128,
        /// The end of the allowance; unchanged where left out.
        expires: Option<Expiration>,
    },
    /// Moves tokens of `owner` out of the sender's allowance.
    TransferFrom {
        /// The account whose tokens move.
        owner: String,
        /// The account that gets the tokens.
        recipient: String,
        /// The amount, base units.
        amount: Uint128,
    },
    /// `Send` of tokens of `owner` out of the sender's allowance.
    SendFrom {
        /// The account whose tokens move.
        owner: String,
        /// The contract.
        contract: String,
        /// The amount, base units.
        amount: Uint128,
        /// The message that the contract is called with.
        msg: Binary,
    },
    /// Destroys tokens of `owner` out of the sender's allowance.
    BurnFrom {
        /// The account whose tokens are destroyed.
        owner: String,
        /// The amount, base units.
        amount: Uint128,
    },
    /// Makes new tokens, up to the cap. Minter only.
    Mint {
        /// The account that gets the tokens.
        recipient: String,
        /// The amount, base units.
        amount: Uint128,
    },
    /// Hands minting over, or ends it for good where `new_minter` is left out. Minter only.
    UpdateMinter {
        /// The next minter.
        new_minter: Option<String>,
    },
    /// Changes the project's data for wallets; an empty string clears a field. Marketing account only.
    UpdateMarketing {
        /// A URL of the project.
        project: Option<String>,
        /// A longer description.
        description: Option<String>,
        /// The account that may change these fields.
        marketing: Option<String>,
    },
    /// Sets the logo. Marketing account only.
    UploadLogo(Logo),
}

/// Queries of a cw20 contract.
#[weal_wire::message]
#[derive(QueryResponses)]
pub enum Cw20QueryMsg {
    /// An account's tokens; zero for an unknown one.
    #[returns(BalanceResponse)]
    Balance {
        /// The account.
        address: String,
    },
    /// Name, symbol, decimals and supply.
    #[returns(TokenInfoResponse)]
    TokenInfo {},
    /// The minter and its cap; none where minting has ended.
    #[returns(Option<MinterResponse>)]
    Minter {},
    /// The rest of an allowance: the amount that `spender` may still move of `owner`'s tokens.
    #[returns(AllowanceResponse)]
    Allowance {
        /// The account that gave the allowance.
        owner: String,
        /// The account that may spend.
        spender: String,
    },
    /// Every allowance that `owner` has given, by spender.
    #[returns(AllAllowancesResponse)]
    AllAllowances {
        /// The account that gave the allowances.
        owner: String,
        /// Last spender of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// Every allowance that `spender` has been given, by owner.
    #[returns(AllSpenderAllowancesResponse)]
    AllSpenderAllowances {
        /// The account that may spend.
        spender: String,
        /// Last owner of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// Every account that has held tokens.
    #[returns(AllAccountsResponse)]
    AllAccounts {
        /// Last account of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// The project's data for wallets.
    #[returns(MarketingInfoResponse)]
    MarketingInfo {},
    /// The embedded logo.
    #[returns(DownloadLogoResponse)]
    DownloadLogo {},
}

/// The call that a cw20 `Send` makes, wrapped in the contract's `receive` variant.
#[weal_wire::message]
pub struct Cw20ReceiveMsg {
    /// The account that sent the tokens: the spender, not the owner, where `SendFrom` moved them.
    pub sender: String,
    /// The amount, base units.
    pub amount: Uint128,
    /// The message from the sender.
    pub msg: Binary,
}

/// The call of a `receive` hook.
#[weal_wire::record]
pub enum Cw20Hook {
    /// Tokens came.
    Receive(Cw20ReceiveMsg),
}

/// An account and its first tokens.
#[weal_wire::message]
pub struct Cw20Coin {
    /// The account.
    pub address: String,
    /// The amount, base units.
    pub amount: Uint128,
}

/// The account that may mint, and the most supply.
#[weal_wire::message]
pub struct MinterResponse {
    /// The minter.
    pub minter: String,
    /// The most supply, base units; left out for no cap.
    pub cap: Option<Uint128>,
}

/// The project's data for wallets, of a new token.
#[weal_wire::message]
pub struct InstantiateMarketingInfo {
    /// A URL of the project.
    pub project: Option<String>,
    /// A longer description.
    pub description: Option<String>,
    /// The account that may change these fields.
    pub marketing: Option<String>,
    /// The logo.
    pub logo: Option<Logo>,
}

/// A token's logo.
#[weal_wire::message]
#[derive(weal_wire::Packed)]
pub enum Logo {
    /// A URL of the picture.
    Url(String),
    /// The picture itself, at most 5 KiB.
    Embedded(EmbeddedLogo),
}

/// A picture stored in the contract.
#[weal_wire::message]
#[derive(weal_wire::Packed)]
pub enum EmbeddedLogo {
    /// An SVG with an XML preamble.
    Svg(Binary),
    /// A PNG.
    Png(Binary),
}

/// A logo as the marketing query shows it.
#[weal_wire::record]
#[derive(weal_wire::Packed)]
pub enum LogoInfo {
    /// A URL of the picture.
    Url(String),
    /// A picture in the contract: see `DownloadLogo`.
    Embedded,
}

/// An account's tokens: asked of any cw20, so read as serde reads it.
#[weal_wire::answer]
#[derive(Default)]
pub struct BalanceResponse {
    /// The account's tokens, base units.
    pub balance: Uint128,
}

/// A token's name and supply: asked of any cw20, so read as serde reads it.
#[weal_wire::answer]
pub struct TokenInfoResponse {
    /// The token's name, 3 to 50 characters.
    pub name: String,
    /// The token's symbol, 3 to 12 letters or hyphens.
    pub symbol: String,
    /// The token's decimals: a whole token is 10^decimals base units.
    pub decimals: u8,
    /// The supply, base units.
    pub total_supply: Uint128,
}

/// The rest of an allowance.
#[weal_wire::record]
#[derive(Default)]
pub struct AllowanceResponse {
    /// The amount that the spender may still move, base units.
    pub allowance: Uint128,
    /// The allowance's end.
    pub expires: Expiration,
}

/// One allowance of an owner.
#[weal_wire::record]
pub struct AllowanceInfo {
    /// The account that may spend.
    pub spender: String,
    /// The amount that the spender may still move, base units.
    pub allowance: Uint128,
    /// The allowance's end.
    pub expires: Expiration,
}

/// One allowance of a spender.
#[weal_wire::record]
pub struct SpenderAllowanceInfo {
    /// The account that gave the allowance.
    pub owner: String,
    /// The amount that the spender may still move, base units.
    pub allowance: Uint128,
    /// The allowance's end.
    pub expires: Expiration,
}

/// Allowances that an owner has given.
#[weal_wire::record]
#[derive(Default)]
pub struct AllAllowancesResponse {
    /// Rows, by spender.
    pub allowances: Vec<AllowanceInfo>,
}

/// Allowances that a spender has been given.
#[weal_wire::record]
#[derive(Default)]
pub struct AllSpenderAllowancesResponse {
    /// Rows, by owner.
    pub allowances: Vec<SpenderAllowanceInfo>,
}

/// Accounts that have held tokens.
#[weal_wire::record]
#[derive(Default)]
pub struct AllAccountsResponse {
    /// Addresses, ascending.
    pub accounts: Vec<String>,
}

/// The project's data for wallets.
#[weal_wire::record]
#[derive(weal_wire::Packed, Default)]
pub struct MarketingInfoResponse {
    /// A URL of the project.
    pub project: Option<String>,
    /// A longer description.
    pub description: Option<String>,
    /// The logo, or where it is.
    pub logo: Option<LogoInfo>,
    /// The account that may change these fields.
    pub marketing: Option<Addr>,
}

/// An embedded logo.
#[weal_wire::record]
pub struct DownloadLogoResponse {
    /// The logo's media type.
    pub mime_type: String,
    /// The logo's bytes.
    pub data: Binary,
}

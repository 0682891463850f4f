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
        /// Who gets them.
        recipient: String,
        /// Base units.
        amount: Uint128,
    },
    /// Destroys tokens of the sender.
    Burn {
        /// Base units.
        amount: Uint128,
    },
    /// Moves tokens of the sender to a contract and calls its `receive`.
    Send {
        /// The contract.
        contract: String,
        /// Base units.
        amount: Uint128,
        /// What the contract is told.
        msg: Binary,
    },
    /// Lets `spender` move more of the sender's tokens.
    IncreaseAllowance {
        /// Who may spend.
        spender: String,
        /// Base units to add.
        amount: Uint128,
        /// When the allowance ends; unchanged where it is left out.
        expires: Option<Expiration>,
    },
    /// Lets `spender` move less of the sender's tokens; an allowance at zero is deleted.
    DecreaseAllowance {
        /// Who may spend.
        spender: String,
        /// Base units to take away.
        amount: Uint128,
        /// When the allowance ends; unchanged where it is left out.
        expires: Option<Expiration>,
    },
    /// Moves tokens of `owner` out of the sender's allowance.
    TransferFrom {
        /// Whose tokens.
        owner: String,
        /// Who gets them.
        recipient: String,
        /// Base units.
        amount: Uint128,
    },
    /// `Send` of tokens of `owner` out of the sender's allowance.
    SendFrom {
        /// Whose tokens.
        owner: String,
        /// The contract.
        contract: String,
        /// Base units.
        amount: Uint128,
        /// What the contract is told.
        msg: Binary,
    },
    /// Destroys tokens of `owner` out of the sender's allowance.
    BurnFrom {
        /// Whose tokens.
        owner: String,
        /// Base units.
        amount: Uint128,
    },
    /// Makes new tokens, up to the cap. Minter only.
    Mint {
        /// Who gets them.
        recipient: String,
        /// Base units.
        amount: Uint128,
    },
    /// Hands minting over, or ends it for good where left out. Minter only.
    UpdateMinter {
        /// The next minter.
        new_minter: Option<String>,
    },
    /// Changes what wallets show; an empty string clears a field. Marketing account only.
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
    /// Who may mint, up to what; none where minting has ended.
    #[returns(Option<MinterResponse>)]
    Minter {},
    /// What `spender` may still move of `owner`'s tokens.
    #[returns(AllowanceResponse)]
    Allowance {
        /// Whose tokens.
        owner: String,
        /// Who may spend.
        spender: String,
    },
    /// Every allowance that `owner` has given, by spender.
    #[returns(AllAllowancesResponse)]
    AllAllowances {
        /// Whose tokens.
        owner: String,
        /// Last spender of the page before.
        start_after: Option<String>,
        /// Rows; 10 by default, 30 at most.
        limit: Option<u32>,
    },
    /// Every allowance that `spender` has been given, by owner.
    #[returns(AllSpenderAllowancesResponse)]
    AllSpenderAllowances {
        /// Who may spend.
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
    /// What wallets show.
    #[returns(MarketingInfoResponse)]
    MarketingInfo {},
    /// The embedded logo.
    #[returns(DownloadLogoResponse)]
    DownloadLogo {},
}

/// What a cw20 `Send` calls the contract with, wrapped in its `receive` variant.
#[weal_wire::message]
pub struct Cw20ReceiveMsg {
    /// Whose tokens came.
    pub sender: String,
    /// Base units.
    pub amount: Uint128,
    /// What the contract is told.
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
    /// Base units.
    pub amount: Uint128,
}

/// Who may mint, up to what supply.
#[weal_wire::message]
pub struct MinterResponse {
    /// The account.
    pub minter: String,
    /// The most supply, base units; none for no cap.
    pub cap: Option<Uint128>,
}

/// What wallets show of a new token.
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
    /// Where it is.
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
    /// Where it is.
    Url(String),
    /// It is in the contract: see `DownloadLogo`.
    Embedded,
}

/// An account's tokens: asked of any cw20, so read as serde reads it.
#[weal_wire::answer]
#[derive(Default)]
pub struct BalanceResponse {
    /// Base units.
    pub balance: Uint128,
}

/// A token's name and supply: asked of any cw20, so read as serde reads it.
#[weal_wire::answer]
pub struct TokenInfoResponse {
    /// 3 to 50 characters.
    pub name: String,
    /// 3 to 12 letters or hyphens.
    pub symbol: String,
    /// A whole token is 10^decimals base units.
    pub decimals: u8,
    /// Base units.
    pub total_supply: Uint128,
}

/// What a spender may still move.
#[weal_wire::record]
#[derive(Default)]
pub struct AllowanceResponse {
    /// Base units.
    pub allowance: Uint128,
    /// When it ends.
    pub expires: Expiration,
}

/// One allowance of an owner.
#[weal_wire::record]
pub struct AllowanceInfo {
    /// Who may spend.
    pub spender: String,
    /// Base units.
    pub allowance: Uint128,
    /// When it ends.
    pub expires: Expiration,
}

/// One allowance of a spender.
#[weal_wire::record]
pub struct SpenderAllowanceInfo {
    /// Whose tokens.
    pub owner: String,
    /// Base units.
    pub allowance: Uint128,
    /// When it ends.
    pub expires: Expiration,
}

/// Allowances that an owner has given.
#[weal_wire::record]
#[derive(Default)]
pub struct AllAllowancesResponse {
    /// By spender.
    pub allowances: Vec<AllowanceInfo>,
}

/// Allowances that a spender has been given.
#[weal_wire::record]
#[derive(Default)]
pub struct AllSpenderAllowancesResponse {
    /// By owner.
    pub allowances: Vec<SpenderAllowanceInfo>,
}

/// Accounts that have held tokens.
#[weal_wire::record]
#[derive(Default)]
pub struct AllAccountsResponse {
    /// Addresses, ascending.
    pub accounts: Vec<String>,
}

/// What wallets show.
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
    /// Its media type.
    pub mime_type: String,
    /// Its bytes.
    pub data: Binary,
}

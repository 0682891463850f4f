//! Money: the form that a message gives it, and the form it has once it has been checked.

use cosmwasm_std::{Addr, Api, BankMsg, Binary, CosmosMsg, StdResult, Uint128, WasmMsg, coins};
use std::fmt;
use thiserror::Error;
use weal_wire::event::EventValue;

/// A kind of token as a message names it; nothing in it has been checked.
#[weal_wire::message]
#[derive(weal_wire::Packed)]
pub enum AssetInfo {
    /// A denomination of the chain's bank.
    Native {
        /// The denomination as the bank writes it.
        denom: String,
    },
    /// A cw20 contract.
    Cw20 {
        /// The contract's address.
        contract_addr: String,
    },
}

/// An amount of a kind of token as a message names it.
#[weal_wire::message]
#[derive(weal_wire::Packed)]
pub struct Asset {
    /// The kind of token.
    pub info: AssetInfo,
    /// The amount, base units.
    pub amount: Uint128,
}

/// The reason for which an [`AssetInfo`] names no token.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum AssetError {
    /// The bank allows 3 to 128 characters: a letter, then letters, digits and `/`, `:`, `.`, `_`, `-`.
    #[error("'{denom}' is not a denomination: 3 to 128 letters, digits and /:._- are needed, a letter first")]
    InvalidDenom {
        /// The denomination given.
        denom: String,
    },
    /// The address is none of this chain.
    #[error("'{contract_addr}' is not an address: {reason}")]
    InvalidAddress {
        /// The address given.
        contract_addr: String,
        /// The chain's own reason.
        reason: String,
    },
}

/// A kind of token whose address has been validated. The only door is [`AssetInfo::check`].
#[weal_wire::record]
#[derive(weal_wire::Packed, Eq, PartialOrd, Ord, Hash)]
pub enum Token {
    /// A denomination of the chain's bank.
    Native(String),
    /// A cw20 contract.
    Cw20(Addr),
}

impl AssetInfo {
    /// A native denomination.
    pub fn native(denom: impl Into<String>) -> Self {
        Self::Native { denom: denom.into() }
    }

    /// A cw20 contract.
    pub fn cw20(contract_addr: impl Into<String>) -> Self {
        Self::Cw20 { contract_addr: contract_addr.into() }
    }

    /// Validates the denomination or the address. Errors: `InvalidDenom`, `InvalidAddress`.
    pub fn check(&self, api: &dyn Api) -> Result<Token, AssetError> {
        match self {
            Self::Native { denom } if is_denom(denom) => Ok(Token::Native(denom.clone())),
            Self::Native { denom } => Err(AssetError::InvalidDenom { denom: denom.clone() }),
            Self::Cw20 { contract_addr } => {
                api.addr_validate(contract_addr).map(Token::Cw20).map_err(|error| {
                    AssetError::InvalidAddress {
                        contract_addr: contract_addr.clone(),
                        reason: error.to_string(),
                    }
                })
            }
        }
    }
}

/// True for a denomination that a bank can have. Any other character is refused: where names are listed, it could make
/// one name read as several.
fn is_denom(denom: &str) -> bool {
    let is_rest = |byte: u8| byte.is_ascii_alphanumeric() || b"/:._-".contains(&byte);
    (3..=128).contains(&denom.len())
        && denom.bytes().next().is_some_and(|first| first.is_ascii_alphabetic())
        && denom.bytes().all(is_rest)
}

impl Asset {
    /// `amount` base units of `info`.
    pub fn new(info: AssetInfo, amount: impl Into<Uint128>) -> Self {
        Self { info, amount: amount.into() }
    }
}

impl Token {
    /// The message form.
    pub fn info(&self) -> AssetInfo {
        match self {
            Self::Native(denom) => AssetInfo::native(denom),
            Self::Cw20(contract) => AssetInfo::cw20(contract),
        }
    }

    /// The message that sends `amount` from the contract to `recipient`. A zero amount must not be sent:
    /// the bank refuses it.
    pub fn transfer(&self, recipient: &Addr, amount: Uint128) -> StdResult<CosmosMsg> {
        Ok(match self {
            Self::Native(denom) => {
                BankMsg::Send { to_address: recipient.to_string(), amount: coins(amount.u128(), denom) }
                    .into()
            }
            Self::Cw20(contract) => {
                cw20_message(contract, &Sent::Transfer { recipient: recipient.to_string(), amount })?
            }
        })
    }

    /// The message that pays `amount` into a contract: `native` with the coin attached, or a cw20 `Send` of `hook`.
    pub fn pay(
        &self,
        contract: &Addr,
        amount: Uint128,
        native: &dyn weal_wire::Write,
        hook: &dyn weal_wire::Write,
    ) -> StdResult<CosmosMsg> {
        match self {
            Self::Native(denom) => Ok(WasmMsg::Execute {
                contract_addr: contract.to_string(),
                msg: weal_wire::to_binary(native)?,
                funds: coins(amount.u128(), denom),
            }
            .into()),
            Self::Cw20(token) => {
                let (contract, msg) = (contract.to_string(), weal_wire::to_binary(hook)?);
                cw20_message(token, &Sent::Send { contract, amount, msg })
            }
        }
    }

    /// The message that pulls `amount` from `owner` to `recipient` out of an allowance; none for a native
    /// token, which arrives with the message.
    pub fn pull(&self, owner: &Addr, recipient: &Addr, amount: Uint128) -> StdResult<Option<CosmosMsg>> {
        match self {
            Self::Native(_) => Ok(None),
            Self::Cw20(contract) => {
                let (owner, recipient) = (owner.to_string(), recipient.to_string());
                cw20_message(contract, &Sent::TransferFrom { owner, recipient, amount }).map(Some)
            }
        }
    }
}

/// The cw20 messages that move tokens. The others have no writer here, which keeps them out of a contract's code.
#[weal_wire::message]
enum Sent {
    Transfer { recipient: String, amount: Uint128 },
    TransferFrom { owner: String, recipient: String, amount: Uint128 },
    Send { contract: String, amount: Uint128, msg: Binary },
}

fn cw20_message(contract: &Addr, message: &Sent) -> StdResult<CosmosMsg> {
    let msg = weal_wire::to_binary(message)?;
    Ok(WasmMsg::Execute { contract_addr: contract.to_string(), msg, funds: vec![] }.into())
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Native(denom) => f.write_str(denom),
            Self::Cw20(contract) => f.write_str(contract.as_str()),
        }
    }
}

impl EventValue for Token {
    fn into_text(self) -> String {
        match self {
            Self::Native(denom) => denom,
            Self::Cw20(contract) => contract.into_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockApi;

    #[test]
    fn denominations_have_three_to_128_characters() {
        for (length, accepted) in [(0, false), (2, false), (3, true), (128, true), (129, false)] {
            let denom = "u".repeat(length);
            let checked = AssetInfo::native(&denom).check(&MockApi::default());
            let expected =
                if accepted { Ok(Token::Native(denom)) } else { Err(AssetError::InvalidDenom { denom }) };
            assert_eq!(checked, expected);
        }
    }

    #[test]
    fn a_denomination_has_no_character_that_a_list_would_end_it_at() {
        for (denom, accepted) in [
            ("uatom,nuusd", false),
            ("u atom", false),
            ("1atom", false),
            ("/uatom", false),
            ("uatöm", false),
            ("ibc/27394FB092D2ECCD56123C74F36E4C1F926001CEADA9CA97EA622B25F41E5EB2", true),
            ("factory/wasm1abc/weal.lp-1:x_2", true),
        ] {
            let checked = AssetInfo::native(denom).check(&MockApi::default());
            let expected = match accepted {
                true => Ok(Token::Native(denom.into())),
                false => Err(AssetError::InvalidDenom { denom: denom.into() }),
            };
            assert_eq!(checked, expected, "{denom}");
        }
    }

    #[test]
    fn an_upper_case_foreign_or_empty_address_is_refused() {
        let api = MockApi::default();
        let valid = api.addr_make("token");
        assert_eq!(AssetInfo::cw20(&valid).check(&api), Ok(Token::Cw20(valid.clone())));
        let foreign = MockApi::default().with_prefix("osmo").addr_make("token").to_string();
        for wrong in [valid.as_str().to_uppercase(), foreign, String::new(), "x".repeat(300)] {
            let refused =
                matches!(AssetInfo::cw20(wrong).check(&api), Err(AssetError::InvalidAddress { .. }));
            assert!(refused);
        }
    }

    #[test]
    fn the_wire_format_is_the_documented_one() {
        let asset = Asset::new(AssetInfo::native("uusd"), 5u128);
        let json = serde_json::to_string(&asset).unwrap();
        assert_eq!(json, r#"{"info":{"native":{"denom":"uusd"}},"amount":"5"}"#);
    }
}

//! Money that came in with a message, whichever way it came.
//!
//! A handler that takes money takes a [`Payment`]; `contract.rs` makes one from the funds of a native call
//! or from a cw20 `Receive`, so a handler exists once for both kinds of token.

use cosmwasm_std::{Addr, Api, Coin, MessageInfo, Uint128};
use thiserror::Error;
use weal_api::asset::{Asset, AssetInfo, Token};
use weal_api::cw20::Cw20ReceiveMsg;

/// The reasons for which the money attached is not what the message needs.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PaymentError {
    /// A message that takes no money was given some.
    #[error("this message takes no funds, but {found} was sent")]
    NotPayable {
        /// The funds attached.
        found: String,
    },
    /// The funds are no coin, several coins, or a zero amount.
    #[error("exactly one coin above zero is needed, but '{found}' was sent")]
    NotOneCoin {
        /// The funds attached, empty for none.
        found: String,
    },
    /// The money is of another kind.
    #[error("payment must be in {required}, but {found} was sent")]
    WrongToken {
        /// The token that was sent.
        found: String,
        /// The token that is taken.
        required: String,
    },
    /// The native coins attached differ from what the message says.
    #[error("the message needs {required} of {denom} attached, but {found} was sent")]
    WrongAmount {
        /// The denomination.
        denom: String,
        /// The amount attached.
        found: Uint128,
        /// The amount that the message states.
        required: Uint128,
    },
    /// The amount is above 2^128 − 1 base units.
    #[error("{found} is above the largest amount, 2^128 − 1")]
    AmountTooLarge {
        /// The amount attached.
        found: String,
    },
    /// The sender named by a cw20 hook is not an address.
    #[error("the token names '{sender}' as its sender, which is not an address: {reason}")]
    InvalidSender {
        /// The sender that the token named.
        sender: String,
        /// The chain's reason for which that is not an address.
        reason: String,
    },
}

/// An amount above zero that already belongs to the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The account that paid: the sender, or the sender of the cw20 `Send`.
    pub payer: Addr,
    /// The token that was paid.
    pub token: Token,
    /// The amount, base units, above zero.
    pub amount: Uint128,
}

impl Payment {
    /// Takes the one coin attached. Errors: `NotOneCoin`, `AmountTooLarge`.
    pub fn from_funds(info: &MessageInfo) -> Result<Self, PaymentError> {
        match info.funds.as_slice() {
            [coin] if !coin.amount.is_zero() => Ok(Self {
                payer: info.sender.clone(),
                token: Token::Native(coin.denom.clone()),
                amount: amount_of(coin)?,
            }),
            coins => Err(PaymentError::NotOneCoin { found: join(coins) }),
        }
    }

    /// Takes the amount of a cw20 `Receive`: the calling contract is the token, so a stranger can only ever pay in a
    /// token of its own. Errors: `NotOneCoin` for a zero amount, `NotPayable` for native coins beside it,
    /// `InvalidSender`.
    pub fn from_cw20(
        api: &dyn Api,
        info: &MessageInfo,
        receive: &Cw20ReceiveMsg,
    ) -> Result<Self, PaymentError> {
        no_funds(info)?;
        if receive.amount.is_zero() {
            return Err(PaymentError::NotOneCoin { found: format!("0 {}", info.sender) });
        }
        let payer = api.addr_validate(&receive.sender).map_err(|error| PaymentError::InvalidSender {
            sender: receive.sender.clone(),
            reason: error.to_string(),
        })?;
        Ok(Self { payer, token: Token::Cw20(info.sender.clone()), amount: receive.amount })
    }

    /// The amount, provided that it is in `required`. Errors: `WrongToken`.
    pub fn in_token(&self, required: &Token) -> Result<Uint128, PaymentError> {
        if self.token != *required {
            return Err(PaymentError::WrongToken {
                found: self.token.to_string(),
                required: required.to_string(),
            });
        }
        Ok(self.amount)
    }
}

/// Refuses any coin. Errors: `NotPayable`.
pub fn no_funds(info: &MessageInfo) -> Result<(), PaymentError> {
    if info.funds.is_empty() {
        return Ok(());
    }
    Err(PaymentError::NotPayable { found: join(&info.funds) })
}

/// Checks that the coins attached are exactly the native ones among `expected` (zero amounts stand for no
/// coin; cw20 tokens come by allowance). Errors: `WrongAmount`, `WrongToken`, `NotOneCoin` for a duplicate.
pub fn exact_funds(info: &MessageInfo, expected: &[(Token, Uint128)]) -> Result<(), PaymentError> {
    for (position, coin) in info.funds.iter().enumerate() {
        let known = expected.iter().any(|(token, _)| *token == Token::Native(coin.denom.clone()));
        if !known {
            let required =
                expected.iter().map(|(token, _)| token.to_string()).collect::<Vec<_>>().join(" or ");
            return Err(PaymentError::WrongToken { found: coin.denom.clone(), required });
        }
        if info.funds.iter().take(position).any(|earlier| earlier.denom == coin.denom) {
            return Err(PaymentError::NotOneCoin { found: join(&info.funds) });
        }
    }
    for (token, required) in expected {
        let Token::Native(denom) = token else { continue };
        let coin = info.funds.iter().find(|coin| coin.denom == *denom);
        let found = coin.map(amount_of).transpose()?.unwrap_or_default();
        if found != *required {
            return Err(PaymentError::WrongAmount { denom: denom.clone(), found, required: *required });
        }
    }
    Ok(())
}

/// The coins attached, as assets. Errors: `AmountTooLarge`.
pub fn attached(info: &MessageInfo) -> Result<Vec<Asset>, PaymentError> {
    info.funds.iter().map(|coin| Ok(Asset::new(AssetInfo::native(&coin.denom), amount_of(coin)?))).collect()
}

fn amount_of(coin: &Coin) -> Result<Uint128, PaymentError> {
    Uint128::try_from(coin.amount).map_err(|_| PaymentError::AmountTooLarge { found: coin.to_string() })
}

fn join(coins: &[Coin]) -> String {
    coins.iter().map(Coin::to_string).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::{MockApi, message_info};
    use cosmwasm_std::{Binary, coin, coins};

    fn info(funds: &[Coin]) -> MessageInfo {
        message_info(&Addr::unchecked("payer"), funds)
    }

    #[test]
    fn one_coin_above_zero_is_a_payment() {
        let paid = Payment::from_funds(&info(&coins(5, "uusd"))).unwrap();
        assert_eq!(paid.in_token(&Token::Native("uusd".into())), Ok(Uint128::new(5)));
        let refused = paid.in_token(&Token::Native("uatom".into()));
        assert_eq!(refused, Err(PaymentError::WrongToken { found: "uusd".into(), required: "uatom".into() }));
    }

    #[test]
    fn none_zero_or_two_coins_are_refused() {
        for funds in [vec![], coins(0, "uusd"), vec![coin(1, "uatom"), coin(1, "uusd")]] {
            let refused = Payment::from_funds(&info(&funds));
            assert!(matches!(refused, Err(PaymentError::NotOneCoin { .. })), "{funds:?}");
        }
    }

    #[test]
    fn a_cw20_payment_names_the_calling_contract_as_its_token() {
        let api = MockApi::default();
        let receive = |amount: u128| Cw20ReceiveMsg {
            sender: api.addr_make("user").to_string(),
            amount: Uint128::new(amount),
            msg: Binary::default(),
        };
        let token = api.addr_make("token");
        let paid = Payment::from_cw20(&api, &message_info(&token, &[]), &receive(3)).unwrap();
        assert_eq!(paid.token, Token::Cw20(token.clone()));
        assert_eq!(paid.payer, api.addr_make("user"));
        let zero = Payment::from_cw20(&api, &message_info(&token, &[]), &receive(0));
        assert!(matches!(zero, Err(PaymentError::NotOneCoin { .. })));
        let both = Payment::from_cw20(&api, &message_info(&token, &coins(1, "uusd")), &receive(3));
        assert_eq!(both, Err(PaymentError::NotPayable { found: "1uusd".into() }));
    }

    #[test]
    fn exact_funds_refuses_more_less_other_and_duplicate_coins() {
        let usd = Token::Native("uusd".into());
        let expected =
            [(usd.clone(), Uint128::new(5)), (Token::Cw20(Addr::unchecked("token")), Uint128::new(9))];
        assert_eq!(exact_funds(&info(&coins(5, "uusd")), &expected), Ok(()));
        for funds in [
            vec![],
            coins(4, "uusd"),
            coins(6, "uusd"),
            coins(5, "uatom"),
            vec![coin(5, "uusd"), coin(1, "uatom")],
            vec![coin(5, "uusd"), coin(5, "uusd")],
        ] {
            assert!(exact_funds(&info(&funds), &expected).is_err(), "{funds:?}");
        }
        assert_eq!(exact_funds(&info(&[]), &[(usd, Uint128::zero())]), Ok(()));
    }
}

//! What the contract owes in each token: its own ledger, never a live balance.

use crate::ContractError;
use crate::state::OWED;
use api::asset::Token;
use cosmwasm_std::{Addr, Storage, Uint128};

/// The ledger's key of a token. The first letter keeps a denomination from passing for a contract.
pub(crate) fn key(token: &Token) -> String {
    match token {
        Token::Cw20(contract) => format!("c{contract}"),
        Token::Native(denom) => format!("n{denom}"),
    }
}

/// The token of a key that [`key`] made.
pub(crate) fn token(key: &str) -> Token {
    match key.split_at_checked(1) {
        Some(("c", contract)) => Token::Cw20(Addr::unchecked(contract)),
        Some((_, denom)) => Token::Native(denom.into()),
        None => Token::Native(String::new()),
    }
}

/// Owes `amount` more. Returns what is owed then. Errors: `OwedTooLarge`.
pub(crate) fn increase(
    storage: &mut dyn Storage,
    token: &Token,
    amount: Uint128,
) -> Result<Uint128, ContractError> {
    OWED.update(storage, &key(token), |owed| {
        let owed = owed.unwrap_or_default();
        owed.checked_add(amount).map_err(|_| ContractError::OwedTooLarge {
            token: token.clone(),
            owed,
            amount,
        })
    })
}

/// Owes `amount` less. Returns what is owed then. Errors: `OwedTooSmall`.
pub(crate) fn decrease(
    storage: &mut dyn Storage,
    token: &Token,
    amount: Uint128,
) -> Result<Uint128, ContractError> {
    OWED.update(storage, &key(token), |owed| {
        let owed = owed.unwrap_or_default();
        owed.checked_sub(amount).map_err(|_| ContractError::OwedTooSmall {
            token: token.clone(),
            owed,
            amount,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockStorage;

    #[test]
    fn a_key_names_one_token() {
        let denom = Token::Native("wasm1token".into());
        let contract = Token::Cw20(Addr::unchecked("wasm1token"));
        for one in [denom.clone(), contract.clone(), Token::Native("cusd".into())] {
            assert_eq!(token(&key(&one)), one);
        }
        assert_ne!(key(&denom), key(&contract));
    }

    #[test]
    fn the_ledger_refuses_to_go_below_zero_or_above_the_largest_amount() {
        let (mut storage, usd) = (MockStorage::new(), Token::Native("uusd".into()));
        let one = Uint128::one();
        let refused = decrease(&mut storage, &usd, one);
        assert!(matches!(refused, Err(ContractError::OwedTooSmall { .. })), "{refused:?}");
        assert_eq!(increase(&mut storage, &usd, Uint128::MAX).unwrap(), Uint128::MAX);
        let refused = increase(&mut storage, &usd, one);
        assert!(matches!(refused, Err(ContractError::OwedTooLarge { .. })), "{refused:?}");
        assert_eq!(decrease(&mut storage, &usd, Uint128::MAX).unwrap(), Uint128::zero());
    }
}

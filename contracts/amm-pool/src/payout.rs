//! Payments out of the pool to one account.

use cosmwasm_std::{Addr, BankMsg, Coin, CosmosMsg, StdResult, Uint128, coin};
use weal_api::asset::Token;

/// Pays `amounts` of `tokens`: the native coins in one message, which costs less than one each and is sorted as the
/// bank wants it, then each cw20. A zero is not paid.
pub(crate) fn payout(tokens: &[Token], amounts: &[Uint128], recipient: &Addr) -> StdResult<Vec<CosmosMsg>> {
    let (mut coins, mut messages): (Vec<Coin>, Vec<CosmosMsg>) = (vec![], vec![]);
    for (token, amount) in tokens.iter().zip(amounts).filter(|(_, amount)| !amount.is_zero()) {
        match token {
            Token::Native(denom) => coins.push(coin(amount.u128(), denom)),
            Token::Cw20(_) => messages.push(token.transfer(recipient, *amount)?),
        }
    }
    if !coins.is_empty() {
        coins.sort_by(|one, other| one.denom.cmp(&other.denom));
        let send = BankMsg::Send { to_address: recipient.to_string(), amount: coins };
        messages.insert(0, send.into());
    }
    Ok(messages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn native_coins_leave_together_and_sorted() {
        let recipient = Addr::unchecked("recipient");
        let tokens = [
            Token::Native("uusd".into()),
            Token::Cw20(Addr::unchecked("token")),
            Token::Native("uatom".into()),
            Token::Native("udust".into()),
        ];
        let amounts = [3u128, 4, 5, 0].map(Uint128::new);
        let messages = payout(&tokens, &amounts, &recipient).unwrap();
        let amount = vec![coin(5, "uatom"), coin(3, "uusd")];
        let send = BankMsg::Send { to_address: recipient.to_string(), amount };
        assert_eq!(messages, [send.into(), tokens[1].transfer(&recipient, amounts[1]).unwrap()]);
        assert_eq!(payout(&tokens, &[Uint128::zero(); 4], &recipient).unwrap(), []);
    }
}

//! Name, symbol and decimals at their bounds.

use super::suite::Suite;
use cosmwasm_std::Uint128;
use cosmwasm_std::testing::MockStorage;
use weal_cw20_ledger::{TokenInfo, create, load_token_info};

fn created(name: &str, symbol: &str, decimals: u8) -> Result<TokenInfo, String> {
    let mut storage = MockStorage::new();
    create(&mut storage, name.into(), symbol.into(), decimals).map_err(|refused| refused.to_string())?;
    Ok(load_token_info(&storage).unwrap())
}

#[test]
fn a_token_is_what_it_was_created_as_with_no_supply() {
    let info = created("Commonweal", "WEAL", 6).unwrap();
    let expected = TokenInfo {
        name: "Commonweal".into(),
        symbol: "WEAL".into(),
        decimals: 6,
        total_supply: Uint128::zero(),
    };
    assert_eq!(info, expected);
    let suite = Suite::new();
    let answer = weal_cw20_ledger::token_info(suite.deps.as_ref()).unwrap();
    assert_eq!((answer.name.as_str(), answer.symbol.as_str(), answer.decimals), ("Commonweal", "WEAL", 6));
    assert_eq!(answer.total_supply.u128(), 1_000);
}

#[test]
fn a_name_has_three_to_fifty_bytes() {
    for length in [3, 50] {
        created(&"n".repeat(length), "WEAL", 6).unwrap();
    }
    for length in [0, 2, 51] {
        let refused = created(&"n".repeat(length), "WEAL", 6).unwrap_err();
        assert_eq!(refused, format!("a token's name has 3 to 50 bytes, not {length}"));
    }
    assert_eq!(created(&"ä".repeat(26), "WEAL", 6).unwrap_err(), "a token's name has 3 to 50 bytes, not 52");
}

#[test]
fn a_symbol_has_three_to_twelve_letters_or_hyphens() {
    for symbol in ["abc", "A-Z", "---", "abcdefghijkl", "WEAL"] {
        assert_eq!(created("Commonweal", symbol, 6).unwrap().symbol, symbol);
    }
    for symbol in
        ["", "ab", "abcdefghijklm", "ab1", "a_c", "a c", "äbc", "@bc", "[bc", "`bc", "{bc", "a,c", "a.c"]
    {
        let refused = created("Commonweal", symbol, 6).unwrap_err();
        assert_eq!(refused, format!("'{symbol}' is not a symbol: 3 to 12 letters or hyphens are needed"));
    }
}

#[test]
fn a_token_has_at_most_eighteen_decimals() {
    for decimals in [0, 18] {
        assert_eq!(created("Commonweal", "WEAL", decimals).unwrap().decimals, decimals);
    }
    for decimals in [19, 255] {
        let refused = created("Commonweal", "WEAL", decimals).unwrap_err();
        assert_eq!(refused, format!("a token has at most 18 decimals, not {decimals}"));
    }
}

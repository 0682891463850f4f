//! The identity of a pool: the terms of its creation, none of which changes later. The pool itself says its terms of today.

use crate::ContractError;
use cosmwasm_std::{Api, StdError, StdResult, to_json_string};
use weal_api::amm_factory::MAX_ASSETS;
use weal_api::amm_pool::PoolKind;
use weal_api::asset::{AssetInfo, Token};

/// The tag of the kind on the wire. So a kind that the pools learn later needs no change here.
pub(crate) fn name_of(kind: &PoolKind) -> StdResult<String> {
    // {"tag":{…}}: the first text of it.
    let json = to_json_string(kind)?;
    let tag = json.split('"').nth(1).map(str::to_owned);
    tag.ok_or_else(|| StdError::msg(format!("a kind without a tag: {json}")))
}

/// The curve with all its parameters and the fee as one key; what the curve says of each asset is in canonical order.
pub(crate) fn terms_key(curve: &PoolKind, fee_bps: u16) -> Vec<u8> {
    [fee_bps.to_be_bytes().to_vec(), weal_records::pack(curve)].concat()
}

/// The kind with what it says of each asset in the order `to` instead of `from`. Errors: `WrongDecimalsCount` where it does not say
/// something of each.
pub(crate) fn reordered(
    kind: PoolKind,
    from: &[AssetInfo],
    to: &[AssetInfo],
) -> Result<PoolKind, ContractError> {
    let PoolKind::Stableswap { amp, decimals } = kind else { return Ok(kind) };
    let (found, required) = (decimals.len(), from.len());
    let position = |info: &AssetInfo| from.iter().position(|other| other == info);
    let moved = to.iter().map(|info| decimals.get(position(info)?).copied()).collect::<Option<Vec<_>>>();
    match moved {
        Some(moved) if found == required => Ok(PoolKind::Stableswap { amp, decimals: moved }),
        _ => Err(ContractError::WrongDecimalsCount { found, required }),
    }
}

/// Checked and in canonical order: native before cw20, each by name. Errors: `Asset`, `WrongAssetCount`,
/// `DuplicateAsset`.
pub(crate) fn canonical(api: &dyn Api, assets: &[AssetInfo]) -> Result<Vec<Token>, ContractError> {
    if !(2..=MAX_ASSETS).contains(&assets.len()) {
        return Err(ContractError::WrongAssetCount { found: assets.len(), max: MAX_ASSETS });
    }
    let mut tokens = assets.iter().map(|asset| asset.check(api)).collect::<Result<Vec<_>, _>>()?;
    tokens.sort();
    match tokens.windows(2).find(|pair| pair.first() == pair.last()) {
        Some([token, ..]) => Err(ContractError::DuplicateAsset { token: token.clone() }),
        _ => Ok(tokens),
    }
}

/// Tokens as one key: of each its kind, its length (2 bytes) and its name. No list is the beginning of another's name. Errors:
/// `NameTooLong`, which no name is that has been checked: a denomination has at most 128 bytes, an address 90.
pub(crate) fn assets_key(tokens: &[Token]) -> Result<Vec<u8>, ContractError> {
    let mut key = vec![];
    for token in tokens {
        let (tag, name) = match token {
            Token::Native(denom) => (0u8, denom.as_bytes()),
            Token::Cw20(contract) => (1u8, contract.as_bytes()),
        };
        key.push(tag);
        let too_long = |_| ContractError::NameTooLong { token: token.clone() };
        key.extend(u16::try_from(name.len()).map_err(too_long)?.to_be_bytes());
        key.extend(name);
    }
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::Addr;
    use proptest::prelude::*;

    #[test]
    fn a_kind_is_known_by_its_tag() {
        assert_eq!(name_of(&PoolKind::ConstantProduct {}).unwrap(), "constant_product");
        let stableswap = PoolKind::Stableswap { amp: 1, decimals: vec![6, 6] };
        assert_eq!(name_of(&stableswap).unwrap(), "stableswap");
    }

    fn token() -> impl Strategy<Value = Token> {
        ("[a-c]{3,5}", any::<bool>()).prop_map(|(name, native)| {
            if native { Token::Native(name) } else { Token::Cw20(Addr::unchecked(name)) }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn two_lists_have_one_key_only_if_they_are_equal(
            one in prop::collection::vec(token(), 1..4), other in prop::collection::vec(token(), 1..4),
        ) {
            prop_assert_eq!(assets_key(&one).unwrap() == assets_key(&other).unwrap(), one == other);
        }
    }
}

//! One record of another contract's storage.

use cosmwasm_std::{Addr, Binary, ContractResult, QuerierWrapper, StdError, StdResult, SystemResult};

/// The value of `contract` under `key`, if it has one. Its code does not run. Errors: the read itself, as where the
/// address is no contract.
///
/// The same as `QuerierWrapper::query_wasm_raw`, without the code that writes all the other requests there are. An address
/// that the chain has validated and base64 need no escapes.
pub fn read_raw(querier: &QuerierWrapper<'_>, contract: &Addr, key: &[u8]) -> StdResult<Option<Vec<u8>>> {
    let key = Binary::from(key).to_base64();
    let parts = [r#"{"wasm":{"raw":{"contract_addr":""#, contract.as_str(), r#"","key":""#, &key, r#""}}}"#];
    match querier.raw_query(parts.concat().as_bytes()) {
        SystemResult::Ok(ContractResult::Ok(value)) => {
            Ok(Some(value.into()).filter(|bytes: &Vec<u8>| !bytes.is_empty()))
        }
        SystemResult::Ok(ContractResult::Err(refusal)) => Err(StdError::msg(refusal)),
        SystemResult::Err(failure) => Err(StdError::msg(failure)),
    }
}

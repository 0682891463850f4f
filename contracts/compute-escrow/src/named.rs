//! An account that a message may name.

use crate::Failure;
use cosmwasm_std::{Addr, Api};

/// Its address, where one is named. Errors: `Std` where that is not an address of this chain.
pub(crate) fn named(api: &dyn Api, account: Option<&str>) -> Result<Option<Addr>, Failure> {
    match account {
        Some(account) => Ok(Some(api.addr_validate(account)?)),
        None => Ok(None),
    }
}

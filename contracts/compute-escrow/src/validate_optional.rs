//! An account that a message may leave out.

use crate::Failure;
use cosmwasm_std::{Addr, Api};

/// The address of an account, where the message names one. Errors: `Std` where that is not an address of this chain.
pub(crate) fn validate_optional(api: &dyn Api, account: Option<&str>) -> Result<Option<Addr>, Failure> {
    match account {
        Some(account) => Ok(Some(api.addr_validate(account)?)),
        None => Ok(None),
    }
}

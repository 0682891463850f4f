//! The registry as another contract sees it.

use super::{QualifiesResponse, QueryMsg, Requirement, SKUS, Sku};
use cosmwasm_std::{Addr, QuerierWrapper, StdError};
use thiserror::Error;
use weal_records::RecordError;

/// Reasons for which the registry gives no answer to act on.
#[derive(Debug, Error)]
pub enum RegistryReadError {
    /// The query failed, as it does where the address is no contract.
    #[error(transparent)]
    Std(#[from] StdError),
    /// The raw read failed, as it does where the address is no contract.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The table has no such model.
    #[error("the registry has no GPU model {name}")]
    UnknownSku {
        /// The name asked for.
        name: String,
    },
    /// The model is off the market.
    #[error("the GPU model {name} is retired")]
    RetiredSku {
        /// The name asked for.
        name: String,
    },
}

/// A registry's validated address.
#[weal_wire::record]
#[derive(weal_wire::Packed, Eq)]
pub struct ComputeRegistryContract(pub Addr);

impl ComputeRegistryContract {
    /// Returns a model that may be offered: one raw read, the registry's code does not run. Errors: `UnknownSku`,
    /// `RetiredSku`, `Record`.
    pub fn sku(&self, querier: &QuerierWrapper<'_>, name: &str) -> Result<Sku, RegistryReadError> {
        let sku = self.sku_record(querier, name)?;
        if sku.is_retired {
            return Err(RegistryReadError::RetiredSku { name: sku.name });
        }
        Ok(sku)
    }

    /// Returns a model, retired or not: one raw read. Errors: `UnknownSku`, `Record`.
    pub fn sku_record(&self, querier: &QuerierWrapper<'_>, name: &str) -> Result<Sku, RegistryReadError> {
        let unknown = || RegistryReadError::UnknownSku { name: name.to_owned() };
        SKUS.may_load_from(querier, &self.0, &name.to_owned())?.ok_or_else(unknown)
    }

    /// True where attestations of `provider` that count now meet all of `required` and last until `until` (Unix time).
    /// A contract call. Errors: `Std`.
    pub fn qualifies(
        &self,
        querier: &QuerierWrapper<'_>,
        provider: &Addr,
        required: &[Requirement],
        until: u64,
    ) -> Result<bool, RegistryReadError> {
        let (provider, required) = (provider.to_string(), required.to_vec());
        let msg = QueryMsg::Qualifies { provider, required, until: Some(until) };
        let answer: QualifiesResponse = weal_wire::ask(querier, &self.0, &msg)?;
        Ok(answer.qualifies)
    }
}

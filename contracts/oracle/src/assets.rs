//! The assets that the committee appraises.

use crate::appraisal::{AppraisalState, AppraisedAsset};
use crate::state::{APPRAISAL_STATES, ASSETS};
use crate::{ContractError, Failure};
use cosmwasm_std::Storage;
use weal_api::oracle::AssetSpec;

/// The asset of that id. Errors: `UnknownAsset`, `Record`.
pub(crate) fn load_asset(storage: &dyn Storage, asset: &str) -> Result<AppraisedAsset, Failure> {
    let asset = asset.to_owned();
    let spec = ASSETS.may_load(storage, &asset)?.ok_or(ContractError::UnknownAsset { asset })?;
    with_state(storage, spec)
}

/// The asset of those terms. Errors: `Record`.
pub(crate) fn with_state(storage: &dyn Storage, spec: AssetSpec) -> Result<AppraisedAsset, Failure> {
    let AppraisalState { reference, open } =
        APPRAISAL_STATES.may_load(storage, &spec.asset)?.unwrap_or_default();
    Ok(AppraisedAsset { spec, reference, open })
}

/// Saves the part of an asset that rounds and mark-downs change.
pub(crate) fn save_appraisal_state(storage: &mut dyn Storage, asset: &AppraisedAsset) {
    let state = AppraisalState { reference: asset.reference.clone(), open: asset.open.clone() };
    APPRAISAL_STATES.save(storage, &asset.spec.asset, &state);
}

//! Answers that are not the ledger's.

use crate::ContractError;
use crate::state::{LOGO, MARKETING, MINTER};
use cosmwasm_std::Deps;
use weal_api::cw20::{DownloadLogoResponse, EmbeddedLogo, Logo, MarketingInfoResponse, MinterResponse};

pub(crate) fn minter(deps: Deps) -> Result<Option<MinterResponse>, ContractError> {
    let minter = MINTER.may_load(deps.storage)?;
    Ok(minter.map(|minter| MinterResponse { minter: minter.minter.into(), cap: minter.cap }))
}

pub(crate) fn marketing_info(deps: Deps) -> Result<MarketingInfoResponse, ContractError> {
    Ok(MARKETING.may_load(deps.storage)?.unwrap_or_default())
}

pub(crate) fn download_logo(deps: Deps) -> Result<DownloadLogoResponse, ContractError> {
    let (mime_type, data) = match LOGO.may_load(deps.storage)? {
        Some(Logo::Embedded(EmbeddedLogo::Svg(data))) => ("image/svg+xml", data),
        Some(Logo::Embedded(EmbeddedLogo::Png(data))) => ("image/png", data),
        Some(Logo::Url(_)) | None => return Err(ContractError::NoLogo),
    };
    Ok(DownloadLogoResponse { mime_type: mime_type.into(), data })
}

//! What counts as a logo.

use crate::ContractError;
use api::cw20::{EmbeddedLogo, Logo, LogoInfo};

/// The largest embedded picture, bytes.
pub(crate) const MAX_LOGO_BYTES: usize = 5 * 1024;

const PNG_HEADER: [u8; 8] = [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a];
const XML_PREAMBLE: &[u8] = b"<?xml ";

/// Checks size and format. Errors: `LogoTooLarge`, `LogoFormat`.
pub(crate) fn check(logo: &Logo) -> Result<LogoInfo, ContractError> {
    let (data, header, expected): (_, &[u8], _) = match logo {
        Logo::Url(url) => return Ok(LogoInfo::Url(url.clone())),
        Logo::Embedded(EmbeddedLogo::Svg(data)) => (data, XML_PREAMBLE, "an SVG with an XML preamble"),
        Logo::Embedded(EmbeddedLogo::Png(data)) => (data, &PNG_HEADER, "a PNG"),
    };
    if data.len() > MAX_LOGO_BYTES {
        return Err(ContractError::LogoTooLarge { found: data.len(), max: MAX_LOGO_BYTES });
    }
    if !data.starts_with(header) {
        return Err(ContractError::LogoFormat { expected });
    }
    Ok(LogoInfo::Embedded)
}

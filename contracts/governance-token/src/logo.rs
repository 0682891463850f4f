//! The check of a logo.

use crate::ContractError;
use weal_api::cw20::{EmbeddedLogo, Logo, LogoInfo};

/// The largest embedded picture, bytes.
pub(crate) const MAX_LOGO_BYTES: usize = 5 * 1024;

const PNG_HEADER: [u8; 8] = [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a];
const XML_PREFIX: &[u8] = b"<?xml ";
const XML_POSTFIX: &[u8] = b"?>";

/// Checks size and format. Errors: `LogoTooLarge`, `LogoFormat`.
pub(crate) fn check(logo: &Logo) -> Result<LogoInfo, ContractError> {
    let (data, is_format, expected): (_, fn(&[u8]) -> bool, _) = match logo {
        Logo::Url(url) => return Ok(LogoInfo::Url(url.clone())),
        Logo::Embedded(EmbeddedLogo::Svg(data)) => (data, has_xml_preamble, "an SVG with an XML preamble"),
        Logo::Embedded(EmbeddedLogo::Png(data)) => (data, has_png_header, "a PNG"),
    };
    if data.len() > MAX_LOGO_BYTES {
        return Err(ContractError::LogoTooLarge { found: data.len(), max: MAX_LOGO_BYTES });
    }
    if !is_format(data) {
        return Err(ContractError::LogoFormat { expected });
    }
    Ok(LogoInfo::Embedded)
}

/// True where the text, up to its first `>` or its end, is an XML declaration.
fn has_xml_preamble(data: &[u8]) -> bool {
    let preamble = data.split_inclusive(|byte| *byte == b'>').next().unwrap_or_default();
    preamble.starts_with(XML_PREFIX) && preamble.ends_with(XML_POSTFIX)
}

fn has_png_header(data: &[u8]) -> bool {
    data.starts_with(&PNG_HEADER)
}

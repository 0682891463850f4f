//! The texts and hashes that a message may bring.

use crate::ContractError;
use cosmwasm_std::Binary;

/// Refuses a text that is not `min` to `max` printable ASCII characters, no space first or last. Errors:
/// `MalformedText`.
pub(crate) fn printable(
    field: &'static str,
    text: &str,
    min: usize,
    max: usize,
) -> Result<(), ContractError> {
    let alphabet = "printable ASCII, no space first or last";
    let is_printable = text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    ensure(is_printable && text.trim() == text, field, text, (min, max), alphabet)
}

/// Refuses a text that is not 2 to 32 of a–z, 0–9 and inner `-`. Errors: `MalformedText`.
pub(crate) fn code(field: &'static str, text: &str) -> Result<(), ContractError> {
    let is_code = text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    let is_framed = !text.starts_with('-') && !text.ends_with('-');
    ensure(is_code && is_framed, field, text, (2, 32), "a-z, 0-9 and inner '-'")
}

/// Refuses a hash that is not 32 bytes, or all zero. Errors: `NotAHash`.
pub(crate) fn hash(field: &'static str, bytes: &Binary) -> Result<(), ContractError> {
    if bytes.len() == 32 && bytes.iter().any(|byte| *byte != 0) {
        return Ok(());
    }
    Err(ContractError::NotAHash { field, found: bytes.len() })
}

fn ensure(
    is_of_alphabet: bool,
    field: &'static str,
    text: &str,
    (min, max): (usize, usize),
    alphabet: &'static str,
) -> Result<(), ContractError> {
    if is_of_alphabet && (min..=max).contains(&text.len()) {
        return Ok(());
    }
    Err(ContractError::MalformedText { field, found: text.to_owned(), min, max, alphabet })
}

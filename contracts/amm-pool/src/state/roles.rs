//! Who has which power, and what is announced.

use super::config::{put_params, take_params};
use super::{PENDING, ROLES};
use crate::error::Failure;
use cosmwasm_std::{Addr, Storage};
use weal_api::amm_pool::{PARAMS_LIFETIME, PendingParams};
use weal_wire::compact::{CompactError, Reader, Writer};

/// Who has which power. Packed as a number, when a pause can begin; then owner, proposed owner, guardian and recipient, each
/// behind its length, which is zero for none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Roles {
    pub(crate) owner: Addr,
    pub(crate) pending_owner: Option<Addr>,
    pub(crate) guardian: Option<Addr>,
    pub(crate) protocol_recipient: Option<Addr>,
    /// Unix seconds.
    pub(crate) pause_possible_at: u64,
}

impl Roles {
    /// Errors: `Corrupt`.
    pub(crate) fn load(storage: &dyn Storage) -> Result<Self, Failure> {
        let bytes = storage.get(ROLES).unwrap_or_default();
        let mut reader = Reader::new(&bytes);
        let pause_possible_at = reader.u64()?;
        let owner = take_account(&mut reader)?.ok_or(reader.damaged())?;
        let pending_owner = take_account(&mut reader)?;
        let guardian = take_account(&mut reader)?;
        let protocol_recipient = take_account(&mut reader)?;
        reader.finish()?;
        Ok(Self { owner, pending_owner, guardian, protocol_recipient, pause_possible_at })
    }

    pub(crate) fn save(&self, storage: &mut dyn Storage) {
        let Self { owner, pending_owner, guardian, protocol_recipient, .. } = self;
        let named = [Some(owner), pending_owner.as_ref(), guardian.as_ref(), protocol_recipient.as_ref()];
        storage.set(ROLES, &with_accounts(Writer::default().number(self.pause_possible_at), &named));
    }
}

/// What is announced. Errors: `Corrupt`.
pub(crate) fn load_pending(storage: &dyn Storage) -> Result<Option<PendingParams>, Failure> {
    let Some(bytes) = storage.get(PENDING) else { return Ok(None) };
    let mut reader = Reader::new(&bytes);
    let effective_at = reader.u64()?;
    let params = take_params(&mut reader)?;
    let (guardian, protocol_recipient) = (take_account(&mut reader)?, take_account(&mut reader)?);
    reader.finish()?;
    let expires_at = effective_at.checked_add(PARAMS_LIFETIME).ok_or(reader.damaged())?;
    Ok(Some(PendingParams { params, guardian, protocol_recipient, effective_at, expires_at }))
}

/// Packed as the numbers when it can hold, and the parameters as in [`super::Config`]; then guardian and recipient as in [`Roles`]. When it expires follows.
pub(crate) fn save_pending(storage: &mut dyn Storage, pending: &PendingParams) {
    let writer = put_params(Writer::default().number(pending.effective_at), pending.params);
    let named = [pending.guardian.as_ref(), pending.protocol_recipient.as_ref()];
    storage.set(PENDING, &with_accounts(writer, &named));
}

pub(crate) fn remove_pending(storage: &mut dyn Storage) {
    storage.remove(PENDING);
}

fn with_accounts(writer: Writer, accounts: &[Option<&Addr>]) -> Vec<u8> {
    let named = accounts.iter().map(|account| account.map_or("", Addr::as_str));
    named.fold(writer, |writer, name| writer.bytes(name.as_bytes())).finish()
}

/// The next account; none of no length. Errors: `CompactError`.
fn take_account(reader: &mut Reader<'_>) -> Result<Option<Addr>, CompactError> {
    let damaged = reader.damaged();
    let name = std::str::from_utf8(reader.bytes()?).map_err(|_| damaged)?;
    // Validated before it was written.
    Ok((!name.is_empty()).then(|| Addr::unchecked(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockStorage;
    use weal_api::amm_pool::{Directional, Params};

    #[test]
    fn what_is_written_is_read() {
        let mut storage = MockStorage::new();
        let account = |name: &str| Some(Addr::unchecked(name));
        assert!(Roles::load(&storage).is_err());
        for pending_owner in [None, account("wasm1next")] {
            let roles = Roles {
                owner: Addr::unchecked("wasm1owner"),
                pending_owner,
                guardian: None,
                protocol_recipient: account("wasm1paid"),
                pause_possible_at: 1_700_000_000,
            };
            roles.save(&mut storage);
            assert_eq!(Roles::load(&storage).unwrap(), roles);
        }
        assert_eq!(load_pending(&storage).unwrap(), None);
        for directional in [None, Some(Directional { alpha_bps: 10_000, cap_bps: 1 })] {
            let params =
                Params { fee_bps: 500, sandwich_bound: true, directional, ..crate::params::DEFAULTS };
            let (guardian, protocol_recipient) = (account("wasm1guard"), None);
            let (effective_at, expires_at) = (7, 7 + PARAMS_LIFETIME);
            let pending = PendingParams { params, guardian, protocol_recipient, effective_at, expires_at };
            save_pending(&mut storage, &pending);
            assert_eq!(load_pending(&storage).unwrap(), Some(pending));
        }
        storage.set(PENDING, b"\x01\x07");
        assert!(load_pending(&storage).is_err());
        remove_pending(&mut storage);
        assert_eq!(load_pending(&storage).unwrap(), None);
    }
}

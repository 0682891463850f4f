//! The committee of a development chain: four members with fresh keys.

use anyhow::bail;
use oracle_node::{OracleMember, read_key};
use rand::RngCore;
use std::fs;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use weal_api::oracle::{CommitteeResponse, QueryMsg};
use weal_attestation::MemberKey;
use weal_client::{COMMITTEE, Chain, Economy, Receipt};

/// Returns the path of a member's key below a folder.
pub(crate) fn key_path(directory: &Path, account: &str) -> PathBuf {
    directory.join(format!("{account}.key"))
}

/// The four members with keys from `directory`, made there where they are not yet; without a folder the keys
/// live as long as the process.
pub(crate) fn members(economy: &Economy, directory: Option<&Path>) -> anyhow::Result<Vec<OracleMember>> {
    (0u8..)
        .zip(COMMITTEE)
        .map(|(member, account)| {
            let key = match directory {
                None => MemberKey::from_seed(fresh_seed()),
                Some(directory) => key_at(&key_path(directory, account))?,
            };
            let (oracle, escrow) = (economy.oracle.clone(), economy.escrow.clone());
            Ok(OracleMember { member, key, oracle, escrow, lies: Vec::new() })
        })
        .collect()
}

/// Registers the keys that the contract does not have yet. What it has is asked of the contract and not of the
/// address book: the answer to a registration may have been lost.
pub(crate) fn register(
    chain: &dyn Chain,
    members: &[OracleMember],
    report: &mut dyn FnMut(&str, Option<&Receipt>),
) -> anyhow::Result<()> {
    for (member, account) in members.iter().zip(COMMITTEE) {
        let committee: CommitteeResponse = member.oracle.query(chain, &QueryMsg::Committee {})?;
        let seat = committee.members.into_iter().find(|seat| seat.member == member.member);
        let registered = seat.and_then(|seat| seat.public_key);
        let receipt = match registered {
            None => Some(member.register(chain, account)?),
            Some(key) if key.as_slice() == member.key.public_key() => None,
            Some(_) => bail!("{account} has registered another key than the one kept here"),
        };
        report(&format!("key of {account}"), receipt.as_ref());
    }
    Ok(())
}

fn key_at(path: &Path) -> anyhow::Result<MemberKey> {
    if !path.exists() {
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory)?;
        }
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        std::io::Write::write_all(&mut file, hex::encode(fresh_seed()).as_bytes())?;
    }
    Ok(read_key(path)?)
}

fn fresh_seed() -> [u8; 32] {
    let mut seed = [0; 32];
    rand::rngs::OsRng.fill_bytes(&mut seed);
    seed
}

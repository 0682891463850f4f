//! The committee of a development chain: four members with fresh keys.

use attestation::MemberKey;
use client::{Chain, Deployment, Economy, Receipt};
use oracle_node::{OracleMember, read_key};
use rand::RngCore;
use std::fs;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Accounts of the members, in order.
pub(crate) const COMMITTEE: [&str; 4] = ["oracle_one", "oracle_two", "oracle_three", "oracle_four"];

/// Where a member's key is below a folder.
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

/// Registers each member's key once.
pub(crate) fn register(
    chain: &dyn Chain,
    book: &mut Deployment,
    members: &[OracleMember],
    report: &mut dyn FnMut(&str, Option<&Receipt>),
) -> anyhow::Result<()> {
    for (member, account) in members.iter().zip(COMMITTEE) {
        let step = format!("register {account}");
        let receipt = book.once(&step, || {
            member.register(chain, account).map_err(|error| match error {
                oracle_node::OracleError::Client(error) => error,
                other => client::ClientError::Local { what: step.clone(), reason: other.to_string() },
            })
        })?;
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

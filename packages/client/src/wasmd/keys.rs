//! Named keys of a development chain.

use crate::ClientError;
use cosmrs::bip32::DerivationPath;
use cosmrs::crypto::secp256k1::SigningKey;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// Prefix of the chain's addresses.
const ADDRESS_PREFIX: &str = "wasm";

/// A chain's nodes and the keys that it funds, as `scripts/localnet` writes them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Endpoints {
    /// The chain's id.
    pub chain_id: String,
    /// One RPC URL per node.
    pub rpc: Vec<String>,
    /// The development mnemonic, known to everyone.
    pub mnemonic: String,
    /// The named accounts.
    pub accounts: Vec<NamedAccount>,
}

/// One named account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NamedAccount {
    /// The account's name in programs.
    pub name: String,
    /// The key's derivation path below the mnemonic.
    pub path: String,
    /// Its address, for people and for checking.
    pub address: String,
}

impl Endpoints {
    /// Reads the file. Errors: `Local`.
    pub fn read(path: &Path) -> Result<Self, ClientError> {
        let what = format!("{} (run scripts/localnet up first)", path.display());
        let bytes = std::fs::read(path).map_err(|error| ClientError::local(&what, error))?;
        serde_json::from_slice(&bytes).map_err(|error| ClientError::local(&what, error))
    }
}

/// The secret keys of the named accounts.
pub struct DevelopmentKeys(BTreeMap<String, SigningKey>);

impl DevelopmentKeys {
    /// Derives every key and checks it against the address in the file. Errors: `Local`.
    pub fn derive(endpoints: &Endpoints) -> Result<Self, ClientError> {
        let mnemonic: bip39::Mnemonic =
            endpoints.mnemonic.parse().map_err(|error| ClientError::local("mnemonic", error))?;
        let seed = mnemonic.to_seed("");
        let derive = |account: &NamedAccount| {
            let path: DerivationPath = account.path.parse()?;
            Ok((account.name.clone(), SigningKey::derive_from_path(seed, &path)?))
        };
        let keys: Result<BTreeMap<_, _>, cosmrs::bip32::Error> =
            endpoints.accounts.iter().map(derive).collect();
        let keys = Self(keys.map_err(|error| ClientError::local("derivation path", error))?);
        for account in &endpoints.accounts {
            let derived = keys.address(&account.name)?;
            if derived != account.address {
                let reason = format!("{} is {derived}, the file says {}", account.name, account.address);
                return Err(ClientError::local("accounts", reason));
            }
        }
        Ok(keys)
    }

    /// Errors: `UnknownAccount`.
    pub(crate) fn get(&self, name: &str) -> Result<&SigningKey, ClientError> {
        self.0.get(name).ok_or_else(|| ClientError::UnknownAccount {
            name: name.into(),
            known: self.0.keys().cloned().collect::<Vec<_>>().join(", "),
        })
    }

    /// Errors: `UnknownAccount`.
    pub(crate) fn address(&self, name: &str) -> Result<String, ClientError> {
        let id = self.get(name)?.public_key().account_id(ADDRESS_PREFIX);
        id.map(|id| id.to_string()).map_err(|error| ClientError::local("address", error))
    }
}

//! The address book of one chain, written after every step.

use crate::{Chain, ClientError, Code, Receipt, contract::to_value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};
use thiserror::Error;

/// Failures of a deployment.
#[derive(Debug, Error)]
pub enum DeploymentError {
    /// The chain.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The file.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The failure.
        source: io::Error,
    },
    /// The file is not an address book.
    #[error("{} is not a deployment: {source}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// The fault in it.
        source: serde_json::Error,
    },
    /// The file is another chain's.
    #[error("{} is of chain {found}, not {expected}", path.display())]
    OtherChain {
        /// The file.
        path: PathBuf,
        /// The chain it is of.
        found: String,
        /// The chain asked for.
        expected: String,
    },
    /// The file is of a chain that is gone.
    #[error("{} is of an earlier chain called {chain_id}: remove the file to deploy anew", path.display())]
    EarlierChain {
        /// The file.
        path: PathBuf,
        /// The id that both chains have.
        chain_id: String,
    },
    /// The contract is not deployed yet.
    #[error("{label} is not deployed on {chain_id}: run `weal deploy` first")]
    Missing {
        /// The contract.
        label: String,
        /// The chain.
        chain_id: String,
    },
}

/// The codes and contracts that are on a chain. Each step is on disk before the next begins, so that an
/// interrupted deployment resumes where it stopped and a finished one does nothing.
#[derive(Clone, Debug)]
pub struct Deployment {
    path: Option<PathBuf>,
    book: Book,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Book {
    chain_id: String,
    genesis: String,
    codes: BTreeMap<String, StoredEntry>,
    contracts: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct StoredEntry {
    code_id: u64,
    sha256: Option<String>,
}

impl Deployment {
    /// `<directory>/<chain-id>.json`, read where it exists. Errors: `File`, `Format`, `OtherChain`,
    /// `EarlierChain`, `Client`.
    pub fn open(directory: &Path, chain: &dyn Chain) -> Result<Self, DeploymentError> {
        let (chain_id, genesis) = (chain.chain_id(), chain.genesis()?);
        let path = directory.join(format!("{chain_id}.json"));
        let book = match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map_err(|source| DeploymentError::Format { path: path.clone(), source })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Book { chain_id: chain_id.into(), genesis: genesis.clone(), ..Book::default() }
            }
            Err(source) => return Err(DeploymentError::File { path, source }),
        };
        if book.chain_id != chain_id {
            let expected = chain_id.into();
            return Err(DeploymentError::OtherChain { path, found: book.chain_id, expected });
        }
        if book.genesis != genesis {
            return Err(DeploymentError::EarlierChain { path, chain_id: chain_id.into() });
        }
        Ok(Self { path: Some(path), book })
    }

    /// An address book that lives as long as the process: for the embedded chain.
    pub fn in_memory(chain_id: &str) -> Self {
        Self { path: None, book: Book { chain_id: chain_id.into(), ..Book::default() } }
    }

    /// Returns the number of a contract's code. It is stored now where it is not yet: then the receipt comes with it.
    pub fn code(
        &mut self,
        chain: &dyn Chain,
        signer: &str,
        name: &str,
    ) -> Result<(u64, Option<Receipt>), DeploymentError> {
        if let Some(stored) = self.book.codes.get(name) {
            return Ok((stored.code_id, None));
        }
        let stored = chain.store(signer, &Code { name: name.into() })?;
        let entry = StoredEntry { code_id: stored.code_id, sha256: stored.sha256 };
        self.book.codes.insert(name.into(), entry);
        self.save()?;
        Ok((stored.code_id, Some(stored.receipt)))
    }

    /// Returns the address of the contract called `label`. It is created with `msg` from the code of that name where it is not yet: then
    /// the receipt comes with it.
    pub fn contract(
        &mut self,
        chain: &dyn Chain,
        signer: &str,
        label: &str,
        msg: &impl Serialize,
    ) -> Result<(String, Option<Receipt>), DeploymentError> {
        if let Some(address) = self.book.contracts.get(label) {
            return Ok((address.clone(), None));
        }
        let (code_id, _) = self.code(chain, signer, label)?;
        let (address, receipt) = chain.instantiate(signer, code_id, label, &to_value(msg)?)?;
        self.book.contracts.insert(label.into(), address.clone());
        self.save()?;
        Ok((address, Some(receipt)))
    }

    /// Notes a contract that another contract has created.
    pub fn record(&mut self, label: &str, address: &str) -> Result<(), DeploymentError> {
        self.book.contracts.insert(label.into(), address.into());
        self.save()
    }

    /// Returns a contract's address. Errors: `Missing`.
    pub fn address(&self, label: &str) -> Result<&str, DeploymentError> {
        self.book.contracts.get(label).map(String::as_str).ok_or_else(|| DeploymentError::Missing {
            label: label.into(),
            chain_id: self.book.chain_id.clone(),
        })
    }

    /// (label, address) of every contract.
    pub fn contracts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.book.contracts.iter().map(|(label, address)| (label.as_str(), address.as_str()))
    }

    /// Writes a new file and renames it over the old one, so that a reader or a crash never sees half a book.
    fn save(&self) -> Result<(), DeploymentError> {
        let Some(path) = &self.path else { return Ok(()) };
        let file = |source| DeploymentError::File { path: path.clone(), source };
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory).map_err(file)?;
        }
        let text = serde_json::to_string_pretty(&self.book)
            .map_err(|source| DeploymentError::Format { path: path.clone(), source })?;
        let draft = path.with_extension("json.new");
        fs::write(&draft, text + "\n").map_err(file)?;
        fs::rename(&draft, path).map_err(file)
    }
}

//! An account of the benchmark's own.

use cosmrs::Any;
use cosmrs::crypto::secp256k1::SigningKey;
use cosmrs::proto::cosmos::auth::v1beta1::{BaseAccount, QueryAccountRequest, QueryAccountResponse};
use cosmrs::proto::traits::Message;
use cosmrs::tx::{Body, Fee, SignDoc, SignerInfo};
use sha2::{Digest, Sha256};
use weal_client::RpcClient;

/// A key made from a name, its account's number and next sequence.
pub struct Wallet {
    key: SigningKey,
    /// The account's address, bech32.
    pub address: String,
    number: u64,
    sequence: u64,
}

impl Wallet {
    /// The wallet of that name. The account must have coins before it can sign: see [`crate::Net::fund`].
    pub fn named(name: &str) -> anyhow::Result<Self> {
        let key =
            SigningKey::from_slice(&Sha256::digest(name)).map_err(|error| anyhow::anyhow!("{error}"))?;
        let address = key.public_key().account_id("wasm").map_err(|error| anyhow::anyhow!("{error}"))?;
        Ok(Self { key, address: address.to_string(), number: 0, sequence: 0 })
    }

    /// Reads number and sequence from the chain. Errors: an account that has never had coins.
    pub(crate) fn refresh(&mut self, rpc: &RpcClient) -> anyhow::Result<()> {
        let request = QueryAccountRequest { address: self.address.clone() };
        let answer: QueryAccountResponse = rpc.abci_query("/cosmos.auth.v1beta1.Query/Account", &request)?;
        let account = BaseAccount::decode(answer.account.unwrap_or_default().value.as_slice())?;
        (self.number, self.sequence) = (account.account_number, account.sequence);
        Ok(())
    }

    /// A signed transaction with the next sequence; no fee.
    pub fn sign(&mut self, chain_id: &str, messages: &[Any], gas_limit: u64) -> anyhow::Result<Vec<u8>> {
        let signed = || -> Result<Vec<u8>, cosmrs::ErrorReport> {
            let body = Body::new(messages.to_vec(), "", 0u32);
            let fee = Fee { amount: vec![], gas_limit, payer: None, granter: None };
            let auth = SignerInfo::single_direct(Some(self.key.public_key()), self.sequence).auth_info(fee);
            SignDoc::new(&body, &auth, &chain_id.parse()?, self.number)?.sign(&self.key)?.to_bytes()
        };
        let bytes = signed().map_err(|error| anyhow::anyhow!("{error}"))?;
        self.sequence += 1;
        Ok(bytes)
    }
}

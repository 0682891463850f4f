//! A real chain of wasmd nodes over RPC.

mod keys;
mod rpc;
mod tx;

pub use keys::{DevelopmentKeys, Endpoints};
pub use rpc::RpcClient;

use crate::{Block, Chain, ClientError, Code, Funds, Receipt, StoredCode, contract::to_value};
use cosmrs::Any;
use cosmrs::proto::cosmos::bank::v1beta1::{QueryBalanceRequest, QueryBalanceResponse};
use cosmrs::proto::cosmwasm::wasm::v1::{
    MsgExecuteContract, MsgInstantiateContract, MsgStoreCode, QuerySmartContractStateRequest,
    QuerySmartContractStateResponse,
};
use cosmrs::proto::traits::Message;
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

/// How often a waiting call looks again.
const POLL: Duration = Duration::from_millis(100);

/// A chain of wasmd nodes, with signing keys and a folder of wasm.
pub struct WasmdChain {
    rpc: RpcClient,
    keys: DevelopmentKeys,
    artifacts: PathBuf,
    /// account → (number, next sequence); forgotten when the chain disagrees.
    sequences: RefCell<BTreeMap<String, (u64, u64)>>,
}

impl WasmdChain {
    /// Connects to the nodes in `endpoints`; `artifacts` holds `<contract_name>.wasm`.
    pub fn connect(endpoints: &Endpoints, artifacts: impl Into<PathBuf>) -> Result<Self, ClientError> {
        let keys = DevelopmentKeys::derive(endpoints)?;
        let rpc = RpcClient::new(&endpoints.chain_id, &endpoints.rpc);
        Ok(Self { rpc, keys, artifacts: artifacts.into(), sequences: RefCell::default() })
    }

    /// Signs with the account's next sequence, simulates for the gas, sends, and waits for the block. For the
    /// messages that [`Chain`] has no word for, such as those of the chain's governance. Errors: `Refused`.
    pub fn transact(&self, signer: &str, message: Any) -> Result<Receipt, ClientError> {
        match self.try_transact(signer, &message) {
            // Somebody else used the key, or an earlier transaction was lost: ask the chain and try once more.
            Err(ClientError::Refused { reason, .. }) if reason.contains("account sequence mismatch") => {
                self.sequences.borrow_mut().remove(signer);
                self.try_transact(signer, &message)
            }
            done => done,
        }
    }

    fn try_transact(&self, signer: &str, message: &Any) -> Result<Receipt, ClientError> {
        let key = self.keys.get(signer)?;
        let account = self.account(signer)?;
        let draft = tx::sign(key, self.rpc.chain_id(), account, message, 0)?;
        let gas = tx::with_margin(tx::simulate(&self.rpc, &draft)?);
        let signed = tx::sign(key, self.rpc.chain_id(), account, message, gas)?;
        let tx_hash = tx::broadcast(&self.rpc, &signed)?;
        self.sequences.borrow_mut().insert(signer.into(), (account.0, account.1 + 1));
        tx::wait_for_block(&self.rpc, &tx_hash, &signed)
    }

    fn account(&self, signer: &str) -> Result<(u64, u64), ClientError> {
        if let Some(known) = self.sequences.borrow().get(signer) {
            return Ok(*known);
        }
        tx::account(&self.rpc, &self.address(signer)?)
    }

    fn wasm(&self, code: &Code) -> Result<Vec<u8>, ClientError> {
        let path = self.artifacts.join(format!("{}.wasm", code.name.replace('-', "_")));
        std::fs::read(&path).map_err(|error| ClientError::UnknownCode {
            name: code.name.clone(),
            reason: format!("{}: {error}; run scripts/wasm", path.display()),
        })
    }
}

impl Chain for WasmdChain {
    fn chain_id(&self) -> &str {
        self.rpc.chain_id()
    }

    fn genesis(&self) -> Result<String, ClientError> {
        self.rpc.first_block()
    }

    fn address(&self, account: &str) -> Result<String, ClientError> {
        self.keys.address(account)
    }

    fn block(&self) -> Result<Block, ClientError> {
        self.rpc.newest_block()
    }

    fn store(&self, signer: &str, code: &Code) -> Result<StoredCode, ClientError> {
        let wasm = self.wasm(code)?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        let zipped = gzip.write_all(&wasm).and_then(|()| gzip.finish());
        let message = MsgStoreCode {
            sender: self.address(signer)?,
            wasm_byte_code: zipped.map_err(|error| ClientError::local("gzip", error))?,
            instantiate_permission: None,
        };
        let receipt = self.transact(signer, tx::any("/cosmwasm.wasm.v1.MsgStoreCode", &message))?;
        let code_id = receipt.attribute("store_code", "code_id").and_then(|id| id.parse().ok());
        let code_id = code_id.ok_or_else(|| ClientError::decode("store_code", "no code_id in its event"))?;
        Ok(StoredCode { code_id, sha256: Some(hex::encode(Sha256::digest(&wasm))), receipt })
    }

    fn instantiate(
        &self,
        signer: &str,
        code_id: u64,
        label: &str,
        msg: &Value,
    ) -> Result<(String, Receipt), ClientError> {
        let sender = self.address(signer)?;
        let message = MsgInstantiateContract {
            admin: sender.clone(),
            sender,
            code_id,
            label: label.into(),
            msg: msg.to_string().into_bytes(),
            funds: vec![],
        };
        let receipt = self.transact(signer, tx::any("/cosmwasm.wasm.v1.MsgInstantiateContract", &message))?;
        let address = receipt.attribute("instantiate", "_contract_address").map(str::to_owned);
        let address =
            address.ok_or_else(|| ClientError::decode("instantiate", "no _contract_address in its event"))?;
        Ok((address, receipt))
    }

    fn execute(
        &self,
        signer: &str,
        contract: &str,
        msg: &Value,
        funds: &Funds,
    ) -> Result<Receipt, ClientError> {
        let message = MsgExecuteContract {
            sender: self.address(signer)?,
            contract: contract.into(),
            msg: msg.to_string().into_bytes(),
            funds: tx::coins(funds),
        };
        self.transact(signer, tx::any("/cosmwasm.wasm.v1.MsgExecuteContract", &message))
    }

    fn send(&self, signer: &str, recipient: &str, funds: &Funds) -> Result<Receipt, ClientError> {
        let message = cosmrs::proto::cosmos::bank::v1beta1::MsgSend {
            from_address: self.address(signer)?,
            to_address: recipient.into(),
            amount: tx::coins(funds),
        };
        self.transact(signer, tx::any("/cosmos.bank.v1beta1.MsgSend", &message))
    }

    fn query(&self, contract: &str, msg: &Value) -> Result<Value, ClientError> {
        let request = QuerySmartContractStateRequest {
            address: contract.into(),
            query_data: to_value(msg)?.to_string().into_bytes(),
        };
        let path = "/cosmwasm.wasm.v1.Query/SmartContractState";
        let answer: QuerySmartContractStateResponse = self.rpc.abci_query(path, &request)?;
        serde_json::from_slice(&answer.data).map_err(|error| ClientError::decode(contract, error))
    }

    fn balance(&self, address: &str, denom: &str) -> Result<u128, ClientError> {
        let request = QueryBalanceRequest { address: address.into(), denom: denom.into() };
        let answer: QueryBalanceResponse =
            self.rpc.abci_query("/cosmos.bank.v1beta1.Query/Balance", &request)?;
        match answer.balance {
            None => Ok(0),
            Some(coin) => coin.amount.parse().map_err(|error| ClientError::decode("bank", error)),
        }
    }

    fn wait_until(&self, time: u64) -> Result<Block, ClientError> {
        self.rpc.wait_until(time)
    }
}

/// `bytes` of a protobuf message, named by its type.
pub(crate) fn encode(message: &impl Message) -> Vec<u8> {
    message.encode_to_vec()
}

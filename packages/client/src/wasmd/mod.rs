//! A real chain of wasmd nodes over RPC.

mod keys;
mod mempool;
mod outcome;
mod rpc;
mod sending;
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
use mempool::sequence_mismatch;
use sending::{Cause, Failure, Heard, Patience, Sending, Step};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;
use tx::{Account, Heights, Signed};

/// The pause of a waiting call between two looks.
const POLL: Duration = Duration::from_millis(100);

/// A chain of wasmd nodes, with signing keys and a folder of wasm.
pub struct WasmdChain {
    rpc: RpcClient,
    keys: DevelopmentKeys,
    artifacts: PathBuf,
    /// The accounts as the chain will have them; forgotten when the chain disagrees.
    accounts: RefCell<BTreeMap<String, Account>>,
    patience: Patience,
}

/// The fate of signed bytes.
enum Followed {
    /// The bytes ran.
    Ran(Receipt),
    /// The bytes have no effect and never will; others may.
    Unspent(Cause, Signed),
}

impl WasmdChain {
    /// Connects to the nodes in `endpoints`; `artifacts` holds `<contract_name>.wasm`. Errors: `WrongChain` where a node that answers is
    /// another chain's, `Unreachable` where none answers.
    pub fn connect(endpoints: &Endpoints, artifacts: impl Into<PathBuf>) -> Result<Self, ClientError> {
        let chain = Self::unasked(endpoints, artifacts)?;
        chain.rpc.ensure_chain()?;
        Ok(chain)
    }

    /// The chain at nodes that need not answer yet: each is asked for its chain's id before its first call, so that one that is down
    /// now counts once it is up. Errors: as the keys' derivation.
    pub fn unasked(endpoints: &Endpoints, artifacts: impl Into<PathBuf>) -> Result<Self, ClientError> {
        let keys = DevelopmentKeys::derive(endpoints)?;
        let rpc = RpcClient::new(&endpoints.chain_id, &endpoints.rpc);
        let (artifacts, accounts) = (artifacts.into(), RefCell::default());
        Ok(Self { rpc, keys, artifacts, accounts, patience: Patience::USUAL })
    }

    /// Signs with the account's next sequence, simulates for the gas, sends, and waits for the block. For the
    /// messages that [`Chain`] has no word for, such as those of the chain's governance. The message has its effect once or never, whatever
    /// answers are lost: see [`Chain`]. Errors: `Refused`, `Unreachable`, `Expired`, `Undecided`.
    pub fn transact(&self, signer: &str, message: Any) -> Result<Receipt, ClientError> {
        let (mut shortages, mut signatures) = (0, 0);
        loop {
            let signed = self.sign(signer, &message, shortages)?;
            signatures += 1;
            let (cause, signed) = match self.follow(signer, signed)? {
                Followed::Ran(receipt) => return Ok(receipt),
                Followed::Unspent(cause, signed) => (cause, signed),
            };
            self.accounts.borrow_mut().remove(signer);
            if signatures >= self.patience.signatures {
                return Err(unspent(cause, signed));
            }
            shortages += u32::from(matches!(cause, Cause::OutOfGas(_)));
        }
    }

    /// Follows signed bytes until a block has run them, or until it is certain that none ever will. Errors: `Refused`, `Unreachable`,
    /// `Undecided`.
    fn follow(&self, signer: &str, signed: Signed) -> Result<Followed, ClientError> {
        let nodes =
            u32::try_from(self.rpc.node_count()).map_err(|error| ClientError::local("endpoints", error))?;
        let mut sending = Sending::begin(self.patience, nodes, signed.account.sequence, signed.heights.last);
        let mut step = Step::Broadcast;
        loop {
            let heard = match step {
                Step::Broadcast => Heard::Mempool(tx::broadcast(&self.rpc, &signed)),
                Step::BroadcastLater => {
                    sleep(self.patience.pause);
                    Heard::Mempool(tx::broadcast(&self.rpc, &signed))
                }
                Step::LookUp => {
                    sleep(self.patience.poll);
                    match tx::look_up(&self.rpc, &signed) {
                        Some(outcome) => Heard::Found(outcome),
                        None => {
                            Heard::Unseen { height: self.rpc.newest_block().ok().map(|block| block.height) }
                        }
                    }
                }
                Step::ReadBlocks => tx::read_blocks(&self.rpc, &signed),
                Step::SignAnew(cause) => return Ok(Followed::Unspent(cause, signed)),
                Step::Refuse(failure) => return Err(self.refuse(signer, &signed, failure)),
                Step::Finish(receipt) => {
                    self.remember(signer, signed.account.after());
                    return Ok(Followed::Ran(receipt));
                }
                Step::GiveUp => {
                    self.accounts.borrow_mut().remove(signer);
                    let Signed { tx_hash, heights: Heights { last: timeout_height, .. }, .. } = signed;
                    return Err(ClientError::Undecided { tx_hash, timeout_height });
                }
            };
            step = sending.hear(heard);
        }
    }

    fn refuse(&self, signer: &str, signed: &Signed, failure: Failure) -> ClientError {
        let tx_hash = Some(signed.tx_hash.clone());
        match failure {
            Failure::Unreachable(reason) => ClientError::Unreachable { method: tx::BROADCAST.into(), reason },
            Failure::Mempool(reason) => ClientError::Refused { reason, tx_hash: None },
            Failure::Block(reason) => {
                self.remember(signer, signed.account.after());
                ClientError::Refused { reason, tx_hash }
            }
        }
    }

    /// Bytes that nobody has seen, with the gas that a simulation asks for and a third more for each time it did not suffice. Errors:
    /// `Refused` where the message would fail; `Unreachable`.
    fn sign(&self, signer: &str, message: &Any, shortages: u32) -> Result<Signed, ClientError> {
        let key = self.keys.get(signer)?;
        let mut refusals = 0;
        loop {
            let account = self.account(signer)?;
            let draft = tx::sign(key, self.rpc.chain_id(), account, message, 0, Heights::ANY)?;
            match tx::simulate(&self.rpc, &draft.bytes) {
                Ok(gas) => {
                    let heights = Heights::after(self.rpc.newest_block()?.height, self.patience.blocks);
                    let gas = tx::with_margin(gas, shortages);
                    return tx::sign(key, self.rpc.chain_id(), account, message, gas, heights);
                }
                Err(ClientError::Refused { reason, tx_hash }) => {
                    let mismatch = sequence_mismatch(&reason);
                    refusals += 1;
                    if mismatch.is_none() || refusals >= self.patience.refusals {
                        return Err(ClientError::Refused { reason, tx_hash });
                    }
                    // A node that has not seen the block before yet is waited for; else somebody used the key.
                    match mismatch.flatten() {
                        Some(expected) if expected < account.sequence => sleep(self.patience.pause),
                        _ => drop(self.accounts.borrow_mut().remove(signer)),
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn account(&self, signer: &str) -> Result<Account, ClientError> {
        if let Some(known) = self.accounts.borrow().get(signer) {
            return Ok(*known);
        }
        let account = tx::account(&self.rpc, &self.address(signer)?)?;
        self.remember(signer, account);
        Ok(account)
    }

    fn remember(&self, signer: &str, account: Account) {
        self.accounts.borrow_mut().insert(signer.into(), account);
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

/// Returns the failure of a message that was given up after its last signature.
fn unspent(cause: Cause, signed: Signed) -> ClientError {
    let Signed { tx_hash, heights: Heights { last: timeout_height, .. }, .. } = signed;
    match cause {
        Cause::Expired => ClientError::Expired { tx_hash, timeout_height },
        Cause::Sequence(reason) | Cause::OutOfGas(reason) => {
            ClientError::Refused { reason, tx_hash: Some(tx_hash) }
        }
    }
}

#[cfg(test)]
mod tests;

/// `bytes` of a protobuf message, named by its type.
pub(crate) fn encode(message: &impl Message) -> Vec<u8> {
    message.encode_to_vec()
}

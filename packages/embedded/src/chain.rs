//! The chain in this process: cw-multi-test with named accounts and a clock of its own.

use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Addr, BlockInfo, Coin, Empty, StdError, Timestamp, Uint256, coin};
use cw_multi_test::{App, AppBuilder, AppResponse, Contract, Executor};
use serde_json::Value;
use std::cell::{RefCell, RefMut};
use std::collections::BTreeMap;
use weal_client::{Block, Chain, ClientError, Code, Funds, Receipt, StoredCode};

/// Makes a contract with its entry points, once for each time that its code is stored.
pub type MakeContract = Box<dyn Fn() -> Box<dyn Contract<Empty>>>;
/// The contracts that a chain can store, by name.
pub type CodeRegistry = BTreeMap<&'static str, MakeContract>;

/// Seconds between two blocks. Each transaction has a block of its own.
const BLOCK_SECONDS: u64 = 1;
/// The first block's time, Unix seconds: any fixed one makes runs repeat exactly.
const GENESIS_TIME: u64 = 1_700_000_000;

/// A chain in this process, driven by one thread.
pub struct EmbeddedChain {
    app: RefCell<App>,
    codes: CodeRegistry,
    chain_id: String,
    accounts: BTreeMap<String, Addr>,
}

impl EmbeddedChain {
    /// Starts a chain that can store `codes`, and on which each named account holds `coins` (amount, denomination).
    pub fn new(codes: CodeRegistry, accounts: &[&str], coins: &[(u128, &str)]) -> Self {
        let chain_id = "commonweal-embedded-1".to_owned();
        let api = MockApi::default().with_prefix("wasm");
        let accounts: BTreeMap<_, _> =
            accounts.iter().map(|name| ((*name).to_owned(), api.addr_make(name))).collect();
        let mut funds: Vec<Coin> = coins.iter().map(|(amount, denom)| coin(*amount, *denom)).collect();
        funds.sort_by(|a, b| a.denom.cmp(&b.denom));
        let block =
            BlockInfo { height: 1, time: Timestamp::from_seconds(GENESIS_TIME), chain_id: chain_id.clone() };
        let app = AppBuilder::new().with_api(api).with_block(block).build(|router, _, storage| {
            for address in accounts.values() {
                // Refused only for a negative or unsorted amount, which coins sorted above cannot be.
                let _ = router.bank.init_balance(storage, address, funds.clone());
            }
        });
        Self { app: RefCell::new(app), codes, chain_id, accounts }
    }

    /// Returns cw-multi-test's own chain beneath, for what [`Chain`] has no call for. Blocks end only with a call of [`Chain`]. Panics
    /// where it is borrowed already.
    pub fn app(&self) -> RefMut<'_, App> {
        self.app.borrow_mut()
    }

    fn account(&self, name: &str) -> Result<Addr, ClientError> {
        self.accounts.get(name).cloned().ok_or_else(|| ClientError::UnknownAccount {
            name: name.into(),
            known: self.accounts.keys().cloned().collect::<Vec<_>>().join(", "),
        })
    }

    /// Ends the block of a transaction that has just run.
    fn next_block(&self, response: AppResponse) -> Receipt {
        let mut app = self.app.borrow_mut();
        let height = app.block_info().height;
        app.update_block(|block| {
            block.height += 1;
            block.time = block.time.plus_seconds(BLOCK_SECONDS);
        });
        Receipt { tx_hash: None, height, gas_used: None, events: response.events }
    }
}

/// The contract's own words: the innermost text, without the framework's wrapping.
fn refused(error: StdError) -> ClientError {
    let text = error.to_string();
    let reason = text.rsplit("error: ").next().unwrap_or(&text);
    ClientError::Refused { reason: reason.to_owned(), tx_hash: None }
}

fn coins_of(funds: &Funds) -> Vec<Coin> {
    funds
        .coins()
        .iter()
        .map(|(denom, amount)| Coin { denom: denom.clone(), amount: Uint256::from(*amount) })
        .collect()
}

impl Chain for EmbeddedChain {
    fn chain_id(&self) -> &str {
        &self.chain_id
    }

    fn genesis(&self) -> Result<String, ClientError> {
        Ok(format!("embedded, {GENESIS_TIME}"))
    }

    fn address(&self, account: &str) -> Result<String, ClientError> {
        self.account(account).map(String::from)
    }

    fn block(&self) -> Result<Block, ClientError> {
        let block = self.app.borrow().block_info();
        Ok(Block { height: block.height, time: block.time.seconds() })
    }

    fn store(&self, signer: &str, code: &Code) -> Result<StoredCode, ClientError> {
        let creator = self.account(signer)?;
        let contract = self.codes.get(code.name.as_str()).ok_or_else(|| ClientError::UnknownCode {
            name: code.name.clone(),
            reason: "not in the embedded chain's registry".into(),
        })?;
        let code_id = self.app.borrow_mut().store_code_with_creator(creator, contract());
        let receipt = self.next_block(AppResponse::default());
        Ok(StoredCode { code_id, sha256: None, receipt })
    }

    fn instantiate(
        &self,
        signer: &str,
        code_id: u64,
        label: &str,
        msg: &Value,
    ) -> Result<(String, Receipt), ClientError> {
        let sender = self.account(signer)?;
        let admin = Some(sender.to_string());
        let created = self.app.borrow_mut().instantiate_contract(code_id, sender, msg, &[], label, admin);
        let address = created.map_err(refused)?;
        Ok((address.into(), self.next_block(AppResponse::default())))
    }

    fn execute(
        &self,
        signer: &str,
        contract: &str,
        msg: &Value,
        funds: &Funds,
    ) -> Result<Receipt, ClientError> {
        let (sender, contract) = (self.account(signer)?, Addr::unchecked(contract));
        let done = self.app.borrow_mut().execute_contract(sender, contract, msg, &coins_of(funds));
        done.map(|response| self.next_block(response)).map_err(refused)
    }

    fn send(&self, signer: &str, recipient: &str, funds: &Funds) -> Result<Receipt, ClientError> {
        let (sender, recipient) = (self.account(signer)?, Addr::unchecked(recipient));
        let done = self.app.borrow_mut().send_tokens(sender, recipient, &coins_of(funds));
        done.map(|response| self.next_block(response)).map_err(refused)
    }

    fn query(&self, contract: &str, msg: &Value) -> Result<Value, ClientError> {
        self.app.borrow().wrap().query_wasm_smart(contract, msg).map_err(refused)
    }

    fn balance(&self, address: &str, denom: &str) -> Result<u128, ClientError> {
        let coin = self.app.borrow().wrap().query_balance(address, denom).map_err(refused)?;
        coin.amount.to_string().parse().map_err(|error| ClientError::decode("bank", error))
    }

    fn wait_until(&self, time: u64) -> Result<Block, ClientError> {
        self.app.borrow_mut().update_block(|block| {
            if block.time.seconds() < time {
                block.height += 1;
                block.time = Timestamp::from_seconds(time);
            }
        });
        self.block()
    }
}

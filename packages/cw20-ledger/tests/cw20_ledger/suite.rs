//! A ledger in which alice has 1,000.

use cosmwasm_std::testing::{MockApi, MockQuerier, MockStorage, message_info, mock_dependencies, mock_env};
use cosmwasm_std::{Addr, Env, Order, OwnedDeps, Response, Storage, Timestamp, Uint128};
use cw_utils::Expiration;
use weal_api::cw20::{AllowanceResponse, Cw20ExecuteMsg};
use weal_cw20_ledger::{Cw20Error, SendFrom};

pub(crate) const NAMES: [&str; 4] = ["alice", "bob", "carol", "dave"];

pub(crate) struct Suite {
    pub(crate) deps: OwnedDeps<MockStorage, MockApi, MockQuerier>,
    pub(crate) height: u64,
    pub(crate) alice: Addr,
    pub(crate) bob: Addr,
    pub(crate) carol: Addr,
}

pub(crate) fn address(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

impl Suite {
    pub(crate) fn new() -> Self {
        let mut deps = mock_dependencies();
        let [alice, bob, carol] = ["alice", "bob", "carol"].map(address);
        weal_cw20_ledger::create(&mut deps.storage, "Commonweal".into(), "WEAL".into(), 6).unwrap();
        weal_cw20_ledger::mint(&mut deps.storage, &deps.api, &alice, Uint128::new(1_000)).unwrap();
        Self { deps, height: 100, alice, bob, carol }
    }

    pub(crate) fn env(&self) -> Env {
        let mut env = mock_env();
        env.block.height = self.height;
        env.block.time = Timestamp::from_seconds(self.height);
        env
    }

    pub(crate) fn execute(&mut self, sender: &Addr, msg: Cw20ExecuteMsg) -> Result<Response, Cw20Error> {
        let (env, info) = (self.env(), message_info(sender, &[]));
        let deps = self.deps.as_mut();
        match msg {
            Cw20ExecuteMsg::Transfer { recipient, amount } => {
                weal_cw20_ledger::transfer(deps, info, recipient, amount)
            }
            Cw20ExecuteMsg::Send { contract, amount, msg } => {
                weal_cw20_ledger::send(deps, info, contract, amount, msg)
            }
            Cw20ExecuteMsg::IncreaseAllowance { spender, amount, expires } => {
                weal_cw20_ledger::increase_allowance(deps, env, info, spender, amount, expires)
            }
            Cw20ExecuteMsg::DecreaseAllowance { spender, amount, expires } => {
                weal_cw20_ledger::decrease_allowance(deps, env, info, spender, amount, expires)
            }
            Cw20ExecuteMsg::TransferFrom { owner, recipient, amount } => {
                weal_cw20_ledger::transfer_from(deps, env, info, owner, recipient, amount)
            }
            Cw20ExecuteMsg::SendFrom { owner, contract, amount, msg } => {
                weal_cw20_ledger::send_from(deps, env, info, SendFrom { owner, contract, amount, msg })
            }
            other => panic!("not the ledger's: {other:?}"),
        }
    }

    pub(crate) fn balance(&self, account: &Addr) -> u128 {
        weal_cw20_ledger::balance_of(&self.deps.storage, &self.deps.api, account).unwrap().u128()
    }

    pub(crate) fn supply(&self) -> u128 {
        weal_cw20_ledger::total_supply(&self.deps.storage).unwrap().u128()
    }

    pub(crate) fn allowance(&self, owner: &Addr, spender: &Addr) -> AllowanceResponse {
        weal_cw20_ledger::allowance(self.deps.as_ref(), owner.to_string(), spender.to_string()).unwrap()
    }

    /// Everything that is stored.
    pub(crate) fn records(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.deps.storage.range(None, None, Order::Ascending).collect()
    }

    /// Everything that is stored as it was: what the chain does after a refusal.
    pub(crate) fn restore(&mut self, records: Vec<(Vec<u8>, Vec<u8>)>) {
        self.deps.storage = MockStorage::new();
        for (key, value) in records {
            self.deps.storage.set(&key, &value);
        }
    }

    /// Asserts that the message is refused with exactly these words, and changes nothing.
    #[track_caller]
    pub(crate) fn assert_refused(&mut self, sender: &Addr, msg: Cw20ExecuteMsg, reason: &str) {
        let before = self.records();
        let refused = self.execute(sender, msg).unwrap_err();
        assert_eq!(refused.to_string(), reason);
        assert_eq!(self.records(), before);
    }
}

pub(crate) fn transfer(recipient: &Addr, amount: u128) -> Cw20ExecuteMsg {
    Cw20ExecuteMsg::Transfer { recipient: recipient.to_string(), amount: Uint128::new(amount) }
}

pub(crate) fn allow(spender: &Addr, amount: u128, expires: Option<Expiration>) -> Cw20ExecuteMsg {
    Cw20ExecuteMsg::IncreaseAllowance { spender: spender.to_string(), amount: Uint128::new(amount), expires }
}

pub(crate) fn lower(spender: &Addr, amount: u128, expires: Option<Expiration>) -> Cw20ExecuteMsg {
    Cw20ExecuteMsg::DecreaseAllowance { spender: spender.to_string(), amount: Uint128::new(amount), expires }
}

pub(crate) fn transfer_from(owner: &Addr, recipient: &Addr, amount: u128) -> Cw20ExecuteMsg {
    Cw20ExecuteMsg::TransferFrom {
        owner: owner.to_string(),
        recipient: recipient.to_string(),
        amount: Uint128::new(amount),
    }
}

pub(crate) fn send_from(owner: &Addr, contract: &Addr, amount: u128) -> Cw20ExecuteMsg {
    Cw20ExecuteMsg::SendFrom {
        owner: owner.to_string(),
        contract: contract.to_string(),
        amount: Uint128::new(amount),
        msg: b"{}".into(),
    }
}

/// The attributes of a response as pairs.
pub(crate) fn attributes(response: &Response) -> Vec<(&str, &str)> {
    response.attributes.iter().map(|attribute| (attribute.key.as_str(), attribute.value.as_str())).collect()
}

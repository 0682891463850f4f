//! The same registry with a cw20 as its bond asset.

use super::suite::{DAY, DENOM, LIABILITY, Suite};
use compute_registry::ContractError;
use cosmwasm_std::{Addr, StdResult, Uint128, coins, to_json_binary};
use cw_multi_test::{AppResponse, ContractWrapper, Executor};
use weal_api::asset::AssetInfo;
use weal_api::compute_registry::{Claim, ClaimKind, Cw20HookMsg, ExecuteMsg, InstantiateMsg};
use weal_api::cw20::{BalanceResponse, Cw20Coin, Cw20ExecuteMsg, Cw20QueryMsg};
use weal_api::governance_token;
use weal_contract_kit::payment::PaymentError;

struct Bonded {
    suite: Suite,
    token: Addr,
}

impl Bonded {
    fn new() -> Self {
        let mut suite = Suite::empty(|_| {});
        let token = create_token(&mut suite);
        let msg = InstantiateMsg {
            owner: suite.owner.to_string(),
            bond_asset: AssetInfo::cw20(&token),
            treasury: suite.treasury.to_string(),
            terms: super::suite::terms(),
        };
        let (code_id, owner) = (suite.code_id, suite.owner.clone());
        suite.registry = suite.app.instantiate_contract(code_id, owner, &msg, &[], "registry", None).unwrap();
        Self { suite, token }
    }

    fn send(&mut self, token: &Addr, amount: u128, msg: &Cw20HookMsg) -> StdResult<AppResponse> {
        let send = Cw20ExecuteMsg::Send {
            contract: self.suite.registry.to_string(),
            amount: Uint128::new(amount),
            msg: to_json_binary(msg)?,
        };
        self.suite.app.execute_contract(self.suite.auditor.clone(), token.clone(), &send, &[])
    }

    fn balance(&self, account: &Addr) -> u128 {
        let msg = Cw20QueryMsg::Balance { address: account.to_string() };
        let answer: BalanceResponse = self.suite.app.wrap().query_wasm_smart(&self.token, &msg).unwrap();
        answer.balance.u128()
    }
}

fn create_token(suite: &mut Suite) -> Addr {
    use ::governance_token::contract;
    let code = ContractWrapper::new(contract::execute, contract::instantiate, contract::query);
    let code_id = suite.app.store_code(Box::new(code));
    let msg = governance_token::InstantiateMsg {
        name: "Dollar".into(),
        symbol: "USD".into(),
        decimals: 6,
        initial_balances: vec![Cw20Coin { address: suite.auditor.to_string(), amount: Uint128::new(10_000) }],
        mint: None,
        marketing: None,
    };
    suite.app.instantiate_contract(code_id, suite.owner.clone(), &msg, &[], "token", None).unwrap()
}

fn hook() -> Cw20HookMsg {
    Cw20HookMsg::RegisterAuditor { name: "North Audit".into() }
}

#[test]
fn a_bond_lives_and_dies_in_a_cw20() {
    let mut bonded = Bonded::new();
    let (token, auditor, treasury) =
        (bonded.token.clone(), bonded.suite.auditor.clone(), bonded.suite.treasury.clone());
    bonded.send(&token, 1_000, &hook()).unwrap();
    bonded.send(&token, 200, &Cw20HookMsg::AddBond {}).unwrap();
    assert_eq!(bonded.suite.auditor_of(&auditor).bond.u128(), 1_200);
    bonded.suite.approve(&auditor, ClaimKind::ALL.into());
    let id = bonded.suite.attest(&auditor, Claim::Soc2 {}, DAY);
    let refute = bonded.suite.refute(id, None);
    bonded.suite.govern(&refute);
    let claim = ExecuteMsg::ClaimAward { account: treasury.to_string() };
    bonded.suite.run(&auditor, &claim);
    assert_eq!(bonded.balance(&treasury), 600);
    bonded.suite.advance(DAY + LIABILITY + 1);
    bonded.suite.run(&auditor, &ExecuteMsg::WithdrawBond {});
    assert_eq!(bonded.balance(&auditor), 10_000 - 600);
    let registry = bonded.suite.registry.clone();
    assert_eq!(bonded.balance(&registry), 0);
}

#[test]
fn other_money_is_refused() {
    let mut bonded = Bonded::new();
    let auditor = bonded.suite.auditor.clone();
    let other = create_token(&mut bonded.suite);
    let reason = PaymentError::WrongToken { found: other.to_string(), required: bonded.token.to_string() };
    let error = bonded.send(&other, 1_000, &hook()).unwrap_err().to_string();
    assert!(error.contains(&reason.to_string()), "{error}");
    let required = bonded.token.to_string();
    let native = PaymentError::WrongToken { found: DENOM.into(), required };
    let msg = ExecuteMsg::RegisterAuditor { name: "North Audit".into() };
    bonded.suite.assert_refused(&auditor, &msg, &coins(1_000, DENOM), &native.into());
    let receive = ExecuteMsg::Receive(weal_api::cw20::Cw20ReceiveMsg {
        sender: auditor.to_string(),
        amount: Uint128::new(1_000),
        msg: to_json_binary(&hook()).unwrap(),
    });
    let required = bonded.token.to_string();
    let forged = PaymentError::WrongToken { found: auditor.to_string(), required };
    bonded.suite.assert_refused(&auditor, &receive, &[], &ContractError::Payment(forged));
}

//! The contract among the twelve of Commonweal, on a chain in this process.

use cosmwasm_std::{Empty, Uint128, coin};
use cw_multi_test::{Contract, ContractWrapper};
use integrator::{ExecuteMsg, InstantiateMsg, QueryMsg};
use serde_json::json;
use weal_api::asset::{Asset, AssetInfo};
use weal_api::cw20::BalanceResponse;
use weal_api::{amm_pool, governance_token};
use weal_client::{Chain, ClientError, Code, Economy, Funds, ONE, USD};
use weal_embedded::{ACTORS, ENDOWMENT, EmbeddedChain};

const BUYER: &str = "spare";
const PAID: u128 = 500 * ONE;

type Integrator = weal_client::Contract<ExecuteMsg, QueryMsg>;

struct World {
    chain: EmbeddedChain,
    economy: Economy,
    integrator: Integrator,
}

impl World {
    /// Deploys the economy, opens its pool with 200,000 WEAL and 100,000 USD, and creates the contract beside it.
    fn begin() -> anyhow::Result<Self> {
        let mut codes = weal_embedded::codes();
        codes.insert("integrator", Box::new(entry_points));
        let chain = EmbeddedChain::new(codes, &ACTORS, &[(ENDOWMENT, USD)]);
        let economy = weal_embedded::deploy(&chain)?;
        open_pool(&chain, &economy)?;
        let code = chain.store("operator", &Code { name: "integrator".into() })?;
        let create = serde_json::to_value(InstantiateMsg { pool: economy.pool.address.clone() })?;
        let (address, _) = chain.instantiate("operator", code.code_id, "integrator", &create)?;
        Ok(Self { chain, economy, integrator: Integrator::at(address) })
    }

    fn quote(&self) -> anyhow::Result<Uint128> {
        Ok(self.integrator.query(&self.chain, &QueryMsg::Quote { offer: coin(PAID, USD) })?)
    }

    fn buy(&self, min_receive: Uint128) -> Result<weal_client::Receipt, ClientError> {
        self.integrator.pay(&self.chain, BUYER, &ExecuteMsg::Buy { min_receive }, &Funds::one(PAID, USD))
    }

    /// Returns the buyer's WEAL and USD, base units.
    fn purse(&self) -> anyhow::Result<[u128; 2]> {
        let address = self.chain.address(BUYER)?;
        let usd = self.chain.balance(&address, USD)?;
        let query = governance_token::QueryMsg::Balance { address };
        let weal: BalanceResponse = self.economy.token.query(&self.chain, &query)?;
        Ok([weal.balance.u128(), usd])
    }
}

fn entry_points() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(integrator::execute, integrator::instantiate, integrator::query))
}

fn open_pool(chain: &dyn Chain, economy: &Economy) -> anyhow::Result<()> {
    let (token, pool) = (&economy.token, &economy.pool);
    let (weal, usd) = (200_000 * ONE, 100_000 * ONE);
    let allow = governance_token::ExecuteMsg::IncreaseAllowance {
        spender: pool.address.clone(),
        amount: Uint128::new(weal),
        expires: None,
    };
    token.execute(chain, "operator", &allow)?;
    let provide = amm_pool::ExecuteMsg::Provide {
        assets: vec![
            Asset::new(AssetInfo::native(USD), usd),
            Asset::new(AssetInfo::cw20(&token.address), weal),
        ],
        min_shares: None,
        recipient: None,
        deadline: None,
    };
    pool.pay(chain, "operator", &provide, &Funds::one(usd, USD))?;
    Ok(())
}

#[test]
fn the_buyer_gets_what_was_quoted_and_the_contract_keeps_nothing() -> anyhow::Result<()> {
    let world = World::begin()?;
    let quote = world.quote()?;
    let [weal, usd] = world.purse()?;
    let receipt = world.buy(quote)?;
    assert_eq!(world.purse()?, [weal + quote.u128(), usd - PAID]);
    assert_eq!(receipt.attribute("wasm-bought", "paid"), Some("500000000uusd"));
    assert_eq!(world.chain.balance(&world.integrator.address, USD)?, 0);
    Ok(())
}

#[test]
fn a_price_below_the_bound_is_refused_by_the_pool_and_nothing_is_paid() -> anyhow::Result<()> {
    let world = World::begin()?;
    let quote = world.quote()?;
    let before = world.purse()?;
    let refused = world.buy(quote + Uint128::one());
    assert!(matches!(refused, Err(ClientError::Refused { reason, .. }) if reason.contains("is required")));
    assert_eq!(world.purse()?, before);
    Ok(())
}

#[test]
fn a_purchase_without_a_coin_is_refused() -> anyhow::Result<()> {
    let world = World::begin()?;
    let buy = json!({"buy": {"min_receive": "1"}});
    let refused = world.chain.execute(BUYER, &world.integrator.address, &buy, &Funds::none());
    assert!(
        matches!(refused, Err(ClientError::Refused { reason, .. }) if reason.contains("attach one coin"))
    );
    Ok(())
}

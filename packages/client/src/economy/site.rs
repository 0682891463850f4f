//! The steps of a deployment: each sends a transaction, or nothing where it was done before.

use super::{DeploymentTerms, creation};
use crate::{
    AmmFactory, Chain, ClientError, ComputeEscrow, ComputeRegistry, Deployment, DeploymentError, Funds,
    Oracle, POOL_CREATION_FEE, Receipt, USD,
};
use serde::Serialize;
use weal_api::amm_factory::{PoolsResponse, QueryMsg};
use weal_api::page::MAX_PAGE_LIMIT;

/// The chain, the operator's terms, and the contracts so far.
pub(super) struct Site<'a> {
    pub(super) chain: &'a dyn Chain,
    pub(super) book: &'a mut Deployment,
    pub(super) terms: &'a DeploymentTerms,
    pub(super) report: &'a mut dyn FnMut(&str, Option<&Receipt>),
}

impl Site<'_> {
    /// The number of a contract's code.
    pub(super) fn code(&mut self, name: &str) -> Result<u64, DeploymentError> {
        let (code_id, stored) = self.book.code(self.chain, &self.terms.operator, name)?;
        if let Some(stored) = stored {
            (self.report)(&format!("code of {name}"), Some(&stored));
        }
        Ok(code_id)
    }

    /// Creates the contract `label` and returns its address.
    pub(super) fn create(&mut self, label: &str, msg: &impl Serialize) -> Result<String, DeploymentError> {
        self.code(label)?;
        let (address, receipt) = self.book.contract(self.chain, &self.terms.operator, label, msg)?;
        (self.report)(label, receipt.as_ref());
        Ok(address)
    }

    /// The pool's address. Whether it is there is asked of the factory, so that a lost answer makes no second one; who
    /// created it does not matter, since pools on the same terms are the same.
    pub(super) fn pool(&mut self, factory: &AmmFactory, token: &str) -> Result<String, DeploymentError> {
        const LABEL: &str = "amm-pool";
        if let Ok(address) = self.book.address(LABEL).map(str::to_owned) {
            (self.report)(LABEL, None);
            return Ok(address);
        }
        let (address, receipt) = match self.listed_pool(factory, token)? {
            Some(address) => (address, None),
            None => {
                let fee = Funds::one(POOL_CREATION_FEE, USD);
                let receipt = factory.pay(self.chain, &self.terms.operator, &creation::pool(token), &fee)?;
                let listed = self.listed_pool(factory, token)?;
                let missing = || ClientError::decode(&factory.address, "the pool just created is not listed");
                (listed.ok_or_else(missing)?, Some(receipt))
            }
        };
        self.book.record(LABEL, &address)?;
        (self.report)(LABEL, receipt.as_ref());
        Ok(address)
    }

    /// The first pool on these terms, through as many pages as it takes.
    fn listed_pool(&self, factory: &AmmFactory, token: &str) -> Result<Option<String>, ClientError> {
        let mut start_after = None;
        loop {
            let query = QueryMsg::PoolsOf {
                assets: creation::pool_assets(token),
                start_after,
                limit: Some(MAX_PAGE_LIMIT),
            };
            let listed: PoolsResponse = factory.query(self.chain, &query)?;
            let Some(last) = listed.pools.last() else { return Ok(None) };
            start_after = Some(last.id);
            let mut pools = listed.pools.into_iter();
            let found = pools.find(|pool| {
                pool.kind == creation::CONSTANT_PRODUCT && pool.fee_bps == creation::POOL_FEE_BPS
            });
            if let Some(pool) = found {
                return Ok(Some(pool.pool.into_string()));
            }
        }
    }

    /// The escrow opens leases for the market, which could not be known when the escrow was created.
    pub(super) fn name_market(&mut self, escrow: &ComputeEscrow, market: &str) -> Result<(), ClientError> {
        let query = weal_api::compute_escrow::QueryMsg::Config {};
        let config: weal_api::compute_escrow::ConfigResponse = escrow.query(self.chain, &query)?;
        let named = config.market.is_some_and(|named| named.as_str() == market);
        let receipt = (!named).then(|| {
            let market = Some(market.to_owned());
            let changes = weal_api::compute_escrow::ConfigChanges { market, ..Default::default() };
            let update = weal_api::compute_escrow::ExecuteMsg::UpdateConfig(changes);
            escrow.execute(self.chain, &self.terms.operator, &update)
        });
        (self.report)("compute-escrow's market", receipt.transpose()?.as_ref());
        Ok(())
    }

    /// The oracle believes the escrow when it shows an overcharge. Before the committee's keys are registered, so that it
    /// counts from the first root on.
    pub(super) fn list_escrow(&mut self, oracle: &Oracle, escrow: &str) -> Result<(), ClientError> {
        let query = weal_api::oracle::QueryMsg::Consumers {};
        let listed: weal_api::oracle::ConsumersResponse = oracle.query(self.chain, &query)?;
        let receipt = (!listed.consumers.iter().any(|one| one.consumer.as_str() == escrow)).then(|| {
            let list = weal_api::oracle::ExecuteMsg::ListConsumer { consumer: escrow.to_owned() };
            oracle.execute(self.chain, &self.terms.operator, &list)
        });
        (self.report)("compute-escrow on the oracle's list", receipt.transpose()?.as_ref());
        Ok(())
    }

    /// The one GPU model of the start.
    pub(super) fn list_h100(&mut self, registry: &ComputeRegistry) -> Result<(), ClientError> {
        let query = weal_api::compute_registry::QueryMsg::Skus { start_after: None, limit: None };
        let listed: weal_api::compute_registry::SkusResponse = registry.query(self.chain, &query)?;
        let receipt = (!listed.skus.iter().any(|sku| sku.name == super::H100)).then(|| {
            let add = weal_api::compute_registry::ExecuteMsg::AddSku(creation::h100());
            registry.execute(self.chain, &self.terms.operator, &add)
        });
        (self.report)("the H100 on compute-registry's table", receipt.transpose()?.as_ref());
        Ok(())
    }
}

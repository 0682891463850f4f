//! The contracts that are deployed before anything is measured.

use anyhow::ensure;
use driver::{Net, Wallet};
use serde_json::json;
use settle::OPERATOR;
use settle::committee::Committee;
use settle::provider::{Provider, Start, Terms};
use weal_api::compute_escrow::LeaseResponse;
use weal_client::{Chain, Code, ComputeEscrow, Funds, ONE, USD};

/// Leases that are open.
pub(crate) const LEASES: usize = 100;
/// Sixty-four GPUs each, so that charges have as many digits as those of a long lease; carried for ten hours.
const TERMS: Terms = Terms { gpus: 64, seconds: 36_000, deposit: 2_000 * ONE };
const PURSE: u128 = (LEASES as u128 + 1) * TERMS.deposit;
/// Members of the committee that signs for the escrow.
const COMMITTEE: u8 = 13;

/// A committee of thirteen, an escrow, and a provider with a hundred leases.
pub(crate) struct Stage<'a> {
    pub(crate) net: &'a Net,
    /// Every code, for pinning.
    pub(crate) codes: Vec<u64>,
    /// The oracle's code.
    pub(crate) oracle_code: u64,
    /// The escrow's code.
    pub(crate) escrow_code: u64,
    pub(crate) noop: String,
    pub(crate) escrow: ComputeEscrow,
    pub(crate) committee: Committee,
    /// The provider's, ascending.
    pub(crate) leases: Vec<LeaseResponse>,
    /// Sends every measured message.
    pub(crate) keeper: Wallet,
    /// The committees of each size, founded once.
    pub(crate) sizes: Vec<Committee>,
}

impl<'a> Stage<'a> {
    /// Deploys everything on a fresh chain.
    pub(crate) fn build(net: &'a Net) -> anyhow::Result<Self> {
        eprintln!("deploying");
        let store = |name: &str| anyhow::Ok(net.chain.store(OPERATOR, &Code { name: name.into() })?.code_id);
        let (noop_code, oracle_code, escrow_code) =
            (store("peer-noop")?, store("oracle")?, store("compute-escrow")?);
        let (noop, _) = net.chain.instantiate(OPERATOR, noop_code, "noop", &json!({}))?;
        let committee = Committee::found(net, oracle_code, COMMITTEE)?;
        let mut keeper = Wallet::named("keeper of the benchmark")?;
        net.fund([&mut keeper], &Funds::one(ONE, USD))?;
        let start = Start { purse: PURSE, bonds: 1, window: 1 };
        let mut provider = Provider::found(net, escrow_code, &committee.oracle.address, start)?;
        provider.open(net, LEASES, TERMS)?;
        let leases = provider.leases(net)?;
        ensure!(leases.len() == LEASES, "{} leases are open", leases.len());
        let escrow = provider.escrow.clone();
        let codes = vec![noop_code, oracle_code, escrow_code];
        let sizes = vec![];
        Ok(Self { net, codes, oracle_code, escrow_code, noop, escrow, committee, leases, keeper, sizes })
    }

    /// Gas of a call that does nothing; of the second, since an account's first transaction stores its key.
    pub(crate) fn empty_call(&mut self) -> anyhow::Result<u64> {
        let call = driver::execute(&self.keeper.address, &self.noop, &json!({}), &Funds::none())?;
        self.net.run(&mut self.keeper, std::slice::from_ref(&call))?;
        Ok(self.net.run(&mut self.keeper, &[call])?.gas)
    }
}

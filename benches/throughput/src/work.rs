//! The transactions of a flood, signed before it begins.

use cosmrs::Any;
use driver::{Net, Wallet};
use settle::OPERATOR;
use settle::committee::Committee;
use settle::provider::{Provider, Start, Terms};
use settle::tree::{Layout, claim, leaf, plant};
use weal_api::amm_pool::{PoolKind, SwapOrder};
use weal_api::asset::{Asset, AssetInfo};
use weal_api::compute_escrow::{ExecuteMsg as EscrowMsg, LeaseResponse, QueryMsg as EscrowQuery};
use weal_client::{ATOM, Chain, Code, Funds, ONE, USD};

/// The kinds of a flood's transactions; the others are compared with the first.
pub(crate) const KINDS: [&str; 3] = ["bank send", "swap", "claim"];
/// Each side of the pool.
const RESERVE: u128 = 100_000 * ONE;
/// Sold by one swap.
const SOLD: u128 = 1_000;
const TERMS: Terms = Terms { gpus: 1, seconds: 36_000, deposit: 25 * ONE };
const CHARGE: u128 = 600;

/// Senders, and what they send to.
pub(crate) struct Work {
    senders: Vec<Wallet>,
    pool: String,
    committee: Committee,
    provider: Provider,
    keeper: Wallet,
}

impl Work {
    /// Deploys a pool and an escrow, and opens a lease for every claim of a flood.
    pub(crate) fn prepare(net: &Net, senders: usize) -> anyhow::Result<Self> {
        eprintln!("preparing {senders} senders and as many leases");
        let store = |name: &str| anyhow::Ok(net.chain.store(OPERATOR, &Code { name: name.into() })?.code_id);
        let named = |number| Wallet::named(&format!("sender {number}"));
        let mut senders = (0..senders).map(named).collect::<anyhow::Result<Vec<_>>>()?;
        let purse = Funds::many([(ONE, ATOM.into()), (ONE, USD.into())]);
        net.fund(&mut senders, &purse)?;
        let mut keeper = Wallet::named("keeper")?;
        net.fund([&mut keeper], &Funds::many([(2 * RESERVE, ATOM.into()), (2 * RESERVE, USD.into())]))?;
        let (pool, _) = net.chain.instantiate(
            OPERATOR,
            store("amm-pool")?,
            "pool",
            &serde_json::to_value(pool(net)?)?,
        )?;
        let both = Funds::many([(RESERVE, ATOM.into()), (RESERVE, USD.into())]);
        let first = driver::execute(&keeper.address, &pool, &provide(), &both)?;
        net.run(&mut keeper, &[first])?;
        let committee = Committee::found(net, store("oracle")?, 4)?;
        let leases = senders.len();
        let start = Start { purse: leases as u128 * TERMS.deposit, bonds: 1, window: 1 };
        let mut provider = Provider::found(net, store("compute-escrow")?, &committee.oracle.address, start)?;
        provider.open(net, leases, TERMS)?;
        Ok(Self { senders, pool, committee, provider, keeper })
    }

    /// Signs a flood: one transaction of each sender.
    pub(crate) fn sign(&mut self, net: &Net, kind: &str) -> anyhow::Result<Vec<Vec<u8>>> {
        let messages = match kind {
            "bank send" => self.sends(),
            "swap" => self.swaps()?,
            _ => self.claims(net)?,
        };
        let gas_limit = 1_000_000;
        let sign = |(wallet, message): (&mut Wallet, &Any)| {
            wallet.sign(net.rpc.chain_id(), std::slice::from_ref(message), gas_limit)
        };
        self.senders.iter_mut().zip(&messages).map(sign).collect()
    }

    fn sends(&self) -> Vec<Any> {
        let one = |(number, wallet): (usize, &Wallet)| {
            let next = &self.senders[(number + 1) % self.senders.len()].address;
            driver::send(&wallet.address, next, &Funds::one(1, USD))
        };
        self.senders.iter().enumerate().map(one).collect()
    }

    /// Every other sender sells the other way, so that the price stays.
    fn swaps(&self) -> anyhow::Result<Vec<Any>> {
        let swap = weal_api::amm_pool::ExecuteMsg::Swap(SwapOrder {
            min_receive: Some(1u128.into()),
            ..SwapOrder::default()
        });
        let one = |(number, wallet): (usize, &Wallet)| {
            let coin = Funds::one(SOLD, if number % 2 == 0 { ATOM } else { USD });
            driver::execute(&wallet.address, &self.pool, &swap, &coin)
        };
        self.senders.iter().enumerate().map(one).collect()
    }

    /// Posts a root over all leases, charged up to now; one claim for each.
    fn claims(&mut self, net: &Net) -> anyhow::Result<Vec<Any>> {
        let count = self.senders.len() as u64;
        let now = net.next_second()?;
        let escrow = self.provider.escrow.address.clone();
        let query = EscrowQuery::Lease { lease_id: count };
        let newest: LeaseResponse = self.provider.escrow.query(&net.chain, &query)?;
        let elapsed = now - newest.starts_at;
        let ours = |lease_id| leaf(lease_id, (TERMS.gpus, elapsed), CHARGE * u128::from(elapsed), now);
        let (tree, placed) = plant(count, Layout::Contiguous, (1..=count).map(ours).collect())?;
        let root = self.committee.next(tree.root().hash, count, tree.root().sum, now);
        let signers = self.committee.quorum();
        self.committee.post(net, &mut self.keeper, &escrow, &root, signers)?;
        net.next_second()?;
        let call = |(wallet, one): (&Wallet, &(u64, _))| {
            let message = EscrowMsg::Claim(claim(root.epoch, &tree, one)?);
            driver::execute(&wallet.address, &escrow, &message, &Funds::none())
        };
        self.senders.iter().zip(&placed).map(call).collect()
    }
}

fn pool(net: &Net) -> anyhow::Result<weal_api::amm_pool::InstantiateMsg> {
    Ok(weal_api::amm_pool::InstantiateMsg {
        assets: vec![AssetInfo::native(ATOM), AssetInfo::native(USD)],
        kind: PoolKind::ConstantProduct {},
        params: None,
        fee_bps: 30,
        lp_name: None,
        lp_symbol: None,
        owner: net.chain.address(OPERATOR)?,
    })
}

fn provide() -> weal_api::amm_pool::ExecuteMsg {
    let each = |denom| Asset { info: AssetInfo::native(denom), amount: RESERVE.into() };
    weal_api::amm_pool::ExecuteMsg::Provide {
        assets: vec![each(ATOM), each(USD)],
        min_shares: None,
        recipient: None,
        deadline: None,
    }
}

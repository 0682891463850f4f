//! A token, a pool and an escrow, and any number of others in each.

use driver::{Net, Wallet};
use settle::OPERATOR;
use settle::committee::Committee;
use settle::provider::{Provider, Start, Terms};
use settle::tree::{Layout, claim, leaf, plant};
use weal_api::amm_pool::{PoolKind, SwapOrder};
use weal_api::asset::{Asset, AssetInfo};
use weal_api::compute_escrow::{ExecuteMsg as EscrowMsg, LeaseResponse, QueryMsg as EscrowQuery};
use weal_api::cw20::{Cw20Coin, Cw20ExecuteMsg};
use weal_client::{ATOM, Chain, Code, Funds, ONE, USD};

/// Each side of the pool.
const RESERVE: u128 = 100_000 * ONE;
/// The amount that each of the others is given.
const GIFT: u128 = 1_000;
/// Messages to a transaction.
const BATCH: usize = 50;
/// The terms of the others' leases, and of those that are measured.
const TERMS: Terms = Terms { gpus: 1, seconds: 36_000, deposit: 25 * ONE };
/// Leaves of every measured tree.
const LEAVES: u64 = 1_000;
const CHARGE: u128 = 600;

/// The contracts, one user, and how many others there are.
pub(crate) struct Crowd {
    token: String,
    pool: String,
    committee: Committee,
    provider: Provider,
    /// The lease that is topped up and claimed.
    lease_id: u64,
    user: Wallet,
    friend: String,
    others: usize,
}

impl Crowd {
    /// Deploys everything and opens the user's lease.
    pub(crate) fn found(net: &Net) -> anyhow::Result<Self> {
        let store = |name: &str| anyhow::Ok(net.chain.store(OPERATOR, &Code { name: name.into() })?.code_id);
        let create = |name: &str, message| {
            anyhow::Ok(net.chain.instantiate(OPERATOR, store(name)?, name, &message)?.0)
        };
        let mut user = Wallet::named("user")?;
        net.fund([&mut user], &Funds::many([(2 * RESERVE, ATOM.into()), (2 * RESERVE, USD.into())]))?;
        let token = create("governance-token", serde_json::to_value(token(&user.address))?)?;
        let pool = create("amm-pool", serde_json::to_value(pool(net)?)?)?;
        let both = Funds::many([(RESERVE, ATOM.into()), (RESERVE, USD.into())]);
        let first = driver::execute(&user.address, &pool, &provide(), &both)?;
        net.run(&mut user, &[first])?;
        let committee = Committee::found(net, store("oracle")?, 4)?;
        let mut provider = Provider::found(
            net,
            store("compute-escrow")?,
            &committee.oracle.address,
            Start { purse: 20_000 * TERMS.deposit, bonds: 1, window: 1 },
        )?;
        provider.open_one(net, TERMS)?;
        // The trees' other leaves are of leases that the chain does not have, but the oracle holds their charge to what the escrow has.
        provider.open_one(net, Terms { deposit: 1_000 * TERMS.deposit, ..TERMS })?;
        let friend = Wallet::named("friend")?.address;
        Ok(Self { token, pool, committee, provider, lease_id: 1, user, friend, others: 0 })
    }

    /// Gives more others tokens and LP shares, and opens a lease for each.
    pub(crate) fn grow(&mut self, net: &Net, others: usize) -> anyhow::Result<()> {
        let names: Vec<usize> = (self.others..others).collect();
        let mut sent = Vec::new();
        for batch in names.chunks(BATCH) {
            let mut calls = Vec::new();
            for name in batch {
                let gift = transfer(&Wallet::named(&format!("other {name}"))?.address, GIFT);
                for contract in [&self.token, &self.pool] {
                    calls.push(driver::execute(&self.user.address, contract, &gift, &Funds::none())?);
                }
            }
            sent.push(net.submit(&mut self.user, &calls)?);
        }
        net.outcomes(&sent)?;
        self.provider.open(net, names.len(), TERMS)?;
        self.others = others;
        Ok(())
    }

    /// Sends every operation once.
    pub(crate) fn round(&mut self, net: &Net) -> anyhow::Result<Vec<(&'static str, u64)>> {
        let give = transfer(&self.friend, GIFT);
        let swap = weal_api::amm_pool::ExecuteMsg::Swap(SwapOrder::default());
        let top_up = EscrowMsg::TopUp { lease_id: self.lease_id };
        let coin = Funds::one(ONE, USD);
        net.next_second()?;
        let (token, pool) = (self.token.clone(), self.pool.clone());
        let escrow = self.provider.escrow.address.clone();
        let mut found = vec![
            ("governance-token: transfer", self.gas(net, &token, &give, &Funds::none())?),
            ("amm-pool: transfer of shares", self.gas(net, &pool, &give, &Funds::none())?),
            ("amm-pool: swap", self.gas(net, &pool, &swap, &Funds::one(ONE, ATOM))?),
        ];
        found.push(("compute-escrow: open lease", self.provider.open_one(net, TERMS)?));
        found.push(("compute-escrow: top up", self.gas(net, &escrow, &top_up, &coin)?));
        found.push(("compute-escrow: claim", self.claim(net)?));
        Ok(found)
    }

    fn gas(
        &mut self,
        net: &Net,
        contract: &str,
        message: &impl serde::Serialize,
        funds: &Funds,
    ) -> anyhow::Result<u64> {
        let call = driver::execute(&self.user.address, contract, message, funds)?;
        Ok(net.run(&mut self.user, &[call])?.gas)
    }

    /// Settles the lease up to now and claims it.
    fn claim(&mut self, net: &Net) -> anyhow::Result<u64> {
        let now = net.next_second()?;
        let escrow = self.provider.escrow.address.clone();
        let query = EscrowQuery::Lease { lease_id: self.lease_id };
        let lease: LeaseResponse = self.provider.escrow.query(&net.chain, &query)?;
        let elapsed = now - lease.starts_at;
        let ours = leaf(self.lease_id, (lease.gpus, elapsed), CHARGE * u128::from(elapsed), now);
        let (tree, placed) = plant(LEAVES, Layout::Contiguous, vec![ours])?;
        let root = self.committee.next(tree.root().hash, LEAVES, tree.root().sum, now);
        let signers = self.committee.quorum();
        self.committee.post(net, &mut self.user, &escrow, &root, signers)?;
        net.next_second()?;
        let message = EscrowMsg::Claim(claim(root.epoch, &tree, &placed[0])?);
        self.gas(net, &escrow, &message, &Funds::none())
    }
}

fn transfer(recipient: &str, amount: u128) -> Cw20ExecuteMsg {
    Cw20ExecuteMsg::Transfer { recipient: recipient.into(), amount: amount.into() }
}

fn token(holder: &str) -> weal_api::governance_token::InstantiateMsg {
    let amount = (1_000_000 * ONE).into();
    weal_api::governance_token::InstantiateMsg {
        name: "Commonweal".into(),
        symbol: "WEAL".into(),
        decimals: 6,
        initial_balances: vec![Cw20Coin { address: holder.into(), amount }],
        mint: None,
        marketing: None,
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

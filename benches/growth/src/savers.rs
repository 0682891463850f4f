//! A lending market and a vesting contract, and any number of others who lend, pledge and are granted tokens.

use cosmwasm_std::Decimal;
use driver::{Net, Wallet};
use settle::OPERATOR;
use weal_api::asset::AssetInfo;
use weal_api::lending_market::{BonusParams, ExecuteMsg as MarketMsg, RateParams, RiskParams};
use weal_api::vesting::{ExecuteMsg as VestingMsg, GrantSpec, Schedule};
use weal_client::{ATOM, Chain, Code, Funds, ONE, USD};

/// The amount that is lent, pledged or granted at a time.
const AMOUNT: u128 = ONE / 100;
/// Grants to a transaction, and transactions that wait for a block together.
const BATCH: usize = 50;
/// The duration of the grants, seconds from the block at which the contracts were deployed.
const VESTING: u64 = 10_000;

/// The contracts, one user, and how many others there are.
pub(crate) struct Savers {
    market: String,
    vesting: String,
    user: Wallet,
    begun: u64,
    others: usize,
}

impl Savers {
    /// Deploys both and grants the user its tokens, as grant 1.
    pub(crate) fn found(net: &Net) -> anyhow::Result<Self> {
        let create = |name: &str, message| {
            let code = net.chain.store(OPERATOR, &Code { name: name.into() })?.code_id;
            anyhow::Ok(net.chain.instantiate(OPERATOR, code, name, &message)?.0)
        };
        let owner = net.chain.address(OPERATOR)?;
        let mut user = Wallet::named("saver")?;
        let purse = 1_000 * ONE;
        net.fund([&mut user], &Funds::many([(purse, ATOM.into()), (purse, USD.into())]))?;
        let market = create("lending-market", serde_json::to_value(market(&owner))?)?;
        let vesting = create("vesting", serde_json::to_value(weal_api::vesting::InstantiateMsg { owner })?)?;
        let begun = net.chain.block()?.time;
        let mut savers = Self { market, vesting, user, begun, others: 0 };
        savers.grant(net, 1)?;
        Ok(savers)
    }

    /// Lets more others lend and pledge, and grants each of them tokens.
    pub(crate) fn grow(&mut self, net: &Net, others: usize) -> anyhow::Result<()> {
        let names = self.others..others;
        let mut wallets: Vec<_> =
            names.map(|name| Wallet::named(&format!("saver {name}"))).collect::<anyhow::Result<_>>()?;
        net.fund(&mut wallets, &Funds::many([(AMOUNT, ATOM.into()), (AMOUNT, USD.into())]))?;
        for some in wallets.chunks_mut(BATCH) {
            let mut sent = Vec::new();
            for wallet in some {
                let lend = self.paid(&wallet.address, &MarketMsg::Supply {}, USD)?;
                let pledge = self.paid(&wallet.address, &MarketMsg::DepositCollateral {}, ATOM)?;
                sent.push(net.submit(wallet, &[lend, pledge])?);
            }
            net.outcomes(&sent)?;
        }
        self.grant(net, others - self.others)?;
        self.others = others;
        Ok(())
    }

    /// Sends every operation once.
    pub(crate) fn round(&mut self, net: &Net) -> anyhow::Result<Vec<(&'static str, u64)>> {
        net.next_second()?;
        let sender = self.user.address.clone();
        let claim =
            driver::execute(&sender, &self.vesting, &VestingMsg::Claim { grant_id: 1 }, &Funds::none())?;
        let calls = [
            ("lending-market: supply", self.paid(&sender, &MarketMsg::Supply {}, USD)?),
            (
                "lending-market: deposit collateral",
                self.paid(&sender, &MarketMsg::DepositCollateral {}, ATOM)?,
            ),
            ("vesting: create a grant", self.grants(1)?),
            ("vesting: claim", claim),
        ];
        calls.into_iter().map(|(name, call)| Ok((name, net.run(&mut self.user, &[call])?.gas))).collect()
    }

    fn grant(&mut self, net: &Net, count: usize) -> anyhow::Result<()> {
        let mut sent = Vec::new();
        for number in (0..count).step_by(BATCH) {
            let call = self.grants(BATCH.min(count - number))?;
            sent.push(net.submit(&mut self.user, &[call])?);
        }
        net.outcomes(&sent).map(|_| ())
    }

    /// Grants to the user alone: a grant is found by its number.
    fn grants(&self, count: usize) -> anyhow::Result<cosmrs::Any> {
        let grant = GrantSpec {
            recipient: self.user.address.clone(),
            amount: AMOUNT.into(),
            schedule: Schedule::CliffLinear {
                start: self.begun,
                cliff_seconds: 0,
                duration_seconds: VESTING,
            },
            cancellable: true,
        };
        let funds = Funds::one(AMOUNT * count as u128, USD);
        let message = VestingMsg::CreateGrants { grants: vec![grant; count] };
        driver::execute(&self.user.address, &self.vesting, &message, &funds)
    }

    fn paid(&self, sender: &str, message: &MarketMsg, denom: &str) -> anyhow::Result<cosmrs::Any> {
        driver::execute(sender, &self.market, message, &Funds::one(AMOUNT, denom))
    }
}

/// The market's terms. Nobody borrows, so no price is asked for, and the owner stands for the oracle.
fn market(owner: &str) -> weal_api::lending_market::InstantiateMsg {
    let percent = Decimal::percent;
    weal_api::lending_market::InstantiateMsg {
        owner: owner.into(),
        loan_asset: AssetInfo::native(USD),
        collateral_asset: AssetInfo::native(ATOM),
        oracle: owner.into(),
        price_feed: "atom".into(),
        rate: RateParams {
            base: percent(1),
            slope1: percent(6),
            slope2: percent(80),
            optimal_utilisation: percent(80),
            reserve_factor: percent(10),
        },
        risk: RiskParams {
            max_ltv: percent(65),
            liquidation_threshold: percent(75),
            bonus: BonusParams { min: percent(2), slope: percent(100), max: percent(10) },
            target_health: percent(115),
            min_debt: ONE.into(),
            supply_cap: (10_000_000 * ONE).into(),
            borrow_cap: (10_000_000 * ONE).into(),
        },
    }
}

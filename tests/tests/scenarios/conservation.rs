//! The histories across all contracts: whatever people do, no money is made or lost, and every contract holds what it owes.

use cosmwasm_std::{Decimal, Uint128};
use proptest::prelude::*;
use std::cell::{Cell, RefCell};
use weal_api::compute_escrow::{
    ClaimMsg, ExecuteMsg as EscrowMsg, LeaseRequest, LeaseResponse, LeasesResponse,
};
use weal_api::lending_market::ExecuteMsg as MarketMsg;
use weal_api::vesting::{ExecuteMsg as VestingMsg, GrantSpec, Schedule};
use weal_client::{ATOM, Chain, Funds, ONE, Receipt, USD};
use weal_embedded::EmbeddedChain;
use weal_testing::{GPUS, LEASE_SECONDS, World, claim, embedded_chain, leaf, refusal};

pub(super) const ACTORS: [&str; 3] = ["supplier", "borrower", "tenant"];
const WEAL_EACH: u128 = 100_000 * ONE;

pub(super) type Done = anyhow::Result<Option<Receipt>>;
type Act = fn(&Play<'_>, usize, u128) -> Done;

/// Everything that the actors can do; `amount` chooses sizes, and which lease, grant or claim is meant.
const ACTS: [(&str, Act); 41] = [
    ("transfer", |play, actor, amount| play.transfer(actor, amount)),
    ("transfer_shares", |play, actor, amount| play.transfer_shares(actor, amount)),
    ("provide", |play, actor, amount| sent(play.world.provide(ACTORS[actor], amount, amount / 2))),
    ("withdraw_liquidity", |play, actor, amount| play.withdraw_liquidity(actor, amount)),
    ("swap_usd", |play, actor, amount| play.swap_usd(actor, amount)),
    ("swap_weal", |play, actor, amount| play.swap_weal(actor, amount)),
    ("route_usd", |play, actor, amount| play.route_usd(actor, amount)),
    ("route_weal", |play, actor, amount| play.route_weal(actor, amount)),
    ("zap_in", |play, actor, amount| play.zap_in(actor, amount)),
    ("zap_out", |play, actor, amount| play.zap_out(actor, amount)),
    ("stake", |play, actor, amount| play.stake(actor, amount)),
    ("unstake", |play, actor, amount| play.unstake(actor, amount)),
    ("fund_rewards", |play, actor, amount| play.fund_rewards(actor, amount)),
    ("claim_rewards", |play, actor, amount| play.claim_rewards(actor, amount)),
    ("return_orphaned", |play, _, amount| play.return_orphaned(amount)),
    ("supply", |play, actor, amount| play.market(actor, &MarketMsg::Supply {}, Funds::one(amount, USD))),
    ("withdraw", |play, actor, amount| {
        play.market(actor, &MarketMsg::Withdraw { amount: some(amount), recipient: None }, Funds::none())
    }),
    ("pledge", |play, actor, amount| {
        play.market(actor, &MarketMsg::DepositCollateral {}, Funds::one(amount, ATOM))
    }),
    ("withdraw_collateral", |play, actor, amount| {
        let withdraw = MarketMsg::WithdrawCollateral { amount: some(amount), recipient: None };
        play.market(actor, &withdraw, Funds::none())
    }),
    ("borrow", |play, actor, amount| {
        let borrow = MarketMsg::Borrow { amount: Uint128::new(amount), recipient: None };
        play.market(actor, &borrow, Funds::none())
    }),
    ("repay", |play, actor, amount| {
        play.market(actor, &MarketMsg::Repay { on_behalf_of: None }, Funds::one(amount, USD))
    }),
    ("liquidate", |play, actor, amount| play.liquidate(actor, amount)),
    ("price", |play, _, amount| play.price(amount)),
    ("open_lease", |play, actor, amount| play.open_lease(actor, amount)),
    ("top_up", |play, actor, amount| {
        let top_up = EscrowMsg::TopUp { lease_id: play.lease_id(amount)? };
        play.escrow(ACTORS[actor], &top_up, Funds::one(amount, USD))
    }),
    ("stop_lease", |play, _, amount| {
        play.escrow("gpu_one", &EscrowMsg::StopLease { lease_id: play.lease_id(amount)? }, Funds::none())
    }),
    ("refund", |play, _, amount| {
        play.escrow(
            "keeper",
            &EscrowMsg::Refund { lease_id: play.lease_id(amount)?, depositor: None },
            Funds::none(),
        )
    }),
    ("attest", |play, _, amount| play.attest(amount)),
    ("claim", |play, _, amount| play.claim(amount)),
    ("claim_fees", |play, _, _| play.escrow("keeper", &EscrowMsg::ClaimProtocolFees {}, Funds::none())),
    ("grant", |play, actor, amount| play.grant(actor, amount)),
    ("claim_grant", |play, _, amount| {
        play.vesting("keeper", &VestingMsg::Claim { grant_id: play.grant_id(amount) }, Funds::none())
    }),
    ("cancel_grant", |play, actor, amount| {
        let cancel = VestingMsg::Cancel { grant_id: play.grant_id(amount) };
        play.vesting(ACTORS[actor], &cancel, Funds::none())
    }),
    ("order", |play, actor, amount| play.order(actor, amount)),
    ("bid", |play, _, amount| play.bid(amount)),
    ("reveal", |play, _, amount| play.reveal(amount)),
    ("award", |play, _, amount| play.award(amount)),
    ("cancel_order", |play, actor, amount| play.cancel_order(actor, amount)),
    ("take_credit", |play, actor, amount| play.take_credit(actor, amount)),
    ("record", |play, _, amount| play.record(amount)),
    ("wait", |play, _, amount| {
        play.world.wait(u64::try_from(amount % 2_000)?)?;
        Ok(None)
    }),
];

/// A world with a full pool, a price, an offer, and actors who have some of everything.
pub(super) struct Play<'a> {
    pub(super) world: World<'a>,
    pub(super) offer_id: u64,
    pub(super) orders: Cell<u64>,
    price: Cell<Decimal>,
    round: Cell<u64>,
    grants: Cell<u64>,
    pub(super) schedules: Cell<u64>,
    claims: RefCell<Vec<ClaimMsg>>,
}

pub(super) fn sent(receipt: anyhow::Result<Receipt>) -> Done {
    receipt.map(Some)
}

fn some(amount: u128) -> Option<Uint128> {
    Some(Uint128::new(amount))
}

/// One of `count` things, numbered from 1; 1 where there are none.
pub(super) fn chosen(amount: u128, count: u64) -> u64 {
    u64::try_from(amount % u128::from(count.max(1))).unwrap() + 1
}

impl<'a> Play<'a> {
    fn begin(chain: &'a EmbeddedChain) -> anyhow::Result<Self> {
        let world = World::found(chain)?;
        world.open_pool()?;
        for actor in ACTORS {
            world.give_weal(actor, WEAL_EACH)?;
        }
        let price = Decimal::percent(850);
        world.post_prices(1, [price; 4])?;
        let offer_id = world.offer("gpu_one")?;
        let (price, round) = (Cell::new(price), Cell::new(1));
        let [grants, orders, schedules] = [0; 3].map(Cell::new);
        Ok(Self { world, offer_id, orders, price, round, grants, schedules, claims: RefCell::default() })
    }

    fn market(&self, actor: usize, msg: &MarketMsg, funds: Funds) -> Done {
        let market = &self.world.economy.market;
        Ok(Some(market.pay(self.world.chain, ACTORS[actor], msg, &funds)?))
    }

    fn escrow(&self, signer: &str, msg: &EscrowMsg, funds: Funds) -> Done {
        Ok(Some(self.world.economy.escrow.pay(self.world.chain, signer, msg, &funds)?))
    }

    fn vesting(&self, signer: &str, msg: &VestingMsg, funds: Funds) -> Done {
        Ok(Some(self.world.economy.vesting.pay(self.world.chain, signer, msg, &funds)?))
    }

    pub(super) fn other(&self, actor: usize) -> anyhow::Result<String> {
        Ok(self.world.chain.address(ACTORS[(actor + 1) % ACTORS.len()])?)
    }

    fn transfer(&self, actor: usize, amount: u128) -> Done {
        let (recipient, amount) = (self.other(actor)?, Uint128::new(amount));
        let transfer = weal_api::governance_token::ExecuteMsg::Transfer { recipient, amount };
        Ok(Some(self.world.economy.token.execute(self.world.chain, ACTORS[actor], &transfer)?))
    }

    fn liquidate(&self, actor: usize, amount: u128) -> Done {
        let liquidate = MarketMsg::Liquidate { borrower: self.other(actor)?, min_collateral: None };
        self.market(actor, &liquidate, Funds::one(amount, USD))
    }

    /// The price moves by at most a tenth.
    fn price(&self, amount: u128) -> Done {
        let percent = 90 + u64::try_from(amount % 21)?;
        let price = self.price.get() * Decimal::percent(percent);
        let round = self.round.get() + 1;
        let receipt = self.world.post_prices(round, [price; 4])?;
        self.price.set(price);
        self.round.set(round);
        Ok(Some(receipt))
    }

    fn open_lease(&self, actor: usize, amount: u128) -> Done {
        let gpus = u32::try_from(amount % u128::from(GPUS))? + 1;
        let open = EscrowMsg::OpenLease(LeaseRequest::new(self.offer_id, gpus, LEASE_SECONDS));
        self.escrow(ACTORS[actor], &open, Funds::one(amount, USD))
    }

    fn leases(&self) -> anyhow::Result<Vec<LeaseResponse>> {
        let query = weal_api::compute_escrow::QueryMsg::Leases { start_after: None, limit: Some(30) };
        let answer: LeasesResponse = self.world.economy.escrow.query(self.world.chain, &query)?;
        Ok(answer.leases)
    }

    pub(super) fn lease_id(&self, amount: u128) -> anyhow::Result<u64> {
        Ok(chosen(amount, self.leases()?.len() as u64))
    }

    /// The committee signs what each lease owes by now; one time in four a little more.
    fn attest(&self, amount: u128) -> Done {
        let extra = u128::from(amount.is_multiple_of(4));
        let leaves: Vec<_> =
            self.leases()?.iter().map(|lease| leaf(lease, lease.accrued.u128() + extra)).collect();
        if leaves.is_empty() {
            return Ok(None);
        }
        self.world.wait(1)?;
        let epoch = self.world.settle(&leaves)?.epoch;
        for index in 0..leaves.len() as u64 {
            self.claims.borrow_mut().push(claim(&leaves, index, epoch)?);
        }
        Ok(None)
    }

    fn claim(&self, amount: u128) -> Done {
        let claims = self.claims.borrow();
        let at = usize::try_from(chosen(amount, claims.len() as u64))? - 1;
        let Some(claim) = claims.get(at) else { return Ok(None) };
        self.escrow("keeper", &EscrowMsg::Claim(claim.clone()), Funds::none())
    }

    /// The token of the act: WEAL or USD.
    fn grant(&self, actor: usize, amount: u128) -> Done {
        let spec = GrantSpec {
            recipient: self.other(actor)?,
            amount: Uint128::new(amount),
            schedule: Schedule::CliffLinear {
                start: self.world.now()?,
                cliff_seconds: 10,
                duration_seconds: 1_000,
            },
            cancellable: true,
        };
        let grants = vec![spec];
        let vesting = &self.world.economy.vesting.address;
        let done = if amount.is_multiple_of(2) {
            let hook = weal_api::vesting::Cw20HookMsg::CreateGrants { grants };
            sent(self.world.send_weal(ACTORS[actor], vesting, amount, &hook))
        } else {
            self.vesting(ACTORS[actor], &VestingMsg::CreateGrants { grants }, Funds::one(amount, USD))
        }?;
        self.grants.set(self.grants.get() + 1);
        Ok(done)
    }

    fn grant_id(&self, amount: u128) -> u64 {
        chosen(amount, self.grants.get())
    }

    /// Does it; a refusal is a possible outcome, any other failure is not. Then the books are examined.
    fn step(&self, totals: [u128; 3], act: usize, actor: usize, amount: u128) -> bool {
        let (name, act) = ACTS[act];
        let done = act(self, actor, amount);
        if let Err(error) = &done {
            assert!(refusal(error).is_some(), "{name}: {error:#}");
        }
        let books = self.world.books().unwrap();
        assert_eq!(books.totals(), totals, "{name} of {amount}");
        if let Err(failure) = books.ensure_solvent() {
            panic!("{name} of {amount}: {failure}");
        }
        done.is_ok()
    }
}

/// Sizes from dust to more than anyone has.
fn amounts() -> impl Strategy<Value = u128> {
    prop_oneof![1u128..2_000, ONE..100 * ONE, 100 * ONE..20_000 * ONE, 20_000 * ONE..3_000_000 * ONE]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_history_across_the_contracts_makes_or_loses_a_base_unit(
        steps in prop::collection::vec((0..ACTS.len(), 0..ACTORS.len(), amounts()), 20..40),
    ) {
        let chain = embedded_chain();
        let play = Play::begin(&chain).unwrap();
        let totals = play.world.books().unwrap().totals();
        for (act, actor, amount) in steps {
            play.step(totals, act, actor, amount);
        }
    }
}

/// Each act works once and keeps the books, so that the histories above are not histories of refusals.
#[test]
fn every_act_of_the_histories_works_in_its_place() {
    let chain = embedded_chain();
    let play = Play::begin(&chain).unwrap();
    let totals = play.world.books().unwrap().totals();
    let (supplier, borrower, tenant) = (0, 1, 2);
    let story = [
        ("transfer", supplier, 5),
        ("provide", supplier, 1_000 * ONE),
        ("transfer_shares", supplier, 10 * ONE),
        ("withdraw_liquidity", borrower, 10 * ONE),
        ("swap_usd", tenant, 100 * ONE),
        ("swap_weal", tenant, 100 * ONE),
        ("route_usd", tenant, 100 * ONE),
        ("route_weal", tenant, 100 * ONE),
        ("zap_in", tenant, 100 * ONE),
        ("zap_out", tenant, 10 * ONE),
        // In WEAL and in USD; a minute each, of which the first seconds are nobody's.
        ("fund_rewards", supplier, 600 * ONE),
        ("fund_rewards", borrower, 600 * ONE + 1),
        ("stake", supplier, 100 * ONE),
        ("stake", tenant, 50 * ONE),
        ("wait", supplier, 30),
        ("claim_rewards", supplier, 0),
        ("unstake", supplier, 10 * ONE),
        ("claim_rewards", tenant, 1),
        ("wait", supplier, 60),
        ("claim_rewards", supplier, 1),
        ("return_orphaned", supplier, 0),
        ("supply", supplier, 50_000 * ONE),
        ("pledge", borrower, 1_000 * ONE),
        ("borrow", borrower, 5_500 * ONE),
        ("repay", borrower, 10 * ONE),
        ("withdraw_collateral", borrower, ONE),
        ("withdraw", supplier, 1_000 * ONE),
        // 8.50 × 0.9 × 0.9 × 999 × 0.75 is below the debt of 5,490.
        ("price", supplier, 21 * ONE),
        ("price", supplier, 21 * ONE),
        ("liquidate", supplier, 5_000 * ONE),
        ("open_lease", tenant, 100 * ONE),
        ("top_up", borrower, 5 * ONE),
        ("wait", supplier, 100),
        ("attest", supplier, 1),
        ("wait", supplier, 10),
        ("claim", supplier, 0),
        ("stop_lease", supplier, 0),
        ("wait", supplier, 20),
        ("refund", supplier, 0),
        ("claim_fees", supplier, 0),
        ("record", supplier, 0),
        ("order", tenant, 1),
        ("bid", supplier, 0),
        ("wait", supplier, 60),
        ("reveal", supplier, 0),
        ("wait", supplier, 60),
        ("award", supplier, 0),
        ("take_credit", tenant, 0),
        ("take_credit", tenant, 1),
        ("order", supplier, 1),
        ("cancel_order", supplier, 1),
        ("grant", supplier, 1_000_000),
        ("grant", borrower, 1_000_001),
        ("wait", supplier, 100),
        ("claim_grant", supplier, 0),
        ("claim_grant", supplier, 1),
        ("cancel_grant", borrower, 1),
    ];
    for (name, actor, amount) in story {
        let act = ACTS.iter().position(|(known, _)| *known == name).unwrap();
        assert!(play.step(totals, act, actor, amount), "{name} of {amount} was refused");
    }
    for (name, _) in ACTS {
        assert!(story.iter().any(|(told, ..)| *told == name), "{name}");
    }
}

/// The examination can fail: a coin that no ledger knows is noticed, and moves no ledger.
#[test]
fn a_donation_is_in_no_ledger_and_the_books_show_it() {
    let chain = embedded_chain();
    let play = Play::begin(&chain).unwrap();
    let before = play.world.books().unwrap();
    before.ensure_solvent().unwrap();
    for (label, address) in play.world.economy.addresses() {
        chain.send("supplier", address, &Funds::one(7, USD)).unwrap();
        let books = play.world.books().unwrap();
        assert_eq!(books.totals(), before.totals());
        let changes = books.changes_since(&before).join("; ");
        assert!(!changes.contains("owes"), "{changes}");
        let failure = books.ensure_solvent().unwrap_err().to_string();
        assert!(failure.contains("uusd, its ledger says"), "{label}: {failure}");
    }
}

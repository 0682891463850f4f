//! Registry, market, escrow, oracle and index as one: who may offer, an auction from order to claim, and what is
//! recorded of it.

use super::{address, refuses};
use cosmwasm_std::{Addr, Binary, Uint128};
use weal_api::compute_escrow::{ExecuteMsg as EscrowMsg, LeaseResponse, OfferTerms, QueryMsg as EscrowQuery};
use weal_api::compute_escrow::{OffersResponse, SettledWorkResponse};
use weal_api::compute_index::{
    ExecuteMsg as IndexMsg, GpuHourResponse, ProviderScoreResponse, QueryMsg as IndexQuery, TotalsResponse,
    UsageResponse,
};
use weal_api::compute_market::{BidOpening, ExecuteMsg as MarketMsg, HoldingsResponse, OrderTerms, QueryMsg};
use weal_api::compute_registry::ExecuteMsg as RegistryMsg;
use weal_client::{Funds, H100, ONE, USD};
use weal_testing::{GPUS, LEASE_SECONDS, RATE, World, claim, embedded_chain, leaf};

/// The offers' rate less a tenth, and less a fifth.
const BIDS: [u128; 2] = [RATE * 9 / 10, RATE * 8 / 10];
const BID_DEPOSIT: u128 = 10 * ONE;

fn offer_of(sku: &str) -> EscrowMsg {
    EscrowMsg::PublishOffer(OfferTerms {
        sku: sku.into(),
        gpus: GPUS,
        region: "eu-north".into(),
        rate: Uint128::new(RATE),
        min_seconds: 10,
        max_seconds: 86_400,
        watts: 700,
        ..OfferTerms::default()
    })
}

#[test]
fn only_models_on_the_registrys_table_can_be_offered() {
    let chain = embedded_chain();
    let world = World::found(&chain).unwrap();
    let running = world.lease(world.offer("gpu_one").unwrap()).unwrap();
    let escrow = &world.economy.escrow;
    let unknown = "the registry has no GPU model h100-sxm5-81gb";
    refuses(&world, "gpu_one", escrow, &offer_of("h100-sxm5-81gb"), unknown);

    let retire = RegistryMsg::RetireSku { name: H100.into() };
    world.economy.registry.execute(&chain, "operator", &retire).unwrap();
    let retired = format!("the GPU model {H100} is retired");
    refuses(&world, "gpu_one", escrow, &offer_of(H100), &retired);
    assert_eq!(world.lease_now(running.lease_id).unwrap().status, running.status, "leases run on");
}

/// Two bidders and an order for all eight GPUs of an offer.
struct Auction<'a> {
    world: World<'a>,
    openings: [BidOpening; 2],
}

const BIDDERS: [&str; 2] = ["gpu_one", "gpu_two"];

impl<'a> Auction<'a> {
    /// The state in which two bids are sealed and `bids_until` has come.
    fn sealed(chain: &'a weal_embedded::EmbeddedChain) -> Self {
        let world = World::found(chain).unwrap();
        let offers = BIDDERS.map(|bidder| world.offer(bidder).unwrap());
        let terms = OrderTerms {
            sku: H100.into(),
            gpus: GPUS,
            seconds: LEASE_SECONDS,
            max_rate: Uint128::new(RATE),
            regions: vec!["eu-north".into()],
            requirements: vec![],
            bid_seconds: 60,
            reveal_seconds: 60,
        };
        let market = &world.economy.compute_market;
        market.pay(chain, "tenant", &MarketMsg::OpenOrder(terms), &Funds::one(cost(RATE), USD)).unwrap();
        let opening = |bid: usize| BidOpening {
            order_id: 1,
            offer_id: offers[bid],
            rate: Uint128::new(BIDS[bid]),
            salt: Binary::from([7; 32]),
        };
        let auction = Self { openings: [opening(0), opening(1)], world };
        for (bid, bidder) in BIDDERS.into_iter().enumerate() {
            auction.place(bidder, auction.commitment(bid));
        }
        auction
    }

    fn commitment(&self, bid: usize) -> Binary {
        let market = Addr::unchecked(&self.world.economy.compute_market.address);
        let provider = Addr::unchecked(address(&self.world, BIDDERS[bid]));
        Binary::from(self.openings[bid].commitment(self.world.chain.chain_id(), &market, &provider))
    }

    fn place(&self, bidder: &str, commitment: Binary) {
        let place = MarketMsg::PlaceBid { order_id: 1, commitment };
        let market = &self.world.economy.compute_market;
        market.pay(self.world.chain, bidder, &place, &Funds::one(BID_DEPOSIT, USD)).unwrap();
    }

    /// The bids are revealed, and the lower one gets the lease.
    fn award(&self) -> LeaseResponse {
        let (chain, market) = (self.world.chain, &self.world.economy.compute_market);
        self.world.wait(60).unwrap();
        for (bidder, opening) in BIDDERS.iter().zip(&self.openings) {
            market.execute(chain, bidder, &MarketMsg::RevealBid(opening.clone())).unwrap();
        }
        self.world.wait(60).unwrap();
        market.execute(chain, "keeper", &MarketMsg::AwardOrder { order_id: 1 }).unwrap();
        self.world.lease_now(1).unwrap()
    }

    fn held(&self, holder: &'static str) -> u128 {
        self.world.books().unwrap().of(holder, USD)
    }
}

/// The price of all GPUs for the whole time, rounded up.
fn cost(rate: u128) -> u128 {
    (rate * u128::from(GPUS) * u128::from(LEASE_SECONDS)).div_ceil(weal_api::compute_escrow::RATE_SCALE)
}

#[test]
fn an_auction_ends_in_a_lease_that_is_settled_claimed_and_recorded() {
    let chain = embedded_chain();
    let auction = Auction::sealed(&chain);
    let (world, economy) = (&auction.world, &auction.world.economy);
    let totals = world.books().unwrap().totals();
    let lease = auction.award();
    assert_eq!(lease.provider.as_str(), address(world, "gpu_two"), "the lower bid");
    assert_eq!((lease.rate.u128(), lease.deposit.u128()), (BIDS[1], cost(BIDS[1])));
    assert_eq!(lease.tenant.as_str(), address(world, "tenant"));

    let before = ["tenant", "gpu_one", "gpu_two"].map(|account| auction.held(account));
    for account in ["tenant", "gpu_one", "gpu_two"] {
        economy.compute_market.execute(&chain, account, &MarketMsg::ClaimCredit {}).unwrap();
    }
    let after = ["tenant", "gpu_one", "gpu_two"].map(|account| auction.held(account));
    let gained: Vec<u128> = after.iter().zip(before).map(|(after, before)| after - before).collect();
    assert_eq!(gained, [cost(RATE) - cost(BIDS[1]), BID_DEPOSIT, BID_DEPOSIT]);
    let held: HoldingsResponse = economy.compute_market.query(&chain, &QueryMsg::Holdings {}).unwrap();
    assert_eq!(held, HoldingsResponse::default());

    world.wait(LEASE_SECONDS).unwrap();
    let price = BIDS[1] * u128::from(GPUS) * u128::from(LEASE_SECONDS) / weal_api::compute_escrow::RATE_SCALE;
    let leaves = [leaf(&lease, price)];
    let root = world.settle(&leaves).unwrap();
    world.wait(lease.challenge_window_seconds + 1).unwrap();
    let due = EscrowMsg::Claim(claim(&leaves, 0, root.epoch).unwrap());
    let before = auction.held("gpu_two");
    economy.escrow.execute(&chain, "keeper", &due).unwrap();
    let fee = price.div_ceil(100);
    assert_eq!(auction.held("gpu_two") - before, price - fee);

    world.chain.wait_until(world.lease_now(1).unwrap().settles_at + 1).unwrap();
    economy.escrow.execute(&chain, "keeper", &EscrowMsg::Refund { lease_id: 1, depositor: None }).unwrap();
    let books = world.books().unwrap();
    assert_eq!(books.totals(), totals);
    books.ensure_solvent().unwrap();
    recorded_once(&auction, price, fee);
}

/// The index has what the escrow says, however often it is told.
fn recorded_once(auction: &Auction<'_>, price: u128, fee: u128) {
    let (world, index) = (&auction.world, &auction.world.economy.index);
    let work: SettledWorkResponse =
        world.economy.escrow.query(world.chain, &EscrowQuery::SettledWork { lease_ids: vec![1] }).unwrap();
    assert_eq!(work.work.len(), 1);
    for _ in 0..2 {
        index.execute(world.chain, "keeper", &IndexMsg::Record { lease_ids: vec![1] }).unwrap();
        let payer = address(world, "tenant");
        let usage: UsageResponse = index.query(world.chain, &IndexQuery::UsageOf { payer }).unwrap();
        assert_eq!((usage.usage.fees.u128(), usage.usage.volume.u128()), (fee, price));
        let provider = address(world, "gpu_two");
        let score: ProviderScoreResponse =
            index.query(world.chain, &IndexQuery::ProviderScore { provider }).unwrap();
        assert_eq!((score.settled_leases, score.volume.u128(), score.quality_bps), (1, price, 10_000));
        let confidence = 10_000 * price / (price + 1_000 * ONE);
        assert_eq!(u128::from(score.confidence_bps), confidence);
        let hour = IndexQuery::GpuHourIndex { sku: H100.into(), day: None };
        let hour: GpuHourResponse = index.query(world.chain, &hour).unwrap();
        assert_eq!((hour.sources, hour.volume.u128(), hour.is_reliable), (1, price, false));
        assert_eq!((hour.low_rate.u128(), hour.high_rate.u128()), (BIDS[1], BIDS[1]));
        let totals: TotalsResponse = index.query(world.chain, &IndexQuery::Totals {}).unwrap();
        assert_eq!((totals.settled_leases, totals.fees.u128()), (1, fee));
    }
}

/// A bidder who copies a sealed bid cannot open it, with the salt neither.
#[test]
fn a_copied_bid_opens_for_nobody_but_its_bidder() {
    let chain = embedded_chain();
    let auction = Auction::sealed(&chain);
    let world = &auction.world;
    let market = &world.economy.compute_market;
    let copied = MarketMsg::PlaceBid { order_id: 1, commitment: auction.commitment(1) };
    market.execute(&chain, "gpu_one", &copied).unwrap();
    world.wait(60).unwrap();
    let words = format!("offer, rate and salt do not give the commitment of {}", address(world, "gpu_one"));
    let stolen = MarketMsg::RevealBid(auction.openings[1].clone());
    refuses(world, "gpu_one", market, &stolen, &words);
    market.execute(&chain, "gpu_two", &stolen).unwrap();
}

#[test]
fn a_stranger_cannot_open_a_lease_at_a_price_of_its_own() {
    let chain = embedded_chain();
    let world = World::found(&chain).unwrap();
    let offer_id = world.offer("gpu_one").unwrap();
    let agreed = EscrowMsg::OpenAgreedLease(weal_api::compute_escrow::AgreedLease {
        offer_id,
        gpus: GPUS,
        seconds: LEASE_SECONDS,
        rate: Uint128::one(),
        tenant: address(&world, "tenant"),
        kind: Default::default(),
    });
    let attempt = scenarios::Attempt::new("tenant", &world.economy.escrow, &agreed).unwrap();
    let found = attempt.paying(Funds::one(ONE, USD)).refused(&world).unwrap();
    assert!(found.contains("market"), "{found}");
    let offers = EscrowQuery::Offers { start_after: None, limit: None };
    let offers: OffersResponse = world.economy.escrow.query(&chain, &offers).unwrap();
    assert_eq!(offers.offers[0].gpus_in_use, 0);
}

//! A market beside a real escrow and registry: a tenant, a stranger, and four providers with an offer each.

use compute_market::{ContractError, contract};
use cosmwasm_std::testing::{MockApi, MockStorage};
use cosmwasm_std::{Addr, Binary, Coin, Empty, Event, StdResult, Uint128, coins};
use cw_multi_test::{App, AppBuilder, AppResponse, BankKeeper, Contract, ContractWrapper, Executor};
use serde::de::DeserializeOwned;
use weal_api::asset::AssetInfo;
use weal_api::compute_escrow::{self as escrow_api, ConfigChanges, OfferTerms, RATE_SCALE};
use weal_api::compute_market::{
    BidOpening, ExecuteMsg, HoldingsResponse, InstantiateMsg, OrderResponse, OrderTerms, OrdersResponse,
    QueryMsg,
};

pub(crate) type Chain = App<BankKeeper, MockApi, MockStorage>;

pub(crate) const DENOM: &str = "uusd";
/// 2.5 base units per GPU-second.
pub(crate) const RATE: u128 = 25 * RATE_SCALE / 10;
pub(crate) const BID_DEPOSIT: u128 = 500;
pub(crate) const BID_SECONDS: u64 = 600;
pub(crate) const REVEAL_SECONDS: u64 = 300;
pub(crate) const PURSE: u128 = 1_000_000_000_000;
pub(crate) const SALT: [u8; 32] = [7; 32];

pub(crate) struct Suite {
    pub(crate) app: Chain,
    pub(crate) market: Addr,
    pub(crate) escrow: Addr,
    pub(crate) owner: Addr,
    pub(crate) tenant: Addr,
    pub(crate) stranger: Addr,
    pub(crate) providers: Vec<Addr>,
}

/// The offer of every provider: eight GPUs at 2.5 a second.
pub(crate) fn offer() -> OfferTerms {
    OfferTerms {
        sku: "h100-sxm-80".into(),
        gpus: 8,
        region: "eu-north".into(),
        rate: Uint128::new(RATE),
        min_seconds: 60,
        max_seconds: 7_200,
        grams_co2_per_kwh: 30,
        watts: 700,
        ..OfferTerms::default()
    }
}

/// Two GPUs for an hour at the offers' price at most: 18,000 base units.
pub(crate) fn terms() -> OrderTerms {
    OrderTerms {
        sku: "h100-sxm-80".into(),
        gpus: 2,
        seconds: 3_600,
        max_rate: Uint128::new(RATE),
        regions: vec![],
        requirements: vec![],
        bid_seconds: BID_SECONDS,
        reveal_seconds: REVEAL_SECONDS,
    }
}

pub(crate) const DEPOSIT: u128 = 18_000;

impl Suite {
    /// Offer n + 1 is provider n's.
    pub(crate) fn new() -> Self {
        let mut suite = Self::without_offers();
        for provider in suite.providers.clone() {
            suite.publish(&provider, offer());
        }
        suite
    }

    pub(crate) fn without_offers() -> Self {
        let api = MockApi::default().with_prefix("wasm");
        let names = ["owner", "tenant", "stranger", "provider0", "provider1", "provider2", "provider3"];
        let accounts = names.map(|name| api.addr_make(name));
        let app = AppBuilder::new().with_api(api).build(|router, _, storage| {
            for account in &accounts {
                router.bank.init_balance(storage, account, coins(PURSE, DENOM)).unwrap();
            }
        });
        let [owner, tenant, stranger, providers @ ..] = accounts;
        let nowhere = owner.clone();
        let providers = providers.into();
        let mut suite =
            Self { app, market: nowhere.clone(), escrow: nowhere, owner, tenant, stranger, providers };
        suite.create(AssetInfo::native(DENOM), None);
        suite
    }

    /// An escrow for that asset and its market, in the place of those before.
    pub(crate) fn create(&mut self, payment_asset: AssetInfo, registry: Option<&Addr>) {
        self.escrow = create_escrow(&mut self.app, &self.owner, payment_asset);
        let code = self.app.store_code(code());
        let msg = InstantiateMsg {
            escrow: self.escrow.to_string(),
            registry: registry.map(Addr::to_string),
            bid_deposit: Uint128::new(BID_DEPOSIT),
        };
        let owner = self.owner.clone();
        self.market = self.app.instantiate_contract(code, owner, &msg, &[], "market", None).unwrap();
        let market = self.market.clone();
        self.name_market(&market);
    }

    pub(crate) fn name_market(&mut self, market: &Addr) {
        let changes = ConfigChanges { market: Some(market.to_string()), ..ConfigChanges::default() };
        let owner = self.owner.clone();
        self.escrow_run(&owner, &escrow_api::ExecuteMsg::UpdateConfig(changes), &[]).unwrap();
    }

    /// Registers the provider if it is none yet, and publishes.
    pub(crate) fn publish(&mut self, provider: &Addr, terms: OfferTerms) {
        let register =
            escrow_api::ExecuteMsg::RegisterProvider { name: None, endpoint: "https://gpu.example".into() };
        let _ = self.escrow_run(provider, &register, &coins(1_000, DENOM));
        self.escrow_run(provider, &escrow_api::ExecuteMsg::PublishOffer(terms), &[]).unwrap();
    }

    pub(crate) fn escrow_run(
        &mut self,
        sender: &Addr,
        msg: &escrow_api::ExecuteMsg,
        funds: &[Coin],
    ) -> StdResult<AppResponse> {
        self.app.execute_contract(sender.clone(), self.escrow.clone(), msg, funds)
    }

    pub(crate) fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    pub(crate) fn advance(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.height += 1;
            block.time = block.time.plus_seconds(seconds);
        });
    }

    pub(crate) fn execute(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> StdResult<AppResponse> {
        self.app.execute_contract(sender.clone(), self.market.clone(), msg, funds)
    }

    pub(crate) fn query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.app.wrap().query_wasm_smart(&self.market, msg).unwrap()
    }

    pub(crate) fn escrow_query<T: DeserializeOwned>(&self, msg: &escrow_api::QueryMsg) -> T {
        self.app.wrap().query_wasm_smart(&self.escrow, msg).unwrap()
    }

    /// The tenant's order; its number.
    pub(crate) fn open(&mut self, terms: OrderTerms, deposit: u128) -> u64 {
        let tenant = self.tenant.clone();
        let opened = self.execute(&tenant, &ExecuteMsg::OpenOrder(terms), &coins(deposit, DENOM)).unwrap();
        attribute(&opened, "wasm-order_opened", "order_id").parse().unwrap()
    }

    /// The commitment of provider `n` to a rate with its own offer.
    pub(crate) fn sealed(&self, order_id: u64, n: usize, rate: u128) -> Binary {
        let chain_id = self.app.block_info().chain_id;
        opening(order_id, n as u64 + 1, rate).commitment(&chain_id, &self.market, &self.providers[n]).into()
    }

    pub(crate) fn bid(&mut self, order_id: u64, n: usize, rate: u128) -> AppResponse {
        let commitment = self.sealed(order_id, n, rate);
        let provider = self.providers[n].clone();
        let msg = ExecuteMsg::PlaceBid { order_id, commitment };
        self.execute(&provider, &msg, &coins(BID_DEPOSIT, DENOM)).unwrap()
    }

    pub(crate) fn reveal(&mut self, order_id: u64, n: usize, rate: u128) -> StdResult<AppResponse> {
        let provider = self.providers[n].clone();
        self.execute(&provider, &reveal(order_id, n as u64 + 1, rate), &[])
    }

    /// An order with these bids, revealed in the order of `reveals`, just before its award.
    pub(crate) fn auction(&mut self, bids: &[(usize, u128)], reveals: &[usize]) -> u64 {
        let order_id = self.open(terms(), DEPOSIT);
        for (n, rate) in bids {
            self.bid(order_id, *n, *rate);
        }
        self.advance(BID_SECONDS);
        for place in reveals {
            let (n, rate) = bids[*place];
            self.reveal(order_id, n, rate).unwrap();
        }
        self.advance(REVEAL_SECONDS);
        order_id
    }

    pub(crate) fn award(&mut self, order_id: u64) -> AppResponse {
        let stranger = self.stranger.clone();
        self.execute(&stranger, &ExecuteMsg::AwardOrder { order_id }, &[]).unwrap()
    }

    pub(crate) fn order(&self, order_id: u64) -> OrderResponse {
        self.query(&QueryMsg::Order { order_id })
    }

    pub(crate) fn credit(&self, account: &Addr) -> u128 {
        self.query::<Uint128>(&QueryMsg::Credit { account: account.to_string() }).u128()
    }

    pub(crate) fn holdings(&self) -> HoldingsResponse {
        self.query(&QueryMsg::Holdings {})
    }

    pub(crate) fn balance(&self, account: &Addr) -> u128 {
        let coin = self.app.wrap().query_balance(account, DENOM).unwrap();
        Uint128::try_from(coin.amount).unwrap().u128()
    }

    /// The state that a refused message must leave as it was.
    fn snapshot(&self) -> (Vec<u128>, HoldingsResponse, OrdersResponse) {
        let accounts = [&self.tenant, &self.stranger, &self.market, &self.escrow];
        let balances = accounts.into_iter().chain(&self.providers).map(|account| self.balance(account));
        let orders = self.query(&QueryMsg::Orders { start_after: None, limit: Some(30) });
        (balances.collect(), self.holdings(), orders)
    }

    /// Asserts that the message is refused with exactly this error, and changes nothing.
    pub(crate) fn assert_refused(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
        reason: &ContractError,
    ) {
        let before = self.snapshot();
        let error = self.execute(sender, msg, funds).unwrap_err().to_string();
        assert!(error.contains(&reason.to_string()), "expected '{reason}', found '{error}'");
        assert_eq!(self.snapshot(), before);
    }
}

pub(crate) fn opening(order_id: u64, offer_id: u64, rate: u128) -> BidOpening {
    BidOpening { order_id, offer_id, rate: Uint128::new(rate), salt: SALT.into() }
}

pub(crate) fn reveal(order_id: u64, offer_id: u64, rate: u128) -> ExecuteMsg {
    ExecuteMsg::RevealBid(opening(order_id, offer_id, rate))
}

fn code() -> Box<dyn Contract<Empty>> {
    Box::new(
        ContractWrapper::new(contract::execute, contract::instantiate, contract::query)
            .with_reply(contract::reply)
            .with_migrate(contract::migrate),
    )
}

/// Settlement plays no part here, so any account stands for its oracle.
fn create_escrow(app: &mut Chain, owner: &Addr, payment_asset: AssetInfo) -> Addr {
    use compute_escrow::contract;
    let code = app.store_code(Box::new(ContractWrapper::new(
        contract::execute,
        contract::instantiate,
        contract::query,
    )));
    let msg = escrow_api::InstantiateMsg {
        owner: owner.to_string(),
        oracle: owner.to_string(),
        registry: None,
        market: None,
        request_bond: None,
        answer_seconds: None,
        payment_asset,
        fee_recipient: None,
        min_bond: Uint128::new(1_000),
        protocol_fee_bps: 250,
        challenge_window_seconds: 60,
        silence_seconds: 600,
    };
    app.instantiate_contract(code, owner.clone(), &msg, &[], "escrow", None).unwrap()
}

pub(crate) fn attribute(response: &AppResponse, event: &str, key: &str) -> String {
    event_of(response, event).attributes.iter().find(|found| found.key == key).unwrap().value.clone()
}

pub(crate) fn event_of<'a>(response: &'a AppResponse, event: &str) -> &'a Event {
    response.events.iter().find(|found| found.ty == event).unwrap_or_else(|| panic!("no {event}"))
}

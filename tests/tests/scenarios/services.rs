//! Worker, oracles, keeper and escrow, end to end.

use super::refuses;
use compute_worker::{
    DigitsJob, Epoch, Fault, HttpWork, Machine, Probed, Work, WorkService, WorkSource, Worker,
};
use http_service::HttpServer;
use keeper::{ApprovedBundle, KeeperError, agreeing, bundle, fix_readings, post_settlement, quorum};
use oracle_node::{
    Assignment, Attestation, BundleApproval, Examination, Finding, LeaseReading, Lie, OracleError,
    OracleMember, ProbeLogs, Rejection, SignedReadings, Witnesses,
};
use proptest::prelude::*;
use scenarios::post_message;
use std::sync::{Arc, LazyLock};
use weal_api::compute_escrow::{ExecuteMsg, LeaseResponse, LeaseStatus, RATE_SCALE};
use weal_api::oracle::{QueryMsg, SettlementResponse};
use weal_client::{Chain, USD};
use weal_compute_proof::MatrixI32;
use weal_embedded::EmbeddedChain;
use weal_testing::{GPUS, RATE, World, embedded_chain};

pub(super) static JOB: LazyLock<DigitsJob> = LazyLock::new(|| DigitsJob::load().unwrap());

/// Two leases whose first epoch has just ended.
pub(super) struct Shop<'a> {
    pub(super) world: World<'a>,
    pub(super) leases: [LeaseResponse; 2],
    pub(super) epoch: Epoch,
}

impl<'a> Shop<'a> {
    pub(super) fn open(chain: &'a EmbeddedChain) -> Self {
        let world = World::found(chain).unwrap();
        let leases = ["gpu_one", "gpu_two"].map(|gpu| world.lease(world.offer(gpu).unwrap()).unwrap());
        let (starts_at, ends_at) = (leases[0].starts_at, leases[1].starts_at + 12);
        chain.wait_until(ends_at).unwrap();
        Self { world, leases, epoch: Epoch { number: 1, starts_at, ends_at } }
    }

    fn worker(&self, lease: usize, fault: Option<Fault>) -> Worker {
        let escrow = self.world.economy.escrow.clone();
        let account = ["gpu_one", "gpu_two"][lease].into();
        Worker { escrow, account, lease_id: self.leases[lease].lease_id, fault }
    }

    /// Computed and committed to.
    pub(super) fn work(&self, lease: usize, fault: Option<Fault>) -> Work {
        let worker = self.worker(lease, fault);
        let work = worker.work(self.world.chain, &JOB, &self.epoch).unwrap();
        worker.commit(self.world.chain, &work).unwrap();
        work
    }

    /// A member's findings at the sources, each with the lease, 0 or 1, that it is assigned to. It has not probed: a
    /// member cannot testify to what it did not see, so all is up.
    pub(super) fn read(
        &self,
        member: &OracleMember,
        sources: &[(usize, &dyn WorkSource)],
    ) -> Result<SignedReadings, OracleError> {
        self.read_with(member, sources, &ProbeLogs::default())
    }

    /// The same after these probes.
    pub(super) fn read_with(
        &self,
        member: &OracleMember,
        sources: &[(usize, &dyn WorkSource)],
        probes: &ProbeLogs,
    ) -> Result<SignedReadings, OracleError> {
        let assign = |(lease, source): &(usize, _)| Assignment {
            lease_id: self.leases[*lease].lease_id,
            source: *source,
        };
        let assignments: Vec<Assignment<'_>> = sources.iter().map(assign).collect();
        let examination = Examination { job: &JOB, epoch: self.epoch, probes, assignments: &assignments };
        member.read(&Witnesses::one(self.world.chain), &examination)
    }

    /// The first member's findings about each lease.
    fn findings(&self, sources: &[(usize, &dyn WorkSource)]) -> Vec<LeaseReading> {
        self.read(&self.world.members[0], sources).unwrap().readings.leases
    }

    /// The members; each of `liars` says that all charges are ten times as high.
    pub(super) fn members(&self, liars: &[u8]) -> Vec<OracleMember> {
        let mut members = self.world.members.clone();
        for member in members.iter_mut().filter(|member| liars.contains(&member.member)) {
            member.lies.push(Lie::Charges { times: 10 });
        }
        members
    }

    /// The members' words for the bundle of these readings are put on chain; then each attests.
    pub(super) fn agree(&self, members: &[OracleMember], readings: &[SignedReadings]) -> Vec<Attestation> {
        let witnesses = Witnesses::one(self.world.chain);
        let bundle = bundle(readings, self.quorum()).unwrap();
        let approve = |member: &OracleMember| member.approve(&witnesses, &bundle).unwrap();
        let approvals: Vec<BundleApproval> = members.iter().map(approve).collect();
        let (oracle, escrow) = (&self.world.economy.oracle, &self.world.economy.escrow.address);
        fix_readings(
            self.world.chain,
            oracle,
            "keeper",
            escrow,
            ApprovedBundle { bundle: &bundle, approvals: &approvals },
        )
        .unwrap();
        members.iter().map(|member| member.attest(&witnesses, &bundle).unwrap()).collect()
    }

    /// Every member's word, from its readings to its root.
    pub(super) fn heard(&self, liars: &[u8], sources: &[(usize, &dyn WorkSource)]) -> Vec<Attestation> {
        let members = self.members(liars);
        let readings: Vec<_> = members.iter().map(|member| self.read(member, sources).unwrap()).collect();
        self.agree(&members, &readings)
    }

    pub(super) fn quorum(&self) -> usize {
        quorum(self.world.chain, &self.world.economy.oracle).unwrap()
    }

    /// The price of the first epoch of a lease, base units.
    fn price(&self, lease: usize) -> u128 {
        RATE * u128::from(GPUS) * u128::from(self.epoch.ends_at - self.leases[lease].starts_at) / RATE_SCALE
    }

    pub(super) fn held(&self, holder: &'static str) -> u128 {
        self.world.books().unwrap().of(holder, USD)
    }

    /// The end of both leases: they are stopped, unless a conviction has ended them, and money that nobody could claim in time goes back.
    pub(super) fn wind_up(&self) {
        let escrow = &self.world.economy.escrow;
        for lease in &self.leases {
            let query = weal_api::compute_escrow::QueryMsg::Lease { lease_id: lease.lease_id };
            let now: LeaseResponse = escrow.query(self.world.chain, &query).unwrap();
            if matches!(now.status, LeaseStatus::Ended { .. }) {
                continue;
            }
            let stop = ExecuteMsg::StopLease { lease_id: lease.lease_id };
            escrow.execute(self.world.chain, "tenant", &stop).unwrap();
        }
        // The silence, the window and the time to answer of both leases.
        self.world.wait(90).unwrap();
        for lease in &self.leases {
            let refund = ExecuteMsg::Refund { lease_id: lease.lease_id, depositor: None };
            escrow.execute(self.world.chain, "keeper", &refund).unwrap();
        }
    }
}

#[test]
fn one_liar_of_four_changes_nothing_and_honest_work_alone_is_paid() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let (world, economy) = (&shop.world, &shop.world.economy);
    let totals = world.books().unwrap().totals();
    let honest = shop.work(0, None);
    let wrong = shop.work(1, Some(Fault::WrongElement { row: 1_234, col: 5 }));
    let sources: [(usize, &dyn WorkSource); 2] = [(0, &honest), (1, &wrong)];
    let heard = shop.heard(&[3], &sources);
    let signed = agreeing(&heard, shop.quorum()).unwrap();
    assert_eq!(
        (signed.members.as_slice(), signed.dissent.as_slice()),
        ([0, 1, 2].as_slice(), [3].as_slice())
    );
    let without = embedded_chain();
    let other = Shop::open(&without);
    let (its, wrong) = (other.work(0, None), other.work(1, Some(Fault::WrongElement { row: 1_234, col: 5 })));
    let root = agreeing(&other.heard(&[], &[(0, &its), (1, &wrong)]), 4).unwrap().root;
    assert_eq!(signed.root, root, "as without the liar");
    post_settlement(&chain, &economy.oracle, "keeper", &economy.escrow.address, &signed).unwrap();
    world.wait(10).unwrap();

    let [first, second] = [shop.leases[0].lease_id, shop.leases[1].lease_id];
    assert!(heard[0].claim(second).unwrap().is_none(), "wrong work has no leaf");
    let dearer = ExecuteMsg::Claim(heard[3].claim(first).unwrap().unwrap());
    refuses(world, "gpu_one", &economy.escrow, &dearer, "the proof leads to another root");
    let claim = heard[0].claim(first).unwrap().unwrap();
    let charge = shop.price(0);
    assert_eq!(claim.leaf.charge.u128(), charge);
    let (one, two, tenant) = (shop.held("gpu_one"), shop.held("gpu_two"), shop.held("tenant"));
    economy.escrow.execute(&chain, "gpu_one", &ExecuteMsg::Claim(claim)).unwrap();
    assert_eq!(shop.held("gpu_one") - one, charge - charge.div_ceil(100));

    shop.wind_up();
    assert_eq!(shop.held("gpu_two"), two);
    let deposits = shop.leases[0].deposit.u128() + shop.leases[1].deposit.u128();
    assert_eq!(shop.held("tenant") - tenant, deposits - charge);
    let books = world.books().unwrap();
    assert_eq!(books.totals(), totals);
    books.ensure_solvent().unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn a_wrong_element_anywhere_costs_the_worker_its_leaf(row in 0u32..1_797, col in 0u32..10) {
        let chain = embedded_chain();
        let shop = Shop::open(&chain);
        let (honest, wrong) = (shop.work(0, None), shop.work(1, Some(Fault::WrongElement { row, col })));
        let said = &shop.heard(&[], &[(1, &wrong), (0, &honest)])[0];
        let lease_id = shop.leases[1].lease_id;
        let reason = format!("element ({row}, {col}) of the product is wrong");
        prop_assert_eq!(&said.rejected, &[Rejection { lease_id, reason }]);
        prop_assert_eq!(said.leaves.len(), 1);
        prop_assert_eq!(said.leaves[0].lease_id, shop.leases[0].lease_id);
        prop_assert!(said.claim(lease_id).unwrap().is_none());
    }
}

/// No other lease works, so there is nothing to sign: a bundle of nothing is not approved, because it would end the epoch without a root.
#[test]
fn the_corners_of_the_product_are_checked() {
    for (row, col) in [(0, 0), (0, 9), (1_796, 0), (1_796, 9)] {
        let chain = embedded_chain();
        let shop = Shop::open(&chain);
        let wrong = shop.work(1, Some(Fault::WrongElement { row, col }));
        let read = |member| shop.read(member, &[(1, &wrong)]).unwrap();
        let readings: Vec<_> = shop.world.members.iter().map(read).collect();
        let bundle = bundle(&readings, 3).unwrap();
        let error = shop.world.members[0].approve(&Witnesses::one(&chain), &bundle).unwrap_err();
        assert!(matches!(error, OracleError::EmptyEpoch { epoch: 1 }), "{error}");
    }
}

/// Served after the commitment: the right product does not help who has committed to a wrong one, nor the
/// other way round.
#[test]
fn another_product_than_the_one_committed_to_is_rejected() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let (honest, mut other) = (shop.work(0, None), shop.work(1, None));
    let mut data = other.product.data().to_vec();
    data[17] += 1;
    other.product = MatrixI32::new(other.product.rows(), other.product.cols(), data).unwrap();
    rejects_the_second(&shop, &honest, &other, "the product served is not the one committed to");

    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let honest = shop.work(0, None);
    let mut other = shop.work(1, Some(Fault::WrongElement { row: 1, col: 7 }));
    other.product = honest.product.clone();
    rejects_the_second(&shop, &honest, &other, "the product served is not the one committed to");
}

#[test]
fn a_worker_that_commits_to_nothing_is_rejected() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let honest = shop.work(0, None);
    let silent = shop.worker(1, None).work(&chain, &JOB, &shop.epoch).unwrap();
    rejects_the_second(&shop, &honest, &silent, "no commitment was recorded on chain");
}

/// A worker says which product it has, and nothing of time or money.
#[test]
fn a_leaf_is_metered_on_chain_and_not_by_the_worker() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let work = shop.work(0, None);
    let said = &shop.heard(&[], &[(0, &work)])[0];
    let seconds = shop.epoch.ends_at - shop.leases[0].starts_at;
    let leaf = &said.leaves[0].leaf;
    assert_eq!(leaf.charge.u128(), shop.price(0));
    assert_eq!((leaf.gpu_seconds, leaf.uptime_seconds), (u64::from(GPUS) * seconds, seconds));
    assert_eq!(leaf.metered_until, shop.epoch.ends_at);
}

/// The others are attested, whatever one worker does.
#[test]
fn one_bad_worker_stops_nobody_else() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let (honest, other) = (shop.work(0, None), shop.work(1, None));
    let unreachable = HttpWork::at("http://127.0.0.1:1");
    let tiny = Work { product: MatrixI32::new(1, 1, vec![7]).unwrap(), ..other.clone() };
    let served = Served::start(&tiny);
    let cut_short = HttpWork::at(&served.url);
    let larger = Work { product: MatrixI32::new(1_798, 10, vec![7; 17_980]).unwrap(), ..other.clone() };
    let served_larger = Served::start(&larger);
    let without_end = HttpWork::at(&served_larger.url);
    let mut late = other.clone();
    late.report.epoch += 1;
    let bad: [&dyn WorkSource; 5] = [&unreachable, &tiny, &cut_short, &without_end, &late];
    for source in bad {
        let said = shop.findings(&[(1, source), (0, &honest)]);
        assert_eq!(said.len(), 2);
        assert!(matches!(said[0].finding, Finding::Accepted(_)), "{:?}", said[0]);
        assert!(matches!(said[1].finding, Finding::Rejected { .. }), "{:?}", said[1]);
        assert_eq!(said[1].lease_id, shop.leases[1].lease_id);
    }
}

/// A worker speaks of the lease it was asked about, and a lease is read once.
#[test]
fn a_worker_cannot_speak_of_anothers_lease() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let honest = shop.work(0, None);
    shop.work(1, None);
    let thief = honest.clone();
    let said = shop.findings(&[(1, &thief), (0, &honest), (0, &thief)]);
    assert_eq!(said.len(), 2);
    assert!(matches!(said[0].finding, Finding::Accepted(_)));
    let reason = format!("the worker reports lease {} instead", shop.leases[0].lease_id);
    assert_eq!(said[1].finding, Finding::Rejected { reason });
}

fn rejects_the_second(shop: &Shop<'_>, honest: &Work, other: &Work, reason: &str) {
    for said in shop.heard(&[], &[(0, honest), (1, other)]) {
        let expected = Rejection { lease_id: shop.leases[1].lease_id, reason: reason.into() };
        assert_eq!(said.rejected, [expected]);
        assert_eq!(said.leaves.len(), 1);
        assert_eq!(said.leaves[0].lease_id, shop.leases[0].lease_id);
    }
}

#[test]
fn two_liars_of_four_stop_the_root_and_pay_nobody() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let (world, economy) = (&shop.world, &shop.world.economy);
    let (first, second) = (shop.work(0, None), shop.work(1, None));
    let heard = shop.heard(&[1, 3], &[(0, &first), (1, &second)]);
    let error = agreeing(&heard, shop.quorum()).unwrap_err();
    assert!(matches!(error, KeeperError::NoQuorum { found: 2, required: 3 }), "{error}");

    // What either half has signed is no quorum on chain, nor is it with the other half's signatures.
    let escrow = &economy.escrow.address;
    for said in [&heard[0], &heard[1]] {
        let half =
            agreeing(&heard.iter().filter(|one| one.root == said.root).cloned().collect::<Vec<_>>(), 2);
        let mut half = half.unwrap();
        let words = "2 distinct members signed, 3 are needed";
        refuses(world, "keeper", &economy.oracle, &post_message(escrow, &half), words);
        half.members = vec![0, 1, 2];
        let signatures = heard[..3].iter().flat_map(|one| one.signature.to_vec()).collect::<Vec<_>>();
        half.signatures = signatures.into();
        let words = scenarios::SIGNATURES_REFUSED;
        refuses(world, "keeper", &economy.oracle, &post_message(escrow, &half), words);
    }
    let query = QueryMsg::LatestSettlement { consumer: escrow.clone() };
    let latest: SettlementResponse = economy.oracle.query(&chain, &query).unwrap();
    assert_eq!(latest, SettlementResponse { epoch: 0, settlement: None });

    let words = format!("the oracle has no settlement of epoch 1 for {escrow}");
    for said in &heard {
        let claim = said.claim(shop.leases[0].lease_id).unwrap().unwrap();
        refuses(world, "gpu_one", &economy.escrow, &ExecuteMsg::Claim(claim), &words);
    }
    let (one, two, tenant) = (shop.held("gpu_one"), shop.held("gpu_two"), shop.held("tenant"));
    shop.wind_up();
    assert_eq!((shop.held("gpu_one"), shop.held("gpu_two")), (one, two));
    let deposits = shop.leases[0].deposit.u128() + shop.leases[1].deposit.u128();
    assert_eq!(shop.held("tenant") - tenant, deposits);
}

/// A worker behind HTTP until it is dropped.
pub(super) struct Served {
    server: Arc<HttpServer>,
    thread: Option<std::thread::JoinHandle<()>>,
    pub(super) url: String,
}

impl Served {
    pub(super) fn start(work: &Work) -> Self {
        let service = WorkService::new(Machine::of(&JOB).unwrap());
        service.publish(work);
        let server = Arc::new(HttpServer::bind("127.0.0.1:0", WorkService::limits()).unwrap());
        let (url, serving) = (server.url(), Arc::clone(&server));
        let thread = Some(std::thread::spawn(move || serving.run(&|request| service.answer(request))));
        Self { server, thread, url }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.server.stop();
        let ended = self.thread.take().map(std::thread::JoinHandle::join);
        assert!(matches!(ended, Some(Ok(()))));
    }
}

#[test]
fn oracles_see_over_http_what_the_workers_have() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let honest = shop.work(0, None);
    let wrong = shop.work(1, Some(Fault::WrongElement { row: 3, col: 3 }));
    let served = [Served::start(&honest), Served::start(&wrong)];
    let sources = served.each_ref().map(|worker| HttpWork::at(&worker.url));
    assert_eq!(sources[0].report().unwrap(), honest.report);
    assert_eq!(sources[1].product(wrong.product.shape()).unwrap(), wrong.product);

    let member = &shop.world.members[0];
    let over_http = shop.read(member, &[(0, &sources[0]), (1, &sources[1])]).unwrap();
    let in_process = shop.read(member, &[(0, &honest), (1, &wrong)]).unwrap();
    assert_eq!(over_http, in_process);
}

/// A caller that asks for a large product and does not read it, with others that ask nothing, keeps no oracle from the
/// worker.
#[test]
fn a_caller_that_does_not_read_stops_no_worker() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let mut work = shop.work(0, None);
    // A product as an ordinary job has it: 4,096 by 4,096.
    work.product = MatrixI32::new(4_096, 4_096, vec![1; 4_096 * 4_096]).unwrap();
    let served = Served::start(&work);
    let connect = || std::net::TcpStream::connect(served.url.strip_prefix("http://").unwrap()).unwrap();
    let mut slow = connect();
    std::io::Write::write_all(&mut slow, b"GET /product HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    let silent = connect();
    std::thread::sleep(std::time::Duration::from_millis(500));
    let started = std::time::Instant::now();
    let source = HttpWork::at(&served.url);
    assert_eq!(source.report().unwrap(), work.report);
    let probed = source.answer(0, 1_000).unwrap();
    assert_eq!(probed.data(), Machine::of(&JOB).unwrap().compute(0).unwrap().data());
    assert!(started.elapsed() < std::time::Duration::from_secs(5), "{:?}", started.elapsed());
    drop((slow, silent));
}

#[test]
fn a_worker_that_answers_nothing_is_an_error_with_its_address() {
    let gone = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let error = HttpWork::at(&gone).report().unwrap_err();
    assert!(error.to_string().contains(&gone), "{error}");
}

/// A lease that stops after a root was signed has run until then, so an epoch is signed only when it is over.
#[test]
fn no_member_signs_an_epoch_that_is_not_over() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let honest = shop.work(0, None);
    let now = chain.block().unwrap().time;
    let member = &shop.world.members[0];
    let assignment = Assignment { lease_id: shop.leases[0].lease_id, source: &honest };
    let signs = |ends_at| {
        let (epoch, probes) = (Epoch { ends_at, ..shop.epoch }, &ProbeLogs::default());
        let assignments = std::slice::from_ref(&assignment);
        member.read(&Witnesses::one(&chain), &Examination { job: &JOB, epoch, probes, assignments })
    };
    let refused = signs(now + 1).unwrap_err();
    assert!(
        matches!(refused, OracleError::EpochNotOver { ends_at, now: at } if ends_at == at + 1),
        "{refused}"
    );
    signs(now).unwrap();
}

/// One member's rubbish would have the chain refuse the signatures of all.
#[test]
fn signatures_that_do_not_verify_are_left_out_of_what_is_posted() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let honest = shop.work(0, None);
    let (oracle, escrow) = (&shop.world.economy.oracle, &shop.world.economy.escrow.address);
    let rubbish = [vec![], vec![7; 64], vec![7; 65]];
    let all = shop.heard(&[], &[(0, &honest)]);
    for (member, bytes) in (0..4).zip(rubbish.iter().cycle()) {
        let mut heard = all.clone();
        heard[member].signature = cosmwasm_std::Binary::new(bytes.clone());
        heard[member].member = if member == 3 { 31 } else { heard[member].member };
        let sound = keeper::verified(&chain, oracle, escrow, heard).unwrap();
        let signed = agreeing(&sound, shop.quorum()).unwrap();
        let expected: Vec<u8> = (0u8..4).filter(|seat| usize::from(*seat) != member).collect();
        assert_eq!(signed.members, expected);
        if member == 3 {
            post_settlement(&chain, oracle, "keeper", escrow, &signed).unwrap();
        }
    }

    let price = cosmwasm_std::Decimal::percent(850);
    let observe = |member: &OracleMember| member.observe(&chain, weal_client::ATOM_FEED, 1, price).unwrap();
    let mut round: Vec<_> = shop.world.members.iter().map(observe).collect();
    round[2].signature = cosmwasm_std::Binary::new(vec![9; 64]);
    let mut short = round.clone();
    short[0].observed_at += 1;
    let feed = keeper::FeedRound { feed: weal_client::ATOM_FEED, round: 1 };
    let refused = keeper::post_prices(&chain, oracle, "keeper", feed, short).unwrap_err();
    assert!(matches!(refused, KeeperError::NoQuorum { found: 2, required: 3 }), "{refused}");
    keeper::post_prices(&chain, oracle, "keeper", feed, round).unwrap();
}

//! The members' way to one root: whatever one provider, one member or one keeper does, the others settle.

use super::refuses;
use super::services::{JOB, Shop};
use compute_worker::{Epoch, Machine, Probed, Work, WorkReport, WorkSource, WorkerError};
use cosmwasm_std::Binary;
use keeper::{
    ApprovedBundle, KeeperError, agreeing, bundle, fix_readings, post_settlement, verified, verified_readings,
};
use oracle_node::{
    Bundle, BundleError, Committee, Examination, Finding, MAX_READINGS_BYTES, OracleError, ProbeLogs,
    ProbeOutcome, ProbeTarget, SignedReadings, Witnesses, probe,
};
use std::sync::atomic::{AtomicUsize, Ordering};
use weal_api::compute_escrow::ExecuteMsg;
use weal_api::oracle::{FixedReadingsResponse, QueryMsg, SettlementResponse};
use weal_client::Chain;
use weal_compute_proof::{MatrixI32, OutputShape};
use weal_testing::embedded_chain;

/// Shows the right product to the first so many that ask, and rubbish to the others.
struct TwoFaced {
    work: Work,
    right_for: usize,
    asked: AtomicUsize,
}

impl WorkSource for TwoFaced {
    fn report(&self) -> Result<WorkReport, WorkerError> {
        Ok(self.work.report.clone())
    }

    fn product(&self, shape: OutputShape) -> Result<MatrixI32, WorkerError> {
        if self.asked.fetch_add(1, Ordering::SeqCst) < self.right_for {
            return self.work.product(shape);
        }
        Ok(MatrixI32::new(shape.rows(), shape.cols(), vec![1; self.work.product.data().len()])?)
    }
}

/// A machine that is down.
struct Down;

impl Probed for Down {
    fn answer(&self, number: usize, _max_elements: u64) -> Result<MatrixI32, WorkerError> {
        Err(WorkerError::NoRequest { number, of: 0 })
    }
}

fn posts(shop: &Shop<'_>, heard: &[oracle_node::Attestation]) -> Vec<u8> {
    let (oracle, escrow) = (&shop.world.economy.oracle, &shop.world.economy.escrow.address);
    let sound = verified(shop.world.chain, oracle, escrow, heard.to_vec()).unwrap();
    let signed = agreeing(&sound, shop.quorum()).unwrap();
    post_settlement(shop.world.chain, oracle, "keeper", escrow, &signed).unwrap();
    signed.members
}

/// One provider shows each member something else. All of them sign one root, and the honest provider is paid.
#[test]
fn a_worker_that_shows_each_member_something_else_stops_nobody() {
    for right_for in 0..=4 {
        let chain = embedded_chain();
        let shop = Shop::open(&chain);
        let (honest, other) = (shop.work(0, None), shop.work(1, None));
        let two_faced = TwoFaced { work: other, right_for, asked: AtomicUsize::new(0) };
        let heard = shop.heard(&[], &[(0, &honest), (1, &two_faced)]);
        assert!(
            heard.windows(2).all(|pair| pair[0].root == pair[1].root && pair[0].leaves == pair[1].leaves)
        );
        // From f + 1 on, at least one honest member has seen that the work is right.
        assert_eq!(heard[0].leaves.len(), if right_for > 1 { 2 } else { 1 }, "{right_for}");
        assert_eq!(posts(&shop, &heard), [0, 1, 2, 3]);
        shop.world.wait(10).unwrap();
        let claim = heard[0].claim(shop.leases[0].lease_id).unwrap().unwrap();
        shop.world.economy.escrow.execute(&chain, "gpu_one", &ExecuteMsg::Claim(claim)).unwrap();
    }
}

/// Each member probes at its own times and finds its own figures: the leaf has the lower median, whatever a worker says.
#[test]
fn members_with_different_probes_sign_the_lower_median() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let honest = shop.work(0, None);
    let lease = &shop.leases[0];
    let seconds = shop.epoch.ends_at - lease.starts_at;
    let read = |member: usize, down: u64, milliseconds: u64| {
        let mut probes = ProbeLogs::default();
        probes.note(lease.lease_id, lease.starts_at, ProbeOutcome::Answered { milliseconds });
        probes.note(lease.lease_id, lease.starts_at + down, ProbeOutcome::Failed);
        shop.read_with(&shop.world.members[member], &[(0, &honest)], &probes).unwrap()
    };
    let readings = [read(0, 1, 40), read(1, 5, 10), read(2, 3, 30), read(3, 2, 20)];
    let heard = shop.agree(&shop.world.members, &readings);
    assert!(heard.iter().all(|said| said.root == heard[0].root));
    let leaf = &heard[0].leaves[0].leaf;
    assert_eq!((leaf.uptime_seconds, leaf.latency_p95_ms), (seconds - 3, 20));
    posts(&shop, &heard);
}

/// Uptime is what a member's own probes found of the machine: a provider that is down while it says that it is up.
#[test]
fn uptime_is_what_the_members_probed() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let honest = shop.work(0, None);
    let (lease_id, starts_at) = (shop.leases[0].lease_id, shop.leases[0].starts_at);
    let reference = Machine::of(&JOB).unwrap();
    let mut probes = ProbeLogs::default();
    let machines: [&dyn Probed; 4] = [&reference, &Down, &Down, &reference];
    for (second, machine) in (1..).zip(machines) {
        let target = ProbeTarget { lease_id, machine };
        probe(&reference, &[target], starts_at + second, &mut probes).unwrap();
    }
    let readings = shop.read_with(&shop.world.members[0], &[(0, &honest)], &probes).unwrap().readings;
    let reading = &readings.leases[0];
    assert_eq!(reading.uptime_seconds, shop.epoch.ends_at - starts_at - 2);
    assert!(reading.latency_p95_ms > 0);
}

/// A lying member, heard first, speaks in another's name, of a committee that is not: it displaces nobody, in readings,
/// approvals and roots.
#[test]
fn one_liar_that_poses_as_another_member_displaces_nobody() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let honest = shop.work(0, None);
    let (oracle, escrow) = (&shop.world.economy.oracle, &shop.world.economy.escrow.address);
    let witnesses = Witnesses::one(&chain);
    let committee = Committee::present(&witnesses, oracle).unwrap();
    let mut readings: Vec<SignedReadings> =
        shop.world.members.iter().map(|member| shop.read(member, &[(0, &honest)]).unwrap()).collect();
    for committee_epoch in [1, 999] {
        let mut posing = readings[0].clone();
        (posing.readings.member, posing.readings.committee_epoch) = (1, committee_epoch);
        readings.insert(0, posing);
    }
    let sound = verified_readings(&chain, &committee, escrow, readings);
    assert_eq!(sound.iter().map(|signed| signed.readings.member).collect::<Vec<_>>(), [0, 1, 2, 3]);

    let bundle = bundle(&sound[1..], 3).unwrap();
    let mut approvals: Vec<_> =
        shop.world.members.iter().map(|member| member.approve(&witnesses, &bundle).unwrap()).collect();
    let mut posing = approvals[0].clone();
    posing.member = 1;
    approvals[0] = posing;
    fix_readings(&chain, oracle, "keeper", escrow, ApprovedBundle { bundle: &bundle, approvals: &approvals })
        .unwrap();

    let mut heard: Vec<_> =
        shop.world.members.iter().map(|member| member.attest(&witnesses, &bundle).unwrap()).collect();
    heard[0].member = 1;
    heard[0].committee_epoch = 999;
    heard[0].signature = Binary::default();
    assert_eq!(verified(&chain, oracle, escrow, heard.clone()).unwrap().len(), 3);
    assert_eq!(posts(&shop, &heard), [1, 2, 3]);
}

/// Signing two bundles is no offence: the first on chain stands, and every member builds its tree.
#[test]
fn of_two_bundles_the_first_on_chain_stands_and_all_sign_its_root() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let (honest, other) = (shop.work(0, None), shop.work(1, None));
    let (oracle, escrow) = (&shop.world.economy.oracle, &shop.world.economy.escrow.address);
    let witnesses = Witnesses::one(&chain);
    let two_faced = TwoFaced { work: other, right_for: 2, asked: AtomicUsize::new(0) };
    let members = &shop.world.members;
    let readings: Vec<SignedReadings> =
        members.iter().map(|member| shop.read(member, &[(0, &honest), (1, &two_faced)]).unwrap()).collect();
    let [with, without] = [&readings[..3], &readings[1..]].map(|chosen| bundle(chosen, 3).unwrap());
    let approvals = |bundle: &Bundle| {
        members.iter().map(|member| member.approve(&witnesses, bundle).unwrap()).collect::<Vec<_>>()
    };
    let (for_with, for_without) = (approvals(&with), approvals(&without));

    let early = members[0].attest(&witnesses, &with).unwrap_err();
    assert!(matches!(early, OracleError::NotFixed { epoch: 1 }), "{early}");
    fix_readings(
        &chain,
        oracle,
        "keeper",
        escrow,
        ApprovedBundle { bundle: &without, approvals: &for_without },
    )
    .unwrap();
    let second =
        fix_readings(&chain, oracle, "spare", escrow, ApprovedBundle { bundle: &with, approvals: &for_with })
            .unwrap_err();
    assert!(second.to_string().contains("fixed the readings of epoch 1"), "{second}");
    let query = QueryMsg::FixedReadings { consumer: escrow.clone(), epoch: 1 };
    let fixed: FixedReadingsResponse = oracle.query(&chain, &query).unwrap();
    assert_eq!(fixed.fixed[0].readings_hash, Binary::from(without.hash()));

    let refused = members[0].attest(&witnesses, &with).unwrap_err();
    assert!(matches!(refused, OracleError::OtherBundle { .. }), "{refused}");
    let heard: Vec<_> = members.iter().map(|member| member.attest(&witnesses, &without).unwrap()).collect();
    assert!(heard.iter().all(|said| said.root == heard[0].root && said.leaves.len() == 1));
    assert_eq!(posts(&shop, &heard), [0, 1, 2, 3]);
}

/// A bundle that a member does not approve, however many ask.
#[test]
fn a_bundle_that_is_none_is_not_approved() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let honest = shop.work(0, None);
    let witnesses = Witnesses::one(&chain);
    let members = &shop.world.members;
    let readings: Vec<SignedReadings> =
        members.iter().map(|member| shop.read(member, &[(0, &honest)]).unwrap()).collect();
    let refused = |readings: Vec<SignedReadings>| match members[0]
        .approve(&witnesses, &Bundle { readings })
        .unwrap_err()
    {
        OracleError::Bundle(error) => error,
        other => panic!("{other}"),
    };
    let changed = |member: usize, change: fn(&mut oracle_node::Readings)| {
        let mut readings = readings.clone();
        change(&mut readings[member].readings);
        readings
    };
    let resigned = |member: usize, change: fn(&mut oracle_node::Readings)| {
        let mut readings = changed(member, change);
        readings[member] = members[member].sign_readings(&witnesses, readings[member].readings.clone());
        readings
    };
    assert!(matches!(refused(readings[..2].to_vec()), BundleError::Quorum(_)));
    assert!(matches!(refused(vec![]), BundleError::Quorum(_)));
    let twice = vec![readings[0].clone(), readings[0].clone(), readings[1].clone()];
    assert_eq!(refused(twice), BundleError::MemberOrder { member: 0 });
    let forged = changed(2, |readings| readings.leases[0].uptime_seconds += 1);
    assert_eq!(refused(forged), BundleError::Unsigned { member: 2 });
    let stranger = changed(3, |readings| readings.member = 4);
    assert!(matches!(refused(stranger), BundleError::Quorum(_)));
    let later = resigned(1, |readings| readings.epoch.ends_at -= 1);
    assert_eq!(refused(later), BundleError::OtherEpoch { member: 1 });
    let foreign = resigned(1, |readings| readings.committee_epoch = 2);
    assert_eq!(refused(foreign), BundleError::OtherEpoch { member: 1 });
    let doubled = resigned(1, |readings| readings.leases.push(readings.leases[0].clone()));
    let lease_id = shop.leases[0].lease_id;
    assert_eq!(refused(doubled), BundleError::LeaseOrder { member: 1, lease_id });
    members[0].approve(&witnesses, &Bundle { readings }).unwrap();
}

/// Two liars of four agree on a charge: by the rule it would be the leaf's. Whoever signed it would lose its bond.
#[test]
fn a_charge_that_more_than_f_lie_about_is_not_signed() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let honest = shop.work(0, None);
    let members = shop.members(&[1, 2]);
    let witnesses = Witnesses::one(&chain);
    let (oracle, escrow) = (&shop.world.economy.oracle, &shop.world.economy.escrow.address);
    let readings: Vec<SignedReadings> =
        members[..3].iter().map(|member| shop.read(member, &[(0, &honest)]).unwrap()).collect();
    let made = bundle(&readings, 3).unwrap();
    let words: Vec<_> = members.iter().map(|member| member.approve(&witnesses, &made).unwrap()).collect();
    fix_readings(&chain, oracle, "keeper", escrow, ApprovedBundle { bundle: &made, approvals: &words })
        .unwrap();
    for honest in [&members[0], &members[3]] {
        let refused = honest.attest(&witnesses, &made).unwrap_err();
        let lease = shop.leases[0].lease_id;
        assert!(
            matches!(refused, OracleError::Overcharged { lease_id, charge, owed }
                if lease_id == lease && charge == 10 * owed),
            "{refused}"
        );
    }
}

/// A liar's readings that members would not take, too long or out of order, would take the whole bundle down.
#[test]
fn readings_that_members_would_refuse_are_left_out_of_a_bundle() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let honest = shop.work(0, None);
    let witnesses = Witnesses::one(&chain);
    let (oracle, escrow) = (&shop.world.economy.oracle, &shop.world.economy.escrow.address);
    let committee = Committee::present(&witnesses, oracle).unwrap();
    let liar = &shop.world.members[3];
    let readings = shop.read(liar, &[(0, &honest)]).unwrap().readings;
    let sound = |readings: oracle_node::Readings| {
        let signed = liar.sign_readings(&witnesses, readings);
        verified_readings(&chain, &committee, escrow, vec![signed]).len()
    };
    assert_eq!(sound(readings.clone()), 1);
    let mut long = readings.clone();
    let reason = "a".repeat(usize::try_from(MAX_READINGS_BYTES).unwrap());
    long.leases[0].finding = Finding::Rejected { reason };
    assert_eq!(sound(long), 0);
    let mut doubled = readings.clone();
    doubled.leases.push(readings.leases[0].clone());
    assert_eq!(sound(doubled), 0);
}

/// Fewer words than a quorum, or words for another bundle, put nothing on chain.
#[test]
fn a_keeper_puts_no_bundle_on_chain_that_too_few_approve() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let honest = shop.work(0, None);
    let witnesses = Witnesses::one(&chain);
    let (members, oracle) = (&shop.world.members, &shop.world.economy.oracle);
    let escrow = &shop.world.economy.escrow.address;
    let readings: Vec<SignedReadings> =
        members.iter().map(|member| shop.read(member, &[(0, &honest)]).unwrap()).collect();
    let [all, some] = [&readings[..], &readings[..3]].map(|chosen| bundle(chosen, 3).unwrap());
    let mut words: Vec<_> = members.iter().map(|member| member.approve(&witnesses, &all).unwrap()).collect();
    words[0] = members[0].approve(&witnesses, &some).unwrap();
    words[1] = words[2].clone();
    let refused =
        fix_readings(&chain, oracle, "keeper", escrow, ApprovedBundle { bundle: &all, approvals: &words })
            .unwrap_err();
    assert!(matches!(refused, KeeperError::NoQuorum { found: 2, required: 3 }), "{refused}");
    let query = QueryMsg::FixedReadings { consumer: escrow.clone(), epoch: 1 };
    let fixed: FixedReadingsResponse = oracle.query(&chain, &query).unwrap();
    assert!(fixed.fixed.is_empty());
}

/// A slip of the operator's in the epoch's seconds is found before anything is signed.
#[test]
fn an_epoch_that_does_not_begin_where_the_last_one_ended_is_not_signed() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let honest = shop.work(0, None);
    let member = &shop.world.members[0];
    let witnesses = Witnesses::one(&chain);
    let signs = |epoch| {
        let probes = &ProbeLogs::default();
        let examination = Examination { job: &JOB, epoch, probes, assignments: &[] };
        member.read(&witnesses, &examination)
    };
    let Epoch { starts_at, ends_at, .. } = shop.epoch;
    let refused = signs(Epoch { starts_at: ends_at, ..shop.epoch }).unwrap_err();
    assert!(matches!(refused, OracleError::EmptySeconds { .. }), "{refused}");
    let refused = signs(Epoch { number: 2, ..shop.epoch }).unwrap_err();
    assert!(matches!(refused, OracleError::WrongEpoch { found: 1, asked: 2 }), "{refused}");
    posts(&shop, &shop.heard(&[], &[(0, &honest)]));

    shop.world.wait(20).unwrap();
    let next = Epoch { number: 2, starts_at: ends_at, ends_at: ends_at + 10 };
    for wrong in [starts_at, ends_at - 1, ends_at + 1] {
        let refused = signs(Epoch { starts_at: wrong, ..next }).unwrap_err();
        let expected = |found: u64, required: u64| found == wrong && required == ends_at;
        assert!(
            matches!(refused, OracleError::EpochStart { found, required } if expected(found, required)),
            "{refused}"
        );
    }
    signs(next).unwrap();
    let query = QueryMsg::LatestSettlement { consumer: shop.world.economy.escrow.address.clone() };
    let latest: SettlementResponse = shop.world.economy.oracle.query(&chain, &query).unwrap();
    assert_eq!(latest.epoch, 1);
}

/// The commitment says what was computed: right elements of another job earn nothing.
#[test]
fn work_on_another_job_than_the_members_check_is_rejected() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let work = shop.work(0, None);
    let mut other = work.clone();
    other.job.rows -= 1;
    let worker = compute_worker::Worker {
        escrow: shop.world.economy.escrow.clone(),
        account: "gpu_two".into(),
        lease_id: shop.leases[1].lease_id,
        fault: None,
    };
    other.report.lease_id = shop.leases[1].lease_id;
    worker.commit(&chain, &other).unwrap();
    let said = shop.read(&shop.world.members[0], &[(0, &work), (1, &other)]).unwrap().readings;
    let reason = "the commitment is to the output of another job".to_owned();
    assert_eq!(said.leases[1].finding, Finding::Rejected { reason });
}

/// A claim made from the bundle's leaves cannot be changed by whoever serves it.
#[test]
fn a_liars_root_is_posted_by_nobody_and_its_claims_fail() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let honest = shop.work(0, None);
    let heard = shop.heard(&[2], &[(0, &honest)]);
    assert_ne!(heard[2].root, heard[0].root);
    assert_eq!(posts(&shop, &heard), [0, 1, 3]);
    shop.world.wait(10).unwrap();
    let dearer = ExecuteMsg::Claim(heard[2].claim(shop.leases[0].lease_id).unwrap().unwrap());
    let escrow = &shop.world.economy.escrow;
    refuses(&shop.world, "gpu_one", escrow, &dearer, "the proof leads to another root");
}

/// One endpoint in three answers for a chain of its own.
#[test]
fn an_endpoint_that_lies_is_outvoted_and_two_of_three_stop_the_member() {
    let (chain, lying) = (embedded_chain(), embedded_chain());
    let (shop, other) = (Shop::open(&chain), Shop::open(&lying));
    let honest = shop.work(0, None);
    let member = &shop.world.members[0];
    let examined = |chains: Vec<&dyn Chain>| {
        let assignments = [oracle_node::Assignment { lease_id: shop.leases[0].lease_id, source: &honest }];
        let (epoch, probes) = (shop.epoch, &ProbeLogs::default());
        let examination = Examination { job: &JOB, epoch, probes, assignments: &assignments };
        member.read(&Witnesses::of(chains).unwrap(), &examination)
    };
    let alone = examined(vec![&chain]).unwrap();
    assert!(matches!(alone.readings.leases[0].finding, Finding::Accepted(_)));
    // There the work was not committed to.
    let fooled = examined(vec![&lying]).unwrap();
    assert!(matches!(fooled.readings.leases[0].finding, Finding::Rejected { .. }));
    assert_eq!(examined(vec![&lying, &chain, &chain]).unwrap(), alone);
    let split = examined(vec![&lying, &chain]).unwrap_err();
    assert!(matches!(split, OracleError::Disagreement { found: 1, required: 2, .. }), "{split}");
    drop(other);
}

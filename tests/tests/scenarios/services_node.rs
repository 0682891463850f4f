//! A member's node as callers reach it, over restarts.

use super::services::Shop;
use compute_worker::{Fault, WorkSource};
use http_service::{Answer, Request};
use keeper::{
    ApprovedBundle, KeeperError, Members, Settlement, agreeing, bundle, fix_readings, post_settlement,
};
use oracle_node::{Attestation, Bundle, BundleApproval, OracleError, OracleNode, SignedReadings, Witnesses};
use scenarios::{Break, Wire};
use serde::de::DeserializeOwned;
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::Duration;
use weal_client::Chain;
use weal_testing::embedded_chain;

type Node<'a> = OracleNode<Wire<'a>>;

/// An empty folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("services-node-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn open<'a>(shop: &Shop<'a>, member: usize, folder: &Path) -> Result<Node<'a>, OracleError> {
    let key_file = folder.join(format!("{member}.key"));
    let chain: &'a dyn Chain = shop.world.chain;
    OracleNode::open(shop.world.members[member].clone(), vec![Wire::to(chain, Break::Never)], &key_file)
}

fn get(node: &Node<'_>, path: &str) -> Answer {
    node.answer(&Request { method: "GET".into(), path: path.into(), body: vec![] })
}

fn post(node: &Node<'_>, bundle: &Bundle) -> Answer {
    let body = serde_json::to_vec(bundle).unwrap();
    node.answer(&Request { method: "POST".into(), path: "/bundle".into(), body })
}

#[track_caller]
fn read<T: DeserializeOwned>(answer: &Answer) -> T {
    assert_eq!(answer.status, 200, "{}", words(answer));
    serde_json::from_slice(&answer.body).unwrap()
}

fn words(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

/// The way from readings to root through the doors that callers have, with every node restarted between any two steps.
#[test]
fn a_node_that_restarts_at_every_step_signs_the_same() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let folder = folder("restart");
    let (honest, wrong) = (shop.work(0, None), shop.work(1, Some(Fault::WrongElement { row: 1, col: 1 })));
    let sources: [(usize, &dyn WorkSource); 2] = [(0, &honest), (1, &wrong)];
    let opened = |member: usize| {
        let node = open(&shop, member, &folder).unwrap();
        assert_eq!(get(&node, "/readings").status, 503, "nothing is read yet");
        node.publish(shop.read(&shop.world.members[member], &sources).unwrap()).unwrap();
        node
    };
    let readings: Vec<SignedReadings> =
        (0..4).map(|member| read(&get(&opened(member), "/readings"))).collect();
    let made = bundle(&readings, 3).unwrap();
    let hash = hex(&made);
    let approvals: Vec<BundleApproval> = (0..4).map(|member| read(&post(&opened(member), &made))).collect();
    for member in 0..4 {
        let node = opened(member);
        assert_eq!(read::<Vec<String>>(&get(&node, "/bundles")), std::slice::from_ref(&hash));
        assert_eq!(read::<Bundle>(&get(&node, &format!("/bundle/{hash}"))), made);
        let early = get(&node, "/statement");
        assert_eq!(
            (early.status, words(&early)),
            (503, "no bundle of readings of epoch 1 stands on chain yet".into())
        );
    }
    let (oracle, escrow) = (&shop.world.economy.oracle, &shop.world.economy.escrow.address);
    fix_readings(&chain, oracle, "keeper", escrow, ApprovedBundle { bundle: &made, approvals: &approvals })
        .unwrap();
    let said = |member| read::<Attestation>(&get(&opened(member), "/statement"));
    let heard: Vec<Attestation> = (0..4).map(said).collect();
    assert_eq!(heard, (0..4).map(said).collect::<Vec<_>>(), "the same once more");
    let signed = agreeing(&heard, 4).unwrap();
    assert_eq!(signed.members, [0, 1, 2, 3]);
    post_settlement(&chain, oracle, "keeper", escrow, &signed).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Two processes with one key: the second does not start.
#[test]
fn two_nodes_with_one_key_do_not_run_at_a_time() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let folder = folder("lock");
    let first = open(&shop, 0, &folder).unwrap();
    let second = open(&shop, 0, &folder).err().unwrap();
    assert!(matches!(second, OracleError::Locked { .. }), "{second}");
    open(&shop, 1, &folder).unwrap();
    drop(first);
    open(&shop, 0, &folder).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A member that did not have the bundle is brought it, and then signs; one of other seconds is not taken.
#[test]
fn a_bundle_that_stands_is_brought_to_who_does_not_have_it() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let folder = folder("brought");
    let honest = shop.work(0, None);
    let members = &shop.world.members;
    let sources: [(usize, &dyn WorkSource); 1] = [(0, &honest)];
    let readings: Vec<SignedReadings> =
        members.iter().map(|member| shop.read(member, &sources).unwrap()).collect();
    let made = bundle(&readings[..3], 3).unwrap();
    let node = open(&shop, 3, &folder).unwrap();
    node.publish(readings[3].clone()).unwrap();
    shop.agree(members, &readings[..3]);
    let missing = get(&node, "/statement");
    let expected = format!("bundle {} stands on chain and is not here: bring it", hex(&made));
    assert_eq!((missing.status, words(&missing)), (503, expected));

    let mut longer = shop.epoch;
    longer.ends_at -= 1;
    let others = readings[..3].iter().zip(members).map(|(signed, member)| {
        let mut readings = signed.readings.clone();
        readings.epoch = longer;
        member.sign_readings(&oracle_node::Witnesses::one(&chain), readings)
    });
    let refused = post(&node, &bundle(&others.collect::<Vec<_>>(), 3).unwrap());
    let expected = "the bundle is of other seconds than the ones read here";
    assert_eq!((refused.status, words(&refused)), (409, expected.into()));

    read::<BundleApproval>(&post(&node, &made));
    let said: Attestation = read(&get(&node, "/statement"));
    assert_eq!(said.member, 3);
    let nonsense = node.answer(&Request { method: "POST".into(), path: "/bundle".into(), body: vec![b'{'] });
    assert_eq!(nonsense.status, 400);
    assert_eq!(get(&node, "/bundle/00").status, 404);
    std::fs::remove_dir_all(&folder).unwrap();
}

fn hex(bundle: &Bundle) -> String {
    bundle.hash().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The member that a keeper meets instead of one honest member, the last.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Trouble {
    /// The member is honest.
    None,
    /// It answers nothing.
    Silent,
    /// It speaks in the names of all the others, ahead of them.
    Posing,
    /// It reads another product into every lease, and signs it.
    Lying,
    /// It has readings, and approves and signs nothing.
    Withholding,
    /// It shows every caller other readings of its own.
    TwoFaced,
}

/// Four nodes in this process, asked through the doors that callers have.
struct Nodes<'a> {
    nodes: Vec<Node<'a>>,
    shop: &'a Shop<'a>,
    trouble: Trouble,
    asked: Cell<u64>,
}

impl<'a> Nodes<'a> {
    fn start(
        shop: &'a Shop<'a>,
        folder: &Path,
        sources: &[(usize, &dyn WorkSource)],
        trouble: Trouble,
    ) -> Self {
        let start = |member: usize| {
            let node = open(shop, member, folder).unwrap();
            node.publish(shop.read(&shop.world.members[member], sources).unwrap()).unwrap();
            node
        };
        Self { nodes: (0..4).map(start).collect(), shop, trouble, asked: Cell::new(0) }
    }

    fn settlement(&'a self, signer: &'a str) -> Settlement<'a> {
        let economy = &self.shop.world.economy;
        let (oracle, consumer) = (&economy.oracle, economy.escrow.address.as_str());
        let grace = Duration::ZERO;
        Settlement { chain: self.shop.world.chain, oracle, consumer, signer, members: self, grace }
    }

    /// The answers of all nodes to `ask`, the last one's as the trouble has it.
    fn heard<T: DeserializeOwned + Clone>(
        &self,
        ask: impl Fn(&Node<'a>) -> Answer,
        in_trouble: impl Fn(T) -> Vec<T>,
        silent: &[Trouble],
    ) -> Vec<T> {
        let mut answers: Vec<T> = Vec::new();
        for (member, node) in self.nodes.iter().enumerate() {
            if member == 3 && (self.trouble == Trouble::Silent || silent.contains(&self.trouble)) {
                continue;
            }
            let answer = ask(node);
            let Some(said) = (answer.status == 200).then(|| read::<T>(&answer)) else { continue };
            match member {
                3 => answers.splice(0..0, in_trouble(said)).for_each(drop),
                _ => answers.push(said),
            }
        }
        answers
    }
}

impl Members for Nodes<'_> {
    fn count(&self) -> usize {
        4
    }

    fn readings(&self) -> Vec<SignedReadings> {
        self.asked.set(self.asked.get() + 1);
        let member = &self.shop.world.members[3];
        let resigned = |mut signed: SignedReadings| {
            for lease in &mut signed.readings.leases {
                lease.uptime_seconds = self.asked.get();
                if self.trouble == Trouble::Lying {
                    lease.finding = oracle_node::Finding::Rejected { reason: "a lie".into() };
                }
            }
            member.sign_readings(&Witnesses::one(self.shop.world.chain), signed.readings)
        };
        let told = |signed: SignedReadings| match self.trouble {
            Trouble::Posing => (0..4)
                .map(|member| {
                    let mut posing = signed.clone();
                    posing.readings.member = member;
                    posing
                })
                .collect(),
            Trouble::Lying | Trouble::TwoFaced => vec![resigned(signed)],
            _ => vec![signed],
        };
        self.heard(|node| get(node, "/readings"), told, &[])
    }

    fn approvals(&self, bundle: &Bundle) -> Vec<BundleApproval> {
        let told = |approval: BundleApproval| match self.trouble {
            Trouble::Posing => (0..4).map(|member| BundleApproval { member, ..approval.clone() }).collect(),
            _ => vec![approval],
        };
        self.heard(|node| post(node, bundle), told, &[Trouble::Withholding])
    }

    fn kept(&self) -> Vec<Vec<String>> {
        self.heard(|node| get(node, "/bundles"), |kept| vec![kept], &[])
    }

    fn bundle(&self, hash: &str) -> Option<Bundle> {
        let path = format!("/bundle/{hash}");
        self.heard(|node| get(node, &path), |bundle| vec![bundle], &[Trouble::Withholding]).into_iter().next()
    }

    fn attestations(&self) -> Vec<Attestation> {
        let told = |said: Attestation| match self.trouble {
            Trouble::Posing => {
                (0..4).map(|member| Attestation { member, committee_epoch: 9, ..said.clone() }).collect()
            }
            _ => vec![said],
        };
        self.heard(|node| get(node, "/statement"), told, &[Trouble::Withholding])
    }
}

/// A keeper settles the epoch, with the leaf of the honest work, whatever one member of four does or does not do.
#[test]
fn a_keeper_settles_whatever_one_member_does() {
    use Trouble::{Lying, None, Posing, Silent, TwoFaced, Withholding};
    for trouble in [None, Silent, Posing, Lying, Withholding, TwoFaced] {
        let chain = embedded_chain();
        let shop = Shop::open(&chain);
        let folder = folder(&format!("settles-{trouble:?}"));
        let (honest, wrong) =
            (shop.work(0, Option::None), shop.work(1, Some(Fault::WrongElement { row: 1, col: 1 })));
        let nodes = Nodes::start(&shop, &folder, &[(0, &honest), (1, &wrong)], trouble);
        let settled = nodes.settlement("keeper").run(Duration::from_secs(20)).unwrap();
        assert!(settled.fixed.is_some(), "{trouble:?}");
        assert!(settled.dissent.is_empty(), "{trouble:?}");
        let said: Attestation = read(&get(&nodes.nodes[0], "/statement"));
        let seconds = shop.epoch.ends_at - shop.leases[0].starts_at;
        assert_eq!(said.leaves.len(), 1, "{trouble:?}");
        assert_eq!(said.leaves[0].lease_id, shop.leases[0].lease_id, "{trouble:?}");
        assert_eq!(said.leaves[0].leaf.uptime_seconds, seconds, "{trouble:?}");
        shop.world.wait(10).unwrap();
        let claim = weal_api::compute_escrow::ExecuteMsg::Claim(
            said.claim(said.leaves[0].lease_id).unwrap().unwrap(),
        );
        shop.world.economy.escrow.execute(&chain, "gpu_one", &claim).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

/// A keeper that stops after any step leaves what another one goes on from.
#[test]
fn a_second_keeper_goes_on_from_where_the_first_one_stopped() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let folder = folder("second");
    let honest = shop.work(0, None);
    let nodes = Nodes::start(&shop, &folder, &[(0, &honest)], Trouble::None);
    let (oracle, escrow) = (&shop.world.economy.oracle, &shop.world.economy.escrow.address);
    // The first asks three only, and is gone when its bundle stands.
    let made = bundle(&nodes.readings()[1..], 3).unwrap();
    fix_readings(
        &chain,
        oracle,
        "spare",
        escrow,
        ApprovedBundle { bundle: &made, approvals: &nodes.approvals(&made) },
    )
    .unwrap();
    let settled = nodes.settlement("keeper").run(Duration::from_secs(20)).unwrap();
    assert!(settled.fixed.is_none());
    let third = nodes.settlement("keeper").run(Duration::ZERO).unwrap_err();
    assert!(matches!(third, KeeperError::NoQuorum { found: 0, required: 3 }), "{third}");
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Two members of four that are silent are more than may be: nothing is posted, and nothing was signed twice.
#[test]
fn without_a_quorum_nothing_is_fixed() {
    let chain = embedded_chain();
    let shop = Shop::open(&chain);
    let folder = folder("silent");
    let honest = shop.work(0, None);
    let mut nodes = Nodes::start(&shop, &folder, &[(0, &honest)], Trouble::Silent);
    nodes.nodes.remove(0);
    nodes.nodes.insert(0, open(&shop, 0, &folder).unwrap());
    let refused = nodes.settlement("keeper").run(Duration::from_secs(1)).unwrap_err();
    assert!(matches!(refused, KeeperError::NoQuorum { found: 2, required: 3 }), "{refused}");
    std::fs::remove_dir_all(&folder).unwrap();
}

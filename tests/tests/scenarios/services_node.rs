//! A member's node as callers reach it, over restarts.

use super::services::Shop;
use client::Chain;
use compute_worker::{Fault, WorkSource};
use http_service::{Answer, Request};
use keeper::{agreeing, bundle, fix_readings, post_settlement};
use oracle_node::{Attestation, Bundle, BundleApproval, OracleError, OracleNode, SignedReadings};
use scenarios::{Break, Wire};
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use testing::embedded_chain;

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

/// From readings to root through the doors that callers have, with every node restarted between any two steps.
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
        assert_eq!(read::<Vec<String>>(&get(&node, "/bundles")), [hash.clone()]);
        assert_eq!(read::<Bundle>(&get(&node, &format!("/bundle/{hash}"))), made);
        let early = get(&node, "/statement");
        assert_eq!(
            (early.status, words(&early)),
            (503, "no bundle of readings of epoch 1 stands on chain yet".into())
        );
    }
    let (oracle, escrow) = (&shop.world.economy.oracle, &shop.world.economy.escrow.address);
    fix_readings(&chain, oracle, "keeper", escrow, (&made, &approvals)).unwrap();
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

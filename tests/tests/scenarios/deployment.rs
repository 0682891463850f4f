//! Deployments that are interrupted, finished, or given a file that is none.

use scenarios::{Break, Sent, Wire};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use weal_client::{
    Chain, ClientError, Deployment, DeploymentError, DeploymentTerms, Economy, Funds, POOL_CREATION_FEE, USD,
};
use weal_embedded::EmbeddedChain;
use weal_testing::embedded_chain;

/// Twelve codes, twelve contracts (the pool by a message to the factory), the escrow on the oracle's list, its market, and the
/// first GPU model.
const WHOLE: usize = 27;

/// An empty folder of this test's own.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A run as a process of its own would make it: everything it knows of earlier runs is in the file.
fn deploy(chain: &dyn Chain, folder: &Path) -> Result<Economy, DeploymentError> {
    let mut book = Deployment::open(folder, chain)?;
    Economy::deploy(chain, &mut book, &DeploymentTerms::development(), &mut |_, _| ())
}

/// The transactions of a run over a connection that breaks there, and its end.
fn run(chain: &EmbeddedChain, folder: &Path, breaks: Break) -> (Vec<Sent>, Result<Economy, DeploymentError>) {
    let wire = Wire::to(chain, breaks);
    let ended = deploy(&wire, folder);
    (wire.sent(), ended)
}

fn addresses(economy: &Economy) -> BTreeMap<String, String> {
    economy.addresses().map(|(label, address)| (label.to_owned(), address.to_owned())).into()
}

/// The contracts that the operator creates itself: all but the pool.
fn own_addresses(economy: &Economy) -> BTreeMap<String, String> {
    addresses(economy).into_iter().filter(|(label, _)| label != "amm-pool").collect()
}

fn created(sent: &[Sent]) -> Vec<(String, String)> {
    let created = |sent: &Sent| match sent {
        Sent::Created { label, address, .. } => Some((label.clone(), address.clone())),
        _ => None,
    };
    sent.iter().filter_map(created).collect()
}

#[test]
fn a_deployment_interrupted_after_any_transaction_resumes_where_it_stopped() {
    for after in 0..=WHOLE {
        let (chain, folder) = (embedded_chain(), folder(&format!("interrupted-{after}")));
        let (mut sent, ended) = run(&chain, &folder, Break::BeforeSending(after));
        assert_eq!(sent.len(), after);
        match ended {
            Ok(_) => assert_eq!(after, WHOLE),
            Err(error) => assert!(
                matches!(error, DeploymentError::Client(ClientError::Unreachable { .. })),
                "{after}: {error}"
            ),
        }
        let (resumed, ended) = run(&chain, &folder, Break::Never);
        let economy = ended.unwrap();
        sent.extend(resumed);
        assert_eq!(sent.len(), WHOLE, "{after}");
        for one in &sent {
            assert_eq!(sent.iter().filter(|other| *other == one).count(), 1, "{after}: {one:?} twice");
        }
        let created: BTreeMap<_, _> = created(&sent).into_iter().collect();
        assert_eq!(created, own_addresses(&economy), "{after}");
        assert_eq!(listed(&chain, &economy), [json!(economy.pool.address)], "{after}");
    }
}

#[test]
fn a_finished_deployment_sends_nothing() {
    let (chain, folder) = (embedded_chain(), folder("finished"));
    let (_, first) = run(&chain, &folder, Break::Never);
    let block = chain.block().unwrap();
    let (sent, second) = run(&chain, &folder, Break::Never);
    assert_eq!(sent, []);
    assert_eq!(addresses(&first.unwrap()), addresses(&second.unwrap()));
    assert_eq!(chain.block().unwrap(), block);
}

/// The transaction was executed, but nobody was told: the next run makes one more, the lost one belongs to
/// nothing, and what is recorded fits together.
#[test]
fn a_lost_answer_costs_one_orphan_at_most_and_nothing_else() {
    for after in 0..WHOLE {
        let (chain, folder) = (embedded_chain(), folder(&format!("lost-{after}")));
        let (mut sent, ended) = run(&chain, &folder, Break::BeforeAnswer(after));
        assert_eq!(sent.len(), after + 1);
        let broken = ended.unwrap_err().to_string();
        assert!(broken.contains("no endpoint answered broadcast: the connection broke"), "{broken}");
        let lost = sent.last().unwrap().clone();
        let (resumed, ended) = run(&chain, &folder, Break::Never);
        let economy = ended.unwrap();
        sent.extend(resumed);
        // What a message has changed is read from the chain: only a code or a contract is made again.
        let orphans = usize::from(!matches!(lost, Sent::Executed { .. }));
        assert_eq!(sent.len(), WHOLE + orphans, "{after}");
        if let Sent::Created { address, .. } = &lost {
            assert!(!addresses(&economy).values().any(|recorded| recorded == address), "{after}");
        }
        for recorded in own_addresses(&economy) {
            assert_eq!(created(&sent).iter().filter(|one| **one == recorded).count(), 1, "{after}");
        }
        fits_together(&chain, &economy);
        assert_eq!(run(&chain, &folder, Break::Never).0, []);
    }
}

/// The pools of the recorded factory.
fn listed(chain: &EmbeddedChain, economy: &Economy) -> Vec<serde_json::Value> {
    let answer = chain.query(&economy.factory.address, &json!({"pools": {}})).unwrap();
    answer["pools"].as_array().unwrap().iter().map(|pool| pool["pool"].clone()).collect()
}

/// A contract that depends on another one depends on the recorded one.
fn fits_together(chain: &EmbeddedChain, economy: &Economy) {
    let config = |contract: &str| chain.query(contract, &json!({"config": {}})).unwrap();
    assert_eq!(config(&economy.market.address)["oracle"], json!(economy.oracle.address));
    assert_eq!(config(&economy.escrow.address)["oracle"], json!(economy.oracle.address));
    assert_eq!(config(&economy.escrow.address)["registry"], json!(economy.registry.address));
    assert_eq!(config(&economy.escrow.address)["market"], json!(economy.compute_market.address));
    assert_eq!(config(&economy.index.address)["escrow"], json!(economy.escrow.address));
    assert_eq!(config(&economy.compute_market.address)["escrow"], json!(economy.escrow.address));
    assert_eq!(config(&economy.compute_market.address)["registry"], json!(economy.registry.address));
    let listed_by_oracle = chain.query(&economy.oracle.address, &json!({"consumers": {}})).unwrap();
    assert_eq!(listed_by_oracle["consumers"][0]["consumer"], json!(economy.escrow.address));
    assert!(config(&economy.oracle.address)["terms"]["bond"].is_object());
    let token = config(&economy.pool.address)["assets"][1]["cw20"]["contract_addr"].take();
    assert_eq!(token, json!(economy.token.address));
    assert_eq!(listed(chain, economy), [json!(economy.pool.address)]);
    let operator = json!(chain.address("operator").unwrap());
    assert_eq!(config(&economy.factory.address)["owner"], operator);
    assert_eq!(config(&economy.pool.address)["owner"], operator);
}

/// A stranger creates the same pool between the factory and ours: it is the economy's, and nothing is sent twice.
#[test]
fn a_pool_that_a_stranger_created_meanwhile_is_the_pool() {
    let (chain, folder) = (embedded_chain(), folder("stranger"));
    let (whole, _) = run(&embedded_chain(), &self::folder("stranger-whole"), Break::Never);
    let is_pool = |sent: &Sent| matches!(sent, Sent::Executed { msg, .. } if msg["create_pool"].is_object());
    let before = whole.iter().position(is_pool).unwrap();
    let (mut sent, _) = run(&chain, &folder, Break::BeforeSending(before));
    let Some(Sent::Created { label, address: factory, .. }) = sent.last() else { panic!("{sent:?}") };
    assert_eq!(label, "amm-factory");
    let token = &created(&sent)[0].1;
    let assets = json!([{"native": {"denom": "uusd"}}, {"cw20": {"contract_addr": token}}]);
    let create = json!({"create_pool": {"kind": {"constant_product": {}}, "assets": assets, "fee_bps": 30}});
    // Who creates it pays for it.
    let refused = chain.execute("faucet", factory, &create, &Funds::none()).unwrap_err().to_string();
    assert!(
        refused.contains("refused: the message needs 100000000 of uusd attached, but 0 was sent"),
        "{refused}"
    );
    chain.execute("faucet", factory, &create, &Funds::one(POOL_CREATION_FEE, USD)).unwrap();
    let (resumed, ended) = run(&chain, &folder, Break::Never);
    sent.extend(resumed);
    assert_eq!(sent.len(), WHOLE - 1);
    assert!(!sent.iter().any(is_pool));
    fits_together(&chain, &ended.unwrap());
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_no_deployment() {
    let (chain, folder) = (embedded_chain(), folder("cut-off"));
    deploy(&chain, &folder).unwrap();
    let path = folder.join(format!("{}.json", chain.chain_id()));
    let whole = fs::read(&path).unwrap();
    let end = whole.iter().rposition(|byte| *byte == b'}').unwrap();
    for length in (0..end).step_by(97).chain([end]) {
        fs::write(&path, &whole[..length]).unwrap();
        let (sent, ended) = run(&chain, &folder, Break::Never);
        assert_eq!(sent, []);
        let error = ended.unwrap_err();
        assert!(matches!(error, DeploymentError::Format { .. }), "{length}: {error}");
        assert!(error.to_string().starts_with(&format!("{} is not a deployment: ", path.display())));
    }
    for nonsense in ["not json", "[]", "{\"chain_id\": 1}"] {
        fs::write(&path, nonsense).unwrap();
        let error = deploy(&chain, &folder).unwrap_err();
        assert!(matches!(error, DeploymentError::Format { .. }), "{nonsense}: {error}");
    }
}

/// The refusal to open after one field of the file has been changed.
fn opened_with(folder: &Path, chain: &EmbeddedChain, field: &str, value: &str) -> DeploymentError {
    deploy(chain, folder).unwrap();
    let path = folder.join(format!("{}.json", chain.chain_id()));
    let mut book: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    book[field] = json!(value);
    fs::write(&path, book.to_string()).unwrap();
    Deployment::open(folder, chain).unwrap_err()
}

#[test]
fn another_chains_file_is_refused() {
    let (chain, folder) = (embedded_chain(), folder("other-chain"));
    let error = opened_with(&folder, &chain, "chain_id", "commonweal-other-1");
    assert!(matches!(error, DeploymentError::OtherChain { .. }));
    assert!(
        error.to_string().ends_with("is of chain commonweal-other-1, not commonweal-embedded-1"),
        "{error}"
    );
}

/// A development chain is begun anew under the same id: what was deployed on the old one is not there.
#[test]
fn the_file_of_an_earlier_chain_with_the_same_id_is_refused() {
    let (chain, folder) = (embedded_chain(), folder("earlier-chain"));
    let error = opened_with(&folder, &chain, "genesis", "another first block");
    assert!(matches!(error, DeploymentError::EarlierChain { .. }));
    let words = "is of an earlier chain called commonweal-embedded-1: remove the file to deploy anew";
    assert!(error.to_string().ends_with(words), "{error}");
}

#[test]
fn a_file_that_cannot_be_read_or_written_is_an_error_with_its_name() {
    let (chain, folder) = (embedded_chain(), folder("unreadable"));
    let path = folder.join(format!("{}.json", chain.chain_id()));
    fs::create_dir(&path).unwrap();
    let (sent, ended) = run(&chain, &folder, Break::Never);
    let error = ended.unwrap_err();
    assert_eq!(sent, []);
    assert!(matches!(&error, DeploymentError::File { path: named, .. } if *named == path), "{error}");
}

/// A crash while the file was written leaves a draft beside it, or in place of it nothing.
#[test]
fn a_half_written_draft_is_ignored_and_replaced() {
    let (chain, folder) = (embedded_chain(), folder("draft"));
    let draft = folder.join(format!("{}.json.new", chain.chain_id()));
    fs::write(&draft, "{\"chain_id\": \"commonw").unwrap();
    let (sent, first) = run(&chain, &folder, Break::Never);
    assert_eq!(sent.len(), WHOLE);
    assert!(!draft.exists(), "the draft became the file");
    fs::write(&draft, "{\"chain_id\": \"commonw").unwrap();
    let (sent, second) = run(&chain, &folder, Break::Never);
    assert_eq!(sent, []);
    assert_eq!(addresses(&first.unwrap()), addresses(&second.unwrap()));
}

#[test]
fn what_is_not_deployed_is_named() {
    let book = Deployment::in_memory("commonweal-embedded-1");
    let error = book.address("oracle").unwrap_err();
    let words = "oracle is not deployed on commonweal-embedded-1: run `weal deploy` first";
    assert_eq!(error.to_string(), words);
}

//! One message, one effect: against nodes that play what real ones do.

#![allow(clippy::unwrap_used, clippy::cast_possible_truncation)]

mod node;

use super::*;
use node::{Act, CHAIN_ID, Chain as Nodes, Run, SIMULATED, gas_of, sequence_of, timeout_of};
use serde_json::json;

const MNEMONIC: &str =
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
const OPERATOR: &str = "wasm1jrkmdcwgq94uaamx6zax2luewlhf7u4kkyhylf";

const QUICK: Patience = Patience {
    poll: Duration::from_millis(1),
    pause: Duration::from_millis(2),
    blocks: 20,
    refusals: 5,
    resend_after: 5,
    still: 12,
    signatures: 3,
};

fn endpoints(chain_id: &str, urls: &[String]) -> Endpoints {
    let accounts = json!([{"name": "operator", "path": "m/44'/118'/0'/0/1", "address": OPERATOR}]);
    serde_json::from_value(
        json!({"chain_id": chain_id, "rpc": urls, "mnemonic": MNEMONIC, "accounts": accounts}),
    )
    .unwrap()
}

fn client(nodes: &Nodes) -> WasmdChain {
    let chain = WasmdChain::connect(&endpoints(CHAIN_ID, &nodes.urls), "artifacts").unwrap();
    WasmdChain { patience: QUICK, ..chain }
}

fn send(chain: &WasmdChain) -> Result<Receipt, ClientError> {
    chain.send("operator", OPERATOR, &Funds::one(1_000_000, "uusd"))
}

/// The hash of the one transaction that had an effect.
fn only_effect(nodes: &Nodes) -> String {
    let effects = nodes.effects();
    assert_eq!(effects.len(), 1);
    hex::encode_upper(Sha256::digest(&effects[0]))
}

/// One message to nodes with these scripts: one effect, and the receipt is of it.
fn sends_once(scripts: &[&[Act]]) -> Nodes {
    let nodes = Nodes::with_nodes(scripts);
    let receipt = send(&client(&nodes)).unwrap();
    assert_eq!(receipt.tx_hash, Some(only_effect(&nodes)));
    nodes
}

fn distinct(nodes: &Nodes) -> Vec<Vec<u8>> {
    let mut handed = nodes.handed();
    handed.dedup();
    handed
}

/// The first node takes the bytes and a block has them; its answer is lost. The second has no memory of them and says "account sequence
/// mismatch".
#[test]
fn a_lost_answer_moves_the_money_once() {
    for loses in [Act::LosesAnswer, Act::AnswersWithAPage] {
        let nodes = sends_once(&[&[loses], &[]]);
        assert_eq!(distinct(&nodes).len(), 1, "{loses:?}");
        assert_eq!(nodes.handed().len(), 2, "{loses:?}: the second node was never asked");
    }
}

#[test]
fn a_message_has_one_effect_whatever_two_nodes_do_first() {
    let acts = [
        Act::Honest,
        Act::LosesAnswer,
        Act::AnswersWithAPage,
        Act::LosesRequest,
        Act::Forgets,
        Act::SaysCached,
        Act::SaysInMempool,
        Act::SaysFull,
        Act::IsBehind,
        Act::WantsGas,
        Act::IsOvertaken,
    ];
    for first in acts {
        for second in acts {
            for scripts in [[&[first, second][..], &[]], [&[first], &[second]]] {
                let nodes = Nodes::with_nodes(&scripts);
                let receipt = send(&client(&nodes)).unwrap();
                assert_eq!(receipt.tx_hash, Some(only_effect(&nodes)), "{first:?}, {second:?}");
            }
        }
    }
}

#[test]
fn a_request_that_never_arrived_is_sent_again_as_the_same_bytes() {
    let nodes = sends_once(&[&[Act::LosesRequest]]);
    assert_eq!(distinct(&nodes).len(), 1);
}

#[test]
fn a_mismatch_before_anything_was_broadcast_is_signed_anew_with_the_next_sequence() {
    let nodes = sends_once(&[&[Act::IsOvertaken]]);
    let sequences: Vec<u64> = nodes.handed().iter().map(|bytes| sequence_of(bytes)).collect();
    assert_eq!(sequences, [7, 8]);
}

#[test]
fn a_sequence_that_a_simulation_finds_taken_is_never_broadcast() {
    let nodes = Nodes::with_nodes(&[&[]]);
    nodes.ledger().overtaken_simulations = 2;
    send(&client(&nodes)).unwrap();
    only_effect(&nodes);
    let sequences: Vec<u64> = nodes.handed().iter().map(|bytes| sequence_of(bytes)).collect();
    assert_eq!(sequences, [9]);
}

#[test]
fn a_node_that_is_behind_is_waited_for_with_the_same_bytes() {
    let nodes = sends_once(&[&[Act::IsBehind, Act::IsBehind]]);
    assert_eq!((nodes.handed().len(), distinct(&nodes).len()), (3, 1));
}

#[test]
fn bytes_that_a_mempool_holds_already_count_as_sent() {
    for says in [Act::SaysCached, Act::SaysInMempool] {
        assert_eq!(sends_once(&[&[says]]).handed().len(), 1, "{says:?}");
    }
}

#[test]
fn a_full_mempool_is_asked_again_with_the_same_bytes_and_then_refuses() {
    let nodes = sends_once(&[&[Act::SaysFull; 4]]);
    assert_eq!((nodes.handed().len(), distinct(&nodes).len()), (5, 1));

    let nodes = Nodes::with_nodes(&[&[Act::SaysFull; 5]]);
    let refused = send(&client(&nodes)).unwrap_err();
    assert!(
        matches!(&refused, ClientError::Refused { reason, tx_hash: None } if reason.contains("mempool is full")),
        "{refused}"
    );
    assert_eq!(nodes.handed().len(), 5);
}

#[test]
fn forgotten_bytes_are_sent_again_before_they_are_too_late() {
    let nodes = sends_once(&[&[Act::Forgets]]);
    assert_eq!((nodes.handed().len(), distinct(&nodes).len()), (2, 1));
}

/// Another transaction of the account took the sequence while the bytes were lost: only once no block can run them any more is the message
/// signed anew.
#[test]
fn bytes_that_may_be_out_are_replaced_only_after_their_timeout_height() {
    let nodes = sends_once(&[&[Act::Forgets, Act::IsOvertaken]]);
    let signed = distinct(&nodes);
    assert_eq!(signed.len(), 2);
    assert_eq!((sequence_of(&signed[0]), sequence_of(signed.last().unwrap())), (7, 8));
    let ledger = nodes.ledger();
    let ran_at = ledger.blocks.iter().position(|block| !block.is_empty()).unwrap() as u64 + 1;
    assert!(ran_at > timeout_of(&signed[0]), "{ran_at}");
    assert!(timeout_of(signed.last().unwrap()) > timeout_of(&signed[0]));
}

#[test]
fn bytes_that_no_block_takes_expire_and_nothing_has_changed() {
    let nodes = Nodes::with_nodes(&[&[Act::Forgets; 100]]);
    let expired = send(&client(&nodes)).unwrap_err();
    let signed = distinct(&nodes);
    assert_eq!((nodes.effects().len(), signed.len()), (0, QUICK.signatures as usize));
    let ClientError::Expired { timeout_height, .. } = expired else { panic!("{expired}") };
    assert_eq!(timeout_height, timeout_of(signed.last().unwrap()));
}

#[test]
fn a_transaction_that_no_index_knows_is_found_in_its_block() {
    let nodes = Nodes::with_nodes(&[&[Act::LosesAnswer]]);
    nodes.ledger().has_no_index = true;
    let receipt = send(&client(&nodes)).unwrap();
    assert_eq!((receipt.tx_hash, receipt.gas_used), (Some(only_effect(&nodes)), Some(91_000)));
    assert_eq!(distinct(&nodes).len(), 1);
}

#[test]
fn a_chain_that_stands_still_leaves_open_whether_the_message_has_an_effect() {
    let nodes = Nodes::with_nodes(&[&[Act::Honest]]);
    let chain = client(&nodes);
    nodes.ledger().stands_still = true;
    let undecided = send(&chain).unwrap_err();
    let signed = distinct(&nodes);
    assert_eq!(signed.len(), 1);
    let ClientError::Undecided { timeout_height, tx_hash } = undecided else { panic!("{undecided}") };
    assert_eq!(timeout_height, timeout_of(&signed[0]));
    // It goes on, and the transaction does come: looking it up is what the error asks for.
    nodes.ledger().stands_still = false;
    chain.block().unwrap();
    assert_eq!(tx_hash, only_effect(&nodes));
}

#[test]
fn a_message_that_fails_in_a_block_is_refused_with_the_contracts_words_and_not_repeated() {
    let nodes = Nodes::with_nodes(&[&[]]);
    nodes.ledger().runs.push_back(Run::Fails);
    let chain = client(&nodes);
    let refused = send(&chain).unwrap_err();
    assert!(
        matches!(&refused, ClientError::Refused { reason, tx_hash: Some(_) } if reason == "alice has 1, 2 are needed"),
        "{refused}"
    );
    assert_eq!((nodes.effects().len(), nodes.handed().len()), (0, 1));
    // The sequence is used up, and the client knows.
    send(&chain).unwrap();
    assert_eq!(nodes.handed().len(), 2);
}

#[test]
fn a_message_that_a_block_did_not_run_is_not_taken_for_failed() {
    let nodes = Nodes::with_nodes(&[&[]]);
    nodes.ledger().runs.push_back(Run::Refused);
    send(&client(&nodes)).unwrap();
    only_effect(&nodes);
    // A later block ran the same bytes: they were sent again, not signed anew.
    assert_eq!(distinct(&nodes).len(), 1);
}

#[test]
fn more_gas_is_given_where_it_did_not_suffice() {
    let expected = [SIMULATED * 6 / 5 + 20_000, (SIMULATED * 6 / 5 + 20_000) * 13 / 10];
    let nodes = sends_once(&[&[Act::WantsGas]]);
    let gas: Vec<u64> = distinct(&nodes).iter().map(|bytes| gas_of(bytes)).collect();
    assert_eq!(gas, expected);

    let nodes = Nodes::with_nodes(&[&[]]);
    nodes.ledger().runs.push_back(Run::OutOfGas);
    send(&client(&nodes)).unwrap();
    only_effect(&nodes);
    let signed = distinct(&nodes);
    assert_eq!(signed.iter().map(|bytes| gas_of(bytes)).collect::<Vec<_>>(), expected);
    assert_eq!(signed.iter().map(|bytes| sequence_of(bytes)).collect::<Vec<_>>(), [7, 8]);
}

#[test]
fn a_fee_that_is_too_low_is_refused_before_a_block() {
    let nodes = Nodes::with_nodes(&[&[Act::WantsAFee]]);
    let refused = send(&client(&nodes)).unwrap_err();
    assert!(
        matches!(&refused, ClientError::Refused { reason, tx_hash: None } if reason.contains("insufficient fee")),
        "{refused}"
    );
    assert_eq!((nodes.handed().len(), nodes.effects().len()), (1, 0));
}

/// An address at which nobody listens.
fn down() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

#[test]
fn a_node_that_is_down_is_passed_over_and_its_silence_is_no_lost_answer() {
    let mut nodes = Nodes::with_nodes(&[&[Act::IsOvertaken]]);
    nodes.urls.insert(0, down());
    send(&client(&nodes)).unwrap();
    only_effect(&nodes);
    // Nothing was out when the mismatch came: it was signed anew at once.
    assert_eq!(distinct(&nodes).len(), 2);
    assert!(nodes.ledger().blocks.len() < 20, "{}", nodes.ledger().blocks.len());
}

#[test]
fn a_node_of_another_chain_is_not_connected_to() {
    let nodes = Nodes::with_nodes(&[&[]]);
    let refused = WasmdChain::connect(&endpoints("test-2", &nodes.urls), "artifacts").err().unwrap();
    assert!(
        matches!(&refused, ClientError::WrongChain { expected, found } if expected == "test-2" && found == CHAIN_ID),
        "{refused}"
    );
    // A right node beside it makes it no better: one of the two is a mistake.
    let urls = [down(), nodes.urls[0].clone()];
    let refused = WasmdChain::connect(&endpoints("test-2", &urls), "artifacts").err().unwrap();
    assert!(matches!(refused, ClientError::WrongChain { .. }), "{refused}");
    WasmdChain::connect(&endpoints(CHAIN_ID, &urls), "artifacts").unwrap();
    let refused = WasmdChain::connect(&endpoints(CHAIN_ID, &[down()]), "artifacts").err().unwrap();
    assert!(matches!(refused, ClientError::Unreachable { .. }), "{refused}");
}

#[test]
fn a_node_that_is_not_asked_yet_is_asked_for_its_chain_before_its_first_call() {
    let unasked = |chain_id, urls: &[String]| {
        WasmdChain::unasked(&endpoints(chain_id, urls), "artifacts").unwrap().block()
    };
    let nodes = Nodes::with_nodes(&[&[]]);
    unasked(CHAIN_ID, &nodes.urls).unwrap();
    let refused = unasked("test-2", &nodes.urls).unwrap_err();
    // Its words are those of `WrongChain`: the one configured and the one found.
    assert!(matches!(refused, ClientError::Unreachable { .. }), "{refused}");
    assert!(refused.to_string().contains("test-2") && refused.to_string().contains(CHAIN_ID), "{refused}");
    let refused = unasked(CHAIN_ID, &[down()]).unwrap_err();
    assert!(matches!(refused, ClientError::Unreachable { .. }), "{refused}");
}

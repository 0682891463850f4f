//! The owner changes in two steps.

use super::suite::{Suite, attributes, feed, pairs};
use oracle::ContractError;
use weal_api::oracle::{ConfigResponse, ExecuteMsg, QueryMsg};

fn offer(to: Option<&cosmwasm_std::Addr>) -> ExecuteMsg {
    ExecuteMsg::TransferOwnership { new_owner: to.map(ToString::to_string) }
}

#[test]
fn an_ownership_is_proposed_and_accepted() {
    let mut suite = Suite::new();
    let (owner, next) = (suite.owner.clone(), suite.stranger.clone());
    let response = suite.execute(&owner, &offer(Some(&next))).unwrap();
    let expected = pairs(&[("owner", owner.as_str()), ("pending_owner", next.as_str())]);
    assert_eq!(attributes(&response, "oracle_ownership_proposed"), expected);
    let refused = ContractError::NotOwner { sender: next.clone(), owner: owner.clone() };
    suite.assert_refused(&next, &ExecuteMsg::AddFeed(feed("a/b")), refused);

    let response = suite.execute(&next, &ExecuteMsg::AcceptOwnership {}).unwrap();

    assert_eq!(attributes(&response, "oracle_ownership_accepted"), pairs(&[("owner", next.as_str())]));
    let config: ConfigResponse = suite.query(&QueryMsg::Config {});
    assert_eq!((&config.owner, config.pending_owner), (&next, None));
    suite.execute(&next, &ExecuteMsg::AddFeed(feed("a/b"))).unwrap();
    let refused = ContractError::NotOwner { sender: owner.clone(), owner: next };
    suite.assert_refused(&owner, &offer(None), refused);
}

#[test]
fn a_stranger_proposes_and_accepts_nothing_and_a_proposal_can_be_withdrawn() {
    let mut suite = Suite::new();
    let (owner, next) = (suite.owner.clone(), suite.stranger.clone());
    let refused = ContractError::NotOwner { sender: next.clone(), owner: owner.clone() };
    suite.assert_refused(&next, &offer(Some(&next)), refused);
    let accept = ExecuteMsg::AcceptOwnership {};
    let none = || ContractError::NotPendingOwner { sender: next.clone(), pending: None };
    suite.assert_refused(&next, &accept, none());
    suite.execute(&owner, &offer(Some(&suite.consumer.clone()))).unwrap();
    let other =
        ContractError::NotPendingOwner { sender: next.clone(), pending: Some(suite.consumer.clone()) };
    suite.assert_refused(&next, &accept, other);
    suite.execute(&owner, &offer(Some(&next))).unwrap();
    suite.execute(&owner, &offer(None)).unwrap();
    suite.assert_refused(&next, &accept, none());
}

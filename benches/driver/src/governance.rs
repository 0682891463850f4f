//! Pinning codes as a real chain does: by a proposal that passes.

use anyhow::Context;
use cosmrs::proto::cosmos::base::v1beta1::Coin;
use cosmrs::proto::cosmos::gov::v1::{MsgSubmitProposal, MsgVote, VoteOption};
use cosmrs::proto::cosmos::staking::v1beta1::{MsgDelegate, QueryValidatorsRequest, QueryValidatorsResponse};
use cosmrs::proto::cosmwasm::wasm::v1::MsgPinCodes;
use cosmrs::proto::traits::Message;
use cosmrs::{AccountId, Any};
use sha2::{Digest, Sha256};
use weal_client::{Chain, RpcClient, WasmdChain};

/// The voter's bond, base units of `stake`: more than the validator has.
const BOND: u128 = 900_000_000_000;
/// The deposit that a proposal asks for, base units of `stake`.
const DEPOSIT: u128 = 10_000_000;
/// Seconds to wait after the vote: the chain's voting period and a block.
const PERIOD: u64 = 7;

/// Proposes, votes with a majority and waits. Errors: as `Chain::execute`, or no validator.
pub fn pin(chain: &WasmdChain, rpc: &RpcClient, voter: &str, code_ids: Vec<u64>) -> anyhow::Result<()> {
    let address = chain.address(voter)?;
    delegate(chain, rpc, voter, &address)?;
    let authority =
        AccountId::new("wasm", &Sha256::digest(b"gov")[..20]).map_err(|error| anyhow::anyhow!("{error}"))?;
    let message = MsgPinCodes { authority: authority.to_string(), code_ids };
    let proposal = MsgSubmitProposal {
        messages: vec![any("/cosmwasm.wasm.v1.MsgPinCodes", &message)],
        initial_deposit: vec![stake(DEPOSIT)],
        proposer: address.clone(),
        metadata: String::new(),
        title: "Pin the measured codes".into(),
        summary: "Both sides of the comparison".into(),
        expedited: false,
    };
    let receipt = chain.transact(voter, any("/cosmos.gov.v1.MsgSubmitProposal", &proposal))?;
    let id = receipt.attribute("submit_proposal", "proposal_id").context("the proposal has no number")?;
    let vote = MsgVote {
        proposal_id: id.parse()?,
        voter: address,
        option: VoteOption::Yes.into(),
        metadata: String::new(),
    };
    chain.transact(voter, any("/cosmos.gov.v1.MsgVote", &vote))?;
    chain.wait_until(chain.block()?.time + PERIOD)?;
    Ok(())
}

fn delegate(chain: &WasmdChain, rpc: &RpcClient, voter: &str, address: &str) -> anyhow::Result<()> {
    let request = QueryValidatorsRequest { status: String::new(), pagination: None };
    let found: QueryValidatorsResponse =
        rpc.abci_query("/cosmos.staking.v1beta1.Query/Validators", &request)?;
    let validator = found.validators.first().context("the chain has no validator")?;
    let message = MsgDelegate {
        delegator_address: address.into(),
        validator_address: validator.operator_address.clone(),
        amount: Some(stake(BOND)),
    };
    chain.transact(voter, any("/cosmos.staking.v1beta1.MsgDelegate", &message))?;
    Ok(())
}

fn stake(amount: u128) -> Coin {
    Coin { denom: "stake".into(), amount: amount.to_string() }
}

fn any(type_url: &str, message: &impl Message) -> Any {
    Any { type_url: type_url.into(), value: message.encode_to_vec() }
}

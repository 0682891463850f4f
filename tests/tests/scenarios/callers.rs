//! Callers without the right to do what they ask for.

use super::{address, ground, refuses};
use cosmwasm_std::{Binary, Uint128};
use weal_api::amm_factory::ExecuteMsg as FactoryMsg;
use weal_api::amm_incentives::{Cw20HookMsg as IncentivesHook, ExecuteMsg as IncentivesMsg, Period};
use weal_api::compute_escrow::{ConfigChanges, ExecuteMsg as EscrowMsg, OutputCommit};
use weal_api::governance_token::ExecuteMsg as TokenMsg;
use weal_api::lending_market::{
    ConfigResponse, ExecuteMsg as MarketMsg, OwnershipStep, QueryMsg as MarketQuery,
};
use weal_api::oracle::{ExecuteMsg as OracleMsg, FeedSpec};
use weal_api::vesting::{Cw20HookMsg, ExecuteMsg as VestingMsg, GrantSpec, Schedule};
use weal_client::ONE;
use weal_testing::embedded_chain;

#[test]
fn a_stranger_can_neither_mint_nor_pass_the_right_on() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let (stranger, operator) = (address(&world, "faucet"), address(&world, "operator"));
    let words = format!("{stranger} may not mint: the minter is {operator}");
    let token = &world.economy.token;
    let mint = TokenMsg::Mint { recipient: stranger.clone(), amount: Uint128::one() };
    refuses(&world, "faucet", token, &mint, &words);
    let take = TokenMsg::UpdateMinter { new_minter: Some(stranger) };
    refuses(&world, "faucet", token, &take, &words);
}

#[test]
fn nobody_moves_anothers_tokens_or_shares() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let (spender, operator) = (address(&world, "faucet"), address(&world, "operator"));
    let words = format!("{spender} has no allowance on {operator}'s tokens");
    let (recipient, amount) = (spender.clone(), Uint128::one());
    let take = TokenMsg::TransferFrom { owner: operator, recipient: recipient.clone(), amount };
    refuses(&world, "faucet", &world.economy.token, &take, &words);
    let owner = address(&world, "provider_liquidity");
    let words = format!("{spender} has no allowance on {owner}'s tokens");
    let take = weal_api::amm_pool::ExecuteMsg::TransferFrom { owner, recipient, amount };
    refuses(&world, "faucet", &world.economy.pool, &take, &words);
}

#[test]
fn withdrawing_shares_that_one_does_not_have_is_refused() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let stranger = address(&world, "faucet");
    let withdraw = weal_api::amm_pool::ExecuteMsg::Withdraw {
        shares: Uint128::one(),
        min_amounts: None,
        recipient: None,
        deadline: None,
    };
    let words = format!("{stranger} has 0, 1 are needed");
    refuses(&world, "faucet", &world.economy.pool, &withdraw, &words);
}

#[test]
fn only_the_owner_adds_feeds_and_only_operators_register_keys() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let (stranger, operator) = (address(&world, "faucet"), address(&world, "operator"));
    let oracle = &world.economy.oracle;
    let feed = FeedSpec {
        name: "DOGE/USD".into(),
        max_age_seconds: 1,
        max_deviation_bps: 0,
        min_observations: None,
    };
    let words = format!("{stranger} may not do this: the owner is {operator}");
    refuses(&world, "faucet", oracle, &OracleMsg::AddFeed(feed), &words);
    let register = OracleMsg::RegisterKey { public_key: Binary::from([9; 32]), proof: Binary::from([9; 64]) };
    let words = format!("{stranger} is no operator of this committee");
    refuses(&world, "faucet", oracle, &register, &words);
    refuses(&world, "oracle_one", oracle, &register, "seat 0 already has its key");
}

#[test]
fn only_the_owner_changes_the_terms_of_loans() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let (stranger, operator) = (address(&world, "faucet"), address(&world, "operator"));
    let market = &world.economy.market;
    let config: ConfigResponse = market.query(&chain, &MarketQuery::Config {}).unwrap();
    let words = format!("{stranger} may not do this: the owner is {operator}");
    let propose = OwnershipStep::Propose { new_owner: stranger.clone() };
    for msg in [
        MarketMsg::ProposeTerms { rate: Some(config.rate), risk: Some(config.risk) },
        MarketMsg::CancelTerms {},
        MarketMsg::TightenLimits { max_ltv: None, supply_cap: None, borrow_cap: None },
        MarketMsg::UpdateOwnership(propose),
    ] {
        refuses(&world, "faucet", market, &msg, &words);
    }
    let accept = MarketMsg::UpdateOwnership(OwnershipStep::Accept {});
    let words = format!("{stranger} has not been named as the next owner");
    refuses(&world, "faucet", market, &accept, &words);
}

#[test]
fn only_the_owner_changes_the_terms_of_leases() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let (stranger, operator) = (address(&world, "faucet"), address(&world, "operator"));
    let escrow = &world.economy.escrow;
    let words = format!("{stranger} is not the owner, {operator} is");
    let changes = ConfigChanges { fee_recipient: Some(stranger.clone()), ..ConfigChanges::default() };
    refuses(&world, "faucet", escrow, &EscrowMsg::UpdateConfig(changes), &words);
    let transfer = EscrowMsg::TransferOwnership { new_owner: Some(stranger.clone()) };
    refuses(&world, "faucet", escrow, &transfer, &words);
    let words = format!("{stranger} may not accept the ownership: it is offered to nobody");
    refuses(&world, "faucet", escrow, &EscrowMsg::AcceptOwnership {}, &words);
}

#[test]
fn a_lease_is_its_parties_and_an_offer_its_providers() {
    let chain = embedded_chain();
    let ground = ground(&chain);
    let world = &ground.world;
    let (one, two, tenant) = (address(world, "gpu_one"), address(world, "gpu_two"), address(world, "tenant"));
    let (escrow, lease) = (&world.economy.escrow, &ground.leases[0]);
    let lease_id = lease.lease_id;

    let words = format!("{two} is neither the tenant {tenant} nor the provider {one}");
    refuses(world, "gpu_two", escrow, &EscrowMsg::StopLease { lease_id }, &words);
    let words = format!("{two} is not the provider, {one} is");
    let commit =
        EscrowMsg::CommitOutput(OutputCommit { lease_id, epoch: 3, commitment: [1; 32].into(), job: None });
    refuses(world, "gpu_two", escrow, &commit, &words);
    let retire = EscrowMsg::RetireOffer { offer_id: lease.offer_id };
    refuses(world, "gpu_two", escrow, &retire, &words);
    let words = format!("lease {lease_id} runs until {}", lease.runway_until);
    refuses(world, "tenant", escrow, &EscrowMsg::Refund { lease_id, depositor: None }, &words);
    let words = "the bond stays while there are 1 live offers and 1 leases not closed";
    refuses(world, "gpu_one", escrow, &EscrowMsg::WithdrawBond {}, words);
}

#[test]
fn only_the_grantor_cancels_and_only_what_vested_is_claimed() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let (vesting, start) = (&world.economy.vesting, world.now().unwrap());
    let grant = GrantSpec {
        recipient: address(&world, "grantee"),
        amount: Uint128::new(ONE),
        schedule: Schedule::CliffLinear { start, cliff_seconds: 100, duration_seconds: 1_000 },
        cancellable: true,
    };
    let hook = Cw20HookMsg::CreateGrants { grants: vec![grant] };
    world.send_weal("operator", &vesting.address, ONE, &hook).unwrap();
    let (sender, grantor) = (address(&world, "grantee"), address(&world, "operator"));
    let words = format!("{sender} may not cancel grant 1: its grantor is {grantor}");
    refuses(&world, "grantee", vesting, &VestingMsg::Cancel { grant_id: 1 }, &words);
    let words = "nothing to claim of grant 1: 0 vested and 0 claimed";
    refuses(&world, "grantee", vesting, &VestingMsg::Claim { grant_id: 1 }, words);
    refuses(&world, "grantee", vesting, &VestingMsg::Claim { grant_id: 2 }, "there is no grant 2");
}

#[test]
fn only_the_owner_says_what_the_factory_creates() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let (stranger, operator) = (address(&world, "faucet"), address(&world, "operator"));
    let factory = &world.economy.factory;
    let words = format!("{stranger} is not the owner, {operator} is");
    let fee = FactoryMsg::UpdateCreationFee { creation_fee: None };
    refuses(&world, "faucet", factory, &fee, &words);
    let guardian = FactoryMsg::UpdateGuardian { guardian: Some(stranger.clone()) };
    refuses(&world, "faucet", factory, &guardian, &words);
    let words = format!("{stranger} was not proposed as owner");
    refuses(&world, "faucet", factory, &FactoryMsg::AcceptOwnership {}, &words);
}

#[test]
fn a_stake_is_its_stakers_and_rewards_are_for_stakes() {
    let chain = embedded_chain();
    let world = ground(&chain).world;
    let economy = &world.economy;
    let (incentives, pool) = (&economy.incentives, economy.pool.address.clone());
    let stake = Binary::new(serde_json::to_vec(&IncentivesHook::Stake {}).unwrap());
    let (contract, amount) = (incentives.address.clone(), Uint128::new(ONE));
    let stake = weal_api::amm_pool::ExecuteMsg::Send { contract, amount, msg: stake };
    economy.pool.execute(&chain, "provider_liquidity", &stake).unwrap();
    let starts_at = world.now().unwrap();
    let period = Period { pool: pool.clone(), starts_at, ends_at: starts_at + 60 };
    let fund = IncentivesHook::CreateSchedule(period);
    world.send_weal("operator", &incentives.address, ONE, &fund).unwrap();
    world.wait(30).unwrap();

    let stranger = address(&world, "faucet");
    let words = format!("{stranger} has staked 0 of {pool}, 1 cannot be withdrawn");
    let take = IncentivesMsg::Withdraw { pool, amount: Uint128::one() };
    refuses(&world, "faucet", incentives, &take, &words);
    let words = format!("nothing to claim for {stranger}");
    refuses(&world, "faucet", incentives, &IncentivesMsg::ClaimRewards { schedules: vec![1] }, &words);
}

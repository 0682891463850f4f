//! The most dangerous inputs: each would print money, take another's, or fake what the committee said.

use crate::{Attempt, Ground, SIGNATURES_REFUSED, post_message};
use cosmwasm_std::{Binary, Uint128};
use weal_api::compute_escrow::{
    AgreedLease, ClaimMsg, ExecuteMsg as EscrowMsg, HoldingsResponse, LeaseKind, OfferTerms, QueryMsg,
    RATE_SCALE,
};
use weal_api::governance_token::ExecuteMsg as TokenMsg;
use weal_api::oracle::ExecuteMsg as OracleMsg;
use weal_attestation::{Domain, MemberKey, SettlementRoot};
use weal_client::{ATOM_FEED, Funds, ONE, USD};
use weal_testing::{World, leaf};

/// One dangerous input.
pub struct Case {
    /// The attempt's name, as a test would be called.
    pub name: &'static str,
    attempt: fn(&Ground<'_>) -> anyhow::Result<(Attempt, String)>,
}

impl Case {
    /// Fails unless the chain refuses it in the very words and nothing has changed.
    pub fn ensure_refused(&self, ground: &Ground<'_>) -> anyhow::Result<()> {
        let (attempt, words) = (self.attempt)(ground)?;
        attempt.ensure_refused(&ground.world, &words)
    }
}

/// The refusals of all contracts, in any order.
pub const DANGEROUS: [Case; 13] = [
    Case { name: "a_root_signed_for_another_chain", attempt: root_for_another_chain },
    Case { name: "a_root_signed_for_another_contract", attempt: root_for_another_contract },
    Case { name: "a_root_signed_by_another_committee", attempt: root_by_strangers },
    Case { name: "a_root_with_one_signer_twice", attempt: root_with_one_signer_twice },
    Case { name: "a_claim_with_another_leases_proof", attempt: claim_with_anothers_proof },
    Case { name: "a_claim_above_the_deposit", attempt: claim_above_deposit },
    Case { name: "a_claim_above_rate_times_time", attempt: claim_above_time },
    Case { name: "a_price_round_again", attempt: price_round_again },
    Case { name: "tokens_that_were_never_sent", attempt: tokens_never_sent },
    Case { name: "minting_by_a_stranger", attempt: minting_by_a_stranger },
    Case { name: "a_root_above_what_the_escrow_holds", attempt: root_above_escrow },
    Case { name: "a_lease_at_a_price_of_the_tenants_own", attempt: agreed_lease_by_a_stranger },
    Case { name: "an_offer_of_a_model_that_nobody_listed", attempt: offer_of_an_unlisted_model },
];

fn root_for_another_chain(ground: &Ground<'_>) -> anyhow::Result<(Attempt, String)> {
    let domain = ground.world.domain(&ground.world.economy.escrow.address);
    posted_in(ground, &Domain { chain_id: "commonweal-other-1", ..domain })
}

fn root_for_another_contract(ground: &Ground<'_>) -> anyhow::Result<(Attempt, String)> {
    posted_in(ground, &ground.world.domain(&ground.world.economy.market.address))
}

/// A good root for the escrow, with signatures that are valid in `domain`.
fn posted_in(ground: &Ground<'_>, domain: &Domain<'_>) -> anyhow::Result<(Attempt, String)> {
    let signed = ground.world.sign(domain, &ground.next_root()?);
    let msg = post_message(&ground.world.economy.escrow.address, &signed);
    Ok((Attempt::new("keeper", &ground.world.economy.oracle, &msg)?, SIGNATURES_REFUSED.into()))
}

fn root_by_strangers(ground: &Ground<'_>) -> anyhow::Result<(Attempt, String)> {
    let root = ground.next_root()?;
    let strangers = [101, 102, 103].map(|seed| MemberKey::from_seed([seed; 32]));
    let attempt = signed_with(&ground.world, &root, &[0, 1, 2], &strangers)?;
    Ok((attempt, SIGNATURES_REFUSED.into()))
}

fn root_with_one_signer_twice(ground: &Ground<'_>) -> anyhow::Result<(Attempt, String)> {
    let keys = [0, 1, 1].map(|member: usize| ground.world.members[member].key.clone());
    let attempt = signed_with(&ground.world, &ground.next_root()?, &[0, 1, 1], &keys)?;
    Ok((attempt, "signer 1 appears twice".into()))
}

/// `root` for the escrow, said to be signed by `members`, signed with `keys`.
fn signed_with(
    world: &World<'_>,
    root: &SettlementRoot,
    members: &[u8],
    keys: &[MemberKey],
) -> anyhow::Result<Attempt> {
    let escrow = &world.economy.escrow.address;
    let domain = world.domain(escrow);
    let mut signed = world.sign(&domain, root);
    signed.members = members.to_vec();
    signed.signatures = Binary::new(keys.iter().flat_map(|key| key.sign(&domain, root)).collect());
    Attempt::new("keeper", &world.economy.oracle, &post_message(escrow, &signed))
}

fn claim_with_anothers_proof(ground: &Ground<'_>) -> anyhow::Result<(Attempt, String)> {
    let claim = ClaimMsg { lease_id: ground.leases[1].lease_id, ..ground.honest[0].clone() };
    Ok((claiming(ground, "gpu_two", claim)?, "the proof leads to another root".into()))
}

fn claim_above_deposit(ground: &Ground<'_>) -> anyhow::Result<(Attempt, String)> {
    let deposit = ground.leases[0].deposit;
    let (lease_id, charge) = (ground.leases[0].lease_id, deposit.u128() + 1);
    let words = format!("lease {lease_id}: a charge of {charge} is above the lease's deposit of {deposit}");
    Ok((claiming(ground, "gpu_one", ground.corrupt[0].clone())?, words))
}

fn claim_above_time(ground: &Ground<'_>) -> anyhow::Result<(Attempt, String)> {
    let lease = &ground.leases[1];
    let seconds = u128::from(ground.corrupt_seconds(lease.starts_at));
    let max = lease.rate.u128() * u128::from(lease.gpus) * seconds / RATE_SCALE;
    let (lease_id, charge) = (lease.lease_id, lease.deposit.u128() - 1);
    let words =
        format!("lease {lease_id}: a charge of {charge} is above {max}, the price of the time metered");
    Ok((claiming(ground, "gpu_two", ground.corrupt[1].clone())?, words))
}

fn claiming(ground: &Ground<'_>, provider: &str, claim: ClaimMsg) -> anyhow::Result<Attempt> {
    Attempt::new(provider, &ground.world.economy.escrow, &EscrowMsg::Claim(claim))
}

fn price_round_again(ground: &Ground<'_>) -> anyhow::Result<(Attempt, String)> {
    let observations = ground.round.clone();
    let again = OracleMsg::SubmitPrices { feed: ATOM_FEED.into(), round: 1, observations };
    let attempt = Attempt::new("keeper", &ground.world.economy.oracle, &again)?;
    Ok((attempt, "round 1 is not above the last, 1".into()))
}

fn tokens_never_sent(ground: &Ground<'_>) -> anyhow::Result<(Attempt, String)> {
    let msg = weal_api::amm_pool::ExecuteMsg::Receive(ground.forged_receive()?);
    let stranger = ground.world.chain.address("faucet")?;
    let words = format!("{stranger} is not an asset of this pool");
    Ok((Attempt::new("faucet", &ground.world.economy.pool, &msg)?, words))
}

fn minting_by_a_stranger(ground: &Ground<'_>) -> anyhow::Result<(Attempt, String)> {
    let (sender, minter) = (ground.world.chain.address("faucet")?, ground.world.chain.address("operator")?);
    let mint = TokenMsg::Mint { recipient: sender.clone(), amount: Uint128::new(ONE) };
    let attempt = Attempt::new("faucet", &ground.world.economy.token, &mint)?;
    Ok((attempt, format!("{sender} may not mint: the minter is {minter}")))
}

/// Signed by a quorum, with one base unit more than all leaves of the escrow could ever pay.
fn root_above_escrow(ground: &Ground<'_>) -> anyhow::Result<(Attempt, String)> {
    let (world, escrow) = (&ground.world, &ground.world.economy.escrow);
    let holdings: HoldingsResponse = escrow.query(world.chain, &QueryMsg::Holdings {})?;
    let capacity = holdings.paid_in.u128();
    let leaves = [leaf(&ground.leases[0], capacity), leaf(&ground.leases[1], 1)];
    let root = world.next_root(&escrow.address, &leaves, world.now()?)?;
    let msg = post_message(&escrow.address, &world.sign(&world.domain(&escrow.address), &root));
    let total = capacity + 1;
    let words = format!("the leaves charge {total} in all, the escrow was ever paid {capacity}");
    Ok((Attempt::new("keeper", &world.economy.oracle, &msg)?, words))
}

/// One base unit × 10^-12 a GPU-second, where only the market may agree on a price.
fn agreed_lease_by_a_stranger(ground: &Ground<'_>) -> anyhow::Result<(Attempt, String)> {
    let (sender, market) =
        (ground.world.chain.address("tenant")?, &ground.world.economy.compute_market.address);
    let agreed = AgreedLease {
        offer_id: ground.leases[0].offer_id,
        gpus: 1,
        seconds: 3_600,
        rate: Uint128::one(),
        tenant: sender.clone(),
        kind: LeaseKind::Reserved,
    };
    let msg = EscrowMsg::OpenAgreedLease(agreed);
    let attempt = Attempt::new("tenant", &ground.world.economy.escrow, &msg)?.paying(Funds::one(ONE, USD));
    Ok((attempt, format!("{sender} may not open leases at an agreed rate: the market is {market}")))
}

fn offer_of_an_unlisted_model(ground: &Ground<'_>) -> anyhow::Result<(Attempt, String)> {
    let terms = OfferTerms {
        sku: "h100-sxm5-81gb".into(),
        gpus: 8,
        region: "eu-north".into(),
        rate: Uint128::new(RATE_SCALE),
        min_seconds: 10,
        max_seconds: 86_400,
        watts: 700,
        ..OfferTerms::default()
    };
    let attempt = Attempt::new("gpu_one", &ground.world.economy.escrow, &EscrowMsg::PublishOffer(terms))?;
    Ok((attempt, "the registry has no GPU model h100-sxm5-81gb".into()))
}

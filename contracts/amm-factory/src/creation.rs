//! A new pool: whether it may be, where it will be, and the message that makes it.

use crate::ContractError;
use crate::identity::{assets_key, canonical, name_of, reordered, terms_key};
use crate::state::{
    CREATION_FEE, DECIMALS, KINDS, LAST_ID, OWNERSHIP, PAUSES, POOLS, POOLS_OF, REGISTERED, TERMS,
};
use cosmwasm_std::{Addr, Binary, CosmosMsg, Deps, DepsMut, Env, Uint128, WasmMsg, instantiate2_address};
use serde::Deserialize;
use weal_api::amm_factory::{AmpRange, Creation, KindConfig, PoolRecord, PoolRegistered};
use weal_api::amm_pool::{InstantiateMsg, PoolKind};
use weal_api::asset::{AssetInfo, Token};
use weal_records::Mark;

/// The pool that a creation asks for.
pub(crate) struct NewPool {
    pub(crate) kind: PoolKind,
    pub(crate) assets: Vec<AssetInfo>,
    pub(crate) fee_bps: u16,
    pub(crate) lp_name: Option<String>,
    pub(crate) lp_symbol: Option<String>,
}

/// A pool that is listed; `message` makes it.
pub(crate) struct Registered {
    pub(crate) fact: PoolRegistered,
    pub(crate) message: CosmosMsg,
}

/// The creation fee, checked; the recipient gets it.
pub(crate) struct Due {
    pub(crate) token: Token,
    pub(crate) amount: Uint128,
    pub(crate) recipient: Addr,
}

/// The terms of a creation that its kind permits, in canonical order.
struct Permitted {
    terms: KindConfig,
    tokens: Vec<Token>,
    curve: PoolKind,
    owner: Addr,
}

impl NewPool {
    /// Lists the pool at the address it will have. Errors: `UnknownKind`, `KindClosed`, `KindOwnerOnly`, `FeeAboveMax`,
    /// `AmpOutOfRange`, `NamedByStranger`, `UnknownDecimals`, `WrongDecimals`, `KindPaused`, `PoolExists`, and those of the assets.
    pub(crate) fn register(
        self,
        deps: &mut DepsMut,
        env: &Env,
        creator: &Addr,
    ) -> Result<Registered, ContractError> {
        let permitted = self.permitted(deps.as_ref(), env, creator)?;
        let place = (assets_key(&permitted.tokens)?, terms_key(&permitted.curve, self.fee_bps));
        self.ensure_no_other(deps.as_ref(), &permitted, &place)?;
        let last = LAST_ID.may_load(deps.storage)?.unwrap_or_default();
        let id = last.checked_add(1).ok_or(ContractError::NoIdLeft)?;
        let message = self.message(&permitted, id)?;
        let Permitted { terms, tokens, curve, .. } = permitted;
        let pool = address_of(deps, env, terms.code_id, id)?;
        let assets = tokens.iter().map(Token::info).collect();

        LAST_ID.save(deps.storage, &id);
        TERMS.save(deps.storage, &place, &id);
        POOLS_OF.save(deps.storage, &(place.0, id), &Mark);
        let record = PoolRecord { id, pool, kind: terms.kind, curve, assets, fee_bps: self.fee_bps };
        POOLS.save(deps.storage, &id, &record);
        REGISTERED.save(deps.storage, &record.pool, &record.id);

        Ok(Registered { fact: PoolRegistered { record, tokens, creator: creator.clone() }, message })
    }

    /// The message that creates pool `id`. Errors: `Std`.
    fn message(&self, permitted: &Permitted, id: u64) -> Result<CosmosMsg, ContractError> {
        let Permitted { terms, tokens, curve, owner } = permitted;
        let msg = InstantiateMsg {
            assets: tokens.iter().map(Token::info).collect(),
            kind: curve.clone(),
            fee_bps: self.fee_bps,
            lp_name: self.lp_name.clone(),
            lp_symbol: self.lp_symbol.clone(),
            owner: owner.to_string(),
            params: None,
        };
        let message = WasmMsg::Instantiate2 {
            admin: terms.migratable.then(|| owner.to_string()),
            code_id: terms.code_id,
            label: format!("amm-pool {id}"),
            msg: weal_wire::to_binary(&msg)?,
            funds: vec![],
            salt: salt(id),
        };
        Ok(message.into())
    }

    /// The terms as the kind lets `creator` have them. Errors: those of [`Self::register`] but `PoolExists`.
    fn permitted(&self, deps: Deps, env: &Env, creator: &Addr) -> Result<Permitted, ContractError> {
        let kind = name_of(&self.kind)?;
        let tokens = canonical(deps.api, &self.assets)?;
        let assets: Vec<AssetInfo> = tokens.iter().map(Token::info).collect();
        let owner = OWNERSHIP.load(deps.storage)?.owner;
        let terms = KINDS.may_load(deps.storage, &kind)?;
        let terms = terms.ok_or_else(|| ContractError::UnknownKind { kind: kind.clone() })?;
        ensure_permitted(&terms, &owner, creator, self)?;
        let curve = reordered(self.kind.clone(), &self.assets, &assets)?;
        ensure_decimals(deps, &tokens, &curve)?;
        let paused = PAUSES.may_load(deps.storage, &kind)?;
        if let Some(until) = paused.filter(|until| env.block.time.seconds() < *until) {
            return Err(ContractError::KindPaused { kind, until });
        }
        Ok(Permitted { terms, tokens, curve, owner })
    }

    /// Errors: `PoolExists` where the last pool on these terms still has them.
    fn ensure_no_other(
        &self,
        deps: Deps,
        permitted: &Permitted,
        place: &(Vec<u8>, Vec<u8>),
    ) -> Result<(), ContractError> {
        let Some(id) = TERMS.may_load(deps.storage, place)? else { return Ok(()) };
        let pool = POOLS.load(deps.storage, &id)?.pool;
        let Permitted { terms, curve, owner, .. } = permitted;
        let now = Now { kind: curve.clone(), fee_bps: self.fee_bps, owner: owner.clone() };
        if now.is_true_of(deps, &pool, terms.code_id) {
            let kind = terms.kind.clone();
            return Err(ContractError::PoolExists { kind, fee_bps: self.fee_bps, pool });
        }
        Ok(())
    }
}

/// The creation fee of this block. Errors: `Asset`, `Std`.
pub(crate) fn creation_fee(deps: &DepsMut) -> Result<Option<Due>, ContractError> {
    let Some(fee) = CREATION_FEE.may_load(deps.storage)? else { return Ok(None) };
    let token = fee.asset.info.check(deps.api)?;
    let recipient = deps.api.addr_validate(&fee.recipient)?;
    Ok(Some(Due { token, amount: fee.asset.amount, recipient }))
}

impl Due {
    /// Native from what came with the message, cw20 straight from the creator.
    pub(crate) fn message(&self, creator: &Addr) -> Result<CosmosMsg, ContractError> {
        Ok(match self.token.pull(creator, &self.recipient, self.amount)? {
            Some(pull) => pull,
            None => self.token.transfer(&self.recipient, self.amount)?,
        })
    }
}

/// State of a pool that can change after its creation, as a new one would have it.
#[derive(Deserialize, PartialEq)]
struct Now {
    kind: PoolKind,
    fee_bps: u16,
    owner: Addr,
}

/// The one query of a pool that is asked here. The tests ask the pool itself.
#[weal_wire::message]
enum PoolQuery {
    Config {},
}

impl Now {
    /// True while the pool is what a new one on its terms would be, so that a second would only divide its liquidity. A pool whose fee,
    /// amplification, owner or code has changed since does not keep others from the terms that it has left, nor does one that no
    /// longer answers as a pool.
    fn is_true_of(&self, deps: Deps, pool: &Addr, code_id: u64) -> bool {
        let has_code = deps.querier.query_wasm_contract_info(pool).is_ok_and(|info| info.code_id == code_id);
        has_code
            && weal_wire::ask::<Self>(&deps.querier, pool, &PoolQuery::Config {})
                .is_ok_and(|now| now == *self)
    }
}

/// Errors: `KindClosed`, `KindOwnerOnly`, `FeeAboveMax`, `AmpOutOfRange`, `NamedByStranger`.
fn ensure_permitted(
    terms: &KindConfig,
    owner: &Addr,
    creator: &Addr,
    pool: &NewPool,
) -> Result<(), ContractError> {
    let kind = || terms.kind.clone();
    match terms.creation {
        Creation::Closed => return Err(ContractError::KindClosed { kind: kind() }),
        Creation::OwnerOnly if creator != owner => {
            return Err(ContractError::KindOwnerOnly { kind: kind(), sender: creator.clone() });
        }
        Creation::Open | Creation::OwnerOnly => {}
    }
    if pool.fee_bps > terms.max_fee_bps {
        return Err(ContractError::FeeAboveMax { found_bps: pool.fee_bps, max_bps: terms.max_fee_bps });
    }
    if let (PoolKind::Stableswap { amp: found, .. }, Some(AmpRange { min, max })) = (&pool.kind, terms.amp)
        && !(min..=max).contains(found)
    {
        return Err(ContractError::AmpOutOfRange { found: *found, min, max });
    }
    // The name of the shares is for good, and whoever comes first would choose it for everybody.
    if creator != owner && (pool.lp_name.is_some() || pool.lp_symbol.is_some()) {
        return Err(ContractError::NamedByStranger { sender: creator.clone(), owner: owner.clone() });
    }
    Ok(())
}

/// Decimals of natives are those of the table; a cw20 says its own, which the pool asks. Errors: `UnknownDecimals`, `WrongDecimals`.
fn ensure_decimals(deps: Deps, tokens: &[Token], curve: &PoolKind) -> Result<(), ContractError> {
    let PoolKind::Stableswap { decimals, .. } = curve else { return Ok(()) };
    for (token, declared) in tokens.iter().zip(decimals) {
        let Token::Native(denom) = token else { continue };
        let required = DECIMALS.may_load(deps.storage, denom)?;
        let required = required.ok_or_else(|| ContractError::UnknownDecimals { denom: denom.clone() })?;
        if *declared != required {
            return Err(ContractError::WrongDecimals { denom: denom.clone(), declared: *declared, required });
        }
    }
    Ok(())
}

/// The address of pool `id`: this contract alone can create there, and no id is used twice, so nobody can take the place.
fn address_of(deps: &DepsMut, env: &Env, code_id: u64, id: u64) -> Result<Addr, ContractError> {
    let code = deps.querier.query_wasm_code_info(code_id)?;
    let creator = deps.api.addr_canonicalize(env.contract.address.as_str())?;
    let address = instantiate2_address(code.checksum.as_slice(), &creator, &salt(id))?;
    Ok(deps.api.addr_humanize(&address)?)
}

fn salt(id: u64) -> Binary {
    id.to_be_bytes().into()
}

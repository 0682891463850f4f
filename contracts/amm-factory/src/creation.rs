//! A new pool: whether it may be, where it will be, and the message that makes it.

use crate::ContractError;
use crate::identity::{assets_key, canonical, name_of};
use crate::state::{CREATION_FEE, KINDS, LAST_ID, OWNERSHIP, PAUSES, POOL_IDS, POOLS, save_registration};
use api::amm_factory::{Creation, KindConfig, PoolRecord, PoolRegistered};
use api::amm_pool::{InstantiateMsg, PoolKind};
use api::asset::{AssetInfo, Token};
use cosmwasm_std::{Addr, Binary, CosmosMsg, DepsMut, Env, Uint128, WasmMsg, instantiate2_address};

/// What a creation says of its pool.
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

impl NewPool {
    /// Lists the pool at the address it will have. Errors: `UnknownKind`, `KindClosed`, `KindOwnerOnly`,
    /// `KindPaused`, `FeeAboveMax`, `PoolExists`, and those of the assets.
    pub(crate) fn register(
        self,
        deps: &mut DepsMut,
        env: &Env,
        creator: &Addr,
    ) -> Result<Registered, ContractError> {
        let kind = name_of(&self.kind)?;
        let tokens = canonical(deps.api, &self.assets)?;
        let assets: Vec<AssetInfo> = tokens.iter().map(Token::info).collect();
        let curve = reordered(self.kind, &self.assets, &assets);
        let owner = OWNERSHIP.load(deps.storage)?.owner;
        let terms = KINDS.may_load(deps.storage, &kind)?;
        let terms = terms.ok_or_else(|| ContractError::UnknownKind { kind: kind.clone() })?;
        ensure_permitted(&terms, &owner, creator, self.fee_bps)?;
        let paused = PAUSES.may_load(deps.storage, &kind)?;
        if let Some(until) = paused.filter(|until| env.block.time.seconds() < *until) {
            return Err(ContractError::KindPaused { kind, until });
        }

        let key = assets_key(&tokens);
        let id_key = (key.as_slice(), kind.as_str(), self.fee_bps);
        if let Some(id) = POOL_IDS.may_load(deps.storage, id_key)? {
            let pool = POOLS.load(deps.storage, id)?.pool;
            return Err(ContractError::PoolExists { kind, fee_bps: self.fee_bps, pool });
        }
        let last = LAST_ID.may_load(deps.storage)?.unwrap_or_default();
        let id = last.checked_add(1).ok_or(ContractError::NoIdLeft)?;
        let pool = address_of(deps, env, terms.code_id, id)?;

        LAST_ID.save(deps.storage, &id)?;
        POOL_IDS.save(deps.storage, id_key, &id)?;
        let fee_bps = self.fee_bps;
        let record = PoolRecord { id, pool, kind: kind.clone(), assets: assets.clone(), fee_bps };
        POOLS.save(deps.storage, id, &record)?;
        save_registration(deps.storage, &record);

        let msg = InstantiateMsg {
            assets,
            kind: curve,
            fee_bps,
            lp_name: self.lp_name,
            lp_symbol: self.lp_symbol,
            owner: owner.to_string(),
            params: None,
        };
        let message = WasmMsg::Instantiate2 {
            admin: terms.migratable.then(|| owner.to_string()),
            code_id: terms.code_id,
            label: format!("amm-pool {id}"),
            msg: wire::to_binary(&msg)?,
            funds: vec![],
            salt: salt(id),
        };
        let fact = PoolRegistered { record, tokens, creator: creator.clone() };
        Ok(Registered { fact, message: message.into() })
    }
}

/// What a creation costs now. Errors: `Asset`, `Std`.
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

fn ensure_permitted(
    terms: &KindConfig,
    owner: &Addr,
    creator: &Addr,
    fee_bps: u16,
) -> Result<(), ContractError> {
    let kind = || terms.kind.clone();
    match terms.creation {
        Creation::Closed => return Err(ContractError::KindClosed { kind: kind() }),
        Creation::OwnerOnly if creator != owner => {
            return Err(ContractError::KindOwnerOnly { kind: kind(), sender: creator.clone() });
        }
        Creation::Open | Creation::OwnerOnly => {}
    }
    if fee_bps > terms.max_fee_bps {
        return Err(ContractError::FeeAboveMax { found_bps: fee_bps, max_bps: terms.max_fee_bps });
    }
    Ok(())
}

/// Only this contract can create anything there, and no id is used twice: nobody can take the place.
fn address_of(deps: &DepsMut, env: &Env, code_id: u64, id: u64) -> Result<Addr, ContractError> {
    let code = deps.querier.query_wasm_code_info(code_id)?;
    let creator = deps.api.addr_canonicalize(env.contract.address.as_str())?;
    let address = instantiate2_address(code.checksum.as_slice(), &creator, &salt(id))?;
    Ok(deps.api.addr_humanize(&address)?)
}

/// The kind with what it says of each asset in the order `to` instead of `from`; left as it is where it does not say
/// something of each, which the pool refuses.
fn reordered(kind: PoolKind, from: &[AssetInfo], to: &[AssetInfo]) -> PoolKind {
    let PoolKind::Stableswap { amp, decimals } = &kind else { return kind };
    let position = |info: &AssetInfo| from.iter().position(|other| other == info);
    let moved = to.iter().map(|info| decimals.get(position(info)?).copied()).collect::<Option<Vec<_>>>();
    match moved {
        Some(moved) if decimals.len() == from.len() => PoolKind::Stableswap { amp: *amp, decimals: moved },
        _ => kind,
    }
}

fn salt(id: u64) -> Binary {
    id.to_be_bytes().into()
}

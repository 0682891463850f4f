//! Every storage key of this contract beside cw2's `contract_info` and those that consumers read, which are
//! in [`weal_api::oracle`]: `prices`, `settlement_roots`, `latest_settlement`,
//! `appraisals`.

use crate::appraisal::AppraisedAsset;
use crate::bond::{Bond, Holdings};
use crate::config::Config;
use crate::feed::StoredFeed;
use crate::rotation::{Past, Pending, Seats};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Binary, Order, Storage, Uint128};
use cw_storage_plus::{Item, Map};
use weal_api::oracle::{AssetSpec, SETTLEMENTS, SettlementRecord};

/// cw2 name.
pub(crate) const CONTRACT_NAME: &str = "commonweal:oracle";
/// cw2 version.
pub(crate) const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The owner and the terms. Written by `instantiate`; the owner by `transfer_ownership`, `accept_ownership`.
pub(crate) const CONFIG: Item<Config> = Item::new("config");
/// The present committee's accounts. Written by `instantiate`, `activate_rotation`.
pub(crate) const SEATS: Item<Seats> = Item::new("seats");
/// The present committee, raw bytes as [`crate::committee::Committee`] packs it. Written by `instantiate`,
/// `register_key`, `activate_rotation`, `report_equivocation` (I1).
pub(crate) const COMMITTEE: &[u8] = b"committee";
/// The committee proposed. Written by `propose_rotation`, `register_key`, `report_equivocation`; removed by
/// `activate_rotation`.
pub(crate) const PENDING: Item<Pending> = Item::new("pending_committee");
/// Number → a committee that has been replaced. Written by `activate_rotation`, `report_equivocation`.
pub(crate) const PAST: Map<u64, Past> = Map::new("past_committees");
/// Key → the committee that was present when it was struck: it signs for none any more and never joins one (I18). Written
/// by [`crate::rotation::strike`] only.
pub(crate) const STRUCK_KEYS: Map<&[u8], u64> = Map::new("struck_keys");
/// Operator → the committee that was present when it was struck last: none of its seats in those before signs any more
/// (I18). Written by [`crate::rotation::strike`] only.
pub(crate) const STRUCK_OPERATORS: Map<&Addr, u64> = Map::new("struck_operators");
/// (Committee, seat) → the key of an operator that gave the seat up while that committee was active: evidence still, a signer
/// no more (I19). Written by [`crate::rotation::vacate`], removed by [`crate::rotation::strike`].
pub(crate) const RESIGNED_KEYS: Map<(u64, u64), Binary> = Map::new("resigned_keys");
/// Proposals so far. Written by `propose_rotation`.
pub(crate) const PROPOSALS: Item<u64> = Item::new("proposals");
/// Operator → its bond. Written by [`crate::bond`] only (I7).
pub(crate) const BONDS: Map<&Addr, Bond> = Map::new("bonds");
/// Account → what it has been awarded and not claimed, above zero. Written by [`crate::bond`] only (I7).
pub(crate) const AWARDS: Map<&Addr, Uint128> = Map::new("awards");
/// Sums of the two maps. Written by [`crate::bond`] only (I7).
pub(crate) const HOLDINGS: Item<Holdings> = Item::new("holdings");
/// Name → terms of a feed. Written by `instantiate`, `add_feed`, `update_feed`.
pub(crate) const FEEDS: Map<&str, StoredFeed> = Map::new("feeds");
/// (feed, round mod 64) → a price, raw bytes as [`crate::history`] packs them. Written by `submit_prices`.
pub(crate) const PRICE_HISTORY: Map<(&str, u64), ()> = Map::new("price_history");
/// Id → an asset's terms. Written by `add_asset`, once each.
pub(crate) const ASSETS: Map<&str, AssetSpec> = Map::new("assets");
/// Id → reference and open mark-down, raw bytes as [`AppraisedAsset::standing`] packs them; no record before the
/// first round. Written by `submit_appraisal`, `mark_down`, `settle_mark_down` (I11, I12).
const STANDINGS: Map<&str, ()> = Map::new("v");

/// Contract → from when on (Unix seconds) its records of overcharges count; 8 at most. Written by `list_consumer`,
/// `delist_consumer` (I16).
pub(crate) const CONSUMERS: Map<&Addr, u64> = Map::new("consumers");
/// (consumer, epoch) → the lease for which the root's signers were slashed. Written once each, by
/// `punish_overcharge` (I16).
pub(crate) const PUNISHED: Map<(&Addr, u64), u64> = Map::new("punished_roots");

/// Contracts on the list.
pub(crate) fn consumers(storage: &dyn Storage) -> usize {
    CONSUMERS.keys_raw(storage, None, None, Order::Ascending).count()
}

/// The settlement of `consumer`'s `epoch`; none where no root was posted. Errors: `Damaged`.
pub(crate) fn may_load_settlement(
    storage: &dyn Storage,
    consumer: &Addr,
    epoch: u64,
) -> Result<Option<SettlementRecord>, Failure> {
    let packed = storage.get(&SETTLEMENTS.key((consumer, epoch)));
    Ok(packed.map(|packed| SettlementRecord::from_bytes(&packed)).transpose()?)
}

/// The settlement of `consumer`'s `epoch`. Errors: `NoSettlement`, `Damaged`.
pub(crate) fn load_settlement(
    storage: &dyn Storage,
    consumer: &Addr,
    epoch: u64,
) -> Result<SettlementRecord, Failure> {
    let found = may_load_settlement(storage, consumer, epoch)?;
    found.ok_or_else(|| ContractError::NoSettlement { consumer: consumer.clone(), epoch }.into())
}

/// The asset of that id. Errors: `UnknownAsset`, `Damaged`.
pub(crate) fn load_asset(storage: &dyn Storage, asset: &str) -> Result<AppraisedAsset, Failure> {
    let found = ASSETS.may_load(storage, asset)?;
    let spec = found.ok_or_else(|| ContractError::UnknownAsset { asset: asset.to_owned() })?;
    with_standing(storage, spec)
}

/// The asset of those terms. Errors: `Damaged`.
pub(crate) fn with_standing(storage: &dyn Storage, spec: AssetSpec) -> Result<AppraisedAsset, Failure> {
    match storage.get(&STANDINGS.key(&spec.asset)) {
        Some(packed) => Ok(AppraisedAsset::from_parts(spec, &packed)?),
        None => Ok(AppraisedAsset { spec, reference: None, open: None }),
    }
}

/// Saves what rounds and mark-downs change.
pub(crate) fn save_standing(storage: &mut dyn Storage, asset: &AppraisedAsset) {
    storage.set(&STANDINGS.key(&asset.spec.asset), &asset.standing());
}

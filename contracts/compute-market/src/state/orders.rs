//! An order in three kinds of records, so that a bid writes its own and no terms: what was placed, written once; where it stands;
//! each bid. The last two are packed ([`weal_wire::compact`]): `docs/spec/compute-market.md` §State.

use crate::ContractError;
use crate::order::Order;
use cosmwasm_std::{Addr, StdError, Storage, Uint128};
use cw_storage_plus::Map;
use weal_api::compute_market::{Bid, OrderStatus, OrderTerms, RevealedBid};
use weal_wire::compact::{CompactError, Reader, Writer};

/// Order → what was placed. Written by `open_order` only.
pub(crate) const PLACED: Map<u64, Placed> = Map::new("orders");
/// Order → deposit, number of bids, end of the best bid's turn (0 for none), status. Written by order messages, the first bid of each bidder and the escrow's answer (I1).
const STANDINGS: u8 = b's';
/// (Order, bidder) → bid. Written by bid messages, removed by the escrow's answer and the order's end (I1, I3).
const BIDS: u8 = b'b';

/// What never changes of an order.
#[weal_wire::record]
pub(crate) struct Placed {
    tenant: Addr,
    terms: OrderTerms,
    bid_deposit: Uint128,
    bids_until: u64,
    reveals_until: u64,
}

/// Writes a new order, which has no bids.
pub(crate) fn save_new(storage: &mut dyn Storage, order_id: u64, order: &Order) -> Result<(), ContractError> {
    let placed = Placed {
        tenant: order.tenant.clone(),
        terms: order.terms.clone(),
        bid_deposit: order.bid_deposit,
        bids_until: order.bids_until,
        reveals_until: order.reveals_until,
    };
    PLACED.save(storage, order_id, &placed)?;
    save_standing(storage, order_id, order, 0)
}

/// The order, its list of bids left empty, and how many there are. Errors: `UnknownOrder`.
pub(crate) fn load_without_bids(
    storage: &dyn Storage,
    order_id: u64,
) -> Result<(Order, usize), ContractError> {
    let placed = PLACED.may_load(storage, order_id)?.ok_or(ContractError::UnknownOrder { order_id })?;
    join(storage, order_id, placed)
}

/// The order and its bids. Errors: `UnknownOrder`.
pub(crate) fn load_order(storage: &dyn Storage, order_id: u64) -> Result<Order, ContractError> {
    let placed = PLACED.may_load(storage, order_id)?.ok_or(ContractError::UnknownOrder { order_id })?;
    with_bids(storage, order_id, placed)
}

/// The order of which `placed` was read, and its bids as they were placed.
pub(crate) fn with_bids(
    storage: &dyn Storage,
    order_id: u64,
    placed: Placed,
) -> Result<Order, ContractError> {
    let (mut order, _) = join(storage, order_id, placed)?;
    let (first, end) = (key(BIDS, order_id), key(BIDS, order_id.saturating_add(1)));
    let rows = storage.range(Some(&first), Some(&end), cosmwasm_std::Order::Ascending);
    let mut bids = rows
        .map(|(key, bid)| {
            let provider = key.get(first.len()..).ok_or(ContractError::Invariant { what: "a bid's key" })?;
            let provider = String::from_utf8(provider.to_vec());
            unpack_bid(Addr::unchecked(provider.map_err(StdError::from)?), &bid)
        })
        .collect::<Result<Vec<_>, ContractError>>()?;
    bids.sort_by_key(|(place, _)| *place);
    order.bids = bids.into_iter().map(|(_, bid)| bid).collect();
    Ok(order)
}

fn join(storage: &dyn Storage, order_id: u64, placed: Placed) -> Result<(Order, usize), ContractError> {
    let standing = storage.get(&key(STANDINGS, order_id)).ok_or(ContractError::UnknownOrder { order_id })?;
    let mut reader = Reader::new(&standing);
    let (deposit, count) = (Uint128::new(reader.u128()?), read_count(&mut reader)?);
    let turn_until = Some(reader.u64()?).filter(|until| *until > 0);
    let status = read_status(&mut reader)?;
    reader.finish()?;
    let Placed { tenant, terms, bid_deposit, bids_until, reveals_until } = placed;
    let bids = Vec::new();
    let order =
        Order { tenant, terms, deposit, bid_deposit, bids_until, reveals_until, turn_until, status, bids };
    Ok((order, count))
}

/// Writes where the order stands, with `bids` bids. Errors: `Invariant`.
pub(crate) fn save_standing(
    storage: &mut dyn Storage,
    order_id: u64,
    order: &Order,
    bids: usize,
) -> Result<(), ContractError> {
    let writer = write_count(Writer::default().number(order.deposit), bids)?;
    let writer = writer.number(order.turn_until.unwrap_or(0));
    let writer = match &order.status {
        OrderStatus::Open {} => writer.number(0u8),
        OrderStatus::Cancelled {} => writer.number(1u8),
        OrderStatus::Failed {} => writer.number(2u8),
        OrderStatus::Awarded { provider, offer_id, rate } => {
            writer.number(3u8).number(*offer_id).number(*rate).bytes(provider.as_bytes())
        }
    };
    storage.set(&key(STANDINGS, order_id), &writer.finish());
    Ok(())
}

fn read_status(reader: &mut Reader<'_>) -> Result<OrderStatus, ContractError> {
    Ok(match reader.u64()? {
        0 => OrderStatus::Open {},
        1 => OrderStatus::Cancelled {},
        2 => OrderStatus::Failed {},
        3 => {
            let (offer_id, rate) = (reader.u64()?, Uint128::new(reader.u128()?));
            let provider = String::from_utf8(reader.bytes()?.to_vec()).map_err(StdError::from)?;
            OrderStatus::Awarded { provider: Addr::unchecked(provider), offer_id, rate }
        }
        _ => return Err(reader.damaged().into()),
    })
}

/// Ends an order: its deposit and its bids, which the caller has credited, are gone.
pub(crate) fn close(
    storage: &mut dyn Storage,
    order_id: u64,
    order: &mut Order,
) -> Result<(), ContractError> {
    for bid in std::mem::take(&mut order.bids) {
        remove_bid(storage, order_id, &bid.provider);
    }
    order.deposit = Uint128::zero();
    order.turn_until = None;
    save_standing(storage, order_id, order, 0)
}

/// The bid of `provider` and its place among the bids. Errors: `NoBid`.
pub(crate) fn load_bid(
    storage: &dyn Storage,
    order_id: u64,
    provider: &Addr,
) -> Result<(usize, Bid), ContractError> {
    let missing = || ContractError::NoBid { order_id, provider: provider.clone() };
    unpack_bid(provider.clone(), &storage.get(&key_of_bid(order_id, provider)).ok_or_else(missing)?)
}

/// Whether `provider` has a bid.
pub(crate) fn has_bid(storage: &dyn Storage, order_id: u64, provider: &Addr) -> bool {
    storage.get(&key_of_bid(order_id, provider)).is_some()
}

/// Writes a bid. Its place is the number of bids before it: none is removed while bids can be placed.
pub(crate) fn save_bid(
    storage: &mut dyn Storage,
    order_id: u64,
    place: usize,
    bid: &Bid,
) -> Result<(), ContractError> {
    let writer = write_count(Writer::default(), place)?.bytes(&bid.commitment);
    let writer = match &bid.revealed {
        Some(revealed) => writer.number(revealed.offer_id).number(revealed.rate),
        None => writer,
    };
    storage.set(&key_of_bid(order_id, &bid.provider), &writer.finish());
    Ok(())
}

/// Takes a bid off its order.
pub(crate) fn remove_bid(storage: &mut dyn Storage, order_id: u64, provider: &Addr) {
    storage.remove(&key_of_bid(order_id, provider));
}

fn unpack_bid(provider: Addr, packed: &[u8]) -> Result<(usize, Bid), ContractError> {
    let mut reader = Reader::new(packed);
    let (place, commitment) = (read_count(&mut reader)?, reader.bytes()?.into());
    let revealed = if reader.is_empty() {
        None
    } else {
        Some(RevealedBid { offer_id: reader.u64()?, rate: Uint128::new(reader.u128()?) })
    };
    reader.finish()?;
    Ok((place, Bid { provider, commitment, revealed }))
}

fn key(kind: u8, order_id: u64) -> Vec<u8> {
    [&[kind], order_id.to_be_bytes().as_slice()].concat()
}

fn key_of_bid(order_id: u64, provider: &Addr) -> Vec<u8> {
    [key(BIDS, order_id).as_slice(), provider.as_bytes()].concat()
}

/// Bids of one order are at most [`crate::order::MAX_BIDS`]. Errors: `Invariant`.
fn write_count(writer: Writer, count: usize) -> Result<Writer, ContractError> {
    let count = u8::try_from(count).map_err(|_| ContractError::Invariant { what: "the number of bids" })?;
    Ok(writer.number(count))
}

fn read_count(reader: &mut Reader<'_>) -> Result<usize, CompactError> {
    let damaged = reader.damaged();
    usize::try_from(reader.u64()?).map_err(|_| damaged)
}

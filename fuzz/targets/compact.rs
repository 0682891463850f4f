//! `weal_wire::compact` reads and writes as its table of forms says, whatever the bytes; a record that unpacks packs to the same bytes.
#![no_main]

use arbitrary::Arbitrary;
use cosmwasm_std::{Addr, Binary, Decimal, Int128, Int256, Timestamp, Uint256};
use cw_utils::Expiration;
use libfuzzer_sys::fuzz_target;
use std::fmt::Debug;
use weal_api::{asset, compute_escrow, oracle};
use weal_records::{Account, Packed, pack, unpack};
use weal_wire::compact::{Reader, Writer};

/// Bytes to read, and values to write.
#[derive(Arbitrary, Debug)]
struct Input<'a> {
    calls: Vec<Call>,
    values: Vec<Value>,
    packed: &'a [u8],
}

/// A call of the reader.
#[derive(Arbitrary, Debug)]
enum Call {
    Number,
    Number64,
    Hash,
    Bytes,
    Wide,
}

/// A call of the writer.
#[derive(Arbitrary, Debug)]
enum Value {
    Number(u128),
    Small(u16),
    Hash([u8; 32]),
    Bytes(Vec<u8>),
    Wide([u8; 32]),
}

fuzz_target!(|input: Input<'_>| {
    reads(&input.calls, input.packed);
    writes(&input.values);
    records(input.packed);
});

/// Holds the reader to the reference, call by call, until the first refusal.
fn reads(calls: &[Call], packed: &[u8]) {
    let (mut reader, mut left) = (Reader::new(packed), packed);
    for call in calls {
        let is_read = match call {
            Call::Number => agreed(reader.u128().ok(), number(&mut left)),
            Call::Number64 => {
                agreed(reader.u64().ok(), number(&mut left).and_then(|value| value.try_into().ok()))
            }
            Call::Hash => {
                agreed(reader.hash().ok(), taken(&mut left, 32).map(|hash| hash.try_into().unwrap()))
            }
            Call::Bytes => agreed(reader.bytes().ok(), bytes(&mut left)),
            Call::Wide => agreed(reader.wide().ok(), wide(&mut left)),
        };
        if !is_read {
            return;
        }
        assert_eq!(reader.damaged().left, left.len(), "as much is left");
        assert_eq!(reader.is_empty(), left.is_empty());
    }
    assert_eq!(reader.finish().is_ok(), left.is_empty());
}

/// Holds the writer to the reference, and the reader to the writer.
fn writes(values: &[Value]) {
    let (mut writer, mut expected) = (Writer::default(), vec![]);
    for value in values {
        writer = match value {
            Value::Number(value) => writer.number(*value),
            Value::Small(value) => writer.number(*value),
            Value::Hash(hash) => writer.hash(hash),
            Value::Bytes(bytes) => writer.bytes(bytes),
            Value::Wide(value) => writer.wide(value),
        };
        match value {
            Value::Number(value) => expected.extend(form(*value)),
            Value::Small(value) => expected.extend(form((*value).into())),
            Value::Hash(hash) => expected.extend(hash),
            Value::Bytes(bytes) => expected.extend([&form(bytes.len() as u128), &bytes[..]].concat()),
            Value::Wide(value) => {
                let trimmed = trimmed(value);
                expected.extend([&form(trimmed.len() as u128), trimmed].concat());
            }
        }
    }
    let written = writer.finish();
    assert_eq!(written, expected);
    let mut reader = Reader::new(&written);
    for value in values {
        match value {
            Value::Number(value) => assert_eq!(reader.u128(), Ok(*value)),
            Value::Small(value) => assert_eq!(reader.u64(), Ok((*value).into())),
            Value::Hash(hash) => assert_eq!(reader.hash(), Ok(*hash)),
            Value::Bytes(bytes) => assert_eq!(reader.bytes(), Ok(&bytes[..])),
            Value::Wide(value) => assert_eq!(reader.wide(), Ok(*value)),
        }
    }
    assert_eq!(reader.finish(), Ok(()));
}

/// A record that grew: the bytes of its first release have no `since`.
#[derive(Clone, Debug, PartialEq, Packed)]
struct Grown {
    owner: String,
    signed: Int128,
    #[packed(appended)]
    since: u64,
    #[packed(appended)]
    heirs: Vec<(Account, Option<bool>)>,
}

/// Every kind of field that a record may have.
#[derive(Clone, Debug, PartialEq, Packed)]
enum Kinds {
    None,
    Signed(Int128, Int256),
    Texts { text: String, account: Account, bytes: Binary, addr: Addr },
    Numbers { wide: Uint256, decimal: Decimal, at: Timestamp, many: Vec<u128>, fixed: [u16; 3] },
    Ends(Expiration, Option<Box16>),
}

/// Sixteen bytes as they are.
type Box16 = [u8; 16];

macro_rules! each {
    ($packed:expr; $($record:ty)*) => {$(same::<$record>($packed);)*};
}

fn records(packed: &[u8]) {
    each! { packed;
        Kinds u8 u16 u32 u64 u128 i128 bool String Account Uint256 Int256 Int128 Expiration Option<Vec<Uint256>>
        asset::Asset asset::AssetInfo
        compute_escrow::ConfigRecord compute_escrow::HoldingsRecord compute_escrow::OverchargeRecord
        oracle::PriceRecord oracle::SettlementRecord oracle::ReadingsRecord oracle::AppraisalRecord
    }
    if let Ok(grown) = unpack::<Grown>(packed) {
        let again = pack(&grown);
        assert!(
            again.starts_with(packed),
            "the bytes of an earlier release are the beginning of those of this one"
        );
        assert_eq!(unpack::<Grown>(&again).ok(), Some(grown));
    }
}

/// Bytes that unpack are the bytes that packing makes.
fn same<T: Packed + Debug>(packed: &[u8]) {
    if let Ok(value) = unpack::<T>(packed) {
        assert_eq!(pack(&value), packed, "{value:?}");
    }
}

/// Asserts that both gave the same, and says whether that was a value.
fn agreed<T: PartialEq + std::fmt::Debug>(found: Option<T>, reference: Option<T>) -> bool {
    assert_eq!(found, reference);
    found.is_some()
}

/// The only form of a number, by the table at the top of `compact.rs`.
fn form(value: u128) -> Vec<u8> {
    match value {
        0..184 => vec![value as u8],
        184..14_520 => vec![(184 + (value - 184) / 256) as u8, ((value - 184) % 256) as u8],
        _ => {
            let bytes = value.to_be_bytes();
            let trimmed = trimmed(&bytes);
            [&[239 + trimmed.len() as u8], trimmed].concat()
        }
    }
}

/// The bytes from the first that is not zero on.
fn trimmed(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    &bytes[zeros..]
}

/// The number at the start of what is left: the shortest start that is some number's form.
fn number(left: &mut &[u8]) -> Option<u128> {
    let (value, length) = match *left.first()? {
        first @ 0..184 => (u128::from(first), 1),
        first @ 184..240 => (184 + (u128::from(first) - 184) * 256 + u128::from(*left.get(1)?), 2),
        first => {
            let length = 1 + usize::from(first - 239);
            let value = left.get(1..length)?.iter().fold(0, |value, byte| value << 8 | u128::from(*byte));
            (value, length)
        }
    };
    let found = left.get(..length)?;
    (form(value) == found).then(|| {
        *left = &left[length..];
        value
    })
}

/// The next `count` bytes.
fn taken<'a>(left: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let found = left.get(..count)?;
    *left = &left[count..];
    Some(found)
}

/// Bytes behind their number.
fn bytes<'a>(left: &mut &'a [u8]) -> Option<&'a [u8]> {
    let count = u64::try_from(number(left)?).ok()?;
    taken(left, usize::try_from(count).ok()?)
}

/// A number of up to 32 bytes behind their number, without a leading zero.
fn wide(left: &mut &[u8]) -> Option<[u8; 32]> {
    let significant = bytes(left)?;
    let zeros = 32_usize.checked_sub(significant.len())?;
    if significant.first() == Some(&0) {
        return None;
    }
    [&vec![0; zeros], significant].concat().try_into().ok()
}

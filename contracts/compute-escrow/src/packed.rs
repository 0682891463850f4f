//! How records are read and written: packed, without names.
//!
//! Gas is paid by the byte, of the key too. A key is a byte that says the kind ([`crate::state`]), then a number of eight bytes
//! or an account's canonical bytes; a record is its fields in order ([`weal_wire::compact`]).

use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Api, CanonicalAddr, StdResult, Storage, Uint128};
use weal_api::compute_escrow::{Job, JobInputs, OfferTerms, SlaTerms, VolumeTier};
use weal_wire::compact::{CompactError, Reader, Writer};

/// What a reading of packed fields comes to.
pub(crate) type Unpacked<T> = Result<T, CompactError>;

/// The key of a record that belongs to a number.
pub(crate) fn key_of(kind: u8, number: u64) -> [u8; 9] {
    let mut key = [kind; 9];
    if let Some(rest) = key.last_chunk_mut() {
        *rest = number.to_be_bytes();
    }
    key
}

/// The key of a record that belongs to two numbers: a lease and an epoch or a second, by which a lease's records are in order.
pub(crate) fn key_of_pair(kind: u8, first: u64, second: u64) -> [u8; 17] {
    let mut key = [kind; 17];
    if let Some((head, tail)) = key.split_last_chunk_mut::<8>() {
        head.copy_from_slice(&key_of(kind, first));
        *tail = second.to_be_bytes();
    }
    key
}

/// The key of a record that belongs to an account. Errors: not an address of this chain.
pub(crate) fn key_of_account(api: &dyn Api, kind: u8, account: &Addr) -> StdResult<Vec<u8>> {
    Ok([&[kind], api.addr_canonicalize(account.as_str())?.as_slice()].concat())
}

/// What stands under `key`, if anything does. Errors: `CorruptRecord`.
pub(crate) fn load<T>(
    storage: &dyn Storage,
    key: &[u8],
    record: &'static str,
    read: impl FnOnce(&mut Reader<'_>) -> Unpacked<T>,
) -> Result<Option<T>, Failure> {
    storage.get(key).map(|bytes| unpack(&bytes, record, read)).transpose()
}

/// What a record's bytes say, all of them. Errors: `CorruptRecord`.
pub(crate) fn unpack<T>(
    bytes: &[u8],
    record: &'static str,
    read: impl FnOnce(&mut Reader<'_>) -> Unpacked<T>,
) -> Result<T, Failure> {
    let mut reader = Reader::new(bytes);
    match (read(&mut reader), reader.is_empty()) {
        (Ok(found), true) => Ok(found),
        _ => Err(corrupt(record, bytes.len())),
    }
}

/// The refusal of bytes that this contract never writes.
#[cold]
pub(crate) fn corrupt(record: &'static str, found: usize) -> Failure {
    ContractError::CorruptRecord { record, found }.into()
}

/// Appends an account. Errors: not an address of this chain.
pub(crate) fn write_account(api: &dyn Api, writer: Writer, account: &Addr) -> StdResult<Writer> {
    Ok(writer.bytes(&api.addr_canonicalize(account.as_str())?))
}

/// Reads what [`write_account`] wrote.
pub(crate) fn read_account(api: &dyn Api, reader: &mut Reader<'_>) -> Unpacked<Addr> {
    let damaged = reader.damaged();
    api.addr_humanize(&CanonicalAddr::from(reader.bytes()?)).map_err(|_| damaged)
}

/// Reads an amount.
pub(crate) fn read_amount(reader: &mut Reader<'_>) -> Unpacked<Uint128> {
    reader.u128().map(Uint128::new)
}

/// Reads a number that is below 2^32, or below 2^16.
pub(crate) fn read_small<T: TryFrom<u64>>(reader: &mut Reader<'_>) -> Unpacked<T> {
    let damaged = reader.damaged();
    T::try_from(reader.u64()?).map_err(|_| damaged)
}

/// Appends a text that may be missing: the empty one then. No text here is empty.
pub(crate) fn write_text(writer: Writer, text: Option<&str>) -> Writer {
    writer.bytes(text.unwrap_or_default().as_bytes())
}

/// Reads a text.
pub(crate) fn read_text(reader: &mut Reader<'_>) -> Unpacked<String> {
    let damaged = reader.damaged();
    String::from_utf8(reader.bytes()?.to_vec()).map_err(|_| damaged)
}

/// Reads a text that may be missing.
pub(crate) fn read_text_if(reader: &mut Reader<'_>) -> Unpacked<Option<String>> {
    Ok(Some(read_text(reader)?).filter(|text| !text.is_empty()))
}

/// Appends a job: its shape, 0 for a seed or 1 for a commitment, and that.
pub(crate) fn write_job(writer: Writer, job: &Job) -> Writer {
    let writer = writer.number(job.rows).number(job.inner).number(job.cols);
    match &job.inputs {
        JobInputs::Seeded { seed } => writer.number(0u8).bytes(seed),
        JobInputs::Committed { commitment } => writer.number(1u8).bytes(commitment),
    }
}

/// Reads what [`write_job`] wrote.
pub(crate) fn read_job(reader: &mut Reader<'_>) -> Unpacked<Job> {
    let (rows, inner, cols) = (read_small(reader)?, read_small(reader)?, read_small(reader)?);
    let damaged = reader.damaged();
    let (kind, bytes) = (reader.u64()?, reader.bytes()?.into());
    let inputs = match kind {
        0 => JobInputs::Seeded { seed: bytes },
        1 => JobInputs::Committed { commitment: bytes },
        _ => return Err(damaged),
    };
    Ok(Job { rows, inner, cols, inputs })
}

/// Appends an offer's terms: their fields in order; the interruptible discount and the SLA behind a 1, or a 0 for none; the
/// tiers behind their number.
pub(crate) fn write_terms(writer: Writer, terms: &OfferTerms) -> Writer {
    let writer = writer
        .bytes(terms.sku.as_bytes())
        .number(terms.gpus)
        .bytes(terms.region.as_bytes())
        .number(terms.rate)
        .number(terms.min_seconds)
        .number(terms.max_seconds)
        .number(terms.grams_co2_per_kwh)
        .number(terms.watts)
        .number(terms.notice_seconds)
        .number(terms.latency_p95_ms)
        .number(terms.accept_seconds);
    let writer = match terms.interruptible_discount_bps {
        Some(discount) => writer.number(1u8).number(discount),
        None => writer.number(0u8),
    };
    let writer = match &terms.sla {
        Some(sla) => write_sla(writer.number(1u8), sla),
        None => writer.number(0u8),
    };
    let count = u64::try_from(terms.volume_tiers.len()).unwrap_or(u64::MAX);
    let tier = |writer: Writer, tier: &VolumeTier| writer.number(tier.gpu_seconds).number(tier.discount_bps);
    terms.volume_tiers.iter().fold(writer.number(count), tier)
}

/// Reads what [`write_terms`] wrote.
pub(crate) fn read_terms(reader: &mut Reader<'_>) -> Unpacked<OfferTerms> {
    Ok(OfferTerms {
        sku: read_text(reader)?,
        gpus: read_small(reader)?,
        region: read_text(reader)?,
        rate: read_amount(reader)?,
        min_seconds: reader.u64()?,
        max_seconds: reader.u64()?,
        grams_co2_per_kwh: read_small(reader)?,
        watts: read_small(reader)?,
        notice_seconds: reader.u64()?,
        latency_p95_ms: reader.u64()?,
        accept_seconds: reader.u64()?,
        interruptible_discount_bps: if read_flag(reader)? { Some(read_small(reader)?) } else { None },
        sla: if read_flag(reader)? { Some(read_sla(reader)?) } else { None },
        volume_tiers: read_tiers(reader)?,
    })
}

fn read_tiers(reader: &mut Reader<'_>) -> Unpacked<Vec<VolumeTier>> {
    let count = reader.u64()?;
    let mut tiers = vec![];
    for _ in 0..count {
        tiers.push(VolumeTier { gpu_seconds: reader.u64()?, discount_bps: read_small(reader)? });
    }
    Ok(tiers)
}

/// Appends the four numbers of an SLA.
pub(crate) fn write_sla(writer: Writer, sla: &SlaTerms) -> Writer {
    writer.number(sla.uptime_bps).number(sla.credit_bps).number(sla.credit_cap_bps).number(sla.premium_bps)
}

/// Reads what [`write_sla`] wrote.
pub(crate) fn read_sla(reader: &mut Reader<'_>) -> Unpacked<SlaTerms> {
    Ok(SlaTerms {
        uptime_bps: read_small(reader)?,
        credit_bps: read_small(reader)?,
        credit_cap_bps: read_small(reader)?,
        premium_bps: read_small(reader)?,
    })
}

/// Reads a 0 or a 1.
pub(crate) fn read_flag(reader: &mut Reader<'_>) -> Unpacked<bool> {
    let damaged = reader.damaged();
    match reader.u64()? {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(damaged),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]

    use super::*;
    use cosmwasm_std::testing::{MockApi, MockStorage};
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::*;

    fn terms() -> impl Strategy<Value = OfferTerms> {
        let sla = option::of(any::<[u16; 4]>());
        let tiers = vec((any::<u64>(), any::<u16>()), 0..5);
        let texts = ("[a-z0-9]{1,64}", "[a-z0-9]{1,64}");
        let rest = (any::<u128>(), option::of(any::<u16>()), sla, tiers);
        (texts, any::<[u32; 3]>(), any::<[u64; 5]>(), rest).prop_map(
            |((sku, region), [gpus, grams_co2_per_kwh, watts], n, (rate, discount, sla, tiers))| {
                let [min_seconds, max_seconds, notice_seconds, latency_p95_ms, accept_seconds] = n;
                let sla = sla.map(|[uptime_bps, credit_bps, credit_cap_bps, premium_bps]| SlaTerms {
                    uptime_bps,
                    credit_bps,
                    credit_cap_bps,
                    premium_bps,
                });
                let tier = |(gpu_seconds, discount_bps)| VolumeTier { gpu_seconds, discount_bps };
                OfferTerms {
                    sku,
                    gpus,
                    region,
                    rate: Uint128::new(rate),
                    min_seconds,
                    max_seconds,
                    grams_co2_per_kwh,
                    watts,
                    notice_seconds,
                    latency_p95_ms,
                    sla,
                    volume_tiers: tiers.into_iter().map(tier).collect(),
                    interruptible_discount_bps: discount,
                    accept_seconds,
                }
            },
        )
    }

    fn job() -> impl Strategy<Value = Job> {
        (any::<[u32; 3]>(), any::<bool>(), any::<[u8; 32]>()).prop_map(
            |([rows, inner, cols], seeded, bytes)| {
                let inputs = match seeded {
                    true => JobInputs::Seeded { seed: bytes.into() },
                    false => JobInputs::Committed { commitment: bytes.into() },
                };
                Job { rows, inner, cols, inputs }
            },
        )
    }

    fn read_back<T>(
        bytes: &[u8],
        read: impl FnOnce(&mut Reader<'_>) -> Unpacked<T>,
    ) -> Result<Option<T>, Failure> {
        let mut storage = MockStorage::new();
        storage.set(b"key", bytes);
        load(&storage, b"key", "record", read)
    }

    proptest! {
        #[test]
        fn terms_come_back_and_nothing_shorter_or_longer_is_any(terms in terms(), cut: prop::sample::Index) {
            let bytes = write_terms(Writer::default(), &terms).finish();
            prop_assert_eq!(read_back(&bytes, read_terms).unwrap(), Some(terms));
            prop_assert!(read_back(&bytes[..1 + cut.index(bytes.len() - 1)], read_terms).is_err());
            prop_assert!(read_back(&[bytes, vec![0]].concat(), read_terms).is_err());
        }

        #[test]
        fn a_job_comes_back_and_nothing_shorter_or_longer_is_one(job in job(), cut: prop::sample::Index) {
            let bytes = write_job(Writer::default(), &job).finish();
            prop_assert_eq!(read_back(&bytes, read_job).unwrap(), Some(job));
            prop_assert!(read_back(&bytes[..1 + cut.index(bytes.len() - 1)], read_job).is_err());
            prop_assert!(read_back(&[bytes, vec![0]].concat(), read_job).is_err());
        }

        #[test]
        fn a_text_and_an_account_come_back(text in "\\PC{0,80}", account in "[a-z]{3,20}") {
            let api = MockApi::default().with_prefix("wasm");
            let account = api.addr_make(&account);
            let writer = write_text(Writer::default(), Some(&text));
            let bytes = write_account(&api, writer, &account).unwrap().finish();
            let both = |reader: &mut Reader<'_>| Ok((read_text(reader)?, read_account(&api, reader)?));
            prop_assert_eq!(read_back(&bytes, both).unwrap(), Some((text, account)));
        }
    }

    #[test]
    fn what_no_writer_makes_is_refused() {
        let read = |bytes: Vec<u8>| read_back(&bytes, read_flag);
        assert_eq!((read(vec![0]).unwrap(), read(vec![1]).unwrap()), (Some(false), Some(true)));
        assert!(read(vec![2]).is_err());
        assert!(read_back(&[1, 0xff], read_text).is_err());
        assert!(read_back(&[2, b'a'], read_text).is_err());
        assert!(read_back(&[240, 1, 0, 0], read_small::<u16>).is_err());
        assert!(read_back(&[1, 1, 1, 2, 0], read_job).is_err());
        assert!(read_back(&[0], |reader| read_account(&MockApi::default(), reader)).is_err());
    }

    #[test]
    fn keys_of_numbers_ascend_with_them() {
        let keys = [0, 1, 255, 256, u64::MAX].map(|number| key_of(7, number));
        assert!(keys.is_sorted());
        assert_eq!(keys[1], [7, 0, 0, 0, 0, 0, 0, 0, 1]);
        let pairs =
            [(0, u64::MAX), (1, 0), (1, 256), (2, 1)].map(|(first, second)| key_of_pair(7, first, second));
        assert!(pairs.is_sorted());
        assert_eq!(pairs[2], [7, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0]);
    }
}

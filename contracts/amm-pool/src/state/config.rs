//! What every trade reads and hardly ever changes.

use super::CONFIG;
use crate::error::Failure;
use cosmwasm_std::{Addr, Storage};
use weal_amm_math::Amplification;
use weal_api::amm_pool::{Directional, Params};
use weal_api::asset::Token;
use weal_wire::compact::{CompactError, Reader, Writer};

/// Which kind of token a name is of.
const NATIVE: u8 = 0;
const CW20: u8 = 1;
/// Bits of the flags.
const BOUND: u8 = 1;
const SURCHARGED: u8 = 2;

/// What every trade reads. Packed as the numbers fee in basis points, blocks of seasoning, 1 for the bound and 2 for a directional fee, protocol's share in basis points, the directional fee's two where there is one;
/// version, end of the pause; the decimals' count (0 for a constant product), the decimals and the ramp's four; then to the end for each asset 0 for
/// a native or 1 for a cw20, and its name behind the length of that: no character of a name ends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Config {
    /// Different; their order is the pool's order.
    pub(crate) tokens: Vec<Token>,
    /// The curve.
    pub(crate) curve: Curve,
    /// What can change.
    pub(crate) params: Params,
    /// Rises with each change of `params`.
    pub(crate) version: u32,
    /// Until when nothing trades, Unix seconds.
    pub(crate) paused_until: u64,
}

/// The curve and its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Curve {
    ConstantProduct,
    Stableswap {
        /// Of each asset, in pool order.
        decimals: Vec<u8>,
        ramp: Ramp,
    },
}

/// An [`Amplification`] as it is stored.
pub(crate) type Ramp = Amplification;

impl Config {
    pub(crate) fn save(&self, storage: &mut dyn Storage) {
        let mut writer =
            put_params(Writer::default(), self.params).number(self.version).number(self.paused_until);
        writer = match &self.curve {
            Curve::ConstantProduct => writer.bytes(&[]),
            Curve::Stableswap { decimals, ramp } => {
                let Ramp { from, to, starts_at, ends_at } = *ramp;
                let writer = writer.bytes(decimals);
                writer.number(from).number(to).number(starts_at).number(ends_at)
            }
        };
        let writer = self.tokens.iter().fold(writer, |writer, token| match token {
            Token::Native(denom) => writer.number(NATIVE).bytes(denom.as_bytes()),
            Token::Cw20(contract) => writer.number(CW20).bytes(contract.as_bytes()),
        });
        storage.set(CONFIG, &writer.finish());
    }

    /// Errors: `Corrupt`.
    pub(crate) fn load(storage: &dyn Storage) -> Result<Self, Failure> {
        let bytes = storage.get(CONFIG).unwrap_or_default();
        let mut reader = Reader::new(&bytes);
        let damaged = reader.damaged();
        let params = take_params(&mut reader)?;
        let version = u32::try_from(reader.u64()?).map_err(|_| damaged)?;
        let paused_until = reader.u64()?;
        let decimals = reader.bytes()?.to_vec();
        let mut number = || reader.u64();
        let curve = if decimals.is_empty() {
            Curve::ConstantProduct
        } else {
            let ramp = Ramp { from: number()?, to: number()?, starts_at: number()?, ends_at: number()? };
            Curve::Stableswap { decimals, ramp }
        };
        let mut tokens = vec![];
        while !reader.is_empty() {
            tokens.push(take_token(&mut reader)?);
        }
        Ok(Self { tokens, curve, params, version, paused_until })
    }
}

/// Fee, seasoning, flags, protocol's share; the directional fee's two where flagged.
pub(super) fn put_params(writer: Writer, params: Params) -> Writer {
    let Params { fee_bps, seasoning_blocks, sandwich_bound, protocol_share_bps, directional } = params;
    let flag = |is_on: bool, bit: u8| if is_on { bit } else { 0 };
    let flags = flag(sandwich_bound, BOUND) | flag(directional.is_some(), SURCHARGED);
    let writer = writer.number(fee_bps).number(seasoning_blocks).number(flags).number(protocol_share_bps);
    match directional {
        Some(Directional { alpha_bps, cap_bps }) => writer.number(alpha_bps).number(cap_bps),
        None => writer,
    }
}

pub(super) fn take_params(reader: &mut Reader<'_>) -> Result<Params, CompactError> {
    let damaged = reader.damaged();
    let mut number = || reader.u64().and_then(|value| u32::try_from(value).map_err(|_| damaged));
    let bps = |value: u32| u16::try_from(value).map_err(|_| damaged);
    let [fee_bps, seasoning_blocks, flags, share_bps] = [number()?, number()?, number()?, number()?];
    let directional = match flags & u32::from(SURCHARGED) {
        0 => None,
        _ => Some(Directional { alpha_bps: bps(number()?)?, cap_bps: bps(number()?)? }),
    };
    let (fee_bps, protocol_share_bps) = (bps(fee_bps)?, bps(share_bps)?);
    let sandwich_bound = flags & u32::from(BOUND) != 0;
    Ok(Params { fee_bps, seasoning_blocks, sandwich_bound, protocol_share_bps, directional })
}

fn take_token(reader: &mut Reader<'_>) -> Result<Token, CompactError> {
    let damaged = reader.damaged();
    let kind = reader.u64()?;
    let name = std::str::from_utf8(reader.bytes()?).map_err(|_| damaged)?;
    match u8::try_from(kind) {
        Ok(NATIVE) => Ok(Token::Native(name.into())),
        // Validated before it was written.
        Ok(CW20) => Ok(Token::Cw20(Addr::unchecked(name))),
        _ => Err(damaged),
    }
}

//! What every trade reads and hardly ever changes.

use super::CONFIG;
use crate::error::Failure;
use amm_math::Amplification;
use api::amm_pool::{Directional, Params};
use api::asset::Token;
use cosmwasm_std::{Addr, Storage};
use wire::compact::{CompactError, Reader, Writer};

/// Between two assets: no denomination and no address has one.
const SEPARATOR: &str = ",";
const NATIVE: &str = "n";
const CW20: &str = "c";
/// Bits of the flags.
const BOUND: u8 = 1;
const SURCHARGED: u8 = 2;

/// What every trade reads. Packed as the numbers fee in basis points, blocks of seasoning, 1 for the bound and 2 for a directional fee, protocol's share in basis points, the directional fee's two where there is one;
/// version, end of the pause; the decimals' count (0 for a constant product), the decimals and the ramp's four; then text to the end:
/// `n` or `c` and the denomination or address of each asset, joined by commas.
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
            Curve::ConstantProduct => writer.number(0u8),
            Curve::Stableswap { decimals, ramp } => {
                let Ramp { from, to, starts_at, ends_at } = *ramp;
                let count = u64::try_from(decimals.len()).unwrap_or_default();
                let writer =
                    decimals.iter().fold(writer.number(count), |writer, found| writer.number(*found));
                writer.number(from).number(to).number(starts_at).number(ends_at)
            }
        };
        let mut bytes = writer.finish();
        let named = |token: &Token| match token {
            Token::Native(denom) => [NATIVE, denom].concat(),
            Token::Cw20(contract) => [CW20, contract.as_str()].concat(),
        };
        let names: Vec<_> = self.tokens.iter().map(named).collect();
        bytes.extend_from_slice(names.join(SEPARATOR).as_bytes());
        storage.set(CONFIG, &bytes);
    }

    /// Errors: `Corrupt`.
    pub(crate) fn load(storage: &dyn Storage) -> Result<Self, Failure> {
        let bytes = storage.get(CONFIG).unwrap_or_default();
        let mut reader = Reader::new(&bytes);
        let damaged = reader.damaged();
        let params = take_params(&mut reader)?;
        let version = u32::try_from(reader.u64()?).map_err(|_| damaged)?;
        let paused_until = reader.u64()?;
        let mut number = || reader.u64();
        let decimals: Vec<u8> = (0..number()?)
            .map(|_| number().and_then(|value| u8::try_from(value).map_err(|_| damaged)))
            .collect::<Result<_, _>>()?;
        let curve = if decimals.is_empty() {
            Curve::ConstantProduct
        } else {
            let ramp = Ramp { from: number()?, to: number()?, starts_at: number()?, ends_at: number()? };
            Curve::Stableswap { decimals, ramp }
        };
        let start = bytes.len().saturating_sub(reader.damaged().left);
        let text = bytes.get(start..).and_then(|rest| std::str::from_utf8(rest).ok()).ok_or(damaged)?;
        let tokens =
            text.split(SEPARATOR).map(|name| token(name).ok_or(damaged)).collect::<Result<_, _>>()?;
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

fn token(name: &str) -> Option<Token> {
    match name.split_at_checked(1)? {
        (NATIVE, denom) => Some(Token::Native(denom.into())),
        // Validated before it was written.
        (CW20, contract) => Some(Token::Cw20(Addr::unchecked(contract))),
        _ => None,
    }
}

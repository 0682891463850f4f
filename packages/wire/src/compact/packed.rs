//! The packed form of each type.

use super::{CompactError, Reader, Shape, Writer};
use cosmwasm_std::{Addr, Binary, Decimal, Int128, Int256, Timestamp, Uint64, Uint128, Uint256};
use cw_utils::Expiration;

/// A value with one packed form; derived for records with `#[derive(Packed)]`: the fields in the order of the source.
///
/// A record grows by fields at its end: `#[packed(appended)]` marks a field that an earlier release did not write, and such a
/// field reads as its default where the bytes end before it. A record that can grow may be only the last field of another one.
///
/// ```
/// use weal_wire::compact::{Packed, Reader, Writer};
/// use cosmwasm_std::Uint128;
///
/// #[derive(Debug, PartialEq, weal_wire::Packed)]
/// struct Offer {
///     /// GPUs on the market.
///     gpus: u32,
///     /// Price per GPU-second, base units.
///     price: Uint128,
///     /// Since 0.3: the provider's notice period, seconds.
///     #[packed(appended)]
///     notice: u64,
/// }
///
/// let mut writer = Writer::default();
/// Offer { gpus: 8, price: Uint128::new(50), notice: 60 }.pack(&mut writer);
/// let bytes = writer.finish();
/// assert_eq!(bytes, [8, 50, 60]);
/// let before = Offer::unpack(&mut Reader::new(&bytes[..2])).unwrap();
/// assert_eq!(before, Offer { gpus: 8, price: Uint128::new(50), notice: 0 });
/// ```
///
/// ```compile_fail
/// #[derive(weal_wire::Packed)]
/// struct Terms {
///     #[packed(appended)]
///     notice: u64,
/// }
///
/// /// Nobody could say where the terms end.
/// #[derive(weal_wire::Packed)]
/// struct Offer {
///     terms: Terms,
///     gpus: u32,
/// }
///
/// weal_wire::compact::Packed::unpack(&mut weal_wire::compact::Reader::new(&[])).map(|offer: Offer| offer.gpus);
/// ```
pub trait Packed: Sized {
    /// The type's name, for errors.
    const NAME: &'static str;

    /// True where the bytes may end early because an earlier release wrote fewer fields.
    const GROWS: bool = false;

    /// Appends the value.
    fn pack(&self, writer: &mut Writer);

    /// Reads the value. Errors: [`CompactError`] for bytes that [`Self::pack`] never writes.
    fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError>;

    /// Describes the bytes.
    fn shape() -> Shape;
}

macro_rules! numbers {
    ($($number:ty, $bits:literal;)*) => {$(
        impl Packed for $number {
            const NAME: &'static str = stringify!($number);

            fn pack(&self, writer: &mut Writer) {
                writer.put(*self);
            }

            fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError> {
                let damaged = reader.damaged();
                reader.u128()?.try_into().map_err(|_| damaged)
            }

            fn shape() -> Shape {
                Shape::Number($bits)
            }
        }
    )*};
}

numbers!(u8, 8; u16, 16; u32, 32; u64, 64; u128, 128;);

/// Packs a type as another one that says the same.
macro_rules! packed_as {
    ($($own:ty as $other:ty: $to:expr, $from:expr;)*) => {$(
        impl Packed for $own {
            const NAME: &'static str = stringify!($own);

            fn pack(&self, writer: &mut Writer) {
                let to: fn(&Self) -> $other = $to;
                to(self).pack(writer);
            }

            fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError> {
                let from: fn($other) -> Self = $from;
                <$other>::unpack(reader).map(from)
            }

            fn shape() -> Shape {
                <$other>::shape()
            }
        }
    )*};
}

packed_as! {
    Uint64 as u64: |value| value.u64(), Self::new;
    Uint128 as u128: |value| value.u128(), Self::new;
    Decimal as Uint128: |value| value.atomics(), Self::new;
    Timestamp as u64: |value| value.nanos(), Self::from_nanos;
    Int128 as i128: |value| value.i128(), Self::new;
    // An address was validated before it was stored.
    Addr as String: |value| value.to_string(), Self::unchecked;
}

impl Packed for i128 {
    const NAME: &'static str = "i128";

    fn pack(&self, writer: &mut Writer) {
        // Zig-zag: small sizes are few bytes whatever the sign.
        writer.put((self.cast_unsigned() << 1) ^ (self >> 127).cast_unsigned());
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError> {
        let value = reader.u128()?;
        Ok((value >> 1).cast_signed() ^ (value & 1).cast_signed().wrapping_neg())
    }

    fn shape() -> Shape {
        Shape::SignedNumber(128)
    }
}

impl Packed for Uint256 {
    const NAME: &'static str = "Uint256";

    fn pack(&self, writer: &mut Writer) {
        writer.put_wide(&self.to_be_bytes());
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError> {
        reader.wide().map(Self::from_be_bytes)
    }

    fn shape() -> Shape {
        Shape::WideNumber
    }
}

// A shift by one bit is within a number's 256.
#[allow(clippy::arithmetic_side_effects)]
impl Packed for Int256 {
    const NAME: &'static str = "Int256";

    fn pack(&self, writer: &mut Writer) {
        let twice = *self << 1u32;
        let folded = if self.is_negative() { !twice } else { twice };
        writer.put_wide(&folded.to_be_bytes());
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError> {
        let folded = reader.wide()?;
        let is_negative = folded.last().is_some_and(|byte| byte & 1 == 1);
        let half = Self::from_be_bytes((Uint256::from_be_bytes(folded) >> 1u32).to_be_bytes());
        Ok(if is_negative { !half } else { half })
    }

    fn shape() -> Shape {
        Shape::SignedNumber(256)
    }
}

impl Packed for bool {
    const NAME: &'static str = "bool";

    fn pack(&self, writer: &mut Writer) {
        writer.put(u8::from(*self));
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError> {
        let damaged = reader.damaged();
        match reader.u128()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(damaged),
        }
    }

    fn shape() -> Shape {
        Shape::Flag
    }
}

impl Packed for String {
    const NAME: &'static str = "String";

    fn pack(&self, writer: &mut Writer) {
        writer.put_bytes(self.as_bytes());
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError> {
        let damaged = reader.damaged();
        Self::from_utf8(reader.bytes()?.to_vec()).map_err(|_| damaged)
    }

    fn shape() -> Shape {
        Shape::Text
    }
}

impl Packed for Binary {
    const NAME: &'static str = "Binary";

    fn pack(&self, writer: &mut Writer) {
        writer.put_bytes(self);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError> {
        Ok(reader.bytes()?.into())
    }

    fn shape() -> Shape {
        Shape::Bytes
    }
}

macro_rules! fixed_bytes {
    ($($count:literal)*) => {$(
        impl Packed for [u8; $count] {
            const NAME: &'static str = "bytes";

            fn pack(&self, writer: &mut Writer) {
                writer.put_raw(self);
            }

            fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError> {
                reader.raw()
            }

            fn shape() -> Shape {
                Shape::FixedBytes($count)
            }
        }
    )*};
}

fixed_bytes!(16 20 32 64);

impl<T: Packed> Packed for Option<T> {
    const NAME: &'static str = T::NAME;
    const GROWS: bool = T::GROWS;

    fn pack(&self, writer: &mut Writer) {
        self.is_some().pack(writer);
        if let Some(value) = self {
            value.pack(writer);
        }
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError> {
        if bool::unpack(reader)? { T::unpack(reader).map(Some) } else { Ok(None) }
    }

    fn shape() -> Shape {
        Shape::Optional(Box::new(T::shape()))
    }
}

impl<T: Packed> Packed for Vec<T> {
    const NAME: &'static str = T::NAME;

    fn pack(&self, writer: &mut Writer) {
        writer.put(u64::try_from(self.len()).unwrap_or(u64::MAX));
        self.iter().for_each(|element| element.pack(writer));
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError> {
        const { assert!(!T::GROWS, "an element of a list cannot grow") };
        (0..reader.u64()?).map(|_| T::unpack(reader)).collect()
    }

    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
}

macro_rules! arrays {
    ($($element:ty)*) => {$(
        impl<const N: usize> Packed for [$element; N] {
            const NAME: &'static str = stringify!($element);

            fn pack(&self, writer: &mut Writer) {
                self.iter().for_each(|element| element.pack(writer));
            }

            fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError> {
                let mut elements = [<$element>::default(); N];
                for element in &mut elements {
                    *element = Packed::unpack(reader)?;
                }
                Ok(elements)
            }

            fn shape() -> Shape {
                Shape::Array(N, Box::new(<$element>::shape()))
            }
        }
    )*};
}

arrays!(u16 u32 u64 u128 Uint128 Uint256);

impl<A: Packed, B: Packed> Packed for (A, B) {
    const NAME: &'static str = A::NAME;

    fn pack(&self, writer: &mut Writer) {
        self.0.pack(writer);
        self.1.pack(writer);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError> {
        const { assert!(!A::GROWS && !B::GROWS, "a pair's parts cannot grow") };
        Ok((A::unpack(reader)?, B::unpack(reader)?))
    }

    fn shape() -> Shape {
        let field = |name, shape| super::Field { name, doc: "", shape, is_appended: false };
        Shape::Record(vec![field("0", A::shape()), field("1", B::shape())])
    }
}

impl Packed for Expiration {
    const NAME: &'static str = "Expiration";

    fn pack(&self, writer: &mut Writer) {
        let (kind, end) = match self {
            Self::Never {} => return writer.put(0u8),
            Self::AtHeight(height) => (1u8, *height),
            Self::AtTime(time) => (2u8, time.nanos()),
        };
        writer.put(kind);
        writer.put(end);
    }

    fn unpack(reader: &mut Reader<'_>) -> Result<Self, CompactError> {
        let damaged = reader.damaged();
        match reader.u128()? {
            0 => Ok(Self::Never {}),
            1 => reader.u64().map(Self::AtHeight),
            2 => Timestamp::unpack(reader).map(Self::AtTime),
            _ => Err(damaged),
        }
    }

    fn shape() -> Shape {
        let field = |name, doc| super::Field { name, doc, shape: u64::shape(), is_appended: false };
        Shape::Variants(vec![
            ("Never", vec![]),
            ("AtHeight", vec![field("0", "The first block in which it is over.")]),
            ("AtTime", vec![field("0", "The first nanosecond (Unix time) in which it is over.")]),
        ])
    }
}

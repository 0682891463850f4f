use crate::Account;
use cosmwasm_std::Addr;

/// A key whose parts are published.
pub trait Keyed {
    /// The encoding of each part. Every part but the last stands behind its length, two bytes big-endian.
    fn parts() -> Vec<&'static str>;
}

macro_rules! keyed {
    ($($key:ty: $encoding:literal;)*) => {$(
        impl Keyed for $key {
            fn parts() -> Vec<&'static str> {
                vec![$encoding]
            }
        }
    )*};
}

keyed! {
    u8: "number, 1 byte";
    u16: "number, 2 bytes big-endian";
    u32: "number, 4 bytes big-endian";
    u64: "number, 8 bytes big-endian";
    &str: "UTF-8";
    String: "UTF-8";
    &[u8]: "bytes";
    Vec<u8>: "bytes";
    [u8; 32]: "32 bytes";
    Account: "canonical bytes of an address";
    &Addr: "address as text";
    Addr: "address as text";
}

impl<A: Keyed, B: Keyed> Keyed for (A, B) {
    fn parts() -> Vec<&'static str> {
        [A::parts(), B::parts()].concat()
    }
}

impl<A: Keyed, B: Keyed, C: Keyed> Keyed for (A, B, C) {
    fn parts() -> Vec<&'static str> {
        [A::parts(), B::parts(), C::parts()].concat()
    }
}

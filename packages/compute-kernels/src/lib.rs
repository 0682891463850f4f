//! Vector instructions for the exact INT8 product and for its check, chosen at run time.
//!
//! The only crate with unsafe code: loads and stores of whole registers through references, and calls of functions that
//! need instructions whose presence a [`Kernel`] stands for. Slices in, slices out; every function gives the bits that
//! its definition in integers gives, for all inputs.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(feature = "cuda")]
pub mod cuda;
mod limbs;
mod tile;

pub use limbs::{BLOCK, ByteLimbs, COLUMNS, ColumnSums, LIMBS, WORD_STRETCH, WordLimbs};
pub use tile::TileFormat;

/// An instruction set that this machine has: it can be had from [`Kernel::available`] only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kernel(Set);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512Vnni,
}

impl Kernel {
    /// Returns the kernels of this machine, the slowest first; empty where the machine has none.
    pub fn available() -> Vec<Self> {
        #[cfg(target_arch = "x86_64")]
        {
            let avx512 = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vnni");
            let sets = [(Set::Avx2, is_x86_feature_detected!("avx2")), (Set::Avx512Vnni, avx512)];
            sets.into_iter().filter_map(|(set, present)| present.then_some(Self(set))).collect()
        }
        #[cfg(not(target_arch = "x86_64"))]
        Vec::new()
    }

    /// Returns the fastest kernel of this machine.
    pub fn best() -> Option<Self> {
        Self::available().pop()
    }

    /// The kernel's name: `avx2`, `avx512-vnni`.
    pub fn name(self) -> &'static str {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Set::Avx512Vnni => "avx512-vnni",
        }
    }
}

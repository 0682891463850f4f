//! AVX2: pairs of i16 multiplied and added to an i32, in 8 lanes at once.

use crate::limbs::WordBlock;
use crate::{BLOCK, COLUMNS, LIMBS};
use std::arch::x86_64::*;

pub(crate) const ROWS: usize = 6;
pub(crate) const COLS: usize = 16;

/// Types of plain integers that fill one register.
trait Register {}
impl Register for [i8; 32] {}
impl Register for [u8; 32] {}
impl Register for [i32; 8] {}
impl Register for [u32; 8] {}
impl Register for [u64; 4] {}

#[inline]
#[target_feature(enable = "avx2")]
fn load<T: Register>(from: &T) -> __m256i {
    // SAFETY: the reference is to 32 readable bytes, of any alignment.
    unsafe { _mm256_loadu_si256(std::ptr::from_ref(from).cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn store<T: Register>(to: &mut T, value: __m256i) {
    // SAFETY: the reference is to 32 writable bytes, of any alignment, and any bits are integers.
    unsafe { _mm256_storeu_si256(std::ptr::from_mut(to).cast(), value) }
}

#[target_feature(enable = "avx2")]
pub(crate) fn multiply_tile(left: &[[u32; ROWS]], right: &[[u32; COLS]], sums: &mut [i32]) {
    let mut totals = [[_mm256_setzero_si256(); COLS / 8]; ROWS];
    for (left, right) in left.iter().zip(right) {
        let (right, _) = right.as_chunks::<8>();
        let right: [__m256i; COLS / 8] = [load(&right[0]), load(&right[1])];
        for (totals, &word) in totals.iter_mut().zip(left) {
            let word = _mm256_set1_epi32(word.cast_signed());
            for (total, right) in totals.iter_mut().zip(right) {
                *total = _mm256_add_epi32(*total, _mm256_madd_epi16(right, word));
            }
        }
    }
    let (sums, _) = sums.as_chunks_mut::<8>();
    for (sums, total) in sums.iter_mut().zip(totals.as_flattened()) {
        store(sums, *total);
    }
}

/// `total` plus, in each lane, four products of 7-bit limbs with bytes. Two of them are at least −2 × 127 × 128 and fit i16.
#[inline]
#[target_feature(enable = "avx2")]
fn add_products(total: __m256i, limbs: __m256i, bytes: __m256i) -> __m256i {
    let pairs = _mm256_maddubs_epi16(limbs, bytes);
    _mm256_add_epi32(total, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)))
}

#[target_feature(enable = "avx2")]
pub(crate) fn byte_dots(limbs: &[[[u8; BLOCK]; LIMBS]], lines: [&[[i8; BLOCK]]; 2]) -> [[i32; LIMBS]; 2] {
    // One line at a time: nine sums fill the registers.
    lines.map(|line| {
        let mut totals = [_mm256_setzero_si256(); LIMBS];
        for (limbs, elements) in limbs.iter().zip(line) {
            for (half, elements) in elements.as_chunks::<32>().0.iter().enumerate() {
                let elements = load(elements);
                for (total, limb) in totals.iter_mut().zip(limbs) {
                    *total = add_products(*total, load(&limb.as_chunks::<32>().0[half]), elements);
                }
            }
        }
        totals.map(|total| {
            let mut lanes = [0i32; 8];
            store(&mut lanes, total);
            lanes.into_iter().fold(0, i32::wrapping_add)
        })
    })
}

#[target_feature(enable = "avx2")]
pub(crate) fn add_columns(
    columns: [&[[i8; BLOCK]]; COLUMNS],
    limbs: &[[u32; COLUMNS / 4]; LIMBS],
    sums: &mut [[[i32; BLOCK]; LIMBS]],
) {
    for (block, sums) in sums.iter_mut().enumerate() {
        for half in 0..BLOCK / 32 {
            let mut fours = [[_mm256_setzero_si256(); 4]; COLUMNS / 4];
            for (four, columns) in fours.iter_mut().zip(columns.as_chunks::<4>().0) {
                *four = interleaved(columns.map(|column| load(&column[block].as_chunks::<32>().0[half])));
            }
            for (sums, limbs) in sums.iter_mut().zip(limbs) {
                let limbs = limbs.map(|limb| _mm256_set1_epi32(limb.cast_signed()));
                let (sums, _) = sums.as_chunks_mut::<8>();
                for (quad, sums) in sums.iter_mut().skip(half * 4).take(4).enumerate() {
                    let mut total = load(sums);
                    for (limb, four) in limbs.iter().zip(&fours) {
                        total = add_products(total, *limb, four[quad]);
                    }
                    store(sums, total);
                }
            }
        }
    }
}

/// Four columns' bytes side by side: 32-bit lane 4l + d of register q has those of element 16l + 4q + d.
#[inline]
#[target_feature(enable = "avx2")]
fn interleaved([c0, c1, c2, c3]: [__m256i; 4]) -> [__m256i; 4] {
    let (low01, high01) = (_mm256_unpacklo_epi8(c0, c1), _mm256_unpackhi_epi8(c0, c1));
    let (low23, high23) = (_mm256_unpacklo_epi8(c2, c3), _mm256_unpackhi_epi8(c2, c3));
    [
        _mm256_unpacklo_epi16(low01, low23),
        _mm256_unpackhi_epi16(low01, low23),
        _mm256_unpacklo_epi16(high01, high23),
        _mm256_unpackhi_epi16(high01, high23),
    ]
}

#[target_feature(enable = "avx2")]
pub(crate) fn word_dots(limbs: &[WordBlock], lines: [&[[i32; 16]]; 4]) -> [[u128; 3]; 4] {
    let sign = _mm256_set1_epi32(i32::MIN);
    lines.map(|line| {
        let mut totals = [[_mm256_setzero_si256(); 3]; 2];
        for (limbs, words) in limbs.iter().zip(line) {
            for (half, words) in words.as_chunks::<8>().0.iter().enumerate() {
                let even = _mm256_xor_si256(load(words), sign);
                let odd = _mm256_srli_epi64::<32>(even);
                for (total, limb) in totals[half].iter_mut().zip(limbs) {
                    let [limb_even, limb_odd] =
                        limb.each_ref().map(|limb| load(&limb.as_chunks::<4>().0[half]));
                    *total = _mm256_add_epi64(*total, _mm256_mul_epu32(even, limb_even));
                    *total = _mm256_add_epi64(*total, _mm256_mul_epu32(odd, limb_odd));
                }
            }
        }
        std::array::from_fn(|limb| {
            let mut sum = 0u128;
            for total in [totals[0][limb], totals[1][limb]] {
                let mut lanes = [0u64; 4];
                store(&mut lanes, total);
                sum += lanes.into_iter().map(u128::from).sum::<u128>();
            }
            sum
        })
    })
}

//! AVX-512 with VNNI: four products of unsigned with signed bytes added to an i32, in 16 lanes at once.

use crate::limbs::WordBlock;
use crate::{BLOCK, COLUMNS, LIMBS};
use std::arch::x86_64::*;

pub(crate) const ROWS: usize = 6;
pub(crate) const COLS: usize = 64;

/// Types of plain integers that fill one register.
trait Register {}
impl Register for [i8; 64] {}
impl Register for [u8; 64] {}
impl Register for [i32; 16] {}
impl Register for [u32; 16] {}
impl Register for [u64; 8] {}

#[inline]
#[target_feature(enable = "avx512f")]
fn load<T: Register>(from: &T) -> __m512i {
    // SAFETY: the reference is to 64 readable bytes, of any alignment.
    unsafe { _mm512_loadu_si512(std::ptr::from_ref(from).cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn store<T: Register>(to: &mut T, value: __m512i) {
    // SAFETY: the reference is to 64 writable bytes, of any alignment, and any bits are integers.
    unsafe { _mm512_storeu_si512(std::ptr::from_mut(to).cast(), value) }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub(crate) fn multiply_tile(left: &[[u32; ROWS]], right: &[[u32; COLS]], sums: &mut [i32]) {
    let mut totals = [[_mm512_setzero_si512(); COLS / 16]; ROWS];
    for (left, right) in left.iter().zip(right) {
        let (right, _) = right.as_chunks::<16>();
        let right: [__m512i; COLS / 16] =
            [load(&right[0]), load(&right[1]), load(&right[2]), load(&right[3])];
        for (totals, &word) in totals.iter_mut().zip(left) {
            let word = _mm512_set1_epi32(word.cast_signed());
            for (total, right) in totals.iter_mut().zip(right) {
                *total = _mm512_dpbusd_epi32(*total, right, word);
            }
        }
    }
    let (sums, _) = sums.as_chunks_mut::<16>();
    for (sums, total) in sums.iter_mut().zip(totals.as_flattened()) {
        store(sums, *total);
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub(crate) fn byte_dots(
    limbs: &[[[u8; BLOCK]; LIMBS]],
    [first, second]: [&[[i8; BLOCK]]; 2],
) -> [[i32; LIMBS]; 2] {
    let mut totals = [[_mm512_setzero_si512(); LIMBS]; 2];
    for ((limbs, first), second) in limbs.iter().zip(first).zip(second) {
        let (first, second) = (load(first), load(second));
        for (at, limb) in limbs.iter().enumerate() {
            let limb = load(limb);
            totals[0][at] = _mm512_dpbusd_epi32(totals[0][at], limb, first);
            totals[1][at] = _mm512_dpbusd_epi32(totals[1][at], limb, second);
        }
    }
    let mut sums = [[0; LIMBS]; 2];
    for (sum, total) in sums.iter_mut().flatten().zip(totals.iter().flatten()) {
        *sum = _mm512_reduce_add_epi32(*total);
    }
    sums
}

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub(crate) fn add_columns(
    columns: [&[[i8; BLOCK]]; COLUMNS],
    limbs: &[[u32; COLUMNS / 4]; LIMBS],
    sums: &mut [[[i32; BLOCK]; LIMBS]],
) {
    for (block, sums) in sums.iter_mut().enumerate() {
        let mut fours = [[_mm512_setzero_si512(); 4]; COLUMNS / 4];
        for (four, columns) in fours.iter_mut().zip(columns.as_chunks::<4>().0) {
            *four = interleaved(columns.map(|column| load(&column[block])));
        }
        for (sums, limbs) in sums.iter_mut().zip(limbs) {
            let limbs = limbs.map(|limb| _mm512_set1_epi32(limb.cast_signed()));
            for (quad, sums) in sums.as_chunks_mut::<16>().0.iter_mut().enumerate() {
                let mut total = load(sums);
                for (limb, four) in limbs.iter().zip(&fours) {
                    total = _mm512_dpbusd_epi32(total, *limb, four[quad]);
                }
                store(sums, total);
            }
        }
    }
}

/// Four columns' bytes side by side: 32-bit lane 4l + d of register q has those of element 16l + 4q + d.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn interleaved([c0, c1, c2, c3]: [__m512i; 4]) -> [__m512i; 4] {
    let (low01, high01) = (_mm512_unpacklo_epi8(c0, c1), _mm512_unpackhi_epi8(c0, c1));
    let (low23, high23) = (_mm512_unpacklo_epi8(c2, c3), _mm512_unpackhi_epi8(c2, c3));
    [
        _mm512_unpacklo_epi16(low01, low23),
        _mm512_unpackhi_epi16(low01, low23),
        _mm512_unpacklo_epi16(high01, high23),
        _mm512_unpackhi_epi16(high01, high23),
    ]
}

#[target_feature(enable = "avx512f,avx512bw")]
pub(crate) fn word_dots(limbs: &[WordBlock], lines: [&[[i32; 16]]; 4]) -> [[u128; 3]; 4] {
    let sign = _mm512_set1_epi32(i32::MIN);
    let mut totals = [[_mm512_setzero_si512(); 3]; 4];
    let blocks = lines[0].iter().zip(lines[1]).zip(lines[2].iter().zip(lines[3]));
    for (limbs, ((line0, line1), (line2, line3))) in limbs.iter().zip(blocks) {
        let limbs = limbs.each_ref().map(|[even, odd]| (load(even), load(odd)));
        for (totals, words) in totals.iter_mut().zip([line0, line1, line2, line3]) {
            let even = _mm512_xor_si512(load(words), sign);
            let odd = _mm512_srli_epi64::<32>(even);
            for (total, (limb_even, limb_odd)) in totals.iter_mut().zip(limbs) {
                *total = _mm512_add_epi64(*total, _mm512_mul_epu32(even, limb_even));
                *total = _mm512_add_epi64(*total, _mm512_mul_epu32(odd, limb_odd));
            }
        }
    }
    let mut sums = [[0; 3]; 4];
    for (sum, total) in sums.iter_mut().flatten().zip(totals.iter().flatten()) {
        let mut lanes = [0u64; 8];
        store(&mut lanes, *total);
        *sum = lanes.into_iter().map(u128::from).sum();
    }
    sums
}

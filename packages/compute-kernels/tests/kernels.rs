//! Every kernel of this machine against its definition in wide integers.
#![allow(clippy::unwrap_used, missing_docs)]

use proptest::prelude::*;
use weal_compute_kernels::{
    ByteLimbs, COLUMNS, ColumnSums, Kernel, LIMBS, TileFormat, WORD_STRETCH, WordLimbs,
};

const P: u64 = (1 << 61) - 1;

/// Runs `test` on each kernel present, and says so where there is none.
fn on_each_kernel(mut test: impl FnMut(Kernel)) {
    let kernels = Kernel::available();
    if kernels.is_empty() {
        eprintln!("skipped: this machine has neither AVX2 nor AVX-512 VNNI");
    }
    kernels.into_iter().for_each(&mut test);
}

fn byte() -> impl Strategy<Value = i8> {
    prop_oneof![any::<i8>(), prop::sample::select(vec![-128i8, -127, 127])]
}

fn number() -> impl Strategy<Value = u64> {
    prop_oneof![0..P, prop::sample::select(vec![0, P - 1, 1 << 60, 127])]
}

fn dot<T: Copy + Into<i128>>(line: &[T], numbers: &[u64]) -> i128 {
    line.iter().zip(numbers).map(|(&element, &number)| element.into() * i128::from(number)).sum()
}

fn joined(limbs: [i32; LIMBS]) -> i128 {
    limbs.iter().rev().fold(0, |sum, &limb| sum * 128 + i128::from(limb))
}

fn words_joined(limbs: [u128; 3], numbers: &[u64]) -> i128 {
    let sum = limbs.iter().rev().fold(0, |sum, &limb| (sum << 21) + i128::try_from(limb).unwrap());
    sum - (numbers.iter().map(|&number| i128::from(number)).sum::<i128>() << 31)
}

/// One tile of `rows` with `cols`, all of one length.
fn tile(kernel: Kernel, rows: &[Vec<i8>], cols: &[Vec<i8>]) -> Vec<i32> {
    let format = kernel.tile_format();
    let words = rows[0].len().div_ceil(format.per_word);
    let mut left = vec![0; words * format.rows];
    let mut right = vec![0; words * format.cols];
    let excess: Vec<i32> =
        rows.iter().enumerate().map(|(row, line)| kernel.pack_left(row, line, &mut left)).collect();
    cols.iter().enumerate().for_each(|(col, line)| kernel.pack_right(col, line, &mut right));
    let mut sums = vec![7; format.rows * format.cols];
    kernel.multiply_tile(&left, &right, &mut sums);
    sums.iter().enumerate().map(|(at, sum)| sum.wrapping_sub(excess[at / format.cols])).collect()
}

fn check_tile(kernel: Kernel, rows: &[Vec<i8>], cols: &[Vec<i8>]) {
    let sums = tile(kernel, rows, cols);
    for (i, row) in rows.iter().enumerate() {
        for (j, col) in cols.iter().enumerate() {
            let expected: i64 = row.iter().zip(col).map(|(&a, &b)| i64::from(a) * i64::from(b)).sum();
            assert_eq!(i64::from(sums[i * cols.len() + j]), expected, "{} ({i}, {j})", kernel.name());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_tile_is_the_product(depth in 1usize..70, pool in prop::collection::vec(byte(), 8192)) {
        on_each_kernel(|kernel| {
            let TileFormat { rows, cols, .. } = kernel.tile_format();
            let mut lines = pool.chunks_exact(depth).map(<[i8]>::to_vec);
            let rows: Vec<_> = lines.by_ref().take(rows).collect();
            let cols: Vec<_> = lines.take(cols).collect();
            check_tile(kernel, &rows, &cols);
        });
    }

    #[test]
    fn byte_sums_are_dot_products(pairs in prop::collection::vec((byte(), byte(), number()), 1..300)) {
        let numbers: Vec<u64> = pairs.iter().map(|pair| pair.2).collect();
        let lines: [Vec<i8>; 2] = [pairs.iter().map(|pair| pair.0).collect(), pairs.iter().map(|pair| pair.1).collect()];
        let limbs = ByteLimbs::new(&numbers);
        on_each_kernel(|kernel| {
            let sums = limbs.dots(kernel, [&lines[0], &lines[1]]);
            for (line, sums) in lines.iter().zip(sums) {
                assert_eq!(joined(sums), dot(line, &numbers), "{}", kernel.name());
            }
        });
    }

    #[test]
    fn column_sums_are_matrix_vector_products(
        depth in 1usize..150,
        numbers in prop::collection::vec(number(), 1..=COLUMNS),
        pool in prop::collection::vec(byte(), 150 * COLUMNS),
    ) {
        let columns: Vec<&[i8]> = pool.chunks_exact(depth).take(numbers.len()).collect();
        on_each_kernel(|kernel| {
            let mut sums = ColumnSums::new(kernel, depth);
            // Twice, so that sums go on from what is there.
            sums.add(&columns, &numbers);
            sums.add(&columns[..1], &numbers[..1]);
            let found: Vec<_> = sums.elements().collect();
            assert_eq!(found.len(), depth);
            for (element, found) in found.into_iter().enumerate() {
                let line: Vec<i8> = columns.iter().map(|column| column[element]).collect();
                let again = i128::from(line[0]) * i128::from(numbers[0]);
                assert_eq!(joined(found), dot(&line, &numbers) + again, "{} {element}", kernel.name());
            }
        });
    }

    #[test]
    fn word_sums_are_dot_products(
        numbers in prop::collection::vec(number(), 1..100),
        pool in prop::collection::vec(prop_oneof![any::<i32>(), Just(i32::MIN), Just(i32::MAX)], 400),
    ) {
        let lines: [&[i32]; 4] = std::array::from_fn(|at| &pool[at * 100..at * 100 + numbers.len()]);
        let limbs = WordLimbs::new(&numbers);
        on_each_kernel(|kernel| {
            for (line, sums) in lines.iter().zip(limbs.dots(kernel, lines)) {
                assert_eq!(words_joined(sums, &numbers), dot(line, &numbers), "{}", kernel.name());
            }
        });
    }
}

/// 131,071 × 128² = 2^31 − 16,384: the largest sum of the longest line, and one element more would leave i32.
#[test]
fn the_longest_sums_of_the_largest_terms_are_exact() {
    const LONGEST: usize = 131_071;
    on_each_kernel(|kernel| {
        let TileFormat { rows, cols, .. } = kernel.tile_format();
        check_tile(kernel, &vec![vec![-128; LONGEST]; rows], &vec![vec![-128; LONGEST]; cols]);
        check_tile(kernel, &vec![vec![127; LONGEST]; rows], &vec![vec![-128; LONGEST]; cols]);
        check_tile(kernel, &vec![vec![-128; LONGEST]; rows], &vec![vec![127; LONGEST]; cols]);

        let numbers = vec![P - 1; LONGEST];
        let (low, high) = (vec![-128i8; LONGEST], vec![127i8; LONGEST]);
        let sums = ByteLimbs::new(&numbers).dots(kernel, [&low, &high]);
        assert_eq!(sums.map(joined), [dot(&low, &numbers), dot(&high, &numbers)]);

        // 16 columns at a time up to 131,056, all of the largest size.
        let mut sums = ColumnSums::new(kernel, 1);
        for _ in 0..LONGEST / COLUMNS {
            sums.add(&[&[-128i8][..]; COLUMNS], &[P - 1; COLUMNS]);
        }
        let count = i128::try_from(LONGEST / COLUMNS * COLUMNS).unwrap();
        assert_eq!(joined(sums.elements().next().unwrap()), -128 * count * i128::from(P - 1));

        let numbers = vec![P - 1; WORD_STRETCH];
        let (low, high) = (vec![i32::MIN; WORD_STRETCH], vec![i32::MAX; WORD_STRETCH]);
        let sums = WordLimbs::new(&numbers).dots(kernel, [&low, &high, &low, &high]);
        for (line, sums) in [&low, &high, &low, &high].into_iter().zip(sums) {
            assert_eq!(words_joined(sums, &numbers), dot(line, &numbers));
        }
    });
}

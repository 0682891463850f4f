//! SHA-256 (FIPS 180-4) as the crate's only hash.
//!
//! Contracts have the rounds written out here: half the code of the crate `sha2`, which unrolls all of them, for a few
//! instructions in a hundred more. Everywhere else it is that crate, which knows the processor's own instructions. Tests compare
//! the two.

/// A SHA-256 digest.
pub type Hash = [u8; 32];

/// SHA-256 of the parts, one after the other.
pub fn sha256(parts: &[&[u8]]) -> Hash {
    #[cfg(target_arch = "wasm32")]
    return portable::sha256(parts);
    #[cfg(not(target_arch = "wasm32"))]
    {
        use sha2::{Digest, Sha256};
        parts.iter().fold(Sha256::new(), |hasher, part| hasher.chain_update(part)).finalize().into()
    }
}

#[cfg(any(test, target_arch = "wasm32"))]
mod portable {
    use super::Hash;

    const BLOCK: usize = 64;
    /// Where the last block says how many bits there were.
    const LENGTH_AT: usize = BLOCK - 8;

    /// §5.3.3.
    const START: [u32; 8] =
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    /// §4.2.2, in the four groups that the rounds go by.
    #[rustfmt::skip]
    const K: [[u32; 16]; 4] = [
        [
            0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
            0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        ],
        [
            0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
            0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        ],
        [
            0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
            0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        ],
        [
            0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
            0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
        ],
    ];

    /// §6.2: the parts in blocks, the last one ending with the number of bits.
    pub(super) fn sha256(parts: &[&[u8]]) -> Hash {
        let (mut state, mut block, mut filled, mut bytes) = (START, [0u8; BLOCK], 0usize, 0u64);
        for part in parts {
            bytes = bytes.wrapping_add(part.len() as u64);
            let mut rest = *part;
            while !rest.is_empty() {
                let free = &mut block[filled..];
                let (now, later) = rest.split_at(rest.len().min(free.len()));
                free[..now.len()].copy_from_slice(now);
                filled = filled.wrapping_add(now.len());
                rest = later;
                if filled == BLOCK {
                    state = compress(&state, &block);
                    filled = 0;
                }
            }
        }
        block[filled] = 0x80;
        block[filled.wrapping_add(1)..].fill(0);
        if filled >= LENGTH_AT {
            state = compress(&state, &block);
            block = [0; BLOCK];
        }
        block[LENGTH_AT..].copy_from_slice(&bytes.wrapping_mul(8).to_be_bytes());
        let mut hash = [0; 32];
        for (to, word) in hash.as_chunks_mut::<4>().0.iter_mut().zip(compress(&state, &block)) {
            *to = word.to_be_bytes();
        }
        hash
    }

    /// §4.1.2.
    #[inline(always)]
    const fn sigma(word: u32, a: u32, b: u32, c: u32) -> u32 {
        word.rotate_right(a) ^ word.rotate_right(b) ^ word.rotate_right(c)
    }

    /// One round, which leaves the new `a` in `h` and the new `e` in `d`: the next one is called with the letters moved by one.
    /// `$bc` is b ⊕ c, which the round before had as a ⊕ b: the majority of three is b ⊕ ((a ⊕ b) ∧ (b ⊕ c)).
    macro_rules! round {
        ($bc:ident $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident, $k:expr, $w:expr) => {
            let step = $h
                .wrapping_add(sigma($e, 6, 11, 25))
                .wrapping_add($g ^ ($e & ($f ^ $g)))
                .wrapping_add($k)
                .wrapping_add($w);
            $d = $d.wrapping_add(step);
            $h = step.wrapping_add(sigma($a, 2, 13, 22)).wrapping_add($b ^ (($a ^ $b) & $bc));
            $bc = $a ^ $b;
        };
    }

    /// Sixteen rounds; `$after` is done after each with the number of the word it used.
    macro_rules! sixteen {
        ($bc:ident $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident, $k:ident, $w:ident, $after:ident) => {
            round!($bc $a $b $c $d $e $f $g $h, $k[0], $w[0]); $after!($w, 0, 1, 9, 14);
            round!($bc $h $a $b $c $d $e $f $g, $k[1], $w[1]); $after!($w, 1, 2, 10, 15);
            round!($bc $g $h $a $b $c $d $e $f, $k[2], $w[2]); $after!($w, 2, 3, 11, 0);
            round!($bc $f $g $h $a $b $c $d $e, $k[3], $w[3]); $after!($w, 3, 4, 12, 1);
            round!($bc $e $f $g $h $a $b $c $d, $k[4], $w[4]); $after!($w, 4, 5, 13, 2);
            round!($bc $d $e $f $g $h $a $b $c, $k[5], $w[5]); $after!($w, 5, 6, 14, 3);
            round!($bc $c $d $e $f $g $h $a $b, $k[6], $w[6]); $after!($w, 6, 7, 15, 4);
            round!($bc $b $c $d $e $f $g $h $a, $k[7], $w[7]); $after!($w, 7, 8, 0, 5);
            round!($bc $a $b $c $d $e $f $g $h, $k[8], $w[8]); $after!($w, 8, 9, 1, 6);
            round!($bc $h $a $b $c $d $e $f $g, $k[9], $w[9]); $after!($w, 9, 10, 2, 7);
            round!($bc $g $h $a $b $c $d $e $f, $k[10], $w[10]); $after!($w, 10, 11, 3, 8);
            round!($bc $f $g $h $a $b $c $d $e, $k[11], $w[11]); $after!($w, 11, 12, 4, 9);
            round!($bc $e $f $g $h $a $b $c $d, $k[12], $w[12]); $after!($w, 12, 13, 5, 10);
            round!($bc $d $e $f $g $h $a $b $c, $k[13], $w[13]); $after!($w, 13, 14, 6, 11);
            round!($bc $c $d $e $f $g $h $a $b, $k[14], $w[14]); $after!($w, 14, 15, 7, 12);
            round!($bc $b $c $d $e $f $g $h $a, $k[15], $w[15]); $after!($w, 15, 0, 8, 13);
        };
    }

    /// The word that takes a used one's place: that of sixteen rounds later.
    macro_rules! extend {
        ($w:ident, $used:literal, $one:literal, $nine:literal, $fourteen:literal) => {
            let (one, fourteen) = ($w[$one], $w[$fourteen]);
            $w[$used] = $w[$used]
                .wrapping_add(one.rotate_right(7) ^ one.rotate_right(18) ^ (one >> 3))
                .wrapping_add($w[$nine])
                .wrapping_add(fourteen.rotate_right(17) ^ fourteen.rotate_right(19) ^ (fourteen >> 10));
        };
    }

    macro_rules! nothing {
        ($w:ident, $used:literal, $one:literal, $nine:literal, $fourteen:literal) => {};
    }

    /// §6.2.2. The words of sixteen rounds later take the place of those that were used.
    #[inline(never)]
    #[allow(unused_assignments)] // the last round has no next one that takes its a ⊕ b
    fn compress(state: &[u32; 8], block: &[u8; BLOCK]) -> [u32; 8] {
        let mut w = [0u32; 16];
        for (word, bytes) in w.iter_mut().zip(block.as_chunks::<4>().0) {
            *word = u32::from_be_bytes(*bytes);
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
        let mut bc = b ^ c;
        let [first @ .., last] = &K;
        for k in first {
            sixteen!(bc a b c d e f g h, k, w, extend);
        }
        sixteen!(bc a b c d e f g h, last, w, nothing);
        let worked = [a, b, c, d, e, f, g, h];
        std::array::from_fn(|i| state[i].wrapping_add(worked[i]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// FIPS 180-4's own examples: one block, two blocks, and a million times the letter a.
    #[test]
    fn the_rounds_give_the_published_digests() {
        let long = vec![b'a'; 1_000_000];
        for (message, digest) in [
            (&b"abc"[..], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            ),
            (b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (&long, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ] {
            assert_eq!(hex::encode(portable::sha256(&[message])), digest);
        }
    }

    /// Around every place where the padding takes another block.
    #[test]
    fn the_rounds_agree_with_the_crate_at_every_length_of_three_blocks() {
        let bytes: Vec<u8> = (0..=255).collect();
        for length in 0..200 {
            let message = bytes.get(..length).unwrap_or_default();
            assert_eq!(portable::sha256(&[message]), sha256(&[message]), "{length}");
        }
    }

    proptest! {
        #[test]
        fn the_rounds_agree_with_the_crate(parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..150), 0..5)) {
            let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
            prop_assert_eq!(portable::sha256(&parts), sha256(&parts));
        }
    }
}

//! Published figures of the RFC 6962 tree and of ed25519, with their sources.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use ed25519_dalek::{Signature, VerifyingKey};
use weal_attestation::merkle::{MAX_PROOF_HASHES, MerkleError, Tree, leaf_hash, verify};
use weal_attestation::{Hash, KeyError, PublicKey, sha256};

fn bytes(text: &str) -> Vec<u8> {
    hex::decode(text).unwrap()
}

fn hash(text: &str) -> Option<Hash> {
    bytes(text).try_into().ok()
}

/// (leaves, root). Source: transparency-dev/merkle@417fb0c3 testonly/constants.go LeafInputs/RootHashes.
const ROOTS: &[(&[&str], &str)] = &[
    (&[""], "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    (&["", "00"], "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    (&["", "00", "10"], "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    (&["", "00", "10", "2021"], "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
    (
        &["", "00", "10", "2021", "3031", "40414243"],
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    ),
];

struct Inclusion {
    name: &'static str,
    index: u64,
    size: u64,
    leaf: &'static str,
    proof: &'static [&'static str],
    root: &'static str,
    valid: bool,
}

/// Source: transparency-dev/merkle@417fb0c3 testdata/inclusion/<name>.json.
const INCLUSIONS: &[Inclusion] = &[
    Inclusion {
        name: "2-empty-root",
        index: 5,
        size: 8,
        leaf: "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        proof: &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
        root: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        valid: false,
    },
    Inclusion {
        name: "2-happy-path",
        index: 5,
        size: 8,
        leaf: "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        proof: &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
        root: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        valid: true,
    },
    Inclusion {
        name: "2-leafIdx-XOR-@2",
        index: 7,
        size: 8,
        leaf: "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        proof: &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
        root: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        valid: false,
    },
    Inclusion {
        name: "2-leafIdx-plus-@1",
        index: 6,
        size: 8,
        leaf: "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        proof: &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
        root: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        valid: false,
    },
    Inclusion {
        name: "2-leafIdx-sub-@1",
        index: 4,
        size: 8,
        leaf: "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        proof: &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
        root: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        valid: false,
    },
    Inclusion {
        name: "2-modified-proof[0]-bit-@3",
        index: 5,
        size: 8,
        leaf: "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        proof: &[
            "b41a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
        root: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        valid: false,
    },
    Inclusion {
        name: "2-modified-proof[1]-bit-@3",
        index: 5,
        size: 8,
        leaf: "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        proof: &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "c2854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
        root: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        valid: false,
    },
    Inclusion {
        name: "2-modified-proof[2]-bit-@3",
        index: 5,
        size: 8,
        leaf: "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        proof: &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "db7ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
        root: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        valid: false,
    },
    Inclusion {
        name: "2-preceding-garbage",
        index: 5,
        size: 8,
        leaf: "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        proof: &[
            "",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
        root: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        valid: false,
    },
    Inclusion {
        name: "2-preceding-root",
        index: 5,
        size: 8,
        leaf: "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        proof: &[
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
        root: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        valid: false,
    },
    Inclusion {
        name: "2-removed-component",
        index: 5,
        size: 8,
        leaf: "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        proof: &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        ],
        root: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        valid: false,
    },
    Inclusion {
        name: "2-trailing-root",
        index: 5,
        size: 8,
        leaf: "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        proof: &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ],
        root: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        valid: false,
    },
    Inclusion {
        name: "2-treeSize-div-@2",
        index: 5,
        size: 4,
        leaf: "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
        proof: &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
        root: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        valid: false,
    },
    Inclusion {
        name: "2-wrong-leaf",
        index: 5,
        size: 8,
        leaf: "57726f6e674c656166",
        proof: &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
        root: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        valid: false,
    },
    Inclusion {
        name: "4-happy-path",
        index: 1,
        size: 5,
        leaf: "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        proof: &[
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
        root: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        valid: true,
    },
];

/// (public key, message, signature, valid). Source: RFC 8032 §7.1; C2SP/wycheproof@dac1dd47 ed25519_test.json tcId 1, 3, 63.
const SIGNATURES: &[(&str, &str, &str, bool)] = &[
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        true,
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        true,
    ),
    (
        "7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa",
        "",
        "d4fbdb52bfa726b44d1786a8c0d171c3e62ca83c9e5bbe63de0bb2483f8fd6cc1429ab72cafc41ab56af02ff8fcc43b99bfe4c7ae940f60f38ebaa9d311c4007",
        true,
    ),
    (
        "7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa",
        "54657374",
        "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab07a9155711ecfaf7f99f277bad0c6ae7e39d4eef676573336a5c51eb6f946b30d",
        true,
    ),
    (
        "7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa",
        "54657374",
        "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab067654bce3832c2d76f8f6f5dafc08d9339d4eef676573336a5c51eb6f946b31d",
        false,
    ),
];

#[test]
fn roots_are_those_published() {
    for (leaves, root) in ROOTS {
        let tree = Tree::from_leaf_hashes(leaves.iter().map(|leaf| leaf_hash(&bytes(leaf))).collect());
        assert_eq!(hex::encode(tree.root()), *root);
    }
}

#[test]
fn the_empty_tree_and_single_leaves_hash_as_published() {
    // Source: transparency-dev/merkle@417fb0c3 rfc6962/rfc6962_test.go.
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(hex::encode(Tree::from_leaf_hashes(vec![]).root()), empty);
    assert_eq!(hex::encode(sha256(&[])), empty);
    let leaf = "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56";
    assert_eq!(hex::encode(leaf_hash(b"L123456")), leaf);
}

#[test]
fn inclusion_probes_are_judged_as_published() {
    for probe in INCLUSIONS {
        // A field of another width than a hash cannot be given to the verifier at all.
        let proof: Option<Vec<Hash>> = probe.proof.iter().map(|text| hash(text)).collect();
        let found = match (hash(probe.root), hash(probe.leaf), proof) {
            (Some(root), Some(leaf), Some(proof)) => {
                verify(&root, &leaf, probe.index, probe.size, &proof).is_ok()
            }
            _ => false,
        };
        assert_eq!(found, probe.valid, "{}", probe.name);
    }
}

#[test]
fn signatures_are_judged_as_published() {
    for (key, message, signature, valid) in SIGNATURES {
        let key = VerifyingKey::from_bytes(&hash(key).unwrap()).unwrap();
        let signature = Signature::from_bytes(&bytes(signature).try_into().unwrap());
        assert_eq!(key.verify_strict(&bytes(message), &signature).is_ok(), *valid);
    }
}

/// The signature `R = identity, s = 0` verifies every message under this key. Source: ed25519-zebra
/// `tests/small_order.rs`, 196 cases that ZIP-215 accepts.
#[test]
fn the_identity_key_is_refused_at_registration() {
    let mut key = [0; 32];
    key[0] = 1;
    assert_eq!(PublicKey::from_bytes(&key), Err(KeyError::LowOrder));
}

#[test]
fn every_position_of_every_small_tree_is_proven_and_no_other() {
    for size in 1u64..=33 {
        let leaves: Vec<Hash> = (0..size).map(|i| leaf_hash(&i.to_be_bytes())).collect();
        let tree = Tree::from_leaf_hashes(leaves.clone());
        for index in 0..size {
            let proof = tree.proof(index).unwrap();
            assert!(proof.len() <= MAX_PROOF_HASHES);
            for claimed in 0..=size {
                let leaf = &leaves[usize::try_from(index).unwrap()];
                let found = verify(&tree.root(), leaf, claimed, size, &proof).is_ok();
                assert_eq!(found, claimed == index, "leaf {index} of {size} claimed at {claimed}");
            }
        }
        assert_eq!(tree.proof(size), Err(MerkleError::IndexOutsideTree { index: size, size }));
    }
}

#[test]
fn a_node_cannot_pose_as_a_leaf() {
    let leaves: Vec<Hash> = (0u8..4).map(|i| leaf_hash(&[i])).collect();
    let tree = Tree::from_leaf_hashes(leaves.clone());
    let forged = leaf_hash(&[leaves[0], leaves[1]].concat());
    let right = weal_attestation::merkle::node_hash(&leaves[2], &leaves[3]);
    assert_eq!(verify(&tree.root(), &forged, 0, 2, &[right]), Err(MerkleError::RootMismatch));
}

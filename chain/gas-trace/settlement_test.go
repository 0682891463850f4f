package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"testing"
)

// What packages/attestation and packages/api make of the same leaves.
const (
	rootOfThree  = "95e6a258374f23dc0588999097b898548c569e24ce3c450e41a2d0d0ca816ea0"
	proofOfTwo   = "00000000000000000000000000000000fb02e476f1a625f15c23cb6696a5c0c60dd5d2190224fba9ee07126a906576d8"
	packedLeaves = "0603080100b93cf7ffffffffffffffff00080100f138b8"
)

func TestTheTreeAndItsProofAreThoseOfTheContracts(t *testing.T) {
	leaves := []leaf{{3, 500}, {4, 500}, {math.MaxUint64 - 2, 0}}
	tree := settlement{leaves: leaves, levels: levels(leaves)}
	if top := tree.top(); top.sum != 1_000 || hex.EncodeToString(top.hash[:]) != rootOfThree {
		t.Errorf("the root is %d, %x", top.sum, top.hash)
	}
	if proof := hex.EncodeToString(tree.prove(2)); proof != proofOfTwo {
		t.Errorf("the proof is %s", proof)
	}
}

func TestLeavesArePackedAsTheEscrowReadsThem(t *testing.T) {
	if found := hex.EncodeToString(packed([]leaf{{3, 500}, {4, 14_520}})); found != packedLeaves {
		t.Errorf("packed to %s", found)
	}
}

// The table of packages/wire/src/compact.rs.
func TestNumbersArePackedInTheirOneForm(t *testing.T) {
	for number, expected := range map[uint64][]byte{
		0: {0}, 183: {183}, 184: {184, 0}, 439: {184, 255}, 440: {185, 0}, 14_519: {239, 255}, 14_520: {241, 0x38, 0xb8},
		math.MaxUint64: {247, 255, 255, 255, 255, 255, 255, 255, 255},
	} {
		if found := compact(nil, number); !bytes.Equal(found, expected) {
			t.Errorf("%d became %v", number, found)
		}
	}
}

// What a verifier does: fold the first leaves with the proof, level by level.
func TestTheProofOfAnyFirstLeavesLeadsToTheRoot(t *testing.T) {
	for size := 1; size <= 17; size++ {
		leaves := []leaf{}
		for i := range size {
			leaves = append(leaves, leaf{uint64(i + 1), uint64(i)})
		}
		tree := settlement{leaves: leaves, levels: levels(leaves)}
		for count := 1; count <= size; count++ {
			if found, left := fold(tree.levels[0][:count], size, tree.prove(uint64(count))); found != tree.top() || left != 0 {
				t.Errorf("%d of %d lead elsewhere, %d bytes left", count, size, left)
			}
		}
	}
}

func fold(known []sumNode, size int, proof []byte) (sumNode, int) {
	for ; size > 1; size = (size + 1) / 2 {
		above := []sumNode{}
		for i := 0; i < len(known); i += 2 {
			if i+1 == size {
				above = append(above, known[i])
				continue
			}
			right := sumNode{}
			if i+1 < len(known) {
				right = known[i+1]
			} else if len(proof) >= 48 {
				right.sum, right.hash, proof = uint64(proof[14])<<8|uint64(proof[15]), [32]byte(proof[16:48]), proof[48:]
			}
			preimage := append(append([]byte{1}, known[i].bytes()...), right.bytes()...)
			above = append(above, sumNode{known[i].sum + right.sum, sha256.Sum256(preimage)})
		}
		known = above
	}
	return known[0], len(proof)
}

func TestOnlyWhatWasSettledCanBeClaimed(t *testing.T) {
	s := named()
	if message, err := s.claim("escrow", claimed{}); err == nil {
		t.Errorf("claimed by %s", message)
	}
}

package main

import (
	"crypto/sha256"
	"encoding/binary"
)

// leaf is a lease's line in a settlement.
type leaf struct {
	lease, charge uint64
}

// bytes are the canonical ones of packages/attestation/src/leaf.rs.
func (l leaf) bytes() (canonical []byte) {
	for _, number := range []uint64{l.lease, gpuSeconds, uptimeSeconds, 0} {
		canonical = binary.BigEndian.AppendUint64(canonical, number)
	}
	canonical = append(canonical, make([]byte, sha256.Size)...) // no output commitment
	return binary.BigEndian.AppendUint64(wide(canonical, l.charge), meteredUntil)
}

// sumNode is a node of a Merkle-sum tree: packages/attestation/src/sum_tree.rs.
type sumNode struct {
	sum  uint64
	hash [sha256.Size]byte
}

func (n sumNode) bytes() []byte {
	return append(wide(nil, n.sum), n.hash[:]...)
}

// wide appends a number in 16 bytes.
func wide(bytes []byte, number uint64) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(bytes, 0), number)
}

// levels are those of the tree over the leaves, from them up to the root. An odd last node is promoted.
func levels(leaves []leaf) [][]sumNode {
	level := []sumNode{}
	for _, l := range leaves {
		level = append(level, sumNode{l.charge, sha256.Sum256(append([]byte{0}, l.bytes()...))})
	}
	tree := [][]sumNode{level}
	for len(level) > 1 {
		above := []sumNode{}
		for i := 0; i < len(level); i += 2 {
			if i+1 == len(level) {
				above = append(above, level[i])
				continue
			}
			left, right := level[i], level[i+1]
			preimage := append(append([]byte{1}, left.bytes()...), right.bytes()...)
			above = append(above, sumNode{left.sum + right.sum, sha256.Sum256(preimage)})
		}
		tree, level = append(tree, above), above
	}
	return tree
}

func (s settlement) top() sumNode {
	return s.levels[len(s.levels)-1][0]
}

// prove is the packed proof of the first `count` leaves: in each level the node right of what they lead to, where that
// is a left one with a sibling.
func (s settlement) prove(count uint64) (proof []byte) {
	last := int(count) - 1
	for _, level := range s.levels {
		if sibling := last + 1; last%2 == 0 && sibling < len(level) {
			proof = append(proof, level[sibling].bytes()...)
		}
		last /= 2
	}
	return proof
}

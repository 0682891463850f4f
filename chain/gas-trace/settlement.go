package main

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
)

const (
	treeLeaves = 1_000 // ten nodes to a proof of one leaf
	// What a leaf says of its lease beside the charge; benches/gas has the same.
	gpuSeconds    = 8
	uptimeSeconds = 1
	meteredUntil  = math.MaxUint64
)

// root is the newest epoch's tree for a contract: `count` leases from `first` on are charged, the other leaves stand for
// leases that the contract does not have and charge nothing.
type root struct {
	Consumer string `json:"consumer"`
	First    uint64 `json:"first"`
	Count    uint64 `json:"count"`
	Charge   uint64 `json:"charge"` // of each, base units, since the lease began
	Packed   bool   `json:"packed"` // by `post_root`, whose signers are bits
}

// claimed says which message claims the charged leaves: `claim` for the first, or `claim_many` for all.
type claimed struct {
	Many bool `json:"many"`
}

// settlement is a root that was signed.
type settlement struct {
	epoch  uint64
	endsAt uint64
	leaves []leaf
	levels [][]sumNode // from the leaves up
	count  uint64      // of the leaves that charge
}

// settle signs a contract's next root.
func (s *stage) settle(asked root) ([]byte, error) {
	last, now := s.roots[asked.Consumer], uint64(s.chain.ctx.BlockTime().Unix())
	next := settlement{epoch: last.epoch + 1, endsAt: now, count: asked.Count}
	startsAt, previous := now-1, [sha256.Size]byte{}
	if last.epoch > 0 {
		startsAt, previous = last.endsAt, last.top().hash
	}
	for index := range uint64(treeLeaves) {
		line := leaf{lease: math.MaxUint64 - index}
		if index < asked.Count {
			line = leaf{lease: asked.First + index, charge: asked.Charge}
		}
		next.leaves = append(next.leaves, line)
	}
	next.levels = levels(next.leaves)
	s.roots[asked.Consumer] = next
	return s.posted(asked, next, previous, startsAt)
}

// posted is the oracle's message, laid out as packages/attestation and packages/api do.
func (s *stage) posted(asked root, next settlement, previous [sha256.Size]byte, startsAt uint64) ([]byte, error) {
	top := next.top()
	payload := append(binary.BigEndian.AppendUint64(nil, next.epoch), previous[:]...)
	payload = binary.BigEndian.AppendUint64(append(payload, top.hash[:]...), treeLeaves)
	payload = binary.BigEndian.AppendUint64(wide(payload, top.sum), startsAt)
	payload = binary.BigEndian.AppendUint64(payload, next.endsAt)
	members, signers, signatures := []int{}, 0, []byte{}
	for member := range byte(quorum) {
		members, signers = append(members, int(member)), signers|1<<member
		signatures = append(signatures, s.sign(asked.Consumer, member, purposeRoot, payload)...)
	}
	message := map[string]any{
		"consumer": s.names[asked.Consumer], "committee_epoch": committeeEpoch, "signatures": signatures,
		"root": map[string]any{
			"epoch": next.epoch, "previous_root": previous[:], "root": top.hash[:], "leaf_count": treeLeaves,
			"total_charge": fmt.Sprint(top.sum), "starts_at": startsAt, "ends_at": next.endsAt,
		},
	}
	if asked.Packed {
		message["signers"] = signers
		return json.Marshal(map[string]any{"post_root": message})
	}
	message["members"] = members
	return json.Marshal(map[string]any{"post_settlement": message})
}

// claim is the escrow's message for the charged leaves of its newest root.
func (s *stage) claim(contract string, asked claimed) ([]byte, error) {
	last, known := s.roots[contract]
	if !known {
		return nil, fmt.Errorf("nothing was settled for %s", contract)
	}
	if asked.Many {
		return json.Marshal(map[string]any{"claim_many": map[string]any{
			"epoch": last.epoch, "leaves": packed(last.leaves[:last.count]), "proof": last.prove(last.count),
		}})
	}
	line := last.leaves[0]
	return json.Marshal(map[string]any{"claim": map[string]any{
		"lease_id": line.lease, "epoch": last.epoch, "index": 0, "proof": last.prove(1),
		"leaf": map[string]any{
			"gpu_seconds": gpuSeconds, "uptime_seconds": uptimeSeconds, "latency_p95_ms": 0,
			"output_commitment": make([]byte, sha256.Size), "charge": fmt.Sprint(line.charge),
			"metered_until": uint64(meteredUntil),
		},
	}})
}

// packed is `pack_leaves` of packages/api for leaves from the first position on, one lease after the other.
func packed(leaves []leaf) (bytes []byte) {
	for position, line := range leaves {
		// Marks: the first lease is a step from zero (2) and all were metered until another second than 0 (4).
		if marks := byte(2 | 4); position == 0 {
			bytes = compact(append(bytes, marks), line.lease)
		} else {
			bytes = append(bytes, 0)
		}
		for _, number := range []uint64{gpuSeconds, uptimeSeconds, 0, line.charge} {
			bytes = compact(bytes, number)
		}
		if position == 0 {
			bytes = compact(bytes, meteredUntil)
		}
	}
	return bytes
}

// compact appends a number as packages/wire packs it.
func compact(bytes []byte, number uint64) []byte {
	const single, pairs, pairLast = 184, 56 << 8, 239
	switch {
	case number < single:
		return append(bytes, byte(number))
	case number < single+pairs:
		return append(bytes, byte(single+(number-single)>>8), byte(number-single))
	}
	digits := binary.BigEndian.AppendUint64(nil, number)
	for digits[0] == 0 {
		digits = digits[1:]
	}
	return append(append(bytes, byte(pairLast+len(digits))), digits...)
}

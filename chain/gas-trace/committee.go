package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

const (
	oracle         = "oracle" // the name of the contract that the committee signs for
	feed           = "ATOM/USD"
	quorum         = 3 // of four members
	committeeEpoch = 1 // the first one's number
	purposeKey     = 1 // packages/attestation/src/statement.rs
	purposePrice   = 2
	purposeRoot    = 3
	maxCents       = 1_800 // so that the price in 10^-18 fits 64 bits
)

// signed is what a committee of development keys signs: the registration of a member's key, a settlement, or a price.
type signed struct {
	Member *byte  `json:"member"` // registers this member's key
	Root   *root  `json:"root"`
	Round  uint64 `json:"round"`
	Cents  uint64 `json:"cents"` // hundredths of a quote unit
}

// statement signs for the oracle contract; the answer is the message with the signatures.
func (s *stage) statement(from string, statement signed) ([]byte, error) {
	if statement.Member != nil {
		return s.registration(s.names[from], *statement.Member)
	}
	if statement.Root != nil {
		return s.settle(*statement.Root)
	}
	if statement.Cents > maxCents {
		return nil, fmt.Errorf("a price of %d hundredths is above %d", statement.Cents, maxCents)
	}
	now := uint64(s.chain.ctx.BlockTime().Unix())
	payload := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(field(nil, []byte(feed)), statement.Round), now)
	// In 10^-18, as 128 bits of which the low half is enough.
	payload = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(payload, 0), statement.Cents*1e16)
	observations := []map[string]any{}
	for member := byte(0); member < quorum; member++ {
		observations = append(observations, map[string]any{
			"member": member, "price": fmt.Sprintf("%d.%02d", statement.Cents/100, statement.Cents%100),
			"observed_at": now, "signature": s.sign(oracle, member, purposePrice, payload),
		})
	}
	return json.Marshal(map[string]any{
		"submit_prices": map[string]any{"feed": feed, "round": statement.Round, "observations": observations},
	})
}

// registration shows that the member holds its key, over the challenge that the oracle asks.
func (s *stage) registration(operator string, member byte) ([]byte, error) {
	address, err := sdk.AccAddressFromBech32(s.names[oracle])
	if err != nil {
		return nil, err
	}
	asked, err := s.chain.wasm.QuerySmart(s.chain.ctx, address, []byte(`{"challenge":{}}`))
	if err != nil {
		return nil, err
	}
	var answer struct {
		Challenge []byte `json:"challenge"`
	}
	if err := json.Unmarshal(asked, &answer); err != nil {
		return nil, err
	}
	public := key(member).Public().(ed25519.PublicKey)
	proof := s.sign(oracle, member, purposeKey, append(field(answer.Challenge, []byte(operator)), public...))
	return json.Marshal(map[string]any{"register_key": map[string]any{"public_key": []byte(public), "proof": proof}})
}

// sign signs the digest that packages/attestation lays out, for the contract of that name.
func (s *stage) sign(contract string, member, purpose byte, payload []byte) []byte {
	preimage := field(nil, []byte("commonweal/attestation/v1"))
	preimage = field(preimage, []byte(s.chain.ctx.ChainID()))
	preimage = field(preimage, []byte(s.names[contract]))
	preimage = append(binary.BigEndian.AppendUint64(preimage, committeeEpoch), purpose)
	digest := sha256.Sum256(field(preimage, payload))
	return ed25519.Sign(key(member), digest[:])
}

// field appends bytes behind their length.
func field(before, value []byte) []byte {
	return append(binary.BigEndian.AppendUint32(before, uint32(len(value))), value...)
}

// key is a member's; benches/gas has the same.
func key(member byte) ed25519.PrivateKey {
	seed := make([]byte, ed25519.SeedSize)
	for i := range seed {
		seed[i] = member + 1
	}
	return ed25519.NewKeyFromSeed(seed)
}

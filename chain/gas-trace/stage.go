package main

import (
	"fmt"
	"strings"

	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
)

// stage is a chain with names for what is on it.
type stage struct {
	chain *chain
	files map[string]string // contract → wasm
	names map[string]string // account or contract → address
	codes map[string]uint64
	roots map[string]settlement // contract → what the committee last signed for it
}

func newStage(c *chain) stage {
	return stage{
		chain: c, files: map[string]string{}, names: map[string]string{}, codes: map[string]uint64{},
		roots: map[string]settlement{},
	}
}

func (s *stage) accounts(names []string, coins string) error {
	parsed, err := sdk.ParseCoinsNormalized(coins)
	if err != nil {
		return err
	}
	for _, name := range names {
		if s.names[name], err = s.chain.account(name, parsed); err != nil {
			return err
		}
	}
	return nil
}

// play does one step and returns its parts where they are asked for.
func (s *stage) play(step step) ([]part, error) {
	msg, err := s.message(step)
	if err != nil {
		return nil, err
	}
	if step.Code != "" {
		return nil, s.create(step, msg)
	}
	funds, err := sdk.ParseCoinsNormalized(step.Funds)
	if err != nil {
		return nil, err
	}
	message := &wasmtypes.MsgExecuteContract{
		Sender: s.names[step.From], Contract: s.names[step.On], Msg: msg, Funds: funds,
	}
	parts, created, err := s.chain.execute(message)
	if step.As != "" && err == nil {
		if created == "" {
			return nil, fmt.Errorf("nothing was created for the name %s", step.As)
		}
		s.names[step.As] = created
	}
	if step.Operation == "" {
		parts = nil
	}
	return parts, err
}

// create instantiates a contract, whose code it stores first where it is not there yet; admin and label as the
// deployments of benches/gas have them.
func (s *stage) create(step step, msg []byte) error {
	sender, label := s.names[step.From], strings.ReplaceAll(step.Code, "_", "-")
	id, known := s.codes[step.Code]
	if !known {
		file, given := s.files[step.Code]
		if !given {
			return fmt.Errorf("no %s.wasm among the files", step.Code)
		}
		var err error
		if id, err = s.chain.store(sender, file); err != nil {
			return err
		}
		s.codes[step.Code] = id
	}
	message := &wasmtypes.MsgInstantiateContract{Sender: sender, Admin: sender, CodeID: id, Label: label, Msg: msg}
	created, err := s.chain.server.InstantiateContract(s.chain.ctx, message)
	if err != nil {
		return err
	}
	s.names[step.As] = created.Address
	return nil
}

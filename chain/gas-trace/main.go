// Command gas-trace runs messages through wasmd's own keepers and engine in memory and prints where their gas goes.
//
// Nothing is computed beside the chain: its meter is listened to, so stores, events, code loads and coins cost what
// the code that go.mod pins charges. What it leaves out is the check of the signature, which is the same for all.
package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
)

// What is deployed and sent, as benches/gas does it on a chain.
//
//go:embed scenario.json
var scenarioJSON []byte

// scenario is a list of accounts with coins of each, and of steps, `spacing` seconds between two.
type scenario struct {
	Begin    int64    `json:"begin"` // Unix seconds
	Spacing  int64    `json:"spacing"`
	Coins    string   `json:"coins"`
	Accounts []string `json:"accounts"`
	Steps    []step   `json:"steps"`
}

// step instantiates `code` under the name `as`, or executes `msg` on the contract of the name `on`. `$name` in a
// message is an account's or a contract's address. Only steps with an operation are reported.
type step struct {
	Code      string          `json:"code"`
	As        string          `json:"as"`
	On        string          `json:"on"`
	From      string          `json:"from"`
	Funds     string          `json:"funds"`
	Wait      int64           `json:"wait"`      // seconds more before it: a pool stores a price once a minute
	Operation string          `json:"operation"` // contract/operation, as in benches/gas/snapshot.json
	Msg       json.RawMessage `json:"msg"`
	Sign      *signed         `json:"sign"` // in place of msg: the oracle's, with signatures
}

func main() {
	if len(os.Args) < 2 || os.Args[1] == "--help" {
		fmt.Fprintln(os.Stderr, "usage: gas-trace FILE.wasm...\nprints a list of {operation, part, count, bytes, gas}")
		os.Exit(2)
	}
	rows, err := trace(os.Args[1:])
	if err == nil {
		encoder := json.NewEncoder(os.Stdout)
		encoder.SetIndent("", " ")
		err = encoder.Encode(rows)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gas-trace:", err)
		os.Exit(1)
	}
}

// trace plays the scenario with the contracts in these files.
func trace(files []string) (rows []part, err error) {
	// The chain's code panics where a message runs out of gas or the engine cannot start.
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%v", cause)
		}
	}()
	var plan scenario
	if err := json.Unmarshal(scenarioJSON, &plan); err != nil {
		return nil, err
	}
	home, err := os.MkdirTemp("", "gas-trace-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(home)
	c, err := newChain(home, time.Unix(plan.Begin, 0).UTC())
	if err != nil {
		return nil, err
	}
	defer c.engine.Cleanup()
	s := stage{chain: c, files: map[string]string{}, names: map[string]string{}, codes: map[string]uint64{}}
	for _, file := range files {
		s.files[strings.TrimSuffix(filepath.Base(file), ".wasm")] = file
	}
	if err := s.accounts(plan.Accounts, plan.Coins); err != nil {
		return nil, err
	}
	for i, step := range plan.Steps {
		c.advance(plan.Spacing + step.Wait)
		parts, err := s.play(step)
		if err != nil {
			return nil, fmt.Errorf("step %d, %s%s %s: %w", i, step.As, step.On, step.Operation, err)
		}
		for _, p := range parts {
			p.Operation = step.Operation
			rows = append(rows, p)
		}
	}
	return rows, nil
}

// stage is a chain with names for what is on it.
type stage struct {
	chain *chain
	files map[string]string // contract → wasm
	names map[string]string // account or contract → address
	codes map[string]uint64
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
	parts, err := s.chain.execute(message)
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

// message is compact JSON with addresses for names, or what the committee signs.
func (s *stage) message(step step) ([]byte, error) {
	if step.Sign != nil {
		return s.statement(step.From, *step.Sign)
	}
	var value any
	if err := json.Unmarshal(step.Msg, &value); err != nil {
		return nil, err
	}
	text, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	pairs := []string{}
	for name, address := range s.names {
		pairs = append(pairs, `"$`+name+`"`, `"`+address+`"`)
	}
	return []byte(strings.NewReplacer(pairs...).Replace(string(text))), nil
}

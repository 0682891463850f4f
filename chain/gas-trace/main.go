// Command gas-trace runs messages through wasmd's own keepers and engine in memory and prints where their gas goes.
//
// Nothing is computed beside the chain: its meter is listened to, so stores, events, code loads and coins cost what
// the code that go.mod pins charges. What it leaves out is the check of the signature, which is the same for all.
package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
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

// step instantiates `code` under the name `as`, or executes `msg` on the contract of the name `on`, which may itself
// create one that gets the name `as`. Only steps with an operation are reported.
type step struct {
	Code      string          `json:"code"`
	As        string          `json:"as"`
	On        string          `json:"on"`
	From      string          `json:"from"`
	Funds     string          `json:"funds"`
	Wait      int64           `json:"wait"`      // seconds more before it: a pool stores a price once a minute
	Times     int             `json:"times"`     // how often, in a block each; once where it is left out
	Operation string          `json:"operation"` // contract/operation, as in benches/gas/snapshot.json
	Msg       json.RawMessage `json:"msg"`       // with names: message.go
	Sign      *signed         `json:"sign"`      // in place of msg: the oracle's, with signatures
	Claim     *claimed        `json:"claim"`     // in place of msg: leaves of the newest root for this contract
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
	plan, err := parse(scenarioJSON)
	if err != nil {
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
	s := newStage(c)
	for _, file := range files {
		s.files[strings.TrimSuffix(filepath.Base(file), ".wasm")] = file
	}
	if err := s.accounts(plan.Accounts, plan.Coins); err != nil {
		return nil, err
	}
	for i, step := range plan.Steps {
		for range max(step.Times, 1) {
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
	}
	return rows, nil
}

// parse reads a scenario; a field that it does not know is an error.
func parse(text []byte) (plan scenario, err error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	err = decoder.Decode(&plan)
	return plan, err
}

// Command wasm-check loads contracts into the engine that the chain runs, and says whether it takes them.
//
// It links the wasmvm that go.mod pins for wasmd, so a contract that passes is one the chain will store: the same
// validation, the same compiler. (The engine's own command-line checker of that version no longer links with the Rust
// of rust-toolchain.toml.)
package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	wasmvm "github.com/CosmWasm/wasmvm/v3"
)

// What wasmd 0.70 offers to contracts (x/wasm/keeper/capabilities.go): a contract that requires more is refused.
var capabilities = []string{
	"iterator", "staking", "stargate", "cosmwasm_1_1", "cosmwasm_1_2", "cosmwasm_1_3", "cosmwasm_1_4",
	"cosmwasm_2_0", "cosmwasm_2_1", "cosmwasm_2_2", "ibc2",
}

// The engine itself accepts a module without them; a contract that lacks one is a build that lost its exports.
var required = []string{"instantiate", "execute", "query"}

const memoryLimitMiB = 32 // per instance, as in wasmd

func main() {
	if len(os.Args) < 2 || os.Args[1] == "--help" {
		fmt.Fprintln(os.Stderr, "usage: wasm-check FILE.wasm...")
		os.Exit(2)
	}
	refused := 0
	for _, path := range os.Args[1:] {
		name := strings.TrimSuffix(filepath.Base(path), ".wasm")
		if entrypoints, err := check(path); err != nil {
			fmt.Printf("%s: REFUSED: %v\n", name, err)
			refused++
		} else {
			fmt.Printf("%s: accepted (%s)\n", name, strings.Join(entrypoints, ", "))
		}
	}
	if refused > 0 {
		os.Exit(1)
	}
}

// check stores one contract in an empty engine, as an upload does, and returns its entry points.
func check(path string) ([]string, error) {
	code, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	state, err := os.MkdirTemp("", "wasm-check-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(state)
	vm, err := wasmvm.NewVM(state, capabilities, memoryLimitMiB, false, 0)
	if err != nil {
		return nil, err
	}
	defer vm.Cleanup()
	checksum, _, err := vm.StoreCode(code, math.MaxUint64)
	if err != nil {
		return nil, err
	}
	report, err := vm.AnalyzeCode(checksum)
	if err != nil {
		return nil, err
	}
	for _, name := range required {
		if !slices.Contains(report.Entrypoints, name) {
			return nil, fmt.Errorf("no entry point %q", name)
		}
	}
	return report.Entrypoints, nil
}

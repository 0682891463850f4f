package main

import (
	"math"

	wasmvm "github.com/CosmWasm/wasmvm/v3"
	wasmvmtypes "github.com/CosmWasm/wasmvm/v3/types"

	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
)

// lengthUnit is what an answer's byte costs while the engine runs, so that one number tells both: what the code spent
// is far below it (122 million SDK gas), and the multiple of it is the answer's length.
const lengthUnit = 1 << 44

// answer is what a contract returns.
type answer = *wasmvmtypes.ContractResult

// engine is the chain's engine, which also tells the ledger what its gas went to.
type engine struct {
	wasmtypes.WasmEngine
	ledger *ledger
}

// Instantiate creates a contract that another one asks for.
func (e engine) Instantiate(
	code wasmvm.Checksum, env wasmvmtypes.Env, info wasmvmtypes.MessageInfo, msg []byte, store wasmvm.KVStore,
	api wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, _ uint64, cost wasmvmtypes.UFraction,
) (answer, uint64, error) {
	return e.trace(api, cost, func(api wasmvm.GoAPI, limit uint64, cost wasmvmtypes.UFraction) (answer, uint64, error) {
		return e.WasmEngine.Instantiate(code, env, info, msg, store, api, querier, gasMeter, limit, cost)
	})
}

// Execute runs a message.
func (e engine) Execute(
	code wasmvm.Checksum, env wasmvmtypes.Env, info wasmvmtypes.MessageInfo, msg []byte, store wasmvm.KVStore,
	api wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, _ uint64, cost wasmvmtypes.UFraction,
) (answer, uint64, error) {
	return e.trace(api, cost, func(api wasmvm.GoAPI, limit uint64, cost wasmvmtypes.UFraction) (answer, uint64, error) {
		return e.WasmEngine.Execute(code, env, info, msg, store, api, querier, gasMeter, limit, cost)
	})
}

// Reply tells a contract how a message of its own went.
func (e engine) Reply(
	code wasmvm.Checksum, env wasmvmtypes.Env, reply wasmvmtypes.Reply, store wasmvm.KVStore,
	api wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter, _ uint64, cost wasmvmtypes.UFraction,
) (answer, uint64, error) {
	return e.trace(api, cost, func(api wasmvm.GoAPI, limit uint64, cost wasmvmtypes.UFraction) (answer, uint64, error) {
		return e.WasmEngine.Reply(code, env, reply, store, api, querier, gasMeter, limit, cost)
	})
}

// entry is an entry point of a contract, called with a limit of engine gas and what a byte of the answer costs.
type entry func(wasmvm.GoAPI, uint64, wasmvmtypes.UFraction) (answer, uint64, error)

// trace runs an entry point and files its gas: calls to the address API, the answer's bytes, and the rest, which is
// instructions with the engine's own charges for calls of the host and for cryptography. The store's gas is filed by
// the meter, which also holds the message to its limit: the engine's own would refuse the unit above.
func (e engine) trace(api wasmvm.GoAPI, cost wasmvmtypes.UFraction, run entry) (answer, uint64, error) {
	defer e.ledger.enter(inContract)()
	calls := uint64(0)
	traced := wasmvm.GoAPI{
		HumanizeAddress: func(address []byte) (string, uint64, error) {
			human, gas, err := api.HumanizeAddress(address)
			calls += e.call("addr_humanize", len(address), gas)
			return human, gas, err
		},
		CanonicalizeAddress: func(human string) ([]byte, uint64, error) {
			address, gas, err := api.CanonicalizeAddress(human)
			calls += e.call("addr_canonicalize", len(human), gas)
			return address, gas, err
		},
		ValidateAddress: func(human string) (uint64, error) {
			gas, err := api.ValidateAddress(human)
			calls += e.call("addr_validate", len(human), gas)
			return gas, err
		},
	}
	byLength := wasmvmtypes.UFraction{Numerator: lengthUnit, Denominator: 1}
	result, used, err := run(traced, math.MaxUint64>>1, byLength)
	if err != nil {
		return result, used, err
	}
	length, spent := used/lengthUnit, used%lengthUnit
	charged := cost.Mul(length).Floor()
	const multiplier = wasmtypes.DefaultGasMultiplier
	// The chain rounds the sum down once (FromWasmVMGas); the fraction that it drops is taken from the instructions.
	e.ledger.add("answer", 1, length, charged/multiplier)
	e.ledger.add("instructions", 0, 0, (spent+charged)/multiplier-charged/multiplier-calls/multiplier)
	if result.Ok != nil {
		e.countAttributes(result.Ok)
	}
	return result, spent + charged, nil
}

func (e engine) call(name string, bytes int, gas uint64) uint64 {
	e.ledger.add(name, 1, uint64(bytes), gas/wasmtypes.DefaultGasMultiplier)
	return gas
}

func (e engine) countAttributes(response *wasmvmtypes.Response) {
	attributes := append([]wasmvmtypes.EventAttribute{}, response.Attributes...)
	for _, event := range response.Events {
		attributes = append(attributes, event.Attributes...)
		e.ledger.add("event attributes", 0, uint64(len(event.Type)), 0)
	}
	for _, attribute := range attributes {
		e.ledger.add("event attributes", 1, uint64(len(attribute.Key)+len(attribute.Value)), 0)
	}
}

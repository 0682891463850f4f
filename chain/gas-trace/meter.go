package main

import (
	storetypes "github.com/cosmos/cosmos-sdk/store/v2/types"
)

// part is what one kind of charge came to: how often, how many bytes, how much SDK gas.
type part struct {
	Operation string `json:"operation"`
	Part      string `json:"part"`
	Count     uint64 `json:"count"`
	Bytes     uint64 `json:"bytes"`
	Gas       uint64 `json:"gas"`
}

// Where a charge is made. The chain's meter only says what it is for, and a bank's read looks like a contract's.
const (
	inKeeper   = ""           // wasmd itself: the records of the contract and its code
	inContract = "contract"   // the contract, by way of the engine
	coinsIn    = "coins in"   // the bank moves what is attached to the message
	coinsOut   = "coins sent" // the bank moves what the contract sends
)

// ledger adds up charges by part, in the order in which they first come.
type ledger struct {
	where string
	parts []part
}

// enter says where the next charges are made; the caller defers what it returns.
func (l *ledger) enter(where string) func() {
	before := l.where
	l.where = where
	return func() { l.where = before }
}

func (l *ledger) add(name string, count, bytes, gas uint64) {
	for i := range l.parts {
		if p := &l.parts[i]; p.Part == name {
			p.Count, p.Bytes, p.Gas = p.Count+count, p.Bytes+bytes, p.Gas+gas
			return
		}
	}
	l.parts = append(l.parts, part{Part: name, Count: count, Bytes: bytes, Gas: gas})
}

// total is what parts come to.
func total(parts []part) (gas uint64) {
	for _, p := range parts {
		gas += p.Gas
	}
	return gas
}

// meter is the chain's own meter, which also tells the ledger.
type meter struct {
	storetypes.GasMeter
	ledger *ledger
}

// ConsumeGas charges as the chain does and files the charge by its descriptor (store/v2/types/gas.go and
// store/v2/gaskv/store.go name the store's, x/wasm/keeper/keeper.go wasmd's).
func (m *meter) ConsumeGas(gas storetypes.Gas, descriptor string) {
	m.GasMeter.ConsumeGas(gas, descriptor)
	costs := storetypes.KVGasConfig()
	switch where := m.ledger.where; {
	case descriptor == "wasm contract":
		// Filed by the engine, which knows what it was spent on.
	case descriptor == "Custom contract event attributes":
		m.ledger.add("event attributes", 0, 0, gas) // counted by the engine
	case descriptor == "Loading CosmWasm module: execute":
		m.ledger.add("code load", 1, 0, gas)
	case descriptor == "Loading CosmWasm module: reply":
		m.ledger.add("replies", 1, 0, gas)
	case descriptor == "contract sub-query":
		m.ledger.add("queries", 1, 0, gas)
	case where == coinsIn || where == coinsOut:
		m.ledger.add(where, 0, 0, gas)
	case where == inKeeper:
		m.ledger.add("contract record", 0, 0, gas)
	case descriptor == storetypes.GasReadCostFlatDesc:
		m.ledger.add("reads", 1, 0, gas)
	case descriptor == storetypes.GasReadPerByteDesc:
		m.ledger.add("reads", 0, gas/costs.ReadCostPerByte, gas)
	case descriptor == storetypes.GasWriteCostFlatDesc:
		m.ledger.add("writes", 1, 0, gas)
	case descriptor == storetypes.GasWritePerByteDesc:
		m.ledger.add("writes", 0, gas/costs.WriteCostPerByte, gas)
	case descriptor == storetypes.GasDeleteDesc:
		m.ledger.add("deletes", 1, 0, gas)
	case descriptor == storetypes.GasIterNextCostFlatDesc:
		m.ledger.add("iterator steps", 1, 0, gas)
	case descriptor == storetypes.GasValuePerByteDesc:
		m.ledger.add("iterator steps", 0, gas/costs.ReadCostPerByte, gas)
	default:
		m.ledger.add(descriptor, 1, 0, gas)
	}
}

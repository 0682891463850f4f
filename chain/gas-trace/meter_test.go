package main

import (
	"testing"

	storetypes "github.com/cosmos/cosmos-sdk/store/v2/types"
)

func TestAChargeIsFiledByItsDescriptorAndByWhereItIsMade(t *testing.T) {
	for _, charge := range []struct {
		where, descriptor string
		gas               uint64
		filed             part
	}{
		{inContract, storetypes.GasReadCostFlatDesc, 1_000, part{Part: "reads", Count: 1, Gas: 1_000}},
		{inContract, storetypes.GasReadPerByteDesc, 99, part{Part: "reads", Bytes: 33, Gas: 99}},
		{inContract, storetypes.GasWriteCostFlatDesc, 2_000, part{Part: "writes", Count: 1, Gas: 2_000}},
		{inContract, storetypes.GasWritePerByteDesc, 1_170, part{Part: "writes", Bytes: 39, Gas: 1_170}},
		{inContract, storetypes.GasDeleteDesc, 1_000, part{Part: "deletes", Count: 1, Gas: 1_000}},
		{inContract, storetypes.GasIterNextCostFlatDesc, 30, part{Part: "iterator steps", Count: 1, Gas: 30}},
		{inContract, storetypes.GasValuePerByteDesc, 6, part{Part: "iterator steps", Bytes: 2, Gas: 6}},
		{inContract, "contract sub-query", 7, part{Part: "queries", Count: 1, Gas: 7}},
		{inContract, "something new", 5, part{Part: "something new", Count: 1, Gas: 5}},
		{inKeeper, storetypes.GasReadCostFlatDesc, 1_000, part{Part: "contract record", Gas: 1_000}},
		{inKeeper, "Loading CosmWasm module: execute", 60_000, part{Part: "code load", Count: 1, Gas: 60_000}},
		{inKeeper, "Loading CosmWasm module: reply", 2_000, part{Part: "replies", Count: 1, Gas: 2_000}},
		{inKeeper, "Custom contract event attributes", 83, part{Part: "event attributes", Gas: 83}},
		{coinsIn, storetypes.GasWritePerByteDesc, 30, part{Part: coinsIn, Gas: 30}},
		{coinsOut, storetypes.GasReadCostFlatDesc, 1_000, part{Part: coinsOut, Gas: 1_000}},
	} {
		gas := meter{storetypes.NewGasMeter(limit), &ledger{where: charge.where}}
		gas.ConsumeGas(charge.gas, charge.descriptor)
		if parts := gas.ledger.parts; len(parts) != 1 || parts[0] != charge.filed {
			t.Errorf("%q in %q is filed as %+v", charge.descriptor, charge.where, parts)
		}
		if gas.GasConsumed() != charge.gas {
			t.Errorf("%q: the chain's meter says %d", charge.descriptor, gas.GasConsumed())
		}
	}
}

// The engine files what it knows better.
func TestTheEnginesOwnChargeIsNotFiledTwice(t *testing.T) {
	gas := meter{storetypes.NewGasMeter(limit), &ledger{where: inContract}}
	gas.ConsumeGas(123, "wasm contract")
	if len(gas.ledger.parts) != 0 || gas.GasConsumed() != 123 {
		t.Errorf("filed as %+v of %d", gas.ledger.parts, gas.GasConsumed())
	}
}

func TestPartsOfOneNameAddUpAndKeepTheirOrder(t *testing.T) {
	book := ledger{}
	book.add("reads", 1, 0, 1_000)
	book.add("writes", 1, 0, 2_000)
	book.add("reads", 0, 10, 30)
	expected := []part{{Part: "reads", Count: 1, Bytes: 10, Gas: 1_030}, {Part: "writes", Count: 1, Gas: 2_000}}
	for i, p := range book.parts {
		if p != expected[i] {
			t.Errorf("part %d is %+v", i, p)
		}
	}
	if total(book.parts) != 3_030 {
		t.Errorf("the parts come to %d", total(book.parts))
	}
}

func TestLeavingAPlaceReturnsToTheOneBefore(t *testing.T) {
	book := ledger{}
	leaveContract := book.enter(inContract)
	leaveCoins := book.enter(coinsOut)
	if book.where != coinsOut {
		t.Errorf("inside: %q", book.where)
	}
	leaveCoins()
	if book.where != inContract {
		t.Errorf("after the coins: %q", book.where)
	}
	leaveContract()
	if book.where != inKeeper {
		t.Errorf("at the end: %q", book.where)
	}
}

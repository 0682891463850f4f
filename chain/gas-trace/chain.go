package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"cosmossdk.io/log/v2"
	wasmkeeper "github.com/CosmWasm/wasmd/x/wasm/keeper"
	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
	wasmvm "github.com/CosmWasm/wasmvm/v3"
	wasmvmtypes "github.com/CosmWasm/wasmvm/v3/types"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	dbm "github.com/cosmos/cosmos-db"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/codec"
	codectestutil "github.com/cosmos/cosmos-sdk/codec/testutil"
	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	"github.com/cosmos/cosmos-sdk/crypto/keys/secp256k1"
	"github.com/cosmos/cosmos-sdk/runtime"
	"github.com/cosmos/cosmos-sdk/std"
	"github.com/cosmos/cosmos-sdk/store/v2"
	storetypes "github.com/cosmos/cosmos-sdk/store/v2/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	txtypes "github.com/cosmos/cosmos-sdk/types/tx"
	authcodec "github.com/cosmos/cosmos-sdk/x/auth/codec"
	authkeeper "github.com/cosmos/cosmos-sdk/x/auth/keeper"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	bankkeeper "github.com/cosmos/cosmos-sdk/x/bank/keeper"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	minttypes "github.com/cosmos/cosmos-sdk/x/mint/types"
)

const (
	prefix = "wasm" // of addresses, as on the local chain
	// Gas a message may use: more than any here does.
	limit = 50_000_000
	// What a call may use of memory, MiB: our contracts give none back, and a chain grants sixteen times as much.
	memory = 2
	// An account that has signed before: its record is read with every coin it sends.
	sequence = 200
)

// chain is the part of wasmd that a message meets after its signature was checked: accounts, bank and contracts, as
// wasmd's app.go wires them, on a store in memory.
type chain struct {
	ctx      sdk.Context
	ledger   *ledger
	engine   engine
	accounts authkeeper.AccountKeeper
	bank     bankkeeper.BaseKeeper
	wasm     wasmkeeper.Keeper
	server   wasmtypes.MsgServer
}

// newChain begins an empty chain whose engine compiles into home.
func newChain(home string, now time.Time) (*chain, error) {
	sdk.GetConfig().SetBech32PrefixForAccount(prefix, prefix+"pub")
	keys := storetypes.NewKVStoreKeys(authtypes.StoreKey, banktypes.StoreKey, wasmtypes.StoreKey)
	db := dbm.NewMemDB()
	stores := store.NewCommitMultiStore(db, log.NewNopLogger())
	for _, key := range keys {
		stores.MountStoreWithDB(key, storetypes.StoreTypeIAVL, db)
	}
	if err := stores.LoadLatestVersion(); err != nil {
		return nil, err
	}
	cdc, registry := newCodec()
	router := baseapp.NewMsgServiceRouter()
	router.SetInterfaceRegistry(registry)
	authority := authtypes.NewModuleAddress("gov").String()
	c := &chain{
		ctx:    sdk.NewContext(stores, cmtproto.Header{ChainID: "trace-1", Height: 1_000, Time: now}, false, log.NewNopLogger()),
		ledger: &ledger{},
	}
	c.accounts = authkeeper.NewAccountKeeper(
		cdc, runtime.NewKVStoreService(keys[authtypes.StoreKey]), authtypes.ProtoBaseAccount,
		map[string][]string{minttypes.ModuleName: {authtypes.Minter}}, authcodec.NewBech32Codec(prefix), prefix, authority)
	c.bank = bankkeeper.NewBaseKeeper(
		cdc, runtime.NewKVStoreService(keys[banktypes.StoreKey]), c.accounts, map[string]bool{}, authority, log.NewNopLogger())
	vm, err := wasmvm.NewVM(filepath.Join(home, "engine"), wasmkeeper.BuiltInCapabilities(), memory, false, wasmtypes.DefaultNodeConfig().MemoryCacheSize)
	if err != nil {
		return nil, err
	}
	// No message here stakes or crosses chains, so those keepers are absent; a contract that asked them would fail.
	c.wasm = wasmkeeper.NewKeeper(
		cdc, runtime.NewKVStoreService(keys[wasmtypes.StoreKey]), c.accounts, c.bank, nil, nil, nil, nil, nil, nil, router, nil,
		home, wasmtypes.DefaultNodeConfig(), wasmtypes.VMConfig{}, wasmkeeper.BuiltInCapabilities(), authority,
		wasmkeeper.WithWasmEngine(vm),
		wasmkeeper.WithWasmEngineDecorator(func(old wasmtypes.WasmEngine) wasmtypes.WasmEngine {
			c.engine = engine{old, c.ledger}
			return c.engine
		}),
		wasmkeeper.WithCoinTransferrer(coinsAttached{wasmkeeper.NewBankCoinTransferrer(c.bank), c.ledger}),
		wasmkeeper.WithMessageHandlerDecorator(func(old wasmkeeper.Messenger) wasmkeeper.Messenger { return dispatched{old, c.ledger} }))
	banktypes.RegisterMsgServer(router, bankkeeper.NewMsgServerImpl(c.bank))
	c.server = wasmkeeper.NewMsgServerImpl(&c.wasm)
	wasmtypes.RegisterMsgServer(router, c.server)
	return c, c.setParams()
}

func newCodec() (codec.Codec, codectypes.InterfaceRegistry) {
	options := codectestutil.CodecOptions{AccAddressPrefix: prefix, ValAddressPrefix: prefix + "valoper"}
	registry := options.NewInterfaceRegistry()
	std.RegisterInterfaces(registry)
	authtypes.RegisterInterfaces(registry)
	banktypes.RegisterInterfaces(registry)
	wasmtypes.RegisterInterfaces(registry)
	return codec.NewProtoCodec(registry), registry
}

func (c *chain) setParams() error {
	if err := c.accounts.Params.Set(c.ctx, authtypes.DefaultParams()); err != nil {
		return err
	}
	if err := c.bank.SetParams(c.ctx, banktypes.DefaultParams()); err != nil {
		return err
	}
	return c.wasm.SetParams(c.ctx, wasmtypes.DefaultParams())
}

// advance begins the next block, so many seconds after the last.
func (c *chain) advance(seconds int64) {
	next := c.ctx.BlockTime().Add(time.Duration(seconds) * time.Second)
	c.ctx = c.ctx.WithBlockTime(next).WithBlockHeight(c.ctx.BlockHeight() + 1)
}

// account makes one with coins and a key, as one that has signed before.
func (c *chain) account(name string, coins sdk.Coins) (string, error) {
	key := secp256k1.GenPrivKeyFromSecret([]byte(name)).PubKey()
	account := c.accounts.NewAccountWithAddress(c.ctx, sdk.AccAddress(key.Address()))
	if err := account.SetPubKey(key); err != nil {
		return "", err
	}
	if err := account.SetSequence(sequence); err != nil {
		return "", err
	}
	c.accounts.SetAccount(c.ctx, account)
	if err := c.bank.MintCoins(c.ctx, minttypes.ModuleName, coins); err != nil {
		return "", err
	}
	err := c.bank.SendCoinsFromModuleToAccount(c.ctx, minttypes.ModuleName, account.GetAddress(), coins)
	return account.GetAddress().String(), err
}

// store uploads a contract and returns its code's number.
func (c *chain) store(sender, path string) (uint64, error) {
	code, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	stored, err := c.server.StoreCode(c.ctx, &wasmtypes.MsgStoreCode{Sender: sender, WASMByteCode: code})
	if err != nil {
		return 0, fmt.Errorf("%s: %w", path, err)
	}
	return stored.CodeID, nil
}

// execute runs one message as a transaction of its own and returns what its gas went to, signature and account aside,
// and the address of the contract that it created, if it did.
func (c *chain) execute(message *wasmtypes.MsgExecuteContract) ([]part, string, error) {
	c.ledger.parts = nil
	body, err := bodyLength(message)
	if err != nil {
		return nil, "", err
	}
	c.ledger.add("message", 1, body, body*authtypes.DefaultTxSizeCostPerByte)
	ctx, commit := c.ctx.CacheContext()
	ctx = wasmtypes.WithTxContracts(ctx, wasmtypes.NewTxContracts()).WithEventManager(sdk.NewEventManager())
	gas := &meter{storetypes.NewGasMeter(limit), c.ledger}
	if _, err := c.server.ExecuteContract(ctx.WithGasMeter(gas), message); err != nil {
		return nil, "", err
	}
	commit()
	// The first part is the message's bytes, which are paid for before the message runs.
	if filed := total(c.ledger.parts[1:]); filed != gas.GasConsumed() {
		return nil, "", fmt.Errorf("parts come to %d, the meter says %d", filed, gas.GasConsumed())
	}
	return c.ledger.parts, created(ctx.EventManager().Events()), nil
}

// created is the last contract that the events say was instantiated.
func created(events sdk.Events) (address string) {
	for _, event := range events {
		if event.Type != wasmtypes.EventTypeInstantiate {
			continue
		}
		if found, ok := event.GetAttribute(wasmtypes.AttributeKeyContractAddr); ok {
			address = found.Value
		}
	}
	return address
}

// bodyLength is the part of a transaction's bytes that depends on the message: the body as the chain encodes it, and
// its length before it.
func bodyLength(message *wasmtypes.MsgExecuteContract) (uint64, error) {
	packed, err := codectypes.NewAnyWithValue(message)
	if err != nil {
		return 0, err
	}
	body, err := (&txtypes.TxBody{Messages: []*codectypes.Any{packed}}).Marshal()
	if err != nil {
		return 0, err
	}
	raw, err := (&txtypes.TxRaw{BodyBytes: body}).Marshal()
	return uint64(len(raw)), err
}

// coinsAttached moves a message's coins and says so.
type coinsAttached struct {
	wasmkeeper.CoinTransferrer
	ledger *ledger
}

func (b coinsAttached) TransferCoins(ctx sdk.Context, from, to sdk.AccAddress, coins sdk.Coins) error {
	defer b.ledger.enter(coinsIn)()
	b.ledger.add(coinsIn, uint64(len(coins)), 0, 0)
	return b.CoinTransferrer.TransferCoins(ctx, from, to, coins)
}

// dispatched sends a contract's messages on and says which of them move coins.
type dispatched struct {
	wasmkeeper.Messenger
	ledger *ledger
}

func (d dispatched) DispatchMsg(
	ctx sdk.Context, contract sdk.AccAddress, port string, message wasmvmtypes.CosmosMsg,
) ([]sdk.Event, [][]byte, [][]*codectypes.Any, error) {
	where := inKeeper
	if message.Bank != nil && message.Bank.Send != nil {
		where = coinsOut
		d.ledger.add(coinsOut, uint64(len(message.Bank.Send.Amount)), 0, 0)
	}
	defer d.ledger.enter(where)()
	return d.Messenger.DispatchMsg(ctx, contract, port, message)
}

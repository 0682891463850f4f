package main

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
)

func embedded(t *testing.T) scenario {
	plan, err := parse(scenarioJSON)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func TestEveryStepOfTheScenarioDoesOneThingWithWhatIsThere(t *testing.T) {
	plan, known := embedded(t), map[string]bool{}
	for _, name := range plan.Accounts {
		known[name] = true
	}
	for i, step := range plan.Steps {
		if !known[step.From] {
			t.Errorf("step %d is sent by %q, who has no account", i, step.From)
		}
		if (step.Code == "") == (step.On == "") || step.Code != "" && step.As == "" {
			t.Errorf("step %d neither creates nor calls one contract: %+v", i, step)
		}
		if step.On != "" && !known[step.On] {
			t.Errorf("step %d calls %q, which is not there yet", i, step.On)
		}
		if sent := []bool{step.Msg != nil, step.Sign != nil, step.Claim != nil}; count(sent) != 1 {
			t.Errorf("step %d has %d messages", i, count(sent))
		}
		if step.As != "" {
			known[step.As] = true
		}
	}
}

func TestOperationsAreNamedOnceAfterTheirContractAndTheFloorIsAmongThem(t *testing.T) {
	named := map[string]bool{}
	for i, step := range embedded(t).Steps {
		if step.Operation == "" {
			continue
		}
		if contract, rest, found := strings.Cut(step.Operation, "/"); !found || contract == "" || rest == "" {
			t.Errorf("step %d: %q is not contract/operation", i, step.Operation)
		}
		// Only the last would be in the table.
		if named[step.Operation] || step.Times > 1 || step.Code != "" {
			t.Errorf("step %d measures %q more than once, or a creation", i, step.Operation)
		}
		named[step.Operation] = true
	}
	if !named["noop/empty call"] {
		t.Error("nothing measures an empty call")
	}
}

func TestAFieldThatNoStepHasIsRefused(t *testing.T) {
	if _, err := parse([]byte(`{"steps": [{"onn": "token"}]}`)); err == nil || !strings.Contains(err.Error(), "onn") {
		t.Errorf("read as %v", err)
	}
}

func count(set []bool) (found int) {
	for _, one := range set {
		if one {
			found++
		}
	}
	return found
}

func named() stage {
	s := newStage(nil)
	s.names["alice"], s.codes["pool"] = "wasm1alice", 7
	return s
}

func TestNamesCodesAndHooksAreResolvedWhereverTheyStand(t *testing.T) {
	s := named()
	text := `{"send": {"to": ["$alice"], "code_id": "#pool", "amount": "5", "left": null, "msg": {"base64": {"pay": {"to": "$alice"}}}}}`
	message, err := s.message(step{Msg: json.RawMessage(text)})
	if err != nil {
		t.Fatal(err)
	}
	hook := base64.StdEncoding.EncodeToString([]byte(`{"pay":{"to":"wasm1alice"}}`))
	expected := `{"send":{"amount":"5","code_id":7,"left":null,"msg":"` + hook + `","to":["wasm1alice"]}}`
	if string(message) != expected {
		t.Errorf("resolved to %s", message)
	}
}

func TestANameThatNothingHasIsAnError(t *testing.T) {
	s := named()
	for _, text := range []string{`{"to": "$bob"}`, `[{"code_id": "#token"}]`, `{"msg": {"base64": {"to": "$bob"}}}`} {
		if message, err := s.message(step{Msg: json.RawMessage(text)}); err == nil {
			t.Errorf("%s became %s", text, message)
		}
	}
}

func TestACreatedContractIsTheLastThatTheEventsName(t *testing.T) {
	event := func(kind, address string) sdk.Event {
		return sdk.NewEvent(kind, sdk.NewAttribute(wasmtypes.AttributeKeyContractAddr, address))
	}
	events := sdk.Events{event("instantiate", "one"), event("instantiate", "two"), event("execute", "three")}
	if found := created(events); found != "two" {
		t.Errorf("found %q", found)
	}
	if found := created(events[2:]); found != "" {
		t.Errorf("a call created %q", found)
	}
}

func TestAMessagesBytesAreItsBodyBehindItsLength(t *testing.T) {
	message := wasmtypes.MsgExecuteContract{Msg: []byte("{}")}
	short, err := bodyLength(&message)
	if err != nil {
		t.Fatal(err)
	}
	message.Msg = []byte(`{"a":1}`)
	if long, err := bodyLength(&message); err != nil || long != short+5 {
		t.Errorf("five bytes more are %d instead of %d: %v", long, short+5, err)
	}
}

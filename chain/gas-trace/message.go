package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
)

const (
	addressMark = "$" // "$name" is the address of an account or a contract
	codeMark    = "#" // "#name" is the number of a contract's code
	// {"base64": message} is that message as a cw20 `send` carries it.
	hookMark = "base64"
)

// message is what a step sends: compact JSON with addresses for names, what the committee signs, or a claim.
func (s *stage) message(step step) ([]byte, error) {
	switch {
	case step.Sign != nil:
		return s.statement(step.From, *step.Sign)
	case step.Claim != nil:
		return s.claim(step.On, *step.Claim)
	}
	var value any
	if err := json.Unmarshal(step.Msg, &value); err != nil {
		return nil, err
	}
	resolved, err := s.resolve(value)
	if err != nil {
		return nil, err
	}
	return json.Marshal(resolved)
}

// resolve puts addresses, codes and hooks into a message.
func (s *stage) resolve(value any) (any, error) {
	switch value := value.(type) {
	case string:
		return s.named(value)
	case []any:
		for i := range value {
			resolved, err := s.resolve(value[i])
			if err != nil {
				return nil, err
			}
			value[i] = resolved
		}
	case map[string]any:
		for name := range value {
			resolved, err := s.resolve(value[name])
			if err != nil {
				return nil, err
			}
			value[name] = resolved
		}
		if hook, found := value[hookMark]; found && len(value) == 1 {
			text, err := json.Marshal(hook)
			return base64.StdEncoding.EncodeToString(text), err
		}
	}
	return value, nil
}

func (s *stage) named(text string) (any, error) {
	if name, found := strings.CutPrefix(text, addressMark); found {
		address, known := s.names[name]
		if !known {
			return nil, fmt.Errorf("nothing has the name %s", name)
		}
		return address, nil
	}
	if name, found := strings.CutPrefix(text, codeMark); found {
		code, known := s.codes[name]
		if !known {
			return nil, fmt.Errorf("no code has the name %s", name)
		}
		return code, nil
	}
	return text, nil
}

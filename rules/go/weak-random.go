package main

import (
	crand "crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand"
	"time"
)

const letters = "abcdefghijklmnopqrstuvwxyz"

func newPassword() string {
	out := make([]byte, 12)
	for i := range out {
		// ruleid: weak-random-secret
		out[i] = letters[rand.Intn(len(letters))]
	}
	return string(out)
}

func login() map[string]string {
	// ruleid: weak-random-secret, weak-random
	sessionID := fmt.Sprint(rand.Int63())
	csrfToken := make([]byte, 16)
	// ok: weak-random-secret
	crand.Read(csrfToken)
	return map[string]string{"id": sessionID, "token": hex.EncodeToString(csrfToken)}
}

type reset struct {
	Code  string
	Token string
}

func resets() *reset {
	source := rand.New(rand.NewSource(time.Now().UnixNano()))
	// ruleid: weak-random-secret, weak-random
	otp := source.Intn(1000000)
	// ruleid: weak-random-secret, weak-random
	return &reset{Code: fmt.Sprint(otp), Token: fmt.Sprint(rand.Uint64())}
}

func (r *reset) fillSecret() {
	secret := make([]byte, 8)
	// ruleid: weak-random-secret, weak-random
	rand.Read(secret)
	r.Token = base64.StdEncoding.EncodeToString(secret)
}

func tokenFresh() string {
	buffer := make([]byte, 32)
	// ok: weak-random-secret
	crand.Read(buffer)
	return hex.EncodeToString(buffer)
}

func waitForToken() {
	// ok: weak-random-secret
	delay := time.Duration(rand.Intn(100)) * time.Millisecond
	time.Sleep(delay)
}

func tokenRetryJitter() time.Duration {
	// ok: weak-random-secret, weak-random
	return time.Duration(rand.Int63n(1000))
}

func pick(servers []string) string {
	// ok: weak-random-secret, weak-random
	return servers[rand.Intn(len(servers))]
}

func number() int {
	// ok: weak-random-secret
	// ruleid: weak-random
	return rand.Int()
}

func sometimes() bool {
	// ok: weak-random
	if rand.Float64() < 0.1 {
		return true
	}
	return false
}

func verifyPassword(given, kept string) bool {
	defer func() {
		// ok: weak-random-secret
		delay := time.Millisecond * time.Duration(rand.Intn(50))
		time.Sleep(delay)
	}()
	return given == kept
}

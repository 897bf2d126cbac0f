package main

import (
	std "crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"io"
	"math/big"

	"golang.org/x/crypto/argon2"
	bc "golang.org/x/crypto/bcrypt"
	"golang.org/x/crypto/pbkdf2"
	"golang.org/x/crypto/scrypt"
)

const rounds = 1000

func costs(password []byte, salt []byte) {
	// ruleid: low-hash-cost
	bc.GenerateFromPassword(password, 4)
	// ruleid: low-hash-cost
	bc.GenerateFromPassword(password, bc.MinCost)
	// ok: low-hash-cost
	bc.GenerateFromPassword(password, bc.DefaultCost)
	// ok: low-hash-cost
	bc.GenerateFromPassword(password, 12)
	// ruleid: low-hash-cost
	pbkdf2.Key(password, salt, rounds, 32, sha256.New)
	// ok: low-hash-cost
	pbkdf2.Key(password, salt, 600000, 32, sha256.New)
	// ruleid: low-hash-cost
	scrypt.Key(password, salt, 1024, 8, 1, 32)
	// ok: low-hash-cost
	scrypt.Key(password, salt, 1<<17, 8, 1, 32)
	// ruleid: low-hash-cost
	argon2.IDKey(password, salt, 1, 1024, 1, 32)
	// ok: low-hash-cost
	argon2.IDKey(password, salt, 2, 19*1024, 1, 32)
}

func chosen(password []byte, cost int) ([]byte, error) {
	// ok: low-hash-cost
	return bc.GenerateFromPassword(password, cost)
}

var siteSalt = []byte("the same for all")

func hash(password []byte) []byte {
	// ruleid: fixed-salt
	return pbkdf2.Key(password, siteSalt, 600000, 32, sha256.New)
}

func derive(password, salt []byte) []byte {
	// ruleid: fixed-salt
	return argon2.IDKey(password, salt, 2, 19*1024, 1, 32)
}

func callers(password []byte) {
	derive(password, []byte("pepper and salt"))
}

func standard(password, salt []byte) {
	// ruleid: low-hash-cost
	std.Key(sha256.New, string(password), salt, 4096, 32)
	// ok: low-hash-cost
	std.Key(sha256.New, string(password), salt, 600000, 32)
	// ruleid: fixed-salt
	std.Key(sha256.New, string(password), siteSalt, 600000, 32)
}

func unfilled(password []byte) {
	salt := make([]byte, 16)
	// ruleid: fixed-salt
	scrypt.Key(password, salt, 1<<17, 8, 1, 32)
}

func fresh(password []byte) ([]byte, []byte) {
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		panic(err)
	}
	// ok: fixed-salt
	return salt, argon2.IDKey(password, salt, 2, 19*1024, 1, 32)
}

func lettered(password []byte) []byte {
	salt := make([]byte, 16)
	for i := range salt {
		n, _ := rand.Int(rand.Reader, big.NewInt(26))
		salt[i] = byte('a' + n.Int64())
	}
	// ok: fixed-salt
	return argon2.IDKey(password, salt, 2, 19*1024, 1, 32)
}

func newSalt() []byte {
	salt := make([]byte, 16)
	io.ReadFull(rand.Reader, salt)
	return salt
}

func helped(password []byte) []byte {
	// ok: fixed-salt
	return argon2.IDKey(password, newSalt(), 2, 19*1024, 1, 32)
}

type stored struct {
	Salt, Hash []byte
}

func verify(s stored, password []byte) []byte {
	// ok: fixed-salt
	return argon2.IDKey(password, s.Salt, 2, 19*1024, 1, 32)
}

func afar(password []byte) {
	// ruleid: fixed-salt
	argon2.IDKey(password, neighbourText(), 2, 19*1024, 1, 32)
	salt := neighbourEmpty(16)
	rand.Read(salt)
	// ok: fixed-salt
	argon2.IDKey(password, salt, 2, 19*1024, 1, 32)
}

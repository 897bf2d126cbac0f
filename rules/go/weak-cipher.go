package main

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/rand"
	stream "crypto/rc4"
	"crypto/rsa"
	"encoding/binary"
	"io"

	"golang.org/x/crypto/blowfish"
	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/crypto/nacl/secretbox"
)

func old(key []byte) {
	// ruleid: weak-cipher
	des.NewCipher(key)
	// ruleid: weak-cipher
	des.NewTripleDESCipher(key)
	// ruleid: weak-cipher
	stream.NewCipher(key)
	// ruleid: weak-cipher
	blowfish.NewCipher(key)
	// ok: weak-cipher
	aes.NewCipher(key)
	// ok: weak-cipher
	chacha20poly1305.NewX(key)
	size := des.BlockSize
	// ok: weak-cipher
	println(size)
}

func blocks(key, data []byte) []byte {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(data))
	for i := 0; i < len(data); i += aes.BlockSize {
		// ruleid: ecb-mode
		block.Encrypt(out[i:i+aes.BlockSize], data[i:i+aes.BlockSize])
	}
	return out
}

func unblock(block cipher.Block, data []byte) []byte {
	out := data
	for len(data) > 0 {
		// ruleid: ecb-mode
		block.Decrypt(data, data[:16])
		data = data[16:]
	}
	return out
}

func pieces(key []byte, parts [][]byte) {
	// ruleid: weak-cipher
	c, _ := des.NewCipher(key)
	for _, part := range parts {
		// ruleid: ecb-mode
		c.Encrypt(part, part)
	}
}

func chained(key, data, last []byte) {
	block, _ := aes.NewCipher(key)
	for len(data) >= 16 {
		for i := range last {
			last[i] ^= data[i]
		}
		// ok: ecb-mode
		block.Encrypt(last, last)
		data = data[16:]
	}
}

func one(key, counter []byte) {
	block, _ := aes.NewCipher(key)
	// ok: ecb-mode
	block.Encrypt(counter, counter)
}

type mailer struct{}

func (m mailer) Encrypt(to, text []byte) {}

func mails(m mailer, texts [][]byte) {
	for _, text := range texts {
		// ok: ecb-mode
		m.Encrypt(text, text)
	}
}

const modern = 4096

func keys() {
	// ruleid: short-rsa-key
	rsa.GenerateKey(rand.Reader, 1024)
	// ok: short-rsa-key
	rsa.GenerateKey(rand.Reader, modern)
	bits := 512
	// ruleid: short-rsa-key
	rsa.GenerateKey(rand.Reader, bits)
	// ok: short-rsa-key
	rsa.GenerateKey(rand.Reader, 2048)
	// ruleid: short-rsa-key
	rsa.GenerateMultiPrimeKey(rand.Reader, 3, 1536)
}

func size(bits int) {
	// ok: short-rsa-key
	rsa.GenerateKey(rand.Reader, bits)
}

var shared = []byte("twelve bytes")

func seal(gcm cipher.AEAD, data []byte) []byte {
	empty := make([]byte, gcm.NonceSize())
	// ruleid: static-nonce
	out := gcm.Seal(nil, empty, data, nil)
	// ruleid: static-nonce
	out = gcm.Seal(out, shared, data, nil)
	fresh := make([]byte, gcm.NonceSize())
	if _, err := rand.Read(fresh); err != nil {
		return nil
	}
	// ok: static-nonce
	return gcm.Seal(fresh, fresh, data, nil)
}

func start(block cipher.Block, data []byte) {
	begin(block, []byte("0123456789abcdef"), data)
	iv := make([]byte, aes.BlockSize)
	io.ReadFull(rand.Reader, iv)
	beginFresh(block, iv, data)
}

func begin(block cipher.Block, iv, data []byte) {
	// ruleid: static-nonce, unauthenticated-encryption
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(data, data)
}

func beginFresh(block cipher.Block, iv, data []byte) {
	// ok: static-nonce
	// ruleid: unauthenticated-encryption
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(data, data)
}

func filled(gcm cipher.AEAD, data []byte) []byte {
	nonce := make([]byte, 12)
	fillRandom(nonce)
	// ok: static-nonce
	return gcm.Seal(nonce, nonce, data, nil)
}

func fillRandom(to []byte) { rand.Read(to) }

func numbered(gcm cipher.AEAD, number uint64, data []byte) []byte {
	nonce := make([]byte, 12)
	binary.BigEndian.PutUint64(nonce[4:], number)
	// ok: static-nonce
	return gcm.Seal(nil, nonce, data, nil)
}

func received(gcm cipher.AEAD, block cipher.Block, message []byte) ([]byte, error) {
	nonce, text := message[:12], message[12:]
	// ok: static-nonce
	cipher.NewCBCDecrypter(block, []byte("0123456789abcdef"))
	// ok: static-nonce
	return gcm.Open(nil, nonce, text, nil)
}

func boxed(key *[32]byte, data []byte) []byte {
	var nonce [24]byte
	rand.Read(nonce[:])
	// ok: static-nonce
	return secretbox.Seal(nonce[:], data, &nonce, key)
}

func plain(block cipher.Block, iv, data []byte) {
	// ruleid: unauthenticated-encryption
	cipher.NewCTR(block, iv).XORKeyStream(data, data)
	// ruleid: unauthenticated-encryption
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(data, data)
	// ruleid: unauthenticated-encryption
	mode := cipher.NewCFBEncrypter(block, iv)
	mode.XORKeyStream(data, data)
	// ok: unauthenticated-encryption
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(data, data)
	// ok: unauthenticated-encryption
	gcm, _ := cipher.NewGCM(block)
	// ok: unauthenticated-encryption
	gcm.Seal(nil, iv, data, nil)
}

func afar(gcm cipher.AEAD, data []byte) {
	// ruleid: static-nonce
	gcm.Seal(nil, neighbourEmpty(12), data, nil)
	nonce := neighbourEmpty(12)
	rand.Read(nonce)
	// ok: static-nonce
	gcm.Seal(nonce, nonce, data, nil)
}

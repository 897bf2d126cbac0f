package main

import (
	"crypto"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	legacy "crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"

	"golang.org/x/crypto/bcrypt"
	"golang.org/x/crypto/scrypt"
)

type account struct {
	Name         string
	Password     string
	PasswordHash string
}

func register(a *account, salt string) {
	// ruleid: weak-password-hash
	sum := sha256.Sum256([]byte(a.Password))
	a.PasswordHash = hex.EncodeToString(sum[:])
	// ruleid: weak-password-hash
	fmt.Println(sha512.Sum512([]byte(salt + a.Password)))
	// ok: weak-password-hash
	kept, _ := bcrypt.GenerateFromPassword([]byte(a.Password), bcrypt.DefaultCost)
	a.PasswordHash = string(kept)
	// ok: weak-password-hash
	fmt.Println(sha256.Sum256([]byte(a.Name)))
}

func check(password, stored string) bool {
	// ruleid: weak-hash
	h := legacy.New()
	// ruleid: weak-password-hash
	io.WriteString(h, password)
	return hex.EncodeToString(h.Sum(nil)) == stored
}

func checkSalted(passwd string, salt []byte) []byte {
	h := sha512.New()
	// ok: weak-password-hash
	h.Write(salt)
	// ruleid: weak-password-hash
	h.Write([]byte(passwd))
	return h.Sum(nil)
}

func fromForm(r *http.Request) [32]byte {
	// ruleid: weak-password-hash
	return sha256.Sum256([]byte(r.FormValue("password")))
}

func resetLink(passwordResetToken string, passwordFile []byte) string {
	// ok: weak-password-hash
	sum := sha256.Sum256([]byte(passwordResetToken))
	// ok: weak-password-hash
	other := sha256.Sum256(passwordFile)
	return hex.EncodeToString(sum[:]) + hex.EncodeToString(other[:])
}

func leaked(password string) string {
	address := "https://api.pwnedpasswords.com/range/"
	// ok: weak-password-hash
	// ruleid: weak-hash
	sum := legacy.Sum([]byte(password))
	return address + hex.EncodeToString(sum[:])[:5]
}

func sign(key *rsa.PrivateKey, digest []byte) {
	// ruleid: weak-signature-hash
	rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA1, digest)
	// ok: weak-signature-hash
	rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, digest)
	// ruleid: weak-signature-hash
	key.Sign(rand.Reader, digest, crypto.MD5)
	// ok: weak-signature-hash
	key.Sign(rand.Reader, digest, crypto.SHA512)
	// ok: weak-signature-hash
	// ruleid: weak-hash
	mac := hmac.New(md5.New, digest)
	// ok: weak-signature-hash, weak-hash
	mac = hmac.New(sha256.New, digest)
	mac.Write(digest)
}

func certificate() *x509.Certificate {
	// ok: weak-signature-hash
	good := &x509.Certificate{SignatureAlgorithm: x509.SHA256WithRSA, IsCA: true}
	// ruleid: weak-signature-hash
	bad := &x509.Certificate{IsCA: true, SignatureAlgorithm: x509.SHA1WithRSA}
	// ruleid: weak-signature-hash
	good.SignatureAlgorithm = x509.ECDSAWithSHA1
	return bad
}

func same(upload io.Reader) string {
	// ruleid: weak-hash
	h := md5.New()
	io.Copy(h, upload)
	return hex.EncodeToString(h.Sum(nil))
}

func license(text, key []byte) []byte {
	// ruleid: weak-hash
	mac := hmac.New(legacy.New, key)
	mac.Write(text)
	// ruleid: weak-hash
	sum := legacy.Sum(text)
	return append(mac.Sum(nil), sum[:]...)
}

func gravatarURL(email string) string {
	// ok: weak-hash
	return fmt.Sprintf("https://www.gravatar.com/avatar/%x", md5.Sum([]byte(email)))
}

func serve(w http.ResponseWriter, page []byte) {
	// ok: weak-hash
	etag := fmt.Sprintf("%x", md5.Sum(page))
	w.Header().Set("ETag", etag)
	// ok: weak-hash
	digest := sha256.Sum256(page)
	fmt.Fprintf(os.Stdout, "%x", digest)
}

type disk struct{}

func (d *disk) cacheName(address string) string {
	// ok: weak-hash
	return fmt.Sprintf("%x", md5.Sum([]byte(address)))
}

func dummyCheck(password string) bool {
	// ok: weak-password-hash
	sum := sha512.Sum512([]byte(password))
	return sum[0] == 0 && sum[1] == 1
}

func stretched(passphrase string) []byte {
	// ok: weak-password-hash
	salt := sha256.Sum256([]byte(passphrase))
	key, _ := scrypt.Key([]byte(passphrase), salt[:], 1<<17, 8, 1, 32)
	return key
}

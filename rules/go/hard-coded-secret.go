package main

import (
	"crypto/aes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"database/sql"
	"log"
	"net/http"
	"net/smtp"
	"os"

	"github.com/go-sql-driver/mysql"
	"github.com/golang-jwt/jwt/v5"
	"github.com/gorilla/csrf"
	"github.com/gorilla/sessions"
	"github.com/redis/go-redis/v9"
	"gorm.io/driver/postgres"
)

var jwtKey = []byte("an example for tests")

const cookieText = "another example for tests"

func token(claims jwt.MapClaims) (string, error) {
	// ruleid: hard-coded-key
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(jwtKey)
}

func read(text string) (*jwt.Token, error) {
	return jwt.Parse(text, func(t *jwt.Token) (any, error) {
		// ruleid: hard-coded-key
		return []byte("an example for tests"), nil
	}, jwt.WithValidMethods([]string{"HS256"}))
}

func stores() {
	// ruleid: hard-coded-key
	a := sessions.NewCookieStore([]byte(cookieText))
	// ok: hard-coded-key
	b := sessions.NewCookieStore([]byte(os.Getenv("SESSION_KEY")))
	// ruleid: hard-coded-key
	c := csrf.Protect([]byte("32 letters that are an example.."))
	log.Println(a, b, c)
}

func encrypt(key []byte) {
	// ruleid: hard-coded-key
	aes.NewCipher(key)
}

func callers() {
	encrypt([]byte("sixteen letters."))
	encryptWith(os.Getenv("KEY"))
}

func encryptWith(key string) {
	// ok: hard-coded-key
	aes.NewCipher([]byte(key))
}

func seeds(words []byte) []byte {
	// ok: hard-coded-key
	mac := hmac.New(sha512.New, []byte("Bitcoin seed"))
	mac.Write(words)
	return mac.Sum(nil)
}

func signBody(secret, body []byte) []byte {
	// ok: hard-coded-key
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("v1:"))
	mac.Write(body)
	return mac.Sum(nil)
}

func derived(secret []byte) []byte {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("cookie"))
	// ok: hard-coded-key
	inner := hmac.New(sha256.New, mac.Sum(nil))
	return inner.Sum(nil)
}

func databases() {
	// ruleid: hard-coded-password
	sql.Open("mysql", "shop:exampleonly@tcp(db:3306)/shop")
	// ok: hard-coded-password
	sql.Open("mysql", "shop@tcp(db:3306)/shop")
	// ok: hard-coded-password
	sql.Open("mysql", os.Getenv("DSN"))
	// ruleid: hard-coded-password
	sql.Open("postgres", "host=db user=shop password=exampleonly dbname=shop")
	// ok: hard-coded-password
	sql.Open("postgres", "host=db user=shop dbname=shop sslmode=verify-full")
	dsn := "host=db user=shop password=exampleonly dbname=shop port=5432"
	// ruleid: hard-coded-password
	postgres.Open(dsn)
	// ruleid: hard-coded-password
	a := mysql.Config{User: "shop", Passwd: "exampleonly"}
	// ruleid: hard-coded-password
	b := redis.NewClient(&redis.Options{Addr: "cache:6379", Password: "exampleonly"})
	// ok: hard-coded-password
	c := redis.NewClient(&redis.Options{Addr: "cache:6379", Password: ""})
	// ok: hard-coded-password
	d := mysql.Config{User: "shop", Passwd: os.Getenv("DB_PASSWORD")}
	log.Println(a, b, c, d)
}

func remote(r *http.Request, password string) {
	// ruleid: hard-coded-password
	smtp.PlainAuth("", "shop", "exampleonly", "mail.example.org")
	// ok: hard-coded-password
	smtp.PlainAuth("", "shop", password, "mail.example.org")
	// ruleid: hard-coded-password
	r.SetBasicAuth("shop", "exampleonly")
	// ok: hard-coded-password
	r.SetBasicAuth("shop", password)
}

type config struct {
	JWTSecret  string
	APIKey     string
	SecretFile string
	Port       string
	Key        []byte
	SigningKey []byte
}

func defaults(c *config) {
	// ruleid: fallback-secret
	if c.JWTSecret == "" {
		log.Println("no secret given")
		c.JWTSecret = "an example"
	}
	// ruleid: fallback-secret
	if len(c.SigningKey) == 0 {
		c.SigningKey = []byte("an example")
	}
	// ok: fallback-secret
	if c.Port == "" {
		c.Port = "8080"
	}
	// ok: fallback-secret
	if c.SecretFile == "" {
		c.SecretFile = "secret.txt"
	}
}

func strict(c *config) {
	// ok: fallback-secret
	if c.JWTSecret == "" {
		log.Fatal("JWT_SECRET is not set")
	}
	// ok: fallback-secret
	if len(c.SigningKey) == 0 {
		c.SigningKey = random(32)
	}
}

func random(n int) []byte { return make([]byte, n) }

func secret() string {
	// ruleid: fallback-secret
	if value := os.Getenv("JWT_SECRET"); value != "" {
		return value
	}
	return "an example"
}

func sessionKey() []byte {
	// ruleid: fallback-secret
	key := os.Getenv("SESSION_KEY")
	if key == "" {
		return []byte("an example")
	}
	return []byte(key)
}

func host() string {
	// ok: fallback-secret
	if value := os.Getenv("HOST"); value != "" {
		return value
	}
	return "localhost"
}

func setUp() {
	// ruleid: fallback-secret
	if os.Getenv("ADMIN_PASSWORD") == "" {
		os.Setenv("ADMIN_PASSWORD", "an example")
	}
	// ok: fallback-secret
	if os.Getenv("ADMIN_PASSWORD") == "" {
		os.Setenv("ADMIN_PASSWORD", "")
	}
}

func afar() {
	// ruleid: hard-coded-key
	aes.NewCipher(neighbourText())
	// ok: hard-coded-key
	aes.NewCipher([]byte(neighbourPassed(os.Getenv("KEY"))))
}

func admitted(r *http.Request, password string, c *config) bool {
	// ruleid: secret-compared-with-text
	if password == "notreally-1" {
		return true
	}
	// ruleid: secret-compared-with-text
	if "notreally-2" != r.FormValue("password") {
		return false
	}
	// ruleid: secret-compared-with-text
	if r.Header.Get("X-Api-Key") != "notreally-3" {
		return false
	}
	// ok: secret-compared-with-text
	if password == "" || password == "-" {
		return false
	}
	// ok: secret-compared-with-text
	if password == "changeme" {
		log.Fatal("choose a password")
	}
	// ok: secret-compared-with-text
	if c.APIKey == "" || c.APIKey == "0000-1111" {
		log.Fatal("set a key")
	}
	// ok: secret-compared-with-text
	if r.FormValue("passwordType") == "temporary" {
		return false
	}
	// ok: secret-compared-with-text
	return password == c.JWTSecret
}

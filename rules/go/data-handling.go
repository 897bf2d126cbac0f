package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"crypto/hmac"
	"crypto/subtle"
	"database/sql"
	"fmt"
	"io"
	"log"
	"log/slog"
	"math"
	"os"
	"strconv"
	"unsafe"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
)

func sizes(text string) (int32, uint16, uint8) {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, 0, 0
	}
	wide, _ := strconv.ParseInt(text, 10, 64)
	middle, _ := strconv.ParseUint(text, 10, 32)
	// ok: integer-narrowed
	fmt.Println(int64(n), int(wide), uint32(middle))
	// ruleid: integer-narrowed
	a := int32(n)
	// ruleid: integer-narrowed
	b := uint16(wide)
	// ruleid: integer-narrowed
	c := uint8(middle)
	return a, b, c
}

func sizesChecked(text string) int32 {
	n, err := strconv.Atoi(text)
	if err != nil || n > math.MaxInt32 {
		return 0
	}
	// ok: integer-narrowed
	return int32(n)
}

func sizeFitting(text string) int32 {
	n, _ := strconv.ParseInt(text, 10, 32)
	// ok: integer-narrowed
	return int32(n)
}

func unpack(packed io.Reader, out io.Writer) {
	first, _ := gzip.NewReader(packed)
	// ruleid: decompression-without-limit
	io.Copy(out, first)
	second, _ := zlib.NewReader(packed)
	// ruleid: decompression-without-limit
	text, _ := io.ReadAll(second)
	// ok: decompression-without-limit
	io.Copy(out, io.LimitReader(first, 1<<20))
	// ok: decompression-without-limit
	io.CopyN(out, second, 1<<20)
	// ok: decompression-without-limit
	io.Copy(out, packed)
	out.Write(text)
}

func unzip(reader *zip.Reader, out io.Writer) {
	for _, file := range reader.File {
		content, _ := file.Open()
		// ruleid: decompression-without-limit
		io.Copy(out, content)
		// ok: decompression-without-limit
		io.CopyN(out, content, 1<<20)
	}
}

type user struct {
	Name, Password, PasswordHash, AccessToken string
}

func login(u *user, logger *slog.Logger, tokenCount int, secretName string) {
	// ruleid: secret-logged
	log.Printf("login of %s with %s", u.Name, u.Password)
	// ruleid: secret-logged
	slog.Info("login", "token", u.AccessToken)
	// ruleid: secret-logged
	logger.Info("login", slog.String("password", u.Password))
	// ruleid: secret-logged
	fmt.Println("token:", u.AccessToken)
	// ok: secret-logged
	log.Printf("login of %s", u.Name)
	// ok: secret-logged
	log.Printf("%d tokens left", tokenCount)
	// ok: secret-logged
	log.Println("password of", u.Name, "is too short:", len(u.Password))
	// ok: secret-logged
	slog.Info("reading", "secret", secretName)
	// ok: secret-logged
	fmt.Fprintln(os.Stdout, u.Name)
}

func verify(signature, expected string, apiKey string, u *user, mac, expectedMAC []byte) bool {
	// ruleid: secret-compared-early-exit
	if signature == expected {
		return true
	}
	// ruleid: secret-compared-early-exit
	if apiKey != u.AccessToken {
		return false
	}
	// ruleid: secret-compared-early-exit
	if bytes.Equal(mac, expectedMAC) {
		return true
	}
	// ok: secret-compared-early-exit
	if signature == "" {
		return false
	}
	// ok: secret-compared-early-exit
	if hmac.Equal(mac, expectedMAC) {
		return true
	}
	// ok: secret-compared-early-exit
	if u.Name == expected {
		return true
	}
	// ok: secret-compared-early-exit
	return subtle.ConstantTimeCompare([]byte(apiKey), []byte(u.AccessToken)) == 1
}

func memory(b []byte, n int) {
	// ruleid: unsafe-package
	a := unsafe.String(&b[0], n)
	// ruleid: unsafe-package
	c := unsafe.Pointer(&b[0])
	// ruleid: unsafe-package
	d := unsafe.Slice(&b[0], n)
	// ok: unsafe-package
	e := unsafe.Sizeof(n)
	// ok: unsafe-package
	f := string(b[:n])
	// ok: unsafe-package
	g := append([]byte(nil), b...)
	fmt.Println(a, c, d, e, f, g)
}

func databases(host string) {
	// ruleid: database-without-tls
	sql.Open("postgres", "host=db user=shop dbname=shop sslmode=disable")
	// ruleid: database-without-tls
	sql.Open("mysql", "shop@tcp(db:3306)/shop?tls=skip-verify")
	// ruleid: database-without-tls
	fmt.Println(fmt.Sprintf("postgres://shop@%s/shop?sslmode=disable", host))
	// ok: database-without-tls
	sql.Open("postgres", "host=db user=shop dbname=shop sslmode=verify-full")
	// ok: database-without-tls
	sql.Open("postgres", "host=localhost user=shop dbname=shop sslmode=disable")
	// ok: database-without-tls
	sql.Open("mysql", "shop@tcp(db:3306)/shop?tls=true")
}

func services(address string, keys credentials.TransportCredentials) {
	// ruleid: cleartext-grpc
	grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	// ruleid: cleartext-grpc
	grpc.Dial(address, grpc.WithInsecure())
	// ruleid: cleartext-grpc
	option := grpc.WithTransportCredentials(insecure.NewCredentials())
	// ok: cleartext-grpc
	grpc.NewClient(address, grpc.WithTransportCredentials(keys))
	// ok: cleartext-grpc
	grpc.NewClient(address, grpc.WithTransportCredentials(credentials.NewTLS(nil)))
	// ok: cleartext-grpc
	grpc.NewClient(address, option, grpc.WithUserAgent("shop"))
}

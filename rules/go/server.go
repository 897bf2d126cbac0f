package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/gin-gonic/gin"
)

func serve(mux *http.ServeMux) {
	// ruleid: server-without-timeouts
	http.ListenAndServe(":8080", mux)
	// ruleid: server-without-timeouts
	http.ListenAndServeTLS(":8443", "cert.pem", "key.pem", mux)
	// ruleid: server-without-timeouts
	a := &http.Server{Addr: ":8080", Handler: mux}
	// ok: server-without-timeouts
	b := &http.Server{Addr: ":8080", ReadHeaderTimeout: time.Second}
	// ok: server-without-timeouts
	c := http.Server{Addr: ":8080", ReadTimeout: time.Second, Handler: mux}
	a.ListenAndServe()
	b.ListenAndServe()
	// ok: server-without-timeouts
	c.ListenAndServe()
}

func later(mux *http.ServeMux) *http.Server {
	// ok: server-without-timeouts
	server := &http.Server{Handler: mux}
	server.ReadHeaderTimeout = time.Second
	return server
}

func page(w http.ResponseWriter, r *http.Request) {
	// ruleid: client-without-timeout
	http.Get("https://example.org/rates")
	// ruleid: client-without-timeout
	client := &http.Client{}
	client.Get("https://example.org/rates")
	// ruleid: client-without-timeout
	other := &http.Client{CheckRedirect: nil}
	other.Get("https://example.org/rates")
	// ok: client-without-timeout
	third := &http.Client{Timeout: time.Second}
	third.Get("https://example.org/rates")
}

func tool() {
	// ok: client-without-timeout
	http.Get("https://example.org/rates")
}

func asked(ctx context.Context) *http.Response {
	// ok: client-without-timeout
	client := &http.Client{}
	request, _ := http.NewRequestWithContext(ctx, "GET", "https://example.org/rates", nil)
	response, _ := client.Do(request)
	return response
}

func upload(w http.ResponseWriter, r *http.Request) {
	// ruleid: unlimited-request-body
	io.ReadAll(r.Body)
	// ruleid: unlimited-request-body
	r.ParseMultipartForm(32 << 20)
}

func uploadGin(c *gin.Context) {
	// ruleid: unlimited-request-body
	io.ReadAll(c.Request.Body)
}

func uploadLimited(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	// ok: unlimited-request-body
	io.ReadAll(r.Body)
}

func uploadLimitedHere(w http.ResponseWriter, r *http.Request) {
	// ok: unlimited-request-body
	io.ReadAll(io.LimitReader(r.Body, 1<<20))
}

func answer(response *http.Response) {
	// ok: unlimited-request-body
	io.ReadAll(response.Body)
}

const wide = "0.0.0.0:9000"

func listen(address string) {
	// ruleid: listens-on-all-interfaces
	net.Listen("tcp", ":9000")
	// ruleid: listens-on-all-interfaces
	net.Listen("tcp4", wide)
	// ruleid: listens-on-all-interfaces
	net.ListenPacket("udp", "[::]:53")
	// ok: listens-on-all-interfaces
	net.Listen("tcp", "127.0.0.1:9000")
	// ok: listens-on-all-interfaces
	net.Listen("tcp", address)
	// ok: listens-on-all-interfaces
	net.Listen("unix", "/run/shop.sock")
}

func files(router *gin.Engine) {
	// ruleid: whole-disk-served
	http.Handle("/files/", http.StripPrefix("/files/", http.FileServer(http.Dir("/"))))
	// ruleid: whole-disk-served
	http.Handle("/", http.FileServer(http.Dir(".")))
	// ruleid: whole-disk-served
	router.Static("/static", "./")
	// ok: whole-disk-served
	router.Static("/static", "./public")
	// ok: whole-disk-served
	http.Handle("/", http.FileServer(http.Dir("public")))
	// ok: whole-disk-served
	root := http.Dir("/srv/shop/public")
	http.Handle("/shop", http.FileServer(root))
}

func fromFolder(w http.ResponseWriter, r *http.Request) {
	// ruleid: whole-disk-served
	http.ServeFileFS(w, r, os.DirFS("."), r.FormValue("name"))
	// ok: whole-disk-served
	http.ServeFileFS(w, r, os.DirFS("."), "robots.txt")
	// ok: whole-disk-served
	http.ServeFileFS(w, r, os.DirFS("public"), r.FormValue("name"))
}

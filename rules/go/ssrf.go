package main

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"
)

var hosts = []string{"images.example.com", "static.example.com"}

type fetcher struct {
	client *http.Client
}

func (f *fetcher) fetch(w http.ResponseWriter, r *http.Request) {
	target := r.FormValue("url")
	// ruleid: ssrf
	http.Get(target)
	// ruleid: ssrf
	f.client.Get("http://" + target + "/status")
	// ok: ssrf
	http.Get("https://api.example.com/items/" + target)
	// ok: ssrf
	http.Get(fmt.Sprintf("https://api.example.com/search?q=%s", url.QueryEscape(target)))
}

func (f *fetcher) checked(w http.ResponseWriter, r *http.Request) {
	target, err := url.Parse(r.FormValue("url"))
	if err != nil || !slices.Contains(hosts, target.Hostname()) {
		http.Error(w, "url", http.StatusBadRequest)
		return
	}
	// ok: ssrf
	f.client.Get(target.String())
}

func (f *fetcher) proxy(w http.ResponseWriter, r *http.Request) {
	backend, _ := url.Parse(r.Header.Get("X-Backend"))
	// ruleid: ssrf
	httputil.NewSingleHostReverseProxy(backend).ServeHTTP(w, r)
	own, _ := url.Parse("http://backend.internal")
	// ok: ssrf
	httputil.NewSingleHostReverseProxy(own).ServeHTTP(w, r)
}

func (f *fetcher) post(w http.ResponseWriter, r *http.Request) {
	send(r.FormValue("hook"), r.FormValue("text"))
}

func send(address, text string) {
	// ruleid: ssrf
	request, _ := http.NewRequest("POST", address, nil)
	http.DefaultClient.Do(request)
	// ok: ssrf
	http.NewRequest("POST", "https://hooks.example.com/", nil)
}

func dial(w http.ResponseWriter, r *http.Request) {
	// ruleid: ssrf
	net.Dial("tcp", r.URL.Query().Get("address"))
	// ok: ssrf
	net.Dial("tcp", "cache.internal:6379")
}

func ginFetch(c *gin.Context) {
	services := map[string]string{"users": "http://users.internal/", "orders": "http://orders.internal/"}
	// ok: ssrf
	http.Get(services[c.Param("service")])
	services["asked"] = c.Query("service")
	// ruleid: ssrf
	http.Get(services["asked"])
}

func afar(w http.ResponseWriter, r *http.Request) {
	// ruleid: ssrf
	http.Get(neighbour{request: r}.asked("url"))
	// ruleid: ssrf
	http.Get(neighbourPassed(r.FormValue("url")))
	// ok: ssrf
	http.Get("https://" + neighbourKind(r.FormValue("kind")) + ".example.com/")
}

package main

import (
	"log"
	"net/http"
	_ "net/http/pprof"

	"github.com/gin-contrib/pprof"
	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

var debugAddress = read()

func read() string { return "" }

func main() {
	router := gin.New()
	// ruleid: pprof-exposed
	pprof.Register(router)
	other := chi.NewRouter()
	// ruleid: pprof-exposed
	other.Mount("/debug", middleware.Profiler())
	// ok: pprof-exposed
	other.Mount("/shop", shop())
	// ok: pprof-exposed
	other.Use(middleware.Recoverer)
	// ok: pprof-exposed
	router.Use(gin.Recovery())
	// ok: pprof-exposed
	go http.ListenAndServe("localhost:6060", nil)
	// ok: pprof-exposed
	go http.ListenAndServe(debugAddress, nil)
	// ok: pprof-exposed
	go http.ListenAndServe(":8081", other)
	// ruleid: pprof-exposed
	server := &http.Server{Addr: ":8082"}
	log.Println(server)
	// ruleid: pprof-exposed
	log.Fatal(http.ListenAndServe(":8080", nil))
}

func shop() http.Handler {
	return nil
}

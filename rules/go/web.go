package main

import (
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"os"
	"runtime/debug"

	"github.com/gin-contrib/cors"
	"github.com/gin-gonic/gin"
	"github.com/gofiber/fiber/v2"
	fcors "github.com/gofiber/fiber/v2/middleware/cors"
	"github.com/gorilla/csrf"
	"github.com/gorilla/sessions"
	"github.com/gorilla/websocket"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	rs "github.com/rs/cors"
)

func cookies(w http.ResponseWriter, id string, secure bool) {
	// ruleid: insecure-cookie
	http.SetCookie(w, &http.Cookie{Name: "session_id", Value: id, Path: "/"})
	// ruleid: insecure-cookie
	http.SetCookie(w, &http.Cookie{Name: "auth_token", Value: id, Secure: true})
	// ruleid: insecure-cookie
	http.SetCookie(w, &http.Cookie{Name: "session", Value: id, HttpOnly: true, Secure: false})
	// ok: insecure-cookie
	http.SetCookie(w, &http.Cookie{Name: "session", Value: id, HttpOnly: true, Secure: true})
	// ok: insecure-cookie
	http.SetCookie(w, &http.Cookie{Name: "session", Value: id, Secure: secure, HttpOnly: true})
	// ok: insecure-cookie
	http.SetCookie(w, &http.Cookie{Name: "theme", Value: "dark"})
	// ok: insecure-cookie
	http.SetCookie(w, &http.Cookie{Name: "session", MaxAge: -1})
}

func cookieGin(c *gin.Context, id string) {
	// ruleid: insecure-cookie
	c.SetCookie("session", id, 3600, "/", "", false, true)
	// ruleid: insecure-cookie
	c.SetCookie("access_token", id, 3600, "/", "", true, false)
	// ok: insecure-cookie
	c.SetCookie("session", id, 3600, "/", "", true, true)
	// ok: insecure-cookie
	c.SetCookie("session", "", -1, "/", "", false, true)
	// ruleid: samesite-none
	c.SetSameSite(http.SameSiteNoneMode)
	// ok: samesite-none
	c.SetSameSite(http.SameSiteLaxMode)
}

func cookieFiber(c *fiber.Ctx, id string) {
	// ruleid: insecure-cookie
	c.Cookie(&fiber.Cookie{Name: "jwt", Value: id})
	// ruleid: samesite-none
	c.Cookie(&fiber.Cookie{Name: "jwt", Value: id, HTTPOnly: true, Secure: true, SameSite: "None"})
	// ok: insecure-cookie, samesite-none
	c.Cookie(&fiber.Cookie{Name: "jwt", Value: id, HTTPOnly: true, Secure: true, SameSite: "Lax"})
}

func options(store *sessions.CookieStore, s *sessions.Session) {
	// ruleid: insecure-session-options
	store.Options = &sessions.Options{Path: "/", MaxAge: 3600}
	// ruleid: insecure-session-options
	s.Options.Secure = false
	// ruleid: insecure-session-options
	s.Options = &sessions.Options{Path: "/", HttpOnly: false, Secure: true}
	// ok: insecure-session-options
	s.Options = &sessions.Options{Path: "/", HttpOnly: true, Secure: true}
	// ok: insecure-session-options
	s.Options = &sessions.Options{Path: "/", MaxAge: -1}
	// ok: insecure-session-options
	s.Options.HttpOnly = true
	// ruleid: samesite-none
	a := &http.Cookie{Name: "seen", SameSite: http.SameSiteNoneMode}
	// ok: samesite-none
	a.SameSite = http.SameSiteStrictMode
}

func origins(app *fiber.App, e *echo.Echo, secret []byte) {
	// ruleid: cors-any-origin-with-credentials
	a := cors.New(cors.Config{AllowAllOrigins: true, AllowMethods: []string{"GET"}, AllowCredentials: true})
	// ruleid: cors-any-origin-with-credentials
	b := rs.New(rs.Options{AllowedOrigins: []string{"*"}, AllowCredentials: true})
	// ruleid: cors-any-origin-with-credentials
	c := cors.New(cors.Config{AllowCredentials: true, AllowOriginFunc: func(origin string) bool { return true }})
	// ruleid: cors-any-origin-with-credentials
	app.Use(fcors.New(fcors.Config{AllowOrigins: "*", AllowCredentials: true}))
	// ruleid: cors-any-origin-with-credentials
	e.Use(middleware.CORSWithConfig(middleware.CORSConfig{AllowOrigins: []string{"*"}, AllowCredentials: true}))
	// ok: cors-any-origin-with-credentials
	d := cors.New(cors.Config{AllowOrigins: []string{"https://shop.example.org"}, AllowCredentials: true})
	// ok: cors-any-origin-with-credentials
	f := rs.New(rs.Options{AllowedOrigins: []string{"*"}, AllowCredentials: false})
	// ok: cors-any-origin-with-credentials
	g := cors.New(cors.Config{AllowAllOrigins: true})
	fmt.Println(a, b, c, d, f, g)
}

func byHand(w http.ResponseWriter, r *http.Request) {
	// ruleid: cors-any-origin-with-credentials
	w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
	w.Header().Set("Access-Control-Allow-Credentials", "true")
}

func byHandChecked(w http.ResponseWriter, r *http.Request) {
	origin := r.Header.Get("Origin")
	if origin == "https://shop.example.org" {
		// ok: cors-any-origin-with-credentials
		w.Header().Set("Access-Control-Allow-Origin", origin)
		w.Header().Set("Access-Control-Allow-Credentials", "true")
	}
}

var allowed = map[string]bool{}

func sockets() {
	// ruleid: websocket-any-origin
	a := websocket.Upgrader{ReadBufferSize: 1024, CheckOrigin: func(r *http.Request) bool { return true }}
	// ruleid: websocket-any-origin
	a.CheckOrigin = func(*http.Request) bool { return true }
	// ruleid: websocket-any-origin
	b := &websocket.Upgrader{CheckOrigin: func(_ *http.Request) bool {
		return true
	}}
	// ok: websocket-any-origin
	c := websocket.Upgrader{CheckOrigin: func(r *http.Request) bool { return allowed[r.Header.Get("Origin")] }}
	// ok: websocket-any-origin
	d := websocket.Upgrader{ReadBufferSize: 1024}
	// ok: websocket-any-origin
	c.CheckOrigin = func(r *http.Request) bool {
		if r.Header.Get("Origin") == "" {
			return true
		}
		return false
	}
	fmt.Println(a, b, c, d)
}

func forged(r *http.Request, secure bool) {
	var protection http.CrossOriginProtection
	// ruleid: csrf-protection-off
	protection.AddInsecureBypassPattern("/")
	// ok: csrf-protection-off
	protection.AddInsecureBypassPattern("POST /webhooks/payment")
	// ruleid: csrf-protection-off
	r = csrf.UnsafeSkipCheck(r)
	// ruleid: csrf-protection-off
	a := middleware.CSRFConfig{Skipper: func(c echo.Context) bool { return true }}
	// ok: csrf-protection-off
	b := middleware.CSRFConfig{Skipper: func(c echo.Context) bool { return c.Path() == "/hook" }}
	// ok: csrf-protection-off
	csrf.Secure(secure)
	fmt.Println(a, b)
}

func modes(e *echo.Echo, verbose bool) {
	// ruleid: debug-mode
	gin.SetMode(gin.DebugMode)
	// ruleid: debug-mode
	e.Debug = true
	// ruleid: debug-mode
	os.Setenv("GIN_MODE", "debug")
	// ok: debug-mode
	gin.SetMode(gin.ReleaseMode)
	// ok: debug-mode
	e.Debug = verbose
	// ok: debug-mode
	gin.SetMode(os.Getenv("MODE"))
}

func recovered(w http.ResponseWriter, c *gin.Context) {
	// ruleid: stack-trace-to-client
	http.Error(w, string(debug.Stack()), 500)
	// ruleid: stack-trace-to-client
	fmt.Fprintf(w, "it failed: %s", debug.Stack())
	stack := debug.Stack()
	// ruleid: stack-trace-to-client
	c.JSON(500, gin.H{"stack": string(stack)})
	// ok: stack-trace-to-client
	log.Printf("it failed: %s", debug.Stack())
	// ok: stack-trace-to-client
	fmt.Fprintf(os.Stderr, "it failed: %s", debug.Stack())
	// ok: stack-trace-to-client
	slog.Error("it failed", slog.String("stack", string(debug.Stack())))
	// ok: stack-trace-to-client
	c.JSON(500, gin.H{"error": "it failed"})
}

func failed(w http.ResponseWriter, c *gin.Context, e echo.Context, err error) error {
	// ruleid: error-text-to-client
	http.Error(w, err.Error(), http.StatusInternalServerError)
	// ruleid: error-text-to-client
	c.JSON(http.StatusInternalServerError, gin.H{"error": err.Error()})
	// ruleid: error-text-to-client
	c.String(500, "%s", err.Error())
	// ok: error-text-to-client
	http.Error(w, "internal error", http.StatusInternalServerError)
	// ok: error-text-to-client
	c.JSON(http.StatusBadRequest, gin.H{"error": err.Error()})
	// ok: error-text-to-client
	log.Print(err.Error())
	return errors.New("it failed")
}

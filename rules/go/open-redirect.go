package main

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

func login(w http.ResponseWriter, r *http.Request) {
	next := r.URL.Query().Get("next")
	// ruleid: open-redirect
	http.Redirect(w, r, next, http.StatusFound)
	// ruleid: open-redirect
	http.Redirect(w, r, "https://"+next+"/login", http.StatusFound)
	// ok: open-redirect
	http.Redirect(w, r, "/items/"+next, http.StatusFound)
	// ok: open-redirect
	http.Redirect(w, r, "https://login.example.com/?back="+url.QueryEscape(next), http.StatusFound)
	if strings.HasPrefix(next, "/") && !strings.HasPrefix(next, "//") {
		// ok: open-redirect
		http.Redirect(w, r, next, http.StatusFound)
	}
}

func secure(w http.ResponseWriter, r *http.Request) {
	// ok: open-redirect
	http.Redirect(w, r, "https://"+r.Host+r.URL.Path, http.StatusMovedPermanently)
	// ruleid: open-redirect
	w.Header().Set("Location", r.FormValue("back"))
}

func checked(w http.ResponseWriter, r *http.Request) {
	target, err := url.Parse(r.FormValue("to"))
	if err != nil || target.Host != "www.example.com" {
		http.NotFound(w, r)
		return
	}
	// ok: open-redirect
	http.Redirect(w, r, target.String(), http.StatusFound)
}

func out(c *gin.Context) {
	leave(c, c.Query("url"), "/home")
}

func leave(c *gin.Context, to, home string) {
	if to == "" {
		// ok: open-redirect
		c.Redirect(http.StatusFound, home)
		return
	}
	// ruleid: open-redirect
	c.Redirect(http.StatusFound, to)
}

func echoOut(c echo.Context) error {
	targets := map[string]string{"docs": "https://docs.example.com/"}
	if target, ok := targets[c.QueryParam("to")]; ok {
		// ok: open-redirect
		return c.Redirect(http.StatusFound, target)
	}
	// ruleid: open-redirect
	return c.Redirect(http.StatusFound, c.QueryParam("to"))
}

func cookieOut(w http.ResponseWriter, r *http.Request) {
	cookie, err := r.Cookie("last")
	if err != nil {
		return
	}
	// ruleid: open-redirect
	http.Redirect(w, r, cookie.Value, http.StatusSeeOther)
}

func afar(w http.ResponseWriter, r *http.Request) {
	// ruleid: open-redirect
	http.Redirect(w, r, neighbourAsked(r), http.StatusFound)
	// ruleid: open-redirect
	http.Redirect(w, r, neighbourPassed(r.FormValue("back")), http.StatusFound)
	// ok: open-redirect
	http.Redirect(w, r, neighbourKind(r.FormValue("kind")), http.StatusFound)
}

func port(w http.ResponseWriter, r *http.Request) {
	target := *r.URL
	target.Scheme = "https"
	// ok: open-redirect
	http.Redirect(w, r, target.String(), http.StatusMovedPermanently)
}

package main

import (
	"net/http"
	"strconv"

	ginsessions "github.com/gin-contrib/sessions"
	"github.com/gin-gonic/gin"
	"github.com/gorilla/sessions"
)

var store = sessions.NewCookieStore([]byte("key"))

func profile(w http.ResponseWriter, r *http.Request) {
	session, _ := store.Get(r, "profile")
	role := r.FormValue("role")
	// ruleid: trust-boundary
	session.Values["role"] = role
	// ruleid: trust-boundary
	session.Values["language"] = r.Header.Get("Accept-Language")
	// ok: trust-boundary
	session.Values["seen"] = true
	if role == "reader" || role == "writer" {
		// ok: trust-boundary
		session.Values["role"] = role
	}
	age, err := strconv.Atoi(r.FormValue("age"))
	if err == nil {
		// ok: trust-boundary
		session.Values["age"] = age
	}
	assign(session, r.FormValue("owner"), "basic")
}

func assign(session *sessions.Session, owner, plan string) {
	// ok: trust-boundary
	session.Values["plan"] = plan
	// ruleid: trust-boundary
	session.Values["owner"] = owner
}

func cart(c *gin.Context) {
	session := ginsessions.Default(c)
	item := c.PostForm("item")
	// ruleid: trust-boundary
	session.Set("item", item)
	c.Set("item", item)
	settings := map[string]string{"size": "small"}
	settings["theme"] = c.PostForm("theme")
	// ok: trust-boundary
	session.Set("size", settings["size"])
	// ruleid: trust-boundary
	session.Set("theme", settings["theme"])
	// ok: trust-boundary
	session.Set("mode", modeOf(c.Query("mode")))
}

func modeOf(asked string) string {
	switch asked {
	case "dark":
		return "dark"
	default:
		return "light"
	}
}

func flash(w http.ResponseWriter, r *http.Request) {
	session, _ := store.Get(r, "profile")
	// ruleid: trust-boundary
	session.AddFlash(r.URL.Query().Get("message"))
	// ok: trust-boundary
	session.AddFlash("saved")
}

func afar(w http.ResponseWriter, r *http.Request) {
	session, _ := store.Get(r, "profile")
	// ruleid: trust-boundary
	session.Values["name"] = neighbourAsked(r)
	// ruleid: trust-boundary
	session.Values["city"] = neighbourPassed(r.FormValue("city"))
	// ok: trust-boundary
	session.Values["kind"] = neighbourKind(r.FormValue("kind"))
}

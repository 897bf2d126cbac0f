package main

import (
	"context"
	"crypto/rand"
	"net/http"

	"github.com/gin-gonic/gin"
	"golang.org/x/oauth2"
)

const word = "state"

func begin(w http.ResponseWriter, r *http.Request, config *oauth2.Config) {
	// ruleid: oauth-fixed-state
	a := config.AuthCodeURL("state")
	// ruleid: oauth-fixed-state
	b := config.AuthCodeURL(word, oauth2.AccessTypeOffline)
	// ruleid: oauth-fixed-state
	http.Redirect(w, r, config.AuthCodeURL("random"), http.StatusFound)
	state := rand.Text()
	// ok: oauth-fixed-state
	c := config.AuthCodeURL(state)
	// ok: oauth-fixed-state
	d := config.AuthCodeURL(newState(), oauth2.AccessTypeOffline)
	// ok: oauth-fixed-state
	e := config.AuthCodeURL(r.FormValue("nonce"))
	println(a, b, c, d, e)
}

func newState() string { return rand.Text() }

func finish(w http.ResponseWriter, r *http.Request, config *oauth2.Config) {
	// ruleid: oauth-state-unchecked
	config.Exchange(r.Context(), r.FormValue("code"))
}

func finishGin(c *gin.Context, config *oauth2.Config) {
	code := c.Query("code")
	// ruleid: oauth-state-unchecked
	config.Exchange(c, code)
}

func finishQuery(w http.ResponseWriter, r *http.Request, config *oauth2.Config) {
	// ruleid: oauth-state-unchecked
	config.Exchange(r.Context(), r.URL.Query().Get("code"))
}

func finishChecked(w http.ResponseWriter, r *http.Request, config *oauth2.Config, kept string) {
	if r.FormValue("state") != kept {
		return
	}
	// ok: oauth-state-unchecked
	config.Exchange(r.Context(), r.FormValue("code"))
}

func finishCheckedGin(c *gin.Context, config *oauth2.Config, kept string) {
	state, code := c.Query("state"), c.Query("code")
	if state != kept {
		return
	}
	// ok: oauth-state-unchecked
	config.Exchange(c, code)
}

func command(config *oauth2.Config, code string) {
	// ok: oauth-state-unchecked
	config.Exchange(context.Background(), code)
}

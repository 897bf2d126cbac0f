package main

import (
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
	"github.com/mattermost/mattermost/server/public/shared/mlog"
)

type service struct {
	logger *log.Logger
}

func (s *service) login(w http.ResponseWriter, r *http.Request) {
	user := r.FormValue("user")
	// ruleid: log-injection
	log.Printf("login of %s", user)
	// ok: log-injection
	log.Printf("login of %q", user)
	// ruleid: log-injection
	s.logger.Println("login of", user)
	// ok: log-injection
	slog.Info("login", "user", user)
	// ok: log-injection
	log.Printf("login of a user with %d letters", len(user))
	clean := strings.ReplaceAll(strings.ReplaceAll(user, "\n", ""), "\r", "")
	// ok: log-injection
	log.Println("login of", clean)
}

func (s *service) visit(w http.ResponseWriter, r *http.Request) {
	s.note(r.UserAgent(), r.RemoteAddr)
	for name, values := range r.Header {
		// ruleid: log-injection
		s.logger.Print(name, values)
	}
}

func (s *service) note(agent, address string) {
	// ok: log-injection
	log.Print("asked by " + address)
	// ruleid: log-injection
	log.Print("asked with " + agent)
}

func item(c *gin.Context) {
	view := c.Query("view")
	if view == "full" || view == "short" {
		// ok: log-injection
		log.Println("view", view)
		return
	}
	// ruleid: log-injection
	log.Println("no such view:", view)
}

type form struct {
	Name string
	Kind string
}

func create(c echo.Context) error {
	asked := new(form)
	if err := c.Bind(asked); err != nil {
		return err
	}
	kept := form{Kind: "order"}
	kept.Name = asked.Name
	// ok: log-injection
	log.Println("new", kept.Kind)
	// ruleid: log-injection
	log.Println("new", kept.Name)
	return nil
}

func afar(w http.ResponseWriter, r *http.Request) {
	// ruleid: log-injection
	log.Println("asked for", neighbourAsked(r))
	// ruleid: log-injection
	log.Println("asked for", neighbourPassed(r.FormValue("name")))
	// ok: log-injection
	log.Println("asked for", neighbourLine(r.FormValue("name")))
}

type structured interface {
	Debug(message string, fields ...any)
	Error(message string, fields ...any)
	Errorf(format string, values ...any)
}

func fields(logger structured, r *http.Request) {
	board := r.FormValue("board")
	// ok: log-injection
	logger.Debug("board asked for", mlog.String("board", board), mlog.Int("letters", len(board)))
	// ok: log-injection
	logger.Error("no such board", mlog.Err(load(board)))
	// ok: log-injection
	logger.Error("no such board", "board", board)
	// ok: log-injection
	logger.Errorf("no board %q in %d: %v", board, len(board), "none")
	// ruleid: log-injection
	logger.Errorf("no board %s in %q", board, "team")
	// ruleid: log-injection
	logger.Debug("no such board: " + board)
}

func failed(logger structured, r *http.Request) {
	if err := load(r.FormValue("board")); err != nil {
		// ok: log-injection
		logger.Errorf("load: %v", err)
	}
}

func load(name string) error {
	return fmt.Errorf("no board %q", name)
}

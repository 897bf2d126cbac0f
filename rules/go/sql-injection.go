package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
	"gorm.io/gorm"
)

type store struct {
	db *sql.DB
}

var columns = map[string]bool{"name": true, "price": true}

func (s *store) list(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	// ruleid: sql-injection
	s.db.Query("SELECT * FROM products WHERE name = '" + name + "'")
	// ok: sql-injection
	s.db.Query("SELECT * FROM products WHERE name = ?", name)

	// ruleid: sql-injection
	s.db.QueryRow(fmt.Sprintf("SELECT price FROM products WHERE name = '%s'", r.FormValue("name")))

	page, err := strconv.Atoi(r.FormValue("page"))
	if err != nil {
		return
	}
	// ok: sql-injection
	s.db.Query(fmt.Sprintf("SELECT * FROM products LIMIT 20 OFFSET %d", page*20))

	order := r.FormValue("order")
	if !columns[order] {
		order = "name"
	}
	// ok: sql-injection
	s.db.Query("SELECT * FROM products ORDER BY " + order)
}

func (s *store) remove(w http.ResponseWriter, r *http.Request) {
	cookie, err := r.Cookie("owner")
	if err != nil {
		return
	}
	s.removeOf(r.Context(), cookie.Value, "draft")
}

func (s *store) removeOf(ctx context.Context, owner, state string) {
	var query strings.Builder
	query.WriteString("DELETE FROM items WHERE owner = '")
	query.WriteString(owner)
	query.WriteString("'")
	// ruleid: sql-injection
	s.db.ExecContext(ctx, query.String())
	// ok: sql-injection
	s.db.ExecContext(ctx, "DELETE FROM items WHERE state = '"+state+"'")
}

func (s *store) parts(w http.ResponseWriter, r *http.Request) {
	parts := map[string]string{}
	parts["fixed"] = "name"
	parts["chosen"] = r.Header.Get("X-Column")
	tx, _ := s.db.Begin()
	// ruleid: sql-injection
	tx.Exec("UPDATE products SET " + parts["chosen"] + " = 1")
	// ok: sql-injection
	tx.Exec("UPDATE products SET " + parts["fixed"] + " = 1")
}

func ginOrders(db *gorm.DB) gin.HandlerFunc {
	return func(c *gin.Context) {
		state := c.Query("state")
		var orders []order
		// ruleid: sql-injection
		db.Where("state = '" + state + "'").Find(&orders)
		// ok: sql-injection
		db.Where("state = ?", state).Find(&orders)
		// ok: sql-injection
		db.Where(&order{State: state}).Find(&orders)
		// ruleid: sql-injection
		db.Raw("SELECT * FROM orders ORDER BY " + c.DefaultQuery("sort", "id")).Scan(&orders)
	}
}

func echoOrders(db *sql.DB) echo.HandlerFunc {
	return func(c echo.Context) error {
		sort := "ASC"
		if c.QueryParam("sort") == "down" {
			sort = "DESC"
		}
		// ok: sql-injection
		db.Query("SELECT * FROM orders ORDER BY id " + sort)
		// ruleid: sql-injection
		_, err := db.Query("SELECT * FROM orders WHERE id = " + c.Param("id"))
		return err
	}
}

type order struct {
	State string
}

func (s *store) afar(w http.ResponseWriter, r *http.Request) {
	// ruleid: sql-injection
	s.db.Query("SELECT * FROM items WHERE name = '" + neighbourAsked(r) + "'")
	// ruleid: sql-injection
	s.db.Query("SELECT * FROM items WHERE name = '" + neighbourPassed(r.FormValue("name")) + "'")
	// ok: sql-injection
	s.db.Query("SELECT * FROM items WHERE kind = '" + neighbourKind(r.FormValue("kind")) + "'")
}

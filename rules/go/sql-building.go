package main

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/lib/pq"
	"gorm.io/gorm"
)

const kinds = "items"

type store struct {
	db    *sql.DB
	table string
}

func (s *store) find(owner string, limit int) {
	// ruleid: sql-built-from-text
	s.db.Query(fmt.Sprintf("SELECT * FROM items WHERE owner = '%s'", owner))
	// ruleid: sql-built-from-text
	s.db.Query("SELECT * FROM items WHERE owner = '" + owner + "'")
	// ok: sql-built-from-text
	s.db.Query("SELECT * FROM items WHERE owner = $1", owner)
	// ok: sql-built-from-text
	s.db.Query(fmt.Sprintf("SELECT * FROM items WHERE owner = $1 LIMIT %d", limit), owner)
	// ok: sql-built-from-text
	s.db.Query("SELECT * FROM items LIMIT " + strconv.Itoa(limit))
	// ok: sql-built-from-text
	s.db.Query(fmt.Sprintf("SELECT * FROM %s WHERE owner = $1", s.table), owner)
	// ok: sql-built-from-text
	s.db.Query("SELECT * FROM " + kinds + " WHERE owner = $1", owner)
}

func (s *store) sorted(ctx context.Context, order string) {
	query := fmt.Sprintf("SELECT * FROM items ORDER BY %s", order)
	// ruleid: sql-built-from-text
	s.db.QueryContext(ctx, query)
	fixed := fmt.Sprintf("SELECT * FROM items ORDER BY %s", "name")
	// ok: sql-built-from-text
	s.db.QueryContext(ctx, fixed)
}

func (s *store) remove(name string) {
	statement := "DELETE FROM items"
	if name != "" {
		statement += " WHERE name = '" + name + "'"
	}
	// ruleid: sql-built-from-text
	s.db.Exec(statement)
	// ok: sql-built-from-text
	s.db.Exec("DELETE FROM items WHERE name = " + pq.QuoteLiteral(name))
}

func (s *store) some(ids []any) {
	marks := strings.TrimSuffix(strings.Repeat("?,", len(ids)), ",")
	// ok: sql-built-from-text
	s.db.Query("SELECT * FROM items WHERE id IN ("+strings.TrimSuffix(strings.Repeat("?,", len(ids)), ",")+")", ids...)
	_ = marks
}

func rows(db *gorm.DB, name string) {
	// ruleid: sql-built-from-text
	db.Raw("SELECT * FROM items WHERE name = '" + name + "'")
	// ruleid: sql-built-from-text
	db.Where(fmt.Sprintf("where name LIKE '%%%s%%'", name))
	// ok: sql-built-from-text
	db.Where("name LIKE ?", "%"+name+"%")
	// ok: sql-built-from-text
	db.Where(map[string]any{"name": name})
}

func drop(ctx context.Context, conn *pgx.Conn, user string) {
	// ruleid: sql-built-from-text
	conn.Exec(ctx, "DROP USER "+user)
	// ok: sql-built-from-text
	conn.Exec(ctx, "DROP USER "+pgx.Identifier{user}.Sanitize())
}

func say(owner string) string {
	// ok: sql-built-from-text
	return fmt.Sprintf("choose where to go from %s", owner)
}

type span struct{ from, to int }

func (s span) SQL(column string) string {
	return column + " BETWEEN " + strconv.Itoa(s.from) + " AND " + strconv.Itoa(s.to)
}

func (s *store) between(part span) {
	// ok: sql-built-from-text
	s.db.Exec(fmt.Sprintf("DELETE FROM items WHERE %s AND owner = ''", part.SQL("id")))
}

func (s *store) byState(state string, limit int) {
	query := "SELECT * FROM items WHERE state = "
	query += state
	// ruleid: sql-built-from-text
	s.db.Query(query)
	all := "SELECT * FROM items"
	all += " LIMIT " + strconv.Itoa(limit)
	// ok: sql-built-from-text
	s.db.Query(all)
	bound := "SELECT * FROM items WHERE state = "
	bound += "$1"
	// ok: sql-built-from-text
	s.db.Query(bound, state)
}

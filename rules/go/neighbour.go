package main

import (
	"archive/zip"
	"html"
	"net/http"
	"path/filepath"
	"strings"
)

// What the tests of rules that follow data call in another file: here stands what hands request data out, passes a value on, or cleans it.

type neighbour struct {
	request *http.Request
}

func (n neighbour) asked(name string) string {
	return n.request.URL.Query().Get(name)
}

func neighbourAsked(r *http.Request) string {
	return r.FormValue("asked")
}

func neighbourPassed(value string) string {
	return strings.TrimSpace(value)
}

// neighbourKind looks at the value and returns one of its own.
func neighbourKind(value string) string {
	if value == "long" {
		return "long"
	}
	return "short"
}

func neighbourEscaped(value string) string {
	return html.EscapeString(value)
}

func neighbourLine(value string) string {
	return strings.ReplaceAll(strings.ReplaceAll(value, "\r", " "), "\n", " ")
}

func neighbourFile(name string) string {
	return filepath.Base(name)
}

func neighbourEntry(file *zip.File) string {
	return file.Name
}

func neighbourText() []byte {
	return []byte("the same for all")
}

func neighbourEmpty(size int) []byte {
	return make([]byte, size)
}

func neighbourAny(value any) any {
	return value
}

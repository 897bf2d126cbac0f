package main

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

var page = template.Must(template.New("page").Parse("<p>{{.}}</p>"))

func greet(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	w.Header().Set("Content-Type", "text/html")
	// ruleid: xss
	fmt.Fprintf(w, "<h1>Hello %s</h1>", name)
	// ok: xss
	fmt.Fprintf(w, "<h1>Hello %s</h1>", html.EscapeString(name))
	// ok: xss
	fmt.Fprintf(w, "<p>%d letters</p>", len(name))
	// ruleid: xss
	w.Write([]byte("<p>" + name + "</p>"))
	// ok: xss
	page.Execute(w, name)
	// ruleid: xss
	page.Execute(w, template.HTML("<b>"+name+"</b>"))
}

func list(w http.ResponseWriter, r *http.Request) {
	var out bytes.Buffer
	out.WriteString("<ul>")
	for key := range r.URL.Query() {
		out.WriteString("<li>" + key + "</li>")
	}
	// ruleid: xss
	io.WriteString(w, out.String())
}

func asJSON(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	// ok: xss
	fmt.Fprintf(w, "{\"name\": %q}", r.FormValue("name"))
}

func mode(w http.ResponseWriter, r *http.Request) {
	mode := r.FormValue("mode")
	if mode != "dark" && mode != "light" {
		mode = "light"
	}
	// ok: xss
	fmt.Fprintf(w, "<body class='%s'>", mode)
	title(w, r.Referer(), "Settings")
}

func title(w http.ResponseWriter, back, text string) {
	// ok: xss
	fmt.Fprint(w, "<title>"+text+"</title>")
	// ruleid: xss
	fmt.Fprint(w, "<a href='"+back+"'>back</a>")
}

func ginPage(c *gin.Context) {
	// ruleid: xss
	c.Data(http.StatusOK, "text/html; charset=utf-8", []byte("<p>"+c.Query("text")+"</p>"))
	// ok: xss
	c.String(http.StatusOK, "text %s", c.Query("text"))
}

func echoPage(c echo.Context) error {
	// ruleid: xss
	return c.HTML(http.StatusOK, "<p>"+c.FormValue("text")+"</p>")
}

func echoSafe(c echo.Context) error {
	// ok: xss
	return c.HTML(http.StatusOK, "<p>"+template.HTMLEscapeString(c.FormValue("text"))+"</p>")
}

func afar(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	// ruleid: xss
	fmt.Fprintf(w, "<h1>%s</h1>", neighbourAsked(r))
	// ruleid: xss
	fmt.Fprintf(w, "<h1>%s</h1>", neighbourPassed(r.FormValue("title")))
	// ok: xss
	fmt.Fprintf(w, "<h1>%s</h1>", neighbourEscaped(r.FormValue("title")))
}

func uploaded(w http.ResponseWriter, r *http.Request) {
	_, header, err := r.FormFile("picture")
	if err != nil {
		// ok: xss
		fmt.Fprintf(w, "no picture: %v", err)
		return
	}
	// ruleid: xss
	fmt.Fprintf(w, "<p>%s is kept</p>", header.Filename)
}

type keeper interface{ Get(name string) ([]byte, error) }

func kept(store keeper) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		text, _ := store.Get(r.FormValue("name"))
		// ok: xss
		w.Write(text)
		// ok: xss
		w.Write([]byte("{\"name\": \"" + r.FormValue("name") + "\"}"))
		// ok: xss
		fmt.Fprintf(w, `{"name": "%s"}`, r.FormValue("name"))
		// ruleid: xss
		fmt.Fprintf(w, "<p>%s</p>{}", r.FormValue("name"))
	}
}

package main

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"

	"github.com/antchfx/htmlquery"
	"github.com/antchfx/xmlquery"
	"github.com/antchfx/xpath"
	"github.com/gin-gonic/gin"
	"golang.org/x/net/html"
)

var letters = regexp.MustCompile(`^[A-Za-z]+$`)

func accounts(document *xmlquery.Node) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		user := r.FormValue("user")
		// ruleid: xpath-injection
		xmlquery.FindOne(document, "//account[@user='"+user+"']")
		// ruleid: xpath-injection
		xmlquery.QueryAll(document, fmt.Sprintf("//account[@user='%s']/mail", user))
		// ok: xpath-injection
		xmlquery.FindOne(document, "//account[@state='open']")

		number, err := strconv.Atoi(r.FormValue("number"))
		if err != nil {
			return
		}
		// ok: xpath-injection
		xmlquery.FindOne(document, fmt.Sprintf("//account[%d]", number))

		if letters.MatchString(user) {
			// ok: xpath-injection
			xmlquery.FindOne(document, "//account[@user='"+user+"']")
		}
	}
}

func compile(w http.ResponseWriter, r *http.Request) {
	// ruleid: xpath-injection
	xpath.Compile("//item[" + r.Header.Get("X-Filter") + "]")
	// ok: xpath-injection
	xpath.MustCompile(pathOf("items", r.Header.Get("X-Filter") == "all"))
}

func pathOf(name string, all bool) string {
	if all {
		return "//" + name
	}
	return "/" + name
}

type search struct {
	Path string
	Kind string
}

func pages(document *html.Node) gin.HandlerFunc {
	return func(c *gin.Context) {
		asked := search{Path: c.Query("path"), Kind: "article"}
		// ruleid: xpath-injection
		htmlquery.Find(document, asked.Path)
		// ok: xpath-injection
		htmlquery.Find(document, "//"+asked.Kind)
		find(document, c.Param("id"))
	}
}

func find(document *html.Node, id string) {
	// ruleid: xpath-injection
	htmlquery.FindOne(document, "//*[@id='"+id+"']")
}

func tags(document *html.Node) gin.HandlerFunc {
	return func(c *gin.Context) {
		tags := []string{"p", c.PostForm("tag")}
		// ok: xpath-injection
		htmlquery.Find(document, "//"+tags[0])
		// ruleid: xpath-injection
		htmlquery.Find(document, "//"+tags[1])
	}
}

func afar(w http.ResponseWriter, r *http.Request) {
	// ruleid: xpath-injection
	xpath.Compile("//item[@name='" + neighbourAsked(r) + "']")
	// ruleid: xpath-injection
	xpath.Compile("//item[@name='" + neighbourPassed(r.FormValue("name")) + "']")
	// ok: xpath-injection
	xpath.Compile("//item[@kind='" + neighbourKind(r.FormValue("kind")) + "']")
}

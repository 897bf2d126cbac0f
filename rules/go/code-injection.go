package main

import (
	"net/http"
	"text/template"

	"github.com/dop251/goja"
	"github.com/expr-lang/expr"
	"github.com/gin-gonic/gin"
	"github.com/robertkrimen/otto"
	"go.mongodb.org/mongo-driver/bson"
)

const letter = "Dear {{.Name}}"

func preview(w http.ResponseWriter, r *http.Request) {
	text := r.FormValue("template")
	// ruleid: code-injection
	template.Must(template.New("preview").Parse(text)).Execute(w, nil)
	// ok: code-injection
	template.Must(template.New("letter").Parse(letter)).Execute(nil, text)

	own := template.New("own")
	// ruleid: code-injection
	own.Parse("<p>" + text + "</p>")
}

func script(w http.ResponseWriter, r *http.Request) {
	vm := otto.New()
	vm.Set("input", r.FormValue("input"))
	// ok: code-injection
	vm.Run("check(input)")
	// ruleid: code-injection
	vm.Run(r.FormValue("script"))
}

func rule(c *gin.Context) {
	rules := map[string]string{"adult": "age >= 18", "child": "age < 18"}
	// ok: code-injection
	expr.Compile(rules[c.Param("rule")])
	// ruleid: code-injection
	expr.Eval(c.Query("rule"), nil)
	evaluate(c.PostForm("formula"), "1 + 1")
}

func evaluate(asked, fixed string) {
	vm := goja.New()
	// ruleid: code-injection
	vm.RunString(asked)
	// ok: code-injection
	vm.RunString(fixed)
}

func choose(c *gin.Context) {
	name := c.GetHeader("X-Rule")
	if name != "adult" && name != "child" {
		return
	}
	// ok: code-injection
	expr.Compile(name)
	steps := []string{c.GetHeader("X-Step")}
	steps = append(steps, "true")
	// ok: code-injection
	expr.Compile(steps[1])
	// ruleid: code-injection
	expr.Compile(steps[0])
}

func afar(w http.ResponseWriter, r *http.Request) {
	// ruleid: code-injection
	template.New("afar").Parse(neighbourAsked(r))
	// ruleid: code-injection
	goja.New().RunString(neighbourPassed(r.FormValue("formula")))
	// ok: code-injection
	goja.New().RunString(neighbourKind(r.FormValue("formula")))
}

func older(w http.ResponseWriter, r *http.Request) {
	// ruleid: code-injection
	filter := bson.M{"$where": "this.age > " + r.FormValue("age")}
	// ok: code-injection
	plain := bson.M{"age": bson.M{"$gt": r.FormValue("age")}}
	println(len(filter), len(plain))
}

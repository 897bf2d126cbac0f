package main

import (
	"net/http"
	"os"
	"text/template"
)

type shop struct{ Name string }

func page(w http.ResponseWriter, r *http.Request, t *template.Template) {
	// ruleid: text-template-for-html
	t.Execute(w, shop{})
	// ruleid: text-template-for-html
	t.ExecuteTemplate(w, "shop", shop{})
	// ok: text-template-for-html
	t.Execute(os.Stdout, shop{})
	// ruleid: text-template-for-html
	made := template.Must(template.New("shop").Parse("<html><body>{{.Name}}</body></html>"))
	// ok: text-template-for-html
	mail := template.Must(template.New("mail").Parse("Hello {{.Name}}"))
	// ruleid: text-template-for-html
	files, _ := template.ParseFiles("shop.html")
	// ok: text-template-for-html
	more, _ := template.ParseFiles("mail.txt")
	mail.Execute(os.Stdout, []any{made, files, more})
}

func list(w http.ResponseWriter, r *http.Request, t *template.Template) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	// ok: text-template-for-html
	t.Execute(w, shop{})
}

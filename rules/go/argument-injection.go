package main

import (
	"context"
	"net/http"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

func archive(ctx context.Context, r *http.Request) {
	name := r.FormValue("name")
	// ruleid: argument-injection
	exec.Command("tar", "xf", name).Run()
	// ruleid: argument-injection
	exec.CommandContext(ctx, "git", "clone", name, "copy").Run()
	// ok: argument-injection
	exec.Command("tar", "xf", "--", name).Run()
	// ok: argument-injection
	exec.Command("curl", "--data", name, "https://api.example.com/").Run()
	// ok: argument-injection
	exec.Command("convert", "png:"+name, "out.jpg").Run()
	// ok: argument-injection
	exec.Command("file", filepath.Join("/srv/files", filepath.Base(name))).Run()
	pages, err := strconv.Atoi(r.FormValue("pages"))
	if err != nil {
		return
	}
	// ok: argument-injection
	exec.Command("pdftk", strconv.Itoa(pages)).Run()
	find(r.FormValue("word"))
	if strings.HasPrefix(name, "-") {
		return
	}
	// ok: argument-injection
	exec.Command("tar", "xf", name).Run()
}

func find(word string) {
	// ruleid: argument-injection
	exec.Command("grep", word, "list.txt").Run()
	// ok: argument-injection
	exec.Command("grep", "-e", word, "list.txt").Run()
}

func afar(r *http.Request) {
	// ruleid: argument-injection
	exec.Command("unzip", neighbourAsked(r)).Run()
	// ruleid: argument-injection
	exec.Command("unzip", neighbourPassed(r.FormValue("file"))).Run()
	// ok: argument-injection
	exec.Command("unzip", neighbourKind(r.FormValue("kind"))).Run()
}

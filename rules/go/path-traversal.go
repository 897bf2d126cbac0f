package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/mux"
	"github.com/labstack/echo/v4"
)

const folder = "/srv/files"

func read(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	// ruleid: path-traversal
	os.ReadFile(filepath.Join(folder, name))
	// ok: path-traversal
	os.ReadFile(filepath.Join(folder, filepath.Base(name)))

	path := filepath.Join(folder, name)
	if !strings.HasPrefix(path, folder+"/") {
		http.NotFound(w, r)
		return
	}
	// ok: path-traversal
	os.ReadFile(path)
}

func known(w http.ResponseWriter, r *http.Request) {
	// ok: path-traversal
	if _, err := os.Stat(filepath.Join(folder, r.FormValue("name"))); err != nil {
		http.NotFound(w, r)
	}
}

func remove(w http.ResponseWriter, r *http.Request) {
	name := mux.Vars(r)["name"]
	// ruleid: path-traversal
	os.Remove(folder + "/" + name)
	if !filepath.IsLocal(name) {
		return
	}
	// ok: path-traversal
	os.Remove(folder + "/" + name)
}

func write(w http.ResponseWriter, r *http.Request) {
	target := locate(r.Header.Get("X-Name"))
	// ruleid: path-traversal
	os.WriteFile(target, nil, 0o600)
	// ok: path-traversal
	os.WriteFile(locate("settings"), nil, 0o600)
}

func locate(name string) string {
	return filepath.Join(folder, name+".json")
}

func serve(w http.ResponseWriter, r *http.Request) {
	// ruleid: path-traversal
	http.ServeFile(w, r, filepath.Join(folder, r.FormValue("file")))
	// ok: path-traversal
	http.ServeFile(w, r, filepath.Join(folder, r.URL.Path))
}

func upload(w http.ResponseWriter, r *http.Request) {
	file, header, err := r.FormFile("file")
	if err != nil {
		return
	}
	defer file.Close()
	// ok: path-traversal
	os.Create(filepath.Join(folder, header.Filename))
	// ruleid: path-traversal
	os.Create(filepath.Join(folder, r.FormValue("folder"), "upload.bin"))
}

func download(c *gin.Context) {
	name := c.Param("name")
	// ruleid: path-traversal
	c.File(folder + "/" + name)
	if strings.Contains(name, "..") {
		return
	}
	// ok: path-traversal
	c.File(folder + "/" + name)
}

func attachment(c echo.Context) error {
	names := []string{c.Param("name"), "readme.txt"}
	if c.QueryParam("readme") != "" {
		// ok: path-traversal
		return c.Attachment(folder+"/"+names[1], "readme.txt")
	}
	// ruleid: path-traversal
	return c.Attachment(folder+"/"+names[0], "file")
}

func afar(w http.ResponseWriter, r *http.Request) {
	// ruleid: path-traversal
	os.ReadFile(filepath.Join(folder, neighbourAsked(r)))
	// ruleid: path-traversal
	os.ReadFile(filepath.Join(folder, neighbourPassed(r.FormValue("name"))))
	// ok: path-traversal
	os.ReadFile(filepath.Join(folder, neighbourFile(r.FormValue("name"))))
}

func page(w http.ResponseWriter, r *http.Request) {
	// ok: path-traversal
	// ruleid: path-from-url
	os.ReadFile(filepath.Join(folder, r.URL.Path))
	// ruleid: path-from-url
	os.Open(folder + strings.TrimPrefix(r.URL.Path, "/pages"))
	show(r.URL.Path)
	// ok: path-from-url
	os.ReadFile(filepath.Join(folder, filepath.Clean("/"+r.URL.Path)))
	// ok: path-from-url
	os.ReadFile(filepath.Join(folder, filepath.Base(r.URL.Path)))
	// ruleid: path-from-url
	os.Open(folder + neighbourPassed(r.URL.Path))
	name := strings.TrimPrefix(r.URL.Path, "/")
	if !filepath.IsLocal(name) {
		return
	}
	// ok: path-from-url
	os.Open(filepath.Join(folder, name))
}

func show(path string) {
	// ruleid: path-from-url
	os.Open(folder + path)
}

func below(r *http.Request) {
	path := filepath.Join(folder, r.FormValue("name"))
	if !pathIsWithin(folder, path) {
		return
	}
	// ok: path-traversal
	os.Open(path)
	if !matches(folder, r.FormValue("other")) {
		return
	}
	// ruleid: path-traversal
	os.Open(r.FormValue("other"))
}

func pathIsWithin(folder, path string) bool {
	relative, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(relative)
}

func matches(folder, path string) bool { return path != folder }

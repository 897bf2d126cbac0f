package main

import (
	"net/http"
	"os"
	"path/filepath"

	"github.com/gin-gonic/gin"
	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"
)

var allowed = map[string]bool{".png": true, ".jpg": true}

func upload(c *gin.Context) {
	file, err := c.FormFile("file")
	if err != nil {
		return
	}
	// ruleid: upload-kept-under-its-name
	c.SaveUploadedFile(file, filepath.Join("public", file.Filename))
}

func uploadFiber(c *fiber.Ctx) error {
	file, err := c.FormFile("file")
	if err != nil {
		return err
	}
	// ruleid: upload-kept-under-its-name
	return c.SaveFile(file, "./public/"+filepath.Base(file.Filename))
}

func uploadPlain(w http.ResponseWriter, r *http.Request) {
	body, file, err := r.FormFile("file")
	if err != nil {
		return
	}
	defer body.Close()
	// ruleid: upload-kept-under-its-name
	out, _ := os.Create(filepath.Join("public", filepath.Base(file.Filename)))
	out.Close()
}

func picture(c *gin.Context) {
	file, err := c.FormFile("file")
	if err != nil || !allowed[filepath.Ext(file.Filename)] {
		return
	}
	// ok: upload-kept-under-its-name
	c.SaveUploadedFile(file, filepath.Join("public", filepath.Base(file.Filename)))
}

func renamed(c *gin.Context) {
	file, err := c.FormFile("file")
	if err != nil {
		return
	}
	// ok: upload-kept-under-its-name
	c.SaveUploadedFile(file, filepath.Join("uploads", uuid.NewString()))
}

type document struct{ Filename string }

func export(d document) {
	// ok: upload-kept-under-its-name
	out, _ := os.Create(filepath.Join("out", d.Filename))
	out.Close()
}

package main

import (
	"archive/tar"
	"archive/zip"
	"context"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"mime"
	"net/http"
	"net/smtp"
	"net/textproto"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/crypto/ssh"
	"gopkg.in/yaml.v3"
)

func run(ctx context.Context, name string, client *ssh.Client) {
	// ruleid: shell-command-built
	exec.Command("sh", "-c", "tar xf "+name)
	// ruleid: shell-command-built
	exec.CommandContext(ctx, "/bin/bash", "-c", fmt.Sprintf("tar xf %s", name))
	// ruleid: shell-command-built
	exec.Command("cmd", "/C", name)
	session, _ := client.NewSession()
	// ruleid: shell-command-built
	session.Run("tar xf " + name)
	// ok: shell-command-built
	session.Run("uptime")
	// ok: shell-command-built
	exec.Command("sh", "-c", "ls | wc -l")
	// ok: shell-command-built
	exec.Command("tar", "xf", "--", name)
	// ok: shell-command-built
	exec.Command("sh", "-c", `grep -- "$1" log`, "sh", name)
	fixed := "date -u"
	// ok: shell-command-built
	exec.Command("bash", "-c", fixed)
}

type policy interface{ Sanitize(string) string }

func page(comment, link string, p policy, body strings.Builder) {
	// ruleid: template-escaping-off
	a := template.HTML(comment)
	// ruleid: template-escaping-off
	b := template.URL(link)
	// ruleid: template-escaping-off
	c := template.JS("show('" + comment + "')")
	// ok: template-escaping-off
	d := template.HTML("<br>")
	// ok: template-escaping-off
	e := template.HTML(p.Sanitize(comment))
	// ok: template-escaping-off
	f := template.HTML(strings.ReplaceAll(template.HTMLEscapeString(comment), "\n", "<br>"))
	fmt.Println(a, b, c, d, e, f)
}

func unpack(reader *zip.Reader, dir string) {
	for _, entry := range reader.File {
		// ruleid: archive-entry-path
		target := filepath.Join(dir, entry.Name)
		fmt.Println(target)
	}
}

func unpackTar(reader *tar.Reader, dir string) {
	header, _ := reader.Next()
	// ruleid: archive-entry-path
	fmt.Println(filepath.Join(dir, header.Name))
}

func target(file *zip.File, dir string) string {
	// ruleid: archive-entry-path
	return filepath.Join(dir, file.Name)
}

func targetChecked(file *zip.File, dir string) (string, error) {
	if !filepath.IsLocal(file.Name) {
		return "", errors.New("a bad name")
	}
	// ok: archive-entry-path
	return filepath.Join(dir, file.Name), nil
}

func targetBelow(file *zip.File, dir string) (string, error) {
	// ok: archive-entry-path
	path := filepath.Join(dir, file.Name)
	if !strings.HasPrefix(path, filepath.Clean(dir)+"/") {
		return "", errors.New("a bad name")
	}
	return path, nil
}

type item struct{ Name string }

func image(i item) string {
	// ok: archive-entry-path
	return filepath.Join("images", i.Name)
}

func send(r *http.Request) {
	subject := r.FormValue("subject")
	text := []byte("Subject: " + subject + "\r\n\r\nHello")
	// ruleid: mail-header-injection
	smtp.SendMail("mail:25", nil, "shop@example.org", []string{"a@example.org"}, text)
	sendText(r.FormValue("to"), "Hello")
	encoded := []byte("Subject: " + mime.QEncoding.Encode("utf-8", subject) + "\r\n\r\nHello")
	// ok: mail-header-injection
	smtp.SendMail("mail:25", nil, "shop@example.org", []string{"a@example.org"}, encoded)
	if strings.ContainsAny(subject, "\r\n") {
		return
	}
	// ok: mail-header-injection
	smtp.SendMail("mail:25", nil, "shop@example.org", []string{"a@example.org"}, []byte("Subject: "+subject+"\r\n\r\nHello"))
}

func sendText(to, text string) {
	// ruleid: mail-header-injection
	smtp.SendMail("mail:25", nil, "shop@example.org", []string{"a@example.org"}, []byte("To: "+to+"\r\n\r\n"+text))
}

func sendRaw(c *textproto.Conn, r *http.Request) {
	// ruleid: mail-header-injection
	c.PrintfLine("Reply-To: %s", r.FormValue("to"))
	// ok: mail-header-injection
	c.PrintfLine("Reply-To: %s", "shop@example.org")
}

func sendTo(c *smtp.Client, r *http.Request) {
	// ok: mail-header-injection
	c.Rcpt(r.FormValue("to"))
}

func decode(w http.ResponseWriter, r *http.Request) {
	var i item
	// ruleid: untrusted-decoding
	gob.NewDecoder(r.Body).Decode(&i)
	// ruleid: untrusted-decoding
	yaml.NewDecoder(r.Body).Decode(&i)
	// ruleid: untrusted-decoding
	yaml.Unmarshal([]byte(r.FormValue("item")), &i)
	// ok: untrusted-decoding
	json.NewDecoder(r.Body).Decode(&i)
	// ok: untrusted-decoding
	yaml.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&i)
	// ok: untrusted-decoding
	yaml.Unmarshal([]byte("name: x"), &i)
}

func afar(r *http.Request, i *item) {
	// ruleid: mail-header-injection
	smtp.SendMail("mail:25", nil, "shop@example.org", []string{"a@example.org"}, []byte("Subject: "+neighbourAsked(r)+"\r\n\r\nHello"))
	// ok: mail-header-injection
	smtp.SendMail("mail:25", nil, "shop@example.org", []string{"a@example.org"}, []byte("Subject: "+neighbourLine(r.FormValue("subject"))+"\r\n\r\nHello"))
	// ruleid: untrusted-decoding
	yaml.Unmarshal([]byte(neighbourAsked(r)), i)
	read([]byte(neighbourPassed(r.FormValue("item"))), i)
	// ok: untrusted-decoding
	yaml.Unmarshal([]byte("kind: "+neighbourKind(r.FormValue("kind"))), i)
}

func read(text []byte, i *item) {
	// ruleid: untrusted-decoding
	yaml.Unmarshal(text, i)
}

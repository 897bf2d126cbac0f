package main

import (
	"encoding/json"
	"net/http"
	"os/exec"
	"regexp"

	"github.com/gin-gonic/gin"
)

var hostName = regexp.MustCompile(`^[a-z0-9-]+$`)

type job struct {
	Program string
	Target  string
}

func ping(w http.ResponseWriter, r *http.Request) {
	host := r.FormValue("host")
	// ruleid: command-injection
	exec.Command("sh", "-c", "ping -c 1 "+host).Run()
	// ok: command-injection
	exec.Command("ping", "-c", "1", host).Run()
	if !hostName.MatchString(host) {
		http.Error(w, "host", http.StatusBadRequest)
		return
	}
	// ok: command-injection
	exec.Command("sh", "-c", "ping -c 1 "+host).Run()
}

func start(w http.ResponseWriter, r *http.Request) {
	var asked job
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		return
	}
	// ruleid: command-injection
	exec.Command(asked.Program, "--now").Run()
	run(asked.Target)
	fixed := job{Program: "uptime", Target: asked.Target}
	// ok: command-injection
	exec.Command(fixed.Program).Run()
}

func run(target string) {
	arguments := []string{"-c", "systemctl restart " + target}
	// ruleid: command-injection
	exec.Command("/bin/bash", arguments...).Run()
}

func convert(w http.ResponseWriter, r *http.Request) {
	var size string
	switch r.URL.Query().Get("size") {
	case "small":
		size = "10"
	default:
		size = "100"
	}
	// ok: command-injection
	exec.CommandContext(r.Context(), "sh", "-c", "convert in.png -resize "+size+" out.png").Run()
	// ruleid: command-injection
	exec.CommandContext(r.Context(), "sh", "-c", "convert in.png -resize "+r.URL.Query().Get("size")+" out.png").Run()
}

func tools(c *gin.Context) {
	names := []string{"status", c.Query("name"), "version"}
	// ruleid: command-injection
	exec.Command("bash", "-c", "service "+names[1]).Run()
	// ok: command-injection
	exec.Command("bash", "-c", "service "+names[2]).Run()
}

func scheduled(c *gin.Context) {
	programs := map[string]string{"disk": "df", "load": "uptime"}
	program, ok := programs[c.Param("tool")]
	if !ok {
		return
	}
	// ok: command-injection
	exec.Command(program).Run()
	// todoruleid: command-injection
	exec.Command(c.Param("tool")).Run()
}

func afar(w http.ResponseWriter, r *http.Request) {
	// ruleid: command-injection
	exec.Command("sh", "-c", "ping "+neighbourAsked(r)).Run()
	// ruleid: command-injection
	exec.Command(neighbourPassed(r.FormValue("program"))).Run()
	// ok: command-injection
	exec.Command("sh", "-c", "report --"+neighbourKind(r.FormValue("kind"))).Run()
}

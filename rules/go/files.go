package main

import (
	"fmt"
	"io/ioutil"
	"os"
	"path/filepath"
)

const open = 0666

func write(name string, data []byte, mode os.FileMode) {
	// ruleid: world-writable-mode
	os.WriteFile(name, data, 0666)
	// ruleid: world-writable-mode
	os.MkdirAll(name, 0o777)
	// ruleid: world-writable-mode
	os.Mkdir(name, os.ModePerm)
	// ruleid: world-writable-file
	os.Chmod(name, 0777)
	// ruleid: world-writable-file
	os.Chmod(name, os.ModePerm)
	// ruleid: world-writable-file
	os.Chmod(name, open)
	// ruleid: world-writable-mode
	os.OpenFile(name, os.O_CREATE|os.O_WRONLY, 0666)
	// ok: world-writable-mode
	os.OpenFile(name, os.O_RDONLY, 0666)
	// ok: world-writable-mode, file-readable-by-all
	os.WriteFile(name, data, 0644)
	// ok: world-writable-mode
	os.MkdirAll(name, 0750)
	// ok: world-writable-file
	os.Chmod(name, mode)
	// ok: world-writable-file
	os.Chmod(name, 0o640)
	// ok: world-writable-file
	os.Chmod(name, 0o4755)
	// ok: world-writable-mode
	os.OpenFile("/dev/tty", os.O_WRONLY|os.O_CREATE, 0666)
}

func secrets(dir, privateKeyPath string, keyPEM, certPEM []byte, password string) {
	// ruleid: secret-file-readable
	os.WriteFile(filepath.Join(dir, "server.key"), keyPEM, 0644)
	// ruleid: secret-file-readable
	os.WriteFile(privateKeyPath, keyPEM, 0o644)
	// ruleid: secret-file-readable
	ioutil.WriteFile(filepath.Join(dir, "last"), []byte(password), 0640)
	// ok: secret-file-readable
	os.WriteFile(filepath.Join(dir, "server.key"), keyPEM, 0600)
	// ok: secret-file-readable
	os.WriteFile(filepath.Join(dir, "server.crt"), certPEM, 0644)
	// ok: secret-file-readable
	os.WriteFile(filepath.Join(dir, "keyboard.txt"), certPEM, 0644)
	// ok: secret-file-readable
	os.WriteFile("public.pem", certPEM, 0644)
}

func readable(name string, data []byte) {
	// ruleid: file-readable-by-all
	os.WriteFile(name, data, 0744)
	// ruleid: file-readable-by-all
	ioutil.WriteFile(name, data, 0755)
	// ruleid: file-readable-by-all
	os.Chmod(name, 0o754)
	// ok: file-readable-by-all
	os.WriteFile(name, data, 0600)
	// ok: file-readable-by-all
	os.Chmod(name, 0700)
}

func temporary(data []byte, id string) {
	// ruleid: predictable-temporary-file
	os.Create("/tmp/report.csv")
	// ruleid: predictable-temporary-file
	os.WriteFile("/tmp/"+id, data, 0600)
	// ruleid: predictable-temporary-file
	os.Create(filepath.Join(os.TempDir(), "report.csv"))
	// ruleid: predictable-temporary-file
	ioutil.WriteFile(fmt.Sprintf("/tmp/%s.csv", id), data, 0600)
	// ruleid: predictable-temporary-file
	os.OpenFile("/var/tmp/lock", os.O_CREATE|os.O_RDWR, 0600)
	// ok: predictable-temporary-file
	os.OpenFile("/tmp/lock", os.O_CREATE|os.O_EXCL|os.O_RDWR, 0600)
	// ok: predictable-temporary-file
	os.CreateTemp("", "report-*.csv")
	dir, _ := os.MkdirTemp("", "report")
	// ok: predictable-temporary-file
	os.Create(filepath.Join(dir, "report.csv"))
	// ok: predictable-temporary-file
	os.Create("/srv/tmp/report.csv")
	// ok: predictable-temporary-file
	os.Open("/tmp/report.csv")
}

func clear(dir string, names []string) error {
	for _, name := range names {
		// ok: world-writable-file
		os.Chmod(name, 0777)
	}
	return os.RemoveAll(dir)
}

package main

import (
	"archive/tar"
	"archive/zip"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

func unzip(archive *zip.ReadCloser, folder string) error {
	for _, file := range archive.File {
		target := filepath.Join(folder, file.Name)
		// ruleid: zip-slip
		out, err := os.Create(target)
		if err != nil {
			return err
		}
		out.Close()
		// ok: zip-slip
		os.Create(filepath.Join(folder, filepath.Base(file.Name)))
	}
	return nil
}

func unzipChecked(archive *zip.ReadCloser, folder string) error {
	for _, file := range archive.File {
		target := filepath.Join(folder, file.Name)
		if !strings.HasPrefix(target, filepath.Clean(folder)+string(os.PathSeparator)) {
			continue
		}
		// ok: zip-slip
		os.MkdirAll(target, 0o700)
	}
	return nil
}

func unzipLocal(archive *zip.ReadCloser, folder string) error {
	for _, file := range archive.File {
		if !filepath.IsLocal(file.Name) {
			continue
		}
		// ok: zip-slip
		os.Create(filepath.Join(folder, file.Name))
	}
	return nil
}

func untar(in io.Reader, folder string) error {
	reader := tar.NewReader(in)
	for {
		header, err := reader.Next()
		if err != nil {
			return err
		}
		switch header.Typeflag {
		case tar.TypeDir:
			// ruleid: zip-slip
			os.MkdirAll(path.Join(folder, header.Name), 0o700)
		case tar.TypeSymlink:
			// ruleid: zip-slip
			os.Symlink(header.Linkname, filepath.Join(folder, "link"))
		case tar.TypeReg:
			write(folder, header.Name)
		}
	}
}

func write(folder, name string) {
	// ruleid: zip-slip
	os.OpenFile(folder+"/"+name, os.O_CREATE, 0o600)
}

func untarSafe(reader *tar.Reader, folder string) error {
	header, err := reader.Next()
	if err != nil {
		return err
	}
	// ruleid: zip-slip
	os.Remove(filepath.Join(folder, header.Name))
	if strings.Contains(header.Name, "..") {
		return nil
	}
	// ok: zip-slip
	os.Create(filepath.Join(folder, header.Name))
	return nil
}

func names(archive *zip.Reader, folder string) {
	known := map[string]string{}
	for _, file := range archive.File {
		known["last"] = file.Name
		known["first"] = "a.txt"
	}
	// ok: zip-slip
	os.Open(filepath.Join(folder, known["first"]))
	// ruleid: zip-slip
	os.Open(filepath.Join(folder, known["last"]))
}

func rooted(file *zip.File, folder string) {
	// ok: zip-slip
	os.Create(filepath.Join(folder, filepath.Clean("/"+file.Name)))
}

func afar(archive *zip.Reader, folder string) {
	for _, file := range archive.File {
		// ruleid: zip-slip
		os.Create(filepath.Join(folder, neighbourEntry(file)))
		// ruleid: zip-slip
		os.Create(filepath.Join(folder, neighbourPassed(file.Name)))
		// ok: zip-slip
		os.Create(filepath.Join(folder, neighbourFile(file.Name)))
	}
}

func descends(path, folder string) bool {
	relative, err := filepath.Rel(folder, path)
	return err == nil && relative != ".." && !strings.HasPrefix(relative, "../")
}

func unzipDescends(archive *zip.Reader, folder string) {
	for _, file := range archive.File {
		target := filepath.Join(folder, filepath.FromSlash(file.Name))
		if !descends(target, folder) {
			continue
		}
		// ok: zip-slip
		os.Create(target)
	}
}

package main

import "fmt"

func main() {
	// ruleid: hidden-text
	name := "admin‮"
	// ruleid: hidden-text
	/* here the check ⁦ends⁩ */
	// ruleid: hidden-text
	right := "user⁧"
	// ok: hidden-text
	escaped := "\u202e"
	// ok: hidden-text
	hebrew := "שלום"
	// ok: hidden-text
	joined := "‍é"
	fmt.Println(name, right, escaped, hebrew, joined)
}

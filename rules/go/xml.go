package main

import (
	"encoding/xml"
	"io"

	"github.com/lestrrat-go/libxml2"
	"github.com/lestrrat-go/libxml2/parser"
)

type order struct{ Name string }

func read(in io.Reader, text string) error {
	// ruleid: xml-external-entities
	p := parser.New(parser.XMLParseNoEnt)
	if _, err := p.ParseReader(in); err != nil {
		return err
	}
	// ruleid: xml-external-entities
	_, err := libxml2.ParseString(text, parser.XMLParseDTDLoad|parser.XMLParseNoEnt)
	// ruleid: xml-external-entities
	libxml2.ParseReader(in, parser.XMLParseDTDLoad)
	return err
}

func readPlain(in io.Reader, text string) error {
	// ok: xml-external-entities
	p := parser.New(parser.XMLParseNoNet)
	if _, err := p.ParseReader(in); err != nil {
		return err
	}
	// ok: xml-external-entities
	if _, err := libxml2.ParseString(text); err != nil {
		return err
	}
	var o order
	// ok: xml-external-entities
	return xml.NewDecoder(in).Decode(&o)
}

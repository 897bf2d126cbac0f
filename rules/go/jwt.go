package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	jose "github.com/go-jose/go-jose/v4/jwt"
	"github.com/golang-jwt/jwt/v5"
	"golang.org/x/oauth2"
)

type claims struct {
	Role string
	jwt.RegisteredClaims
}

func role(r *http.Request) string {
	text := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	held := &claims{}
	// ruleid: jwt-unverified
	if _, _, err := jwt.NewParser().ParseUnverified(text, held); err != nil {
		return ""
	}
	return held.Role
}

func other(text string) map[string]any {
	p := new(jwt.Parser)
	// ruleid: jwt-unverified
	token, _, _ := p.ParseUnverified(text, jwt.MapClaims{})
	return token.Claims.(jwt.MapClaims)
}

func joined(token *jose.JSONWebToken) string {
	out := jose.Claims{}
	// ruleid: jwt-unverified
	token.UnsafeClaimsWithoutVerification(&out)
	return out.Subject
}

func verifier() *oidc.Config {
	// ruleid: jwt-unverified
	return &oidc.Config{ClientID: "shop", InsecureSkipSignatureCheck: true}
}

func chosen(text string, keys map[string][]byte) (*jwt.Token, error) {
	// ok: jwt-unverified
	peek, _, err := jwt.NewParser().ParseUnverified(text, jwt.MapClaims{})
	if err != nil {
		return nil, err
	}
	key := keys[fmt.Sprint(peek.Header["kid"])]
	return jwt.Parse(text, func(t *jwt.Token) (any, error) { return key, nil }, jwt.WithValidMethods([]string{"HS256"}))
}

func checked(token *jose.JSONWebToken, key any) string {
	out := jose.Claims{}
	// ok: jwt-unverified
	token.Claims(key, &out)
	return out.Subject
}

func idToken(ctx context.Context, v *oidc.IDTokenVerifier, text string) error {
	// ok: jwt-unverified
	_, err := v.Verify(ctx, text)
	return err
}

func unsigned(id string) (string, error) {
	expires := time.Now().Add(time.Hour).Unix()
	// ruleid: jwt-none
	token := jwt.NewWithClaims(jwt.SigningMethodNone, jwt.MapClaims{"sub": id, "exp": expires})
	// ruleid: jwt-none
	return token.SignedString(jwt.UnsafeAllowNoneSignatureType)
}

func lax(text string, key []byte) (*jwt.Token, error) {
	// ruleid: jwt-none
	return jwt.Parse(text, func(t *jwt.Token) (any, error) { return key, nil }, jwt.WithValidMethods([]string{"HS256", "none"}))
}

func signed(id string, key []byte) (string, error) {
	// ok: jwt-none, jwt-no-expiry
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"sub": id, "exp": time.Now().Add(time.Hour).Unix()})
	return token.SignedString(key)
}

func refuse(token *jwt.Token) error {
	// ok: jwt-none
	if token.Method == jwt.SigningMethodNone {
		return errors.New("a token must be signed")
	}
	return nil
}

func strict(text string, key []byte) (*jwt.Token, error) {
	// ok: jwt-none, jwt-method-unchecked
	return jwt.Parse(text, func(t *jwt.Token) (any, error) { return key, nil }, jwt.WithValidMethods([]string{"EdDSA"}))
}

func open(text string, key []byte) (*jwt.Token, error) {
	// ruleid: jwt-method-unchecked
	return jwt.Parse(text, func(t *jwt.Token) (interface{}, error) { return key, nil })
}

func openClaims(text string, public any) (*jwt.Token, error) {
	held := &claims{}
	// ruleid: jwt-method-unchecked
	return jwt.ParseWithClaims(text, held, func(token *jwt.Token) (any, error) {
		if public == nil {
			return nil, errors.New("no key")
		}
		return public, nil
	})
}

func openKid(text string, keys map[string]any) bool {
	// ruleid: jwt-method-unchecked
	token, err := jwt.Parse(text, func(token *jwt.Token) (any, error) {
		return keys[token.Header["kid"].(string)], nil
	})
	return err == nil && token.Valid
}

func compared(text string, key []byte) (*jwt.Token, error) {
	// ok: jwt-method-unchecked
	return jwt.Parse(text, func(token *jwt.Token) (interface{}, error) {
		if _, ok := token.Method.(*jwt.SigningMethodHMAC); !ok {
			return nil, fmt.Errorf("unexpected method %v", token.Header["alg"])
		}
		return key, nil
	})
}

func comparedName(text string, key []byte) (*jwt.Token, error) {
	// ok: jwt-method-unchecked
	return jwt.Parse(text, func(token *jwt.Token) (any, error) {
		if token.Method.Alg() != "HS256" {
			return nil, errors.New("unexpected method")
		}
		return key, nil
	})
}

func comparedElsewhere(text string) (*jwt.Token, error) {
	// ok: jwt-method-unchecked
	return jwt.Parse(text, func(token *jwt.Token) (any, error) { return keyFor(token) })
}

func keyFor(token *jwt.Token) (any, error) {
	if token.Method != jwt.SigningMethodES256 {
		return nil, errors.New("unexpected method")
	}
	return nil, nil
}

func forever(id string, key []byte) (string, error) {
	// ruleid: jwt-no-expiry
	return jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"sub": id}).SignedString(key)
}

func foreverRegistered(id string, key []byte) (string, error) {
	// ruleid: jwt-no-expiry
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.RegisteredClaims{Subject: id})
	return token.SignedString(key)
}

func foreverPointer(id string, key []byte) (string, error) {
	// ruleid: jwt-no-expiry
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, &jwt.RegisteredClaims{Subject: id, Issuer: "shop"})
	return token.SignedString(key)
}

func hour(id string, key []byte) (string, error) {
	// ok: jwt-no-expiry
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.RegisteredClaims{
		Subject:   id,
		ExpiresAt: jwt.NewNumericDate(time.Now().Add(time.Hour)),
	})
	return token.SignedString(key)
}

func own(held claims, key []byte) (string, error) {
	// ok: jwt-no-expiry
	return jwt.NewWithClaims(jwt.SigningMethodHS256, held).SignedString(key)
}

type provider struct{ keys map[string][]byte }

func (p provider) verifySignature(text string) error {
	_, err := jwt.Parse(text, func(t *jwt.Token) (any, error) { return p.keys["now"], nil }, jwt.WithValidMethods([]string{"HS256"}))
	return err
}

func (p provider) claimsOf(text string) (jwt.MapClaims, error) {
	held := jwt.MapClaims{}
	// ok: jwt-unverified
	if _, _, err := jwt.NewParser().ParseUnverified(text, held); err != nil {
		return nil, err
	}
	if err := p.verifySignature(text); err != nil {
		return nil, err
	}
	return held, nil
}

// The service itself answered with it.
func (p provider) login(answer *oauth2.Token) string {
	text, _ := answer.Extra("id_token").(string)
	held := jwt.MapClaims{}
	// ok: jwt-unverified
	jwt.NewParser().ParseUnverified(text, held)
	return fmt.Sprint(held["email"])
}

func unverifiedIssuer(text string) string {
	held := jwt.MapClaims{}
	// ok: jwt-unverified
	jwt.NewParser().ParseUnverified(text, held)
	return fmt.Sprint(held["iss"])
}

package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"

	"github.com/go-ldap/ldap/v3"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

type settings struct {
	Insecure bool
	LocalURL string
	Trusted  *x509.CertPool
}

func clients(s settings) {
	// ruleid: tls-verification-off
	first := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	// ruleid: tls-verification-off
	second := tls.Config{ServerName: "shop", InsecureSkipVerify: true}
	// ok: tls-verification-off
	third := &tls.Config{RootCAs: s.Trusted}
	// ruleid: tls-verification-off
	third.InsecureSkipVerify = true
	// ok: tls-verification-off, tls-verification-optional
	fourth := &tls.Config{InsecureSkipVerify: false}
	// ok: tls-verification-off
	fifth := &tls.Config{InsecureSkipVerify: true, VerifyConnection: pinned}
	fmt.Println(first, second, third, fourth, fifth)
}

func asked(s settings) *tls.Config {
	// ok: tls-verification-off
	// ruleid: tls-verification-optional
	config := &tls.Config{InsecureSkipVerify: s.Insecure}
	if s.Insecure {
		// ok: tls-verification-off
		// ruleid: tls-verification-optional
		config.InsecureSkipVerify = true
	}
	return config
}

func named(name string, config *tls.Config) {
	switch name {
	case "insecure":
		// ok: tls-verification-off
		// ruleid: tls-verification-optional
		config.InsecureSkipVerify = true
	default:
		config.InsecureSkipVerify = false
	}
}

func askedLater(config *tls.Config, s settings) {
	// ruleid: tls-verification-optional
	config.InsecureSkipVerify = s.Insecure
	// ok: tls-verification-optional
	config.RootCAs = s.Trusted
	// ok: tls-verification-optional
	config.InsecureSkipVerify = false
}

func peers(certs []tls.Certificate) *tls.Config {
	// ok: tls-verification-off
	config := &tls.Config{Certificates: certs, ClientAuth: tls.RequestClientCert, InsecureSkipVerify: true}
	other := &tls.Config{Certificates: certs}
	other.ClientAuth = tls.RequestClientCert
	// ok: tls-verification-off
	other.InsecureSkipVerify = true
	fmt.Println(other)
	return config
}

func pinned(state tls.ConnectionState) error {
	return errors.New("not the one")
}

func pinnedLate() *tls.Config {
	config := &tls.Config{}
	// ok: tls-verification-off
	config.InsecureSkipVerify = true
	config.VerifyConnection = pinned
	return config
}

func versions() {
	// ruleid: tls-old-version
	a := &tls.Config{MinVersion: tls.VersionTLS10}
	// ok: tls-old-version
	b := &tls.Config{MinVersion: tls.VersionTLS12, MaxVersion: tls.VersionTLS13}
	// ruleid: tls-old-version
	b.MinVersion = tls.VersionTLS11
	// ok: tls-old-version
	b.MinVersion = tls.VersionTLS13
	// ruleid: tls-old-version
	c := &tls.Config{CipherSuites: []uint16{tls.TLS_AES_128_GCM_SHA256, tls.TLS_RSA_WITH_RC4_128_SHA}}
	// ok: tls-old-version
	d := &tls.Config{CipherSuites: []uint16{tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384}}
	// ruleid: tls-old-version
	e := &tls.Config{MaxVersion: tls.VersionSSL30}
	// ok: tls-old-version
	if a.MinVersion == tls.VersionTLS10 {
		fmt.Println(c, d, e)
	}
}

func checks(check func([][]byte, [][]*x509.Certificate) error) {
	// ruleid: tls-check-skipped-on-resumption
	a := &tls.Config{VerifyPeerCertificate: check}
	// ruleid: tls-check-skipped-on-resumption
	b := &tls.Config{ClientAuth: tls.RequireAnyClientCert, VerifyPeerCertificate: func([][]byte, [][]*x509.Certificate) error {
		return nil
	}}
	// ruleid: tls-check-skipped-on-resumption
	c := tls.Config{VerifyPeerCertificate: check, MinVersion: tls.VersionTLS13}
	// ok: tls-check-skipped-on-resumption
	d := &tls.Config{VerifyPeerCertificate: check, VerifyConnection: pinned}
	// ok: tls-check-skipped-on-resumption
	e := &tls.Config{VerifyPeerCertificate: check, SessionTicketsDisabled: true}
	// ok: tls-check-skipped-on-resumption
	f := &tls.Config{VerifyConnection: pinned}
	fmt.Println(a, b, c, d, e, f)
}

func testTLS(address string) error {
	var config tls.Config
	// ok: tls-verification-off
	config.InsecureSkipVerify = true
	conn, err := tls.Dial("tcp", address, &config)
	if err == nil {
		conn.Close()
	}
	return err
}

func shellAsked(s settings) ssh.HostKeyCallback {
	insecure := s.Insecure
	if insecure {
		// ok: ssh-host-key-unchecked
		return ssh.InsecureIgnoreHostKey()
	}
	known, _ := knownhosts.New("known_hosts")
	return known
}

func own(s settings) (*http.Response, error) {
	address := s.LocalURL + "/hooks"
	// ok: tls-verification-off
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	return client.Get(address)
}

func health() {
	address := "https://localhost:8443/health"
	// ok: tls-verification-off
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	client.Get(address)
}

func shells(key ssh.PublicKey, auth ssh.AuthMethod) {
	// ruleid: ssh-host-key-unchecked
	a := &ssh.ClientConfig{User: "deploy", HostKeyCallback: ssh.InsecureIgnoreHostKey()}
	// ruleid: ssh-host-key-unchecked
	b := &ssh.ClientConfig{HostKeyCallback: func(name string, address any, key ssh.PublicKey) error { return nil }}
	// ok: ssh-host-key-unchecked
	c := &ssh.ClientConfig{User: "deploy", HostKeyCallback: ssh.FixedHostKey(key)}
	known, _ := knownhosts.New("known_hosts")
	// ok: ssh-host-key-unchecked
	c.HostKeyCallback = known
	// ruleid: ssh-host-key-unchecked
	c.HostKeyCallback = ssh.InsecureIgnoreHostKey()
	// ok: ssh-host-key-unchecked
	d := &ssh.ClientConfig{HostKeyCallback: func(name string, address any, key ssh.PublicKey) error {
		if name != "build:22" {
			return errors.New("unknown")
		}
		return nil
	}}
	fmt.Println(a, b, c, d)
}

type sshServer struct {
	key  ssh.PublicKey
	seen map[string]ssh.PublicKey
	last atomic.Value
}

func (s *sshServer) configs() {
	first := &ssh.ServerConfig{}
	first.PublicKeyCallback = func(conn ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
		// ruleid: ssh-key-kept-in-callback
		s.key = key
		return nil, nil
	}
	second := &ssh.ServerConfig{PublicKeyCallback: func(conn ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
		// ruleid: ssh-key-kept-in-callback
		s.seen[conn.User()] = key
		return &ssh.Permissions{}, nil
	}}
	third := &ssh.ServerConfig{}
	third.PublicKeyCallback = func(conn ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
		// ruleid: ssh-key-kept-in-callback
		s.last.Store(key)
		return nil, nil
	}
	good := &ssh.ServerConfig{}
	good.PublicKeyCallback = func(conn ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
		// ok: ssh-key-kept-in-callback
		print := ssh.FingerprintSHA256(key)
		// ok: ssh-key-kept-in-callback
		return &ssh.Permissions{Extensions: map[string]string{"key": print}}, nil
	}
	good.PasswordCallback = func(conn ssh.ConnMetadata, password []byte) (*ssh.Permissions, error) {
		// ok: ssh-key-kept-in-callback
		s.last.Store(conn.User())
		return nil, nil
	}
	fmt.Println(first, second, third, good)
}

func bind(user, password string) error {
	// ruleid: ldap-cleartext
	conn, err := ldap.DialURL("ldap://directory.example.org")
	if err != nil {
		return err
	}
	return conn.Bind(user, password)
}

func bindHost(host, user, password string) error {
	// ruleid: ldap-cleartext
	conn, err := ldap.DialURL(fmt.Sprintf("ldap://%s:389", host))
	if err != nil {
		return err
	}
	return conn.Bind(user, password)
}

func bindOld(host, user, password string) error {
	// ruleid: ldap-cleartext
	conn, err := ldap.Dial("tcp", host)
	if err != nil {
		return err
	}
	return conn.Bind(user, password)
}

func bindSafe(user, password string) error {
	// ok: ldap-cleartext
	conn, err := ldap.DialURL("ldaps://directory.example.org")
	if err != nil {
		return err
	}
	return conn.Bind(user, password)
}

func bindLocal(user, password string) error {
	// ok: ldap-cleartext
	conn, err := ldap.DialURL("ldap://127.0.0.1:389")
	if err != nil {
		return err
	}
	return conn.Bind(user, password)
}

func bindStarted(user, password string) error {
	// ok: ldap-cleartext
	conn, err := ldap.DialURL("ldap://directory.example.org")
	if err != nil {
		return err
	}
	if err := conn.StartTLS(&tls.Config{ServerName: "directory.example.org"}); err != nil {
		return err
	}
	return conn.Bind(user, password)
}

func redirects(token string) []*http.Client {
	return []*http.Client{
		{CheckRedirect: func(req *http.Request, via []*http.Request) error {
			// ruleid: redirect-credentials
			req.Header = via[0].Header.Clone()
			return nil
		}},
		{CheckRedirect: func(req *http.Request, via []*http.Request) error {
			// ruleid: redirect-credentials
			req.Header.Set("Authorization", token)
			return nil
		}},
		{CheckRedirect: func(r *http.Request, via []*http.Request) error {
			// ruleid: redirect-credentials
			r.SetBasicAuth("shop", token)
			return nil
		}},
		{CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if req.URL.Host == via[0].URL.Host {
				// ok: redirect-credentials
				req.Header.Set("Authorization", token)
			}
			return nil
		}},
		{CheckRedirect: func(req *http.Request, via []*http.Request) error {
			// ok: redirect-credentials
			req.Header.Set("User-Agent", "shop")
			return http.ErrUseLastResponse
		}},
	}
}

func ask(req *http.Request, token string) {
	// ok: redirect-credentials
	req.Header.Set("Authorization", token)
}

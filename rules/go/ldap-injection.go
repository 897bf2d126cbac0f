package main

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/go-ldap/ldap/v3"
)

var account = regexp.MustCompile(`^[a-z0-9]{3,20}$`)

func person(connection *ldap.Conn) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		user := r.FormValue("user")
		// ruleid: ldap-injection
		ldap.NewSearchRequest("ou=people", ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 0, 0, false, "(uid="+user+")", nil, nil)
		// ok: ldap-injection
		ldap.NewSearchRequest("ou=people", ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 0, 0, false, "(uid="+ldap.EscapeFilter(user)+")", nil, nil)
		// ruleid: ldap-injection
		connection.Bind(fmt.Sprintf("uid=%s,ou=people", user), r.FormValue("password"))
		// ok: ldap-injection
		connection.Bind(fmt.Sprintf("uid=%s,ou=people", ldap.EscapeDN(user)), r.FormValue("password"))
		if !account.MatchString(user) {
			return
		}
		// ok: ldap-injection
		connection.Bind("uid="+user+",ou=people", r.FormValue("password"))
	}
}

func unit(c *gin.Context) {
	// ruleid: ldap-injection
	ldap.NewSearchRequest("ou="+c.Param("unit"), ldap.ScopeBaseObject, ldap.NeverDerefAliases, 0, 0, false, "(objectClass=*)", nil, nil)
	// ruleid: ldap-injection
	ldap.CompileFilter(filterFor(c.Query("mail")))
	// ok: ldap-injection
	ldap.CompileFilter(filterFor("admin@example.com"))
}

func filterFor(mail string) string {
	return "(&(objectClass=person)(mail=" + mail + "))"
}

func number(c *gin.Context) {
	number, err := strconv.ParseInt(c.Query("number"), 10, 64)
	if err != nil {
		return
	}
	// ok: ldap-injection
	ldap.CompileFilter(fmt.Sprintf("(employeeNumber=%d)", number))
}

func groups(c *gin.Context) {
	filters := map[string]string{"all": "(objectClass=group)"}
	filters["own"] = "(member=" + c.GetHeader("X-User") + ")"
	// ok: ldap-injection
	request := &ldap.SearchRequest{BaseDN: "ou=groups", Filter: filters["all"]}
	use(request)
	// ruleid: ldap-injection
	request = &ldap.SearchRequest{BaseDN: "ou=groups", Filter: filters["own"]}
	use(request)
}

func mail(c *gin.Context) {
	for _, address := range c.QueryArray("address") {
		// ruleid: ldap-injection
		ldap.CompileFilter("(mail=" + address + ")")
	}
}

func use(request *ldap.SearchRequest) {}

func afar(w http.ResponseWriter, r *http.Request) {
	// ruleid: ldap-injection
	ldap.CompileFilter("(uid=" + neighbourAsked(r) + ")")
	// ruleid: ldap-injection
	ldap.CompileFilter("(uid=" + neighbourPassed(r.FormValue("user")) + ")")
	// ok: ldap-injection
	ldap.CompileFilter("(kind=" + neighbourKind(r.FormValue("kind")) + ")")
}

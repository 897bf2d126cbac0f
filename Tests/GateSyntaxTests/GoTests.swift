import GateSyntax
import Testing

/// What patterns of Go match, one test a construct.
@Suite struct `Go patterns` {
  private func found(_ pattern: String, _ source: String) throws -> [Int] { try lines(pattern, in: source, .go) }

  private func inFunction(_ pattern: String, _ body: String) throws -> [Int] {
    try found(pattern, "package p\nfunc f() {\n\(body)\n}\n").map { $0 - 2 }
  }

  @Test func `a short declaration matches short declarations alone`() throws {
    let body = "a := g()\na = g()\nvar b = g()\nc, err := g()\nd, e := g(), h()"
    #expect(try inFunction("$X := g()", body) == [1, 4])
    #expect(try inFunction("$X, $Y := g()", body) == [4])
    #expect(try inFunction("$X, $Y := $A, $B", body) == [5])
  }

  @Test func `an assignment matches declarations too`() throws {
    let body = "a := g()\na = g()\nvar b = g()\nconst c = g()\nvar d, e = g()\na += g()"
    #expect(try inFunction("$X = g()", body) == [1, 2, 3, 4, 5])
    #expect(try inFunction("... = g()", body) == [1, 2, 3, 4, 5])
    #expect(try inFunction("$X += g()", body) == [6])
  }

  @Test func `var asks for var or const, const for const`() throws {
    let body = "a := g()\nvar b = g()\nconst c = g()\nvar d *t.T\nvar (\ne = g()\nh = 2\n)"
    #expect(try inFunction("var $X = g()", body) == [2, 3, 6])
    #expect(try inFunction("const $X = g()", body) == [3])
    #expect(try inFunction("var $X *t.T", body) == [4])
  }

  @Test func `functions match methods, receivers ask for methods`() throws {
    let source = "package p\nfunc a(x int) {}\nfunc (r *T) b(x int) error { return nil }\nvar c = func(x int) {}\n"
    #expect(try found("func $F(...) {...}", source) == [2, 3])
    #expect(try found("func $F(x int) {...}", source) == [2])
    #expect(try found("func ($R $T) $F(...) {...}", source) == [3])
    #expect(try found("func ($R *T) b(...) error {...}", source) == [3])
    #expect(try found("func(...) {...}", source) == [4])
  }

  @Test func `parameters around ellipses`() throws {
    let source = """
      package p
      func a(w http.ResponseWriter, r *http.Request) {}
      func b(r *http.Request) {}
      func c(x, y int, z ...string) {}
      func d(x int) (n int, err error) { return }
      """
    #expect(try found("func $F(..., $R *http.Request, ...) {...}", source) == [2, 3])
    #expect(try found("func $F($A $T, ...) {...}", source) == [2, 3, 4, 5])
    #expect(try found("func $F(x int, y int, z ...string) {...}", source) == [4])
    #expect(try found("func $F(...) (int, error) {...}", source) == [5])
  }

  @Test func `statements between`() throws {
    let body = "a := open()\nuse(a)\nif x {\nclose(a)\n}"
    #expect(try inFunction("$A := open()\n...\nclose($A)", body) == [1])
    #expect(try inFunction("$A := open()\nclose($A)", body) == [])
  }

  @Test func `a statement before a condition is a statement`() throws {
    let body = "if v, err := g(); err != nil {\nuse(v)\n} else if err == nil {\n}"
    #expect(try inFunction("if $C {...}", body) == [1, 3])
    #expect(try inFunction("if $X, $Y := g(); $C {...} else if $D {...}", body) == [1])
    #expect(try inFunction("$V, $E := g()\n...\nuse($V)", body) == [1])
    #expect(try inFunction("if (err == nil) {...}", body) == [3])
  }

  @Test func `loops`() throws {
    let body = "for i := range xs {\n}\nfor i, x := range xs {\n}\nfor i := 0; i < 3; i++ {\n}\nfor ok {\n}\nfor {\n}"
    #expect(try inFunction("for $I := range xs {...}", body) == [1])
    #expect(try inFunction("for _, $X := range xs {...}", body) == [])
    #expect(try inFunction("for $I, $X := range xs {...}", body) == [3])
    #expect(try inFunction("for $I := 0; $C; $I++ {...}", body) == [5])
    #expect(try inFunction("for $C {...}", body) == [7])
    #expect(try inFunction("for {...}", body) == [9])
    #expect(try inFunction("for ... {...}", body) == [1, 3, 5, 7, 9])
  }

  @Test func `switches and selects`() throws {
    let body = """
      switch x {
      case 1, 2: a()
      default: b()
      }
      switch v := x.(type) {
      case int: c(v)
      }
      select {
      case y := <-ch: d(y)
      case ch <- 1:
      }
      """
    #expect(try inFunction("switch $X {...}", body) == [1])
    #expect(try inFunction("switch $V := $X.(type) {...}", body) == [5])
    #expect(try inFunction("case 1, 2: a()", body) == [2])
    #expect(try inFunction("select {...}", body) == [8])
    #expect(try inFunction("$X := <-ch", body) == [9])
    #expect(try inFunction("ch <- $X", body) == [10])
  }

  @Test func `go, defer, labels and returns`() throws {
    let body = "go func() { a() }()\ndefer b()\nL:\nfor {\nbreak L\n}\nreturn 1, nil"
    #expect(try inFunction("go func() {...}()", body) == [1])
    #expect(try inFunction("defer $F()", body) == [2])
    #expect(try inFunction("break L", body) == [5])
    #expect(try inFunction("return ..., nil", body) == [7])
    #expect(try inFunction("a()", body) == [1])
  }

  @Test func `composite literals are exact and without order`() throws {
    let body =
      "a := T{A: 1, B: 2}\nb := &T{B: 2, A: 1}\nc := T{A: 1}\nd := []string{\"x\"}\ne := map[string]int{\"k\": 1}"
    #expect(try inFunction("T{A: 1, B: 2}", body) == [1, 2])
    #expect(try inFunction("T{A: 1}", body) == [3])
    #expect(try inFunction("T{..., A: $X, ...}", body) == [1, 2, 3])
    #expect(try inFunction("&T{...}", body) == [2])
    #expect(try inFunction("T{\n...\n}", body) == [1, 2, 3])
    #expect(try inFunction("[]string{...}", body) == [4])
    #expect(try inFunction("map[string]int{\"k\": $V}", body) == [5])
  }

  @Test func `one field of a literal is a pattern`() throws {
    #expect(try inFunction("B: $X", "a := T{\nA: 1,\nB: 2,\n}\nB:\nfor {\n}") == [3])
  }

  @Test func `conversions are calls`() throws {
    let body = "a([]byte(\"x\"))\nb(string(y))\nc((*T)(z))\nd(w.(*T))"
    #expect(try inFunction("[]byte(\"...\")", body) == [1])
    #expect(try inFunction("string($X)", body) == [2])
    #expect(try inFunction("$X.(*T)", body) == [4])
  }

  @Test func `types`() throws {
    let source = """
      package p
      type A struct {
        B int `json:"b"`
        C, D string
        E
      }
      type F interface { G() error }
      type H = int
      type I int
      """
    #expect(try found("type $T struct {...}", source) == [2])
    #expect(try found("type $T struct { D string }", source) == [2])
    #expect(try found("type $T struct { B string }", source) == [])
    #expect(try found("type $T interface {...}", source) == [7])
    #expect(try found("type $T int", source) == [9])
  }

  @Test func `imports by path, whatever their names`() throws {
    let source = """
      package p
      import (
        h "net/http"
        "gopkg.in/yaml.v3"
      )
      var x = h.Get("a")
      var y = yaml.Load(x)
      """
    #expect(try found("import \"net/http\"\n...\n", source) == [2])
    #expect(try found("http.Get(...)", source) == [6])
    #expect(try found("import \"gopkg.in/yaml.v3\"\n...\nyaml.Load($X)", source) == [2])
    #expect(try found("import \"net/url\"", source) == [])
    #expect(try found("\"...\"", source) == [6])
  }

  @Test func `raw and interpreted strings, runes apart`() throws {
    let body = "a(`x`)\na(\"x\")\na('x')\na(\"x\" + \"y\")"
    #expect(try inFunction("a(\"x\")", body) == [1, 2])
    #expect(try inFunction("a(\"xy\")", body) == [4])
    #expect(try inFunction("a(\"...\")", body) == [1, 2, 4])
  }

  @Test func `typed metavariables`() throws {
    let source = """
      package p
      func a(r *http.Request, q url.URL) {
        use(r.Form)
        use(q.Form)
      }
      """
    #expect(try found("($R : *http.Request).Form", source) == [3])
    #expect(try found("($R : url.URL).Form", source) == [4])
    #expect(try found("($R : http.Request).Form", source) == [])
  }

  @Test func `spreads and type arguments are no arguments of their own`() throws {
    let body = "a(xs...)\na[int](x)\na(x, y)"
    #expect(try inFunction("a($X)", body) == [1, 2])
    #expect(try inFunction("a($X...)", body) == [1])
    #expect(try inFunction("a[int](...)", body) == [2])
  }

  @Test func `deep expressions and chains`() throws {
    let body = "a(b(c(1)))\nx.y(1).z().w()"
    #expect(try inFunction("a(<... c($X) ...>)", body) == [1])
    #expect(try inFunction("$X. ... .w()", body) == [2])
  }

  // MARK: What the reference does, too

  @Test(arguments: [
    ("make([]int, 3)", [1]), ("[]int{...}", [1, 5]), ("&T{}", [2]), ("&$T{...}", [2]), ("use(\"...\")", [3]),
    ("use([]byte($X))", [3]), ("x.(T)", [4]), ("$X := $Y", [1]), ("a($X...)", [8]), ("a($X)", [8, 9]),
  ])
  func `made values, conversions and spreads`(_ pattern: String, _ expected: [Int]) throws {
    let source = """
      q := make([]int, 3)
      x = new(T)
      use([]byte("a"))
      use(x.(T))
      x = [...]int{1}
      switch v := x.(type) {
      }
      a(xs...)
      a(xs)
      """
    #expect(try inFunction(pattern, source) == expected)
  }

  @Test(arguments: [
    ("use(\"...\")", [4, 7]), ("use(3)", [9]), ("use(16)", [10]), ("use(($X : string))", [4, 5, 6, 7]),
    ("use(($X : *T))", [12]), ("use(($X : *sql.DB))", [13]),
  ])
  func `what names hold, and of what type they are`(_ pattern: String, _ expected: [Int]) throws {
    let source = """
      package p
      const C = "c"; var v string = "v"; type S struct { db *sql.DB }
      func f(s S, rest ...string) {
      use(C)
      use(v)
      x, y := "x", 1; for y { x := "z"; _ = x }; var w string; use(w)
      z := "z"; use(z)
      for i := 0; i < 3; i++ { use(i) }
      k := 2; k++; use(k)
      use(0x10); use(1.5); use(rest); use(x + "y")
      for a { use(k) }
      p := &T{}; use(p)
      use(s.db)
      }
      """
    #expect(try lines(pattern, in: source, .go) == expected)
  }

  @Test(arguments: [
    ("func $F(...) $R { ... }", [2]), ("func $F(...) { ... }", [2, 3]), ("func $F(...) (int, error) { ... }", [2]),
    ("import \"a/b\"", [1]),
  ])
  func `results and imports`(_ pattern: String, _ expected: [Int]) throws {
    let source = "import \"a/b/v2\"\nfunc f() (int, error) { }\nfunc g() { }\ntype I interface { h(x int) error }"
    #expect(try lines(pattern, in: source, .go) == expected)
  }

  @Test func `what a select receives into a variable is read`() throws {
    #expect(try inFunction("use(...)", "select {\ncase x = <-c:\nuse(x)\n}") == [3])
  }
}

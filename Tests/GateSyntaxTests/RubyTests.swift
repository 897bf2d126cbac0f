import GateSyntax
import Testing

/// What patterns of Ruby match, one test a construct.
@Suite struct `Ruby patterns` {
  private func found(_ pattern: String, _ source: String) throws -> [Int] {
    try lines(pattern, in: source, .ruby)
  }

  @Test func `parentheses round arguments make no difference`() throws {
    let source = "wash 1\nwash(1)\nsoap.wash 1\nwash 1, 2\n"
    #expect(try found("wash(1)", source) == [1, 2])
    #expect(try found("wash $X", source) == [1, 2])
    #expect(try found("$O.wash($X)", source) == [3])
    #expect(try found("wash ...", source) == [1, 2, 4])
  }

  @Test func `a call without arguments needs no parentheses`() throws {
    let source = "soap.rinse\nsoap.rinse()\nsoap&.rinse\nsoap.rinse(1)\nrinse\n"
    #expect(try found("$X.rinse", source) == [1, 2, 3])
    #expect(try found("$X.rinse(...)", source) == [1, 2, 3, 4])
    #expect(try found("rinse(...)", source) == [5])
  }

  @Test func `names that symbols give to arguments are keywords`() throws {
    let source = "dye(tone: 1)\ndye(:tone => 1)\ndye('tone' => 1)\ndye 2, tone: 1, to: 3\ndye({tone: 1})\n"
    #expect(try found("dye(tone: $X)", source) == [1, 2])
    #expect(try found("dye(:tone => $X)", source) == [1, 2])
    #expect(try found("dye(..., tone: 1, ...)", source) == [1, 2, 4])
    #expect(try found("dye($X)", source) == [3, 5])
    #expect(try found("dye(..., $X)", source) == [3, 5])
    #expect(try found("dye({tone: $X})", source) == [5])
  }

  @Test func `a hash is compared by its keys, and more are there only with an ellipsis`() throws {
    let source = "a = {x: 1, y: 2}\na = {:y => 2, :x => 1}\na = {x: 1}\na = {'x' => 1}\n"
    #expect(try found("{x: 1, y: 2}", source) == [1, 2])
    #expect(try found("{..., x: $V, ...}", source) == [1, 2, 3])
    #expect(try found("{\"x\" => $V}", source) == [4])
  }

  @Test func `symbols are no strings`() throws {
    let source = "dip :red\ndip 'red'\ndip :\"red\"\n"
    #expect(try found("dip :red", source) == [1, 3])
    #expect(try found("dip :$X", source) == [1, 3])
    #expect(try found("dip :\"...\"", source) == [1, 3])
    #expect(try found("dip \"...\"", source) == [2])
  }

  @Test func `blocks are functions given to a call`() throws {
    let source = """
      tubs.each do |t| fill(t) end
      tubs.each { |t| fill(t) }
      tubs.each { |t, n| fill(t) }
      tubs.each(2) { |t| fill(t) }
      tubs.each { empty }
      tubs.each(&:fill)
      """
    #expect(try found("$X.each do |$Y| ... end", source) == [1, 2])
    #expect(try found("$X.each(...) { |$Y| ... }", source) == [1, 2, 4])
    #expect(try found("$X.each { ... }", source) == [5])
    #expect(try found("$X.each", source) == [1, 2, 3, 5])
    #expect(try found("$X.each(&:fill)", source) == [6])
    #expect(try found("$X.each do |$Y|\n  ...\n  fill($Y)\nend", source) == [1, 2])
  }

  @Test func `lambdas`() throws {
    let source = "a = ->(x) { x }\na = -> { 1 }\na = lambda { |x| x }\n"
    #expect(try found("->($X) { ... }", source) == [1, 3])
    #expect(try found("$A = -> { ... }", source) == [2])
    #expect(try found("lambda { |$X| ... }", source) == [3])
  }

  @Test func `if in all its forms`() throws {
    let source = """
      if wet
        wring(1)
      end
      wring(1) if wet
      wring(1) unless dry
      unless dry
        wring(1)
      else
        fold
      end
      fold if wet and big
      if a
      elsif wet
        wring(1)
      end
      """
    #expect(try found("if $C\n  wring(1)\nend", source) == [1, 4, 13])
    #expect(try found("wring($X) if $C", source) == [1, 4, 13])
    #expect(try found("wring($X) unless $C", source) == [5, 6])
    #expect(try found("unless $C\n  ...\nend", source) == [5, 6])
    #expect(try found("if !$C\n  ...\nend", source) == [5, 6])
    #expect(try found("$A && $B", source) == [11])
  }

  @Test func `loops`() throws {
    let source = "while wet do spin end\nspin while wet\nuntil dry do spin end\nfor t in tubs\n  fill(t)\nend\n"
    #expect(try found("while wet\n  ...\nend", source) == [1, 2])
    #expect(try found("until $C\n  ...\nend", source) == [3])
    #expect(try found("for $T in $L\n  ...\n  fill($T)\nend", source) == [4])
  }

  @Test func `methods`() throws {
    let source = """
      def fill(tub, level = 1)
        pour(tub)
      end
      def self.drain(tub)
        1
      end
      def level = 3
      def soak tub, *rest, soap: 1, **more, &block
      end
      """
    #expect(try found("def $F(...)\n  ...\nend", source) == [1, 7, 8])
    #expect(try found("def $F($A, $B)\n  ...\nend", source) == [1])
    #expect(try found("def $F(..., $P, ...)\n  ...\n  pour($P)\n  ...\nend", source) == [1])
    #expect(try found("def self.$F(...)\n  ...\nend", source) == [4])
    #expect(try found("def $F\n  ...\nend", source) == [7])
  }

  @Test func `what a method computes last is returned`() throws {
    let source = """
      def level
        if full
          mark(1)
        else
          return mark(2)
        end
      end
      def other
        mark(3)
        x = 4
      end
      tubs.map { mark(5) }
      """
    #expect(try found("return mark($X)", source) == [3, 5, 12])
  }

  @Test func `classes and modules`() throws {
    let source = """
      class Tub < Vessel
        volume 3
        drain :plug
        def fill
          pour(1)
        end
      end
      class Sink
        drain :plug
        volume 3
      end
      module Bath::Room
        volume 3
      end
      """
    #expect(try found("class $C\n  ...\nend", source) == [1, 8])
    #expect(try found("class $C < Vessel\n  ...\nend", source) == [1])
    #expect(try found("class $C\n  ...\n  volume $X\n  ...\n  drain $Y\n  ...\nend", source) == [1])
    #expect(try found("class $C\n  ...\n  def fill\n    ...\n  end\n  ...\nend", source) == [1])
    #expect(try found("module $M\n  ...\nend", source) == [12])
  }

  @Test func `qualified names`() throws {
    let source = "Bath::Tub.new(1)\nBath::Tub\nTub.new(1)\n::Bath::Tub.new(1)\nBath::Tub::Plug\nBath.tub\n"
    #expect(try found("Bath::Tub.new(...)", source) == [1])
    #expect(try found("Bath::$T.new(...)", source) == [1])
    #expect(try found("Bath::Tub", source) == [1, 2])
    #expect(try found("Bath.tub", source) == [6])
  }

  @Test func `variables of objects`() throws {
    let source = "@tub = 1\nfill(@tub)\nfill(@@tub)\nfill($tub)\n"
    #expect(try found("fill(@tub)", source) == [2])
    #expect(try found("@tub = $X", source) == [1])
    #expect(try found("fill($X)", source) == [2, 3, 4])
    #expect(try Pattern("@tub = $X", .ruby).requiredWords == [Array("@tub".utf8)])
  }

  @Test func `assignments`() throws {
    let source = "a = 1\na, b = 1, 2\na += 1\na ||= 1\ntub.level = 1\ntub[:level] = 1\nTUB = 1\n"
    #expect(try found("$X = 1", source) == [1, 2, 5, 6, 7])
    #expect(try found("$X, $Y = $V", source) == [2])
    #expect(try found("$X ||= $V", source) == [4])
    #expect(try found("$X.level = $V", source) == [5])
    #expect(try found("$X[:level] = $V", source) == [6])
  }

  @Test func `failures and their rescue`() throws {
    let source = """
      begin
        fill
      rescue Flood
        1
      end
      begin
        fill
      rescue Flood => e
        2
      ensure
        3
      end
      fill rescue nil
      def a
        fill
      rescue Flood
        4
      end
      """
    #expect(try found("begin\n  ...\nrescue $E\n  ...\nend", source) == [1])
    #expect(try found("def $F\n  ...\nrescue $E\n  ...\nend", source) == [14])
    #expect(try found("$X rescue nil", source) == [13])
  }

  @Test func `strings, however they are quoted`() throws {
    let source = "ink 'a'\nink \"a\"\nink %q(a)\nink \"a#{b}\"\nink 'x' \"y\"\nink \"#{b}\"\nink %Q(#{b} c)\n"
    #expect(try found("ink \"a\"", source) == [1, 2, 3])
    #expect(try found("ink \"...\"", source) == [1, 2, 3, 5])
    #expect(try found("ink \"...#{$X}...\"", source) == [4, 6, 7])
    #expect(try found("ink \"#{$X}\"", source) == [6])
    #expect(try found("ink \"xy\"", source) == [5])
  }

  @Test func `commands and regular expressions`() throws {
    let source = "`ls`\n`ls #{d}`\n%x(ls #{d})\n/a+/i\n/a#{d}/\n"
    #expect(try found("`...`", source) == [1, 2, 3])
    #expect(try found("`...#{$X}...`", source) == [2, 3])
    #expect(try found("%x(...#{$X}...)", source) == [2, 3])
    #expect(try found("/.../", source) == [4, 5])
    #expect(try found("/...#{$X}.../", source) == [5])
    #expect(try found("/$X/", source) == [4])
  }

  @Test func `what is required`() throws {
    let source = "require 'bath'\nload_tub\nfill(1)\n"
    #expect(try found("require 'bath'\n...\nfill($X)", source) == [1])
    #expect(try found("require 'sink'\n...\nfill($X)", source) == [])
    #expect(try found("require $X", source) == [1])
  }

  @Test func `constants are known in methods and blocks`() throws {
    let source = """
      tone = 'red'
      tubs.each do |t|
        dye(tone)
      end
      tone = mix if wet
      dye(tone)
      n = 'a'
      tubs.each { n = mix }
      dye(n)
      """
    #expect(try found("dye(\"...\")", source) == [3])
  }

  @Test func `ranges, keys and conditions`() throws {
    let source = "a[1]\na[:b]\na[1, 2]\n1..9\n1...9\nx ? y : z\na.(1)\n"
    #expect(try found("$X[$Y]", source) == [1, 2])
    #expect(try found("$X[...]", source) == [1, 2, 3])
    #expect(try found("1..9", source) == [4, 5])
    #expect(try found("$A ? $B : $C", source) == [6])
  }

  @Test func `deep in an expression and along a chain of calls`() throws {
    let source = "dip(1 + ink(2))\ntub.a.b(1).c { 2 }.rinse\n"
    #expect(try found("dip(<... ink($X) ...>)", source) == [1])
    #expect(try found("$X. ... .rinse", source) == [2])
  }
}

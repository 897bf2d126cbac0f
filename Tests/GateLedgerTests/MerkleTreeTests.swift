import GateLedger
import GateModel
import Testing

@Suite("The tree of RFC 6962")
struct MerkleTreeTests {
  /// The inputs and roots of Certificate Transparency's own tests.
  static let inputs = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
  ]
  static let roots = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  @Test("the empty tree and the eight known trees have their roots")
  func knownRoots() throws {
    var frontier = Frontier()
    #expect(frontier.root.description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    for (input, root) in zip(Self.inputs, Self.roots) {
      frontier.append(MerkleTree.leafHash(try #require(Hex.decode(input.utf8))))
      #expect(frontier.root.description == root)
    }
  }

  @Test("the frontier agrees with the definition for every size up to 130")
  func definition() {
    func root(_ leaves: ArraySlice<Digest>) -> Digest {
      guard leaves.count > 1 else { return leaves.first ?? MerkleTree.emptyRoot }
      var split = 1
      while split * 2 < leaves.count { split *= 2 }
      return MerkleTree.nodeHash(root(leaves.prefix(split)), root(leaves.dropFirst(split)))
    }
    var frontier = Frontier()
    var leaves: [Digest] = []
    for number in 0..<130 {
      leaves.append(MerkleTree.leafHash([UInt8(number)]))
      frontier.append(leaves[number])
      #expect(frontier.root == root(leaves[...]))
      #expect(Frontier(count: frontier.count, bytes: frontier.bytes) == frontier)
    }
  }

  @Test("roots that do not fit the count are no frontier")
  func misfit() {
    #expect(Frontier(count: 3, bytes: [UInt8](repeating: 0, count: 32)) == nil)
    #expect(Frontier(count: 1, bytes: [UInt8](repeating: 0, count: 31)) == nil)
    #expect(Frontier(count: -1, bytes: []) == nil)
  }
}

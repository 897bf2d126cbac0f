package import GateModel

extension Formula {
  /// Equal where two formulas are matched alike: what is found for one is found for the other.
  package func key(_ options: SearchOptions) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(options)
    writer.write(self)
    return writer.bytes
  }
}
